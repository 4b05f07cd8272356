"""How much of one text another carries: passages in which the words of both run on together, and what they swap.

Two agencies on one meeting share facts and quotations but hardly a passage; a ministry's formula sentences share passages
but not the names in them; a paraphrasing machine swaps every fourth word but leaves names, days and numbers. So three
questions are asked: how much of the shorter text is carried, whether the facts in it are the same, and what became of
the other words.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from communique.relate.alignment import Match, longest_common
from communique.relate.wording import Wording

GAP, SLACK, LEAST, DENSITY = 5, 3, 8, 0.45
"""A passage goes on over at most GAP words that differ, whose number differs by at most SLACK; it has at least LEAST
common words, and these are at least DENSITY of it."""

CARRIED, LITTLE, FADING = 0.5, 0.72, 300
"""Share of the shorter text's prose that a copy has in common sentences: at least CARRIED, and LITTLE less a FADINGth
for each word in them, since one formula sentence of 25 words can be most of a short readout."""

UNBROKEN, EASING = 0.8, 800
"""The same share from the first to the last common sentence: at least UNBROKEN less an EASINGth for each word in them.
One office's readouts of two calls with one partner (White House, 2021 to 2023) have up to .67 of it in 105 words, their
own sentences between the common ones; copies on tests/stories .84 and more, whatever stands above or below."""

MISSING = 0.35
"""Share of the shorter text's facts that may be missing from the longer one. Formula sentences with another partner
miss half, the same partner a year later two fifths; a paraphrase at most a sixth, with a new headline and lead a third."""

SWAPPED, LEEWAY = 0.22, 0.3
"""Facts swapped for others in common passages: at most SWAPPED, and LEEWAY more for each other word that was swapped:
a paraphrase swaps many words and among them a few that look like names, a formula mainly the names."""

OTHER_DAYS = 0.5
"""What is left of both limits when each text names days and none is in both. Not nothing: a day can be corrected."""

BRIEF, FIRMER = 90, 0.75
"""Common words below which texts that share no day are not one piece, and of other texts FIRMER of both limits is left: so
much of a short readout can be an office's form."""

EDGE, STRETCH = 3, 0.5
"""A sentence is the other text's sentence if both begin and end within EDGE words of one another and the other one is
not longer by more than STRETCH: whoever copies cuts between sentences, a formula is filled within them."""

WHOLE, TRIMMED = 0.9, 0.5
"""An editor also trims sentences: what is at least WHOLE the other text's words, and begins or ends where its sentence
does, counts TRIMMED for what is carried, since formula sentences begin alike as well."""

FEW = 20
"""Words of prose below which a text is compared whole."""

ROUNDS = 3
"""How often what is left over is laid side by side again, so that moved paragraphs are found."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two texts have in common. `passages` are runs of matches; shares are of 1.

    `carried`: of the shorter text's prose, what stands in sentences that the longer one has as well, `words` of them,
    and `unbroken` the same from the first to the last of these: a new lead or a line below the text breaks nothing; `missing`: of its facts, those that the longer
    one nowhere has; `facts_swapped` and `words_swapped`: in passages, facts and other words that stand against others;
    `other_days`: both name days of the calendar, and none is in both.
    """

    passages: tuple[tuple[Match, ...], ...]
    carried: float
    unbroken: float
    words: float
    missing: float
    facts_swapped: float
    words_swapped: float
    other_days: bool

    @property
    def same_piece(self) -> bool:
        """Whether one text was made from the other, or both from a third."""
        if self.other_days and self.words < BRIEF:
            return False
        strict = OTHER_DAYS if self.other_days else FIRMER if self.words < BRIEF else 1.0
        return (
            self.carried >= max(CARRIED, LITTLE - self.words / FADING)
            and self.unbroken >= UNBROKEN - self.words / EASING
            and self.missing <= MISSING * strict
            and self.facts_swapped <= SWAPPED * strict + LEEWAY * self.words_swapped
        )

    def turned(self) -> "Likeness":
        """The same, the second text first."""
        return replace(self, passages=tuple(tuple((j, i) for i, j in run) for run in self.passages))

    def places(self) -> set[int]:
        """The words of the second text that lie in passages."""
        return {at for run in self.passages for at in range(run[0][1], run[-1][1] + 1)}


def liken(a: Wording, b: Wording) -> Likeness:
    """Lay two texts side by side. The same pair gives the same likeness in either order, but for the order in matches."""
    turned = _turned(a, b)
    short, other = (b, a) if turned else (a, b)
    passages = common_passages(short.keys, other.keys)
    prose = compared(short)
    kept = _kept(short, other, passages)
    shares = [kept.get(at, 0.0) for at in prose]
    words = sum(shares)
    told = [share > 0 for share in shares]
    within = len(told) - told.index(True) - told[::-1].index(True) if words else 0
    facts = a.facts | b.facts
    swaps = [(short.keys[slice(*one)], other.keys[slice(*two)]) for one, two in swapped(passages)]
    matched = [short.keys[i] for run in passages for i, _ in run]
    return Likeness(
        tuple(tuple((j, i) if turned else (i, j) for i, j in run) for run in passages),
        words / len(prose) if prose else 0.0,
        sum(told) / within if within else 0.0,
        words,
        missing(a, b),
        _share(matched, swaps, facts, True),
        _share(matched, swaps, facts, False),
        bool(a.days and b.days) and not a.days & b.days,
    )


