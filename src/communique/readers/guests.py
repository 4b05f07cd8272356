"""Encounters told by two plain words: "had the premier to the Élysée", "saw his counterpart in Sydney".

Both words mean much else ("had the premier to thank", "saw the king on television"): both sides must be officials, and right
behind the guest must stand where, when or for what he was had or seen.
"""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.readers.encounter_clause import Clause
from communique.readers.places import place_at
from communique.readers.speakers import official
from communique.readers.telling import Telling
from communique.records import MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token

ASIDE = r"(?:[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?-i:[A-ZÀ-Þ])[\w’'-]+(?:[ \u00a0](?-i:[A-ZÀ-Þ])[\w’'-]+)?)?(?:,[ \u00a0][^,;.]{2,60},)?"
"""The guest's state, a name or an office put between commas behind the guest."""
MEALS = r"(?:lunch|dinner|breakfast|tea|coffee|drinks|supper|talks|consultations)"
TO = re.compile(
    rf"{ASIDE}[ \u00a0](?:over[ \u00a0]|round[ \u00a0]|back[ \u00a0]|down[ \u00a0])?"
    rf"(?:to[ \u00a0](?:the[ \u00a0]|his[ \u00a0]|her[ \u00a0]|their[ \u00a0])?(?=(?-i:[A-ZÀ-Þ])|(?:\w+[ \u00a0])?(?:office|residence|palace|home|house|ranch|estate|villa|retreat)\b|{MEALS}\b)"
    rf"|for[ \u00a0](?:an?[ \u00a0])?(?:\w+[ \u00a0])?{MEALS}\b)",
    re.I,
)
"""What stands behind a guest who was had: a house, a meal."""
MONTHS = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
SEEN = re.compile(
    rf"{ASIDE}[ \u00a0]there(?=[.,;]|[ \u00a0](?:on|in|for|again)\b)|{ASIDE}[ \u00a0](?:again[ \u00a0]|briefly[ \u00a0]|privately[ \u00a0]|there[ \u00a0]|separately[ \u00a0])?"
    rf"(?:(?:in|at)[ \u00a0](?:the[ \u00a0])?[A-ZÀ-Þ]|on[ \u00a0](?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|\d{{1,2}}[ \u00a0]{MONTHS}|{MONTHS}[ \u00a0]\d)"
    rf"|on[ \u00a0]the[ \u00a0](?:sidelines|margins|fringes)|for[ \u00a0](?:talks|consultations|half an hour|\w+[ \u00a0](?:hours|minutes))|last[ \u00a0](?:week|month|year)\b)"
)
"""What stands behind somebody who was met and not only looked at: a place, a day, a gathering."""


def had(clause: Clause) -> Telling | None:
    """ "The president had the premier to lunch", "had him over for talks"."""
    guest = _object(clause)
    if guest is None or clause.verb.tag_ not in ("VBD", "VBZ", "VB"):
        return None
    to = TO.match(clause.block.text, guest.idx + len(guest))
    them = clause.people(clause.with_(direct=True)) if to is not None else []
    if to is None or not _both_official(clause, them):
        return None
    found = clause.telling("meeting", them, 0.8)
    where = place_at(clause.analysis.cast.text, clause.block.offset + to.end(), clause.sentence.span[1])
    return (
        replace(found, place=where[0], place_code=where[1])
        if found is not None and found.place is None and where
        else found
    )


def seen(clause: Clause, kind: MeetingKind) -> Telling | None:
    """ "Saw her counterpart in Asuncion", "to Israel, where he saw the premier", "were seen by the Secretary on 6 August"."""
    if clause.passive:
        agent = next((c for c in clause.verb.children if c.dep_ == "agent"), None)
        guest = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        them = clause.people(clause.with_("by"))
    else:
        guest, them = _object(clause), clause.people(clause.with_(direct=True))
    if guest is None or clause.verb.tag_ not in ("VBD", "VBN") or clause.has("as") or not _both_official(clause, them):
        return None
    there = clause.verb.dep_ == "relcl" and any(c.text.casefold() == "where" for c in clause.verb.children)
    if not there and SEEN.match(clause.block.text, guest.idx + len(guest)) is None:
        return None
    return clause.telling(kind, them, 0.75)


def _object(clause: Clause) -> "Token | None":
    """The object that somebody is: a name, or an office of one."""
    found = next((c for c in clause.verb.children if c.dep_ in ("dobj", "obj") and c.i > clause.verb.i), None)
    return found if found is not None and found.tag_ in ("NN", "NNP", "PRP") else None


def _both_official(clause: Clause, them: list[str]) -> bool:
    """Whether people in office stand on both sides, of two parties."""
    us = clause.people(clause.us)
    cast = clause.analysis.cast
    every = us and them and all(official(clause.analysis, cast.by_id(ref)) for ref in (*us, *them))
    return bool(every) and clause.sides([*us, *them]) > 1
