"""What loading a file would do to the store, worked out before anything is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from dashboard.catalogue import Catalogue
from dashboard.intake.differences import Difference, find_differences
from dashboard.intake.reading import Found, Place, Problem, Reading, Record, UnknownRow
from dashboard.people import AuditEntry
from dashboard.periods import Month, months_between
from dashboard.records import Comment, Load, Observation, Status
from dashboard.store import NewLoad, Store, StoreChanged

_BLANK = {Status.MISSING, Status.NOT_DUE}


class LoadRefusedError(ValueError):
    """A plan that may not be stored. The text says why."""


class Absence(StrEnum):
    """In which way a figure is missing from a file."""

    BLANK = "the cell is blank"
    NO_ROW = "there is no row"
    NO_MONTH = "there is nothing for the month"


@dataclass(frozen=True, slots=True)
class Revision:
    """A figure that is held and now stated differently."""

    found: Found[Observation]
    held: Observation


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure that was to be expected and is not in the file. It changes nothing.

    `month` is None where the whole indicator is absent; `held` is what stays.
    """

    ref: str
    month: Month | None
    absence: Absence
    place: Place
    held: Observation | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The preview of a load. With problems nothing may be stored.

    `earlier` is the load that stored this very file; then nothing else is planned.
    `revision` is the store's at the time, so that a preview cannot go stale unseen.
    """

    reading: Reading
    revision: int
    earlier: Load | None = None
    new: tuple[Found[Observation], ...] = ()
    revised: tuple[Revision, ...] = ()
    unchanged: tuple[Found[Observation], ...] = ()
    missing: tuple[Missing, ...] = ()
    comments: tuple[Found[Comment], ...] = ()
    differences: tuple[Difference, ...] = ()

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.reading.problems

    @property
    def unknown(self) -> tuple[UnknownRow, ...]:
        return self.reading.unknown

    @property
    def may_store(self) -> bool:
        """Whether there is something to store and nothing against it."""
        return not self.problems and not self.earlier and bool(self.reading.observations)


def plan_load(reading: Reading, store: Store, catalogue: Catalogue) -> Plan:
    """Compare a reading with what is held. Reads the store, changes nothing."""
    revision = store.revision()
    if earlier := store.find_load(reading.checksum):
        return Plan(reading, revision, earlier)
    held = {(o.ref, o.month): o for o in store.observations()}
    new, revised, unchanged, missing = [], [], [], []
    for found in reading.observations:
        observation = found.record
        before = held.get((observation.ref, observation.month))
        is_blank = observation.status in _BLANK
        leaves_value = is_blank and before is not None and before.status is Status.VALUE
        if observation.status is Status.MISSING or leaves_value:
            missing.append(
                Missing(observation.ref, observation.month, Absence.BLANK, found.place, before)
            )
        if leaves_value:
            continue
        if before is None or (before.status in _BLANK and not is_blank):
            new.append(found)
        elif is_blank or _agree(observation, before):
            unchanged.append(found)
        else:
            revised.append(Revision(found, before))
    missing += _absent(reading, catalogue, held)
    texts = store.loaded_texts()
    comments = tuple(
        c
        for c in reading.comments
        if texts.get((c.record.ref, c.record.month)) != c.record.text
    )
    return Plan(
        reading,
        revision,
        new=tuple(new),
        revised=tuple(revised),
        unchanged=tuple(unchanged),
        missing=tuple(missing),
        comments=comments,
        differences=find_differences(reading, catalogue),
    )


def _agree(found: Observation, held: Observation) -> bool:
    """Whether a file restates nothing: parts and note that it does not give stay held."""
    return (
        (found.status, found.value) == (held.status, held.value)
        and found.numerator in (None, held.numerator)
        and found.denominator in (None, held.denominator)
        and found.note in ("", held.note)
    )


def _absent(
    reading: Reading, catalogue: Catalogue, held: dict[tuple[str, Month], Observation]
) -> list[Missing]:
    """Active indicators without a row, and months within the file's span without a figure.

    A figure that could not be read is a problem, not absent, so with problems this is
    left unsaid.
    """
    if reading.problems or not reading.months:
        return []
    place = Place(reading.file)
    given = {(found.record.ref, found.record.month) for found in reading.observations}
    refs = {ref for ref, _ in given}
    span = tuple(months_between(reading.months[0], reading.months[-1]))
    absent = []
    for indicator in catalogue.active:
        ref = indicator.ref
        if ref not in refs:
            absent.append(Missing(ref, None, Absence.NO_ROW, place, None))
            continue
        absent += [
            Missing(ref, month, Absence.NO_MONTH, place, held.get((ref, month)))
            for month in span
            if (ref, month) not in given
            and (month.is_quarter_end or not indicator.is_quarterly)
        ]
    return absent


def commit(plan: Plan, store: Store, entry: AuditEntry) -> Load:
    """Store a plan: all of it, or nothing. The same file again stores nothing.

    The entry says who loads and when; the counts are put into it here. Raises
    LoadRefusedError where the plan has problems, holds nothing, or was made before
    somebody else changed the store.
    """
    reading = plan.reading
    if plan.earlier:
        return plan.earlier
    if plan.problems:
        count = len(plan.problems)
        raise LoadRefusedError(
            f"{reading.file}: {count} {'problem' if count == 1 else 'problems'}. "
            "Nothing is stored until the file is mended."
        )
    if not plan.may_store:
        raise LoadRefusedError(
            f"{reading.file}: no row is of a known indicator. Nothing is stored."
        )

    try:
        new = _new_load(plan, entry)
        counts = f"{new.new} new, {new.revised} revised, {new.unchanged} unchanged"
        return store.save_load(new, replace(entry, after=counts), plan.revision)
    except StoreChanged as changed:
        raise LoadRefusedError(str(changed)) from None


def _new_load(plan: Plan, entry: AuditEntry) -> NewLoad:
    reading = plan.reading

    def sourced(found: Found[Record]) -> Record:
        source = found.place.source(reading.checksum, entry.at, entry.by)
        return replace(found.record, source=source)

    changed = [*plan.new, *(revision.found for revision in plan.revised)]
    return NewLoad(
        file=reading.file,
        checksum=reading.checksum,
        content=reading.content,
        file_month=reading.file_month,
        observations=tuple(sourced(found) for found in changed),
        published=tuple(sourced(found) for found in reading.published),
        comments=tuple(sourced(found) for found in plan.comments),
        new=len(plan.new),
        revised=len(plan.revised),
        unchanged=len(plan.unchanged),
    )
