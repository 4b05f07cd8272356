"""Sentences of a ledger that may tell what became of a commitment, found through the full-text index and the parties.

Pages that name the parties together with two or one of the commitment's rarest words are looked up, the newest rows
first and never more than `CAP` a question; a page scores by how many questions lead to it and how rare their words are.
The best pages are opened and cut into sentences, and those that share a word with the commitment are handed on.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import log
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, cast, func, literal, literal_column, select
from sqlalchemy import Text as SqlText
from sqlalchemy.dialects.postgresql import TSQUERY

from communique import knowledge
from communique.ledger.conditions import passage_index
from communique.ledger.shown import unpacked
from communique.ledger.tables import carrying, page, passage, record, version
from communique.ledger.words import words
from communique.records import Span
from communique.relate.evidence import deed_stems, traits
from communique.relate.sentences import sentences
from communique.relate.undertakings import Passage, Undertaking, parties_named

CAP = 200
"""Rows that one question to the index may give: the newest."""
COUNTED = 2000
"""Rows up to which a word is counted; one that more hold is common."""
TERMS, PAIRED = 7, 4
"""Words of a commitment that are looked up one by one, and the rarest of them that are looked up by twos."""
OPENED = 25
"""Pages that are opened, the best."""
ABOUT = 6
"""Parties that a page may be about, those named most often."""
LONGEST = 700
"""Characters of a sentence; what is longer is a list or a table."""
PARTS = frozenset({"paragraph", "quote", "list"})


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a passage stands: its version, the page around it, and the span in the article's text."""

    version: RowMapping
    span: Span


def candidates(connection: Connection, one: Undertaking, own: Container[str]) -> dict[str, tuple[Passage, Spot]]:
    """Passages by reference, from pages of the commitment's day or later; `own` are the versions it stands in."""
    found: dict[str, tuple[Passage, Spot]] = {}
    versions = _versions(connection, one, own)
    seen: set[str] = set()
    for row in versions:
        if row["story"] in seen:
            continue  # a copy of a page that is opened already
        seen.add(row["story"] or row["id"])
        article = json.loads(unpacked(connection, row["reading"]))["article"]
        about = _about(article, one)
        for span in _telling(article):
            text = " ".join(article["text"][span[0] : span[1]].split())
            if len(text) <= LONGEST and _touches(one, text):
                ref = f"{row['id']}:{span[0]:07}"
                found[ref] = (Passage(ref, text, row["published"], about), Spot(row, span))
    return found


def _telling(article: dict[str, Any]) -> Iterator[Span]:
    datelines = {part["span"][0]: part["span"][1] for part in article["parts"] if part["kind"] == "dateline"}
    for part in article["parts"]:
        if part["kind"] in PARTS:
            start, end = part["span"]
            if start in datelines:
                rest = article["text"][datelines[start] : end]
                start = end - len(rest.lstrip(" -–—:\u00a0"))
            yield from sentences(article["text"], start, end)


def _touches(one: Undertaking, text: str) -> bool:
    """Whether a sentence holds a word of the commitment or of its deed: cheap, and asked of every sentence."""
    folded = text.casefold()
    ours = traits(one.action, one.parties).stems
    return any(stem in folded for stem in ours) or any(stem in folded for stem in deed_stems(one.action))


def _about(article: dict[str, Any], one: Undertaking) -> tuple[str, ...]:
    """The states and organisations that a page names most often, as many as a page may be about."""
    counts = Counter(parties_named(f"{article['title'] or ''}\n{article['text']}", one.parties).values())
    return tuple(side for side, _ in counts.most_common(ABOUT))


def _versions(connection: Connection, one: Undertaking, own: Container[str]) -> list[RowMapping]:
    scored: dict[int, float] = defaultdict(float)
    for asked, weight in _questions(connection, one):
        rows = connection.execute(_lookup(connection, asked).limit(CAP)).scalars().all()
        for number in set(rows):
            scored[number] += weight
    numbers = sorted(scored, key=lambda number: (-scored[number], -number))[: 20 * OPENED]
    told = select(record.c.n.label("number"), version.c.n, version.c.id, version.c.published)
    told = told.join(version, version.c.n == record.c.version).where(record.c.n.in_(numbers), version.c.last)
    best: dict[int, float] = defaultdict(float)
    days: dict[int, str] = {}
    for row in connection.execute(told).mappings():
        if row["id"] not in own and not (one.said and row["published"] and row["published"] < one.said):
            best[row["n"]] = max(best[row["n"]], scored[row["number"]])
            days[row["n"]] = row["published"] or ""
    chosen = sorted(best, key=lambda owner: (-best[owner], days[owner], owner))[:OPENED]
    return [_of_version(connection, owner) for owner in chosen]


