"""Findings: where figures, words and printed cells disagree with each other.

Pure: from what is held to a list, the same for the same. A finding names its place and
both figures; nothing is ever corrected.
"""

from dashboard.findings.checks import BY_CODE, CHECKS, Check, find
from dashboard.findings.finding import Finding, Severity
from dashboard.findings.held import Held, read_held

__all__ = ["BY_CODE", "CHECKS", "Check", "Finding", "Held", "Severity", "find", "read_held"]
