"""The commentary desk at /commentary: whose words are due, and the editor of each."""

from __future__ import annotations

from dashboard.catalogue import Indicator
from dashboard.people import Account
from dashboard.periods import Month
from dashboard.store.writing_records import Draft, Step
from dashboard.views.desk import Desk, Written, make_desk
from dashboard.views.editor import Papers, make_editor
from dashboard.web.not_found import draw_not_found, draw_refused
from dashboard.web.page import Drawn, Page, Visit
from dashboard.web.reading import read_month
from dashboard.workflow.due import usual_month
from dashboard.workflow.permissions import Permission
from dashboard.workflow.writing import is_party, list_unassigned

_DONE = {
    Step.SAVE: "The draft is saved.",
    Step.SUBMIT: "Sent for approval.",
    Step.RETURN: "Returned to its writer.",
    Step.APPROVE: "Approved.",
    Step.REOPEN: "Reopened.",
}
_MARKED = {
    "note": "The note is kept.",
    "withdraw": "The note is withdrawn.",
    "dismiss": "The warning is set aside, on record.",
    "settle": "What came of it is kept.",
    "discard": "The other words are gone.",
}
DONE = {str(step): said for step, said in _DONE.items()} | _MARKED
"""What the page says after each action, by the word in its address."""


def account_of(visit: Visit) -> Account:
    """Whoever asks; the page's permission has been checked, so it is somebody."""
    account = visit.identity.account
    assert account is not None
    return account


def find_place(visit: Visit) -> tuple[Indicator, Month] | None:
    """The indicator and month in the path, if there are such, and the month is held."""
    indicator = visit.holdings.catalogue.by_address(visit.parts["slug"])
    months = {str(month): month for month in visit.holdings.months}
    month = months.get(visit.parts["month"])
    if indicator is None or month is None or indicator not in visit.holdings.catalogue.active:
        return None
    return indicator, month


def read_desk(visit: Visit, month: Month) -> Desk:
    """The desk of whoever asks."""
    account, store = account_of(visit), visit.store
    written = Written(
        states=store.writing.states(month),
        drafts={draft.ref for draft in store.writing.drafts_of(account.id, month)},
        settled=[settled.promise for settled in store.marks.settled()],
    )
    unassigned = None
    if visit.identity.may(Permission.ACT_FOR_ANOTHER):
        unassigned = list_unassigned(visit.holdings.catalogue, store.accounts.list())
    return make_desk(
        visit.holdings,
        month,
        account,
        written,
        visit.settings.current_day(),
        who=visit.asked("who"),
        unassigned=unassigned,
    )


def draw_desk(visit: Visit) -> Drawn:
    month = read_month(visit, "month") or usual_month(
        visit.holdings.catalogue, visit.holdings.months, visit.settings.current_day()
    )
    if month is None:
        return Drawn("Commentary", {"desk": None, "editor": None})
    desk = read_desk(visit, month)
    return Drawn(f"Commentary, {month.long}", {"desk": desk, "editor": None})


def draw_editor(visit: Visit) -> Drawn:
    place = find_place(visit)
    if place is None:
        return draw_not_found(visit)
    indicator, month = place
    account, store = account_of(visit), visit.store
    if not is_party(account, indicator):
        return draw_refused(visit)
    desk = read_desk(visit, month)
    papers = Papers(
        history=store.writing.history(indicator.ref, month),
        drafts=store.writing.drafts(indicator.ref, month),
        names={known.id: known.name for known in store.accounts.list()},
        dismissals=store.marks.dismissals(indicator.ref, month),
        notes=visit.holdings.notes.get((indicator.ref, month), ()),
    )
    against, typed = visit.asked("compare"), visit.notice.get("typed")
    is_number = against.isascii() and against.isdigit() and len(against) < 7
    editor = make_editor(
        visit.holdings,
        indicator,
        month,
        account,
        papers,
        [follow_up.promise for follow_up in desk.follow_ups],
        typed=typed if isinstance(typed, Draft) else None,
        against=int(against) if is_number else None,
    )
    return Drawn(
        f"Commentary on {indicator.ref}, {month.long}",
        {
            "desk": desk,
            "editor": editor,
            "path": f"/commentary/{indicator.address}/{month}",
            "problem": visit.notice.get("problem", ""),
            "done": DONE.get(visit.asked("done"), ""),
        },
    )


DESK = Page(
    name="commentary",
    rule="/commentary",
    template="commentary.html",
    draw=draw_desk,
    needs=Permission.USE_DESK,
)
EDITOR = Page(
    name="editor",
    rule="/commentary/<slug>/<month>",
    template="commentary.html",
    draw=draw_editor,
    scripts=("commentary.js",),
    needs=Permission.USE_DESK,
)
