"""The verb `follow`: which later sentences tell what became of a commitment, each with its status and reasons.

Everything found is a proposal with its sentence; that it is so is for a person to confirm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import exp

from communique.relate.deeds import parse_all
from communique.relate.evidence import features, gist, names_matter, read_features, reasons, traits, vectors
from communique.relate.progress import Sign, sign_of
from communique.relate.undertakings import Passage, Progress, Undertaking

WEIGHTS = {
    "meaning": 2.4, "words": 1.7, "deed words": 0.25, "context": 0.5, "topics": 1.0, "parties": 2.0, "named": 1.8,
    "stranger": -0.5, "absent": -2.5, "numbers": 1.25, "mechanism": 1.1, "deed": 0.45, "other actor": -0.4,
    "recalled": -2.0, "cue": 1.6,
}  # fmt: skip
BIAS = -6.2
"""Logistic regression on all pairs of commitments and later sentences of tests/follow/dev.txt (look-alikes counted three
times, L2 of 1), rounded; set together, none is to be turned alone."""
PROPOSED = 0.2
"""From this score on a sentence is proposed. On dev .1 finds 99 %, of which 69 % are relevant; .2 92 and 85; .4 79 and 95."""
READ = 10
"""Sentences that are parsed, the likeliest by what can be told without: five of them are asked for as a rule."""
MEANT = 12
"""Sentences whose meaning is compared, the likeliest by their words: each costs a run of the model."""
STILL = {"meaning": WEIGHTS["meaning"], "read": WEIGHTS["deed"] + WEIGHTS["cue"]}
"""What a sentence can still win by its meaning and by a parse: one that would stay below `PROPOSED` with both is left."""
SAME = 3
"""Days after a promise on which a page that tells of it as still to come tells of the same announcement."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence proposed as evidence: `score` from 0 to 1, the status it tells of, and why."""

    passage: Passage
    score: float
    status: Progress
    reasons: tuple[str, ...]


def told_by(undertaking: Undertaking, passage: Passage) -> Sign:
    """The status that a passage tells of, supposing that it is about the undertaking."""
    sign = sign_of(undertaking, passage)
    if sign.status in ("kept", "broken") and not names_matter(undertaking, passage):
        return Sign("under way", f"{sign.reason}, but nothing is named that was")
    return sign


def follow(undertaking: Undertaking, passages: Sequence[Passage], most: int = 5) -> tuple[Evidence, ...]:
    """The `most` likeliest pieces of evidence among passages of later days, the likeliest first; each sentence once."""
    later = {p.text: p for p in reversed(passages) if not (undertaking.said and p.day and p.day <= undertaking.said)}
    plain = [(p, features(undertaking, p, 0.0)) for p in later.values()]
    plain = _best(plain, max(MEANT, most), STILL["meaning"] + STILL["read"])
    if not plain:
        return ()
    own = traits(undertaking.action, undertaking.parties).gist
    means = vectors([own, *(gist(undertaking, p) for p, _ in plain)])
    meant = [
        (p, found | {"meaning": float(near)}) for (p, found), near in zip(plain, means[1:] @ means[0], strict=True)
    ]
    likely = _best(meant, max(READ, most), STILL["read"])
    parse_all(passage.text for passage, _ in likely)
    proposed = []
    for passage, found in likely:
        found |= read_features(undertaking, passage)
        score = _score(_sum(found))
        another = found["mechanism"] < 0 or (found["stranger"] and found["absent"])
        if score < PROPOSED or another:
            continue
        sign = told_by(undertaking, passage)
        if not (sign.status in ("announced", "reaffirmed") and _at_once(undertaking, passage)):
            why = (sign.reason, *reasons(undertaking, passage, found))
            proposed.append(Evidence(passage, round(score, 3), sign.status, why))
    proposed.sort(key=lambda one: (-one.score, one.passage.ref))
    return tuple(proposed[:most])


def _sum(found: dict[str, float]) -> float:
    return sum(WEIGHTS[name] * value for name, value in found.items())


def _score(total: float) -> float:
    return 1 / (1 + exp(-BIAS - total))


def _best(
    some: list[tuple[Passage, dict[str, float]]], most: int, still: float
) -> list[tuple[Passage, dict[str, float]]]:
    """The likeliest, of those that can still become a proposal."""
    ranked = sorted(((_sum(found), passage, found) for passage, found in some), key=lambda one: (-one[0], one[1].ref))
    return [(passage, found) for total, passage, found in ranked[:most] if _score(total + still) >= PROPOSED]


def _at_once(undertaking: Undertaking, passage: Passage) -> bool:
    if not (undertaking.said and passage.day):
        return False
    return (date.fromisoformat(passage.day) - date.fromisoformat(undertaking.said)).days <= SAME
