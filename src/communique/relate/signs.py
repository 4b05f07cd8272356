"""What speaks for and against two records telling of one thing, added up by the weights of `knowledge/merging.csv`.

The model is that of Fellegi and Sunter ("A theory for record linkage", 1969): each sign carries points, their sum decides,
and between two thresholds a person is asked. Points here are set by hand, so that every decision can be read and argued.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from math import exp
from typing import Literal, TypeAlias

from communique import knowledge

Kind: TypeAlias = Literal["person", "organisation", "mechanism", "meeting", "commitment"]
Outcome: TypeAlias = Literal["same", "different", "unsure"]
KINDS: tuple[Kind, ...] = ("person", "organisation", "mechanism", "meeting", "commitment")


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign of `merging.csv` by name, with what its sentence shows."""

    name: str
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the rules make of a pair: the sum of `points`, and `reasons`, the weightiest first.
    `score` is the sum from 0 to 1 (.5 where "same" begins).

    `never`: a sign that decides alone says that the two are not one, so that nothing may join them either.
    """

    outcome: Outcome
    points: float
    score: float
    reasons: tuple[str, ...]
    never: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """The weights of one kind of record. A sign without points (None) decides alone."""

    points: Mapping[str, float | None]
    says: Mapping[str, str]
    same: float
    unsure: float


@cache
def scale(kind: Kind) -> Scale:
    """The weights and thresholds for a kind."""
    rows = [row for row in knowledge.table("merging") if row["kind"] == kind]
    given = {row["sign"]: None if row["points"] == "never" else float(row["points"]) for row in rows}
    limits = {name: value or 0.0 for name, value in given.items() if name.endswith(" from")}
    return Scale(given, {row["sign"]: row["says"] for row in rows}, limits["same from"], limits["unsure from"])


def weigh(kind: Kind, signs: Iterable[Sign]) -> Verdict:
    """Add the signs up."""
    weights = scale(kind)
    total = 0.0
    heard: list[tuple[float, str]] = []
    for sign in signs:
        points = weights.points[sign.name]
        said = weights.says[sign.name].format(*sign.shown)
        if points is None:
            return Verdict("different", float("-inf"), 0.0, (said,), never=True)
        total += points
        heard.append((points, f"{said} ({points:+g})"))
    heard.sort(key=lambda one: -abs(one[0]))
    outcome: Outcome = "same" if total >= weights.same else "unsure" if total >= weights.unsure else "different"
    score = 1 / (1 + exp(weights.same - total))
    return Verdict(outcome, total, round(score, 3), tuple(said for points, said in heard if points))
