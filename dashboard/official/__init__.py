"""DfE's published figures: read, reduced to an extract, and made into comparators. Pure."""

from dashboard.official.areas import Area, Role
from dashboard.official.computing import (
    Computed,
    ComputedFigure,
    Rank,
    compute,
    compute_years,
)
from dashboard.official.extract import (
    CREDIT,
    Extract,
    Measure,
    held_extract,
    parse_extract,
    read_extract,
)
from dashboard.official.problems import OfficialError
from dashboard.official.stating import is_computed, state_computed

__all__ = [
    "CREDIT",
    "Area",
    "Computed",
    "ComputedFigure",
    "Extract",
    "Measure",
    "OfficialError",
    "Rank",
    "Role",
    "compute",
    "compute_years",
    "held_extract",
    "is_computed",
    "parse_extract",
    "read_extract",
    "state_computed",
]
