"""An account's points: what was said, agreed, urged or reported, one clause each, with the stretch of words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.pipeline import Block, parse
from communique.records import PartKind, Reading, Span, Time
from communique.relate.clauses import Clause, clauses
from communique.relate.facts import Facts, facts_of, stem_of
from communique.relate.formulas import formulas_in
from communique.relate.sides import acts_for, parties_of, sides_of
from communique.relate.speakers import Speaking, speaking_in, whose
from communique.relate.telling import frame_words
from communique.relate.told_times import Day, without_year
from communique.relate.topics import party_words

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING: frozenset[PartKind] = frozenset({"paragraph", "quote", "list"})
GENERAL = frozenset("the both two sides side minister ministers president secretary leaders also he she they".split())
OFFICE = re.compile(
    r"\b(?:Minist(?:ers?|ry)|Secretar(?:y|ies)|Director|Head|Chair(?:man|person)?|Member|Commissioner|Office|Custodian|"
    r"Representatives?|Envoy|Ambassador|Adviser|General)(?: [A-Z][\w-]+)* (?:of|for|to|on)"
    r"(?: (?:the )?(?:(?:[A-Z][\w-]+|and|of|for),? ?)+)+"
)
"""An office with all that belongs to it: "Minister of Foreign Affairs, International Trade and Worship"."""
DUE = re.compile(r"\b(?:by|before|until|till|from|than|in|on|at)(?: the)? $")
"""Before a day on which something is to be done: "by 1 May"; not "the 1993 criteria", "the treaty of 1944", "since 2020"."""
FRAME_LEAST = 2
"""Words of its own that a sentence about the meeting's frame needs to be a point ("X met Y in Z" has none)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing an account tells. `span` and `sentence` index the article's text; `by` are the parties whose word it is.

    `formula` names the formal phrase that it is made of. `frame` is set where it only tells who met where. `gist` is the words
    without the names of the parties and their people, which every point shares; `telling` its words that tell something,
    each with where it stands in the gist and its stem.
    """

    id: str
    span: Span
    sentence: Span
    words: str
    by: tuple[str, ...]
    formula: str | None
    frame: bool
    facts: Facts
    gist: str
    telling: tuple[tuple[Span, str], ...]


@dataclass(frozen=True, slots=True)
class Account:
    """One reading as points. `side` is the party whose account it is, where the page can tell."""

    reading: Reading
    name: str
    parties: tuple[str, ...]
    side: str | None
    points: tuple[Point, ...]


def accounts(readings: Sequence[Reading]) -> tuple[Account, ...]:
    """Accounts of one meeting, lettered in order: between whom it was, and whose each account is, they tell together."""
    parties = parties_of(readings)
    sides = sides_of(readings, parties)
    return tuple(_account(reading, letter(k), parties, sides[k]) for k, reading in enumerate(readings))


def accounts_of_one_side(old: Reading, new: Reading) -> tuple[Account, Account]:
    """Two accounts of one side, of two meetings of one pair."""
    parties = parties_of([old, new])
    signs = sides_of([new], parties), sides_of([old], parties)
    side = signs[0][0] or signs[1][0]
    return _account(old, letter(0), parties, side), _account(new, letter(1), parties, side)


def account_of(reading: Reading, name: str) -> Account:
    """Break a reading into its points, by itself."""
    parties = parties_of([reading])
    return _account(reading, name, parties, sides_of([reading], parties)[0])


def letter(number: int) -> str:
    """The name of an account by its place: a to z, then aa, ab, … as columns of a sheet are named."""
    name = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        name = chr(ord("a") + rest) + name
    return name


def _account(reading: Reading, name: str, parties: tuple[str, ...], side: str | None) -> Account:
    speaking = speaking_in(reading, parties, side)
    points: list[Point] = []
    for block in parse(reading.article):
        if block.kind not in TELLING:
            continue
        spoke: tuple[str, ...] = ()
        for sentence in block.sentences():
            for clause in clauses(sentence):
                point = _point(speaking, block, clause, spoke, f"{name}{len(points) + 1}")
                points.append(point)
                spoke = point.by or spoke
    return Account(reading, name, parties, side, tuple(points))


def _point(speaking: Speaking, block: Block, clause: Clause, spoke: tuple[str, ...], ref: str) -> Point:
    reading = speaking.reading
    span = (block.start(clause.tokens[0]), block.end(clause.tokens[-1]))
    words = reading.article.cut(span)
    times = [t for t in reading.times if t.span[0] < span[1] and span[0] < t.span[1]]
    dated = frozenset(t.i for t in clause.tokens for time in times if time.span[0] <= block.start(t) < time.span[1])
    told = [(time, _day(reading, time)) for time in times]
    days = tuple(day for _, day in told if day is not None)
    before = {day[2]: reading.article.text[span[0] : time.span[0]] for time, day in told if day is not None}
    due = tuple(words for words, text in before.items() if DUE.search(text))
    facts = facts_of(clause, words, days, due, dated)
    by = whose(speaking, block, clause, span, spoke)
    near = [(s, a) for s, a in speaking.actors if s[0] < span[1] and span[0] < s[1]]
    named = {i for s, _ in near for i in range(s[0], s[1])}
    ours = {i for s, a in near if a.kind == "person" or acts_for(a) in speaking.parties for i in range(s[0], s[1])}
    kept = [
        t for t in (*_matter(clause), *clause.tokens) if block.start(t) not in ours and t.text.casefold() not in GENERAL
    ]
    return Point(
        ref,
        span,
        clause.sentence.span,
        words,
        by,
        _formula(words),
        _is_frame(block, clause, facts, dated, named),
        facts,
        " ".join(t.text for t in kept),
        tuple(_telling(kept)),
    )


def _day(reading: Reading, time: Time) -> Day | None:
    """A date with its words; without a year where the page doesn't tell it."""
    words = reading.article.cut(time.span)
    return (time.start, time.end, words) if time.start and time.end else without_year(words)


