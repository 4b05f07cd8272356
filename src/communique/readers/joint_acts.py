"""Encounters that no word names: what two sides did together at a place, or one told the other on a day.

"X and Y agreed in Lisbon to", "X and Y shook hands", "X told Y on Monday that". Such a telling adds words to an encounter
that the text tells of elsewhere; it makes one of its own only where none of the same people is told of.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.encounter_days import when
from communique.readers.own_clause import clause_of
from communique.readers.parties import doer, named, partners, party_of
from communique.readers.places import named_at, place_at, told_before
from communique.readers.speakers import official
from communique.readers.telling import Telling, telling_of
from communique.records import MeetingKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

BY_PHONE = re.compile(
    r"\b(?:by|over|on)[ \u00a0](?:the[ \u00a0])?(?:tele)?phone\b|\b(?:in|during)[ \u00a0]a[ \u00a0](?:(?:tele)?phone|video)[ \u00a0]call\b|\bby[ \u00a0]video[ -]?link\b",
    re.I,
)
WRITTEN = re.compile(
    r"\b(?:letter|message|telegram|cable|statement|note|interview|broadcast|speech|post|posted|wrote)\b", re.I
)
"""Words that make what is told something written or spoken to all."""
PAST = frozenset({"VBD", "VBN"})
SOMEBODY = frozenset({"somebody"})
"""The object of a verb that is done to another one: "embraced him", "briefed the president"."""


@dataclass(frozen=True, slots=True)
class Act:
    """A row of joint_acts.csv: the nouns that the verb must have as its object, and what must be told beside it."""

    objects: frozenset[str]
    needs: str


@cache
def joint_acts() -> Mapping[str, Act]:
    """The verbs of joint_acts.csv."""
    return {row["verb"]: Act(frozenset(row["object"].split()), row["needs"]) for row in knowledge.table("joint_acts")}


def joint_act(analysis: Analysis, sentence: Sentence, verb: "Token") -> Telling | None:
    """The encounter that the joint act at `verb` gives away; None where its people are of one party or it is yet to come."""
    act = joint_acts().get(verb.lemma_.casefold())
    if act is None or not _done(sentence, verb):
        return None
    somebody = act.objects == SOMEBODY
    if (
        act.objects
        and not somebody
        and not any(c.dep_ in ("dobj", "obj") and c.lemma_.casefold() in act.objects for c in verb.children)
    ):
        return None
    us = _people(analysis, doer(analysis, sentence.block, verb))
    if act.needs == "day":
        return _told(analysis, sentence, verb, us)
    them = (
        _people(analysis, partners(analysis, sentence.block, verb, ("with", "to"), direct=False)) if act.objects else []
    )
    if somebody:
        them = _people(analysis, partners(analysis, sentence.block, verb, (), direct=True))
    elif act.objects and not them:
        given = [c for c in verb.children if c.dep_ in ("dative", "iobj")]
        them = _people(analysis, [ref for c in given for ref in named(analysis, sentence.block, c)])
    if len({party_of(analysis, ref) for ref in (*us, *them)} - {None}) < 2 or BY_PHONE.search(sentence.text):
        return None
    told = (
        verb.head if verb.dep_ in ("advcl", "relcl") and any(c.text.casefold() == "when" for c in verb.lefts) else verb
    )
    if told.dep_ == "conj" and not any(c.dep_ in ("nsubj", "prep", "npadvmod") for c in told.children):
        told = told.head  # "took up the thread in Vilnius in July and promised"
    opened = _of_objects(verb) if verb.lemma_.casefold() in OPENING else ()
    place = place_of(analysis, sentence, verb, opened) or (
        place_of(analysis, sentence, told, _of_objects(told) if told != verb else ()) if told.pos_ == "VERB" else None
    )
    clause = clause_of(sentence, told)
    day = when(analysis, sentence, told, clause) if told.pos_ == "VERB" else None
    named_so = any(c.dep_ == "nsubj" and c.pos_ == "PROPN" for c in verb.children)
    dated = day is not None and _own(sentence, told, day.span) and (named_so or told != verb)
    if place is None and (act.needs == "place" or (act.needs == "place-or-day" and not dated)):
        return None
    found = telling_of(
        analysis, sentence, verb, "meeting", us, them, f"meetings.{verb.lemma_.casefold()}-jointly/1", 0.65, loose=True
    )
    if found is None or found.status != "held":
        return None
    name, code = place[:2] if place is not None else (None, None)
    if found.time is None and told != verb and dated:
        found = replace(found, time=day)
    return replace(found, place=name, place_code=code, hint=True)


def signing(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "Witnessed the signing of an arrangement by Minister A and her counterpart B": the two who signed met."""
    by = next((c for c in noun.children if c.dep_ in ("prep", "agent") and c.text.casefold() == "by"), None)
    if by is None or noun.lemma_ != "signing":
        return None
    people = _people(analysis, partners(analysis, sentence.block, noun, ("by",), direct=False))
    if len({party_of(analysis, ref) for ref in people}) < 2:
        return None
    found = telling_of(analysis, sentence, noun, "meeting", people, [], "meetings.signed/1", 0.65, loose=True)
    return replace(found, hint=True) if found is not None and found.status == "held" else None


