"""Which state of a commitment a later sentence tells of, with the words that tell.

Verbs of the promised deed and of its opposite (`knowledge/deeds.csv`) are asked when what they tell is so; formal words
(`knowledge/progress_words.csv`: "has yet to", "in breach of", "entered into force") say the rest. "Kept" and "broken" are
claimed only of a deed that is told as done, never from the mood of a sentence.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from communique import knowledge
from communique.relate.deeds import PROMISE, Promised, Told, aspect_of, parsed, promised, told
from communique.relate.formulas import phrase
from communique.relate.undertakings import Passage, Progress, Undertaking


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sentence tells of a commitment, and the words or verb by which."""

    status: Progress
    reason: str


@cache
def _cues() -> tuple[tuple[Progress, object], ...]:
    return tuple((row["status"], phrase(row["words"])) for row in knowledge.table("progress_words"))  # type: ignore[misc]


def cues_in(text: str) -> dict[Progress, str]:
    """The formal words of progress in a text, the longest of each status."""
    found: dict[Progress, str] = {}
    for status, pattern in _cues():
        for match in pattern.finditer(text):  # type: ignore[attr-defined]
            if len(match[0]) > len(found.get(status, "")):
                found[status] = match[0]
    return found


@cache
def promise_of(action: str) -> Promised:
    """What an action promises, read once."""
    return promised(action)


def sign_of(undertaking: Undertaking, passage: Passage) -> Sign:
    """The state of `undertaking` that a passage which is about it tells of."""
    promise = promise_of(undertaking.action)
    doc = parsed(passage.text)
    verbs = list(told(doc, promise))
    cues = cues_in(passage.text)
    over = bool(undertaking.due and passage.day and passage.day > undertaking.due)
    return next(_signs(verbs, cues, promise, over))


def _signs(verbs: Sequence[Told], cues: dict[Progress, str], promise: Promised, over: bool) -> Iterator[Sign]:
    done = [v for v in verbs if v.what in ("done", "ended") and v.aspect in ("done", "present") and not v.denied]
    undone = [v for v in verbs if v.what == "undone" and v.aspect in ("done", "present", "going on") and not v.denied]
    missing = [v for v in verbs if v.what in ("done", "begun") and v.denied]
    begun = [v for v in verbs if v.what == "begun" and v.aspect in ("done", "present", "going on") and not v.denied]
    going = [v for v in verbs if v.what == "done" and v.aspect == "going on" and not v.denied]
    to_come = [v for v in verbs if v.what == "done" and v.aspect == "to come" and not v.denied]
    if "superseded" in cues:
        yield Sign("superseded", f"“{cues['superseded']}”")
    if "lapsed" in cues:
        yield Sign("lapsed", f"“{cues['lapsed']}”")
    if "announced" in cues and not done:
        yield Sign("lapsed" if over else "announced", f"“{cues['announced']}”")
    if any(v.aspect == "to come" for v in missing) and not done:
        yield Sign("broken", f"“{missing[0].words}” is denied for the time to come")
    if "broken" in cues:
        yield Sign("broken", f"“{cues['broken']}”")
    if undone:
        yield Sign("broken", f"“{undone[0].words}” undoes what was promised")
    if "partly kept" in cues and (done or missing):
        yield Sign("partly kept", f"“{cues['partly kept']}”")
    if missing and not done:
        yield Sign("lapsed" if over else "announced", f"“{missing[0].words}” is denied")
    if done and not (promise.many and any(v.first for v in done)) and not ("reaffirmed" in cues and to_come):
        yield Sign("kept", f"“{done[0].words}” is what was promised")
    if "reaffirmed" in cues:
        yield Sign("reaffirmed", f"“{cues['reaffirmed']}”")
    for verb in (*begun, *going, *done):
        yield Sign("under way", f"“{verb.words}” is told as begun")
    if "under way" in cues:
        yield Sign("under way", f"“{cues['under way']}”")
    if to_come:
        yield Sign("reaffirmed", f"“{to_come[0].words}” is still to come")
    yield Sign("under way", "no word of progress that is known")


def recalls(passage: Passage) -> str | None:
    """The words by which a sentence only recalls an earlier promise ("had agreed in January"), or None."""
    doc = parsed(passage.text)
    for token in doc:
        if token.lemma_ in PROMISE and token.pos_ == "VERB":
            aspect = aspect_of(token)
            if aspect == "long done" or (aspect == "done" and _earlier(passage.text)):
                return token.sent.text[token.idx : token.idx + len(token)] or token.text
    return None


@cache
def _earlier_words() -> object:
    return None


def _earlier(text: str) -> bool:
    folded = f" {text.casefold()} "
    return any(word in folded for word in ("as reported", "last week", "last month", "last year", " ago ", "earlier this"))
