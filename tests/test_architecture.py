"""What holds of every file: small rooms, nothing of one machine, nothing from other hosts.

Which room may import which is held by the contracts in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "assets" / "vendor"

LONGEST = 400
OURS_THOUGH_HIDDEN = {".ci", ".gitignore"}
NOT_OURS = {"instance", "__pycache__", "pictures", "results", "vendor"}
NOT_TEXT = {".ico", ".parquet", ".png", ".pyc", ".sqlite", ".ttf", ".woff2", ".xlsx"}
SENT_TO_READERS = {".css", ".html", ".j2", ".js", ".svg"}

OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|work)/|\b(?:npmjs|pypi|pythonhosted)\.(?:com|org)\b"
)
LINK = re.compile(r"""<a\b[^>]*\bhref=["'][^"']*["']""")
NAMESPACE = re.compile(r"http://www\.w3\.org/[\w/.#-]+")
OTHER_HOST = re.compile(r"""(?:https?:|wss?:|(?<=["'(]))//[\w-]+\.[\w.-]+""")

# Read by name from a configuration or an address, not by an import.
NOT_IMPORTED = {"gunicorn", "psycopg", "pyarrow"}


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project that is text, those of other people left out."""
    for path in sorted(folder.iterdir()):
        hidden = path.name.startswith(".") and path.name not in OURS_THOUGH_HIDDEN
        if hidden or path.name in NOT_OURS:
            continue
        if path.is_dir():
            yield from own_files(path)
        elif path.suffix not in NOT_TEXT:
            yield path


def matches(pattern: re.Pattern[str], texts: dict[Path, str]) -> list[str]:
    """Every match with its file and line."""
    return [
        f"{path.relative_to(ROOT)}, line {number}: {match[0]}"
        for path, text in texts.items()
        for number, line in enumerate(text.splitlines(), start=1)
        for match in pattern.finditer(line)
    ]


PROGRAM = sorted([*(ROOT / "dashboard").rglob("*.py"), ROOT / "app.py"])


def test_every_file_is_short_enough_to_read() -> None:
    lengths = {path: len(path.read_text().splitlines()) for path in PROGRAM}
    assert lengths
    assert not {path: length for path, length in lengths.items() if length > LONGEST}


def test_no_file_knows_of_one_machine() -> None:
    texts = {path: path.read_text() for path in own_files()}
    assert Path(__file__) in texts
    assert not matches(OF_ONE_MACHINE, texts)


def test_what_is_sent_to_readers_loads_nothing_from_another_host() -> None:
    texts = {
        path: NAMESPACE.sub("", LINK.sub("", path.read_text()))
        for path in own_files()
        if path.suffix in SENT_TO_READERS
    }
    assert texts
    assert not matches(OTHER_HOST, texts)


def test_the_styles_of_others_load_nothing() -> None:
    texts = {path: path.read_text() for path in VENDOR.glob("*.css")}
    assert texts
    assert not matches(re.compile(r"@import|url\([\"']?+(?!data:)"), texts)


def declared(file: str) -> set[str]:
    """The packages that a requirements file asks for, in lower case."""
    lines = (line.split("#")[0].strip() for line in (ROOT / file).read_text().splitlines())
    return {line.split("[")[0].lower() for line in lines if line and not line.startswith("-")}


def imported() -> set[str]:
    """The packages that the program imports, in lower case."""
    modules: set[str] = set()
    for path in PROGRAM:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                modules.add(node.module.split(".")[0])
    packages = packages_distributions()
    return {
        package.lower().replace("_", "-")
        for module in modules
        for package in packages.get(module, [])
    }


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    assert imported() | NOT_IMPORTED == declared("requirements.in")
