"""How near two short texts are in meaning, whatever their words: the cosine of their sentence embeddings."""

from functools import lru_cache
from typing import TYPE_CHECKING

from communique.models.embeddings import embed

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def nearness(one: str, other: str) -> float:
    """From -1 to 1; texts on one matter have .5 and more."""
    return float(_vector(one) @ _vector(other))


@lru_cache(maxsize=20_000)
def _vector(text: str) -> "NDArray[np.float32]":
    """One at a time: in eight bits a text's vector depends a little on what is beside it in a batch, and a verdict must not."""
    found: NDArray[np.float32] = embed([text])[0]
    return found
