"""Of what something is said: of this indicator, of another one, or of neither."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.catalogue import Kind
from dashboard.claims.facts import Facts

CLOSE = 0.6
"""How much of the words must be shared before another indicator is meant."""
SHORTEST = 4
"""Letters in which two words must agree to be forms of one."""
EXACT = 0.9
"""As much, where the words are in the own indicator's name as well."""
UNIT_WEIGHT = 0.9
"""The unit says less than the name: several indicators may count the same children."""

_WORD = re.compile(
    r"[a-z]+|\d+(?: ?- ?\d+)?(?=[ -](?:working |school |calendar )?(?:days?|weeks?|hours?"
    r"|hrs?)\b)"
)
"""Words, and the numbers of days and the like that tell one indicator from another."""
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
# Words that say how something is counted or told, not what it is.
_GENERAL = frozenset(
    _WORD.findall(
        """a about between strong high low point points
        above activity after again amount accom back broadly came dept
        all also although always an and any are area
        around as at average be been being below both but by case cases cohort
        comparison continue continued continues continuing count counts current
        currently data did do does during each end ending evidence evident fewer
        figure figures final for further gone from general generally good great
        greater had has have having here however i in increasingly indicator into is it
        its just large last level levels local made many measure measured measures
        monthly month months more most much nearly net new no nos not note noted
        notably now number numbers of on once one only open our out outcome outturn
        over overall own particularly per percent percentage performance period
        pleasing pleasingly position positive previous proportion put quarter
        quarterly rate rates received reported recorded result results s same see
        remain remained remaining remains seen service services shown significant
        significantly similar since slight slightly small so some steady steadily
        still such than that the their them there these they this those throughout
        time timeliness to total trend trends until up usage use very volume volumes
        was we well were what when where which while whilst will with within year
        years yet down drop reduction rise saw seeing stand stands stood sit sits sat hit
        reach reached hold held stay stayed two three four five six seven eight nine ten
        eleven twelve latest today fall fell increase decrease change compare compared"""
    )
)


def _stem(word: str) -> str:
    if word == "children":
        return "child"
    if len(word) > 5 and word.endswith("ed"):
        return word[:-3] if word[-3] == word[-4] != "s" else word[:-2]
    return (
        word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
    )


_STEMS = frozenset(_stem(word) for word in _GENERAL) - {"new", "after"}


def content(text: str) -> frozenset[str]:
    """The words of a text that say what it is about, in the singular."""
    stems = (_stem(word.replace(" ", "")) for word in _WORD.findall(text))
    return frozenset(s for s in stems if s not in _STEMS and (len(s) > 1 or s.isdigit()))


_SHARE = re.compile(r"\b(?:rate|percentage|proportion)")
_ON_ITS_WAY = re.compile(r"\b(?:into|across|via|through|coming)\b")
_ANYBODY = frozenset({"child", "person", "people", "young", "individual", "one"})
_CAPITALS = re.compile(r"\b[A-Z]{2,5}(?=s?\b)")


@lru_cache(maxsize=1024)
def _abbreviations(name: str) -> frozenset[str]:
    return frozenset(word.lower() for word in _CAPITALS.findall(name))


@lru_cache(maxsize=1024)
def _names(name: str, unit: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Words of the name, of the unit, and the abbreviations that stand for the whole."""
    name = name.lower()
    short = {
        s for inside in _IN_BRACKETS.findall(name) if " " not in inside for s in content(inside)
    }
    return content(_IN_BRACKETS.sub(" ", name)), content(unit.lower()), frozenset(short)


def _closeness(words: frozenset[str], facts: Facts) -> float:
    name, unit, short = _names(facts.name, facts.unit)
    words = frozenset(word for word in words if word not in short) or name
    shares = [
        weight * len(words & known) / len(words | known)
        for known, weight in ((name, 1.0), (unit, UNIT_WEIGHT))
        if known
    ]
    return max(shares, default=0.0)


def is_anybody(text: str) -> bool:
    """Whether the words only say that people are counted."""
    return content(text) <= _ANYBODY


def shares_words(words: frozenset[str], facts: Facts) -> bool:
    """Whether one of the words is in the indicator's name, in full or as its beginning."""
    name = _WORD.findall(facts.name.lower())
    return any(
        word.startswith(known) or known.startswith(word)
        for word in words
        for known in name
        if min(len(word), len(known)) >= SHORTEST or word == known
    )


def names(word: str, facts: Facts) -> bool:
    """Whether the word stands in the indicator's own name or unit, in one form or another."""
    own = {_stem(known) for known in _WORD.findall(f"{facts.name} {facts.unit}".lower())}
    return all(_stem(part) in own for part in word.split("-"))


def is_ours(text: str, facts: Facts) -> bool:
    """Whether at least half of its words stand in the indicator's own name or unit."""
    words = content(text)
    name, unit, short = _names(facts.name, facts.unit)
    if words & _abbreviations(facts.name):
        return True
    return 2 * len(words & (name | unit | short)) >= len(words)


def _holds_all(words: frozenset[str], facts: Facts) -> bool:
    """Whether every word stands in the indicator's own name or unit."""
    name, unit, short = _names(facts.name, facts.unit)
    return words <= name | unit | short


def _is_short(facts: Facts) -> int:
    """Of two indicators that count the same, the plainer name is the more likely meant."""
    return -len(_names(facts.name, facts.unit)[0])


def _may_be(facts: Facts, is_share: bool) -> bool:
    """Another indicator than the paragraph's own is a count unless a share is spoken of."""
    return facts.kind is Kind.COUNT or (is_share and facts.kind is Kind.PERCENTAGE)


def whose(text: str, facts: Facts) -> Facts | None:
    """The facts of the indicator that the words name; this one's where they name nothing."""
    return _whose(text, facts) or _whose(_ON_ITS_WAY.split(text)[0], facts, is_head=True)


def _whose(text: str, facts: Facts, *, is_head: bool = False) -> Facts | None:
    words = content(text)
    if not words or (is_head and words <= _ANYBODY):
        return None if is_head else facts
    own = _closeness(words, facts) if is_ours(text, facts) else 0.0
    if words <= _ANYBODY or words & _abbreviations(facts.name):
        return facts if own or is_ours(text, facts) else None
    is_share = bool(_SHARE.search(text))
    near = [(f, _closeness(words, f)) for f in facts.others if _may_be(f, is_share)]
    closest = max(near, key=lambda pair: (pair[1], _is_short(pair[0])), default=None)
    counts_other = facts.kind is not Kind.COUNT and not is_share
    enough = EXACT if _holds_all(words, facts) and not counts_other else CLOSE
    if (
        closest
        and closest[1] >= enough
        and (closest[1] > own or (counts_other and closest[1] >= UNIT_WEIGHT * own))
    ):
        return closest[0]
    return facts if own else None
