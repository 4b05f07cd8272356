"""Stories: pages that carry one piece, which of them is nearest the source, and how the others came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from urllib.parse import urlsplit

from communique.records import Article
from communique.relate.candidates import Index, stretches
from communique.relate.copies import Descent, Piece, descent, piece_of
from communique.relate.likeness import MISSING, Likeness, liken, missing
from communique.relate.source import Standing, nearest, own_weight

APART = 0.1
"""Two pages that both lie in a third but share less than this part of the shorter one's place there are two pieces that
the third runs together, not two cuts of one: those share at least the lead."""

ASKED = 4
"""Pages of a story that are asked when another one joins: the longest, which hold what the shorter ones have."""

CONTENDERS = 12
"""Pages of a story among which the nearest to the source is sought, all with all: those that tell most of their own origin,
the longest first."""

NEARLY_ALL = 0.9
"""Share of the longer text's prose in common sentences from which two pages are nearly the same."""


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
    return tuple(story_of(pieces, group) for group in _groups(pieces, likenesses))


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
    first = sorted(group, key=lambda n: (-own_weight(pieces[n]), -len(pieces[n].wording.prose), n))[:CONTENDERS]
    chosen = [pieces[number] for number in first]
    descents = {(a, b): descent(chosen[a], chosen[b]) for a, b in permutations(range(len(first)), 2)}
    standings = dict(zip(first, nearest(chosen, descents), strict=True))
    source = max(standings, key=lambda n: (standings[n].weight, -n))
    others = [n for n in sorted(standings, key=lambda n: -standings[n].weight) if n != source]
    others += sorted(set(group) - set(first))
    return Story(
        (Member(source, None, standings[source]), *(_member(pieces, source, n, standings.get(n)) for n in others))
    )


def _member(pieces: Sequence[Piece], source: int, number: int, standing: Standing | None) -> Member:
    return Member(number, descent(pieces[source], pieces[number]), standing or Standing(0.0, ()))


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


def _run_together(
    one: list[int], other: list[int], pieces: Sequence[Piece], likenesses: dict[tuple[int, int], Likeness]
) -> bool:
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
