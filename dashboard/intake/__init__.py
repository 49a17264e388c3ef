"""Intake: a council's file becomes a reading, a preview and, if all is well, a load."""

from dashboard.intake.plan import LoadRefusedError, Plan, commit, plan_load
from dashboard.intake.reader import Progress, read_file
from dashboard.intake.reading import Problem, Reading
from dashboard.intake.report import report

__all__ = [
    "LoadRefusedError",
    "Plan",
    "Problem",
    "Progress",
    "Reading",
    "commit",
    "plan_load",
    "read_file",
    "report",
]
