"""The verb `compare`: accounts of one meeting side by side.

What an account does not hold is "not mentioned in the account at hand": silence is no denial, and the page may be short.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from communique.records import Reading, Span
from communique.relate.matching import DOUBTFUL, Group, Link, align, links, second_look
from communique.relate.differences import Difference, differences
from communique.relate.points import Account, Point, account_of

NOT_MENTIONED = "not mentioned in the account at hand"


@dataclass(frozen=True, slots=True)
class Match:
    """Points of two accounts that tell of one thing. No `differences`: both say it alike."""

    a: tuple[Point, ...]
    b: tuple[Point, ...]
    score: float
    reasons: tuple[str, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two points that are alike, but not enough to say so: to be looked at by a person."""

    a: Point
    b: Point
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two accounts in four groups, and in a fifth what is not decided. Points are in their accounts' order."""

    a: Account
    b: Account
    both: tuple[Match, ...]
    differ: tuple[Match, ...]
    only_a: tuple[Point, ...]
    only_b: tuple[Point, ...]
    unclear: tuple[Near, ...]


def compare_accounts(a: Account, b: Account) -> Comparison:
    """Lay two accounts side by side."""
    one = [p for p in a.points if not p.frame]
    other = [p for p in b.points if not p.frame]
    table = links(one, other, (a.reading.article.text, b.reading.article.text))
    groups = align(table, one, other)
    groups += second_look(groups, one, other, (a.reading.article.text, b.reading.article.text))
    matches = [_match(group, one, other) for group in groups]
    used_a = {i for group in groups for i in group.a}
    used_b = {j for group in groups for j in group.b}
    unclear = _unclear(table, used_a, used_b)
    near_a, near_b = {link.a for link in unclear}, {link.b for link in unclear}
    return Comparison(
        a,
        b,
        tuple(m for m in matches if not m.differences),
        tuple(m for m in matches if m.differences),
        tuple(p for i, p in enumerate(one) if i not in used_a | near_a),
        tuple(p for j, p in enumerate(other) if j not in used_b | near_b),
        tuple(Near(one[link.a], other[link.b], link.score, link.reasons) for link in unclear),
    )


def _match(group: Group, one: Sequence[Point], other: Sequence[Point]) -> Match:
    a, b = tuple(one[i] for i in group.a), tuple(other[j] for j in group.b)
    return Match(a, b, group.link.score, group.link.reasons, differences(a, b))


def _unclear(table: list[list[Link]], used_a: set[int], used_b: set[int]) -> list[Link]:
    """For each point that is in no group, what it is most like, where that is like enough to doubt its absence."""
    found = {}
    for link in (link for row in table for link in row):
        if link.score < DOUBTFUL or (link.a in used_a and link.b in used_b):
            continue
        for side, key, used in (("a", link.a, used_a), ("b", link.b, used_b)):
            if key not in used and (side, key) not in found or key not in used and found[side, key].score < link.score:
                found[side, key] = link
    return sorted(set(found.values()), key=lambda link: (link.a, link.b))


def compare(*pages: Reading | str | Path) -> Comparison:
    raise NotImplementedError


__all__ = ["NOT_MENTIONED", "Comparison", "Match", "Near", "Span", "compare", "compare_accounts"]