def _matter(clause: Clause) -> "list[Token]":
    """The words of a lead that name what is spoken of: "On the return of refugees, the Minister said that ..."."""
    heads = [t for t in clause.frame if t.pos_ == "ADP" and t.dep_ == "prep" and t.head.pos_ in ("VERB", "AUX")]
    subject = min((t.left_edge.i for t in clause.frame if t.dep_.startswith("nsubj")), default=None)
    if subject is None:
        return []
    inside = {token.i for head in heads if head.i < subject for token in head.subtree}
    return [t for t in clause.frame if t.i in inside and t.i < subject and not t.is_punct]


def _telling(tokens: "Sequence[Token]") -> Iterator[tuple[Span, str]]:
    """The words among tokens that have a stem, where they stand when the tokens are written with single spaces."""
    at = 0
    for token in tokens:
        stem = stem_of(token)
        if stem is not None:
            yield (at, at + len(token.text)), stem
        at += len(token.text) + 1


def _formula(words: str) -> str | None:
    """The formula that fills half of a point or more."""
    found = formulas_in(words)
    covered = sum(len(words[s:e].split()) for _, (s, e) in found)
    return found[0][0] if found and covered * 2 >= len(words.split()) else None


def _is_frame(block: Block, clause: Clause, facts: Facts, dated: frozenset[int], named: set[int]) -> bool:
    """Whether a clause tells only who met whom, when and where. A numbered session of a mechanism is worth telling."""
    if (
        clause.frame
        or clause.head.pos_ not in ("VERB", "AUX")
        or (facts.act.strength and not _calls_on(clause))
        or (facts.titles and facts.numbers)
    ):
        return False
    first, last = clause.tokens[0].idx, clause.tokens[-1].idx + len(clause.tokens[-1])
    offices = {i for m in OFFICE.finditer(block.text, first, last) for i in range(*m.span())}
    words = [t for t in clause.tokens if t.is_alpha and not t.is_stop and t.idx not in offices and t.i not in dated]
    framed = [t for t in words if {t.lemma_.casefold(), t.text.casefold()} & frame_words()]
    own = [t for t in words if t not in framed and block.start(t) not in named and t.lower_ not in _no_news()]
    told = {"be": ("attr", "acomp"), "have": ("dobj",)}.get(clause.head.lemma_, ())
    about = [clause.head, *(c for c in clause.head.children if c.dep_ in told)]
    return any(t.lemma_.casefold() in frame_words() for t in about) and len(own) < FRAME_LEAST


def _calls_on(clause: Clause) -> bool:
    """Whether somebody calls on somebody: a visit, and no demand, when nothing is said of what he is to do."""
    parts = {child.dep_: child for child in clause.head.children}
    on = parts.get("prep")
    return clause.head.lemma_ == "call" and on is not None and on.lower_ == "on" and not {"xcomp", "ccomp"} & set(parts)


@cache
def _no_news() -> frozenset[str]:
    """Words of places and states."""
    return party_words() | {word for name in knowledge.places() for word in name.split()}