def missing(a: Wording, b: Wording) -> float:
    """Share of the facts in the prose of the text with less of it that the other one nowhere has. Cheap: sets only."""
    short, other = (b, a) if _turned(a, b) else (a, b)
    named = telling(short)
    return len(named.difference(other.keys)) / len(named) if named else 0.0


def telling(wording: Wording) -> frozenset[str]:
    """The facts among the words by which a text is compared."""
    return wording.facts & {wording.keys[at] for at in compared(wording)}


def _turned(a: Wording, b: Wording) -> bool:
    return (len(compared(a)), a.keys, a.sentences, a.prose) > (len(compared(b)), b.keys, b.sentences, b.prose)


def _kept(short: Wording, other: Wording, passages: list[list[Match]]) -> dict[int, float]:
    """The words of sentences that are sentences of the other text as well, as they were or with words swapped, at 1; of
    those that are the beginning or the end of one to the word, at TRIMMED."""
    partner = {i: (j, number) for number, run in enumerate(passages) for i, j in run}
    starts = {start for start, _ in other.sentences}
    ends = {end for _, end in other.sentences}
    kept: dict[int, float] = {}
    for start, end in short.sentences:
        hits = [(at, *partner[at]) for at in range(start, end) if at in partner]
        if len(hits) < DENSITY * (end - start):
            continue
        first, last = hits[0], hits[-1]
        begin = first[1] - (first[0] - start)
        finish = last[1] + (end - last[0])
        opens = any(at in starts for at in range(begin - EDGE, begin + EDGE + 1))
        closes = any(at in ends for at in range(finish - EDGE, finish + EDGE + 1))
        if opens and closes and finish - begin <= (1 + STRETCH) * (end - start) + EDGE:
            kept.update(dict.fromkeys(range(start, end), 1.0))
        elif (opens or closes) and len(hits) >= WHOLE * (end - start):
            kept.update(dict.fromkeys(range(start, end), TRIMMED))
    return kept


def compared(wording: Wording) -> Sequence[int]:
    """The places of the words by which a text is compared: its prose, or all where there is little of it."""
    return wording.prose if len(wording.prose) >= FEW else range(len(wording.keys))


def _share(
    matched: list[str], swaps: Sequence[tuple[Sequence[str], Sequence[str]]], facts: frozenset[str], of: bool
) -> float:
    """Words that are facts (or, with `of` False, are none) and stand against others, among all such words."""
    kept = sum((key in facts) == of for key in matched)
    lost = sum(max(sum((key in facts) == of for key in side) for side in pair) for pair in swaps)
    return lost / (kept + lost) if lost else 0.0


def swapped(passages: Sequence[Sequence[Match]]) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """Where in passages words of one text stand against others of the other: both places as [start, end) of words."""
    return [((i + 1, u), (j + 1, v)) for run in passages for (i, j), (u, v) in pairwise(run) if u - i > 1 and v - j > 1]


def common_passages(a: Sequence[str], b: Sequence[str]) -> list[list[Match]]:
    """The passages two texts share, in the order of `a`; a paragraph that was moved is found as well."""
    left, right = list(range(len(a))), list(range(len(b)))
    found: list[list[Match]] = []
    for _ in range(ROUNDS):
        matches = longest_common([a[at] for at in left], [b[at] for at in right])
        runs = _runs([(left[i], right[j]) for i, j in matches])
        found += runs
        left = _without(left, [(run[0][0], run[-1][0]) for run in runs])
        right = _without(right, [(run[0][1], run[-1][1]) for run in runs])
        if not runs or min(len(left), len(right)) < LEAST:
            break
    return sorted(found)


def _without(places: list[int], taken: list[tuple[int, int]]) -> list[int]:
    inside = {at for start, end in taken for at in range(start, end + 1)}
    return [at for at in places if at not in inside]


def _runs(matches: list[Match]) -> list[list[Match]]:
    runs: list[list[Match]] = []
    for match in matches:
        if runs:
            over, across = match[0] - runs[-1][-1][0] - 1, match[1] - runs[-1][-1][1] - 1
            if over <= GAP and across <= GAP and abs(over - across) <= SLACK:
                runs[-1].append(match)
                continue
        runs.append([match])
    return [run for run in runs if len(run) >= LEAST and _density(run) >= DENSITY]


def _density(run: list[Match]) -> float:
    return len(run) / max(run[-1][0] - run[0][0] + 1, run[-1][1] - run[0][1] + 1)
