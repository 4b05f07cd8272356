"""Who chaired, led or represented what was told before, and who was summoned."""

import re
from typing import TYPE_CHECKING

from communique.language.pipeline import Block
from communique.readers.encounter_clause import Clause
from communique.readers.parties import named
from communique.readers.places import place_after
from communique.readers.telling import Telling, telling_of
from communique.readers.visits import travel
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

ENVOY = re.compile(r"\b(?:ambassador|envoy|chargé|charge|commissioner|diplomat|consul)", re.I)


def summoned(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Summoned the ambassador of X": the ministry's state and the one whose envoy was told off."""
    analysis, sentence, verb, us, passive = clause.analysis, clause.sentence, clause.verb, clause.us, clause.passive
    cast, block = analysis.cast, sentence.block
    envoy = next((c for c in verb.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
    if envoy is None or not ENVOY.search(envoy_words(block, envoy)):
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


def represented(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "The EU will be represented by X": who takes part in the encounter told before."""
    people = clause.people([*clause.us, *clause.with_("by")])
    return joining(clause, people) if people else None


def joining(clause: Clause, people: list[str]) -> Telling:
    """People who took part in the encounter told before."""
    parties = clause.analysis.cast.parties(people)
    return Telling(
        "meeting", "held", tuple(people), parties, None, None, None, None, None, None, clause.sentence.span,
        clause.block.start(clause.verb), "meetings.represent/1", 0.7, joins=True,
    )  # fmt: skip


def led_to(clause: Clause) -> Telling | None:
    """ "Led a cross-party delegation to Honiara": a visit."""
    team = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if clause.passive or team is None or team.lemma_.casefold() not in ("delegation", "mission", "team", "group"):
        return None
    to = next(
        (
            c
            for word in (team, clause.verb)
            for c in word.children
            if c.dep_ == "prep" and c.text.casefold() == "to" and c.i > team.i
        ),
        None,
    )
    return travel(clause.analysis, clause.sentence, clause.verb, clause.us) if to is not None else None


def led(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Vice Minister X led the Chinese delegation": who took part in the encounter told before."""
    whom = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
    team = whom is not None and whom.lemma_.casefold() in ("delegation", "team", "side")
    return represented(clause, kind) if team else None


ITSELF = frozenset({"it", "meeting", "session", "talk", "talks", "dialogue", "round", "consultation", "conference", "summit", "delegation", "team",
                    "side", "committee", "commission", "council"})  # fmt: skip
"""What is chaired, attended or led by those who take part in the encounter told before."""


def presided(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "It was chaired by X and attended by Y": who took part in the encounter told before."""
    if (led_it := _in_the_chair(clause)) is not None:
        return led_it
    verbs = [clause.verb, clause.verb.head] if clause.verb.dep_ == "conj" else [clause.verb]
    of = next((c for verb in verbs for c in verb.children if c.dep_ == "nsubjpass"), None)
    if of is None or of.lemma_.casefold() not in ITSELF or clause.verb.tag_ != "VBN":
        return None
    if {c.lemma_.casefold() for verb in verbs for c in verb.children if c.dep_ in ("aux", "neg")} - {"have"}:
        return None
    people = clause.people(clause.with_("by"))
    return joining(clause, people) if people else None


def _in_the_chair(clause: Clause) -> Telling | None:
    """ "X and Y co-chaired the session": who took part in the encounter told before."""
    what = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj")), None)
    if what is None or clause.passive or what.lemma_.casefold() not in ITSELF or clause.verb.tag_ != "VBD":
        return None
    the = any(child.text.casefold() in ("the", "this") for child in what.children)
    if not the or any(child.dep_ in ("prep", "acl", "relcl", "compound", "amod") for child in what.children):
        return None
    return joining(clause, clause.us) if clause.us else None


def told_before(noun: "Token", verb: "Token | None") -> bool:
    """Whether only those who were there are told of: "The talks were also attended by X" (`presided` reads who)."""
    definite = any(child.text.casefold() in ("the", "these", "this") for child in noun.children)
    plain = not any(child.dep_ in ("prep", "acl", "relcl") for child in noun.children)
    return definite and plain and noun.dep_ == "nsubjpass" and verb is not None and verb.lemma_ == "attend"
