"""The trained network of encounters: of a sentence's mentions, who meets whom, who visits where, and where and when that is.

Runs `encounters.onnx` on ONNX Runtime; see `encounters.md` for what it was taught by, its figures and limits. What it needs is loaded when
the first sentence comes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from communique.models.running import session
from communique.records import MeetingKind, Span, Status

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORD = re.compile(r"[a-z]+")
WORDS = Path(__file__).with_name("encounter-words.txt")
MODEL = Path(__file__).with_name("encounters.onnx")
MentionType = Literal[0, 1, 2]
WHO: MentionType = 0
WHERE: MentionType = 1
WHEN: MentionType = 2
MEETS, VISITS, AT, ON = range(4)
PAIRS = 4
STATUSES: tuple[Status, ...] = ("held", "planned", "proposed", "cancelled")
KINDS: tuple[MeetingKind, ...] = ("meeting", "talks", "call", "summit", "session")
LONGEST = 126
"""Word pieces of a sentence that are looked at; a longer one is a list or no sentence."""


@dataclass(frozen=True, slots=True)
class Chances:
    """What the network thinks of every two mentions, in the order in which they were given: arrays [mentions, mentions, …].

    `pair` holds the chances (0 to 1) that the first meets, visits, is at, is on the second; a mention meets itself where
    they are several who met. `status` and `kind` hold the chances of each of `STATUSES` and `KINDS`, which mean something only
    where the first meets or visits the second.
    """

    pair: "NDArray[np.float32]"
    status: "NDArray[np.float32]"
    kind: "NDArray[np.float32]"


@cache
def _weights() -> tuple[float, dict[str, float]]:
    lines = [line for line in WORDS.read_text("utf8").splitlines() if not line.startswith("#")]
    return float(lines[0]), {word: float(weight) for word, weight in (line.split() for line in lines[1:])}


def words(text: str) -> set[str]:
    """The words of a sentence, each once, small."""
    return set(WORD.findall(text.lower()))


def may_tell(text: str) -> bool:
    """Whether a sentence's words let it tell of an encounter: a cheap look before the network's dear one."""
    bound, weights = _weights()
    return sum(weights.get(word, 0.0) for word in words(text)) >= bound


def seen_by(text: str, mentions: Sequence[tuple[Span, MentionType]]) -> "dict[str, NDArray[np.generic]] | None":
    """A sentence as the network sees it, in teaching and in reading: `ids`, `shapes` and `marks` [pieces], `shares` [mentions,
    pieces] and `types` [mentions]. None where it is too long, or one of the mentions has no word in it.
    """
    import numpy as np

    from communique.models.windows import pieces, window

    cut = pieces(text, [(0, len(text))])
    if len(cut) != 1 or len(cut[0]) > LONGEST:
        return None
    whole = window(cut)
    shares = np.zeros((len(mentions), len(whole)), np.float32)
    marks = np.zeros(len(whole), np.int64)
    for row, ((start, end), kind) in enumerate(mentions):
        own = (whole.starts >= 0) & (whole.starts < end) & (whole.ends > start)
        if not own.any():
            return None
        shares[row, own] = 1 / own.sum()
        if not marks[own].any():
            marks[own] = 2 + 2 * kind
            marks[own.argmax()] = 1 + 2 * kind
    types = np.array([kind for _, kind in mentions], np.int64)
    return {"ids": whole.ids, "shapes": whole.shapes, "marks": marks, "shares": shares, "types": types}


def chances(text: str, mentions: Sequence[tuple[Span, MentionType]], model: Path = MODEL) -> Chances | None:
    """What the network thinks of the mentions (start, end in `text`, and whether they name who, where or when) of one sentence.

    None where the sentence can't be looked at (`seen_by`). Raises `ModelMissing` without the model's file.
    """
    import numpy as np

    seen = seen_by(text, mentions)
    if seen is None:
        return None
    judged = session(model).run(["judged"], {name: values[None] for name, values in seen.items()})[0][0]
    kinds = PAIRS + len(STATUSES)
    return Chances(
        1 / (1 + np.exp(-judged[..., :PAIRS])), _shares(judged[..., PAIRS:kinds]), _shares(judged[..., kinds:])
    )


def _shares(judged: "NDArray[np.float32]") -> "NDArray[np.float32]":
    import numpy as np

    raised = np.exp(judged - judged.max(-1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(-1, keepdims=True)
    return shares
