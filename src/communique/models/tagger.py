"""The trained tagger of attributions: paragraphs in, spans of sources, cues and contents with their chances out.

Runs `attribution.onnx` on ONNX Runtime; see `attribution.md` for its data, figures and limits. What it needs is loaded when the
first text comes.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from communique.models.decoding import Tagged, decode
from communique.models.screening import screened
from communique.models.windows import Window, batch, pack, pieces, window

MODEL = Path(__file__).with_name("attribution.onnx")
ROOM = 1600
"""Word pieces that go through the model at once, padding included: more gains no speed and costs memory."""


class ModelMissing(FileNotFoundError):
    """The model's file isn't where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"the attribution model {path} is missing: install the package whole, or read with rules only")


@cache
def session(path: Path = MODEL, threads: int = 1) -> Any:
    """The model, loaded once a process. `threads` 1 leaves the other cores to other pages.

    Raises `ModelMissing` where there is no such file.
    """
    if not path.exists():
        raise ModelMissing(path)
    import onnxruntime  # type: ignore[import-untyped]

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def tag(
    text: str, paragraphs: Sequence[tuple[int, int]], model: Path = MODEL, screen: bool = True, cue_bias: float = 0.0
) -> list[Tagged]:
    """What the paragraphs hold, in the order of the text; paragraphs with nothing found are left out.

    `paragraphs` are (start, end) in `text`, and all places in the answer are of `text`. With `screen` paragraphs that can
    hold no attribution don't go to the model. `cue_bias` is added to the log odds of cues, to find more and surer of fewer.
    """
    return tag_all([(text, paragraphs)], model, screen, cue_bias)[0]


def tag_all(
    texts: Sequence[tuple[str, Sequence[tuple[int, int]]]],
    model: Path = MODEL,
    screen: bool = True,
    cue_bias: float = 0.0,
) -> list[list[Tagged]]:
    """The same for many texts at once: windows of like length go together, whatever text they are of."""
    jobs: list[tuple[int, Window]] = []
    for n, (text, paragraphs) in enumerate(texts):
        kept = screened(text, paragraphs) if screen else list(paragraphs)
        jobs += [(n, window(group)) for group in pack(pieces(text, kept))]
    run = session(model)
    found: dict[int, list[Tagged]] = {}
    for some in _batches([w for _, w in jobs]):
        ids, shapes = batch([jobs[i][1] for i in some])
        tags, to_cue, to_source = run.run(["tags", "to_cue", "to_source"], {"ids": ids, "shapes": shapes})
        for row, i in enumerate(some):
            n, w = jobs[i]
            found[i] = decode(texts[n][0], w, tags[row], to_cue[row], to_source[row], cue_bias)
    answers: list[list[Tagged]] = [[] for _ in texts]
    for i, (n, _) in enumerate(jobs):
        answers[n] += [tagged for tagged in found[i] if tagged.cues]
    return answers


def _batches(windows: Sequence[Window]) -> list[list[int]]:
    """Places of windows in the list, those of like length together, no batch wider than `ROOM`."""
    groups: list[list[int]] = []
    for i in sorted(range(len(windows)), key=lambda i: len(windows[i])):
        if not groups or (len(groups[-1]) + 1) * len(windows[i]) > ROOM:
            groups.append([])
        groups[-1].append(i)
    return groups
