"""The verb `compare`: accounts of one meeting side by side.

What an account does not hold is "not mentioned in the account at hand": silence is no denial, and the page may be short.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias, overload

from communique.reading import read
from communique.records import Reading
from communique.relate.differences import Difference, details, differences
from communique.relate.matching import absent, align, chances, told_alone
from communique.relate.meanings import Meanings, meanings
from communique.relate.parting import DIFFERENT, SURE, parting
from communique.relate.points import Account, Point, accounts
from communique.relate.resemblance import Likened, likened, rarity, reasons
from communique.relate.weights import Weights, chance, fitted

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
    """A point that may be told by one account only or by both, beside what is nearest to it: a person has to look."""

    a: Point
    b: Point
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two accounts in four groups, and in a fifth what is not decided. Points are in their accounts' order.

    `absent` gives for every point (by id) that is aligned with none the chance that only its own account tells it.
    """

    a: Account
    b: Account
    both: tuple[Match, ...]
    differ: tuple[Match, ...]
    only_a: tuple[Point, ...]
    only_b: tuple[Point, ...]
    unclear: tuple[Near, ...]
    absent: Mapping[str, float]


def compare_accounts(a: Account, b: Account, weights: Weights | None = None) -> Comparison:
    """Lay two accounts side by side; `weights` other than the package's own are for fitting them."""
    return settle(a, b, lay(a, b, (mean(a), mean(b))), weights or fitted())


def points_of(account: Account) -> tuple[Point, ...]:
    """An account's points without those that only tell who met where."""
    return tuple(p for p in account.points if not p.frame)


def mean(account: Account) -> Meanings:
    """What an account's points mean."""
    return meanings(points_of(account))


def lay(a: Account, b: Account, means: tuple[Meanings, Meanings]) -> Likened | None:
    """All that speaks for points of two accounts being one; None where one of them has no points."""
    one, other = points_of(a), points_of(b)
    return likened(one, other, means) if one and other else None


def settle(a: Account, b: Account, two: Likened | None, weights: Weights) -> Comparison:
    """Say what both accounts tell, what differs, and what only one of them has."""
    if two is None:
        one, other = points_of(a), points_of(b)
        return Comparison(a, b, (), (), one, other, (), {p.id: 1.0 for p in (*one, *other)})
    one, other = two.a, two.b
    table = chances(two, weights)
    topics, stems = (rarity((*one, *other), kind) for kind in ("topics", "stems"))

    def why(i: int, j: int) -> tuple[str, ...]:
        return reasons(one[i], other[j], float(two.found["meaning"][i, j]), topics)

    groups = align(table, two, weights)
    matches = []
    for group in groups:
        p, q = tuple(one[i] for i in group.a), tuple(other[j] for j in group.b)
        found = differences(p, q, (one[group.best[0]], other[group.best[1]]))
        apart = chance(weights.differs, parting(group, two, found, stems)) >= DIFFERENT
        if not any(difference.kind != "who" for difference in found):
            # whose word it is says no more than each one's own words do: two subjects differ in it too
            found = (found or tuple(details(p, q, stems))) if group.score >= SURE else ()
        matches.append(Match(p, q, group.score, why(*group.best), found if apart else ()))
    used = (frozenset(i for group in groups for i in group.a), frozenset(j for group in groups for j in group.b))
    alone_a, alone_b = (dict(absent(two, side, used, table, weights)) for side in (0, 1))
    only_a, only_b = told_alone(one, alone_a), told_alone(other, alone_b)
    unclear = {(i, int(table[i].argmax())) for i in alone_a if i not in only_a}
    unclear |= {(int(table[:, j].argmax()), j) for j in alone_b if j not in only_b}
    return Comparison(
        a,
        b,
        tuple(m for m in matches if not m.differences),
        tuple(m for m in matches if m.differences),
        tuple(one[i] for i in sorted(only_a)),
        tuple(other[j] for j in sorted(only_b)),
        tuple(Near(one[i], other[j], round(float(table[i, j]), 3), why(i, j)) for i, j in sorted(unclear)),
        {points[i].id: sure for points, alone in ((one, alone_a), (other, alone_b)) for i, sure in alone.items()},
    )


@dataclass(frozen=True, slots=True)
class Row:
    """One thing told, with each account's points for it (none: not mentioned in the account at hand)."""

    points: tuple[tuple[Point, ...], ...]
    differences: tuple[tuple[int, int, Difference], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """More than two accounts: what is told, by account. `differences` of a row name the two accounts by position."""

    accounts: tuple[Account, ...]
    rows: tuple[Row, ...]


def tabulate(accounts: Sequence[Account]) -> Table:
    """Lay any number of accounts side by side. Each pair is aligned; what is aligned with one thing is one row."""
    found: dict[tuple[int, str], int] = {}
    rows: list[dict[int, list[Point]]] = []
    told: dict[int, list[tuple[int, int, Difference]]] = {}
    means = [mean(account) for account in accounts]
    pairs = [
        (x, y, settle(accounts[x], accounts[y], lay(accounts[x], accounts[y], (means[x], means[y])), fitted()))
        for x in range(len(accounts))
        for y in range(x)
    ]
    matches = [(x, y, match) for x, y, one in pairs for match in (*one.both, *one.differ)]
    for x, y, match in sorted(matches, key=lambda one: -one[2].score):
        held = [(x, p) for p in match.a] + [(y, p) for p in match.b]
        known = {found[k, p.id] for k, p in held if (k, p.id) in found}
        if len(known) > 1:
            continue
        at = known.pop() if known else len(rows)
        if at == len(rows):
            rows.append({})
        for k, p in held:
            if found.setdefault((k, p.id), at) == at and p not in rows[at].setdefault(k, []):
                rows[at][k].append(p)
        told.setdefault(at, []).extend((x, y, difference) for difference in match.differences)
    for k, account in enumerate(accounts):
        rows += [{k: [p]} for p in account.points if not p.frame and (k, p.id) not in found]
    made = [
        Row(tuple(tuple(row.get(k, ())) for k in range(len(accounts))), tuple(told.get(i, ())))
        for i, row in enumerate(rows)
    ]
    return Table(tuple(accounts), tuple(sorted(made, key=_place)))


def _place(row: Row) -> tuple[int, int]:
    """Rows in the order of the first account that has them."""
    first = next(k for k, points in enumerate(row.points) if points)
    return first, row.points[first][0].span[0]


Page: TypeAlias = Reading | str | Path


@overload
def compare(a: Page, b: Page, /) -> Comparison: ...
@overload
def compare(a: Page, b: Page, c: Page, /, *more: Page) -> Table: ...
def compare(*pages: Page) -> Comparison | Table:
    """Lay accounts of one meeting side by side: two as a `Comparison`, more as a `Table`.

    A page is a `Reading`, or anything that `read` takes. Raises `PageError` where a page can't be read, and ValueError
    for fewer than two.
    """
    if len(pages) < 2:
        raise ValueError("a comparison takes two accounts or more")
    readings = [page if isinstance(page, Reading) else read(page) for page in pages]
    lettered = accounts(readings)
    return compare_accounts(lettered[0], lettered[1]) if len(lettered) == 2 else tabulate(lettered)
