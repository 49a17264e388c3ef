"""Words that a pack must bear: letters of many peoples, and what typst takes for its own."""

from __future__ import annotations

INJECTIONS = (
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd") and #include "data.json"',
    '#let x = 1; #panic(x) #eval("1") #sys.version #pagebreak()',
    "$ sum_(i=0)^n x $ and $unclosed",
    "@label <label> @nowhere[] #ref(<label>)",
    "*bold _it_ `raw` ``` code ``` // comment /* block */ ~ -- --- ...",
    "= heading\n- list\n+ steps\n/ term: meaning",
    "\\ back\\slash \\u{1F600} \\#escaped \\\\",
    ']] [content] {code} ) ( " \' """ \'\'',
    "{{ jinja }} {% raw %} <b>bold</b> &amp; <script>alert(1)</script>",
    "=2+2 +1 -1 @SUM(A1) %s {0} $HOME `id` ; rm",
)

PEOPLE = (
    "Siân Llŷr-Ŵyn, Cyngor Sir Gâr, â ê î ô û ŵ ŷ",
    "Michał Żółkiewski, Łódź, ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ",
    "محمد علي عبد الرحمن",
    "Nguyễn Thị Ánh, Đặng, Ștefan Țurcanu, Αθηνά, Владимир",
    "Zoë Núñez-Ødegård, O'Brien, Mærsk & Søn, naïve façade",
)

PICTURES = "Well done 😀 🎉 👩‍👧‍👦 🏴󠁧󠁢󠁷󠁬󠁳󠁿 ❤️ ✓ ✗ ★ ☎ ½ ² € £ → ≥ ≠"
WITHOUT_LETTERS = "中文 हिन्दी ગુજરાતી"

WORD = "abcdefghij" * 30
"""A word of three hundred letters."""

LONG = " ".join(f"Sentence {n} says what was done and what comes next." for n in range(1, 193))
"""A paragraph of more than ten thousand characters."""
