"""How far coders agree: Cohen's weighted kappa over ordered values (Cohen 1968, Psychological Bulletin 70, 213–220).

kappa = 1 − Σ w·observed / Σ w·expected, where a disagreement weighs as its distance: linear |i − j| or quadratic (i − j)²
(Fleiss and Cohen 1973: the quadratic one is an intraclass correlation). Expected are the products of the coders' own shares.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

VALUES = (-1, 0, 1)
"""Not complied, work in progress or in part, complied: the three values of G7 and G20 compliance studies."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """Two coders at a stage (interim or final), how many commitments both scored, and how far they agree (None where nothing can be said)."""

    stage: str
    one: str
    other: str
    both: int
    same: int
    linear: float | None
    quadratic: float | None


def weighted_kappa(pairs: Sequence[tuple[int, int]], power: int = 2) -> float | None:
    """Kappa of two coders' values of the same things; `power` 1 for linear weights, 2 for quadratic ones.

    None without pairs, and where both gave one and the same value throughout: chance alone would agree as well.
    """
    count = len(pairs)
    if not count:
        return None
    seen = sum(abs(a - b) ** power for a, b in pairs) / count
    chance = sum(abs(a - b) ** power for a, _ in pairs for _, b in pairs) / count**2
    return None if chance == 0 else 1 - seen / chance


def agreements(stage: str, scores: Mapping[str, Mapping[str, int]]) -> tuple[Agreement, ...]:
    """Every two coders that scored something in common at a stage; `scores` are coder → commitment → value."""
    found = []
    for one, other in combinations(sorted(scores), 2):
        common = sorted(scores[one].keys() & scores[other].keys())
        pairs = [(scores[one][c], scores[other][c]) for c in common]
        if pairs:
            same = sum(a == b for a, b in pairs)
            found.append(
                Agreement(stage, one, other, len(pairs), same, weighted_kappa(pairs, 1), weighted_kappa(pairs, 2))
            )
    return tuple(found)
