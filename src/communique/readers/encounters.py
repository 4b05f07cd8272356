"""Single tellings of an encounter: who, with whom, what kind, where, when, as one clause tells it.

`meetings.py` puts the tellings of one encounter together. A telling is kept only where its participants stand for two
different parties, or a traveller goes to another party's place: a president among his own ministers is no meeting here.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.pipeline import Block, Sentence
from communique.readers.frames import cues, subject_of
from communique.readers.mechanisms import session_before
from communique.readers.places import place_after, place_at
from communique.readers.speakers import official
from communique.records import Actor, Mechanism, MeetingKind, Span, Status, Time

if TYPE_CHECKING:
    from spacy.tokens import Token

STOP_ADP = frozenset({"of", "for", "with", "and"})
BY_PHONE = re.compile(
    r"\b(?:by|over|on)[ \u00a0](?:the[ \u00a0])?(?:tele)?phone\b|\bphone\b|\btelephone\b|\bvideo ?(?:link|call|conference)|\bvirtual(?:ly)?\b",  # noqa: E501
    re.I,
)
OCCASION = re.compile(
    r"(?:on|at|in)[ \u00a0]the[ \u00a0](?:sidelines|margins|fringes|framework|side-?lines)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?"  # noqa: E501
    r"((?:[^,.;]|\.(?=\w))*?)(?=[ \u00a0](?:in|at|on|held|here|to|where|and|this|last|next|earlier)[ \u00a0]|[,.;]|$)"
)
DENIED = re.compile(r"\b(?:no|without|neither|never|not)\b|n['’]t\b|\bdenied\b|\brefused\b|\bdeclined\b", re.I)
AHEAD = re.compile(
    r"\b(?:upcoming|forthcoming|planned|scheduled|future|next|proposed|expected|possible|coming|potential|another)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Telling:
    """One clause's account of an encounter.

    `definite`: it points back to an encounter already told of ("the meeting"). `loose`: its word leaves open whether
    they met or called ("spoke with").
    """

    kind: MeetingKind
    status: Status
    people: tuple[str, ...]
    parties: tuple[str, ...]
    place: str | None
    place_code: str | None
    time: Time | None
    occasion: str | None
    mechanism: str | None
    session: int | None
    span: Span
    at: int
    rule: str
    confidence: float
    definite: bool = False
    loose: bool = False


@cache
def _words() -> Mapping[tuple[str, str], MeetingKind]:
    return {(row["word"], row["pos"]): row["kind"] for row in knowledge.table("meeting_words")}  # type: ignore[misc]


@cache
def _status_words() -> Mapping[str, Status]:
    return {row["word"]: row["status"] for row in knowledge.table("meeting_status")}  # type: ignore[misc]


def tellings(analysis: Analysis, mechanisms: tuple[Mechanism, ...]) -> Iterator[Telling]:
    """Every telling of an encounter in the text, in order."""
    for block in analysis.blocks:
        for sentence in block.sentences():
            for token in sentence.tokens:
                lemma = token.lemma_.casefold()
                if (lemma == "expect" and token.tag_ == "VBN") or (
                    token.text.casefold() == "due" and token.pos_ == "ADJ"
                ):
                    telling = _awaited(analysis, sentence, token)
                elif token.pos_ in ("VERB", "AUX") and (lemma, "verb") in _words():
                    telling = _verb(analysis, sentence, token, _words()[lemma, "verb"])
                elif token.pos_ in ("NOUN", "PROPN") and (
                    (lemma, "noun") in _words() or (token.text.casefold(), "noun") in _words()
                ):
                    kind = _words().get((lemma, "noun")) or _words()[token.text.casefold(), "noun"]
                    telling = _noun(analysis, sentence, token, kind, mechanisms)
                else:
                    continue
                if telling is not None:
                    yield telling


def _named(analysis: Analysis, block: Block, head: "Token", left: bool = True) -> list[str]:
    """The actors in a noun phrase: from its left edge until a verb or a preposition other than "of" ends it."""
    doc = block.doc
    first = head.left_edge.i if left else head.i
    last = head.i
    sent_end = head.sent.end
    beyond = {
        inner.i
        for other in doc[head.i + 1 : sent_end]
        if other.dep_ in ("nsubj", "nsubjpass") and not other.is_ancestor(head)
        for inner in other.subtree
    }
    while last + 1 < sent_end:
        token = doc[last + 1]
        if token.i in beyond:
            break
        if token.pos_ in ("VERB", "AUX", "SCONJ") or (token.pos_ == "ADP" and token.text.casefold() not in STOP_ADP):
            break
        if token.text in (";", ":", "“", '"') or token.text.casefold() in (
            "to",
            "who",
            "which",
            "where",
            "when",
            "that",
            "after",
            "before",
            "while",
        ):
            break
        last += 1
    span = (block.start(doc[first]), block.end(doc[last]))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    if not found:
        found = analysis.cast.resolve(block, head)
    if not found:
        found = [actor.id for actor in analysis.cast.within(span, ("state", "organisation"))]
    return found


def _subject(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
    subject = passive or subject_of(verb)
    if subject is None:
        return []
    doc = block.doc
    span = (
        block.start(doc[subject.left_edge.i]),
        block.start(verb) if verb.i > subject.i else block.end(doc[subject.right_edge.i]),
    )
    if verb.i > subject.i and (verb.i - subject.i) < 40:
        direct = _named(analysis, block, subject)
        if direct:
            return _nearest(analysis, direct, span)
        return [actor.id for actor in analysis.cast.within(span, ("person",))]
    return _named(analysis, block, subject)


def _nearest(analysis: Analysis, refs: list[str], span: Span) -> list[str]:
    """Of people named in a subject and not joined by "and", only the last one acts: "At the invitation of A, B ..."."""
    cast = analysis.cast
    if len(refs) < 2 or any(cast.by_id(ref).kind != "person" for ref in refs):
        return refs
    if len(cast.within(span, ("person",))) < 2:
        return refs
    if re.search(r"\band\b|\bwith\b|&|\bas well as\b", cast.text[slice(*span)]):
        return refs
    return refs[-1:]


def _objects(analysis: Analysis, block: Block, verb: "Token", preps: tuple[str, ...], direct: bool) -> list[str]:
    """Whom the verb or its noun is done with: its object, or what follows "with"."""
    found: list[str] = []
    for child in verb.children:
        if direct and child.dep_ in ("dobj", "obj") and child.i > verb.i:
            found += _named(analysis, block, child)
        if child.dep_ in ("prep", "agent") and child.text.casefold() in preps and child.i > verb.i:
            for inner in child.children:
                if inner.dep_ in ("pobj", "pcomp"):
                    found += _named(analysis, block, inner)
    if not found and preps:
        # the parser hangs "with" on whatever stands between; the first one in the clause is the verb's
        for token in block.doc[verb.i + 1 : min(verb.sent.end, verb.i + 18)]:
            if token.text in (".", ";", ":") or token.pos_ == "SCONJ":
                break
            if token.text.casefold() in preps and token.dep_ in ("prep", "agent", "mark", "dative"):
                for inner in token.children:
                    if inner.dep_ == "pobj":
                        found += _named(analysis, block, inner)
                if found:
                    break
    return list(dict.fromkeys(found))


def _verb(analysis: Analysis, sentence: Sentence, verb: "Token", kind: MeetingKind) -> Telling | None:
    block, lemma = sentence.block, verb.lemma_.casefold()
    if verb.tag_ == "VBG" and verb.dep_ in ("amod", "compound"):
        return None
    us = _subject(analysis, block, verb)
    passive = any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children)
    text = sentence.tokens.text
    if kind == "visit":
        return _travel(analysis, sentence, verb, us)
    if lemma in ("speak", "talk", "confer", "consult"):
        them = _objects(
            analysis, block, verb, ("with", "to") if lemma in ("speak", "talk") else ("with",), direct=False
        )
        if not them and lemma in ("confer", "consult"):
            return None
        joint = len({_party(analysis, ref) for ref in us}) > 1
        with_whom = any(t.text.casefold() == "with" for t in block.doc[verb.i : verb.i + 8])
        onward = block.doc[verb.i + 1].text.casefold() if verb.i + 1 < len(block.doc) else ""
        if onward in ("of", "about", "out", "at", "in", "for", "against") and not BY_PHONE.search(text):
            return None
        if lemma in ("speak", "talk") and not (with_whom or joint or BY_PHONE.search(text)):
            return None
    elif lemma == "call" and any(c.dep_ == "prep" and c.text.casefold() == "on" for c in verb.children):
        them = _objects(analysis, block, verb, ("on",), direct=False)
        if (
            not them
            or any(analysis.cast.by_id(ref).kind != "person" for ref in them)
            or re.search(r"\bcall(?:ed|s|ing)? on\b[^,.;]*\bto\b", text)
        ):
            return None
        kind = "meeting"
    elif lemma in ("call", "phone", "telephone"):
        them = _objects(analysis, block, verb, (), direct=True)
        if any(t.text.casefold() in ("on", "for") for t in verb.children) or any(
            c.dep_ == "oprd" for c in verb.children
        ):
            return None
    elif lemma in ("host", "receive", "welcome", "greet"):
        them = _objects(analysis, block, verb, ("by",) if passive else (), direct=True)
        if not all(analysis.cast.by_id(ref).kind == "person" for ref in them):
            return None
        if lemma in ("welcome", "greet") and not re.search(
            r"\b(?:to|at|in)\b", text[verb.idx - sentence.tokens.start_char :]
        ):
            return None
    else:
        them = _objects(analysis, block, verb, ("with", "by") if passive else ("with",), direct=True)
        joint = len({_party(analysis, ref) for ref in us}) > 1
        if not them and not joint:
            return None
    if kind == "meeting" and BY_PHONE.search(text) and re.search(r"virtual|video", text, re.I) and lemma == "meet":
        kind = "call" if re.search(r"video call|phone", text, re.I) else "meeting"
    loose = lemma in ("speak", "talk") and not BY_PHONE.search(text)
    return _telling(analysis, sentence, verb, kind, us, them, f"meetings.{lemma}/1", 0.9, loose=loose)


def _party(analysis: Analysis, ref: str) -> str | None:
    return analysis.cast.party(analysis.cast.by_id(ref))


def _travel(analysis: Analysis, sentence: Sentence, verb: "Token", us: list[str]) -> Telling | None:
    block, text = sentence.block, analysis.cast.text
    people = [ref for ref in us if analysis.cast.by_id(ref).kind == "person"]
    start, end = block.end(verb), sentence.span[1]
    if verb.lemma_.casefold() in ("visit", "tour"):
        after = re.match(r"[ \u00a0]+(?:the[ \u00a0])?(?:capital[ \u00a0])?", text[start:end])
        place = place_at(text, start + after.end(), end) if after else None
    else:
        near = re.match(r"[^,.;]{0,40}?\b(?:to|in|for)[ \u00a0](?:the[ \u00a0])?", text[start:end])
        place = place_at(text, start + near.end(), end) if near else None
        if verb.lemma_.casefold() == "arrive" and place is None:
            return None
    if place is None or not people:
        return None
    return _telling(analysis, sentence, verb, "visit", people, [], f"meetings.{verb.lemma_.casefold()}/1", 0.85, place)


def _awaited(analysis: Analysis, sentence: Sentence, word: "Token") -> Telling | None:
    """ "The Sultan is expected in Tehran next Sunday"."""
    block, text = sentence.block, analysis.cast.text
    near = re.match(r"[ \u00a0](?:to arrive[ \u00a0])?in[ \u00a0]", text[block.end(word) : sentence.span[1]])
    place = place_at(text, block.end(word) + near.end(), sentence.span[1]) if near else None
    us = _subject(analysis, block, word if word.pos_ == "VERB" else word.head)
    people = [ref for ref in us if analysis.cast.by_id(ref).kind == "person"]
    if place is None or not people:
        return None
    found = _telling(analysis, sentence, word, "visit", people, [], "meetings.awaited/1", 0.8, place)
    return replace(found, status="planned") if found is not None else None


def _noun(
    analysis: Analysis, sentence: Sentence, noun: "Token", kind: MeetingKind, mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    block = sentence.block
    if noun.dep_ == "compound" and noun.head.pos_ in ("NOUN", "PROPN"):
        return None
    owner = next((child for child in noun.children if child.dep_ == "poss"), None)
    owned = _named_owner(analysis, block, owner) if owner is not None else []
    governor = (
        noun.head if noun.dep_ in ("dobj", "obj", "nsubj", "nsubjpass", "pobj", "attr", "xcomp", "conj") else None
    )
    verb = _governing(noun)
    mechanism, session = _session(analysis, sentence, noun, mechanisms)
    if mechanism is not None and session is None and (verb is None or verb.lemma_ not in HOLDING):
        return None
    if kind in ("session", "round") and mechanism is None:
        return None
    if kind == "visit":
        return _visit(analysis, sentence, noun, owned, verb)
    if kind == "call" and any(c.dep_ == "prep" and c.text.casefold() == "on" for c in noun.children):
        kind = "meeting"
        them = _objects(analysis, block, noun, ("on",), direct=False)
        us = owned or (_subject(analysis, block, verb) if verb is not None and verb.lemma_ in ("pay", "make") else [])
        return _telling(analysis, sentence, noun, "meeting", us, them, "meetings.courtesy/1", 0.85)
    them = _objects(
        analysis, block, noun, ("with", "between", "of") if kind != "session" else ("between", "with"), direct=False
    )
    us = owned
    if not us and verb is not None:
        # who announces a summit need not be at it
        us = [] if verb.lemma_ in cues() else _subject(analysis, block, verb)
        if (
            verb.lemma_
            not in (
                "hold",
                "have",
                "conduct",
                "attend",
                "chair",
                "co",
                "convene",
                "host",
                "conclude",
                "begin",
                "start",
                "join",
                "open",
                "continue",
                "finish",
                "plan",
                "cancel",
                "postpone",
                "propose",
                "co-chair",
                "take",
                "participate",
                "be",
                "arrive",
                "discuss",
                "lead",
                "say",
                "hail",
            )
            and not them
        ):
            us = us if mechanism else []
        if verb.lemma_ == "hold" and any(c.dep_ == "nsubjpass" and c is noun for c in verb.children):
            us = _objects(analysis, block, verb, ("by", "between", "with"), direct=False)
    if block.kind == "title" and them and not us:
        us = _host(analysis, them)
    if not them and not owned and not mechanism and verb is not None and len({_party(analysis, ref) for ref in us}) < 2:
        them = _objects(analysis, block, verb, ("with",), direct=False)
    if mechanism is not None:
        parties = next(m.parties for m in mechanisms if m.id == mechanism)
        us = us or [state.id for code in parties if (state := analysis.cast.state(code))]
        kind = "session"
    if kind == "summit" and len({_party(analysis, ref) for ref in (*us, *them)}) < 2:
        return None
    phone = kind in ("meeting", "talks") and re.search(
        r"\b(?:tele)?phone\b",
        sentence.tokens.text[
            max(0, noun.idx - sentence.tokens.start_char - 25) : noun.idx - sentence.tokens.start_char + 30
        ],
        re.I,
    )
    if phone:
        kind = "call"
    definite = any(child.text.casefold() in ("the", "this", "that", "their") for child in noun.children) or bool(owned)
    return _telling(
        analysis,
        sentence,
        noun,
        kind,
        us,
        them,
        f"meetings.{kind}-noun/1",
        0.8,
        None,
        mechanism,
        session,
        definite and verb is governor is None,
    )


def _host(analysis: Analysis, them: list[str]) -> list[str]:
    """Who met the people of a title such as "Talks with President X": the first official of another party."""
    others = {_party(analysis, ref) for ref in them}
    for actor in analysis.cast.actors:
        if actor.kind == "person" and actor.country and actor.country not in others and official(analysis, actor):
            return [actor.id]
    return []


def _named_owner(analysis: Analysis, block: Block, owner: "Token") -> list[str]:
    span = (block.start(block.doc[owner.left_edge.i]), block.end(owner))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    return found or analysis.cast.resolve(block, owner)


def _governing(noun: "Token") -> "Token | None":
    token = noun
    for _ in range(4):
        if token.head is token:
            return None
        token = token.head
        if token.pos_ in ("VERB", "AUX"):
            return token
    return None


def _session(
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
            if 0 <= span[0] - end <= 12 and re.fullmatch(r"[ \u00a0]of[ \u00a0](?:the[ \u00a0])?", text[end : span[0]]):
                return mechanism.id, session_before(text, span[0])
    return None, None


def _visit(
    analysis: Analysis, sentence: Sentence, noun: "Token", owned: list[str], verb: "Token | None"
) -> Telling | None:
    block, text = sentence.block, analysis.cast.text
    start = block.end(noun)
    people = [ref for ref in owned if analysis.cast.by_id(ref).kind == "person"]
    by = _objects(analysis, block, noun, ("by", "of"), direct=False)
    people = people or [ref for ref in by if analysis.cast.by_id(ref).kind == "person"]
    if (
        not people
        and verb is not None
        and verb.lemma_
        in (
            "pay",
            "make",
            "begin",
            "start",
            "conclude",
            "kick",
            "wrap",
            "undertake",
            "embark",
            "end",
            "complete",
            "cancel",
            "postpone",
            "plan",
            "call",
            "scrap",
            "shelve",
            "put",
            "cut",
            "delay",
        )
    ):
        people = [ref for ref in _subject(analysis, block, verb) if analysis.cast.by_id(ref).kind == "person"]
    if not people:
        return None
    near = re.match(r"[^,.;]{0,30}?\b(?:to|in|of)[ \u00a0](?:the[ \u00a0])?", text[start : sentence.span[1]])
    place = place_at(text, start + near.end(), sentence.span[1]) if near else None
    if place is None and by:
        place = place_after(text, start, min(sentence.span[1], start + 90), frozenset({"to"}))
    if place is None and not owned:
        place = place_after(text, sentence.span[0], block.start(noun), frozenset({"to"}))
    if place is None:
        before = [
            child
            for child in noun.children
            if child.dep_ in ("compound", "amod", "nmod") and child.ent_type_ in ("GPE", "NORP", "LOC")
        ]
        place = place_at(text, block.start(before[0]), block.end(before[0])) if before else None
    return _telling(analysis, sentence, noun, "visit", people, [], "meetings.visit-noun/1", 0.75, place, definite=True)


def _telling(
    analysis: Analysis, sentence: Sentence, token: "Token", kind: MeetingKind, us: list[str], them: list[str], rule: str,  # noqa: E501
    confidence: float, place: tuple[str, str | None, Span] | None = None, mechanism: str | None = None,
    session: int | None = None, definite: bool = False, loose: bool = False,
) -> Telling | None:  # fmt: skip
    cast, block = analysis.cast, sentence.block
    refs = [ref for ref in dict.fromkeys((*us, *them)) if _can_meet(cast.by_id(ref))]
    parties = tuple(dict.fromkeys(party for ref in refs if (party := cast.party(cast.by_id(ref)))))
    people = tuple(ref for ref in refs if cast.by_id(ref).kind == "person")
    if len(parties) == 1 and any(
        cast.party(cast.by_id(ref)) is None and official(analysis, cast.by_id(ref)) for ref in people
    ):
        other = cast.other_state(parties)
        parties = (*parties, other) if other else parties
    status = _status(analysis, sentence, token)
    if status is None:
        return None
    start, end = _clause(sentence, token)
    if kind != "visit":
        if len(parties) < 2 and not definite:
            return None
        place = place_after(cast.text, block.end(token), end) or place_after(cast.text, start, block.start(token))
    elif place is not None and place[1]:
        # the hosts named beside the traveller do not travel
        people = tuple(ref for ref in people if cast.party(cast.by_id(ref)) != place[1])
        parties = tuple(dict.fromkeys(party for ref in people if (party := cast.party(cast.by_id(ref)))))
        if not people or not parties:
            return None
        parties = tuple(dict.fromkeys((*parties, place[1])))
    occasion = OCCASION.search(cast.text, start, end)
    return Telling(
        kind, status, people, parties, place[0] if place else None, place[1] if place else None,
        _when(analysis, sentence, token, (start, end), rule), occasion[1] if occasion else None, mechanism, session,
        sentence.span, block.start(token), rule, confidence, definite, loose,
    )  # fmt: skip


def _can_meet(actor: Actor) -> bool:
    return actor.kind in ("person", "state") or (actor.kind == "organisation" and actor.made_by != "bodies.entity/1")


def _clause(sentence: Sentence, token: "Token") -> Span:
    """Where the clause around `token` ends: the sentence, cut at a coordinated verb with a subject of its own."""
    start, end = sentence.span
    for other in sentence.tokens:
        if (
            other.pos_ in ("VERB", "AUX")
            and other.dep_ in ("conj", "advcl", "ccomp", "parataxis")
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in other.children)
        ):
            subject = next(c for c in other.children if c.dep_ in ("nsubj", "nsubjpass"))
            edge = sentence.block.start(sentence.block.doc[subject.left_edge.i])
            if other.i > token.i and edge > sentence.block.end(token) and not token.is_ancestor(other):
                end = min(end, edge)
            if (
                other.i <= token.i
                and edge <= sentence.block.start(token)
                and (other.is_ancestor(token) or other is token)
            ):
                start = max(start, edge) if other.dep_ == "conj" else start
    return start, end


ADJOINING = 4
"""Characters (" on ") between an encounter's noun phrase and a date that still belongs to it."""
HOLDING = frozenset({"hold", "have", "pay", "make", "begin", "start", "conclude", "attend", "chair", "co-chair", "host", "take", "conduct",  # noqa: E501
                     "convene", "open", "kick", "wrap", "end", "schedule", "plan", "set", "postpone", "cancel", "be", "follow", "occur", "join"})  # fmt: skip  # noqa: E501


