"""Travel: "visited Beijing", "his trip to Paris", "is expected in Tehran"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.called_off import journey_off
from communique.readers.hosts import THE_COUNTRY, TO_HOSTS, hosts_state
from communique.readers.own_clause import verbs
from communique.readers.parties import doer, named, partners, party_of
from communique.readers.places import place_after, place_at
from communique.readers.setting_out import LEAVING, sets_out
from communique.readers.speakers import official
from communique.readers.telling import Telling, telling_of
from communique.readers.tours import bidden, here, home_of, recipient, tour_began
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


WAYS = {
    "land": "in",
    "stop": "in|at",
    "head": "to|for",
    "set": "(?:off|out)[ \u00a0](?:to|for)",
    "lead": "to",
    "take": "to",
    "spend": "in",
    "touch": "in",
}
"""The preposition before the place, for verbs that take another one than their like."""
MOVING = frozenset({"spend", "stop", "go", "come", "return", "continue", "land"})
"""Verbs that are said of anybody; of officials they tell a visit."""


def travel(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "He visited Beijing", "she flew to Rome": a visit where the place is known."""
    block, text = sentence.block, analysis.cast.text
    lemma = verb.lemma_.casefold()
    if lemma == "touch" and not re.match(r"[ \u00a0]down\b", text[block.end(verb) :]):
        return None
    leaves = lemma in LEAVING and verb.tag_ != "VBD"
    if leaves and (block.kind == "title" or not sets_out(verb)):
        return None  # "before departing for Jakarta"
    asked = _invited(analysis, block, verb)
    people = [ref for ref in asked or us if analysis.cast.by_id(ref).kind == "person"]
    start, end = block.end(verb), sentence.span[1]
    if lemma in ("visit", "tour"):
        after = re.match(r"[ \u00a0]+(?:the[ \u00a0])?(?:capital[ \u00a0])?", text[start:end])
        place = place_at(text, start + after.end(), end) if after else None
        if place is None and THE_COUNTRY.match(text, start, end):
            place = hosts_state(analysis, sentence, people)
        if place is None and (
            near := re.match(
                r"[ \u00a0]the[ \u00a0][^,.;]{0,40}?\b(?:in|at)[ \u00a0](?:the[ \u00a0])?", text[start:end]
            )
        ):
            place = place_at(text, start + near.end(), end)  # "will visit the World Expo in Osaka"
    elif lemma in ("leave", "depart") and not leaves and (left := _left(text, start, end)) is not None:
        place = left
    else:
        way = WAYS.get(lemma) or ("to" if lemma in MOVING else "for" if lemma in LEAVING else "to|in|for")
        near = re.match(rf"[^,.;]{{0,40}}?\b(?:{way})[ \u00a0](?:the[ \u00a0])?", text[start:end])
        place = place_at(text, start + near.end(), end) if near else None
        if place is None and (lemma == "arrive" or (lemma in ("fly", "jet") and FLOWN_IN.match(text, start, end))):
            place = here(analysis, sentence)
    if lemma in MOVING or leaves:
        people = [ref for ref in people if official(analysis, analysis.cast.by_id(ref))]
    if place is None or not (people or _team(analysis, verb, us)):
        return None
    rule = f"meetings.{lemma}/1" if people else f"meetings.{lemma}-delegation/1"
    found = telling_of(analysis, sentence, verb, "visit", people or us, [], rule, 0.85 if people else 0.75, place)
    present = verb.tag_ in ("VBZ", "VBP") or (verb.tag_ == "VBG" and lemma not in ("visit", "tour"))
    if found is not None and found.status == "held" and present and found.time is None:
        # "he then goes to Seoul" is told ahead; a headline tells the news so
        found = replace(found, status="planned") if block.kind != "title" else found
    if found is not None and found.status == "held" and (leaves or _coming(sentence, verb)):
        found = replace(found, status="planned")
    return replace(found, status="proposed", rule="meetings.invited/1") if found is not None and asked else found


FLOWN_IN = re.compile(r"[ \u00a0]in\b(?![ \u00a0](?:the[ \u00a0])?[A-Z])")
"""Behind "flew": to where the news is from."""
JOURNEYS = frozenset({"go", "travel", "fly", "return", "come"})
TO_COME = re.compile(r"\b(?:tomorrow|tonight|later|next|soon|in the coming)\b", re.I)


def _coming(sentence: Sentence, verb: "Token") -> bool:
    """Whether the present tells what is to be: "is going to Paris on Friday", "is travelling to Rome later this month"."""
    now = any(c.dep_ == "aux" and c.tag_ in ("VBZ", "VBP") for c in verb.children)
    rest = sentence.block.text[verb.idx : sentence.tokens.end_char].split(",")[0]
    return verb.tag_ == "VBG" and now and (verb.lemma_ in JOURNEYS or TO_COME.search(rest) is not None)


