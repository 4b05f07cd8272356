"""Whether two tellings of one thing part: what can be compared word by word, and how much each tells that the other doesn't."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from communique.relate.differences import Difference, acts_of
from communique.relate.formulas import formulas_in
from communique.relate.points import Point
from communique.relate.resemblance import Rarity
from communique.relate.telling import ASKING

if TYPE_CHECKING:
    from communique.relate.matching import Group
    from communique.relate.resemblance import Likened

DIFFERENT = 0.5
"""From this chance on two tellings of one thing are said to differ."""
SURE = 0.7
"""From this chance that they tell of one thing on, two tellings differ by what each has of its own, or by whose word
it is, alone."""
FACTS = frozenset({"number", "date", "name", "polarity", "formula", "extent"})
"""Kinds of differences that say by themselves in what two tellings part."""
STEPS = 4
"""Between the weakest act and the strongest."""


def parting(group: "Group", two: "Likened", found: Sequence[Difference], stems: Rarity) -> dict[str, float]:
    """What speaks for the points of a group being told differently.

    fact: a number, time, name, formula or how much of it differs. strength: by how many steps the words do. who: it is the
    word of one side here, of the other there. alone: of both here, of one there. own: of one side in each. unlike, apart
    (negative): how near words and meaning are. one: the greater share of rare words that one of them tells and the other
    doesn't. figures: they don't give the same numbers. denies: one of them denies something. asks: one of them asks, demands
    or condemns. sure: how likely they tell of one thing at all.
    together (negative): both are the word of both sides. formal (negative): one of them has a formal phrase. acts:
    different things are done with it. length: words of the two.
    """
    a, b = [two.a[i] for i in group.a], [two.b[j] for j in group.b]
    kinds = {difference.kind for difference in found}
    parties = [{party for point in points for party in point.by} for points in (a, b)]
    words = [frozenset().union(*(point.facts.stems for point in points)) for points in (a, b)]
    more = [
        stems.sum(mine - theirs) / stems.sum(mine) if stems.sum(mine) else 0.0
        for mine, theirs in ((words[0], words[1]), (words[1], words[0]))
    ]
    acts = acts_of(a, b, (two.a[group.best[0]], two.b[group.best[1]]))
    return {
        "fact": float(bool(kinds & FACTS)),
        "strength": abs(acts[0].strength - acts[1].strength) / STEPS if "strength" in kinds else 0.0,
        "who": float("who" in kinds),
        "alone": float({len(p) > 1 for p in parties} == {True, False} and all(parties)),
        "own": float(all(len(p) == 1 for p in parties)),
        "unlike": -float(two.found["wordwise"][group.best]),
        "apart": -float(two.found["meaning"][group.best]),
        "one": max(more),
        "sure": group.score,
        "figures": float(_figures(a) != _figures(b)),
        "denies": float(_denies(a) != _denies(b)),
        "asks": float(any(act.act in ASKING for act in acts)),
        "together": -float(all(len(p) > 1 for p in parties)),
        "formal": -float(any(formulas_in(point.words) for point in (*a, *b))),
        "acts": float(bool(acts[0].act) and bool(acts[1].act) and acts[0].act != acts[1].act),
        "length": min(60, sum(len(point.words.split()) for point in (*a, *b))) / 60,
    }


def _figures(points: Sequence[Point]) -> frozenset[float]:
    return frozenset(number.value for point in points for number in point.facts.numbers)


def _denies(points: Sequence[Point]) -> bool:
    return any(point.facts.negated for point in points)
