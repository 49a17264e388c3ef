"""What the services say about their figures, put together from invented sentences.

Every figure in a sentence is one that the same file prints. No sentence has a writer.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from dashboard.catalogue import (
    Indicator,
    Kind,
    Measured,
    Polarity,
    Target,
    TargetBasis,
)
from dashboard.demo.telling import Telling
from dashboard.periods import Month

PHRASES = Path(__file__).with_name("phrases.yaml")
ALWAYS = {"M1", "CP6B", "LAC7-QL", "NI147"}
_WRITTEN = 0.8
"""How often a service has written by the deadline."""
_NOTABLE = Decimal("0.05")
_NOTABLE_POINTS = 2

_FLOW = (
    "There were {now} {of} in {month}, {against}.",
    "{month} saw {now} {of}, {against}.",
    "The number of {of} in {month} was {now}, {against}.",
)
_STOCK = (
    "There were {now} {of} at the end of {month}, {against}.",
    "At the end of {month} the number of {of} was {now}, {against}.",
)
_SHARE = (
    "In {month} {now} {of}, {against}.",
    "{now} {of} in {month}, {against}.",
)
_RATE = ("There were {now} {of} in {month}, {against}.",)
_YEAR_BEFORE = ("A year before it was {then}.", "In {month} it was {then}.")


@cache
def phrases() -> dict[str, Any]:
    """The sentences, by indicator."""
    content: dict[str, Any] = yaml.safe_load(PHRASES.read_text("utf-8"))
    return content


def write_comment(telling: Telling, indicator: Indicator) -> str:
    """The paragraph of the telling's month on an indicator; empty if none was written."""
    words = phrases()["indicators"].get(indicator.ref)
    chance = Random(f"Exampleshire says {indicator.ref} {telling.told}")
    silence = telling.silence(indicator.ref, telling.told)
    if silence:
        return silence.why
    corrections = telling.corrections(indicator)
    now = telling.figure(indicator, telling.told)
    if words is None or now is None:
        return " ".join(corrections)
    promises = _promises(telling, indicator)
    is_written = chance.random() < _WRITTEN or indicator.ref in ALWAYS
    if not (is_written or corrections or promises):
        return ""
    before = telling.figure(indicator, baseline(indicator, telling.told))
    sentences = [_say_figure(telling, indicator, words["of"], now, before, chance)]
    if before is not None:
        way = _way(indicator, now, before)
        sentences.append(chance.choice(words[way] if way else phrases()["level"]))
    then = telling.figure(indicator, telling.told.shift(-12))
    if then is not None and chance.random() < 0.3:
        said = chance.choice(_YEAR_BEFORE)
        then_month = telling.told.shift(-12).long
        sentences.append(said.format(then=_text(indicator, then), month=then_month))
    sentences += _say_target(telling, indicator, now, chance)
    if chance.random() < 0.6 or len(sentences) < 3:
        sentences.append(chance.choice(words["next"]))
    return " ".join([*sentences, *promises, *corrections])


def _promises(telling: Telling, indicator: Indicator) -> list[str]:
    """What the month's text promises for a later month."""
    asked = indicator.ref, str(telling.told)
    return [one["says"] for one in phrases()["promises"] if (one["ref"], one["month"]) == asked]


def baseline(indicator: Indicator, month: Month) -> Month:
    """The month or quarter before."""
    return month.shift(-3 if indicator.is_quarterly else -1)


def _say_figure(
    telling: Telling,
    indicator: Indicator,
    of: str,
    now: Decimal,
    before: Decimal | None,
    chance: Random,
) -> str:
    forms: tuple[str, ...] = _FLOW if indicator.measured is Measured.FLOW else _STOCK
    forms = {Kind.PERCENTAGE: _SHARE, Kind.RATE: _RATE}.get(indicator.kind, forms)
    # "There were 1" is no English; the last form goes with every number.
    form = forms[-1] if now == 1 else chance.choice(forms)
    name = baseline(indicator, telling.told).name
    against = _against(indicator, now, before, name)
    return form.format(
        now=_text(indicator, now), of=of, month=telling.told.name, against=against
    )


def _against(indicator: Indicator, now: Decimal, before: Decimal | None, name: str) -> str:
    if before is None:
        return f"and {name} has no figure to set beside it"
    if now == before:
        return f"the same as in {name}"
    if indicator.kind is Kind.COUNT:
        more = "more" if now > before else "fewer"
        return f"{abs(now - before):,} {more} than in {name}"
    return f"{'up' if now > before else 'down'} from {_text(indicator, before)} in {name}"


def _way(indicator: Indicator, now: Decimal, before: Decimal) -> str:
    """Whether a change is large enough to be explained, and which way it went."""
    difference = now - before
    enough = _NOTABLE_POINTS if indicator.is_percentage else _NOTABLE * before
    if indicator.measured is Measured.STOCK and indicator.kind is Kind.COUNT:
        enough = before / 100  # a stock moves little, and a little of it is noticed
    if not difference or abs(difference) < enough:
        return ""
    return "more" if difference > 0 else "fewer"


def _say_target(
    telling: Telling, indicator: Indicator, now: Decimal, chance: Random
) -> list[str]:
    year = telling.told.financial_year
    targets = [t for t in indicator.targets if t.financial_year == year and _is_level(t)]
    if not targets or chance.random() < 0.4:
        return []
    value = targets[0].value
    assert value is not None
    said = _text(indicator, value)
    if indicator.polarity is Polarity.NONE:
        return [f"The planning figure for the year is {said}."]
    merit = now - value if indicator.polarity is Polarity.MORE else value - now
    if merit >= 0:
        return [f"The target of {said} is met."]
    gap = f"{abs(merit):,}"
    if indicator.is_percentage:
        gap += " percentage point" + ("" if merit == -1 else "s")
    return [f"The target is {said}, {gap} {'higher' if value > now else 'lower'}."]


def _is_level(target: Target) -> bool:
    return target.value is not None and target.basis is TargetBasis.LEVEL


def _text(indicator: Indicator, figure: Decimal) -> str:
    return f"{figure:,}{'%' if indicator.is_percentage else ''}"
