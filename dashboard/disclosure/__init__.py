"""Disclosure control: what the public may not see, so that no child can be identified."""

from dashboard.disclosure.hiding import Cell, Hidden, Reason, hide
from dashboard.disclosure.profiles import PROFILES, Profile

__all__ = ["PROFILES", "Cell", "Hidden", "Profile", "Reason", "hide"]
