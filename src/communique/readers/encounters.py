"""Single tellings of an encounter: who, with whom, what kind, where, when, as one clause tells it.

`meetings.py` puts the tellings of one encounter together. A telling is kept only where its participants stand for two
different parties, or a traveller goes to another party's place: a president among his own ministers is no meeting here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.called_off import planned_before
from communique.readers.counted_sessions import counted
from communique.readers.day_by_day import day_by_day
from communique.readers.encounter_nouns import read_noun
from communique.readers.encounter_verbs import had_guest, read_verb
from communique.readers.further_rounds import further_rounds, guessed
from communique.readers.joint_acts import joint_act, press_conference, signing
from communique.readers.listed_plans import listed_plans
from communique.readers.meeting_days import ARRIVALS
from communique.readers.multilateral import attended, body_before, body_session, body_summit, gathering, held_its
from communique.readers.one_encounter import as_one
from communique.readers.parties import doer
from communique.readers.places import place_at
from communique.readers.rounds import next_one
from communique.readers.sessions import announced, as_object, in_session
from communique.readers.setting_out import bound_for
from communique.readers.telling import Telling
from communique.readers.tours import taken_to
from communique.readers.visits import awaited, guest, invited, present
from communique.records import Mechanism, MeetingKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _words() -> Mapping[tuple[str, str], MeetingKind]:
    return {(row["word"], row["pos"]): row["kind"] for row in knowledge.table("meeting_words")}  # type: ignore[misc]


def _kind(token: "Token", pos: str) -> MeetingKind | None:
    return _words().get((token.lemma_.casefold(), pos)) or _words().get((token.text.casefold(), pos))


SILENT = frozenset({"PUNCT", "DET", "ADP", "CCONJ", "PART", "SPACE", "SYM"})
"""Kinds of words that tell of no encounter: half of a text."""


def tellings(analysis: Analysis, mechanisms: tuple[Mechanism, ...]) -> Iterator[Telling]:
    """Every telling of an encounter in the text, in order."""
    for block in analysis.blocks:
        for sentence in block.sentences():
            if sentence.asks:
                continue
            told: list[Telling] = []
            for token in sentence.tokens:
                if token.pos_ in SILENT:
                    continue
                if token.lemma_ == "take" and token.pos_ == "VERB":
                    told += taken_to(analysis, sentence, token)
                telling = _telling(analysis, sentence, token, mechanisms)
                if telling is not None:
                    told += _apart(analysis, sentence, token, telling)
                    if telling.rule in MET and len(telling.people) == 2:
                        told += day_by_day(analysis, sentence, telling)
            rounds = list(further_rounds(analysis, sentence, told))
            yield from as_one(sentence, [*guessed(analysis, sentence, told, rounds), *rounds])
    yield from listed_plans(analysis)


SEPARATELY = re.compile(
    r"\b(?:separate(?:ly)?|respective(?:ly)?|in turn|one[- ]on[- ]one|bilateral(?:s|ly)?|individual(?:ly)?|back[- ]to[- ]back|a (?:series|string|flurry|round) of)\b",
    re.I,
)
WITH_AND_WITH = re.compile(r"\bwith\b[^;]*,? and (?:(?:also|then|later|afterwards|finally) )?with\b")
"""The preposition said again: "met with the minister and with the Secretary-General"."""
BOTH_AND = re.compile(r"\bwith both (?!sides\b|parties\b)[^;,]*?\band\b")
""" "Had spoken by telephone with both Sarabia and Gil": with each of them."""
MANY = frozenset(
    {"meetings", "talks", "calls", "conversations", "discussions", "encounters", "consultations", "bilaterals"}
)


def _apart(analysis: Analysis, sentence: Sentence, token: "Token", telling: Telling) -> Iterator[Telling]:
    """One telling of several encounters: "held separate talks with X and with Y" tells of two."""
    people = telling.people
    several = len(people) > 2 and telling.kind not in ("visit", "session", "summit")
    apart = (
        telling.rule in CALLS
        or SEPARATELY.search(analysis.cast.text, *telling.span)
        or any(child.dep_ == "poss" for child in token.children)
        or BOTH_AND.search(analysis.cast.text, sentence.block.end(token), telling.span[1])
        or WITH_AND_WITH.search(analysis.cast.text, sentence.block.end(token), telling.span[1])
    )
    if telling.kind == "visit":
        yield telling
        yield from _onward(analysis, sentence, telling)
        return
    if len(telling.parties) > 2 and len(people) < 2 and SEPARATELY.search(analysis.cast.text, *telling.span):
        # "met separately with his counterparts from Norway, Algeria and Peru"
        for other in telling.parties[1:]:
            yield replace(telling, parties=(telling.parties[0], other))
        return
    if not several or not apart or (_plural_missing(token) and telling.rule not in CALLS):
        yield telling
        return
    # the ones who met all the others stand first: of one party, or one person
    mine = analysis.cast.party(analysis.cast.by_id(people[0]))
    us = tuple(ref for ref in people if analysis.cast.party(analysis.cast.by_id(ref)) == mine)
    for ref in people:
        if ref not in us:
            parties = analysis.cast.parties((*us, ref))
            yield replace(telling, people=(*us, ref), parties=parties if len(parties) > 1 else telling.parties)


MET = frozenset(
    f"meetings.{verb}/1" for verb in ("meet", "receive", "host", "call", "phone", "telephone", "see", "speak")
)
"""Rules by which somebody met one person, and may have met another on another day."""
CALLS = frozenset({"meetings.courtesy/1", "meetings.call/1", "meetings.telephone/1", "meetings.phone/1"})
"""Who pays calls on several pays them one after the other."""
ONWARD = re.compile(r",?[ \u00a0](?:and|then|as well as)[ \u00a0](?:then[ \u00a0])?|,[ \u00a0]")


def _onward(analysis: Analysis, sentence: Sentence, telling: Telling) -> Iterator[Telling]:
    """The further states of a journey: "will visit Angola, Zambia and Kenya" tells of three visits."""
    text = analysis.cast.text
    at = text.find(telling.place, telling.at, sentence.span[1]) if telling.place else -1
    seen = {telling.place_code}
    end = at + len(telling.place or "")
    while at >= 0 and telling.place_code and (join := ONWARD.match(text, end)) is not None:
        further = place_at(text, join.end(), sentence.span[1])
        own = {analysis.cast.party(analysis.cast.by_id(ref)) for ref in telling.people}
        if further is None or further[1] is None or further[1] in seen | own:
            return
        seen.add(further[1])
        parties = (*(party for party in telling.parties if party in own), further[1])
        # who leaves on Friday for three states is in the first of them then
        time = None if telling.rule in ARRIVALS else telling.time
        yield replace(telling, place=further[0], place_code=further[1], parties=parties, time=time)
        end = further[2][1]


def _plural_missing(token: "Token") -> bool:
    """A single meeting or call takes place once, with however many."""
    return token.pos_ in ("NOUN", "PROPN") and token.text.casefold() not in MANY


def _telling(
    analysis: Analysis, sentence: Sentence, token: "Token", mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    lemma, pos = token.lemma_.casefold(), token.pos_
    if lemma == "one" and any(left.lemma_ == "next" for left in token.lefts):
        return next_one(analysis, sentence, token)
    if (lemma == "expect" and token.tag_ == "VBN") or (token.text.casefold() == "due" and pos == "ADJ"):
        return awaited(analysis, sentence, token)
    if pos == "VERB" and lemma == "invite" and (asked := invited(analysis, sentence, token)) is not None:
        return asked
    if pos in ("VERB", "AUX"):
        if lemma == "be":
            us = doer(analysis, sentence.block, token)
            return (
                guest(analysis, sentence, token, us)
                or present(analysis, sentence, token, us)
                or bound_for(analysis, sentence, token, us)
            )
        if lemma == "have" and (at_home := had_guest(analysis, sentence, token)) is not None:
            return at_home
        kind = _kind(token, "verb")
        if kind is None:
            return joint_act(analysis, sentence, token)
        return (
            in_session(analysis, sentence, token, mechanisms)
            or gathering(analysis, sentence, token)
            or read_verb(analysis, sentence, token, kind)
            or joint_act(analysis, sentence, token)
        )
    if (told := counted(analysis, sentence, token, mechanisms)) is not None:
        return told
    if pos in ("NOUN", "PROPN") and (held := as_object(analysis, sentence, token, mechanisms)) is not None:
        return held
    if pos == "PROPN" and (to_come := announced(analysis, sentence, token, mechanisms)) is not None:
        return to_come
    if pos in ("NOUN", "PROPN"):
        kind = _kind(token, "noun")
        if kind is None or token.lemma_ == "conference":
            pressed = press_conference(analysis, sentence, token) or signing(analysis, sentence, token)
            if pressed is not None or kind is None:
                return pressed
        if (own := body_session(analysis, sentence, token)) is not None:
            return own
        if kind == "meeting" and any(c.dep_ == "poss" and c.lemma_.casefold() == "leader" for c in token.lefts):
            kind = (
                "summit" if body_before(analysis, sentence, token) is not None else kind
            )  # "the ASEAN leaders' meeting"
        body = gathering(analysis, sentence, token) if kind in ("summit", "meeting", "talks") else None
        if body is None and kind == "summit" and body_before(analysis, sentence, token) is not None:
            return body_summit(analysis, sentence, token) or attended(analysis, sentence, token)
        if body is None and kind == "summit" and (own := held_its(analysis, sentence, token)) is not None:
            return own
        return body or read_noun(analysis, sentence, token, kind, mechanisms) or planned_before(sentence, token, kind)
    return None
