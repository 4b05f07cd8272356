"""Pairs that are the same made into clusters: the surest first, and nothing joined that must be apart.

Joining pair by pair drags strangers in: A is like B, B like C, A and C cannot be one. So two clusters are joined only when no
record of one is ruled out by a record of the other, and a record that fits two such clusters equally well joins neither.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise

from communique.relate.judgements import Standing, Unions
from communique.relate.signs import Verdict

CLEAR = 1.0
"""Points by which one of two fits must be better than the other for a record that can belong to either."""

CHECKED = 24
"""Entries of a large cluster that are asked whether they rule out another: the first."""

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why two that fit are not joined: it would join `one` and `other`, which the rules or a judgement say are two.

    `rival`: one of the two fits `other` as well, so that nobody can tell to which it belongs.
    """

    one: str
    other: str
    rival: bool = False
    judged: bool = False


@dataclass(frozen=True, slots=True)
class Clustered:
    """Sets of ids, each sorted, in order; and pairs that the rules take for one but that something keeps apart, with why."""

    clusters: tuple[tuple[str, ...], ...]
    doubtful: Mapping[Pair, Doubt]


def pair_of(one: str, other: str) -> Pair:
    """Two ids in their one order."""
    return (one, other) if one < other else (other, one)


def cluster(
    ids: Iterable[str],
    verdicts: Mapping[Pair, Verdict],
    never: Callable[[str, str], bool],
    thin: Callable[[str], bool],
    judged: Standing[str],
    there: Iterable[Sequence[str]] = (),
) -> Clustered:
    """Cluster `ids` by the `verdicts` on pairs of them; what is one in `there` stays so.

    `never(a, b)`: whether the rules rule out that two are one, for any pair. `thin(a)`: whether an entry tells so little that
    it can fit several. A judgement beats the rules.
    """
    everybody = sorted(set(ids))
    unions: Unions[str] = Unions()
    for one in everybody:
        unions.of(one)
    for one, other in sorted(map(sorted, judged.together)):
        if one in unions.sets and other in unions.sets:
            unions.join(one, other)
    for some in there:
        for one, other in pairwise(some):
            unions.join(one, other)
    decided = judged.open | judged.apart
    fits = {
        pair: verdict
        for pair, verdict in verdicts.items()
        if verdict.outcome == "same" and frozenset(pair) not in decided
    }
    parted = [two for two in judged.apart if two <= unions.sets.keys()]
    doubtful = _ambiguous(fits, never, thin)
    # what tells little comes last: joined first it would bring along what it leaves open and keep firm accounts apart
    loose = {ident: thin(ident) for ident in everybody}
    for pair in sorted(fits, key=lambda pair: (loose[pair[0]] or loose[pair[1]], -fits[pair].points, pair)):
        left, right = unions.of(pair[0]), unions.of(pair[1])
        if pair in doubtful or left is right:
            continue
        apart = next((two for two in parted if _between(left, right, two)), None)
        if apart is not None:
            one, other = sorted(apart)
            doubtful[pair] = Doubt(one, other, judged=True)
            continue
        between = [(a, b) for a in nsmallest(CHECKED, left) for b in nsmallest(CHECKED, right)]
        ruled_out = next((two for two in between if frozenset(two) not in judged.together and never(*two)), None)
        if ruled_out is not None:
            doubtful[pair] = Doubt(*ruled_out)
            continue
        unions.join(*pair)
    clusters = {id(some): tuple(sorted(some)) for some in unions.sets.values()}
    return Clustered(tuple(sorted(clusters.values())), doubtful)


def _between(left: Sequence[str], right: Sequence[str], two: frozenset[str]) -> bool:
    one, other = two
    return (one in left and other in right) or (other in left and one in right)


def _ambiguous(
    fits: Mapping[Pair, Verdict], never: Callable[[str, str], bool], thin: Callable[[str], bool]
) -> dict[Pair, Doubt]:
    """Fits of thin entries that a rival fit, which cannot be the same thing, equals or beats."""
    beside: dict[str, list[tuple[float, str]]] = {}
    for (one, other), verdict in fits.items():
        for mine, theirs in ((one, other), (other, one)):
            if thin(mine):
                beside.setdefault(mine, []).append((verdict.points, theirs))
    found: dict[Pair, Doubt] = {}
    for mine, others in sorted(beside.items()):
        others.sort(key=lambda item: (-item[0], item[1]))
        for points, theirs in others:
            rivals = (other for more, other in others if other != theirs and more > points - CLEAR)
            rival = next((other for other in rivals if never(theirs, other)), None)
            if rival is not None:
                found[pair_of(mine, theirs)] = Doubt(theirs, rival, rival=True)
    return found
