"""What earlier texts promised for now."""

from __future__ import annotations

from dashboard.periods import Month
from dashboard.records import Comment, CommentState
from dashboard.store.writing_records import Promise
from dashboard.workflow.following import list_follow_ups, promises_of

NOW = Month(2021, 6)


def said(ref: str, month: Month, text: str, version: int = 1) -> Comment:
    return Comment(ref, month, version, CommentState.APPROVED, text, None, None)


def held(*comments: Comment) -> dict[str, dict[Month, Comment]]:
    by_ref: dict[str, dict[Month, Comment]] = {}
    for comment in comments:
        by_ref.setdefault(comment.ref, {})[comment.month] = comment
    return by_ref


PLAN = said("A", Month(2021, 2), "Contacts fell. We will publish a plan by May.")
LATER = said("A", Month(2021, 3), "We will train the team by July.")
OTHER = said("B", Month(2021, 4), "A review will be done next month.")
OLD = said("A", Month(2019, 4), "We will recruit by June.")


def test_a_promise_has_the_words_of_its_sentence_and_the_month_it_is_due() -> None:
    assert promises_of(PLAN) == (
        Promise("A", Month(2021, 2), 1, "We will publish a plan by May", Month(2021, 5)),
    )
    assert promises_of(said("A", NOW, "Contacts fell in May.")) == ()


def test_those_due_are_listed_the_longest_due_first() -> None:
    comments = held(PLAN, LATER, OTHER, OLD)
    found = list_follow_ups(comments, ["B", "A"], NOW, [])
    assert [(p.ref, p.due) for p in found] == [("B", Month(2021, 5)), ("A", Month(2021, 5))]
    assert [p.ref for p in list_follow_ups(comments, ["A"], NOW, [])] == ["A"]
    assert [p.text for p in list_follow_ups(comments, ["A"], Month(2021, 7), [])] == [
        "We will publish a plan by May",
        "We will train the team by July",
    ]
    assert list_follow_ups(comments, ["A"], Month(2021, 4), []) == ()


def test_what_was_settled_is_not_listed_again_though_the_text_was_revised() -> None:
    (promise,) = promises_of(PLAN)
    revised = said("A", PLAN.month, f"{PLAN.text} More.", version=2)
    assert list_follow_ups(held(revised), ["A"], NOW, [promise]) == ()


def test_the_same_promise_in_two_months_counts_once() -> None:
    again = said("A", Month(2021, 3), PLAN.text)
    (found,) = list_follow_ups(held(PLAN, again), ["A"], NOW, [])
    assert found.month == PLAN.month
