"""From spans to attributions: each cue with its source and the contents that are its own.

Works on places in the text only, so that a model's spans and a rule's go through the same door. Whoever knows how spans
belong together (the tagger's pointers, a parse) says so in a `Links`; where nobody does, `near` judges by their places.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import exp, log

Place = tuple[int, int]
"""A span: start and end in the text, characters."""

FAR = 40
"""Characters over which, by place alone, two spans' chance to belong together falls to a third."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A span with the chance that it is one, and that it begins where it begins."""

    place: Place
    chance: float = 1.0
    edge: float = 1.0


@dataclass(frozen=True, slots=True)
class Links:
    """Chances that spans belong together: `content_cue[content][cue]`, `cue_source[cue][source]`, last: no source."""

    content_cue: Sequence[Sequence[float]]
    cue_source: Sequence[Sequence[float]]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who (`source`, None where nobody is named), by which words (`cue`), is said to have said what (`content`).

    `confidence` is 0 to 1; `features` are the numbers it was made of.
    """

    source: Place | None
    cue: Place
    content: tuple[Place, ...]
    confidence: float
    features: tuple[float, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Scale:
    """A logistic scale from an attribution's features to its chance of being right; fitted where the model is trained."""

    bias: float
    weights: tuple[float, ...]

    def chance(self, features: Sequence[float]) -> float:
        """The chance of being right, 0 to 1."""
        z = self.bias + sum(w * x for w, x in zip(self.weights, features, strict=True))
        return 1 / (1 + exp(-max(-30.0, min(30.0, z))))


FEATURES = ("cue", "cue edge", "content", "content edge", "content link", "source", "source link", "words")
"""What `features_of` measures, in order: log odds of chances, save the last (log of the content's words)."""


def link(
    sources: Sequence[Scored],
    cues: Sequence[Scored],
    contents: Sequence[Scored],
    links: Links | None = None,
    scale: Scale | None = None,
) -> list[Attribution]:
    """The attributions, one a cue that has a content, in the order of their cues.

    A content goes to the cue it most belongs to, a cue to its likeliest source; several cues may share one. Without a
    scale the confidence is the product of the chances.
    """
    links = links or near(sources, cues, contents)
    own: list[list[int]] = [[] for _ in cues]
    for i, row in enumerate(links.content_cue):
        if row:
            own[max(range(len(row)), key=row.__getitem__)].append(i)
    found = []
    for j, cue in enumerate(cues):
        if not own[j]:
            continue
        row = links.cue_source[j]
        k = max(range(len(row)), key=row.__getitem__)
        source = sources[k] if k < len(sources) else None
        parts = [contents[i] for i in own[j]]
        belongs = [links.content_cue[i][j] for i in own[j]]
        features = features_of(source, cue, parts, belongs, row[k])
        if scale:
            confidence = scale.chance(features)
        else:
            confidence = cue.chance * min(p.chance for p in parts) * max(belongs) * row[k]
        found.append(
            Attribution(
                source.place if source else None, cue.place, tuple(p.place for p in parts), confidence, features
            )
        )
    return found


def features_of(
    source: Scored | None, cue: Scored, parts: Sequence[Scored], belongs: Sequence[float], source_link: float
) -> tuple[float, ...]:
    """The numbers a scale weighs; a missing source counts as sure of itself. See `FEATURES`."""
    sizes = [end - start for start, end in (p.place for p in parts)]
    whole = sum(sizes)
    return (
        _odds(cue.chance),
        _odds(cue.edge),
        _odds(sum(p.chance * n for p, n in zip(parts, sizes, strict=True)) / whole),
        _odds(min(p.edge for p in parts)),
        _odds(sum(b * n for b, n in zip(belongs, sizes, strict=True)) / whole),
        _odds(source.chance) if source else 0.0,
        _odds(source_link),
        log(whole),
    )


def _odds(chance: float) -> float:
    kept = min(max(chance, 1e-3), 1 - 1e-3)
    return log(kept / (1 - kept))


def near(sources: Sequence[Scored], cues: Sequence[Scored], contents: Sequence[Scored]) -> Links:
    """Links by place alone: what stands close belongs together; before the cue rather than behind it for a source."""

    def chances(one: Scored, others: Sequence[Scored], behind: float) -> list[float]:
        weights = [
            exp(-_gap(one.place, other.place) / FAR) * (behind if other.place[0] > one.place[0] else 1.0)
            for other in others
        ]
        return [w / (sum(weights) or 1.0) for w in weights]

    return Links(
        [chances(content, cues, 1.0) for content in contents],
        [[*chances(cue, sources, 0.7), 0.0 if sources else 1.0] for cue in cues],
    )


def _gap(one: Place, other: Place) -> int:
    return max(one[0] - other[1], other[0] - one[1], 0)
