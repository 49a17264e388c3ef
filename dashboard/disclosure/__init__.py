"""Disclosure control: what the public may not see, so that no child can be identified."""

from dashboard.disclosure.commentary import WITHHELD, tells_hidden
from dashboard.disclosure.hiding import Cell, Hidden, Reason, hide
from dashboard.disclosure.profiles import PROFILES, Profile
from dashboard.disclosure.publishing import Showing, suppress

__all__ = [
    "PROFILES",
    "WITHHELD",
    "Cell",
    "Hidden",
    "Profile",
    "Reason",
    "Showing",
    "hide",
    "suppress",
    "tells_hidden",
]
