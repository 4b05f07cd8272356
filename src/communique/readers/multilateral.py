"""Gatherings of a body: "Leaders of the SADC met", "EU foreign ministers gathered", "the bloc's summit opened in"."""

import re
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.cast_nouns import plural, singular
from communique.language.company import sentence_start
from communique.language.pipeline import Block, Sentence
from communique.readers.encounter_days import ahead, when
from communique.readers.own_clause import clause_of
from communique.readers.parties import doer
from communique.readers.places import place_after
from communique.readers.speakers import official
from communique.readers.status import status_of
from communique.readers.subjects import subject_of
from communique.readers.telling import Telling
from communique.records import Actor, MeetingKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

LEADERS = frozenset({"leader", "head", "president", "chief"})
MINISTERS = frozenset({"minister", "envoy", "ambassador", "official", "chief"})
GATHERING = frozenset({"meet", "gather", "convene", "assemble"})
HOLDING = frozenset(
    {
        "hold",
        "open",
        "conclude",
        "wind",
        "wound",
        "wrap",
        "end",
        "begin",
        "start",
        "attend",
        "kick",
        "convene",
        "finish",
    }
)
TOOK_PART = re.compile(
    r"\b(?:at|to|told|hosted|host of|chaired|chairs|opened|opening|attended|addressed|addressing|joined|closed|hosting|chairing|also attended|took part in|participated in)[ \u00a0](?:(?:the|this|yesterday['’]s)[ \u00a0])(?:[a-z-]+[ \u00a0])?(?:summit|gathering|meeting|conference)\b"
)


LED_BY = re.compile(
    r"\b(?:summit|gathering|meeting|it)\b[^.;\n]{0,60}?\b(?:chaired|hosted|opened|led|presided over|attended|addressed)[ \u00a0]by[ \u00a0]"
)


def gathering(analysis: Analysis, sentence: Sentence, token: "Token") -> Telling | None:
    """The body's meeting that the verb or the noun "summit" at `token` tells of; its one party is the body."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head.head if token.dep_ == "pobj" else token.head
    if verb.lemma_ not in (GATHERING if verb == token else HOLDING):
        return None
    if (
        verb != token
        and token.dep_ == "pobj"
        and not any(c.dep_ in ("det", "poss", "compound") for c in token.children)
    ):
        return None  # "finished the rules in consultation with diplomats"
    subject = subject_of(verb)
    if subject is None or subject.i > verb.i or not plural(subject):
        return None
    lemma = singular(subject)
    if lemma not in LEADERS | MINISTERS:
        return None
    block = sentence.block
    span = (block.start(block.doc[subject.left_edge.i]), block.start(verb))
    bodies = [actor for actor in analysis.cast.within(span, ("organisation",)) if knowledge.body_of_states(actor.name)]
    status = status_of(sentence, token)
    if (
        len(bodies) != 1
        or _with_states(analysis, span)
        or status is None
        or any(
            analysis.cast.resolve(block, inner)
            for child in (*verb.children, *(token.children if token != verb else ()))
            if child.dep_ == "prep" and child.text == "with"
            for inner in child.children
        )
    ):
        return None
    kind: MeetingKind = "summit" if lemma in LEADERS or token.lemma_ == "summit" else "meeting"
    clause = clause_of(sentence, token)
    place = place_after(analysis.cast.text, block.end(token), clause[1])
    party = analysis.cast.party(bodies[0])
    where = next((child for child in verb.children if child.dep_ in ("relcl", "advcl")), None)
    people = taking_part(analysis) if kind == "summit" else ()
    if kind == "summit" and where is not None:
        # "met in Buenos Aires, where Milei handed the presidency to Lula"
        there = (block.start(where.left_edge), block.end(where.right_edge))
        own = [a.id for a in analysis.cast.within(there, ("person",)) if official(analysis, a)]
        people = tuple(dict.fromkeys((*people, *own)))
    parties = analysis.cast.parties(people)
    return Telling(
        kind, status, people, (str(party), *parties), place[0] if place else None, place[1] if place else None,
        when(analysis, sentence, token, clause), None, None, None, sentence.span,
        block.start(token), "meetings.gathering/1", 0.75,
    )  # fmt: skip


def body_summit(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "The 46th ASEAN Summit, which opens tomorrow", "the BRICS summit takes place in Rio": told by its own verb."""
    block = sentence.block
    verb = next(
        (
            c
            for c in noun.children
            if c.lemma_ in OPENING
            and (
                (c.dep_ == "acl" and c.tag_ == "VBN")
                or any(w.tag_ == "WDT" and w.dep_ in ("nsubj", "nsubjpass") for w in c.children)
            )
        ),
        noun.head if noun.dep_ in ("nsubj", "nsubjpass") and noun.head.lemma_ in OPENING else None,
    )
    body = body_before(analysis, sentence, noun)
    if verb is None or body is None:
        return None
    status = status_of(sentence, verb)
    clause = (sentence.span[0], block.end(verb.doc[verb.right_edge.i]))
    time = when(analysis, sentence, verb, clause)
    place = place_after(analysis.cast.text, block.end(noun), clause[1])
    if status is None or time is None:
        return None
    if ahead(analysis, time):
        status = "planned"
    return Telling(
        "summit", status, (), (body,), place[0] if place else None, place[1] if place else None, time, None, None, None,
        sentence.span, block.start(noun), "meetings.gathering/1", 0.75,
    )  # fmt: skip


