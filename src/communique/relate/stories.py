"""Stories: pages that carry one piece, which of them is nearest the source, and how the others came of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from urllib.parse import urlsplit

from communique.records import Article
from communique.relate.candidates import Index, stretches
from communique.relate.copies import Descent, Piece, descent, piece_of
from communique.relate.grouping import Pair, grouped
from communique.relate.likeness import MISSING, Likeness, liken, missing
from communique.relate.source import Standing, nearest, own_weight

CONTENDERS = 12
"""Pages of a story among which the nearest to the source is sought, all with all: those that tell most of their own origin,
the longest first."""

NEARLY_ALL = 0.9
"""Share of the longer text's prose in common sentences from which two pages are nearly the same."""

Likenesses = Callable[[int, int], Likeness]
"""The likeness of two pages by number, the passages' words those of the first and the second."""


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
    likenesses = _likenesses(pieces)
    pairs = [Pair(a, b, likeness.carried, likeness.words) for (a, b), likeness in likenesses.items()]
    lengths = [len(piece.wording.prose) for piece in pieces]

    def between(a: int, b: int) -> Likeness:
        return likenesses[a, b] if a < b else likenesses[b, a].turned()

    def places(number: int, hub: int) -> set[int]:
        return between(number, hub).places()

    groups = grouped(range(len(pieces)), pairs, lengths, places)
    return tuple(story_of(pieces, group) for group in groups)


def same_piece(one: Piece, other: Piece, likeness: Likeness) -> bool:
    """Whether two pages carry one piece. One house brings a piece once: on another day it must be the same nearly whole."""
    if not likeness.same_piece:
        return False
    house, day = _house(one.article), _day(one.article)
    if None in (house, day, _day(other.article)) or house != _house(other.article) or day == _day(other.article):
        return True
    return _nearly_all(one, other, likeness)


def _house(article: Article) -> str | None:
    return urlsplit(article.url or article.declared.canonical or "").hostname


def _day(article: Article) -> str | None:
    return (article.declared.published or article.origin.published or "")[:10] or None


def story_of(pieces: Sequence[Piece], group: Sequence[int]) -> Story:
    """The story that the pages of `group` make: who is nearest the source, and how the others came of it."""
    first = contenders(group, lambda n: own_weight(pieces[n]), lambda n: len(pieces[n].wording.prose))
    members = ranked({number: pieces[number] for number in first})
    source = pieces[members[0].page]
    rest = (Member(n, descent(source, pieces[n]), Standing(0.0, ())) for n in sorted(set(group) - set(first)))
    return Story((*members, *rest))


def contenders(numbers: Iterable[int], weight: Callable[[int], float], length: Callable[[int], int]) -> tuple[int, ...]:
    """The pages of a story that may be nearest the source, by their own weight and their words of prose."""
    return tuple(sorted(numbers, key=lambda n: (-weight(n), -length(n), n))[:CONTENDERS])


def ranked(pieces: Mapping[int, Piece], likeness: Likenesses | None = None) -> tuple[Member, ...]:
    """Contenders by their standing, the source first. Of two that stand alike the lower number goes first.

    `likeness` gives what is known already of two pages.
    """
    numbers = tuple(pieces)
    descents: dict[tuple[int, int], Descent] = {}
    for a, b in combinations(range(len(numbers)), 2):
        one, other = pieces[numbers[a]], pieces[numbers[b]]
        known = likeness(numbers[a], numbers[b]) if likeness else liken(one.wording, other.wording)
        descents[a, b] = descent(one, other, known)
        descents[b, a] = descent(other, one, known.turned())
    standings = nearest(list(pieces.values()), descents)
    order = sorted(range(len(numbers)), key=lambda at: (-standings[at].weight, numbers[at]))
    source = order[0]
    return tuple(Member(numbers[at], descents[source, at] if at != source else None, standings[at]) for at in order)


def _likenesses(pieces: Sequence[Piece]) -> dict[tuple[int, int], Likeness]:
    """The pairs of pages that carry one piece. What nearly equals a page in the index doesn't go in itself: however often
    a piece is copied, the next page is laid beside one of its kind."""
    index: Index[int] = Index()
    found: dict[tuple[int, int], Likeness] = {}
    for number, piece in enumerate(pieces):
        sample = stretches(piece.wording)
        for other in index.candidates(sample):
            if missing(pieces[other].wording, piece.wording) > MISSING:
                continue
            likeness = liken(pieces[other].wording, piece.wording)
            if same_piece(pieces[other], piece, likeness):
                found[other, number] = likeness
                if _nearly_all(pieces[other], piece, likeness):
                    break
        else:
            index.add(number, sample)
    return found


def _nearly_all(one: Piece, other: Piece, likeness: Likeness) -> bool:
    return likeness.words >= NEARLY_ALL * max(len(one.wording.prose), len(other.wording.prose))
