"""In what two tellings of one thing part: strength, number, date, name, who said it, yes or no.

Only what both accounts tell can differ. A number that one of them leaves out is no difference; the day by which something
is to be done is one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from communique.relate.facts import Number
from communique.relate.formulas import formulas_in, positions
from communique.relate.points import Point
from communique.relate.resemblance import Rarity
from communique.relate.strength import NO_ACT, Act
from communique.relate.told_times import NO_YEAR, Day, one_time
from communique.relate.topics import party_words

Kind: TypeAlias = Literal["strength", "number", "date", "name", "who", "polarity", "formula", "extent", "content"]
Best: TypeAlias = tuple[Point, Point] | None
"""The two points of a group that answer best; None where nobody has said which."""
FIRM = 4
"""From this strength on (act_strength.csv) words are one thing: "agreed" (5), "will" (4). Below, each step is another:
"are ready to" and "urges" (3), "should" and "asks" (2), "discussed" (1)."""
BOUND = 5
"""What binds: agreed, decided, signed."""
NO_DAY = "no time given"
"""Said where only one account gives the day of what was undertaken."""
MOST = 4
"""Words that are shown of what a telling has of its own."""
NEXT = "next year"
"""Of vague_times.csv: it holds any month."""
SPAN = 0.1
"""Lengths of time as near as that are one: three months and 90 days."""
ROUND = 0.02
"""Numbers as near as that are one number, rounded."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What kind, and what each account says, in a few words of its own."""

    kind: Kind
    a: str
    b: str


def differences(one: Sequence[Point], other: Sequence[Point], best: Best = None) -> tuple[Difference, ...]:
    """The differences between the points of two accounts that tell of one thing; `best` are those that answer best."""
    found = [
        *_strength(one, other, best),
        *_numbers(one, other),
        *_dates(one, other),
        *_due(one, other, best),
        *_lengths(one, other),
        *_names(one, other),
    ]
    return (*found, *_who(one, other), *_polarity(one, other), *_formulas(one, other), *_extent(one, other))


def details(one: Sequence[Point], other: Sequence[Point], stems: Rarity) -> Iterator[Difference]:
    """What each of two tellings has of its own, numbers first and then rare words: "corridor, Latin" | "23 day, jobs"."""
    a, b = (_own(mine, theirs, stems) for mine, theirs in ((one, other), (other, one)))
    if a and b:
        yield Difference("content", ", ".join(a), ", ".join(b))


def _own(mine: Sequence[Point], theirs: Sequence[Point], stems: Rarity) -> list[str]:
    known = [n for point in theirs for n in point.facts.numbers]
    numbers = [n for point in mine for n in point.facts.numbers if not any(_near(n, x) for x in known)]
    heard = frozenset().union(*(point.facts.stems for point in theirs))
    said = {
        stem: point.gist[start:end]
        for point in mine
        for (start, end), stem in point.telling
        if stem not in heard and not any(point.gist[start:end] in _say([n]) for n in numbers)
    }
    rare = set(sorted(said, key=lambda stem: (-stems.of(stem), stem))[:MOST])
    return [*(_say([n]) for n in numbers), *(word for stem, word in said.items() if stem in rare)][:MOST]


