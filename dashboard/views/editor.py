"""The editor of one paragraph: the figures beside it, its history, and what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.catalogue import Indicator
from dashboard.people import Account
from dashboard.periods import Month, months_between
from dashboard.records import Comment
from dashboard.store.writing_records import (
    Dismissal,
    Doubt,
    Draft,
    FigureNote,
    Promise,
    Step,
    Version,
)
from dashboard.views import definition
from dashboard.views.charting import draw_indicator
from dashboard.views.checks import Checks, check_text
from dashboard.views.comparing import Piece, compare
from dashboard.views.drawing import Drawing
from dashboard.views.holdings import Holdings
from dashboard.views.status import Standing, stand
from dashboard.views.variation import VariationView, vary
from dashboard.workflow.permissions import Permission, may
from dashboard.workflow.writing import (
    Side,
    actor_for,
    person_of,
    why_not,
)

SERIES_MONTHS = 7
CHART_MONTHS = 24


@dataclass(frozen=True, slots=True)
class Papers:
    """What the store holds on one paragraph: versions, the oldest first, and marks.

    `drafts` are what anybody is typing on it, the latest last; `names` says who, by account.
    """

    history: Sequence[Version]
    drafts: Sequence[Draft]
    names: Mapping[int, str]
    dismissals: Sequence[Dismissal]
    notes: Sequence[FigureNote]


@dataclass(frozen=True, slots=True)
class Clash:
    """Somebody was quicker: the writer's own words, the text that is held, and both as one."""

    mine: str
    held: Version
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Typing:
    """Words that are typed elsewhere; `is_mine` if it is another window of the same person."""

    draft: Draft
    name: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Editor:
    """Everything around the box. `text` is what stands in it, `begun_from` its version.

    `charted` is the drawing with what is usual.

    `why_not` says why the account cannot write now; `acting_for` and `approving_for` name
    whoever an officer acts for.
    """

    indicator: Indicator
    month: Month
    standing: Standing
    variation: VariationView
    series: tuple[tuple[Month, str], ...]
    drawing: Drawing
    charted: Drawing
    target: tuple[str, ...]
    rules: tuple[tuple[str, str], ...]
    previous: Comment | None
    latest: Version | None
    returned: Version | None
    text: str
    begun_from: int
    draft: Draft | None
    typing: tuple[Typing, ...]
    clash: Clash | None
    checks: Checks
    versions: tuple[Version, ...]
    compared: tuple[Version, tuple[Piece, ...]] | None
    notes: tuple[FigureNote, ...]
    doubts: tuple[Doubt, ...]
    follow_ups: tuple[Promise, ...]
    may: Mapping[str, bool]
    why_not: str
    acting_for: str
    approving_for: str
    writer: str
    approver: str
    may_note: bool


def make_editor(
    holdings: Holdings,
    indicator: Indicator,
    month: Month,
    account: Account,
    papers: Papers,
    follow_ups: Sequence[Promise] = (),
    *,
    typed: Draft | None = None,
    against: int | None = None,
) -> Editor:
    """The editor for an account. `typed` are words just sent that are not saved;
    `against` is the version to compare the latest with."""
    catalogue, history = holdings.catalogue, papers.history
    latest = history[-1] if history else None
    writing = actor_for(Step.SAVE, account, indicator)
    approving = actor_for(Step.APPROVE, account, indicator)
    allowed = {
        step.value: not why_not(
            step,
            actor_for(step, account, indicator),
            indicator,
            month,
            history,
            catalogue,
        )
        for step in Step
    }
    mine = [d for d in papers.drafts if d.account == account.id]
    draft = typed or (mine[-1] if mine and allowed["save"] else None)
    clash = _clash(draft, latest)
    text = draft.text if draft else latest.text if latest else ""
    standing = stand(holdings, indicator, month)
    span = _span(holdings, month, CHART_MONTHS)
    earlier = [m for m in holdings.comments.get(indicator.ref, {}) if m < month]
    names = {side: _name(holdings, person_of(side, indicator)) for side in Side}
    return Editor(
        indicator=indicator,
        month=month,
        standing=standing,
        variation=vary(holdings, indicator, month),
        series=_series(holdings, indicator, month),
        drawing=draw_indicator(holdings, indicator, span),
        charted=draw_indicator(holdings, indicator, span, limits=True),
        target=tuple(definition.target_line(indicator, t) for t in indicator.targets),
        rules=definition.rules(holdings, indicator),
        previous=holdings.comment(indicator.ref, max(earlier)) if earlier else None,
        latest=latest,
        returned=latest if latest and latest.step in (Step.RETURN, Step.REOPEN) else None,
        text=text,
        begun_from=latest.version if latest else 0,
        draft=draft,
        typing=_typing(papers, account, draft),
        clash=clash,
        checks=check_text(holdings, indicator, month, text, papers.dismissals),
        versions=tuple(reversed(history)),
        compared=_compared(history, against),
        notes=tuple(papers.notes),
        doubts=tuple(Doubt),
        follow_ups=tuple(p for p in follow_ups if p.ref == indicator.ref),
        may=allowed,
        why_not=why_not(Step.SAVE, writing, indicator, month, history, catalogue),
        acting_for=names[Side.WRITER] if writing.is_acting else "",
        approving_for=names[Side.APPROVER] if approving.is_acting else "",
        writer=names[Side.WRITER],
        approver=names[Side.APPROVER],
        may_note=may(account.roles, Permission.NOTE_FIGURES),
    )


def _clash(draft: Draft | None, latest: Version | None) -> Clash | None:
    """Words that were begun from another version than the latest, which says otherwise."""
    if draft is None or latest is None or draft.text == latest.text:
        return None
    if draft.begun_from == latest.version:
        return None
    return Clash(draft.text, latest, compare(latest.text, draft.text))


def _span(holdings: Holdings, month: Month, count: int) -> tuple[Month, ...]:
    return tuple(months_between(max(holdings.months[0], month.shift(1 - count)), month))


def _series(
    holdings: Holdings, indicator: Indicator, month: Month
) -> tuple[tuple[Month, str], ...]:
    months = _span(holdings, month, SERIES_MONTHS)
    return tuple((m, stand(holdings, indicator, m).text) for m in months)


def _name(holdings: Holdings, key: str | None) -> str:
    person = holdings.catalogue.person(key)
    return person.name if person else ""


def _typing(papers: Papers, account: Account, own: Draft | None) -> tuple[Typing, ...]:
    """What is typed elsewhere on the same paragraph."""
    here = own.window if own else ""
    return tuple(
        Typing(draft, papers.names.get(draft.account, "somebody"), draft.account == account.id)
        for draft in papers.drafts
        if draft.window != here
    )


def _compared(
    history: Sequence[Version], against: int | None
) -> tuple[Version, tuple[Piece, ...]] | None:
    """An earlier version, and what the latest has changed of it."""
    found = next((v for v in history[:-1] if v.version == against), None)
    return (found, compare(found.text, history[-1].text)) if found else None
