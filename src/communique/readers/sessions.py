"""Sessions of a mechanism: "the 26th session of the Commission", "the Commission met", and who chaired them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.knowledge import ordinal
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.mechanisms import ORDINAL, session_before
from communique.readers.parties import doer, named, partners, party_of
from communique.readers.telling import Telling, telling_of
from communique.records import Mechanism

if TYPE_CHECKING:
    from spacy.tokens import Token

HELD = re.compile(
    rf"(?:[ \u00a0]\([^)]{{2,12}}\))?(?:[ \u00a0]to[ \u00a0][^.;,\n]{{3,60}}?)?[ \u00a0](?:(?:has|have|had|will|also|last|is|to)[ \u00a0])*(?:held|hold|holds|holding|met[ \u00a0]for|conclude[ds]?|convened?|opened)[ \u00a0](?:its|their|the|a)[ \u00a0](?:({ORDINAL})[ \u00a0])?(?:[a-z]+[ \u00a0])?$"
)
"""Between a mechanism's name and its session: "The Commission held its 118th session", "the Committee to monitor the truce held its"."""
LED = frozenset({"lead", "chair", "co-chair", "cochair", "head", "attend", "hold"})
"""What those do who lead an encounter."""


def session_of(
    analysis: Analysis, sentence: Sentence, noun: "Token", mechanisms: tuple[Mechanism, ...]
) -> tuple[str | None, int | None]:
    """The mechanism whose session the noun is, with its number."""
    block, text = sentence.block, analysis.cast.text
    start, end = block.start(noun), block.end(noun)
    for mechanism in mechanisms:
        for span in mechanism.evidence:
            if not (sentence.span[0] <= span[0] < sentence.span[1]):
                continue
            if span[0] <= start < span[1]:
                return mechanism.id, session_before(text, span[0])
            own = re.fullmatch(HELD, text[span[1] : start]) if 0 <= start - span[1] < 100 else None
            if own:
                return mechanism.id, ordinal(own[1]) if own[1] else None
            if 0 <= span[0] - end <= 12 and re.fullmatch(
                r"[ \u00a0]of[ \u00a0](?:(?:the|their|its)[ \u00a0])?", text[end : span[0]]
            ):
                return mechanism.id, session_before(text, span[0])
    return None, None


def actors_of(analysis: Analysis, parties: Sequence[str]) -> list[str]:
    """The states and bodies that hold a mechanism's sessions, where the text names them."""
    return [
        actor.id
        for party in parties
        for actor in analysis.cast.actors
        if actor.kind in ("state", "organisation") and analysis.cast.party(actor) == party
    ]


def chairs(analysis: Analysis, sentence: Sentence, noun: "Token") -> list[str]:
    """Who chaired or attended the session, where the parser loses its name behind theirs: "co-chaired with X the 26th session"."""
    for verb in sentence.tokens:
        if verb.pos_ == "VERB" and verb.lemma_ in LED and verb.i < noun.i:
            both = [
                *doer(analysis, sentence.block, verb),
                *partners(analysis, sentence.block, verb, ("with", "by"), direct=False),
            ]
            return [ref for ref in both if analysis.cast.by_id(ref).kind == "person"]
    return []


def led_beside(analysis: Analysis, sentence: Sentence, verb: "Token") -> list[str]:
    """Who is told beside the verb to have led or attended: "met in Rome, co-chaired by X and Y", "with the participation of X"."""
    block = sentence.block
    refs: list[str] = []
    for child in verb.children:
        if child.tag_ == "VBN" and child.lemma_ in LED and child.i > verb.i:
            refs += partners(analysis, block, child, ("by",), direct=False)
        if child.dep_ == "conj" and refs and child.pos_ in ("PROPN", "NOUN"):
            refs += named(analysis, block, child)  # the parser hangs the second chair on "met"
    for token in sentence.tokens:
        under = token.head.text.casefold() == "under" and token.head.head == verb
        if token.lemma_ in ATTENDANCE and token.dep_ == "pobj" and (under or token.head.text.casefold() == "with"):
            refs += partners(analysis, block, token, ("of",), direct=False)
    return [ref for ref in dict.fromkeys(refs) if analysis.cast.by_id(ref).kind == "person"]


ATTENDANCE = frozenset({"participation", "attendance", "presence", "chairmanship", "leadership"})
SITTING = frozenset({"meet", "convene", "gather", "reconvene", "sit"})


