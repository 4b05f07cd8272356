"""Drawings as numbers, which templates make into SVG: nothing here writes markup."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

LOW = 4
"""The least number that a chart's height stands for: one meeting is no tower."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of time on a line of 100 units."""

    at: float
    width: float


@dataclass(frozen=True, slots=True)
class Stack:
    """One year's bar: `parts` are (rank, number, from the top, height), in units of the chart's height."""

    label: str
    at: float
    width: float
    total: int
    parts: tuple[tuple[str, int, float, float], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars by year. `ticks` are numbers with their heights; all in units of `width` by `height`."""

    width: float
    height: float
    stacks: tuple[Stack, ...]
    ticks: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on a line of time of 100 units."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Node:
    """Somebody at a height of a graph."""

    y: float
    name: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Between two heights: so often they met."""

    left: float
    right: float
    number: int
    thick: float
    label: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Two columns of people and who of one met whom of the other; `hidden` are those for whom there was no room."""

    height: float
    left: tuple[Node, ...]
    right: tuple[Node, ...]
    ties: tuple[Tie, ...]
    hidden: int


def graph(met: Sequence[tuple[str, str, int]], most: int, step: float = 22) -> Graph:
    """Who met whom, those who met most first; at most `most` people a column."""
    sides = [list(dict.fromkeys(left for left, _, _ in met)), list(dict.fromkeys(right for _, right, _ in met))]
    shown = [{name: step * (at + 0.5) for at, name in enumerate(names[:most])} for names in sides]
    thickest = max((number for *_, number in met), default=1)
    ties = tuple(
        Tie(
            shown[0][left],
            shown[1][right],
            number,
            round(1 + 5 * number / thickest, 2),
            f"{left} and {right}: {number}",
        )
        for left, right, number in met
        if left in shown[0] and right in shown[1]
    )
    columns = [tuple(Node(y, name) for name, y in one.items()) for one in shown]
    hidden = sum(len(names) - len(one) for names, one in zip(sides, shown, strict=True))
    return Graph(step * max(len(shown[0]), len(shown[1]), 1), columns[0], columns[1], ties, hidden)


def bars(stretches: Sequence[tuple[str | None, str | None]]) -> list[Bar | None]:
    """Stretches of days side by side on one line; None for one without a day."""
    known = [_ordinal(day) for stretch in stretches for day in stretch if day]
    if not known:
        return [None] * len(stretches)
    low, length = min(known), max(max(known) - min(known), 1)
    made: list[Bar | None] = []
    for first, last in stretches:
        start, end = _ordinal(first or last or ""), _ordinal(last or first or "")
        share = 100 / length
        made.append(Bar((start - low) * share, max((end - start) * share, 1.0)) if start else None)
    return made


def by_year(found: Mapping[int, Counter[str]], ranks: Sequence[str], width: float = 640, height: float = 160) -> Chart:
    """Numbers by year and rank as stacked bars; years without any have their place, empty."""
    if not found:
        return Chart(width, height, (), ())
    years = range(min(found), max(found) + 1)
    most = max(LOW, *(sum(one.values()) for one in found.values()))
    slot = width / max(len(years), 12)
    stacks = []
    for number, year in enumerate(years):
        parts, top = [], height
        for rank in ranks:
            if many := found.get(year, Counter())[rank]:
                tall = height * many / most
                top -= tall
                parts.append((rank, many, round(top, 2), round(tall, 2)))
        total = sum(found.get(year, Counter()).values())
        stacks.append(
            Stack(str(year), round(number * slot + slot * 0.15, 2), round(slot * 0.7, 2), total, tuple(parts))
        )
    step = max(1, -(-most // 4))
    ticks = tuple((at, round(height - height * at / most, 2)) for at in range(step, most + 1, step))
    return Chart(width, height, tuple(stacks), ticks)


def marks(days: Sequence[tuple[str, str]]) -> list[Mark]:
    """Labelled days on one line of time."""
    known = [_ordinal(day) for day, _ in days]
    if not known:
        return []
    low, length = min(known), max(max(known) - min(known), 1)
    return [Mark(round(2 + 96 * (_ordinal(day) - low) / length, 2), label) for day, label in days]


def legible(line: Sequence[Mark], room: float = 11, rows: int = 2) -> list[Mark]:
    """Marks of which one that would write over another in its row has no label; labels stand in `rows` rows in turn."""
    last = dict.fromkeys(range(rows), -room)
    made = []
    for number, mark in enumerate(sorted(line, key=lambda one: one.at)):
        row = number % rows
        free = mark.at - last[row] >= room
        last[row] = mark.at if free else last[row]
        made.append(mark if free else Mark(mark.at, ""))
    return made


def _ordinal(day: str) -> int:
    """A day as a number; a month or year counts from its first day; 0 for none."""
    try:
        year, month, rest = (*map(int, day.split("-")), 1, 1)[:3]
        return date(year, month, rest).toordinal()
    except ValueError:
        return 0
