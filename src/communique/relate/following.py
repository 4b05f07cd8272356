"""The verb `follow`: which later sentences tell what became of a commitment, each with its status and reasons.

Everything found is a proposal with its sentence; that it is so is for a person to confirm.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from communique.relate.evidence import features, read_features, traits, vectors
from communique.relate.progress import Sign, sign_of
from communique.relate.undertakings import Passage, Progress, Undertaking

WEIGHTS = {
    "meaning": 4.0, "words": 2.0, "context": 2.0, "topics": 0.5, "parties": 1.5, "named": 0.5, "stranger": -1.5,
    "absent": -1.5, "numbers": 0.5, "mechanism": 1.5, "deed": 0.7, "other actor": -1.0, "recalled": -1.0, "cue": 0.2,
}  # fmt: skip
BIAS = -5.0
PROPOSED = 0.1
READ = 15
"""Sentences that are parsed, the likeliest by what can be told without."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence proposed as evidence: `score` from 0 to 1, the status it tells of, and why."""

    passage: Passage
    score: float
    status: Progress
    reasons: tuple[str, ...]


def told_by(undertaking: Undertaking, passage: Passage) -> Sign:
    """The status that a passage tells of, supposing that it is about the undertaking."""
    return sign_of(undertaking, passage)


def follow(undertaking: Undertaking, passages: Sequence[Passage], most: int = 5) -> tuple[Evidence, ...]:
    """The `most` likeliest pieces of evidence among later passages, the likeliest first."""
    later = [p for p in passages if not (undertaking.said and p.day and p.day < undertaking.said)]
    if not later:
        return ()
    own = traits(undertaking.action, undertaking.parties).gist
    means = vectors([own, *(traits(p.text, undertaking.parties).gist for p in later)])
    near = means[1:] @ means[0]
    rough = []
    for passage, meaning in zip(later, near, strict=True):
        found = features(undertaking, passage, float(meaning))
        rough.append((sum(WEIGHTS[k] * v for k, v in found.items()), passage, found))
    rough.sort(key=lambda one: (-one[0], one[1].ref))
    kept = []
    for _, passage, found in rough[: max(READ, most)]:
        found = found | read_features(undertaking, passage)
        score = 1 / (1 + exp(-BIAS - sum(WEIGHTS[k] * v for k, v in found.items())))
        if score >= PROPOSED:
            sign = sign_of(undertaking, passage)
            kept.append(Evidence(passage, round(score, 3), sign.status, (sign.reason,)))
    kept.sort(key=lambda one: (-one.score, one.passage.ref))
    return tuple(kept[:most])
