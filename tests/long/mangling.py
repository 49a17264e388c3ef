"""Ways to spoil a file by chance: its bytes, its zip, its XML. Anything may come out."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from collections.abc import Callable, Sequence
from random import Random

Mangle = Callable[[Random, bytes], bytes]

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
NUMBERS = (
    "1e5", "1e400", "-1", "NaN", "Infinity", "0x10", "9" * 400, "12.5", ".5", "", " 7 ", "1,5",
    "99999999", "1e-30", "٣", "0.1000000000000001", "--3", "7e", "TRUE", "44228",
)  # fmt: skip
SNIPPETS = (
    "&bogus;", "<!-- x -->", "<![CDATA[7]]>", "<x/>", "</row>", "<row>", "&#0;", "&#x2028;",
    "<mergeCells><mergeCell ref='A1:C9'/></mergeCells>", "<?x y?>", "]]>", "\x01",
    '<c r="F9"><v>5</v></c>', "<c><v>6</v></c>", "<f>1+1</f>", "</sheetData>",
    "<mergeCells><mergeCell ref='F6:F7'/></mergeCells>",
    "<cols><col min='6' max='8' hidden='1'/></cols>",
)  # fmt: skip
MOST_CHANGES = 4
WORDS = ("s", "n", "b", "e", "str", "inlineStr", "d", "zz", "")


def mangle_bytes(random: Random, content: bytes) -> bytes:
    """One to four changes of single bytes or of stretches of them."""
    spoilt = bytearray(content)
    for _ in range(random.choice((1, 1, 1, 2, MOST_CHANGES))):
        if not spoilt:
            break
        start = random.randrange(len(spoilt))
        end = min(len(spoilt), start + random.choice((1, 1, 2, 16, 300)))
        match random.randrange(8):
            case 0:
                spoilt[start] ^= 1 << random.randrange(8)
            case 1:
                spoilt[start] = random.randrange(256)
            case 2:
                spoilt[start:start] = random.randbytes(random.choice((1, 3, 40)))
            case 3:
                del spoilt[start:end]
            case 4:
                spoilt[end:end] = spoilt[start:end]
            case 5:
                spoilt[start:end] = bytes(end - start)
            case 6:
                del spoilt[start:]
            case _:
                spoilt[start:start] = random.choice(
                    (b",", b'"', b"\n", b";", b"\t", b"\r", b"'")
                )
    return bytes(spoilt)


def mangle_zip(random: Random, content: bytes) -> bytes:
    """What a zip says of itself, or which parts it has."""
    if random.random() < 0.5:
        return _mangle_directory(random, bytearray(content))
    parts = _unpack(content)
    names = list(parts)
    name = random.choice(names)
    match random.randrange(6):
        case 0:
            del parts[name]
        case 1:
            parts[name] = parts[random.choice(names)]
        case 2:
            parts[name] = parts[name][: random.randrange(len(parts[name]) + 1)]
        case 3:
            parts[name.upper() if random.random() < 0.5 else f"x{name}"] = parts.pop(name)
        case 4:
            parts[random.choice(("xl/vbaProject.bin", "xl/x.xml", "a", name + "/"))] = b"<x/>"
        case _:
            parts[name] = random.randbytes(200)
    return _pack(parts, random.choice((zipfile.ZIP_DEFLATED, zipfile.ZIP_STORED)))


def _mangle_directory(random: Random, content: bytearray) -> bytes:
    """A field of one entry, in the directory at the end or before the part itself."""
    mark, fields = random.choice(
        (
            (b"PK\x01\x02", ((6, "H"), (8, "H"), (10, "H"), (16, "I"), (20, "I"), (24, "I"),
                             (28, "H"), (30, "H"), (42, "I"))),
            (b"PK\x03\x04", ((4, "H"), (6, "H"), (8, "H"), (14, "I"), (18, "I"), (26, "H"))),
            (b"PK\x05\x06", ((4, "H"), (8, "H"), (10, "H"), (12, "I"), (16, "I"), (20, "H"))),
        )
    )  # fmt: skip
    starts = [found.start() for found in re.finditer(re.escape(mark), bytes(content))]
    offset, form = random.choice(fields)
    at = random.choice(starts) + offset
    size = struct.calcsize(form)
    if at + size <= len(content):
        largest = (1 << 8 * size) - 1
        value = random.choice((0, 1, 2, 8, 14, 99, largest, random.randrange(largest)))
        struct.pack_into(f"<{form}", content, at, value)
    return bytes(content)


def mangle_xml(random: Random, content: bytes) -> bytes:
    """Elements, attributes and texts of one part; mostly of a sheet."""
    parts = _unpack(content)
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    sheets = [name for name in names if SHEET.fullmatch(name)]
    name = random.choice(sheets if random.random() < 0.7 else names)
    text = parts[name].decode()
    for _ in range(random.choice((1, 1, 2))):
        text = random.choice(XML_MANGLES)(random, text)
    parts[name] = text.encode("utf-8", "surrogatepass")
    return _pack(parts)


def _lose_tag(random: Random, text: str) -> str:
    return _replace(random, r"<[^<>]*>", lambda _: "", text)


def _lose_element(random: Random, text: str) -> str:
    return _replace(
        random, r"<(c|row|si|xf|sheet|v|is|t|f)\b[^<>]*>.*?</\1>", lambda _: "", text
    )


def _double_element(random: Random, text: str) -> str:
    pattern = r"<(c|row|si|xf|sheet|v|is|t|f)\b[^<>]*>.*?</\1>|<[^<>/]*/>"
    return _replace(random, pattern, lambda found: found * 2, text)


def _lose_attribute(random: Random, text: str) -> str:
    return _replace(random, r' [\w:]+="[^"]*"', lambda _: "", text)


def _change_attribute(random: Random, text: str) -> str:
    def change(found: str) -> str:
        name, value = found.split("=", 1)
        inner = value[1:-1]
        values = (inner + "1", inner[:-1], "0", "-1", "999999", "A", inner.lower())
        return f'{name}="{random.choice(values)}"'

    return _replace(random, r' [\w:]+="[^"]*"', change, text)


def _move_cell(random: Random, text: str) -> str:
    place = random.choice("ABCFGHLMQWZ") + str(random.randrange(1, 12))
    return _replace(random, r'(?<=<c r=")[A-Z]+\d+', lambda _: place, text)


def _change_type(random: Random, text: str) -> str:
    return _replace(random, r'(?<= t=")\w+(?=")', lambda _: random.choice(WORDS), text)


def _change_number(random: Random, text: str) -> str:
    return _replace(random, r"(?<=<v>)[^<]*", lambda _: random.choice(NUMBERS), text)


def _change_text(random: Random, text: str) -> str:
    def change(found: str) -> str:
        at = random.randrange(len(found) + 1)
        sign = random.choice(
            ("&amp;", "7", " ", ",", "%", "*", "_x0000_", "_x0041_", "é", "\n")
        )
        return found[:at] + sign + found[at:]

    return _replace(random, r"(?<=<t>)[^<]*", change, text)


def _add_snippet(random: Random, text: str) -> str:
    return _replace(random, r"<[^<>]*>", lambda found: found + random.choice(SNIPPETS), text)


def _swap_elements(random: Random, text: str) -> str:
    found = list(re.finditer(r"<(c|v|t|row)\b[^<>]*>.*?</\1>", text))
    if len(found) < 2:
        return text
    first, second = sorted(random.sample(found, 2), key=lambda match: match.start())
    if first.end() > second.start():
        return text
    between = text[first.end() : second.start()]
    return text[: first.start()] + second[0] + between + first[0] + text[second.end() :]


XML_MANGLES = (
    _lose_tag, _lose_element, _double_element, _lose_attribute, _change_attribute, _move_cell,
    _change_type, _change_number, _change_text, _add_snippet, _swap_elements,
)  # fmt: skip


def _replace(random: Random, pattern: str, change: Callable[[str], str], text: str) -> str:
    """One of the places that fit a pattern, changed."""
    places: Sequence[re.Match[str]] = list(re.finditer(pattern, text, re.DOTALL))
    if not places:
        return text
    place = random.choice(places)
    return text[: place.start()] + change(place[0]) + text[place.end() :]


def _unpack(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _pack(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    packed = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(packed, "w", method) as package:
        warnings.simplefilter("ignore")
        for name, data in parts.items():
            package.writestr(name, data)
    return packed.getvalue()