def _team(analysis: Analysis, verb: "Token", us: list[str]) -> bool:
    """Whether a state's delegation travels, none of whom is named: "A Chinese delegation visited Delhi"."""
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    return (
        subject is not None
        and subject.lemma_.casefold() in ("delegation", "mission")
        and len(us) == 1
        and analysis.cast.by_id(us[0]).kind == "state"
    )


def _left(text: str, start: int, end: int) -> tuple[str, str | None, Span] | None:
    """The place that was left: "left Delhi on Tuesday after two days of talks" tells of a visit there."""
    after = re.match(r"[ \u00a0](?:from[ \u00a0])?(?:the[ \u00a0])?", text[start:end])
    return place_at(text, start + after.end(), end) if after else None


def _invited(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    """Who is asked to travel: "invited X to visit", "extended an invitation to X to visit"."""
    if verb.tag_ != "VB":
        return []
    own = next((child for child in verb.children if child.dep_ == "nsubj"), None)
    for word in list(verb.ancestors)[:4]:
        if word.lemma_ == "invite":
            whom = own or next((c for c in word.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
            return named(analysis, block, whom) if whom is not None else []
        if word.lemma_ == "invitation" and word.head.lemma_ == "accept" and word.dep_ in ("dobj", "obj"):
            return doer(analysis, block, word.head)
        if word.lemma_ == "invitation":
            return (
                partners(analysis, block, word, ("to", "for"), direct=False)
                or partners(analysis, block, word.head, ("to", "for"), direct=False)
                or recipient(analysis, block, word)
            )
    return []


def _part_of(noun: "Token") -> bool:
    """ "At the end of a two-day visit to Rome, she said", "on the last day of his stay in France"."""
    part = noun.head.head if noun.head.text.casefold() == "of" else None
    return (
        part is not None
        and part.lemma_.casefold() in ("end", "close", "start", "beginning", "day", "outset", "course")
        and part.dep_ == "pobj"
    )


def owner_is_named(noun: "Token") -> bool:
    """Whether whose visit it is stands there by name: "Chinh's visit", not "his trip"."""
    return any(child.dep_ == "poss" and child.pos_ != "PRON" for child in noun.children)


def invited(analysis: Analysis, sentence: Sentence, verb: "Token") -> Telling | None:
    """ "Invited the premier to Washington before the end of the year": a visit proposed."""
    block, text = sentence.block, analysis.cast.text
    whom = next((c for c in verb.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)
    if whom is None or any(c.dep_ == "neg" for c in verb.children):
        return None
    people = [ref for ref in named(analysis, block, whom) if analysis.cast.by_id(ref).kind == "person"]
    to = next(
        (
            c
            for word in (verb, whom)
            for c in word.children
            if c.dep_ == "prep" and c.text.casefold() == "to" and c.i > verb.i
        ),
        None,
    )
    if to is None or not people or len(analysis.cast.parties(people)) > 1:
        return None  # whom one asks from several states one asks to a gathering
    at = block.end(to) + 1
    place = place_at(text, at, sentence.span[1]) or home_of(analysis, block, verb, at)
    found = (
        telling_of(analysis, sentence, verb, "visit", people, [], "meetings.invited/1", 0.8, place) if place else None
    )
    return (
        replace(found, status="proposed")
        if found is not None and found.status in ("held", "planned", "proposed")
        else None
    )


def guest(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "Wang was Blinken's host in Beijing", "had been Erdogan's guest a day earlier": they met."""
    noun = next((c for c in verb.children if c.dep_ == "attr" and c.lemma_ in ("guest", "host")), None)
    if noun is None:
        return None
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    them = (
        named(analysis, sentence.block, owner)
        if owner is not None
        else partners(analysis, sentence.block, noun, ("of",), direct=False)
    )
    people = [ref for ref in dict.fromkeys((*us, *them)) if analysis.cast.by_id(ref).kind == "person"]
    if len(analysis.cast.parties(people)) < 2:
        return None
    return telling_of(analysis, sentence, verb, "meeting", people, [], "meetings.guest/1", 0.75)


def hosted(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str], them: list[str]) -> Telling | None:
    """ "Hosted X on a state visit": a visit of X to the host's state."""
    rest = analysis.cast.text[sentence.block.end(verb) : sentence.span[1]]
    host = next((party for ref in us if (party := party_of(analysis, ref)) in knowledge.states()), None)
    if (
        not host
        or not them
        or any(c.dep_ == "conj" and c.tag_ == verb.tag_ for c in verb.children)
        or not re.search(
            r"\b(?:on|for|during|at the start of|to)[ \u00a0](?:an?|his|her|the)[ \u00a0](?:[\w-]+[ \u00a0]){0,3}(?:visit|trip)\b",
            rest,
        )
    ):
        return None
    return telling_of(
        analysis,
        sentence,
        verb,
        "visit",
        them,
        [],
        "meetings.hosted/1",
        0.8,
        (knowledge.states()[host].name, host, sentence.span),
    )


PRESENT = re.compile(
    r"[ \u00a0](?:(?:also|now|currently|already|back|here)[ \u00a0])?(?:in|at)[ \u00a0](?:the[ \u00a0])?"
)


def present(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    """ "Was in Canberra last month to sign": a visit, where the place is another party's and a purpose or a day is told."""
    block, text = sentence.block, analysis.cast.text
    near = PRESENT.match(text, block.end(verb))
    place = place_at(text, near.end(), sentence.span[1]) if near else None
    people = [
        ref for ref in us if analysis.cast.by_id(ref).kind == "person" and official(analysis, analysis.cast.by_id(ref))
    ]
    if (
        place is None
        or not place[1]
        or not people
        or any(party_of(analysis, ref) in (None, place[1]) for ref in people)
    ):
        return None
    after = text[place[2][1] : sentence.span[1]]
    if not re.match(
        r"[ \u00a0](?:to[ \u00a0][a-z]+|for[ \u00a0]|on[ \u00a0]|last[ \u00a0]|next[ \u00a0]|this[ \u00a0]|earlier|today|tomorrow|tonight|now|at[ \u00a0]the[ \u00a0]moment|until[ \u00a0]|from[ \u00a0]|the[ \u00a0](?:day|week|month|year)[ \u00a0]before|in[ \u00a0][A-Z]|yesterday|a[ \u00a0](?:day|week|month)[ \u00a0]ago)",
        after,
    ) and not _opens_with_day(analysis, sentence, verb):
        return None
    return telling_of(analysis, sentence, verb, "visit", people, [], "meetings.present/1", 0.7, place)


OPENS = re.compile(r"(?:[Oo]n|[Ll]ast|[Ii]n|[Tt]he)\b[^,]{3,25},")


def _opens_with_day(analysis: Analysis, sentence: Sentence, verb: "Token") -> bool:
    """ "On Thursday I'll be in Apia", "Last month, she was in Rome"."""
    start = sentence.span[0]
    if OPENS.match(analysis.cast.text, start, sentence.span[1]):
        return True
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    first = sentence.block.start(subject.left_edge) if subject is not None else start
    return any(start <= time.span[0] and 0 < first - time.span[1] <= 2 for time in analysis.times)


def awaited(analysis: Analysis, sentence: Sentence, word: "Token") -> Telling | None:
    """ "The Sultan is expected in Tehran next Sunday"."""
    block, text = sentence.block, analysis.cast.text
    near = re.match(r"[ \u00a0](?:to arrive[ \u00a0])?in[ \u00a0]", text[block.end(word) : sentence.span[1]])
    place = place_at(text, block.end(word) + near.end(), sentence.span[1]) if near else None
    us = doer(analysis, block, word if word.pos_ == "VERB" else word.head)
    people = [ref for ref in us if analysis.cast.by_id(ref).kind == "person"]
    if place is None or not people:
        return None
    found = telling_of(analysis, sentence, word, "visit", people, [], "meetings.awaited/1", 0.8, place)
    return replace(found, status="planned") if found is not None else None


def visit(
    analysis: Analysis, sentence: Sentence, noun: "Token", owned: list[str], verb: "Token | None"
) -> Telling | None:
    """ "His visit to China", "paid a visit", "a trip by the premier to Rome"."""
    block, text = sentence.block, analysis.cast.text
    if (dropped := journey_off(analysis, sentence, noun, owned, verb)) is not None:
        return dropped
    if noun.lemma_ == "stop" and (verb is None or verb.lemma_ != "make"):
        return None
    start = block.end(noun)
    people = [ref for ref in owned if analysis.cast.by_id(ref).kind == "person"]
    by = [
        ref
        for prep in noun.children
        if prep.dep_ in ("prep", "agent") and prep.text.casefold() in ("by", "of")
        for inner in prep.children
        if inner.dep_ == "pobj"
        for ref in named(analysis, block, inner)
    ]
    people = people or [ref for ref in by if analysis.cast.by_id(ref).kind == "person"]
    if not people and verb is not None and verb.lemma_ in verbs("travels"):
        people = [ref for ref in doer(analysis, block, verb) if analysis.cast.by_id(ref).kind == "person"]
    if (
        not people
        and noun.dep_ == "pobj"
        and (noun.head.text.casefold() in ("during", "on", "after", "before", "following") or _part_of(noun))
        and verb is not None
    ):
        # "After a visit to Asmara, Abiy announced": the main clause's subject travelled
        people = [ref for ref in doer(analysis, block, verb) if analysis.cast.by_id(ref).kind == "person"]
    asked = _invited(analysis, block, verb) if not people and verb is not None and verb.tag_ == "VB" else []
    if asked:
        # "the invitation to the premier to undertake an official visit to Tashkent"
        place = place_after(text, start, sentence.span[1], frozenset({"to", "in"}))
        people = [ref for ref in asked if analysis.cast.by_id(ref).kind == "person"]
        found = (
            telling_of(analysis, sentence, noun, "visit", people, [], "meetings.invited/1", 0.8, place)
            if people and place
            else None
        )
        return replace(found, status="proposed") if found is not None else None
    if not people and (begun := tour_began(analysis, sentence, noun, verb)) is not None:
        return begun
    if not people and (trip := bidden(analysis, sentence, noun)) is not None:
        return trip
    made = next((c for c in noun.children if c.dep_ == "relcl" and c.lemma_ in verbs("travels")), None)
    if not people and made is not None:
        # "the working visit she is making to Chile"
        people = [ref for ref in doer(analysis, block, made) if analysis.cast.by_id(ref).kind == "person"]
        if people and (place := place_after(text, block.end(made), sentence.span[1], frozenset({"to"}))) is not None:
            return telling_of(
                analysis, sentence, noun, "visit", people, [], "meetings.visit-noun/1", 0.75, place, definite=True
            )
    if not people:
        return None
    if verb is not None and verb.lemma_ in ("discuss", "prepare") and noun.dep_ in ("dobj", "conj"):
        return None  # "discuss Gaza, Sisi's visit to Ankara": whether it has been is left open
    following = (t for t in block.doc[noun.i + 1 : noun.sent.end] if t.pos_ in ("VERB", "AUX") and t.tag_ != "VBN")
    stop = min((block.start(t) for t in following), default=sentence.span[1])
    near = re.match(r"[^,.;]{0,30}?\b(?:to|in|of)[ \u00a0](?:the[ \u00a0])?", text[start : max(start, stop)])
    place = place_at(text, start + near.end(), sentence.span[1]) if near else None
    if place is None and re.match(
        r"[ \u00a0]to[ \u00a0](?:the[ \u00a0])?(?:[a-z]+[ \u00a0])?(?:[A-Z]|region)", text[start : sentence.span[1]]
    ):
        return None  # "his third trip to Latin America"
    if place is None and by:
        place = place_after(text, start, min(sentence.span[1], start + 90), frozenset({"to"}))
    if place is None and not owned:
        place = place_after(text, sentence.span[0], block.start(noun), frozenset({"to"}))
    if place is None:
        before = [
            child
            for child in noun.children
            if child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("GPE", "NORP", "LOC", "ORG", "FAC")
        ]
        place = place_at(text, block.start(before[0].doc[before[0].left_edge.i]), block.start(noun)) if before else None
    if place is None and TO_HOSTS.match(text, start, sentence.span[1]):
        if owned and not owner_is_named(noun) and verb is not None and verb.lemma_ in RECEIVING:
            # "received X during his visit to the country": whoever is received visits
            guests = partners(analysis, block, verb, (), direct=True)
            people = [ref for ref in guests if analysis.cast.by_id(ref).kind == "person"]
        place = hosts_state(analysis, sentence, people)
    found = telling_of(
        analysis, sentence, noun, "visit", people, [], "meetings.visit-noun/1", 0.75, place, definite=True
    )
    meant = owner_is_named(noun) or (found is not None and found.time is not None)
    if (
        found is not None
        and place is None
        and len(found.parties) == 1
        and ((owned and meant) or (found.status == "planned" and _in_the_making(noun, verb)))
        and analysis.cast.bilateral()
    ):
        # "Chinh's visit on January 9-10", in a text on two states: to the other one
        other = [party for party in analysis.cast.parties(analysis.cast.pair) if party not in found.parties]
        return replace(found, parties=(*found.parties, *other)) if len(other) == 1 else found
    return found


RECEIVING = frozenset({"receive", "host", "welcome", "greet"})


def _in_the_making(noun: "Token", verb: "Token | None") -> bool:
    """ "A visit of the premier is being prepared": to whom, a text on two states need not say."""
    making = verb is not None and verb.lemma_ in ("prepare", "plan", "arrange", "schedule", "expect")
    return making and noun.dep_ == "nsubjpass"
