"""An account's points: what was said, agreed, urged or reported, one clause each, with the stretch of words."""

import re
from collections import Counter
from dataclasses import dataclass

from communique import knowledge
from communique.language.pipeline import Block, parse
from communique.records import Actor, PartKind, Reading, Span
from communique.relate.clauses import Clause, clauses
from communique.relate.facts import Facts, empty_words, facts_of, party_words
from communique.relate.formulas import formulas_in

TELLING: frozenset[PartKind] = frozenset({"paragraph", "quote", "list"})
BOTH = re.compile(
    r"\b(?:both|the (?:two|four)|the) (?:sides|parties|ministers|leaders|presidents|countries|heads|delegations|foreign ministers|"
    r"secretaries|governments|officials|prime ministers)\b|\bthey\b|\bit was (?:also )?agreed\b",
    re.I,
)
GENERAL = frozenset("the both two sides side minister ministers president secretary leaders also he she they".split())
FRAME_LEAST = 2
"""Words of its own that a sentence about the meeting's frame needs to be a point ("X met Y in Z" has none)."""


@dataclass(frozen=True, slots=True)
class Point:
    """One thing an account tells. `span` and `sentence` index the article's text; `by` are the parties whose word it is.

    `formula` names the formal phrase that it is made of. `frame` is set where it only tells who met where. `gist` is the words
    without the names of the parties and their people, which every point shares.
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


@dataclass(frozen=True, slots=True)
class Account:
    """One reading as points. `side` is the party whose account it is, where the page can tell."""

    reading: Reading
    name: str
    parties: tuple[str, ...]
    points: tuple[Point, ...]


def account_of(reading: Reading, name: str) -> Account:
    """Break a reading into its points."""
    parties = _parties(reading)
    actors = sorted(((s, a) for a in reading.actors for s in a.mentions), key=lambda one: one[0])
    points: list[Point] = []
    spoke: tuple[str, ...] = ()
    for block in parse(reading.article):
        if block.kind not in TELLING:
            continue
        for sentence in block.sentences():
            for clause in clauses(sentence):
                point = _point(reading, block, clause, actors, parties, spoke, f"{name}{len(points) + 1}")
                points.append(point)
                spoke = point.by or spoke
    return Account(reading, name, parties, tuple(points))


def _parties(reading: Reading) -> tuple[str, ...]:
    """The two parties (or more) that met: of the first meeting that names two, else the countries of most people."""
    for meeting in reading.meetings:
        if len(meeting.parties) > 1:
            return meeting.parties
    counted = Counter(a.country for a in reading.actors if a.country and a.kind in ("person", "state", "organ"))
    return tuple(sorted(code for code, _ in counted.most_common(2)))


def _point(
    reading: Reading,
    block: Block,
    clause: Clause,
    actors: list[tuple[Span, Actor]],
    parties: tuple[str, ...],
    spoke: tuple[str, ...],
    ref: str,
) -> Point:
    span = (block.start(clause.tokens[0]), block.end(clause.tokens[-1]))
    words = reading.article.cut(span)
    times = [t for t in reading.times if t.span[0] < span[1] and span[0] < t.span[1]]
    dated = frozenset(
        t.i for t in clause.tokens for time in times if time.span[0] <= block.start(t) < time.span[1]
    )
    days = tuple(
        (time.start, time.end, reading.article.cut(time.span)) for time in times if time.start and time.end
    )
    facts = facts_of(clause, words, days, dated)
    by = _by(reading, block, clause, span, actors, parties, spoke)
    named = {i for s, a in actors for i in range(s[0], s[1])}
    ours = {
        i for s, a in actors if a.kind == "person" or a.country in parties for i in range(s[0], s[1])
    }
    gist = " ".join(t.text for t in clause.tokens if block.start(t) not in ours and t.text.casefold() not in GENERAL)
    return Point(
        ref, span, clause.sentence.span, words, by, _formula(words), _is_frame(block, clause, dated, named), facts, gist
    )


def _by(
    reading: Reading,
    block: Block,
    clause: Clause,
    span: Span,
    actors: list[tuple[Span, Actor]],
    parties: tuple[str, ...],
    spoke: tuple[str, ...],
) -> tuple[str, ...]:
    """Whose word a point is: the statement it belongs to, else who stands before the verb of its sentence."""
    begin = clause.sentence.span[0]
    verb = next((t for t in (*reversed(clause.outer), clause.head) if t.pos_ in ("VERB", "AUX")), clause.head)
    until = max(block.start(verb), begin)
    lead = reading.article.text[begin:until]
    if BOTH.search(lead):
        return tuple(sorted(parties))
    for said in reading.statements:
        if any(s[0] < span[1] and span[0] < s[1] for s in said.content):
            country = reading.actor(said.source).country
            if country:
                return (country,)
    people = [a.country for s, a in actors if begin <= s[0] < until and a.country and a.kind != "state"]
    states = [a.country for s, a in actors if begin <= s[0] < until and a.country]
    found = tuple(dict.fromkeys(c for c in (people or states) if c in parties))
    if found:
        return tuple(sorted(found))
    return spoke if re.match(r"\W*(?:He|She|The (?:Minister|President|Secretary|Prime Minister))\b", lead) else ()


def _formula(words: str) -> str | None:
    """The formula that fills half of a point or more."""
    found = formulas_in(words)
    covered = sum(len(words[s:e].split()) for _, (s, e) in found)
    return found[0][0] if found and covered * 2 >= len(words.split()) else None


def _is_frame(block: Block, clause: Clause, dated: frozenset[int], named: set[int]) -> bool:
    """Whether a clause tells only who met whom, when and where."""
    if clause.frame or clause.head.pos_ not in ("VERB", "AUX"):
        return False
    own = [
        t
        for t in clause.tokens
        if t.is_alpha
        and not t.is_stop
        and t.i not in dated
        and block.start(t) not in named
        and t.lemma_.casefold() not in _frame_words()
        and t.text.casefold() not in _frame_words()
        and t.text.casefold() not in party_words()
        and t.text.casefold() not in _place_words()
    ]
    framed = any(t.lemma_.casefold() in _frame_words() for t in clause.tokens)
    return len(own) < FRAME_LEAST and framed and not _acts(clause)


def _acts(clause: Clause) -> bool:
    from communique.relate.facts import act_of

    return act_of(clause).strength > 0


def _frame_words() -> frozenset[str]:
    return frozenset(row["word"] for row in knowledge.table("frame_words"))


def _place_words() -> frozenset[str]:
    return frozenset(word for name in knowledge.places() for word in name.split())


__all__ = ["Account", "Point", "account_of", "empty_words"]
