"""Hands a pack's content to the press, a process of its own, and takes the PDF from it."""

from __future__ import annotations

import json
import subprocess
import sys
from types import TracebackType
from typing import Self

from dashboard.pack.choice import PackError
from dashboard.pack.content import FONTS, Content
from dashboard.settings import ROOT

LONGEST_SECONDS = 50
"""A full pack takes about one; a worker that is silent for sixty is replaced."""


class Press:
    """A press that was started, and sets one pack.

    Started before the figures are read, it is ready when they are. Leaving the context ends
    the process, whatever became of the pack.
    """

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.pack.press", str(FONTS)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def typeset(self, content: Content) -> bytes:
        """The PDF. Raises PackError if the pages cannot be set, or not in time."""
        work = {
            "data": content.data,
            "charts": content.charts,
            "made_at": int(content.made_at.timestamp()),
        }
        try:
            pdf, said = self._process.communicate(
                json.dumps(work, ensure_ascii=False).encode(), LONGEST_SECONDS
            )
        except subprocess.TimeoutExpired:
            raise PackError(
                f"The pages were not set within {LONGEST_SECONDS} seconds. Choose fewer themes "
                "or sections."
            ) from None
        if self._process.returncode:
            reason = said.decode(errors="replace").strip().splitlines() or ["no reason given"]
            raise PackError(f"The pages could not be set: {reason[0]}")
        return pdf