def _formulas(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    """Each account answers with a position of its own: "one China" here, "peace and stability" there."""
    a, b = ({n for p in points for n, _ in formulas_in(p.words) if n in positions()} for points in (one, other))
    if a and b and not a & b:
        yield Difference("formula", ", ".join(sorted(a)), ", ".join(sorted(b)))


def _strength(one: Sequence[Point], other: Sequence[Point], best: tuple[Point, Point] | None) -> Iterator[Difference]:
    a, b = acts_of(one, other, best)
    if a.strength and b.strength and a.strength != b.strength and min(a.strength, b.strength) < FIRM:
        yield Difference("strength", a.word, b.word)
    elif a.strength == BOUND and not b.strength and _joint(one) and _single(other):
        yield Difference("strength", f"both sides {a.word}", f"{', '.join(_parties(other))} alone says")
    elif b.strength == BOUND and not a.strength and _joint(other) and _single(one):
        yield Difference("strength", f"{', '.join(_parties(one))} alone says", f"both sides {b.word}")


def _parties(points: Sequence[Point]) -> list[str]:
    return sorted({party for point in points for party in point.by})


def _joint(points: Sequence[Point]) -> bool:
    return len(_parties(points)) > 1


def _single(points: Sequence[Point]) -> bool:
    return len(_parties(points)) == 1 and not any(point.facts.acknowledges for point in points)


def acts_of(one: Sequence[Point], other: Sequence[Point], best: tuple[Point, Point] | None = None) -> tuple[Act, Act]:
    """What is done in either telling: by the points that answer best, else by the strongest of the others.

    "Took note of the plan and instructed the experts" answers "examined the plan" with its first half.
    """
    acts = [best[k].facts.act if best is not None else NO_ACT for k in (0, 1)]
    for k, points in enumerate((one, other)):
        if not acts[k].strength:
            acts[k] = max((point.facts.act for point in points), key=lambda act: act.strength)
    return acts[0], acts[1]


def _numbers(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    a = [n for point in one for n in point.facts.numbers]
    b = [n for point in other for n in point.facts.numbers]
    for unit in dict.fromkeys(n.unit for n in a):
        here = [n for n in a if n.unit == unit]
        there = [n for n in b if n.unit == unit]
        if here and there and not any(_near(x, y) for x in here for y in there):
            yield Difference("number", _say(here), _say(there))
    money = [[n for n in ns if n.unit.isupper()] for ns in (a, b)]
    if money[0] and money[1] and not {n.unit for n in money[0]} & {n.unit for n in money[1]}:
        yield Difference("number", _say(money[0]), _say(money[1]))


def _near(x: Number, y: Number) -> bool:
    return abs(x.value - y.value) <= ROUND * max(abs(x.value), abs(y.value))


def _say(numbers: Sequence[Number]) -> str:
    return ", ".join(f"{n.text} {n.unit}".strip() for n in numbers)


def _dates(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    a = [day for point in one for day in point.facts.days]
    b = [day for point in other for day in point.facts.days]
    if a and b and not any(one_time(x, y) for x in a for y in b):
        yield Difference("date", a[0][2], b[0][2])
    here, there = (next((p.facts.vague for p in points if p.facts.vague), None) for points in (one, other))
    if a and there and not b and _parts(a, there):
        yield Difference("date", a[0][2], there[0])
    elif b and here and not a and _parts(b, here):
        yield Difference("date", here[0], b[0][2])
    elif here and there and not a and not b and here[1] != there[1]:
        yield Difference("date", here[0], there[0])


def _due(one: Sequence[Point], other: Sequence[Point], best: Best) -> Iterator[Difference]:
    """The day by which something is to be done, where the other account gives no time at all."""
    due, told = ((best[k] if best is not None else points[0]).facts.due for k, points in enumerate((one, other)))
    if bool(due) != bool(told) and max(point.facts.act.strength for point in (*one, *other)) >= FIRM:
        if not any(point.facts.timed for point in (other if due else one)):
            yield Difference("date", due[0] if due else NO_DAY, told[0] if told else NO_DAY)


def _lengths(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    """How often ("every month" and "weekly"), and how long in units that differ ("90 days" and "six months")."""
    for returns in (True, False):
        a, b = ([n for p in points for n in p.facts.lengths if n.returns == returns] for points in (one, other))
        units = returns or not {n.unit for n in a} & {n.unit for n in b}
        if a and b and units and not any(abs(x.days - y.days) <= SPAN * max(x.days, y.days) for x in a for y in b):
            yield Difference("date", a[0].words, b[0].words)


def _parts(days: Sequence[Day], vague: tuple[str, str]) -> bool:
    """Whether a time that is no day parts from days: "soon" from "in May"; "next year" may well be "in January"."""
    said = " ".join(words for _, _, words in days).casefold()
    return vague[0] not in said and not (vague[1] == NEXT and days[0][0].startswith(NO_YEAR))


def _names(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    a = [pair for point in one for pair in point.facts.rivals]
    b = [pair for point in other for pair in point.facts.rivals]
    for thing in dict.fromkeys(thing for thing, _ in a):
        here = {name for of, name in a if of == thing}
        there = {name for of, name in b if of == thing}
        if there and not here & there:
            yield Difference("name", ", ".join(sorted(here)), ", ".join(sorted(there)))
    signed = [frozenset().union(*(p.facts.instruments for p in points)) for points in (one, other)]
    if signed[0] and signed[1] and not signed[0] & signed[1]:
        yield Difference("name", ", ".join(sorted(signed[0])), ", ".join(sorted(signed[1])))
    for x in (title for point in one for title in point.facts.titles):
        for y in (title for point in other for title in point.facts.titles):
            p, q = _title(x), _title(y)
            if p & q and not p <= q and not q <= p:
                yield Difference("name", x, y)


def _title(name: str) -> frozenset[str]:
    small = {"of", "on", "for", "and", "the", "in"}
    return frozenset(w for w in re.findall(r"[\w’']+", name.casefold()) if w not in small and w not in party_words())


def _who(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    a, b = _parties(one), _parties(other)
    thanked = any(point.facts.acknowledges for point in (*one, *other))
    if a and b and not set(a) & set(b) and not thanked:
        yield Difference("who", ", ".join(a), ", ".join(b))


def _extent(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    """All of it here, some of it there: "lifting of all sanctions" and "step by step"."""
    a, b = ([pair for point in points for pair in point.facts.extent] for points in (one, other))
    if len({kind for _, kind in a}) == 1 and len({kind for _, kind in b}) == 1 and a[0][1] != b[0][1]:
        yield Difference("extent", a[0][0], b[0][0])


def _polarity(one: Sequence[Point], other: Sequence[Point]) -> Iterator[Difference]:
    for p in one:
        for q in other:
            for stem in sorted(p.facts.negated & (q.facts.stems - q.facts.negated)):
                yield Difference("polarity", f"not {stem}", stem)
            for stem in sorted(q.facts.negated & (p.facts.stems - p.facts.negated)):
                yield Difference("polarity", stem, f"not {stem}")
