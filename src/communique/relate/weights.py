"""How much each piece of evidence weighs: logistic models in `knowledge/alignment_weights.csv`.

"aligned" gives the chance that two points tell of one thing, "settled" the same with their rivals in sight, "joined" that
the rest of a sentence goes on with a part of it, "differs" that two tellings part, "absent" that a point which is in no
alignment is told by its own account only. All are fitted by `bench/compare_weights.py`, which also wrote what to expect of them
(`knowledge/alignment_expected.csv`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from communique import knowledge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BIAS = "bias"
MODELS = ("aligned", "settled", "joined", "differs", "absent")


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature → weight, `BIAS` among them."""

    aligned: Mapping[str, float]
    settled: Mapping[str, float]
    joined: Mapping[str, float]
    differs: Mapping[str, float]
    absent: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Expected:
    """Of what was told with a chance of `least` and over, the share that was right on accounts not fitted on."""

    least: float
    right: float
    of: int


@cache
def fitted() -> Weights:
    """The weights that the package comes with."""
    rows = knowledge.table("alignment_weights")
    return Weights(**{m: {r["feature"]: float(r["weight"]) for r in rows if r["model"] == m} for m in MODELS})


def chance(weights: Mapping[str, float], found: "Mapping[str, Any]") -> "NDArray[np.float32]":
    """The logistic function of weighted evidence, cell by cell; evidence of one number gives one."""
    import numpy as np

    total = weights[BIAS] + sum((weight * found[name] for name, weight in weights.items() if name != BIAS), start=0.0)
    result: NDArray[np.float32] = 1 / (1 + np.exp(-np.asarray(total)))
    return result


@cache
def expected(kind: str) -> tuple[Expected, ...]:
    """The threshold table of "aligned" or "absent", the highest threshold first."""
    rows = [r for r in knowledge.table("alignment_expected") if r["kind"] == kind]
    made = [Expected(float(r["least"]), float(r["right"]), int(r["of"])) for r in rows]
    return tuple(sorted(made, key=lambda one: -one.least))
