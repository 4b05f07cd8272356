"""Who, where and when a sentence mentions, each with what it stands for: what the network of encounters is asked about."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast_nouns import singular
from communique.language.pipeline import Block, Sentence
from communique.readers.parties import ACTING, named
from communique.readers.places import place_at
from communique.records import Span, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

PRONOUNS = frozenset({"i", "we", "he", "she", "they", "him", "her", "them", "us", "both", "his", "their", "it"})
TOWARDS = frozenset({"in", "at", "to", "from", "into", "inside", "near", "for", "via", "outside", "through", "around"})
"""Prepositions before a state as a place."""
MOST = 16
"""Mentions of one sentence that are looked at; one with more is a list."""


@dataclass(frozen=True, slots=True)
class Who:
    """People or parties mentioned, as actors."""

    span: Span
    refs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Where:
    """A place as printed, and the state it lies in where a table knows."""

    span: Span
    name: str
    code: str | None


@dataclass(frozen=True, slots=True)
class When:
    """A day or span of days."""

    span: Span
    time: Time


Mention = Who | Where | When


def mentions_of(analysis: Analysis, sentence: Sentence) -> list[Mention]:
    """The sentence's mentions in order; a state can be mentioned twice, as who and as where."""
    found: list[Mention] = [*_who(analysis, sentence), *_where(analysis, sentence)]
    start, end = sentence.span
    found += [When(t.span, t) for t in analysis.times if start <= t.span[0] and t.span[1] <= end and t.start]
    found.sort(key=lambda one: (one.span, isinstance(one, Where)))
    return found


def _who(analysis: Analysis, sentence: Sentence) -> Iterator[Who]:
    cast, block = analysis.cast, sentence.block
    start, end = sentence.span
    covered: list[Span] = []
    for mention in cast.mentions:
        if start <= mention.span[0] and mention.span[1] <= end and cast.by_id(mention.actor).kind == "person":
            span = _with_office(block, mention.span, start)
            covered.append(span)
            yield Who(span, (mention.actor,))
    for head in _heads(sentence):
        at = block.start(head)
        if any(first <= at < last for first, last in covered):
            continue
        refs = cast.members(block, head)
        if not refs and not list(head.conjuncts) and singular(head) in ACTING:
            refs = named(analysis, block, head)
        if refs:
            yield Who(_phrase(block, head), tuple(refs))


def _heads(sentence: Sentence) -> Iterator["Token"]:
    """The heads of noun phrases and the pronouns that can stand for somebody."""
    for token in sentence.tokens:
        inner = token.dep_ in ("compound", "amod", "nmod") and token.head.i > token.i
        if token.pos_ == "PRON" or token.tag_ == "PRP$":
            if token.text.casefold() in PRONOUNS:
                yield token
        elif token.pos_ in ("NOUN", "PROPN") and not inner:
            yield token
        elif token.text.casefold() in ("two", "three", "four", "five", "pair", "duo") and token.pos_ == "NUM":
            if token.dep_ in ("nsubj", "nsubjpass", "pobj", "poss"):
                yield token


def _with_office(block: Block, span: Span, start: int) -> Span:
    """A name with the office printed right before it, as a reader would take it together."""
    token = block.token_at(span[0])
    while token is not None and token.i > token.sent.start and token.i > 0:
        before = token.nbor(-1)
        if before.pos_ not in ("PROPN", "ADJ", "NOUN") or before.ent_type_ in ("DATE", "TIME", "CARDINAL"):
            break
        if before.ent_type_ == "GPE" and before.i > 0 and before.nbor(-1).pos_ == "ADP":
            break  # "In Beijing Ali Shamkhani"
        token = before
    return (max(start, block.start(token)), span[1]) if token is not None else span


def _phrase(block: Block, head: "Token") -> Span:
    """The noun phrase up to its head: "the Dutch foreign minister"."""
    first = head
    for token in reversed(block.doc[max(head.left_edge.i, head.i - 6) : head.i]):
        if token.is_punct or token.pos_ in ("VERB", "ADP", "CCONJ", "PART"):
            break
        first = token
    return block.start(first), block.end(head)


def _where(analysis: Analysis, sentence: Sentence) -> Iterator[Where]:
    text, block = analysis.cast.text, sentence.block
    start, end = sentence.span
    last = start
    people = [m.span for m in analysis.cast.mentions if analysis.cast.by_id(m.actor).kind == "person"]
    for token in sentence.tokens:
        at = block.start(token)
        if at < last or not token.text[:1].isupper() or any(a <= at < b for a, b in people):
            continue
        found = place_at(text, at, end)
        if found is not None and found[2][0] == at:
            last = found[2][1]
            yield Where(found[2], found[0], found[1])
        elif token.ent_type_ in ("GPE", "FAC", "LOC") and token.ent_iob_ == "B" and _placed(token):
            last = max(at + 1, block.end(token.doc[_ent_end(token) - 1]))
            yield Where((at, last), text[at:last], None)


def _placed(token: "Token") -> bool:
    before = token.nbor(-1) if token.i > token.sent.start else None
    if before is not None and before.text.casefold() == "the" and before.i > token.sent.start:
        before = before.nbor(-1)
    return before is not None and before.text.casefold() in TOWARDS


def _ent_end(token: "Token") -> int:
    return next(ent.end for ent in token.doc.ents if ent.start <= token.i < ent.end)
