"""What a copy changed: words inserted, deleted, replaced, passages moved, with their places in both texts."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from communique.records import Span
from communique.relate.alignment import Match
from communique.relate.wording import Wording

EditKind: TypeAlias = Literal["inserted", "deleted", "replaced", "moved"]
Passage: TypeAlias = Sequence[Match]


@dataclass(frozen=True, slots=True)
class Edit:
    """One change. `source` and `copy` are [start, end) of words, empty where nothing stands."""

    kind: EditKind
    source: Span
    copy: Span


def edits(passages: Sequence[Passage], source: Wording, copy: Wording) -> tuple[Edit, ...]:
    """What made `copy` of `source`, in the order of the copy; `passages` match words of `source` with words of `copy`."""
    steady = _in_order(passages)
    moved = [run for run in passages if run not in steady]
    taken = {i for run in moved for i, _ in run}
    put = {j for run in moved for _, j in run}
    found = [Edit("moved", (run[0][0], run[-1][0] + 1), (run[0][1], run[-1][1] + 1)) for run in moved]
    ends = (len(source.keys), len(copy.keys))
    before = (0, 0)
    for match in [*(match for run in steady for match in run), ends]:
        found += _between(before, match, taken, put)
        before = (match[0] + 1, match[1] + 1)
    return tuple(sorted(found, key=lambda edit: (edit.copy, edit.source)))


def _between(start: Match, end: Match, taken: set[int], put: set[int]) -> Iterator[Edit]:
    gone = list(_stretches(start[0], end[0], taken))
    come = list(_stretches(start[1], end[1], put))
    if len(gone) == len(come) == 1:
        yield Edit("replaced", gone[0], come[0])
        return
    yield from (Edit("deleted", stretch, (start[1], start[1])) for stretch in gone)
    yield from (Edit("inserted", (start[0], start[0]), stretch) for stretch in come)


def _stretches(start: int, end: int, without: set[int]) -> Iterator[Span]:
    """[start, end) without some places, as stretches."""
    first = start
    for at in range(start, end + 1):
        if at == end or at in without:
            if at > first:
                yield first, at
            first = at + 1


def _in_order(passages: Sequence[Passage]) -> list[Passage]:
    """The passages with most words that follow one another in both texts: the others were moved."""
    runs = sorted(passages, key=lambda run: run[0])
    best: list[tuple[int, int]] = []  # words up to and with this passage, and the passage before it
    for number, run in enumerate(runs):
        weight, before = 0, -1
        for other in range(number):
            if runs[other][-1] < run[0] and runs[other][-1][1] < run[0][1] and best[other][0] > weight:
                weight, before = best[other][0], other
        best.append((weight + len(run), before))
    kept: list[Passage] = []
    at = max(range(len(best)), key=lambda number: best[number][0], default=-1)
    while at >= 0:
        kept.append(runs[at])
        at = best[at][1]
    return kept[::-1]


Segment: TypeAlias = tuple[Literal["same", "gone", "come", "moved"], str]
"""A stretch of text and what became of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """An edit in characters: where it stands in both texts, and what went and what came there, as printed."""

    kind: EditKind
    source: Span
    copy: Span
    gone: str
    come: str


def changed(
    edits: Sequence[Edit], source: Wording, source_text: str, copy: Wording, copy_text: str
) -> tuple[Change, ...]:
    """Edits with the words that they touch."""
    found = []
    for edit in edits:
        before = _characters(source, edit.source, len(source_text))
        after = _characters(copy, edit.copy, len(copy_text))
        found.append(Change(edit.kind, before, after, source_text[slice(*before)], copy_text[slice(*after)]))
    return tuple(found)


def segments(changes: Iterable[Change], copy_text: str) -> Iterator[Segment]:
    """The copy's text stretch by stretch, with what the source had in between."""
    at = 0
    for change in changes:
        start, end = change.copy
        if start < at:
            continue  # inside a passage that was moved as a whole
        yield "same", copy_text[at:start]
        if change.kind in ("deleted", "replaced"):
            yield "gone", change.gone
            if change.kind == "deleted":
                yield "same", " "
        if end > start:
            yield ("moved" if change.kind == "moved" else "come"), copy_text[start:end]
        at = end
    yield "same", copy_text[at:]


MARKS = {"same": "{}", "gone": "[-{}-]", "come": "{{+{}+}}", "moved": "{{~{}~}}"}


def difference(changes: Iterable[Change], copy_text: str) -> str:
    """The copy's text with its changes marked: [-what the source has-] and {+what the copy has instead+}.

    Taking what is in {+ +} and leaving out what is in [- -] gives the copy's text back. What was moved is marked {~ ~}.
    """
    return "".join(MARKS[kind].format(stretch) for kind, stretch in segments(changes, copy_text))


def _characters(wording: Wording, words: Span, length: int) -> Span:
    """The characters of a stretch of words; of an empty one the place where it stands."""
    if words[0] < words[1]:
        return wording.spans[words[0]][0], wording.spans[words[1] - 1][1]
    at = wording.spans[words[0]][0] if words[0] < len(wording.spans) else length
    return at, at
