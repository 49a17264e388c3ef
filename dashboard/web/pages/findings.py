"""Findings at /findings: what disagrees with what, and what an officer decided about it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dashboard.catalogue import Theme
from dashboard.findings import Severity
from dashboard.findings.standing import Standing, findings_of, stand
from dashboard.web.page import Drawn, Page, Visit
from dashboard.workflow.permissions import Permission

SEVERITIES = {
    "": (Severity.ERROR, Severity.WARNING),
    "error": (Severity.ERROR,),
    "warning": (Severity.WARNING,),
    "note": (Severity.NOTE,),
    "all": tuple(Severity),
}
"""What may be asked for; without asking the notes are left out."""

MOST_SHOWN = 300


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader chose. Empty fields are not chosen."""

    severity: str
    theme: str
    state: str

    def admits(self, one: Standing, themes: frozenset[str]) -> bool:
        """Whether a finding, whose indicators are of these themes, was asked for."""
        if one.finding.severity not in SEVERITIES[self.severity]:
            return False
        if self.theme and self.theme not in themes:
            return False
        return self.state == "all" or one.is_accepted == (self.state == "accepted")


@dataclass(frozen=True, slots=True)
class Group:
    """The findings of one check."""

    title: str
    severity: Severity
    standings: tuple[Standing, ...]


def draw(visit: Visit) -> Drawn:
    every = list_standings(visit)
    wanted = read_wanted(visit)
    chosen = [one for one in every if wanted.admits(one, _themes(visit, one))]
    open_ones = [one for one in every if not one.is_accepted]
    return Drawn(
        "Findings",
        {
            "wanted": wanted,
            "groups": _group(chosen[:MOST_SHOWN]),
            "count": len(chosen),
            "more": max(len(chosen) - MOST_SHOWN, 0),
            "open_counts": {
                severity: sum(one.finding.severity is severity for one in open_ones)
                for severity in Severity
            },
            "accepted": len(every) - len(open_ones),
            "themes": _used_themes(visit),
            "seen": seen,
            "problem": visit.notice.get("problem", ""),
            "done": visit.asked("done"),
        },
    )


def list_standings(visit: Visit) -> tuple[Standing, ...]:
    """All findings of what is held, with the last decision on each."""
    found = findings_of(visit.store, visit.holdings)
    return stand(found, visit.store.decisions.last())


def read_wanted(visit: Visit) -> Wanted:
    """The reader's choice; what is not known counts as not chosen."""
    severity, theme, state = (visit.asked(name) for name in ("severity", "theme", "state"))
    return Wanted(
        severity=severity if severity in SEVERITIES else "",
        theme=theme if visit.holdings.catalogue.theme(theme) else "",
        state=state if state in ("accepted", "all") else "",
    )


def seen(one: Standing) -> str:
    """A short name for a finding with the evidence that was on the page."""
    text = f"{one.finding.key}\n{one.finding.evidence}"
    return hashlib.sha256(text.encode()).hexdigest()[:24]


def _themes(visit: Visit, one: Standing) -> frozenset[str]:
    found = (visit.holdings.catalogue.find(ref) for ref in one.finding.refs)
    return frozenset(indicator.theme for indicator in found if indicator)


def _used_themes(visit: Visit) -> Sequence[Theme]:
    catalogue = visit.holdings.catalogue
    used = {indicator.theme for indicator in catalogue.active}
    return [theme for theme in catalogue.themes if theme.key in used]


def _group(standings: Iterable[Standing]) -> list[Group]:
    groups: dict[str, list[Standing]] = {}
    for one in standings:
        groups.setdefault(one.finding.code, []).append(one)
    return [
        Group(ones[0].title, ones[0].finding.severity, tuple(ones)) for ones in groups.values()
    ]


PAGE = Page(
    name="findings",
    rule="/findings",
    template="findings.html",
    draw=draw,
    needs=Permission.ACCEPT_FINDINGS,
)
