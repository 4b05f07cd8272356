"""Sessions told by their number alone, of a mechanism named before: "Its first session took place in Tokyo", "the eighth followed"."""

import re
from typing import TYPE_CHECKING

from communique.knowledge import ordinal
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.encounter_days import ahead, when
from communique.readers.mechanisms import WHOLE_ORDINAL
from communique.readers.own_clause import clause_of, governing, words_of
from communique.readers.parties import partners, party_of
from communique.readers.places import place_after
from communique.readers.sessions import actors_of, led_beside
from communique.readers.status import status_of
from communique.readers.telling import Telling
from communique.records import Mechanism, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

SITTINGS = frozenset({"session", "round", "meeting", "edition", "sitting", "plenary"})
"""What any mechanism has, and counts."""
SERIES = frozenset({"dialogue", "consultation", "consultations", "talk", "talks", "forum", "summit", "conference", "commission", "committee",
                    "council", "meeting"})  # fmt: skip
"""What a mechanism may itself be called: "the sixth dialogue" is one of a dialogue's, not of a commission's."""
HELD = frozenset({"hold", "take", "convene", "follow", "open", "conclude", "meet", "be", "come", "occur", "host", "end", "plan", "schedule",
                  "set", "expect", "due", "postpone", "cancel"})  # fmt: skip
"""Verbs that tell when or where a session was."""
FAR = 700
"""Characters before a counted session within which its mechanism is named."""
OF_WHOM = frozenset({"with", "between", "among", "of"})
OWNERS = frozenset({"its", "whose", "their"})


def counted(
    analysis: Analysis, sentence: Sentence, token: "Token", mechanisms: tuple[Mechanism, ...]
) -> Telling | None:
    """The session that `token`, a noun with an ordinal or an ordinal alone, tells of; its mechanism is named before it."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "obj", "conj") or (number := _number(token)) is None:
        return None
    verb = governing(token)
    if verb is None or verb.lemma_.casefold() not in HELD:
        return None
    if any(c.dep_ == "prep" and c.text.casefold() in OF_WHOM and not _of_the_series(c) for c in token.children):
        return None  # of whom or of what: said here, not before
    counts = _counted_before(sentence, token) if WHOLE_ORDINAL.fullmatch(token.text) else token
    if counts is None or _somebodys(sentence, counts, mechanisms):
        return None
    mechanism = _mechanism(analysis, sentence, counts, mechanisms)
    status = status_of(sentence, token)
    if mechanism is None or status is None:
        return None
    start, end = words_of(sentence, token) if token.dep_ in ("nsubj", "nsubjpass") else clause_of(sentence, token)
    time = when(analysis, sentence, token, (start, end))
    if time is not None and not start <= time.span[0] < end:
        time = None
    place = place_after(analysis.cast.text, start, end)
    if time is None and place is None:
        return None
    if status == "held" and time is not None and ahead(analysis, time):
        status = "planned"
    people = _chairs(analysis, sentence, verb)
    states = [ref for ref in actors_of(analysis, mechanism.parties) if party_of(analysis, ref)]
    parties = mechanism.parties or analysis.cast.parties([*people, *states])
    if len(parties) < 2 and analysis.cast.bilateral():
        parties = analysis.cast.parties(analysis.cast.pair)
    if len(parties) < 2:
        return None
    return Telling(
        "session", status, tuple(people), tuple(parties), place[0] if place else None, place[1] if place else None, time,
        None, mechanism.id, number, sentence.span, sentence.block.start(token), "meetings.counted/1", 0.75,
    )  # fmt: skip


def _number(token: "Token") -> int | None:
    """The number of "its first session", "the ninth", "the annual meeting, the eighth"."""
    if WHOLE_ORDINAL.fullmatch(token.text):
        alone = token.dep_ in ("nsubj", "nsubjpass") and any(c.dep_ == "det" for c in token.children)
        return ordinal(token.text) if alone else None
    if token.lemma_.casefold() not in SITTINGS | SERIES and token.text.casefold() not in SERIES:
        return None
    for child in token.children:
        if child.dep_ == "amod" and WHOLE_ORDINAL.fullmatch(child.text):
            return ordinal(child.text)
        if child.dep_ == "appos" and WHOLE_ORDINAL.fullmatch(child.text):
            return ordinal(child.text)
    return None


def _of_the_series(of: "Token") -> bool:
    """ "The third session of the mechanism": of the one named before."""
    what = next((c for c in of.children if c.dep_ == "pobj"), None)
    return (
        what is not None
        and what.text.islower()
        and what.lemma_ in SERIES | {"mechanism", "body", "group"}
        and all(c.dep_ == "det" and c.text.casefold() in ("the", "this") for c in what.children if c.dep_ != "prep")
        and not any(c.dep_ == "prep" and c.text.casefold() in OF_WHOM for c in what.children)
    )


def _counted_before(sentence: Sentence, ordinal_alone: "Token") -> "Token | None":
    """What "the ninth" is the ninth of: the counted session told before it in its sentence."""
    before = [
        t for t in sentence.tokens if t.i < ordinal_alone.i and t.pos_ in ("NOUN", "PROPN") and _number(t) is not None
    ]
    return before[-1] if before else None


def _somebodys(sentence: Sentence, token: "Token", mechanisms: tuple[Mechanism, ...]) -> bool:
    """ "Ruto's first meeting", "the leaders' meeting, the eighth", where that is no mechanism's own name."""
    owner = next((c.text.casefold() for c in token.children if c.dep_ == "poss"), None)
    return owner is not None and owner not in OWNERS and not _within(sentence, token, mechanisms)


