"""Quotation marks matched into quotations, whatever marks a page uses and whichever of them are missing.

A quotation runs from its opening mark to its closing one. One that is still open where its paragraph ends goes on in the
next if that opens with a mark too, as newspapers print long quotations; else it ends with its paragraph. Nothing raises:
a mark that fits nowhere is left alone.

What a mark is, is told by its shape where the shape tells ("“" opens) and by what stands beside it where it doesn't: a
straight mark after a space and before a letter opens. "’" and "'" close only what the same kind opened; elsewhere they
are apostrophes.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from communique.records import Span

MARK = re.compile(r"``|''|[\"“”„‟«»「」『』〝〞＂‘’‚‛'‹›]")
OPENING = dict.fromkeys("“„‟«「『〝", "double") | dict.fromkeys("‘‚‛‹", "single") | {"``": "double"}
CLOSING = dict.fromkeys("”»」』〞", "double") | dict.fromkeys("’›", "single")
STRAIGHT = {'"': "double", "＂": "double", "''": "double", "'": "single"}
LONGEST_SINGLE = 600
"""Characters that a quotation in single marks has at most; one that seems longer was an apostrophe's doing."""
AHEAD = 60
"""Marks that are looked at further on to tell what one of them is."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation. `pieces`: a span a paragraph, marks included; `depth` 1 outside others; `closed`: its end is marked."""

    pieces: tuple[Span, ...]
    depth: int
    closed: bool

    @property
    def start(self) -> int:
        """Where it opens."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.pieces[-1][1]


@dataclass(slots=True)
class _Open:
    """A quotation that has not ended yet. `carried`: the pieces of paragraphs before this one."""

    at: int
    family: str
    carried: tuple[Span, ...] = ()


def find_quotations(text: str, paragraphs: Sequence[Span]) -> tuple[Quotation, ...]:
    """The quotations in `paragraphs` (in order, spans into `text`), by where they open; inner ones after outer ones."""
    found: list[Quotation] = []
    pending: _Open | None = None
    for span in paragraphs:
        pending = _read(text, span, pending, found)
    if pending is not None:
        found.append(Quotation(pending.carried, 1, False))
    return tuple(sorted(found, key=lambda q: (q.start, -q.end)))


def _read(text: str, paragraph: Span, pending: _Open | None, found: list[Quotation]) -> _Open | None:
    """Read one paragraph into `found`; what is still open at its end is given back, for the next one to go on with."""
    start, end = paragraph
    marks = [m for m in MARK.finditer(text, start, end) if not (m[0] in "’'‘" and _apostrophe(text, m.start()))]
    first = start + len(text[start:end]) - len(text[start:end].lstrip())
    stack: list[_Open] = []
    if pending is not None:
        if marks and marks[0].start() == first and _kind(text, marks[0], paragraph, [])[1] == pending.family:
            stack.append(_Open(first, pending.family, pending.carried))
            marks = marks[1:]
        else:
            found.append(Quotation(pending.carried, 1, False))
    for number, mark in enumerate(marks, 1):
        opens, family = _kind(text, mark, paragraph, stack)
        later = marks[number : number + AHEAD]
        if opens:
            if family == "single" and not _closes_later(text, later, mark, end):
                continue
            if stack and stack[-1].family == family and not _nested(text, later, paragraph, stack, family):
                _end(stack, len(stack) - 1, _before_mark(text, stack[-1].at, mark.start()), found, closed=False)
            stack.append(_Open(mark.start(), family))
            continue
        level = next((k for k in reversed(range(len(stack))) if stack[k].family == family), None)
        if level is not None and (family == "double" or _closes_single(text, mark, later, end)):
            _end(stack, level, mark.end(), found, closed=True)
    if not stack:
        return None
    last = start + len(text[start:end].rstrip())
    outer = stack[0]
    _end(stack, 1, last, found, closed=False)
    if outer.family == "single":
        found.append(Quotation((*outer.carried, (outer.at, last)), 1, False))
        return None
    return _Open(last, outer.family, (*outer.carried, (outer.at, last)))


def _end(stack: list[_Open], level: int, at: int, found: list[Quotation], *, closed: bool) -> None:
    """End the quotation at `level` and all that were opened inside it."""
    while len(stack) > level:
        ended = stack.pop()
        outermost = len(stack) == level
        piece = (ended.at, max(at, ended.at + 1))
        found.append(Quotation((*ended.carried, piece), len(stack) + 1, closed and outermost))


def _kind(text: str, mark: re.Match[str], paragraph: Span, stack: list[_Open]) -> tuple[bool, str]:
    """Whether a mark opens, and its family. Curly marks may be set the wrong way round; their surroundings overrule them."""
    sign = mark[0]
    before = text[mark.start() - 1] if mark.start() > paragraph[0] else " "
    after = text[mark.end()] if mark.end() < paragraph[1] else " "
    family = OPENING.get(sign) or CLOSING.get(sign) or STRAIGHT[sign]
    room_before = before.isspace() or before in "([{—–-/" or bool(MARK.match(before) and before not in CLOSING)
    room_after = after.isspace() or after in ".,;:!?)]}—–-/…" or after in CLOSING
    if sign in STRAIGHT:
        if room_before != room_after:
            return room_before, family
        return not any(one.family == family for one in stack), family
    if sign in "”’" and room_before and not room_after and not (sign == "’" and (after.isdigit() or after.isalpha())):
        return True, family
    if sign == "“" and room_after and not room_before and any(one.family == family for one in stack):
        return False, family  # „German“ marks, or one set the wrong way round
    return sign in OPENING, family


def _nested(text: str, later: Sequence[re.Match[str]], paragraph: Span, stack: list[_Open], family: str) -> bool:
    """Whether a mark that opens inside its own kind opens an inner quotation: both are closed further on."""
    balance = sum(1 for one in stack if one.family == family) + 1
    for mark in later:
        opens, kind = _kind(text, mark, paragraph, stack)
        if kind == family:
            balance += 1 if opens else -1
        if balance <= 0:
            return True
    return False


def _before_mark(text: str, start: int, at: int) -> int:
    """The end of a quotation whose closing mark is missing and after which another opens at `at`."""
    return start + len(text[start:at].rstrip())


def _apostrophe(text: str, at: int) -> bool:
    """Whether the mark at `at` stands inside a word: "don't"."""
    return 0 < at < len(text) - 1 and text[at - 1].isalnum() and text[at + 1].isalnum()


def _closes_later(text: str, later: Sequence[re.Match[str]], mark: re.Match[str], end: int) -> bool:
    """Whether a single mark that seems to open is followed by one that closes; "’tis" and "’90s" are not."""
    if text[mark.end() : mark.end() + 1].isdigit() and mark[0] in "’'":
        return False
    limit = min(end, mark.end() + LONGEST_SINGLE)
    return any(other[0] in "’'›" and other.start() < limit and not text[other.start() - 1].isspace() for other in later)


def _closes_single(text: str, mark: re.Match[str], later: Sequence[re.Match[str]], end: int) -> bool:
    """Whether "’" closes a quotation: not inside a word, nor after a plural's s where a better one follows."""
    at = mark.start()
    if mark[0] == "›":
        return True
    plural = text[at - 1] in "sS" and re.match(r"[ \u00a0][a-z]", text[mark.end() : mark.end() + 2])
    if plural:
        for other in later:
            if other[0] in "‘‚" or other.start() > at + LONGEST_SINGLE or other.start() >= end:
                break
            if other[0] in "’'":
                return False
    return True


class Quoted:
    """The outermost quotations of a text, to be asked what stands inside them."""

    __slots__ = ("found", "pieces", "starts")

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self.found = tuple(q for q in quotations if q.depth == 1)
        self.pieces = sorted(((piece, q) for q in self.found for piece in q.pieces), key=lambda pair: pair[0])
        self.starts = [piece[0] for piece, _ in self.pieces]

    def at(self, offset: int) -> tuple[Span, Quotation] | None:
        """The piece whose inside holds `offset`, with its quotation; the marks themselves are not inside."""
        number = bisect_right(self.starts, offset - 1) - 1
        if number < 0:
            return None
        piece, quotation = self.pieces[number]
        last = piece[1] - 1 if quotation.closed and piece[1] == quotation.end else piece[1]
        return (piece, quotation) if piece[0] < offset <= last else None

    def within(self, span: Span) -> list[tuple[Span, Quotation]]:
        """The pieces that overlap `span`."""
        number = max(0, bisect_right(self.starts, span[0]) - 1)
        found = []
        while number < len(self.pieces) and self.pieces[number][0][0] < span[1]:
            if self.pieces[number][0][1] > span[0]:
                found.append(self.pieces[number])
            number += 1
        return found
