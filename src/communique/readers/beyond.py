"""Attributions that are no statements for us: what people think, want, praise, plan, and nouns that cite.

Every verb, adjective and noun with something that it could cite is a candidate; cue_shares.csv says how often people who
marked a news corpus took that word in that construction for an attribution. Only candidates over a share are found.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.attributions import Attribution
from communique.readers.contents import tidy
from communique.readers.quotations import Quoted
from communique.readers.sources import speakers
from communique.readers.statements import UNREAD, find_attributions, quotations_of
from communique.readers.subjects import subject_of
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST_SHARE = 0.45
"""Share of a word's uses in a construction that were marked, over which it is taken."""
ARGUMENTS = frozenset({"for", "of", "on", "about", "to", "against", "over", "with", "in", "at", "as", "from", "by"})

SIGNED = re.compile(
    r"(?P<what>[“\"”«].{15,}?[”\"»])\s*(?P<cue>[―—–]|--?)\s*(?P<who>[A-ZÀ-Þ][^“”\"\n]{2,80})", re.DOTALL
)
HEADLINE = re.compile(r"(?P<who>[A-ZÀ-Þ][^:.!?“\"\n]{2,60})(?P<cue>:)\s+(?P<what>\S.{15,})")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word that may cite: `frame` names the construction (clause, object, infinitive, for, ...)."""

    word: str
    frame: str
    cue: "Token"
    subject: "Token | None"
    content: tuple[Span, ...]


@cache
def shares() -> Mapping[tuple[str, str], float]:
    """Share of uses that were marked, by word ("noun" after a slash where it is one) and construction."""
    return {(row["word"], row["frame"]): float(row["share"]) for row in knowledge.table("cue_shares")}


def find_all(analysis: Analysis, least: float = LEAST_SHARE) -> list[Attribution]:
    """Statements and what goes beyond them, in the order of the text."""
    found = find_attributions(analysis)
    quoted = quotations_of(analysis)
    for number, block in enumerate(analysis.blocks):
        found += _labelled(block, first=number == 0)
        if block.kind in UNREAD:
            continue
        for sentence in block.sentences():
            for candidate in further(sentence, quoted, found):
                share = shares().get((candidate.word, candidate.frame), 0.0)
                if share >= least:
                    found.append(_attribution(analysis, block, sentence, candidate, share))
    return sorted(found, key=lambda item: item.evidence)


def _labelled(block: Block, first: bool) -> Iterator[Attribution]:
    """A headline's colon, "Minister: border to reopen", and a name signed under a quotation, "“We go.” — A. Otieno"."""
    match = SIGNED.fullmatch(block.text.strip()) or (HEADLINE.fullmatch(block.text.strip()) if first else None)
    if match is not None:
        offset = block.offset + len(block.text) - len(block.text.lstrip())
        source, cue, content = ((offset + match.start(k), offset + match.end(k)) for k in ("who", "cue", "what"))
        rule = "beyond.signed/1" if match.re is SIGNED else "beyond.headline/1"
        yield Attribution(None, source, cue, (content,), (), rule, 0.7, (offset, offset + match.end()), recorded=False)


def further(sentence: Sentence, quoted: Quoted, found: Sequence[Attribution]) -> Iterator[Candidate]:
    """The candidates of a sentence that no attribution found so far uses, holds or stands in."""
    start, end = sentence.span
    here = [item for item in found if item.evidence[0] < end and start < item.evidence[1]]
    for candidate in candidates(sentence, quoted):
        at = sentence.block.start(candidate.cue)
        used = any(
            item.cue[0] <= at < item.cue[1]
            or any(first <= at < last for first, last in item.content)
            or any(first < candidate.content[0][1] and candidate.content[0][0] < last for first, last in item.content)
            for item in here
        )
        if not used:
            yield candidate


def candidates(sentence: Sentence, quoted: Quoted) -> Iterator[Candidate]:
    """Every word of a sentence with what it could cite, outside quotations."""
    block = sentence.block
    for token in sentence.tokens:
        if token.pos_ in ("VERB", "AUX"):
            made = _verb(sentence, token)
        elif token.pos_ == "ADJ" and token.dep_ in ("acomp", "ROOT"):
            made = _adjective(sentence, token)
        elif token.pos_ == "NOUN":
            made = _noun(sentence, token)
        else:
            continue
        for candidate in made:
            if not quoted.at(block.start(token)) and candidate.content:
                yield candidate


