"""A corpus of attributions as windows with their labels."""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from network import ROLES

from communique.models.windows import Pieces, Window, pack, pieces, window

NOTHING = -100  # a label that no loss counts


@dataclass
class Labels:
    """Of one paragraph: tags [3, pieces], and for each piece the piece its pointer should lead to (-1: `[CLS]`)."""

    tags: np.ndarray
    to_cue: np.ndarray
    to_source: np.ndarray


@dataclass
class Article:
    """A text, its paragraphs' pieces and their labels."""

    text: str
    paragraphs: list[Pieces]
    labels: list[Labels]


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Lines that hold anything."""
    return [m.span() for m in re.finditer(r"[^\n]*\S[^\n]*", text)]


def load(path: Path) -> list[Article]:
    """The articles of a JSONL file of this form."""
    found = []
    for line in path.read_text("utf8").splitlines():
        record = json.loads(line)
        parts = pieces(record["text"], paragraphs_of(record["text"]))
        found.append(Article(record["text"], parts, [labels_of(part, record["attributions"]) for part in parts]))
    return found


def labels_of(part: Pieces, attributions: list[dict]) -> Labels:
    """One paragraph's labels; what lies in another paragraph is left out."""
    tags = np.zeros((len(ROLES), len(part)), np.int64)
    to_cue = np.full(len(part), NOTHING)
    to_source = np.full(len(part), NOTHING)

    def covered(spans: list[list[int]]) -> list[np.ndarray]:
        found = [np.flatnonzero((part.starts < end) & (part.ends > start)) for start, end in spans]
        return [f for f in found if len(f)]

    for a in sorted(attributions, key=lambda a: -sum(e - s for s, e in a.get("content", []))):
        spans = {role: covered(a.get(role, [])) for role in ROLES}
        for i, role in enumerate(ROLES):
            for span in spans[role]:
                tags[i, span] = 2
                tags[i, span[0]] = 1
        if spans["cue"]:
            cue = spans["cue"][0][0]
            for span in spans["content"]:
                to_cue[span] = cue
            to_source[cue] = spans["source"][0][0] if spans["source"] else -1
    return Labels(tags, to_cue, to_source)


def windows_of(
    article: Article, budget: int, dice: Random | None = None, keep: float = 1.0
) -> list[tuple[Window, Labels]]:
    """The article packed; with dice, paragraphs without any attribution are kept with chance `keep`."""
    kept = [i for i, labels in enumerate(article.labels) if dice is None or labels.tags.any() or dice.random() < keep]
    of = {id(article.paragraphs[i]): article.labels[i] for i in kept}
    found = []
    for group in pack((article.paragraphs[i] for i in kept), budget):
        w = window(group)
        tags = np.zeros((len(ROLES), len(w)), np.int64)
        to_cue = np.full(len(w), NOTHING)
        to_source = np.full(len(w), NOTHING)
        at = 1
        for part in group:
            own = of[id(part)]
            n = len(part)
            tags[:, at : at + n] = own.tags
            for all_, one in ((to_cue, own.to_cue), (to_source, own.to_source)):
                all_[at : at + n] = np.where(one == NOTHING, NOTHING, np.where(one < 0, 0, one + at))
            tags[:, at + n] = 0
            at += n + 1
        found.append((w, Labels(tags, to_cue, to_source)))
    return found
