"""The labelled cases of tests/spec/claims.md and claims-aside.md, and how they are scored."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from dashboard.catalogue import Kind
from dashboard.claims import Claim, Facts, Usual, Verdict, beside, read_claims
from dashboard.claims.facts import Goal, Parts
from dashboard.periods import FinancialYear, Month
from dashboard.views.checks import usual_of
from dashboard.views.variation import say_variation
from tests.spec.example import REF, column, indicator, measured

USUAL = ("claims-usual.md", "claims-usual-aside.md")
SPEC = Path(__file__).resolve().parents[1] / "spec"
MONTH = Month(2021, 2)
Z = 1.96
VERDICTS = {
    "agrees": Verdict.AGREES,
    "disagrees": Verdict.DISAGREES,
    "points": Verdict.POINTS,
    "unclear": Verdict.UNCLEAR_BASELINE,
    "areas": Verdict.AREAS,
    "cannot": Verdict.CANNOT_CHECK,
}


@dataclass(frozen=True)
class Expected:
    """A claim as an officer labelled it."""

    start: int
    end: int
    verdict: Verdict


@dataclass(frozen=True)
class Case:
    """A paragraph, what is known, and what should be found."""

    paragraph: str
    facts: Facts
    expected: tuple[Expected, ...]


@dataclass(frozen=True)
class Score:
    """How many of `expected` claims were found among `found`."""

    right: int
    found: int
    expected: int

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    def __str__(self) -> str:
        low, high = wilson(self.right, self.found)
        below, above = wilson(self.right, self.expected)
        return (
            f"precision {self.right}/{self.found} = {self.precision:.3f} ({low:.3f} to"
            f" {high:.3f}), "
            f"recall {self.right}/{self.expected} = {self.recall:.3f} ({below:.3f} to"
            f" {above:.3f})"
        )


def wilson(right: int, of: int) -> tuple[float, float]:
    """The 95% Wilson interval of a proportion."""
    if not of:
        return 0.0, 1.0
    share, spread = right / of, Z * Z / of
    middle = (share + spread / 2) / (1 + spread)
    half = Z * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return middle - half, middle + half


def rows(file: str, heading: str) -> list[dict[str, str]]:
    """The table under a heading that starts with these words."""
    text = (SPEC / file).read_text(encoding="utf-8")
    block = text.split(f"\n## {heading}", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in block.splitlines() if line.startswith("|")]
    heads, _, *body = [
        [c.strip() for c in line.strip().strip("|").split("|")] for line in lines
    ]
    return [dict(zip(heads, row, strict=True)) for row in body]


def read_facts(file: str) -> dict[str, Facts]:
    """The named sets of a file; each knows of the others."""
    known = {row["facts"]: _facts(row, file) for row in rows(file, "Facts")}
    return {name: beside(facts, known.values()) for name, facts in known.items()}


def _facts(row: dict[str, str], file: str) -> Facts:
    def given(column: str) -> float | None:
        return float(row[column]) if row.get(column) else None

    figures = [float(figure) for figure in row["figures"].split(", ")]
    parts = [part.split(" of ") for part in row.get("parts", "").split(", ") if part]
    target = given("target")
    return Facts(
        ref=row["facts"],
        name=row["name"],
        unit=row["unit"],
        kind=Kind(row["kind"]),
        month=MONTH,
        values={MONTH.shift(n + 1 - len(figures)): v for n, v in enumerate(figures)},
        better={"more": 1, "less": -1, "-": 0}[row["better"]],
        parts={
            MONTH.shift(n + 1 - len(parts)): Parts(float(top), float(bottom))
            for n, (top, bottom) in enumerate(parts)
        },
        multiplier=100,
        neighbours=given("neighbours"),
        england=given("england"),
        region=given("region"),
        region_name="South East",
        goal=None if target is None else Goal(target, FinancialYear(2020)),
        average=given("average"),
        maximum=given("maximum"),
        change=given("change"),
        usual=_usual(row) if file in USUAL else None,
    )


def _usual(row: dict[str, str]) -> Usual:
    """What is usual, by the measures and in the words of the product."""
    polarity = {"more": "more is better", "less": "less is better", "-": "no judgement"}
    entry = indicator(kind=row["kind"], polarity=polarity[row["better"]], unit=row["unit"])
    found = measured(entry, column(MONTH, row["figures"])).variation(REF, MONTH)
    return usual_of(say_variation(entry, found))


def read_cases(file: str) -> list[Case]:
    """All cases of a file. Raises ValueError where a quote does not stand in its paragraph."""
    facts = read_facts(file)
    return [
        Case(row["paragraph"], facts[row["facts"]], tuple(_expected(row)))
        for row in rows(file, "Cases")
    ]


def _expected(row: dict[str, str]) -> Iterable[Expected]:
    if row["claims"] == "none":
        return
    for claim in row["claims"].split(";"):
        quote, verdict = (part.strip() for part in claim.rsplit(":", 1))
        start = row["paragraph"].index(quote)
        yield Expected(start, start + len(quote), VERDICTS[verdict])


def pairs(case: Case, found: Iterable[Claim]) -> list[tuple[Expected, Claim]]:
    """Expected claims with the found one that overlaps and has the same verdict, one each."""
    left = list(found)
    paired = []
    for expected in case.expected:
        for claim in left:
            overlap = claim.start < expected.end and expected.start < claim.end
            if overlap and claim.verdict is expected.verdict:
                paired.append((expected, claim))
                left.remove(claim)
                break
    return paired


def score(cases: Iterable[Case], *, only_not_agreeing: bool = False) -> Score:
    """Over all claims, or over those whose verdict is not that they agree."""
    right = found = expected = 0
    for case in cases:
        claims = read_claims(case.paragraph, case.facts)

        def counts(one: Expected | Claim) -> bool:
            return not only_not_agreeing or one.verdict is not Verdict.AGREES

        right += sum(counts(wanted) for wanted, _ in pairs(case, claims))
        found += sum(map(counts, claims))
        expected += sum(map(counts, case.expected))
    return Score(right, found, expected)
