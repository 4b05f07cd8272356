"""Stories: pages that carry one piece, which of them is nearest the source, and how the others came of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from communique.records import Article
from communique.relate.candidates import Index, stretches
from communique.relate.copies import Descent, Piece, descent, piece_of
from communique.relate.likeness import Likeness, liken
from communique.relate.source import Standing, nearest

APART = 0.1
"""Two pages that both lie in a third but share less than this part of the shorter one's place there are two pieces that
the third runs together, not two cuts of one: those share at least the lead."""

ASKED = 4
"""Pages of a story that are asked when another one joins: the longest, which hold what the shorter ones have."""


@dataclass(frozen=True, slots=True)
class Member:
    """A page of a story, by its place in what was given, and how it came of the source; None for the source itself."""

    page: int
    descent: Descent | None
    standing: Standing


@dataclass(frozen=True, slots=True)
class Story:
    """Pages that carry one piece, the one nearest the source first."""

    members: tuple[Member, ...]


def stories(articles: Sequence[Article]) -> tuple[Story, ...]:
    """Every page in exactly one story, those that nobody copied alone in theirs, in the order of their first page."""
    pieces = [piece_of(article) for article in articles]
    likenesses = {(a, b): found for a, b in _pairs(pieces) if same_piece(pieces[a], pieces[b], found := liken(pieces[a].wording, pieces[b].wording))}
    return tuple(story_of(pieces, group) for group in _groups(pieces, likenesses))


def same_piece(one: Piece, other: Piece, likeness: Likeness) -> bool:
    """Whether two pages carry one piece. One house brings a piece once: on another day it must be the same to the word."""
    if not likeness.same_piece:
        return False
    if _house(one) is None or _house(one) != _house(other):
        return True
    days = [piece.article.declared.published or piece.article.origin.published for piece in (one, other)]
    if None in days or days[0][:10] == days[1][:10]:  # type: ignore[index]
        return True
    shorter, longer = sorted((len(one.wording.prose), len(other.wording.prose)))
    return likeness.words >= SAME_HOUSE * longer


SAME_HOUSE = 0.9
"""Share of the longer text that two pages of one site must have in common to be one piece, when their days differ."""


def _house(piece: Piece) -> str | None:
    from urllib.parse import urlsplit

    return urlsplit(piece.article.url or piece.article.declared.canonical or "").hostname


def story_of(pieces: Sequence[Piece], group: Sequence[int]) -> Story:
    """The story that the pages of `group` make: who is nearest the source, and how the others came of it."""
    chosen = [pieces[number] for number in group]
    descents = {(a, b): descent(chosen[a], chosen[b]) for a in range(len(group)) for b in range(len(group)) if a != b}
    standings = nearest(chosen, descents)
    order = sorted(range(len(group)), key=lambda n: -standings[n].weight)
    source = order[0]
    return Story(
        tuple(
            Member(group[n], None if n == source else descents[source, n], standings[n])
            for n in order
        )
    )


def _pairs(pieces: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    index: Index[int] = Index()
    for number, piece in enumerate(pieces):
        sample = stretches(piece.wording)
        yield from ((other, number) for other in index.candidates(sample))
        index.add(number, sample)


def _groups(pieces: Sequence[Piece], likenesses: dict[tuple[int, int], Likeness]) -> list[list[int]]:
    """Pages joined pair by pair, the surest first."""
    group_of = {number: [number] for number in range(len(pieces))}
    for (a, b), _ in sorted(likenesses.items(), key=lambda item: (-item[1].carried, -item[1].words, item[0])):
        one, other = group_of[a], group_of[b]
        if one is other or _run_together(one, other, pieces, likenesses):
            continue
        one += other
        for number in other:
            group_of[number] = one
    unique = {id(group): sorted(group) for group in group_of.values()}
    return sorted(unique.values())


def _run_together(one: list[int], other: list[int], pieces: Sequence[Piece], likenesses: dict[tuple[int, int], Likeness]) -> bool:
    """Whether joining would put two pieces into one story because a page runs both together."""
    longest = [sorted(group, key=lambda n: -len(pieces[n].wording.prose))[:ASKED] for group in (one, other)]
    for a in longest[0]:
        for b in longest[1]:
            if _key(a, b) in likenesses:
                continue
            for hub in {*longest[0], *longest[1]} - {a, b}:
                if _key(a, hub) in likenesses and _key(b, hub) in likenesses:
                    places = [_places(n, hub, likenesses) for n in (a, b)]
                    if len(places[0] & places[1]) < APART * min(map(len, places)):
                        return True
    return False


def _key(a: int, b: int) -> tuple[int, int]:
    return (a, b) if a < b else (b, a)


def _places(number: int, hub: int, likenesses: dict[tuple[int, int], Likeness]) -> set[int]:
    """The words of `hub` that lie in passages shared with `number`."""
    side = 0 if hub < number else 1
    runs = likenesses[_key(number, hub)].passages
    return {at for run in runs for at in range(run[0][side], run[-1][side] + 1)}
