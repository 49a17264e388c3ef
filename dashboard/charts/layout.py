"""The sizes in which a drawing is made."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Layout:
    """A size of drawing: margins, widest label column, sizes of text; all in px.

    A `brief` drawing labels only the latest value, the first and last month and the two
    ends of the scale.
    """

    name: str
    width: int
    height: int
    top: int
    foot: int
    gutter: int
    text: float
    axis: float
    leading: float
    our_width: float
    brief: bool = False

    @property
    def bottom(self) -> int:
        """Where the plot ends and the words under it begin."""
        return self.height - self.foot

    @property
    def plot_height(self) -> int:
        return self.bottom - self.top


WIDE = Layout("chart-w", 860, 400, 28, 52, 150, 15, 14, 18, 3.5)
NARROW = Layout("chart-m", 420, 340, 28, 52, 104, 15, 14, 18, 3.5)
SMALL = Layout("chart-s", 320, 150, 22, 28, 90, 13, 12.5, 15, 3, brief=True)


def layout_for(width: int) -> Layout:
    """The wide layout, or the narrow one where less than 640 px are to be filled."""
    return WIDE if width >= 640 else NARROW