SITTINGS = frozenset({"session", "meeting", "summit", "conference", "sitting"})
CHAIRED = re.compile(r"\b(?:chairmanship|chairpersonship|presidency|leadership)[ \u00a0]of[ \u00a0]")


def body_session(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "The Authority of … ECOWAS held its 67th Ordinary Session in Abuja": a body's own session, whose one party it is."""
    verb, block = noun.head, sentence.block
    if (
        noun.lemma_.casefold() not in SITTINGS
        or noun.dep_ not in ("dobj", "obj")
        or verb.lemma_ not in ("hold", "convene")
    ):
        return None
    own = next((c for c in noun.children if c.dep_ == "poss" and c.text.casefold() == "its"), None)
    subject = subject_of(verb)
    if own is None or subject is None:
        return None
    bodies = [a for a in _called(analysis, block, subject) if knowledge.body_of_states(a.name)]
    status = status_of(sentence, noun)
    if not bodies or status is None:
        return None
    clause = clause_of(sentence, noun)
    place = place_after(analysis.cast.text, block.end(noun), clause[1])
    chair = CHAIRED.search(analysis.cast.text, block.end(noun), sentence.span[1])
    led = analysis.cast.within((chair.end(), sentence.span[1]), ("person",))[:1] if chair else []
    people = tuple(actor.id for actor in led)
    words = block.doc[noun.left_edge.i + 1 : noun.i].text
    number = knowledge.ordinal(words) or next((n for w in words.split() if (n := knowledge.ordinal(w))), None)
    return Telling(
        "session", status, people, (str(analysis.cast.party(bodies[0])), *analysis.cast.parties(people)),
        place[0] if place else None, place[1] if place else None, when(analysis, sentence, noun, clause), None, None, number,
        sentence.span, block.start(noun), "meetings.gathering/1", 0.8,
    )  # fmt: skip


def _called(analysis: Analysis, block: Block, subject: "Token") -> list[Actor]:
    """The organisations within a noun phrase, its "of" included."""
    span = (block.start(block.doc[subject.left_edge.i]), block.end(block.doc[subject.right_edge.i]))
    return analysis.cast.within(span, ("organisation",))


ATTENDING = frozenset({"attend", "join", "address", "host", "chair", "open", "co-chair"})
"""What people do at a body's summit."""


def held_its(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "The African Union held its summit in Addis Ababa on Saturday"."""
    verb = noun.head
    if (
        noun.dep_ not in ("dobj", "obj")
        or verb.lemma_ not in HOLDING
        or not any(c.dep_ == "poss" for c in noun.children)
    ):
        return None
    subject = subject_of(verb)
    if subject is None:
        return None
    block = sentence.block
    span = (block.start(subject.left_edge), block.end(subject))
    bodies = [a for a in analysis.cast.within(span, ("organisation",)) if knowledge.body_of_states(a.name)]
    status = status_of(sentence, noun)
    clause = clause_of(sentence, verb)
    time = when(analysis, sentence, verb, clause)
    place = place_after(analysis.cast.text, block.end(noun), clause[1])
    if len(bodies) != 1 or status is None or (time is None and place is None):
        return None
    return Telling(
        "summit", status, (), (str(analysis.cast.party(bodies[0])),), place[0] if place else None, place[1] if place else None,
        time, None, None, None, sentence.span, block.start(noun), "meetings.gathering/1", 0.7,
    )  # fmt: skip


def attended(analysis: Analysis, sentence: Sentence, noun: "Token") -> Telling | None:
    """ "Trump will attend the ASEAN summit in Kuala Lumpur on Sunday": the body's summit and who is at it."""
    verb = noun.head if noun.dep_ in ("dobj", "obj") else None
    part = noun.head.head if noun.dep_ == "pobj" and noun.head.text.casefold() == "in" else None
    if part is not None:
        # "took part in", "will participate in"
        taken = part.lemma_ == "part" and part.dep_ in ("dobj", "obj") and part.head.lemma_ == "take"
        verb = part.head if taken else part if part.lemma_ == "participate" else None
    body = body_before(analysis, sentence, noun)
    if verb is None or body is None or (part is None and verb.lemma_ not in ATTENDING) or not _told_itself(verb):
        return None
    people = [ref for ref in doer(analysis, sentence.block, verb) if official(analysis, analysis.cast.by_id(ref))]
    people = [ref for ref in people if analysis.cast.by_id(ref).kind == "person"]
    status = status_of(sentence, noun)
    clause = clause_of(sentence, verb)
    time = when(analysis, sentence, verb, clause)
    place = place_after(analysis.cast.text, sentence.block.end(noun), clause[1])
    if status is None or not people or (time is None and place is None):
        return None
    parties = tuple(dict.fromkeys((*analysis.cast.parties(people), body)))
    return Telling(
        "summit", status, tuple(people), parties, place[0] if place else None, place[1] if place else None, time, None,
        None, None, sentence.span, sentence.block.start(noun), "meetings.gathering/1", 0.7,
    )  # fmt: skip


def _told_itself(verb: "Token") -> bool:
    """Whether somebody attends or will attend; not "left to attend", which tells of the journey."""
    return (
        verb.tag_ in ("VBD", "VBZ", "VBP", "VBG") or any(c.tag_ == "MD" for c in verb.children) or verb.dep_ == "xcomp"
    )


def body_before(analysis: Analysis, sentence: Sentence, noun: "Token") -> str | None:
    """The one body of states named within the noun phrase before its noun: "the SCO" of "the SCO summit"."""
    block = sentence.block
    span = (block.start(block.doc[noun.left_edge.i]), block.start(noun))
    bodies = [a for a in analysis.cast.within(span, ("organisation",)) if knowledge.body_of_states(a.name)]
    between = analysis.cast.text[max(0, span[1] - 40) : span[1]]
    if len(bodies) != 1 or _with_states(analysis, span) or re.search(r"[-–][A-Z]", between):
        return None
    return analysis.cast.party(bodies[0])


OPENING = frozenset({"open", "begin", "start", "take", "kick", "conclude", "end", "hold", "convene", "close"})
"""What summits do, and what is done with them."""


def _with_states(analysis: Analysis, span: Span) -> bool:
    """ "Officials of ASEAN and China": a state beside the body, and not within its name."""
    bodies = [m.span for m in analysis.cast.mentions if analysis.cast.by_id(m.actor).kind == "organisation"]
    return any(
        span[0] <= m.span[0] < span[1] and analysis.cast.by_id(m.actor).kind == "state"
        for m in analysis.cast.mentions
        if not any(body[0] <= m.span[0] < body[1] for body in bodies)
    )


def taking_part(analysis: Analysis) -> tuple[str, ...]:
    """Officials whom a sentence puts at the summit: "told the summit", "hosted the summit"."""
    cast = analysis.cast
    found: list[str] = []
    for match in LED_BY.finditer(cast.text):
        end = min(
            x
            for x in (cast.text.find(". ", match.end()), cast.text.find("\n", match.end()), match.end() + 120)
            if x > 0
        )
        here = [actor for actor in cast.within((match.end(), end), ("person",)) if official(analysis, actor)]
        found += [actor.id for actor in here[:1]]
    for match in TOOK_PART.finditer(cast.text):
        start = sentence_start(cast.text, match.start())
        here = [actor for actor in cast.within((start, match.start()), ("person",)) if official(analysis, actor)]
        found += [actor.id for actor in here[-1:]]
    return tuple(dict.fromkeys(found))