def _verb(sentence: Sentence, verb: "Token") -> Iterator[Candidate]:
    word = verb.lemma_.casefold()
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    if passive is not None:
        agent = next((t for child in verb.children if child.dep_ == "agent" for t in child.children), None)
        yield from _passive(sentence, verb, word, passive, agent)
        return
    subject = subject_of(verb)
    for child in verb.rights:
        if child.dep_ == "ccomp":
            yield Candidate(word, "clause", verb, subject, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ in ("dobj", "obj"):
            if child.text.casefold() in ("it", "himself", "herself", "itself", "themselves", "him", "her", "them"):
                continue
            yield Candidate(word, "object", verb, subject, _span(sentence, child.left_edge, _last(verb, child)))
        elif child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX"):
            frame = (
                "infinitive" if any(c.dep_ == "aux" and c.text.casefold() == "to" for c in child.children) else "gerund"
            )
            yield Candidate(word, frame, verb, subject, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ == "prep" and child.text.casefold() in ARGUMENTS:
            yield from _prepositional(sentence, word, verb, subject, child)


def _passive(
    sentence: Sentence, verb: "Token", word: str, passive: "Token", agent: "Token | None"
) -> Iterator[Candidate]:
    topic = _span(sentence, passive.left_edge, passive.right_edge)
    for child in verb.rights:
        if child.dep_ == "xcomp" and child.pos_ in ("VERB", "AUX"):
            what = _span(sentence, child.left_edge, child.right_edge)
            yield Candidate(f"{word}/passive", "infinitive", verb, agent, topic + what)
        elif child.dep_ == "ccomp":
            what = _span(sentence, child.left_edge, child.right_edge)
            yield Candidate(f"{word}/passive", "clause", verb, agent, what)
        elif child.dep_ == "prep" and child.text.casefold() in ARGUMENTS:
            yield from _prepositional(sentence, f"{word}/passive", verb, agent or passive, child)
    if agent is not None:
        yield Candidate(f"{word}/passive", "subject", verb, agent, topic)


def _adjective(sentence: Sentence, word: "Token") -> Iterator[Candidate]:
    subject = next((child for child in word.head.children if child.dep_ == "nsubj"), None)
    lemma = f"{word.lemma_.casefold()}/adj"
    for child in word.rights:
        if child.dep_ == "ccomp":
            yield Candidate(lemma, "clause", word, subject, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ == "xcomp":
            yield Candidate(lemma, "infinitive", word, subject, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ == "prep" and child.text.casefold() in ARGUMENTS:
            yield from _prepositional(sentence, lemma, word, subject, child)


def _noun(sentence: Sentence, noun: "Token") -> Iterator[Candidate]:
    lemma = f"{noun.lemma_.casefold()}/noun"
    owner = next((child for child in noun.lefts if child.dep_ == "poss"), None)
    if owner is None:
        owner = next(
            (t for child in noun.rights if child.dep_ == "prep" and child.text.casefold() in ("by", "from", "among")
             for t in child.children if t.dep_ == "pobj"), None
        )  # fmt: skip
    if owner is None and noun.dep_ == "dobj" and noun.head.pos_ == "VERB":
        owner = subject_of(noun.head)
    for child in noun.rights:
        if child.dep_ in ("acl", "ccomp") and any(c.dep_ == "mark" for c in child.children):
            yield Candidate(lemma, "clause", noun, owner, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ == "acl" and any(c.dep_ == "aux" and c.text.casefold() == "to" for c in child.children):
            yield Candidate(lemma, "infinitive", noun, owner, _span(sentence, child.left_edge, child.right_edge))
        elif child.dep_ == "prep" and child.text.casefold() in ARGUMENTS:
            yield from _prepositional(sentence, lemma, noun, owner, child)


def _prepositional(
    sentence: Sentence, word: str, cue: "Token", subject: "Token | None", preposition: "Token"
) -> Iterator[Candidate]:
    objects = [child for child in preposition.children if child.dep_ in ("pobj", "pcomp")]
    if objects and objects[0] is not subject:
        content = _span(sentence, objects[0].left_edge, objects[0].right_edge)
        yield Candidate(word, preposition.text.casefold(), cue, subject, content)


def _last(verb: "Token", first: "Token") -> "Token":
    """The last word of the object and of what belongs to it: "described P as Q"."""
    last = first.right_edge
    for child in verb.rights:
        if (
            child.i > first.i
            and child.dep_ in ("prep", "oprd", "xcomp", "acomp", "dative", "prt")
            and child.i == last.i + 1
        ):
            last = child.right_edge
    return last


def _span(sentence: Sentence, first: "Token", last: "Token") -> tuple[Span, ...]:
    text, offset = sentence.block.text, sentence.block.offset
    span = tidy(text, (first.idx, last.idx + len(last)))
    return ((span[0] + offset, span[1] + offset),) if span else ()


def _attribution(
    analysis: Analysis, block: Block, sentence: Sentence, candidate: Candidate, share: float
) -> Attribution:
    subject = candidate.subject
    source, cue = spans_of_candidate(block, candidate)
    known = speakers(block, subject, analysis.cast) if subject is not None else ()
    return Attribution(
        known[0] if known else None, source, cue, candidate.content, (), f"beyond.{candidate.frame}/1", share,
        sentence.span, recorded=False,
    )  # fmt: skip


def spans_of_candidate(block: Block, candidate: Candidate) -> tuple[Span | None, Span]:
    """Where a candidate's source and cue stand."""
    subject, cue = candidate.subject, candidate.cue
    source = (block.start(subject.left_edge), block.end(subject)) if subject is not None else None
    return source, (block.start(cue), block.end(cue))
