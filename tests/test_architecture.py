"""What holds of every file: small rooms, nothing of one machine, nothing from other hosts.

Which room may import which is held by the contracts in pyproject.toml.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
VENDOR = ROOT / "assets" / "vendor"

LONGEST = 400
NOT_OURS = {".git", ".venv", "instance", "__pycache__", "pictures", "results", "vendor"}
NOT_TEXT = {".db", ".ico", ".parquet", ".png", ".pyc", ".sqlite", ".woff2", ".xlsx"}
SENT_TO_READERS = {".css", ".html", ".j2", ".js", ".svg"}

OF_ONE_MACHINE = re.compile(
    r"(?<![\w.])/(?:home|root|tmp|work)/|\b(?:npmjs|pypi|pythonhosted)\.(?:com|org)\b"
)
LINK = re.compile(r"""<a\b[^>]*\bhref=["'][^"']*["']""")
NAMESPACE = re.compile(r"http://www\.w3\.org/[\w/.#-]+")
OTHER_HOST = re.compile(r"""(?:https?:|wss?:|(?<=["'(]))//[\w-]+\.[\w.-]+""")

# Read by name from a configuration or an address, not by an import.
NOT_IMPORTED = {"gunicorn", "psycopg"}


def own_files(folder: Path = ROOT) -> Iterator[Path]:
    """Every file of the project that is text, those of other people left out."""
    for path in sorted(folder.iterdir()):
        if path.name in NOT_OURS or path.name.endswith("_cache"):
            continue
        if path.is_dir():
            yield from own_files(path)
        elif path.suffix not in NOT_TEXT:
            yield path


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


PROGRAM = sorted([*(ROOT / "dashboard").rglob("*.py"), ROOT / "app.py"])
OWN_TEXTS = list(own_files())
SENT = [path for path in OWN_TEXTS if path.suffix in SENT_TO_READERS]


@pytest.mark.parametrize("path", PROGRAM, ids=name)
def test_a_file_is_short_enough_to_read(path: Path) -> None:
    assert len(path.read_text().splitlines()) <= LONGEST


@pytest.mark.parametrize("path", OWN_TEXTS, ids=name)
def test_a_file_knows_nothing_of_one_machine(path: Path) -> None:
    assert not OF_ONE_MACHINE.findall(path.read_text())


@pytest.mark.parametrize("path", SENT, ids=name)
def test_what_is_sent_to_readers_loads_nothing_from_another_host(path: Path) -> None:
    text = NAMESPACE.sub("", LINK.sub("", path.read_text()))
    assert not OTHER_HOST.findall(text)


@pytest.mark.parametrize("path", sorted(VENDOR.rglob("*.css")), ids=name)
def test_the_styles_of_others_load_nothing(path: Path) -> None:
    text = path.read_text()
    assert "@import" not in text
    assert all(
        address.startswith("data:") for address in re.findall(r"url\([\"']?([^)]*)", text)
    )


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
    return {package.lower() for module in modules for package in packages.get(module, [])}


def test_what_is_imported_is_required_and_what_is_required_is_imported() -> None:
    assert imported() | NOT_IMPORTED == declared("requirements.in")
