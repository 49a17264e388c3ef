"""The preview of a load in plain text, as a scrutiny officer reads it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from dashboard.intake.cells import quote
from dashboard.intake.plan import Absence, Missing, Plan, Revision
from dashboard.intake.printing import plain
from dashboard.intake.reading import Account, CellKind, Reading, UnknownRow
from dashboard.periods import Month, long_date
from dashboard.records import Observation, Status

_MOST_NAMED = 20


@dataclass(frozen=True, slots=True)
class Section:
    """A heading of the preview and its lines."""

    title: str
    lines: tuple[str, ...]


def report(plan: Plan) -> str:
    """All of it: what the file is, what would change, what is amiss, every cell counted."""
    parts = [opening(plan)]
    found = sections(plan)
    if plan.problems:
        parts.append(_written(found[0]))
        found = found[1:]
    if not plan.earlier:
        parts.append("\n".join(f"{name:<20}{count:>8,}" for name, count in counts(plan)))
    parts += [_written(section) for section in found]
    parts.append("\n".join(_cells(plan.reading.accounts)))
    return "\n\n".join(part for part in parts if part)


def sections(plan: Plan) -> tuple[Section, ...]:
    """What an officer must look at, the problems first; only what there is."""
    problems = _plural(len(plan.problems), "problem")
    found = [
        Section(
            f"{problems}. Nothing can be stored until the file is mended.",
            tuple(map(str, plan.problems)),
        )
    ]
    if not plan.earlier:
        found += [
            Section("Revised", tuple(map(_revised, plan.revised))),
            Section("Missing (nothing is changed)", tuple(_missing(plan.missing))),
            Section("Unknown indicators (not stored)", tuple(map(_unknown, plan.unknown))),
            Section(
                "Differs from the catalogue (the catalogue holds)",
                tuple(map(str, plan.differences)),
            ),
            Section("Hidden in the file (read all the same)", tuple(_hidden(plan.reading))),
        ]
    return tuple(section for section in found if section.lines)


def _written(section: Section) -> str:
    return "\n".join([section.title, *(f"  {line}" for line in section.lines)])


def _plural(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def opening(plan: Plan) -> str:
    """What the file is, and whether it was loaded before."""
    reading = plan.reading
    lines = [f"{reading.file}: {_description(reading)}" if reading.layout else reading.file]
    if plan.earlier:
        load = plan.earlier
        lines.append(
            f"Unchanged: this very file was loaded on {long_date(load.loaded_at)} by "
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


def counts(plan: Plan) -> tuple[tuple[str, int], ...]:
    """How much of each the file brings."""
    return (
        ("New", len(plan.new)),
        ("Revised", len(plan.revised)),
        ("Unchanged", len(plan.unchanged)),
        ("Missing", len(plan.missing)),
        ("Unknown indicators", len(plan.unknown)),
        ("Problems", len(plan.problems)),
        ("Published figures", len(plan.reading.published)),
        ("New commentary", len(plan.comments)),
    )


def shown(observation: Observation) -> str:
    """A figure, or its status in words."""
    if observation.status is Status.VALUE and observation.value is not None:
        return plain(observation.value)
    return f"{observation.status} {observation.status.symbol}".strip()


def _revised(revision: Revision) -> str:
    new, held = revision.found.record, revision.held
    parts = ""
    if (new.numerator, new.denominator) != (held.numerator, held.denominator):
        parts = f" (made of {_parts(held)}, now {_parts(new)})"
    if new.note != held.note:
        parts += f' (note "{held.note}", now "{new.note}")'
    return (
        f"{new.ref}, {new.month.long}: held {shown(held)}, now {shown(new)}{parts} "
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
            held = f"; {shown(one.held)} stays held" if one.held and _holds(one.held) else ""
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


def cells(accounts: Iterable[Account]) -> tuple[tuple[str, int], ...]:
    """How many cells there are of each kind."""
    kinds: Counter[CellKind] = Counter()
    for account in accounts:
        kinds.update(account.kinds)
    return tuple((str(kind), kinds[kind]) for kind in CellKind if kinds[kind])


def _hidden(reading: Reading) -> Iterator[str]:
    """Rows and columns that nobody sees in the file. A hidden sheet is not read."""
    for account in reading.accounts:
        rows = [str(row) for row in account.hidden_rows]
        columns = [get_column_letter(column) for column in account.hidden_columns]
        for noun, names in (("row", rows), ("column", columns)):
            if names and not account.hidden:
                listed = ", ".join(names[:_MOST_NAMED]) + (" …" if names[_MOST_NAMED:] else "")
                yield f"sheet {account.sheet}: {_plural(len(names), noun)}, {listed}"


def _cells(accounts: tuple[Account, ...]) -> Iterator[str]:
    """The cells of each kind, and the sheets they add up to."""
    if not accounts:
        return
    kinds = cells(accounts)
    yield "Every cell by kind"
    for kind, count in (*kinds, ("all cells", sum(count for _, count in kinds))):
        yield f"  {kind:<36}{count:>8,}"
    for account in accounts:
        name = f"sheet {account.sheet}" if account.sheet else "the file"
        hidden = ", hidden and not read" if account.hidden else ""
        size = account.rows * account.columns
        yield f"  {name}: {account.rows:,} x {account.columns:,} = {size:,}{hidden}"
