"""Encounters told by a verb: "met", "received", "spoke with", "paid a call on"."""

import re
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.parties import doer, named, partners, party_of
from communique.readers.places import place_after
from communique.readers.telling import Telling, telling_of
from communique.readers.visits import hosted, travel
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

BY_PHONE = re.compile(
    r"\b(?:by|over|on)[ \u00a0](?:the[ \u00a0])?(?:tele)?phone\b|\bphone\b|\btelephone\b|\bvideo ?(?:link|call|conference)|\bvirtual(?:ly)?\b",
    re.I,
)


def _summoned(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str], passive: bool) -> Telling | None:
    """ "Summoned the ambassador of X": the ministry's state and the one whose envoy was told off."""
    cast, block = analysis.cast, sentence.block
    envoy = next((c for c in verb.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
    if envoy is None or not re.search(
        r"\b(?:ambassador|envoy|chargé|charge|commissioner|diplomat|consul)", envoy_words(block, envoy), re.I
    ):
        return None
    them = named(analysis, block, envoy)
    if not any(cast.by_id(ref).kind == "person" for ref in them):
        span = (block.start(block.doc[envoy.left_edge.i]), block.end(block.doc[envoy.right_edge.i]))
        them = [actor.id for actor in cast.within(span, ("state",))]
    hosts = [cast.by_id(ref).country for ref in us] if not passive else []
    place = place_after(cast.text, block.end(verb), sentence.span[1])
    host = next((code for code in (*hosts, place[1] if place else None) if code), None)
    state = cast.state(host) if host else None
    speaking = [ref for ref in us if not passive and cast.by_id(ref).kind == "person"]
    return telling_of(
        analysis, sentence, verb, "meeting", speaking or ([state.id] if state else []), them, "meetings.summon/1", 0.75
    )


def envoy_words(block: Block, envoy: "Token") -> str:
    """The noun phrase around an envoy's name or office."""
    return str(block.doc[envoy.left_edge.i : envoy.right_edge.i + 1].text)


def _asks(child: "Token") -> bool:
    """ "Called on the parties to", "called for": no telephone rings; "phoned on Saturday" is a day."""
    inner = next((c for c in child.children if c.dep_ == "pobj"), None)
    return child.text.casefold() in ("on", "for") and not (inner is not None and inner.ent_type_ in ("DATE", "TIME"))


def read_verb(analysis: Analysis, sentence: Sentence, verb: "Token", kind: MeetingKind) -> Telling | None:
    """The encounter that `verb` tells of, by its subject and its object or "with"."""
    block, lemma = sentence.block, verb.lemma_.casefold()
    if verb.tag_ == "VBG" and verb.dep_ in ("amod", "compound"):
        return None
    us = doer(analysis, block, verb)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    text = sentence.tokens.text
    if kind == "visit":
        return travel(analysis, sentence, verb, us)
    if lemma in ("speak", "talk", "confer", "consult"):
        them = partners(
            analysis, block, verb, ("with", "to") if lemma in ("speak", "talk") else ("with",), direct=False
        )
        if not them and lemma in ("confer", "consult"):
            return None
        joint = len({party_of(analysis, ref) for ref in us}) > 1
        with_whom = any(t.text.casefold() == "with" for t in block.doc[verb.i : verb.i + 8])
        onward = block.doc[verb.i + 1].text.casefold() if verb.i + 1 < len(block.doc) else ""
        if onward in ("of", "about", "out", "at", "in", "for", "against") and not BY_PHONE.search(text):
            return None
        if lemma in ("speak", "talk") and not (with_whom or joint or BY_PHONE.search(text)):
            return None
    elif lemma == "call" and any(c.dep_ == "prep" and c.text.casefold() == "on" for c in verb.children):
        them = partners(analysis, block, verb, ("on",), direct=False)
        if (
            not them
            or any(analysis.cast.by_id(ref).kind != "person" for ref in them)
            or re.search(r"\bcall(?:ed|s|ing)? on\b[^,.;]*\bto\b", text)
        ):
            return None
        kind = "meeting"
    elif lemma in ("call", "phone", "telephone"):
        them = partners(analysis, block, verb, (), direct=True)
        if any(_asks(child) for child in verb.children) or any(c.dep_ == "oprd" for c in verb.children):
            return None
    elif lemma == "see":
        if not re.match(
            r"[ \u00a0](?:each other|one another)\b", text[verb.idx - sentence.tokens.start_char + len(verb) :]
        ):
            return None
        them = []
    elif lemma == "exchange":
        if not re.search(
            r"\bexchang\w+ (?:views|opinions)[^.;]{0,60}\b(?:over|during|at) (?:a )?(?:working )?(?:lunch|dinner|breakfast)\b",
            text,
            re.I,
        ):
            return None
        them = partners(analysis, block, verb, ("with",), direct=False)
    elif lemma == "summon":
        return _summoned(analysis, sentence, verb, us, passive)
    elif lemma in ("sign", "initial", "ink"):
        them = partners(analysis, block, verb, ("with",), direct=False)
        people = [ref for ref in (*us, *them) if analysis.cast.by_id(ref).kind == "person"]
        dated = any(t.span[0] >= sentence.span[0] and t.span[1] <= sentence.span[1] for t in analysis.times if t.start)
        if (
            len({party_of(analysis, ref) for ref in people}) < 2
            or not dated
            or not re.search(r"\bin[ \u00a0][A-Z]", text)
        ):
            return None
        return telling_of(analysis, sentence, verb, "meeting", people, [], "meetings.signed/1", 0.65)
    elif lemma == "join":
        them = partners(analysis, block, verb, (), direct=True)
        people = [ref for ref in (*us, *them) if analysis.cast.by_id(ref).kind == "person"]
        if len({party_of(analysis, ref) for ref in people}) < 2 or not re.search(r"\b(?:in|at)[ \u00a0][A-Z]", text):
            return None
    elif lemma in ("host", "receive", "welcome", "greet"):
        them = partners(analysis, block, verb, ("by",) if passive else (), direct=True)
        if not all(analysis.cast.by_id(ref).kind == "person" for ref in them):
            return None
        if not passive and (found := hosted(analysis, sentence, verb, us, them)) is not None:
            return found
        if lemma in ("welcome", "greet") and not re.search(
            r"\b(?:to|at|in)\b", text[verb.idx - sentence.tokens.start_char :]
        ):
            return None
    else:
        them = partners(analysis, block, verb, ("with", "by") if passive else ("with",), direct=True)
        joint = len({party_of(analysis, ref) for ref in us}) > 1
        if not them and not joint:
            return None
    if kind == "meeting" and BY_PHONE.search(text) and re.search(r"virtual|video", text, re.I) and lemma == "meet":
        kind = "call" if re.search(r"video call|phone", text, re.I) else "meeting"
    loose = lemma in ("speak", "talk") and not BY_PHONE.search(text)
    return telling_of(analysis, sentence, verb, kind, us, them, f"meetings.{lemma}/1", 0.9, loose=loose)
