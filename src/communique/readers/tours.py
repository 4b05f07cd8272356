"""Stations of a journey and invitations to one: "a tour that also took him to Tarawa", "the tour began in Kiribati", "has invited her
to his own hometown of Andong", "a trip to Beijing, to which President Xi invited him"."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.parties import doer, named, party_of
from communique.readers.places import place_after, place_at
from communique.readers.speakers import official
from communique.readers.telling import Telling, telling_of
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

JOURNEYS = frozenset({"tour", "trip", "visit", "journey", "mission", "travel", "swing"})
ON = re.compile(r",[ \u00a0](?:and[ \u00a0])?|[ \u00a0]and[ \u00a0]")
HOME = re.compile(
    r"(?:his|her|their)[ \u00a0](?:own[ \u00a0])?(?:home[ -]?town|home[ ](?:city|state|village|island)|native[ \u00a0]\w+|country|capital|homeland)"
    r"(?:(?:[ \u00a0]of|,)[ \u00a0](?P<name>[A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?))?"
)
"""Where somebody lives who invites: in the inviter's state, whether a table knows the town or not."""


def taken_to(analysis: Analysis, sentence: Sentence, verb: "Token") -> Iterator[Telling]:
    """ "A tour that also took him to Tarawa and Honiara": a visit to each place abroad."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if subject is not None and subject.tag_ == "WDT" and verb.dep_ == "relcl":
        subject = verb.head
    whom = next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)
    to = next((c for c in verb.children if c.dep_ == "prep" and c.text.casefold() == "to"), None)
    if subject is None or subject.lemma_.casefold() not in JOURNEYS or whom is None or to is None:
        return
    block, text = sentence.block, analysis.cast.text
    people = [ref for ref in named(analysis, block, whom) if analysis.cast.by_id(ref).kind == "person"]
    at = block.end(to) + 1
    while people and (place := place_at(text, at, sentence.span[1])) is not None:
        found = telling_of(analysis, sentence, verb, "visit", people, [], "meetings.tour/1", 0.75, place)
        if found is not None:
            before = found.time is not None and found.time.span[0] < block.start(
                verb
            )  # of the last stop, not of the tour
            yield replace(found, recalled=True, time=None if before else found.time)
        further = ON.match(text, place[2][1])
        if further is None:
            return
        at = further.end()


def tour_began(analysis: Analysis, sentence: Sentence, noun: "Token", verb: "Token | None") -> Telling | None:
    """ "The tour began last Wednesday in Kiribati": the journey of the one whom the text goes on about."""
    the = any(c.text.casefold() == "the" for c in noun.children)
    bare = not any(c.dep_ in ("poss", "prep", "amod", "compound", "relcl") for c in noun.children)
    if (
        verb is None
        or noun.dep_ != "nsubj"
        or verb.lemma_ not in ("begin", "start", "open", "end", "continue")
        or not (the and bare)
    ):
        return None
    cast, block = analysis.cast, sentence.block
    ref = cast.antecedent(block.start(noun))
    place = place_after(cast.text, block.end(verb), sentence.span[1])
    if ref is None or place is None or not official(analysis, cast.by_id(ref)):
        return None
    return telling_of(analysis, sentence, verb, "visit", [ref], [], "meetings.tour/1", 0.7, place)


def here(analysis: Analysis, sentence: Sentence) -> tuple[str, str | None, Span] | None:
    """The place of the dateline, where who "arrived on Sunday" arrived."""
    dateline = next((part.span for part in analysis.article.parts if part.kind == "dateline"), None)
    match = (
        re.match(r"[A-Z][\w’'-]+(?:[ \u00a0][A-Z][\w’'-]+)*", analysis.cast.text[slice(*dateline)])
        if dateline
        else None
    )
    place = knowledge.places().get(match[0].casefold()) if match else None
    if place is None and match is not None and dateline is not None:
        # "Cebu (Philippines) (AFP)": a town that no table has, with its state
        state = re.match(
            r"[ \u00a0]\(([A-Z][\w ]+)\)|,[ \u00a0]([A-Z][\w ]+)",
            analysis.cast.text[dateline[0] + match.end() : dateline[1]],
        )
        known = knowledge.state_by_name().get((state[1] or state[2]).casefold()) if state else None
        return (match[0], known[0], sentence.span) if known and known[1] == "name" else None
    return (place.name, place.code, sentence.span) if place is not None else None


def home_of(analysis: Analysis, block: Block, verb: "Token", at: int) -> tuple[str, str | None, Span] | None:
    """ "Has invited her to his own hometown of Andong": the town with the inviter's state."""
    match = HOME.match(analysis.cast.text, at)
    hosts = {party_of(analysis, ref) for ref in doer(analysis, block, verb)} if match is not None else set()
    host = hosts.pop() if len(hosts) == 1 else None
    if match is None or host not in knowledge.states():
        return None
    return match["name"] or knowledge.states()[str(host)].name, host, match.span()


def bidden(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "A trip to Beijing, to which President Xi invited him, is set for January": whom the clause says was asked."""
    asked = next((c for c in noun.subtree if c.dep_ == "relcl" and c.lemma_ == "invite" and c.i > noun.i), None)
    whom = (
        next((c for c in asked.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None) if asked is not None else None
    )
    if asked is None or whom is None:
        return None
    block, text = sentence.block, analysis.cast.text
    people = [ref for ref in named(analysis, block, whom) if analysis.cast.by_id(ref).kind == "person"]
    place = place_after(text, block.end(noun), block.start(asked), frozenset({"to", "in"}))
    if not people or place is None:
        return None
    found = telling_of(analysis, sentence, noun, "visit", people, [], "meetings.visit-noun/1", 0.75, place)
    return replace(found, status="proposed") if found is not None and found.status == "held" else found


HANDED = frozenset(
    {"hand", "deliver", "convey", "pass", "extend", "present", "carry", "bring", "give", "transmit", "relay"}
)
"""What is done with an invitation."""
BEFORE = 350
"""Characters back to whom an invitation was handed, where its own sentence leaves him out."""


def recipient(analysis: Analysis, block: Block, invitation: "Token") -> list[str]:
    """Whom an invitation asks that is "handed over": whom it is handed to, else the one of another party named last before."""
    verb = invitation.head
    if verb.lemma_.casefold() not in HANDED or invitation.dep_ not in ("dobj", "obj"):
        return []
    given = next((c for c in verb.children if c.dep_ in ("dative", "iobj")), None)
    if given is not None:
        return named(analysis, block, given)
    us = doer(analysis, block, verb)
    mine = {party_of(analysis, ref) for ref in us}
    at = block.start(verb.sent[0])
    for mention in reversed(analysis.cast.mentions):
        actor = analysis.cast.by_id(mention.actor)
        if at - BEFORE < mention.span[0] < at and actor.kind == "person" and mention.actor not in us:
            other = party_of(analysis, mention.actor) not in mine and official(analysis, actor)
            return [mention.actor] if us and other else []
    return []