def _when(analysis: Analysis, sentence: Sentence, token: "Token", clause: Span, rule: str) -> Time | None:
    inside = [time for time in analysis.times if clause[0] <= time.span[0] < clause[1] and time.start]
    text = analysis.cast.text
    inside = [time for time in inside if not re.search(r"\bsince\b[^.;,]*$", text[clause[0] : time.span[0]])]
    if token.pos_ in ("NOUN", "PROPN"):
        verb = _governing(token)
        if (
            verb is None
            or verb.lemma_ not in HOLDING
            or (rule.startswith("meetings.visit") and token.dep_ == "pobj" and verb.lemma_ != "be")
        ):
            # a date elsewhere in the sentence is that of what is said about the encounter, not of the encounter
            left, right = sentence.block.start(token.left_edge), sentence.block.end(token.right_edge)
            inside = [time for time in inside if left <= time.span[0] <= right + ADJOINING]
    if not inside:
        return None
    at = sentence.block.start(token)
    return min(inside, key=lambda time: time.span[0] - at if time.span[0] >= at else 2 * (at - time.span[1]))


def _status(analysis: Analysis, sentence: Sentence, token: "Token") -> Status | None:
    """Held unless something in the clause says otherwise; None where the clause says that it did not take place."""
    helpers = {child.lemma_.casefold() for child in token.children if child.dep_ in ("aux", "auxpass")}
    chain = [token, *list(token.ancestors)[:4]]
    for verb in chain:
        if verb.pos_ not in ("VERB", "AUX", "ADJ"):
            continue
        word = _status_words().get(verb.lemma_.casefold())
        if verb.lemma_ in ("call", "put") and any(
            c.dep_ == "prt" and c.text.casefold() == "off" for c in verb.children
        ):
            word = "cancelled"
        if word == "cancelled":
            return "cancelled"
        if any(child.dep_ == "neg" for child in verb.children) or verb.lemma_ in ("deny", "refuse", "decline", "rule"):
            return None
        if word == "proposed" and verb is not token:
            return "proposed"
        helpers |= (
            {child.lemma_.casefold() for child in verb.children if child.dep_ == "aux"}
            if verb in (token, chain[1] if len(chain) > 1 else token)
            else set()
        )
        if word == "planned" and verb is not token and verb.tag_ not in ("NN",):
            return "planned"
    if (
        token.tag_ == "VB"
        and "to" in {c.text.casefold() for c in token.children}
        and not helpers
        and token.dep_ in ("advcl", "relcl", "acl", "ROOT")
    ):
        return None
    if helpers & {"will", "shall", "'ll", "’ll", "would"}:
        return "planned"
    if token.tag_ == "VBN" and "to" in {c.text.casefold() for c in token.children} and token.head.lemma_ == "be":
        return "cancelled"  # "was to have met"
    if helpers & {"could", "may", "might", "should", "must", "can"}:
        return None
    if (
        token.tag_ == "VB"
        and token.dep_ == "xcomp"
        and token.head.lemma_ in ("be", "go", "want", "hope", "wish", "intend", "agree")
    ):
        return "planned" if token.head.lemma_ in ("be", "go", "intend") else None
    left = " ".join(child.text for child in token.lefts)
    if token.pos_ in ("NOUN", "PROPN"):
        if re.search(r"\bno\b|\bany\b", left, re.I):
            return None
        if AHEAD.search(left):
            return "planned"
        before = sentence.tokens.text[
            max(0, token.idx - sentence.tokens.start_char - 40) : token.idx - sentence.tokens.start_char
        ]
        if re.search(r"\b(?:ahead of|in preparation for|preparing for|ahead of his|ahead of her)\b", before, re.I):
            return "planned"
    return "held"
