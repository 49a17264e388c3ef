"""Sets one pack in a process of its own: `python -m dashboard.pack.press`.

Takes the work as JSON from standard input and writes the PDF to standard output. What
typst needs while it sets the pages goes back to the system with the process; it sees no file
but those that it is handed. This module imports nothing of the dashboard, so it starts while
the figures are still being read.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import typst

TEMPLATES = Path(__file__).parent


def typeset(work: dict[str, Any], fonts: typst.Fonts) -> bytes:
    """The pages as PDF, as PDF/UA-1 wants it but for the headers of rows.

    `work` has "data", "charts" (a list of SVG) and "made_at" (seconds since 1970). Raises
    typst.TypstError if something cannot be set.
    """
    files = {path.name: path.read_bytes() for path in sorted(TEMPLATES.glob("*.typ"))}
    files["main.typ"] = files.pop("pack.typ")
    files["data.json"] = json.dumps(work["data"], ensure_ascii=False).encode()
    files |= {f"charts/{n}.svg": svg.encode() for n, svg in enumerate(work["charts"])}
    with tempfile.TemporaryDirectory() as nothing:
        # Files by their names are taken as well, though the package's types do not say so.
        pdf = typst.compile(  # type: ignore[call-overload]
            files,
            root=nothing,
            font_paths=fonts,
            ignore_system_fonts=True,
            package_path=nothing,
            pdf_standards=["ua-1"],
            timestamp=work["made_at"],
        )
    assert isinstance(pdf, bytes)
    return pdf


def main() -> int:
    """Read the work, write the PDF; 1 with the reason on standard error if it cannot be."""
    fonts = typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[sys.argv[1]]
    )
    from dashboard.pack.marking import mark_rows

    work = json.loads(sys.stdin.buffer.read())
    try:
        pdf = typeset(work, fonts)
    except typst.TypstError as error:
        print(error.message, error.diagnostic, sep="\n", file=sys.stderr)
        return 1
    sys.stdout.buffer.write(mark_rows(pdf))
    return 0


if __name__ == "__main__":
    sys.exit(main())
