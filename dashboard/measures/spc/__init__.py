"""Statistical process control: what is usual for an indicator, and which months are not.

XmR charts by the rules of NHS England's Making Data Count. `find_limits` and
`find_signals` are functions from matrices to matrices, `Control` all charts as they stood in
one month, `Variation` and `Chart` what is read from one of them.
"""

from dashboard.measures.spc.baselines import Baselines
from dashboard.measures.spc.control import Charts, Control
from dashboard.measures.spc.limits import ENOUGH, FEWEST, Limits, find_limits
from dashboard.measures.spc.signals import Code, Signals, find_signals
from dashboard.measures.spc.variation import (
    Assurance,
    Base,
    Chart,
    Level,
    Mark,
    NoLimits,
    Signal,
    Span,
    Variation,
    VariationKind,
)

__all__ = [
    "ENOUGH",
    "FEWEST",
    "Assurance",
    "Base",
    "Baselines",
    "Chart",
    "Charts",
    "Code",
    "Control",
    "Level",
    "Limits",
    "Mark",
    "NoLimits",
    "Signal",
    "Signals",
    "Span",
    "Variation",
    "VariationKind",
    "find_limits",
    "find_signals",
]
