"""Meetings that points of a list plan: "agreed: to meet again in Accra in June", "Ghana and Togo: will meet again"."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Sentence
from communique.readers.encounter_days import when
from communique.readers.listed import Lead, after_modal, binds, first_word, lead_parties, leads
from communique.readers.parties import doer, party_of
from communique.readers.places import place_after
from communique.readers.telling import Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

AGAIN = frozenset({"meet", "reconvene", "convene"})


def listed_plans(analysis: Analysis) -> Iterator[Telling]:
    """The tellings of points whose verb is one of meeting and whose subject the lead above them names."""
    found = leads(analysis)
    for block in analysis.blocks:
        lead = found.get(block.offset)
        first = first_word(block) if lead is not None else None
        verb = after_modal(first) if first is not None else None
        if lead is None or first is None or verb is None or verb.lemma_.casefold() not in AGAIN:
            continue
        binding = binds(lead) or first.tag_ == "MD" or _declared(lead)
        if not binding or verb.tag_ not in ("VB", "VBP") or any(c.dep_ in ("dobj", "obj") for c in verb.children):
            continue
        sentence = next(s for s in block.sentences() if s.tokens.start <= verb.i < s.tokens.end)
        refs = doer(analysis, lead.block, lead.verb) if lead.verb is not None else []
        people = tuple(ref for ref in refs if somebody(analysis.cast.by_id(ref)))
        sides = {party_of(analysis, ref) for ref in people} - {None}
        parties = analysis.cast.parties(refs) if len(sides) > 1 else lead_parties(analysis, lead, ())
        if len(parties) < 2:
            continue
        yield _planned(analysis, sentence, verb, people if len(sides) > 1 else (), parties)


def _declared(lead: Lead) -> bool:
    return lead.verb is not None and lead.verb.lemma_ in ("declare", "state", "affirm")


def _planned(
    analysis: Analysis, sentence: Sentence, verb: "Token", people: tuple[str, ...], parties: tuple[str, ...]
) -> Telling:
    start, end = sentence.block.start(verb), sentence.span[1]
    place = place_after(analysis.cast.text, start, end)
    return Telling(
        "meeting", "planned", people, parties, place[0] if place else None, place[1] if place else None,
        when(analysis, sentence, verb, (start, end)), None, None, None, sentence.span, start, "meetings.listed/1", 0.75,
    )  # fmt: skip
