"""The history of loads: which files came, what they changed, which still count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.records import Load
from dashboard.views import words


@dataclass(frozen=True, slots=True)
class LoadView:
    """One load in words. `may_undo` is of the last one that counts alone."""

    id: int
    file: str
    title: str
    when: str
    by: str
    checksum: str
    changed: str
    state: str
    month: str
    is_undo: bool
    may_undo: bool


def list_loads(loads: Sequence[Load]) -> tuple[LoadView, ...]:
    """All loads, the latest first."""
    undone = {load.undoes: load for load in loads if load.undoes is not None}
    standing = [load.id for load in loads if load.undoes is None and load.id not in undone]
    last = max(standing, default=None)
    return tuple(_view(load, undone.get(load.id), last) for load in reversed(loads))


def _view(load: Load, undone: Load | None, last: int | None) -> LoadView:
    is_undo = load.undoes is not None
    if is_undo:
        state = f"takes back load {load.undoes}"
    elif undone:
        state = f"taken back by load {undone.id}"
    else:
        state = "counts"
    return LoadView(
        id=load.id,
        file=load.file,
        title=load.file_month.long if load.file_month else "",
        when=f"{load.loaded_at.day} {load.loaded_at:%B %Y, %H:%M} UTC",
        by=load.loaded_by,
        checksum=load.checksum[:12],
        changed=_changed(load),
        state=state,
        month=str(load.file_month or ""),
        is_undo=is_undo,
        may_undo=load.id == last,
    )


def _changed(load: Load) -> str:
    if load.undoes is not None:
        return f"{words.number(load.revised)} {words.plural(load.revised, 'figure')} taken back"
    parts = (("new", load.new), ("revised", load.revised), ("unchanged", load.unchanged))
    return ", ".join(f"{words.number(count)} {name}" for name, count in parts)