def _of_version(connection: Connection, owner: int) -> RowMapping:
    told = select(version, page.c.address, carrying.c.story).join(page, page.c.id == version.c.page)
    told = told.outerjoin(carrying, carrying.c.version == version.c.n)
    return connection.execute(told.where(version.c.n == owner)).mappings().one()


Term = tuple[tuple[str, ...], bool]
"""Words side by side, and whether the last is a beginning."""


def _questions(connection: Connection, one: Undertaking) -> Iterator[tuple[list[list[Term]], float]]:
    """What to ask the index: alternatives that must all be met, and what an answer is worth."""
    about = [_names(side) for side in _must(one)]
    rare = _rarest(connection, one)
    for term, weight in rare:
        yield [*about, [term]], weight
    for (first, weight), (second, other) in combinations(rare[:PAIRED], 2):
        yield [*about, [first], [second]], weight + other
    if one.mechanism:
        name = [((word,), False) for word in words(one.mechanism) if len(word) > 3]
        yield [[word] for word in name], 3.0


def _must(one: Undertaking) -> list[tuple[str, ...]]:
    """The parties that a page must name: one of each side, two of two; of more than two any."""
    if one.by and one.to:
        return [one.by, one.to]
    return [(side,) for side in one.by] if len(one.by) == 2 else [one.parties] if one.parties else []


def _names(sides: Iterable[str]) -> list[Term]:
    """The names by which parties go in texts."""
    found: list[Term] = []
    for side in sides:
        state = knowledge.states().get(side)
        body = knowledge.organisation_by_name().get(side)
        called: tuple[str, ...] = (side,)
        if state is not None:
            called = (state.name, *state.names, *state.demonyms, *state.capitals)
        elif body is not None:
            called = (body.name, *body.aliases)
        found += [(tuple(words(name)), False) for name in called if words(name)]
    return list(dict.fromkeys(found))


def _rarest(connection: Connection, one: Undertaking) -> list[tuple[Term, float]]:
    """The commitment's words that fewest rows hold, each with what it is worth."""
    counted = []
    for stem in traits(one.action, one.parties).stems:
        held = words(stem)
        if len(held) == 1 and len(held[0]) > 2:
            term: Term = (tuple(held), True)
            some = _lookup(connection, [[term]], ordered=False).limit(COUNTED).subquery()
            number = connection.execute(select(func.count()).select_from(some)).scalar_one()
            if number:
                counted.append((number, term))
    counted.sort()
    return [(term, 1 / log(2 + number)) for number, term in counted[:TERMS]]


def _lookup(connection: Connection, asked: list[list[Term]], ordered: bool = True) -> Select[tuple[int]]:
    """Rows of `record` with a passage that meets every list of alternatives."""
    if connection.dialect.name == "sqlite":
        text = " AND ".join("(" + " OR ".join(_quoted(term) for term in some) + ")" for some in asked)
        found = select(passage_index.c.rowid).where(literal_column("passage_index").op("MATCH")(text))
        if ordered:
            found = found.order_by(passage_index.c.rowid.desc()).limit(CAP)
        else:
            return found
        return select(passage.c.record).where(passage.c.n.in_(found))
    text = " & ".join("(" + " | ".join(_vector(term) for term in some) + ")" for some in asked)
    found = select(passage.c.record).where(passage.c.words.op("@@")(cast(literal(text, SqlText), TSQUERY)))
    return found.order_by(passage.c.n.desc()) if ordered else found


def _quoted(term: Term) -> str:
    return '"' + " ".join(term[0]) + '"' + (" *" if term[1] else "")


def _vector(term: Term) -> str:
    return "(" + " <-> ".join(f"'{word}'" for word in term[0]) + (":*" if term[1] else "") + ")"
