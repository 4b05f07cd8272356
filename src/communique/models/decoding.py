"""From the tagger's numbers to spans: the best sequence of tags, and where the pointers lead."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from communique.models.windows import Window

Floats = npt.NDArray[np.float32]
ROLES = ("source", "cue", "content")
SOURCE, CUE, CONTENT = range(3)
OUT, BEGIN, INSIDE = range(3)


@dataclass(frozen=True, slots=True)
class Found:
    """A span of one role: where it is in the text (characters), and the mean chance that its pieces have the role.

    `edge` is the chance that a span of the role begins at its first piece.
    """

    start: int
    end: int
    probability: float
    edge: float


@dataclass(frozen=True, slots=True)
class Tagged:
    """What the tagger found in one paragraph.

    `content_cue` [contents, cues] is the chance that a content belongs to a cue; `cue_source` [cues, sources + 1] that a
    source belongs to a cue, the last column that the cue has none.
    """

    sources: tuple[Found, ...]
    cues: tuple[Found, ...]
    contents: tuple[Found, ...]
    content_cue: Floats
    cue_source: Floats


def log_softmax(logits: Floats) -> Floats:
    """Of the last axis."""
    shifted = logits - logits.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True)), dtype=np.float32)


def best_tags(logs: Floats) -> npt.NDArray[np.int8]:
    """The likeliest tags [pieces, roles] of log chances [pieces, roles, 3] in which nothing is inside without a beginning."""
    return np.array([_best(logs[:, role].tolist()) for role in range(logs.shape[1])], dtype=np.int8).T


def _best(logs: list[list[float]]) -> list[int]:
    """Viterbi over the three tags of one role; only O→I is forbidden. Plain numbers: arrays of three are slower."""
    out, begin, inside = logs[0][OUT], logs[0][BEGIN], -np.inf
    back = [(OUT, OUT)]  # of each piece: the best tag before any, and the best before an inside
    for to_out, to_begin, to_inside in logs[1:]:
        before, best_in = (BEGIN, begin) if begin >= inside else (INSIDE, inside)
        anything, best = (OUT, out) if out >= best_in else (before, best_in)
        back.append((anything, before))
        out, begin, inside = best + to_out, best + to_begin, best_in + to_inside
    tags = [max((out, OUT), (begin, BEGIN), (inside, INSIDE))[1]]
    for anything, before in reversed(back[1:]):
        tags.append(before if tags[-1] == INSIDE else anything)
    return tags[::-1]


def runs(tags: npt.NDArray[np.int8]) -> list[tuple[int, int]]:
    """Spans of pieces [start, end) in one role's tags."""
    begins = np.flatnonzero(tags == BEGIN)
    ends = []
    for begin in begins.tolist():
        end = begin + 1
        while end < len(tags) and tags[end] == INSIDE:
            end += 1
        ends.append(end)
    return list(zip(begins.tolist(), ends, strict=True))


def decode(
    text: str, window: Window, logits: Floats, to_cue: Floats, to_source: Floats, cue_bias: float = 0.0
) -> list[Tagged]:
    """What each paragraph of the window holds. `logits` [pieces, 9], the pointers' [pieces, pieces].

    `cue_bias` is added to the logits of a cue's tags.
    """
    per_role = logits[: len(window)].reshape(len(window), len(ROLES), 3).copy()
    per_role[:, CUE, BEGIN:] += cue_bias
    logs = log_softmax(per_role)
    return [
        _paragraph(text, window, logs, to_cue, to_source, int(at[0]), int(at[-1]) + 1)
        for n in range(int(window.paragraphs.max()) + 1)
        if len(at := np.flatnonzero(window.paragraphs == n))
    ]


def _paragraph(
    text: str, window: Window, logs: Floats, to_cue: Floats, to_source: Floats, first: int, last: int
) -> Tagged:
    own = logs[first:last]
    tags = best_tags(own)
    spans = [[(a + first, b + first) for a, b in runs(tags[:, role])] for role in range(len(ROLES))]
    if not spans[CUE] or not spans[CONTENT]:
        nothing = np.zeros((0, 0), dtype=np.float32)
        return Tagged((), (), (), nothing, nothing)
    inside = 1 - np.exp(logs[:, :, OUT])

    def found(role: int) -> tuple[Found, ...]:
        return tuple(
            Found(
                *whole_words(text, int(window.starts[a]), int(window.ends[b - 1])),
                float(inside[a:b, role].mean()),
                float(np.exp(logs[a, role, BEGIN])),
            )
            for a, b in spans[role]
        )

    cue_chance = np.exp(log_softmax(to_cue[first:last, : len(window)]))
    content_cue = np.array(
        [[cue_chance[a - first : b - first, c:d].sum(1).mean() for c, d in spans[CUE]] for a, b in spans[CONTENT]]
    )
    source_chance = np.exp(log_softmax(to_source[[c for c, _ in spans[CUE]], : len(window)]))
    cue_source = np.stack([source_chance[:, a:b].sum(1) for a, b in spans[SOURCE]] + [source_chance[:, 0]], 1)
    return Tagged(
        found(SOURCE), found(CUE), found(CONTENT), content_cue.astype(np.float32), cue_source.astype(np.float32)
    )


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The span widened to the words it touches."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end
