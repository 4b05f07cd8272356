"""The trained tagger of attributions: paragraphs in, spans of sources, cues and contents with their chances out.

Runs `attribution.onnx` on ONNX Runtime; see `attribution.md` for its data, figures and limits. What it needs is loaded when the
first text comes. Windows go through one by one: a batch of eight was a quarter slower on one core, for its padding (a fifth
of all pieces) and because its numbers no longer fit the processor's cache.
"""

from collections.abc import Sequence
from pathlib import Path

from communique.models.decoding import Tagged, decode
from communique.models.running import session
from communique.models.screening import screened
from communique.models.windows import batch, pack, pieces, window

MODEL = Path(__file__).with_name("attribution.onnx")


def tag(
    text: str, paragraphs: Sequence[tuple[int, int]], model: Path = MODEL, screen: bool = True, cue_bias: float = 0.0
) -> list[Tagged]:
    """What the paragraphs hold, in the order of the text; paragraphs with nothing found are left out.

    `paragraphs` are (start, end) in `text`, and all places in the answer are of `text`. With `screen` paragraphs that can
    hold no attribution don't go to the model. `cue_bias` is added to the log odds of cues, to find more and surer of fewer.
    """
    run = session(model)
    kept = screened(text, paragraphs) if screen else list(paragraphs)
    found: list[Tagged] = []
    for group in pack(pieces(text, kept)):
        whole = window(group)
        ids, shapes = batch([whole])
        tags, to_cue, to_source = run.run(["tags", "to_cue", "to_source"], {"ids": ids, "shapes": shapes})
        found += decode(text, whole, tags[0], to_cue[0], to_source[0], cue_bias)
    return [tagged for tagged in found if tagged.cues]
