"""The arithmetic: change, spread, RAG and limits of all indicators in all months at once.

A measure is a function from matrices to matrices, months by indicators. `Measures`
reads one cell of the results as a record. Nothing here knows of a store or a screen.
"""

from dashboard.measures.matrix import Matrix
from dashboard.measures.results import Measures, measure
from dashboard.measures.spc import (
    Assurance,
    Chart,
    NoLimits,
    Signal,
    Variation,
    VariationKind,
)

__all__ = [
    "Assurance",
    "Chart",
    "Matrix",
    "Measures",
    "NoLimits",
    "Signal",
    "Variation",
    "VariationKind",
    "measure",
]