def press_conference(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "At a joint news conference with Lavrov in Riyadh, the minister urged restraint": two who face the press together met."""
    if (
        noun.lemma_ not in ("conference", "briefing", "appearance")
        or noun.dep_ != "pobj"
        or noun.head.text.casefold() not in ("at", "in", "during")
    ):
        return None
    left = {w.text.casefold() for w in noun.lefts}
    if not left & {"press", "news", "joint", "media"}:
        return None
    verb = next((w for w in noun.ancestors if w.pos_ == "VERB"), None)
    if verb is None:
        return None
    block = sentence.block
    them = (
        _people(analysis, partners(analysis, block, noun, ("with", "alongside"), direct=False))
        if "joint" in left
        else []
    )
    them = them or _people(analysis, partners(analysis, block, verb, ("alongside", "beside"), direct=False))
    us = _people(analysis, doer(analysis, block, verb))
    us = [ref for ref in us if ref not in them]
    if len(us) != 1 or len(them) != 1 or party_of(analysis, us[0]) == party_of(analysis, them[0]):
        return None
    if not all(official(analysis, analysis.cast.by_id(ref)) for ref in (*us, *them)):
        return None
    found = telling_of(analysis, sentence, noun, "meeting", us, them, "meetings.press/1", 0.65, loose=True)
    return replace(found, hint=True) if found is not None and found.status == "held" else None


def _told(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "X told Y on Monday that", "X told Y by telephone": officials of two parties, on a day or by telephone."""
    them = _people(analysis, partners(analysis, sentence.block, verb, (), direct=True))
    if len(us) != 1 or len(them) != 1 or not all(official(analysis, analysis.cast.by_id(ref)) for ref in (*us, *them)):
        return None
    text = sentence.text
    phone = BY_PHONE.search(text) is not None
    clause = clause_of(sentence, verb)
    day = when(analysis, sentence, verb, clause)
    near = day is not None and _own(sentence, verb, day.span)
    if WRITTEN.search(text) or not (phone or near):
        return None
    kind: MeetingKind = "call" if phone else "meeting"
    found = telling_of(analysis, sentence, verb, kind, us, them, "meetings.told/1", 0.65, loose=not phone)
    if found is None or found.status != "held":
        return None
    # a place in what is told is not where it was told
    where = None if phone else place_of(analysis, sentence, verb)
    name, code = where[:2] if where is not None else (None, None)
    return replace(found, place=name, place_code=code, time=day if near else None, hint=True)


def _own(sentence: Sentence, verb: "Token", span: Span) -> bool:
    """Whether a day stands with the verb itself and not in what follows: "told him on Monday that"."""
    token = sentence.block.token_at(span[0])
    below = next((w for w in token.ancestors if w.pos_ in ("VERB", "AUX")), None) if token is not None else None
    return below == verb


def _people(analysis: Analysis, refs: list[str]) -> list[str]:
    return [ref for ref in refs if analysis.cast.by_id(ref).kind == "person" and party_of(analysis, ref) is not None]


def _done(sentence: Sentence, verb: "Token") -> bool:
    """Whether a finite verb tells what was done: a past, or a headline's present."""
    helped = any(c.dep_ in ("aux", "auxpass", "neg") and c.lemma_.casefold() != "have" for c in verb.children)
    passive = any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children)
    if helped or passive or verb.pos_ != "VERB":
        return False
    return verb.tag_ in PAST or (sentence.block.kind == "title" and verb.tag_ in ("VBZ", "VBP"))


def _of_objects(verb: "Token") -> list["Token"]:
    """What hangs on a verb's object: "took up the thread in Vilnius"."""
    return [c for child in verb.children if child.dep_ in ("dobj", "obj") for c in child.children]


def place_of(
    analysis: Analysis, sentence: Sentence, verb: "Token", beside: Sequence["Token"] = ()
) -> tuple[str, str | None, Span] | None:
    """The place at which the verb says its act was done: a preposition of its own, before what was agreed begins."""
    block, text = sentence.block, analysis.cast.text
    if verb.dep_ == "relcl" and any(c.text.casefold() == "where" for c in verb.lefts):
        found = place_at(
            text, block.offset + named_at(verb.head), block.end(verb.head)
        )  # "to Istanbul, where he and X discussed"
        if found is not None:
            return found
    for child in [*verb.children, *beside]:
        if child.text.casefold() == "there" and child.dep_ == "advmod":
            return told_before(text, block.start(child))
        if child.dep_ == "prep" and child.text.casefold() in ("in", "at"):
            inner = next((c for c in child.children if c.dep_ == "pobj"), None)
            if inner is None or inner.ent_type_ in ("DATE", "TIME"):
                continue
            start, end = block.end(child) + 1, block.end(inner)
            article = re.match(r"the[ \u00a0]", text[start:end])
            found = place_at(text, start + (article.end() if article else 0), end)
            if found is not None:
                return found
            unlisted = child.text.casefold() == "at" and inner.pos_ == "PROPN" and inner.ent_type_ in ("", "ORG")
            nobody = unlisted and not analysis.cast.within((block.start(inner.left_edge), end))
            if (inner.ent_type_ in ("GPE", "LOC", "FAC") or nobody) and inner.text[:1].isupper():
                return text[block.start(inner.left_edge) : end].removeprefix("the "), None, (start, end)
    return None


OPENING = frozenset({"open", "inaugurate", "unveil", "reopen"})
"""Verbs whose object is where the act is done: "opened the embassy in Addis Ababa"."""
