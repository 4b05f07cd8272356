"""Two tellings in one sentence that are one encounter: "gathered for the 24th session", "hosted X for the seventh dialogue"."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique.language.pipeline import Sentence
from communique.readers.telling import Telling

if TYPE_CHECKING:
    from spacy.tokens import Token

STEPS = 5
"""Words up from a session's noun within which the "for" stands that hangs it on its verb."""


def as_one(sentence: Sentence, told: Sequence[Telling]) -> list[Telling]:
    """The tellings of a sentence, those of a session one with the meeting that was for it."""
    if len(told) < 2 or not any(one.mechanism for one in told):
        return list(told)
    left = list(told)
    for session in told:
        verb = _held_for(sentence, session) if session.mechanism else None
        met = next((one for one in left if verb is not None and one.at == sentence.block.start(verb)), None)
        if met is None or met is session or session not in left or not _may_be_one(met, session):
            continue
        people = tuple(dict.fromkeys((*session.people, *met.people)))
        parties = tuple(dict.fromkeys((*session.parties, *met.parties)))
        left[left.index(session)] = replace(
            session, people=people, parties=parties, time=session.time or met.time, place=session.place or met.place,
            place_code=session.place_code if session.place else met.place_code,
        )  # fmt: skip
        left.remove(met)
    return left


def _held_for(sentence: Sentence, session: Telling) -> "Token | None":
    """The verb whose people came together for the session."""
    word = sentence.block.token_at(session.at)
    for _ in range(STEPS):
        if word is None or word.head == word or word.pos_ in ("VERB", "AUX"):
            return None
        word = word.head
        if word.text.casefold() == "for" and word.dep_ == "prep":
            above = word.head
            while above.pos_ not in ("VERB", "AUX") and above.head != above:
                above = above.head
            return above if above.pos_ in ("VERB", "AUX") else None
    return None


def _may_be_one(met: Telling, session: Telling) -> bool:
    """Whether those who met can be those of the session."""
    same = set(met.parties) <= set(session.parties) or set(session.parties) <= set(met.parties)
    return met.kind in ("meeting", "talks") and same and met.status == session.status
