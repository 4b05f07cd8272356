"""Who sets out: "leaves for Tokyo", "is off to Suva tomorrow", "is on her way to Rome". The visit is yet to come."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.parties import party_of
from communique.readers.places import place_at
from communique.readers.speakers import official
from communique.readers.telling import Telling, telling_of

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAVING = frozenset({"leave", "depart", "head", "set"})
"""Verbs that tell where somebody goes before having arrived."""
ARRANGED = frozenset({"schedule", "due", "expect", "set", "plan", "slate", "go", "prepare", "be", "intend", "ready"})
"""What stands before "to leave" where the journey is fixed; "told him to leave for Doha" tells of none."""
BOUND = re.compile(
    r"[ \u00a0](?:(?:now|also|then|both|already|currently|next)[ \u00a0])?"
    r"(?:(?:back[ \u00a0])?off|bound|(?:back[ \u00a0])?on[ \u00a0](?:his|her|my|our|their|the)[ \u00a0]way|en[ \u00a0]route)"
    r"[ \u00a0](?:again[ \u00a0])?(?:to|for)[ \u00a0](?:the[ \u00a0])?"
)


def sets_out(verb: "Token") -> bool:
    """Whether a verb of leaving, not in the past, tells of a journey that is to be: "will leave for", not "before leaving for"."""
    if verb.dep_ in ("pcomp", "advcl", "amod"):
        return False
    left = next((c for c in verb.children if c.dep_ in ("dobj", "obj") and c.i > verb.i), None)
    if left is not None and left.ent_type_ not in ("GPE", "LOC", "DATE", "TIME"):
        return False  # "is leaving the door open for Oman"
    helpers = {child.lemma_.casefold() for child in verb.children if child.dep_ in ("aux", "auxpass")}
    if verb.tag_ in ("VBZ", "VBP"):
        return True
    if verb.tag_ == "VBG":
        return any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP", "VB") for c in verb.children)
    if verb.tag_ == "VBN":
        return verb.lemma_ == "head" and any(c.dep_ == "auxpass" and c.tag_ != "VBD" for c in verb.children)
    if verb.tag_ != "VB":
        return False
    if helpers & {"will", "shall", "'ll", "’ll"}:
        return True
    head = verb.head
    return bool("to" in helpers and verb.dep_ in ("xcomp", "ccomp") and head.lemma_.casefold() in ARRANGED)


def bound_for(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "Tomorrow I'm off to Suva", "the minister is on her way to Rome": a visit to come."""
    text = analysis.cast.text
    near = BOUND.match(text, sentence.block.end(verb))
    if near is None or verb.tag_ == "VBD" or any(child.dep_ == "neg" for child in verb.children):
        return None
    place = place_at(text, near.end(), sentence.span[1])
    people = [ref for ref in us if official(analysis, analysis.cast.by_id(ref))]
    people = [ref for ref in people if analysis.cast.by_id(ref).kind == "person"]
    if place is None or not place[1] or any(party_of(analysis, ref) in (None, place[1]) for ref in people):
        return None
    found = (
        telling_of(analysis, sentence, verb, "visit", people, [], "meetings.bound/1", 0.8, place) if people else None
    )
    return replace(found, status="planned") if found is not None and found.status == "held" else found
