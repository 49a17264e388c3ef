"""What a figure is held against: neighbours, England, the region, an average, a target."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dashboard.claims.slate import Slate


class Against(StrEnum):
    """Something that has a figure of its own."""

    NEIGHBOURS = "the statistical neighbours"
    ENGLAND = "England"
    REGION = "the region"
    AVERAGE = "the 12-month average"
    TARGET = "the target"


@dataclass(frozen=True, slots=True)
class Reference:
    """One or several of these, named together."""

    start: int
    end: int
    against: tuple[Against, ...]


@dataclass(frozen=True, slots=True)
class Relation:
    """ "above" is 1, "below" -1, "in line with" 0. A merit is "better than" or "worse than".

    It `has_noun` in "more contacts than".
    """

    start: int
    end: int
    sign: int
    is_merit: bool = False
    is_same: bool = False
    has_noun: bool = False


_ONE = {
    Against.NEIGHBOURS: (
        r"(?:\bstat(?:istical|s)?\.? neighbours?(?:' |'s)?|\bsns?\b|similar authorities)"
    ),
    Against.ENGLAND: r"(?:\bengland\b|\bnational(?:ly)?\b|\beng\b|\bnat'?l\b)",
    Against.REGION: (
        r"(?:\bregion(?:al|ally)?\b|\bsouth east(?:ern)?\b|\bse\b(?! region)|\bse region\b)"
    ),
}
_COMPARATOR = re.compile(
    r"(?:\b(?:both|the|our|their) )*(?:" + "|".join(_ONE.values()) + r")"
    r"(?:(?:(?:\s?[,&/]\s?|\s(?:and|or|nor)\s)(?:and |or )?|\s)(?:the |our |both )?(?:"
    + "|".join(_ONE.values())
    + r"))*"
    r"(?: (?:averages?|comparators?|figures?|rates?|levels?|region|authorities|data|position"
    r"|neighbours))*"
)
_AVERAGE = re.compile(
    r"(?:\b(?:the|our|its|a) )*(?:\b(?:rolling |overall )?(?:(?:12|twelve)[- ]?(?:m|mth|mnth"
    r"|month|months)'?s? |monthly |yearly |annual |year's )?(?:rolling )?(?:monthly )?\b"
    r"(?<!quarterly )(?<!weekly )(?<!daily )(?:averag(?:e|es|ed|ing)|mean|avg)\b)(?: (?:for"
    r"|of|over|across) (?:the|this) (?:past |last )?"
    r"(?:year|12 months))?(?: figure)?"
)
_TARGET = re.compile(
    r"(?:\b(?:the|our|its|their|council|local) )*\btargets?\b(?: level| figure)?"
)
_RELATION = re.compile(
    r"\b(?:(?P<more>(?:more|higher)(?=(?: (?!than\b)[a-z'-]+){1,6} than\b))"
    r"|(?P<less>(?:fewer|less|lower)(?=(?: (?!than\b)[a-z'-]+){1,6} than\b))"
    r"|(?P<up>above|higher than|more than|greater than|exceeds|exceeding|exceeded|over|in"
    r" excess of|higher|above that of)"
    r"|(?P<down>below|lower than|less than|fewer than|beneath|under|lower|short of|fewer)"
    r"|(?P<better>better than|stronger than|outperform\w*|ahead of)"
    r"|(?P<worse>worse than|poorer than|weaker than|behind)"
    r"|(?P<just>(?:is|was|been|equals)(?= the average\b))"
    r"|(?P<same>the same as|same as|equal to|match(?:es|ing)?|exactly in line with|align(?:s"
    r"|ed)? exactly with|identical to)"
    r"|(?P<like>in line with|on a par with|on par with|comparable (?:to|with)"
    r"|(?:broadly )?similar"
    r" (?:level |levels )?(?:to|as)|close to"
    r"|consistent with|align(?:s|ed)? with|at a similar level to))(?: that of| those of)?\b"
)
_MET = re.compile(
    r"\b(?P<off>off[- ]target|miss(?:ed|ing|es) (?:the |our |its )?target|not (?:yet )?(?:met"
    r"|meeting|met our|on) (?:the |our |its )?target|target (?:was|is|has been|were) not"
    r" (?:yet )?met)\b"
    r"|\b(?P<on>(?:on|within)[- ](?:the |our |its )?target|(?:met|meeting|meets|achieved"
    r"|achieving|hit|reached) (?:the |our"
    r" |its )?target|target (?:was|is|has been) (?:met|achieved|reached))\b"
)


def take_references(slate: Slate) -> list[Reference]:
    """All that the sentence names to hold a figure against, in its order."""
    found = []
    for match in slate.take(_COMPARATOR):
        named = tuple(a for a, pattern in _ONE.items() if re.search(pattern, match[0]))
        found.append(Reference(match.start(), match.end(), named))
    for pattern, against in ((_AVERAGE, Against.AVERAGE), (_TARGET, Against.TARGET)):
        for match in slate.take(pattern):
            found.append(Reference(match.start(), match.end(), (against,)))
    return sorted(found, key=lambda reference: reference.start)


def find_relations(text: str) -> list[Relation]:
    """All words of comparison, in their order; most of them compare nothing we hold."""
    found = []
    for match in _RELATION.finditer(text):
        up = match["up"] or match["more"] or match["better"]
        down = match["down"] or match["less"] or match["worse"]
        merit = bool(match["better"] or match["worse"])
        same = bool(match["same"] or match["just"])
        sign = 1 if up else -1 if down else 0
        noun = bool(match["more"] or match["less"])
        found.append(Relation(match.start(), match.end(), sign, merit, same, noun))
    return found


def take_target_met(slate: Slate) -> list[tuple[int, int, bool]]:
    """Start and end of "on target", "target was met" and the like, and whether it was."""
    return [(m.start(), m.end(), bool(m["on"])) for m in slate.take(_MET)]
