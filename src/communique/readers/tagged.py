"""Attributions as the trained tagger reads them: its spans, linked, each with a confidence on a scale fitted to the dev part."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from communique.models import tagger
from communique.models.decoding import Found, Tagged
from communique.readers.linking import Attribution, Links, Place, Scale, Scored, link


@dataclass(frozen=True, slots=True)
class Setting:
    """How the tagger is run by default: the scale of its confidence, the bias towards cues, and the least confidence kept.

    With the default `threshold` four of five attributions found are right, on the dev part of its corpus.
    """

    scale: Scale
    cue_bias: float
    threshold: float


@cache
def setting() -> Setting:
    """The setting fitted together with the shipped model (`models/attribution.json`)."""
    fitted = json.loads(resources.files("communique.models").joinpath("attribution.json").read_text("utf8"))
    return Setting(Scale(fitted["bias"], tuple(fitted["weights"])), fitted["cue_bias"], fitted["threshold"])


def attributions(
    text: str,
    paragraphs: Sequence[Place],
    threshold: float | None = None,
    *,
    model: Path = tagger.MODEL,
    screen: bool = True,
) -> list[Attribution]:
    """What the paragraphs (start, end in `text`) say that somebody said, in the order of the text, places in `text`.

    Only what has at least the confidence `threshold` (0 to 1; by default `setting().threshold`) is kept: a higher one
    gives fewer and surer. Raises `ModelMissing` without the model's file.
    """
    own = setting()
    least = own.threshold if threshold is None else threshold
    tagged = tagger.tag(text, paragraphs, model, screen, own.cue_bias)
    return [found for part in tagged for found in linked(part, own.scale) if found.confidence >= least]


def linked(tagged: Tagged, scale: Scale | None = None) -> list[Attribution]:
    """One paragraph's spans, linked as the tagger's pointers say."""
    return link(
        _scored(tagged.sources),
        _scored(tagged.cues),
        _scored(tagged.contents),
        Links(tagged.content_cue.tolist(), tagged.cue_source.tolist()),
        scale,
    )


def _scored(found: Sequence[Found]) -> list[Scored]:
    return [Scored((one.start, one.end), one.probability, one.edge) for one in found]