def _within(sentence: Sentence, token: "Token", mechanisms: tuple[Mechanism, ...]) -> bool:
    """Whether the phrase is a mechanism's own name: "the annual leaders' meeting, the eighth"."""
    at = sentence.block.start(token)
    return any(start <= at < end for one in mechanisms for start, end in one.evidence)


def _mechanism(
    analysis: Analysis, sentence: Sentence, token: "Token", mechanisms: tuple[Mechanism, ...]
) -> Mechanism | None:
    """The mechanism named last before the session, which can be called so."""
    at, end = sentence.block.start(token), sentence.block.end(token.doc[token.right_edge.i])
    first = sentence.block.start(token.doc[token.left_edge.i])
    named: list[tuple[Span, Mechanism]] = []
    for one in mechanisms:
        for span in one.evidence:
            if span[0] <= at < span[1]:
                # what a name and its number tell together is read with the name
                return (
                    one if any(c.dep_ == "appos" and WHOLE_ORDINAL.fullmatch(c.text) for c in token.children) else None
                )
            if first <= span[0] < end and one.evidence:
                return None  # "the first session of the Commission": read with its name
            if span[1] <= at and (at - span[1] < FAR or len(mechanisms) == 1):
                named.append((span, one))
    if not named:
        return None
    (last, found) = max(named, key=lambda pair: pair[0])
    word = token.lemma_.casefold()
    if word in SERIES - SITTINGS and word not in re.split(
        r"[\s-]+", found.name.casefold().replace("s ", " ").removesuffix("s")
    ):
        fitting = [one for _, one in sorted(named, key=lambda pair: pair[0]) if word in one.name.casefold()]
        return fitting[-1] if fitting else None
    between = analysis.cast.text[last[1] : at]
    owned = any(c.dep_ == "poss" and c.text.casefold() in OWNERS for c in token.children)
    if word == "meeting" and not owned and "\n" in between:
        return None  # a meeting of anybody's
    return found


def _chairs(analysis: Analysis, sentence: Sentence, verb: "Token") -> list[str]:
    """Who is told to have chaired it: "was held in Rome, co-chaired by X and Y"."""
    refs = [*led_beside(analysis, sentence, verb)]
    if verb.tag_ == "VBN":
        refs += partners(analysis, sentence.block, verb, ("by",), direct=False)
    return [ref for ref in dict.fromkeys(refs) if analysis.cast.by_id(ref).kind == "person"]
