"""Which characters can be printed is decided by typst, which stops at the first it cannot."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
import typst

from dashboard.pack.content import FONTS
from dashboard.pack.letters import BOX, MAY_BREAK, Letters, read_cover, soften

SETTINGS = '#set document(title: "x")\n#set text(font: ("Public Sans", "DejaVu Sans"))\n'


WALES = "🏴" + "".join(chr(0xE0000 + ord(one)) for one in "gbwls\x7f")


@pytest.fixture(scope="module")
def fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def can_set(text: str, fonts: typst.Fonts) -> bool:
    """Whether typst sets a text as PDF/UA-1 has it, with our fonts alone."""
    files = {"main.typ": f'{SETTINGS}#json("t.json")'.encode(), "t.json": _json(text)}
    try:
        typst.compile(  # type: ignore[call-overload]
            files, font_paths=fonts, pdf_standards=["ua-1"], timestamp=0
        )
    except typst.TypstError as error:
        if "could not be displayed" not in error.message:
            raise
        return False
    return True


def _json(text: str) -> bytes:
    return ('"' + "".join(f"\\u{unit:04x}" for unit in _utf16(text)) + '"').encode()


def _utf16(text: str) -> list[int]:
    raw = text.encode("utf-16-be", "surrogatepass")
    return [int.from_bytes(raw[n : n + 2]) for n in range(0, len(raw), 2)]


def test_every_character_that_is_said_to_be_held_can_be_set(fonts: typst.Fonts) -> None:
    held = [chr(point) for point in sorted(read_cover(FONTS)) if point >= 32]
    assert len(held) > 5000
    marks = [one for one in held if unicodedata.category(one)[0] == "M"]
    others = [one for one in held if unicodedata.category(one)[0] != "M"]
    assert can_set(" ".join(others), fonts)
    assert can_set(" ".join(f"a{mark}" for mark in marks), fonts)


def test_what_is_said_to_be_missing_cannot_be_set(fonts: typst.Fonts) -> None:
    held, draw = read_cover(FONTS), random.Random(1)
    assigned = [
        point
        for point in range(0x20, 0x20000)
        if point not in held and unicodedata.category(chr(point)) in ("Lo", "Ll", "So", "Sm")
    ]
    for point in draw.sample(assigned, 60):
        assert not can_set(chr(point), fonts), f"U+{point:04X}"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Siân, Łódź, Ŵyn, محمد, Αθηνά, Đặng", "Siân, Łódź, Ŵyn, محمد, Αθηνά, Đặng"),
        ("Done 🎉!", "Done [party popper]!"),
        ("❤️ ✓", "❤ ✓"),
        (
            "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
            "[waving black flag]gbwls",
        ),
        ("中", BOX),
        ("bell\x07", f"bell{BOX}"),
        ("two\nlines\tand", "two\nlines\tand"),
    ],
)
def test_a_text_is_printable(text: str, shown: str, fonts: typst.Fonts) -> None:
    prepared = Letters(FONTS).prepare(text)
    assert prepared == shown
    assert can_set(prepared, fonts)


def test_what_was_replaced_is_remembered_once_with_its_name() -> None:
    letters = Letters(FONTS)
    letters.prepare("🎉🎉 中")
    assert letters.replaced == {
        "U+1F389 party popper": "[party popper]",
        "U+4E2D cjk unified ideograph-4e2d": BOX,
    }


def test_any_text_is_printable_and_what_is_lost_is_named(fonts: typst.Fonts) -> None:
    draw, letters = random.Random(2), Letters(FONTS)
    points = [p for p in range(1, 0x2FFFF) if not 0xD800 <= p < 0xE000]
    text = " ".join(
        "".join(map(chr, draw.choices(points[: draw.choice([0x7F, 0x2FF, 0x2AFFF])], k=30)))
        for _ in range(300)
    )
    prepared = letters.prepare(text)
    assert can_set(prepared, fonts)
    named = {name.split(" ")[0] for name in letters.replaced}
    without_form = re.compile("[\ufe00-\ufe0f\U000e0000-\U000e01ef]")
    assert {
        one
        for one in set(text) - set(prepared)
        if f"U+{ord(one):04X}" not in named and not without_form.match(one)
    } == set()


def test_long_words_may_break_but_never_between_a_letter_and_its_mark() -> None:
    word = "e\u0301" * 20
    pieces = soften(word, 5).split(MAY_BREAK)
    assert "".join(pieces) == word
    assert len(pieces) > 1
    assert not any(piece.startswith("\u0301") for piece in pieces)
    assert Letters(FONTS).prepare("a" * 18) == "a" * 18
    assert MAY_BREAK in Letters(FONTS).prepare("a" * 19)


def test_a_checksum_stays_whole() -> None:
    checksum = "0123456789abcdef" * 4
    assert Letters(FONTS).prepare(f"SHA-256 {checksum}.") != ""
    assert checksum in Letters(FONTS).prepare(f"SHA-256 {checksum}")
