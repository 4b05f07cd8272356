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

DIFFERENT = 0.52
"""From this chance on two tellings of one thing are said to differ. Cross-validated over 80 pairs .750 of them do, and .558 of
what differs in the hand-made tables is told (from .50 on .747 and .566, from .55 on .766 and .535)."""
SURE = 0.75
"""From this chance that they tell of one thing on, two tellings differ by what each has of its own, or by whose word
it is, alone."""
FACTS = frozenset({"number", "date", "name", "polarity", "formula", "extent"})
"""Kinds of differences that say by themselves in what two tellings part."""
MORE = 8.0
"""Rare words beyond so many tell no more."""
TALK = 1
"""Strength of what is only talked of."""
STEPS = 4
"""Between the weakest act and the strongest."""


def parting(group: "Group", two: "Likened", found: Sequence[Difference], stems: Rarity) -> dict[str, float]:
    """What speaks for the points of a group being told differently.

    fact: a number, time, name, formula or how much of it differs; number: it is a number. strength: by how many steps the
    words do. who: it is the word of one side here, of the other there. apart (negative): how near their meaning is. more: the
    rare words that one of them tells and the other doesn't, of the side that has more. denies: one of them denies
    something. asks: one of them asks, demands or condemns. sure: how likely they tell of one thing at all. formal
    (negative): one of them has a formal phrase. acts: different things are done with it; alike (negative): it is done in the
    same word; talk: one of them only talks of it. length: words of the two.
    """
    a, b = [two.a[i] for i in group.a], [two.b[j] for j in group.b]
    kinds = {difference.kind for difference in found}
    words = [frozenset().union(*(point.facts.stems for point in points)) for points in (a, b)]
    more = max(stems.sum(mine - theirs) for mine, theirs in ((words[0], words[1]), (words[1], words[0])))
    acts = acts_of(a, b, (two.a[group.best[0]], two.b[group.best[1]]))
    return {
        "fact": float(bool(kinds & FACTS)),
        "number": float("number" in kinds),
        "strength": abs(acts[0].strength - acts[1].strength) / STEPS if "strength" in kinds else 0.0,
        "who": float("who" in kinds),
        "apart": -float(two.found["meaning"][group.best]),
        "more": min(MORE, more) / MORE,
        "sure": group.score,
        "denies": float(_denies(a) != _denies(b)),
        "asks": float(any(act.act in ASKING for act in acts)),
        "formal": -float(any(formulas_in(point.words) for point in (*a, *b))),
        "acts": float(bool(acts[0].act) and bool(acts[1].act) and acts[0].act != acts[1].act),
        "alike": -float(bool(acts[0].lemma) and acts[0].lemma == acts[1].lemma),
        "talk": float((acts[0].strength == TALK) != (acts[1].strength == TALK)),
        "length": min(60, sum(len(point.words.split()) for point in (*a, *b))) / 60,
    }


def _denies(points: Sequence[Point]) -> bool:
    return any(point.facts.negated for point in points)
