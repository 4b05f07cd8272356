"""What a clause tells that can be compared word by word: names, numbers, days, topics, and how strongly.

Each is small enough to be given to a reader as a reason: "both name Lamu", "200 there, 400 here".
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.relate.clauses import Clause
from communique.relate.strength import NO_ACT, Act, act_of, strengths
from communique.relate.telling import citing, frame_words
from communique.relate.told_times import Day, Length, lengths_in
from communique.relate.topics import either, names_party, rivals_in, topics_in

if TYPE_CHECKING:
    from spacy.tokens import Token

SCALES = {
    "hundred": 1e2,
    "thousand": 1e3,
    "million": 1e6,
    "billion": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
    "lakh": 1e5,
    "crore": 1e7,
}
CURRENCIES = {
    **dict.fromkeys(("$", "us$", "usd", "dollar"), "USD"),
    **dict.fromkeys(("€", "eur", "euro"), "EUR"),
    **dict.fromkeys(("£", "gbp", "pound"), "GBP"),
    **dict.fromkeys(("¥", "yen", "jpy"), "JPY"),
    **dict.fromkeys(("yuan", "rmb", "cny"), "CNY"),
    **dict.fromkeys(("rouble", "ruble", "rub"), "RUB"),
    **dict.fromkeys(("rupee", "inr"), "INR"),
}
ONES = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
).split()
TENS = tuple("twenty thirty forty fifty sixty seventy eighty ninety".split())
TENTHS = "twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth"
NUMERALS = {
    **{word: float(n) for n, word in enumerate(ONES.split(), start=2)},
    **{word: float(n) for n, word in enumerate(ORDINALS, start=1)},
    **{word: n * 10.0 for words in (TENS, TENTHS.split()) for n, word in enumerate(words, start=2)},
}
"""What number words stand for; "one" is left out, which is an article as often."""
STEM = 7
"""Letters of a word that are compared: "cooperate" and "cooperation" are one. Shorter stems join "import" and "important"."""
INSTRUMENTS = frozenset(
    "agreement memorandum declaration treaty protocol communiqué communique convention mou letter statement".split()
)
"""What may be signed; which of them it was decides what it binds to."""
THANKING = frozenset(
    "thank appreciate appreciated welcome commend praise hail applaud congratulate gratitude appreciation thanks grateful".split()
)
"""Words that answer to what the other side did: that both tell of it is no difference in who did."""
NAMED = re.compile(
    r"(?:[A-Z][\w’'-]+,? (?:(?:of|on|for|and|the|in) )*)+"
    r"(?:Mechanism|Dialogue|Commission|Committee|Council|Consultations?|Forum|Talks|Summit|Process|Partnership)\b"
    r"(?: (?:on|for|of) (?:[A-Z][\w’'-]+(?:,? (?:(?:and|of|on|the) )*(?=[A-Z]))?)+)?"
)
"""A mechanism's name as printed."""
THANKFUL = ("VERB", "NOUN", "ADJ")
SIDES = frozenset({"country", "people", "nation", "party", "leader", "government", "state", "capital"})
CONTENT = ("NOUN", "VERB", "ADJ", "PROPN", "ADV")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what it counts, as far as that can be told; `text` as printed."""

    value: float
    unit: str
    text: str


@dataclass(frozen=True, slots=True)
class Facts:
    """The comparable side of a clause. `rivals`: the thing → the name used for it, of names that sides choose.

    `days` are first day, last day and words of dates that the page places; `due` the words of those by which something is to
    be done; `timed` says that there is some time, placed or not ("on 1 July", "within two months").
    """

    stems: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    numbers: tuple[Number, ...] = ()
    days: tuple[Day, ...] = ()
    due: tuple[str, ...] = ()
    timed: bool = False
    lengths: tuple[Length, ...] = ()
    topics: frozenset[str] = frozenset()
    rivals: tuple[tuple[str, str], ...] = ()
    negated: frozenset[str] = frozenset()
    instruments: frozenset[str] = frozenset()
    titles: tuple[str, ...] = ()
    vague: tuple[str, str] | None = None
    acknowledges: bool = False
    extent: tuple[tuple[str, str], ...] = ()
    act: Act = NO_ACT


def facts_of(
    clause: Clause,
    text: str,
    days: tuple[Day, ...],
    due: tuple[str, ...],
    dated: frozenset[int],
) -> Facts:
    """Read a clause. `text` is its words, `days` and `due` its dates, `dated` the tokens (by index) that belong to dates."""
    plain = [t for t in clause.tokens if t.i not in dated]
    return Facts(
        frozenset(stem for t in plain if (stem := stem_of(t)) is not None),
        frozenset(_names(plain)),
        tuple(_numbers(plain)),
        days,
        due,
        bool(dated) or vague_time(text) is not None,
        lengths_in(text),
        frozenset(topics_in(text)),
        tuple(rivals_in(text)),
        frozenset(_negated(clause)),
        frozenset(t.lemma_.casefold() for t in clause.tokens if t.lemma_.casefold() in INSTRUMENTS),
        tuple(match[0] for match in NAMED.finditer(text)),
        vague_time(text),
        any({t.lemma_.casefold(), t.lower_} & THANKING for t in clause.tokens if t.pos_ in THANKFUL),
        extent_of(text),
        act_of(clause),
    )


def stem_of(token: "Token") -> str | None:
    """The first letters of a word that tells something of the topic; None of others."""
    word = token.lemma_.casefold()
    if token.is_stop or token.pos_ not in CONTENT or len(word) < 3 or word in empty_words() or names_party(token.text):
        return None
    return word[:STEM]


def _names(tokens: list["Token"]) -> Iterable[str]:
    for token in tokens:
        word = token.text
        if token.pos_ == "PROPN" and word[:1].isupper() and len(word) > 2:
            folded = word.casefold()
            if folded not in empty_words() and not names_party(word):
                yield folded


def _numbers(tokens: list["Token"]) -> Iterable[Number]:
    at = 0
    while at < len(tokens):
        value = _value(tokens[at].text)
        if value is None:
            at += 1
            continue
        end = at + 1
        if [t.text for t in tokens[end : end + 1]] == ["-"]:
            joined = _value("".join(t.text for t in tokens[at : at + 3]))
            value, end = (value, end) if joined is None else (joined, at + 3)
        while end < len(tokens) and tokens[end].text.casefold() in SCALES:
            value *= SCALES[tokens[end].text.casefold()]
            end += 1
        unit = _unit(tokens, at, end)
        if not (value == 2 and (unit in empty_words() or unit in SIDES)):
            yield Number(value, unit, " ".join(t.text for t in tokens[at:end]))
        at = end


def _value(text: str) -> float | None:
    word = text.casefold().strip("-")
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?", word):
        return float(word.replace(",", ""))
    if ordinal := re.fullmatch(r"(\d{1,3})(?:st|nd|rd|th)", word):
        return float(ordinal[1])
    tens, _, ones = word.partition("-")
    if ones:
        rest = 1.0 if ones == "one" else NUMERALS.get(ones, 10.0)
        return NUMERALS[tens] + rest if tens in TENS and rest < 10 else None
    return NUMERALS.get(word)


def _unit(tokens: list["Token"], at: int, end: int) -> str:
    first, last = tokens[at], tokens[end - 1]
    if end < len(tokens) and tokens[end].text in ("%", "percent"):
        return "percent"
    head = last.head if last.head.pos_ in ("NOUN", "PROPN", "SYM") else first.head
    near = [*tokens[max(0, at - 1) : at], *tokens[end : end + 2], head]
    for token in near:
        if currency := CURRENCIES.get(token.text.casefold()) or CURRENCIES.get(token.lemma_.casefold()):
            return currency
    if head.pos_ in ("NOUN", "PROPN"):
        return head.lemma_.casefold()
    following = tokens[end] if end < len(tokens) else None
    return following.lemma_.casefold() if following is not None and following.pos_ == "NOUN" else ""


def _negated(clause: Clause) -> Iterable[str]:
    """The stems of what is denied: "does not seek", "no intention to decouple"."""
    for token in clause.tokens:
        denies = (
            token.dep_ == "neg"
            or token.lower_ in ("never", "neither")
            or (token.lower_ == "no" and token.dep_ == "det")
        )
        if denies:
            yield token.head.lemma_.casefold()[:STEM]


def vague_time(text: str) -> tuple[str, str] | None:
    """A time that is no day ("at an early date", "this year"), with its kind; of several the longest."""
    pattern, kinds = _vague_times()
    best = max((match[0].casefold() for match in pattern.finditer(text)), key=len, default=None)
    return None if best is None else (best, kinds[best])


def extent_of(text: str) -> tuple[tuple[str, str], ...]:
    """Words by which all is meant or only some of it ("unconditional", "step by step"), each with which of the two."""
    pattern, kinds = _extents()
    return tuple((match[0].casefold(), kinds[match[0].casefold()]) for match in pattern.finditer(text))


@cache
def _extents() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["word"]: row["extent"] for row in knowledge.table("extent_words")}
    return either(kinds), kinds


@cache
def _vague_times() -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {row["words"]: row["kind"] for row in knowledge.table("vague_times")}
    return either(kinds), kinds


@cache
def empty_words() -> frozenset[str]:
    """Words that tell nothing of the topic: of the frame, of citing, of acting."""
    return frozenset(frame_words() | citing() | {word for word, pos in strengths() if pos != "on"})
