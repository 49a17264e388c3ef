"""The figure itself and its parts."""

from __future__ import annotations

from dataclasses import replace

from dashboard.catalogue import DisclosureProfile
from dashboard.measures.rules import multiplier_of
from dashboard.records import Status
from dashboard.views import words
from dashboard.views.explaining.explanation import Explanation, Rule
from dashboard.views.explaining.formula import Step
from dashboard.views.explaining.gathering import Asked, Gathering, part_names


def explain_value(asked: Asked) -> Explanation:
    """The figure of the month: as supplied, or from its parts where both are held."""
    holdings, indicator, month = asked.holdings, asked.indicator, asked.month
    standing = asked.standing
    made = Explanation(
        figure=asked.figure,
        indicator=indicator,
        month=month,
        title=f"Figure of {month.long}",
        shown=standing.text,
        sentence="",
        rule=Rule.FIGURES,
        notes=_notes(asked),
    )
    if asked.is_hidden(month):
        return hide(asked, made)
    gathering = asked.gather()
    value = holdings.measures.figure(indicator.ref, month)
    if standing.value is None or value is None:
        gathering.value(indicator, month)
        made = replace(made, steps=find_last_return(asked, gathering))
        absent = f"{words.capital(standing.absent)}."
        extra: tuple[str, ...] = ()
        if value is not None:
            text = words.figure(indicator, value)
            extra = (f"{text} was supplied, though no return was due. It is kept, not used.",)
        return replace(
            made, absent=absent, inputs=gathering.inputs, notes=(*extra, *made.notes)
        )
    term = gathering.figure(indicator, month)
    step = Step("figure", "The figure", term, value, "%" if indicator.is_percentage else "")
    if not gathering.has_parts(indicator, month):
        sentence = "As the council supplied it. Nothing is worked out"
        if indicator.made_of or indicator.is_percentage:
            sentence += ", because its parts are not held"
        return replace(made, sentence=f"{sentence}.", steps=(step,), inputs=gathering.inputs)
    top, bottom = part_names(holdings, indicator)
    multiplier = multiplier_of(indicator)
    assert multiplier is not None
    times = f"{words.number(float(multiplier))} times "
    printed = gathering.value(indicator, month)
    supplied = next(one for one in gathering.inputs if one.key == printed.key)
    note = (
        f"The file gives {supplied.text} itself. What is shown is worked out from the parts, "
        "and rounded only to be shown."
    )
    return replace(
        made,
        sentence=f"{times}“{top}”, divided by “{bottom}”.",
        steps=(replace(step, words="The figure, from its parts"),),
        inputs=gathering.inputs,
        notes=(note, *made.notes),
    )


def explain_parts(asked: Asked) -> Explanation | None:
    """Numerator and denominator, where both are held."""
    holdings, indicator, month = asked.holdings, asked.indicator, asked.month
    parts = holdings.measures.parts(indicator.ref, month)
    if parts is None:
        return None
    gathering = asked.gather()
    terms = gathering.parts(indicator, month)
    assert terms is not None
    top, bottom = part_names(holdings, indicator)
    own = all(one.source and not one.slug for one in gathering.inputs)
    came = (
        "The file supplies both beside the figure."
        if own
        else "Each is an indicator of its own, in the same month."
    )
    return Explanation(
        figure=asked.figure,
        indicator=indicator,
        month=month,
        title=f"What the figure of {month.long} is made of",
        shown=f"{words.number(parts[0])} of {words.number(parts[1])}",
        sentence=f"“{top}” on top, “{bottom}” below. {came}",
        rule=Rule.FIGURES,
        steps=(
            Step("numerator", top, terms[0], parts[0]),
            Step("denominator", bottom, terms[1], parts[1]),
        ),
        inputs=gathering.inputs,
    )


def hide(asked: Asked, made: Explanation) -> Explanation:
    """The explanation of a figure that is hidden: that it is, and why, and nothing else.

    Those with an account are told as well where a file says so itself.
    """
    why = "Hidden to protect children."
    profile = asked.holdings.catalogue.council.disclosure.profile
    if profile is DisclosureProfile.CHILDREN_IN_NEED:
        why += (
            " It is a count of children from 1 to 5, or a figure that would reveal one, so "
            "neither it nor what it is made of is told."
        )
    gathering = asked.gather()
    gathering.value(asked.indicator, asked.month)
    return replace(
        made, absent=why, is_hidden=True, steps=(), notes=(), inputs=gathering.inputs
    )


def find_last_return(asked: Asked, gathering: Gathering) -> tuple[Step, ...]:
    """The last return of a quarterly indicator, which its page names between two."""
    indicator = asked.indicator
    if not indicator.is_quarterly:
        return ()
    last = asked.holdings.measures.last_return(indicator.ref, asked.month)
    value = asked.holdings.measures.figure(indicator.ref, last) if last else None
    if last is None or value is None:
        return ()
    unit = "%" if indicator.is_percentage else ""
    term = gathering.figure(indicator, last)
    return (Step("last", f"The last return, {last.long}", term, value, unit),)


def hidden_among(gathering: Gathering) -> str:
    """What is said where some of the months are hidden; empty if none is."""
    symbol = Status.SUPPRESSED.symbol
    hidden = [one for one in gathering.inputs if one.text == symbol]
    if not hidden:
        return ""
    months = words.count_in_words(len(hidden)).capitalize()
    noun = words.plural(len(hidden), "month")
    verb = "is" if len(hidden) == 1 else "are"
    return f"{months} {noun} {verb} hidden to protect children and left out."


def _notes(asked: Asked) -> tuple[str, ...]:
    """What is noted on the figure: by the file, by an officer, and for whom it is."""
    ref, month = asked.indicator.ref, asked.month
    notes = [words.note_line(note) for note in asked.holdings.notes.get((ref, month), ())]
    held = [o for o in asked.holdings.observations.get(ref, ()) if o.month == month]
    notes += [f"Mark in the file: {o.note}" for o in held if o.note]
    if asked.standing.withheld:
        notes.insert(0, f"Not for publication: {asked.standing.withheld}.")
    return tuple(notes)
