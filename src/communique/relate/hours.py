"""The hours that a page names for a meeting, each by the clock that it is told in: "9:55 a.m. local time (10:55 a.m. Japan
time)". Nothing is reckoned from one clock to the other: what no page says is not said here either."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress, pairwise

from communique import knowledge
from communique.language.clocks import CLOCK, ZONE
from communique.records import Span

HOUR = re.compile(rf"(?<![\w.:]){CLOCK.format(n=1)}(?:{ZONE.format(n=1)})?")

BESIDE = re.compile(r"[ \u00a0]?[\s(;,/]{1,3}(?:or )?")
"""What stands between one moment's two clocks."""


@dataclass(frozen=True, slots=True)
class Hour:
    """An hour as printed, as `time` (HH:MM), and the clock that the page names ("local time", "Japan time"), if any."""

    words: str
    time: str
    clock: str | None
    span: Span


def hours_of(text: str, stretches: Iterable[Span]) -> tuple[Hour, ...]:
    """The hours that stand in stretches of a text, in their order, each once; of one moment by two clocks both, wherever a
    stretch begins: a sentence may have been cut after "a.m."."""
    found: dict[tuple[str, str | None], Hour] = {}
    for start, end in sorted(stretches):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        every = list(hours_in(text[first : last if last >= 0 else len(text)], first))
        kept = [one.span[0] < end and start < one.span[1] for one in every]
        for at, (one, other) in enumerate(pairwise(every)):
            if BESIDE.fullmatch(text, one.span[1], other.span[0]):
                kept[at] = kept[at + 1] = kept[at] or kept[at + 1]
        for one in compress(every, kept):
            found.setdefault((one.time, one.clock), one)
    return tuple(found.values())


def hours_in(text: str, start: int = 0) -> Iterator[Hour]:
    """The hours of a text that begins at `start`. A number with a point is one only with a.m., p.m. or a clock's name."""
    for match in HOUR.finditer(text):
        zone = match["zone1"] if match["zone1"] in _zones() else None
        place = match["place1"]
        clock = "local time" if match["local1"] else f"{place} time" if place and _known(place) else zone
        half = match["half1"] or match["whole1"]
        if not (half or match["word1"] or clock or ":" in match[0]):
            continue
        time = _time(match["hour1"], match["minute1"], half, match["word1"])
        if time is None:
            continue
        end = match.end() if clock else _end(match)
        if "(" in text[match.start() : end] and text[end : end + 1] == ")":
            end += 1
        words = text[match.start() : end].rstrip(" \u00a0,(;")
        yield Hour(" ".join(words.split()), time, clock, (start + match.start(), start + match.start() + len(words)))


def _end(match: re.Match[str]) -> int:
    """Where the hour itself ends, without what follows it."""
    return max(match.end(name) for name in ("hour1", "minute1", "half1", "whole1", "word1"))


def _time(hour: str | None, minute: str | None, half: str | None, word: str | None) -> str | None:
    """HH:MM; None for an hour that no clock shows."""
    if word or hour is None:
        return "00:00" if word == "midnight" else "12:00"
    at, past = int(hour), int(minute or 0)
    if past > 59 or at > (12 if half else 24) or (half and at == 0):
        return None
    if half:
        at = at % 12 + (12 if half[0].casefold() == "p" else 0)
    return f"{at % 24:02}:{past:02}"


def _known(place: str) -> bool:
    """Whether a state or city has this name: "Next time" is no clock."""
    return place.casefold() in knowledge.state_by_name() or place.casefold() in knowledge.places()


@cache
def _zones() -> frozenset[str]:
    return frozenset(row["name"] for row in knowledge.table("clock_offsets") if row["kind"] == "zone")
