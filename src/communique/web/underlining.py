"""A page's text with every record underlined in its place, and each record's note beside the paragraph it begins in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from communique.ledger.shown import Leaf, Shown
from communique.records import PartKind, Reading, Span, Splice

STANDS = {
    "meeting": ("evidence",),
    "statement": ("content",),
    "commitment": ("action",),
    "position": ("target",),
    "mechanism": ("evidence",),
}
"""Which of a record's stretches are underlined: those that are the record, not all that vouches for it."""


@dataclass(frozen=True, slots=True)
class Note:
    """A record as it stands in the margin, with its number on the page."""

    number: int
    shown: Shown

    @property
    def kind(self) -> str:
        """The record's type, which gives its colour."""
        return self.shown.found.type


@dataclass(frozen=True, slots=True)
class Piece:
    """Words with the same records under them: `lead` is the shortest, `ends` those whose stretch ends here.

    `removed` are words that were taken out of the page here; then nothing else is set but the reason. `here`: the words
    that a link to the page points at.
    """

    text: str
    notes: tuple[Note, ...] = ()
    lead: Note | None = None
    ends: tuple[Note, ...] = ()
    removed: bool = False
    reason: str = ""
    here: bool = False

    @property
    def kinds(self) -> str:
        """The types of its records, each once, as classes."""
        return " ".join(dict.fromkeys(note.kind for note in self.notes))


@dataclass(frozen=True, slots=True)
class Block:
    """A line of the text, what it is on the page, and the notes of the records that begin in it."""

    kind: PartKind
    span: Span
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]


def blocks(leaf: Leaf, here: Span = (0, 0)) -> tuple[Block, ...]:
    """The whole text of a page, line by line, in which nothing is left out and what was taken out is shown; the words
    at `here` are marked."""
    return _blocks(leaf.reading, notes_of(leaf.records), here)


def blocks_around(leaf: Leaf, shown: Shown) -> tuple[Block, ...]:
    """The lines in which one record stands, with it alone underlined."""
    note = next((one for one in notes_of(leaf.records) if one.shown.found.id == shown.found.id), Note(0, shown))
    where = [span for _, span, _ in shown.spans]
    around = [block for block in _blocks(leaf.reading, (note,)) if any(_touch(block.span, span) for span in where)]
    return tuple(around)


def notes_of(records: Sequence[Shown]) -> tuple[Note, ...]:
    """Records numbered in the order in which they begin on the page."""
    ordered = sorted(records, key=lambda one: min(_standing(one), default=(0, 0)))
    return tuple(Note(number, one) for number, one in enumerate(ordered, 1))


def _standing(shown: Shown) -> list[Span]:
    """The stretches of a record that are underlined."""
    wanted = STANDS.get(shown.found.type, ())
    return [span for what, span, _ in shown.spans if what in wanted and span[0] < span[1]]


def _blocks(reading: Reading, notes: Sequence[Note], here: Span = (0, 0)) -> tuple[Block, ...]:
    text = reading.article.text
    spans = [(span, note) for note in notes for span in _standing(note.shown)]
    first = {note.number: min(_standing(note.shown), default=(0, 0))[0] for note in notes}
    splices = sorted((s for s in reading.article.splices if s.at is not None), key=lambda s: s.at or 0)
    made, at = [], 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        taken = [s for s in splices if s.at is not None and start <= s.at < at]
        if not line.strip() and not taken:
            continue
        mine = [(span, note) for span, note in spans if _touch((start, end), span)]
        beginning = tuple(note for note in notes if start <= first[note.number] < at)
        pieces = tuple(_pieces(text, (start, end), mine, taken, here))
        made.append(Block(_kind(reading, start, end), (start, end), pieces, beginning))
    return tuple(made)


def _touch(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _kind(reading: Reading, start: int, end: int) -> PartKind:
    """What a line is on the page: the part that holds most of it."""
    held = [(min(end, p.span[1]) - max(start, p.span[0]), p.kind) for p in reading.article.parts]
    most = max(held, default=(0, "paragraph"), key=lambda one: one[0])
    return most[1] if most[0] > 0 else "paragraph"


def _pieces(
    text: str, line: Span, spans: Sequence[tuple[Span, Note]], splices: Sequence[Splice], pointed: Span
) -> Iterator[Piece]:
    start, end = line
    cuts = {start, end, *(min(max(s.at or 0, start), end) for s in splices)}
    for span in (*(span for span, _ in spans), pointed):
        cuts |= {min(max(at, start), end) for at in span}
    places = sorted(cuts)
    for at, until in zip(places, [*places[1:], end], strict=True):
        for splice in splices:
            if min(max(splice.at or 0, start), end) == at:
                yield Piece(splice.text, removed=True, reason=splice.reason)
        if at == until:
            continue
        here = [(span[1] - span[0], note.number, note, span) for span, note in spans if span[0] <= at < span[1]]
        here.sort(key=lambda one: one[:2])
        ends = tuple(note for _, _, note, span in here if min(span[1], end) == until)
        over = tuple(dict.fromkeys(note for _, _, note, _ in here))
        yield Piece(text[at:until], over, over[0] if over else None, ends, here=pointed[0] <= at < pointed[1])
