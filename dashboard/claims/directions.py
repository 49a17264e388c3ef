"""Words for a movement: "fell", "has improved", "no change", "a 10% rise"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from dashboard.claims.slate import Slate


class Form(StrEnum):
    """How the word stands: its subject comes before a verb and after a noun.

    OF is "a falling number of", "4% more": its subject comes right behind.
    """

    VERB = "verb"
    NOUN = "noun"
    OF = "of"


@dataclass(frozen=True, slots=True)
class Direction:
    """A movement: `sign` 1 up, -1 down, 0 none; for the better or worse if `is_merit`.

    `is_same` asks for no movement at all, where "static" allows a little. `times` is what
    "doubled" says, in per cent; "lost" says something only with an amount.
    A denied direction is one that is said not to be so; `is_peak` for "a spike of 31", which
    is the figure and not the amount of the change.
    """

    start: int
    end: int
    sign: int
    form: Form
    is_merit: bool = False
    is_same: bool = False
    is_denied: bool = False
    times: float | None = None
    is_continued: bool = False
    needs_amount: bool = False
    is_peak: bool = False


_PAST = {
    1: "increased|risen|rose|grown|grew|climbed|jumped|gone up|went up|going up|crept up"
    "|increases|rises|surged|spiked|soared|edged up|ticked up|picked up|shot up"
    "|increasing|rising|growing|climbing|gained",
    -1: "decreased|reduced|fallen|fell|dropped|declined|gone down|went down|going down"
    "|come down"
    "|came down|plummeted|slumped|tailed off|eased|edged down|slipped|tumbled|dipped|shrunk"
    "|decreases|reduces|falls|drops|declines|decreasing|reducing"
    "|falling|dropping|declining|lowered|lost",
}
_MERIT = {
    1: "improved|improves|improving|got better|getting better",
    -1: "worsened|deteriorated|worsening|deteriorating|got worse|getting worse",
}
_INFINITIVE = {
    1: "increase|rise|grow|climb",
    -1: "decrease|reduce|fall|drop|decline",
}
_NOUNS = {
    1: "increase|rise|uplift|growth|uptick|upturn|upswing|upsurge|surge|spike|upward trend"
    "|increasing trend|rising trend",
    -1: "decrease|reduction|fall|drop|decline|dip|lull|downturn|slump|downswing"
    "|downward trend|reducing trend|falling trend"
    "|declining trend|decreasing trend|net loss|loss",
}
_MERIT_NOUNS = {1: "improvement|improving trend", -1: "deterioration|worsening"}
_FLAT = "static|stable|steady|constant|flat|consistent"
_TIMES = {
    "doubled": 100.0,
    "trebled": 200.0,
    "tripled": 200.0,
    "quadrupled": 300.0,
    "halved": -50.0,
}
_ADVERB = (
    r"(?:again|also|now|further|slightly|significantly|markedly|steadily|notably|sharply|only"
    r"|just|then|recently"
    r"|continually|continuously|gradually|already|since|all|both|still|marginally"
    r"|substantially|nearly|almost|more than|not)"
)
_AUXILIARY = re.compile(
    rf"\b(?:has|have|had|is|are|was|were|been|being|'s|as)(?: {_ADVERB})* ?$"
)
_ATTRIBUTE = re.compile(
    r"(?:^|[,:(]|\b(?:an?|the|of|with|by|to|due to|from|any|for|through|our|their|and|this|in"
    r"|despite|such|more)) ?$"
)
_GOES_ON = re.compile(
    r" ?(?:$|[,:)]|(?:by|from|to|since|in|on|over|this|again|slightly|significantly|compared"
    r"|further|during|for"
    r"|steadily|back|at|when|as|and|but|with|due|following|after|month|numbers?|trend|\d|x\d"
    r"|~|x )(?![a-z]))"
)
_NOT_DONE = re.compile(
    r"\b(?:(?:did|does|do|have|has|had) not|(?:did|does|do)n't|(?:has|have) yet to"
    r"|(?:has|have|had)n't|fail(?:s|ed|ing)? to)(?: (?:really|significantly|yet|further))* $"
)
_CONTINUED = re.compile(r"\b(?:continu\w+|began|begun|starting|started|starts) to $")
_IN_ORDER_TO = re.compile(r"(?<!due )(?<!lead )(?<!led )\bto $")
_DENIED = re.compile(
    r"\b(?:not|n't|no|nor|never|without)(?: (?:a|an|any|significant|significantly|yet|been"
    r"|further|really|notable|notably))* $"
)
_OPEN = re.compile(
    r"\b(?:should|would|will|may|might|could|can|if|aim\w*|hop(?:e|es|ing)|plan(?:s|ned"
    r"|ning)? to|in order to|need\w* to"
    r"|anticipat\w+|expect(?:s|ed|ing)? (?:that|to|a|an|this|the|these|further)|likely to"
    r" (?!be)|to be|wants? to|intend\w*|unless|until|target to"
    r"|risk of|potential|possib\w+|forecast|predict\w*|impacts?|help\w*|aspir\w+|strategy)\b"
)
_BREAK = re.compile(
    r"[,:()]| - |\b(?:and|but|which|whilst|while|because|although|however|as|due to|so)\b"
)


def _any(words: dict[int, str]) -> str:
    return "|".join(words.values())


_VERB = re.compile(rf"\b(?:{_any(_PAST)}|{_any(_MERIT)}|{'|'.join(_TIMES)})\b")
_ATTRIBUTED = re.compile(
    r"\b(increasing|rising|growing|decreasing|reducing|falling|declining)"
    r" (?:numbers?|amounts?|volumes?|rates?|levels?|percentages?|proportions?) of\b"
)
_MORE = re.compile(r"(?<=[\d%] )(?P<way>more|fewer|less)\b(?! (?:than|of)\b)(?= [a-z])")
_NOUN = re.compile(
    rf"\b(?:{_any(_NOUNS)}|{_any(_MERIT_NOUNS)})s?\b(?!-(?!off\b))(?! (?:capacity|work|plans?"
    rf"|programmes?|board|activit|journey|team|notice|(?:in|out)s\b|in (?:cafe|centre|clinic"
    rf"|event|hub|offer|service|session)))"
)
_STILL = re.compile(
    rf"\b(?:no (?:significant |real |notable |major |overall )?change|not (?:significantly "
    rf"|really )?changed|not moved|(?:remain(?:s|ed|ing)?|continues? to be|stayed|is|are|was"
    rf"|were|been|held) (?:at )?"
    rf"(?:\w{{1,15}} )?(?:(?:{_FLAT})(?! (?:{_any(_NOUNS)}|stream|flow))|unchanged"
    rf"|(?:exactly |about |largely |much |broadly )?the"
    rf" same|similar|level(?! of))|unchanged"
    r"|plateaued|levell?(?:ed|ing|s)? (?:off|out)|steadied|stabilised|stabilising"
    rf"|(?:{_FLAT})(?= ?(?:$|since\b|on\b|\x00))|remain(?:s|ed) at|(?:the )?same as"
    rf"|similar(?: level|"
    rf" levels)? to)\b"
)
_UP_DOWN = re.compile(
    r"(?:(?<=\bis )|(?<=\bare )|(?<=\bwas )|(?<=\bwere )|(?<=\bbeen )|(?<=^)|(?<=, )|(?<=\()"
    r"|(?<=\bnumbers )|\b)(?P<way>up|down)\b"
    r"(?= (?:by|on|from|since|slightly|significantly|again|this|compared|in|over|just|around"
    r"|about|nearly|almost|a|another|\x00|[\d~])|\s*$|,|\x00| x)(?! to)"
)
_NOT_UP = re.compile(
    r"\b(?:follow(?:ed|ing)?|set|step(?:ped)?|mak(?:e|ing)|made|pick(?:ed|ing)?|sign(?:ed)?"
    r"|catch|speed|back|break|broken|shut|clos\w*|tak\w*|build\w*|opened|scal\w*|slow\w*"
    r"|stood|stand|lock|gone|went|going|come|came|crept) $"
)


def take_directions(slate: Slate) -> list[Direction]:
    """All movements that a sentence states as a fact, in its order."""
    sentence = slate.text
    found: list[Direction] = []
    for match in slate.take(_STILL):
        same = bool(
            re.search(
                r"unchanged|no change|not changed|not moved|the same|same as|remain\w* at",
                match[0],
            )
        )
        found.append(Direction(match.start(), match.end(), 0, Form.VERB, is_same=same))
    for match in slate.take(_ATTRIBUTED):
        sign = _sign(_PAST, match[1])
        found.append(Direction(match.start(), match.end(1), sign, Form.OF))
    for match in slate.take(_VERB):
        if _is_stated_verb(sentence, match):
            found.append(_verb(sentence, match))
    for match in re.finditer(rf"\b(?:{_any(_INFINITIVE)}|improve|worsen)\b", sentence):
        before = sentence[: match.start()]
        if _CONTINUED.search(before) or _NOT_DONE.search(before):
            found.append(_infinitive(sentence, match))
            slate.wipe(match.start(), match.end())
    for match in slate.take(_NOUN):
        if not _IN_ORDER_TO.search(sentence[: match.start()]):
            found.append(_noun(sentence, match))
    for match in slate.take(_MORE):
        sign = 1 if match["way"] == "more" else -1
        found.append(Direction(match.start(), match.end(), sign, Form.OF, needs_amount=True))
    for match in slate.take(_UP_DOWN):
        if not _NOT_UP.search(sentence[: match.start()]):
            sign = 1 if match["way"] == "up" else -1
            found.append(Direction(match.start(), match.end(), sign, Form.VERB))
    return sorted((d for d in found if not _is_open(sentence, d)), key=lambda d: d.start)


def _is_stated_verb(sentence: str, match: re.Match[str]) -> bool:
    """Not an attribute, as in "increased demand"; its clause must go on from it."""
    before, after = sentence[: match.start()], sentence[match.end() :]
    if re.search(r"(?:ing)$", match[0]) and not _AUXILIARY.search(before):
        return bool(_GOES_ON.match(after)) and not re.search(
            r"\b(?:of|by|to|for|with|in) $", before
        )
    if _AUXILIARY.search(before) or re.search(rf"\b{_ADVERB} $", before):
        return True
    if _ATTRIBUTE.search(before):
        return bool(_GOES_ON.match(after))
    return True


def _is_open(sentence: str, direction: Direction) -> bool:
    """Whether it is only expected, hoped for or asked for."""
    if re.search(r"\bif\b|\bexpected that\b|\bwould expect\b", sentence) and not re.search(
        r"\bto see if\b", sentence[direction.start :]
    ):
        return True
    before = sentence[: direction.start]
    breaks = list(
        re.finditer(
            r"[,:()]|\b(?:but|which|whilst|while|because|however|due to|(?:as a|a"
            r"|the) result of)\b",
            before,
        )
    )
    clause = before[breaks[-1].end() :] if breaks else before
    return bool(_OPEN.search(clause + " "))


def _sign(words: dict[int, str], word: str) -> int:
    return next((sign for sign, list_ in words.items() if word in list_.split("|")), 0)


def _verb(sentence: str, match: re.Match[str]) -> Direction:
    word = match[0]
    denied = bool(_DENIED.search(sentence[max(0, match.start() - 40) : match.start()]))
    if word in _TIMES:
        times = _TIMES[word]
        sign = 1 if times > 0 else -1
        return Direction(
            match.start(), match.end(), sign, Form.VERB, is_denied=denied, times=times
        )
    merit = _sign(_MERIT, word)
    sign = merit or _sign(_PAST, word)
    return Direction(
        match.start(), match.end(), sign, Form.VERB, bool(merit), is_denied=denied,
        needs_amount=word in ("lost", "gained"),
    )  # fmt: skip


def _infinitive(sentence: str, match: re.Match[str]) -> Direction:
    merit = {"improve": 1, "worsen": -1}.get(match[0], 0)
    sign = merit or _sign(_INFINITIVE, match[0])
    denied = _NOT_DONE.search(sentence[: match.start()])
    start = denied.start() if denied else match.start()
    return Direction(
        start, match.end(), sign, Form.VERB, bool(merit),
        is_denied=bool(denied), is_continued=not denied,
    )  # fmt: skip


def _noun(sentence: str, match: re.Match[str]) -> Direction:
    word = match[0].removesuffix("s") if match[0] not in ("loss", "net loss") else match[0]
    denied = bool(_DENIED.search(sentence[max(0, match.start() - 40) : match.start()]))
    merit = _sign(_MERIT_NOUNS, word)
    sign = merit or _sign(_NOUNS, word)
    return Direction(
        match.start(), match.end(), sign, Form.NOUN, bool(merit), is_denied=denied,
        needs_amount="loss" in word, is_peak=word in ("spike", "surge"),
    )  # fmt: skip