def in_session(
    analysis: Analysis, sentence: Sentence, verb: "Token", mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """ "The Joint Commission met in Kuala Lumpur": a session, told by its mechanism's name as the subject."""
    subject = _sitting(verb) if verb.lemma_ in SITTING else None
    if subject is None:
        return None
    at, block = sentence.block.start(subject), sentence.block
    mechanism = next((m for m in mechanisms if any(span[0] <= at < span[1] for span in m.evidence)), None)
    if mechanism is None and any(left.text.casefold() in ("the", "this") for left in subject.lefts):
        # "the mechanism last met in Shanghai": the one of the text that is called so
        called = [m for m in mechanisms if subject.lemma_.casefold() in m.name.casefold().split()]
        mechanism = called[0] if len(called) == 1 and subject.text.islower() else None
    if mechanism is None and subject.text.casefold() == "it":
        # "It last convened there in December"
        named_last = [(span[1], m.id, m) for m in mechanisms for span in m.evidence if 0 < at - span[1] < IT_REACH]
        mechanism = max(named_last)[2] if named_last else None
    if mechanism is None:
        return None
    them = partners(analysis, block, verb, ("with", "under"), direct=False)
    them += [ref for ref in led_beside(analysis, sentence, verb) if ref not in them]
    states = actors_of(analysis, mechanism.parties)
    sides = {party_of(analysis, ref) for ref in them}
    us = them if len(sides) > 1 else [*them, *(ref for ref in states if party_of(analysis, ref) not in sides)]
    return telling_of(
        analysis, sentence, verb, "session", us, [], "meetings.in-session/1", 0.8, None, mechanism.id,
        session_before(analysis.cast.text, mechanism.evidence[0][0]),
    )  # fmt: skip


IT_REACH = 250
"""Characters from a mechanism's name to the "it" that means it."""


def _sitting(verb: "Token") -> "Token | None":
    """What meets: the verb's own subject, the one above "is due to meet", or what a clause with "which" hangs on."""
    above = verb
    for _ in range(3):
        subject = next((c for c in above.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return above.head if subject.tag_ == "WDT" and above.dep_ == "relcl" else subject
        if above.dep_ not in ("xcomp", "acomp"):
            return None
        above = above.head
    return None


HOLDING = frozenset({"hold", "chair", "co-chair", "cochair", "convene", "host", "conclude"})


def as_object(
    analysis: Analysis, sentence: Sentence, noun: "Token", mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """ "The two sides held the 9th Bilateral Consultation Mechanism in Manila": a session told by the mechanism's name."""
    if noun.dep_ not in ("dobj", "obj", "nsubjpass") or noun.head.lemma_ not in HOLDING:
        return None
    block, at = sentence.block, sentence.block.start(noun)
    mechanism = next((m for m in mechanisms if any(span[0] <= at < span[1] for span in m.evidence)), None)
    if mechanism is None:
        return None
    start = max(span[0] for span in mechanism.evidence if span[0] <= at)
    number = session_before(analysis.cast.text, start)
    if number is None:
        return None
    both = [
        *(doer(analysis, block, noun.head) if noun.dep_ != "nsubjpass" else []),
        *partners(analysis, block, noun.head, ("with", "by"), direct=False),
    ]
    sides = {party_of(analysis, ref) for ref in both}
    us = [*both, *(ref for ref in actors_of(analysis, mechanism.parties) if party_of(analysis, ref) not in sides)]
    told = telling_of(
        analysis, sentence, noun, "session", us, [], "meetings.session-held/1", 0.8, None, mechanism.id, number, True
    )
    if told is None or len({*told.parties, *mechanism.parties}) < 2:
        return None
    # whose it is the name alone may say: "the fifth Kenya-Tanzania Strategic Dialogue"
    return replace(told, definite=False, parties=told.parties if len(told.parties) > 1 else mechanism.parties)


SAID = frozenset({"summit", "meeting", "session", "conference", "dialogue", "talks", "round", "forum"})
"""Nouns that tell of an encounter by themselves."""


def announced(
    analysis: Analysis, sentence: Sentence, noun: "Token", mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """ "Preparations for the Ninth Binational Commission, which will be held in Belmopan": a session by its number alone."""
    verb = next(
        (
            c
            for c in noun.children
            if c.dep_ in ("relcl", "acl") and c.i > noun.i and c.lemma_ in ("hold", "take", "convene", "open")
        ),
        None,
    )
    if verb is None or not any(c.tag_ in ("WDT", "TO") for c in verb.children) or noun.lemma_.casefold() in SAID:
        return None
    at = sentence.block.start(noun)
    mechanism = next((m for m in mechanisms if any(span[0] <= at < span[1] for span in m.evidence)), None)
    if mechanism is None or len(mechanism.parties) < 2:
        return None
    start = max(span[0] for span in mechanism.evidence if span[0] <= at)
    number = session_before(analysis.cast.text, start)
    if number is None:
        return None
    us = actors_of(analysis, mechanism.parties)
    if len({party_of(analysis, ref) for ref in us}) < 2:
        return None
    return telling_of(
        analysis, sentence, verb, "session", us, [], "meetings.session-announced/1", 0.8, None, mechanism.id, number
    )
