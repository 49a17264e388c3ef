"""The preview of a load in plain text, as a scrutiny officer reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from dashboard.intake.cells import quote
from dashboard.intake.plan import Absence, Missing, Plan, Revision
from dashboard.intake.printing import plain
from dashboard.intake.reading import Account, CellKind, Reading, UnknownRow
from dashboard.periods import Month
from dashboard.records import Observation, Status


def report(plan: Plan) -> str:
    """All of it: what the file is, what would change, what is amiss, every cell counted."""
    sections = [_opening(plan)]
    if plan.problems:
        count = len(plan.problems)
        title = f"{_plural(count, 'problem')}. Nothing can be stored until the file is mended."
        sections.append(_section(title, map(str, plan.problems)))
    if not plan.earlier:
        sections.append(_counts(plan))
        sections.append(_section("Revised", map(_revised, plan.revised)))
        sections.append(_section("Missing (nothing is changed)", _missing(plan.missing)))
        sections.append(
            _section("Unknown indicators (not stored)", map(_unknown, plan.unknown))
        )
        sections.append(
            _section(
                "Differs from the catalogue (the catalogue holds)", map(str, plan.differences)
            )
        )
    sections.append("\n".join(_cells(plan.reading.accounts)))
    return "\n\n".join(section for section in sections if section)


def _section(title: str, lines: Iterable[str]) -> str:
    body = [f"  {line}" for line in lines]
    return "\n".join([title, *body]) if body else ""


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def _opening(plan: Plan) -> str:
    reading = plan.reading
    lines = [f"{reading.file}: {_description(reading)}" if reading.layout else reading.file]
    if plan.earlier:
        load = plan.earlier
        lines.append(
            f"Unchanged: this very file was loaded on {load.loaded_at:%-d %B %Y} by "
            f"{load.loaded_by}. There is nothing to store."
        )
    return "\n".join(lines)


def _description(reading: Reading) -> str:
    words = [str(reading.layout)]
    if reading.file_month:
        words.append(f"dataset of {reading.file_month.long}")
    if reading.months:
        first, last = reading.months[0], reading.months[-1]
        words.append(
            f"{_plural(len(reading.months), 'month')}, {first.long} to {last.long}"
            if first != last
            else f"1 month, {first.long}"
        )
    return "; ".join(words)


def _counts(plan: Plan) -> str:
    rows = (
        ("New", len(plan.new)),
        ("Revised", len(plan.revised)),
        ("Unchanged", len(plan.unchanged)),
        ("Missing", len(plan.missing)),
        ("Unknown indicators", len(plan.unknown)),
        ("Problems", len(plan.problems)),
        ("Published figures", len(plan.reading.published)),
        ("New commentary", len(plan.comments)),
    )
    return "\n".join(f"{name:<20}{count:>8,}" for name, count in rows)


def _shown(observation: Observation) -> str:
    """A figure, or its status in words."""
    if observation.status is Status.VALUE and observation.value is not None:
        return plain(observation.value)
    return f"{observation.status} {observation.status.symbol}".strip()


def _revised(revision: Revision) -> str:
    new, held = revision.found.record, revision.held
    parts = ""
    if (new.numerator, new.denominator) != (held.numerator, held.denominator):
        parts = f" (made of {_parts(held)}, now {_parts(new)})"
    return (
        f"{new.ref}, {new.month.long}: held {_shown(held)}, now {_shown(new)}{parts} "
        f"[{revision.found.place}]"
    )


def _parts(observation: Observation) -> str:
    if observation.numerator is None or observation.denominator is None:
        return "parts not given"
    return f"{plain(observation.numerator)} of {plain(observation.denominator)}"


def _missing(missing: Iterable[Missing]) -> Iterator[str]:
    """One line a blank cell; absent months of one indicator share a line."""
    absent: dict[str, list[Missing]] = {}
    for one in missing:
        if one.absence is Absence.NO_MONTH:
            absent.setdefault(one.ref, []).append(one)
        elif one.month is None:
            yield f"{one.ref}: {one.absence}"
        else:
            held = f"; {_shown(one.held)} stays held" if one.held and _holds(one.held) else ""
            yield f"{one.ref}, {one.month.long}: {one.absence}{held} [{one.place}]"
    for ref, months in absent.items():
        count = sum(1 for one in months if one.held and _holds(one.held))
        stays = f"; {_plural(count, 'held figure')} unchanged" if count else ""
        named = _named([one.month for one in months if one.month])
        yield f"{ref}: {Absence.NO_MONTH} {named}{stays}"


def _holds(observation: Observation) -> bool:
    return observation.status is Status.VALUE


def _named(months: list[Month]) -> str:
    """Months by name, only the first and last of many."""
    if len(months) <= 3:
        return ", ".join(month.long for month in months)
    return f"{months[0].long} … {months[-1].long} ({len(months)} months)"


def _unknown(row: UnknownRow) -> str:
    hint = f' Did you mean "{row.suggestion}"?' if row.suggestion else ""
    return (
        f"{row.place}: {quote(row.ref)} is not in the catalogue, so "
        f"{_plural(row.cells, 'cell')} were left out. Add it there first.{hint}"
    )


def _cells(accounts: Iterable[Account]) -> Iterator[str]:
    """How many cells there are of each kind, and the sheets they add up to."""
    accounts = tuple(accounts)
    kinds: Counter[CellKind] = Counter()
    for account in accounts:
        kinds.update(account.kinds)
    if not accounts:
        return
    yield "Every cell by kind"
    for kind in CellKind:
        if kinds[kind]:
            yield f"  {kind:<36}{kinds[kind]:>8,}"
    yield f"  {'all cells':<36}{kinds.total():>8,}"
    for account in accounts:
        name = f"sheet {account.sheet}" if account.sheet else "the file"
        hidden = ", hidden and not read" if account.hidden else ""
        cells = account.rows * account.columns
        yield f"  {name}: {account.rows:,} x {account.columns:,} = {cells:,}{hidden}"
