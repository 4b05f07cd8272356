"""How much each piece of evidence weighs: two logistic models in `knowledge/alignment_weights.csv`.

"aligned" gives the chance that two points tell of one thing, "absent" the chance that a point which is in no alignment is
told by its own account only. Both are fitted by `bench/compare_weights.py`, which also wrote what to expect of them
(`knowledge/alignment_expected.csv`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BIAS = "bias"


@dataclass(frozen=True, slots=True)
class Weights:
    """Feature → weight, `BIAS` among them."""

    aligned: Mapping[str, float]
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
    made = {m: {r["feature"]: float(r["weight"]) for r in rows if r["model"] == m} for m in ("aligned", "absent")}
    return Weights(made["aligned"], made["absent"])


def chance(weights: Mapping[str, float], found: "Mapping[str, NDArray[np.float32]]") -> "NDArray[np.float32]":
    """The logistic function of weighted evidence, cell by cell."""
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
