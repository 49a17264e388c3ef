"""The arithmetic: change, spread and RAG of all indicators in all months at once.

A measure is a function from matrices to matrices, months by indicators. `Measures`
reads one cell of the results as a record. Nothing here knows of a store or a screen.
"""

from dashboard.measures.matrix import Matrix
from dashboard.measures.results import Measures, measure

__all__ = ["Matrix", "Measures", "measure"]
