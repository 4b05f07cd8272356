"""Clock times that cannot both be right: "9:55 a.m. local time (11:00 a.m. Japan time)" of a meeting in Beijing.

A page that gives one moment by two clocks says how far apart the two are, and that is known of every state. Nothing is
corrected, since either of the two may be the misprint: a warning stands beside the text. Where the state of "local time"
isn't named nearby, or any of its clocks would fit, there is none.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product

from communique import knowledge
from communique.knowledge.tables import several, table

DAY = 24 * 60
HALF = r"[ \u00a0]?(?P<half{n}>[ap]\.?m\b\.?)"
CLOCK = (
    r"(?:(?P<hour{n}>\d{{1,2}})(?:[:.](?P<minute{n}>\d\d)(?:" + HALF + r")?|[ \u00a0]?(?P<whole{n}>[ap]\.?m\b\.?))"
    r"|(?P<word{n}>noon|midnight))"
)
ZONE = (
    r"[ \u00a0]?[,(]?[ \u00a0]?(?:on (?:[A-Z][a-z]+\.? \d{{1,2}}|\d{{1,2}} [A-Z][a-z]+),? ?)?"
    r"(?:(?P<local{n}>local time)|(?:the )?(?P<place{n}>[A-Z][\w.]+(?: [A-Z]\w+)?) time|(?P<zone{n}>[A-Z]{{2,4}})\b)"
)
PAIR = re.compile(rf"\b{(CLOCK + ZONE).format(n=1)}[ \u00a0]?[\s(;,/]{{1,3}}(?:or )?{(CLOCK + ZONE).format(n=2)}")
NAME = re.compile(r"[A-Z][\w.'’-]+(?:[ \u00a0](?:[a-z]{2,3}[ \u00a0])?[A-Z][\w.'’-]+){0,2}")


def clock_doubts(text: str) -> tuple[str, ...]:
    """A line for each pair of clocks in `text` that no two clocks of the states named there can show at once."""
    return tuple(dict.fromkeys(_doubts(text)))


def _doubts(text: str) -> Iterator[str]:
    for match in PAIR.finditer(text):
        first, second = _minutes(match, 1), _minutes(match, 2)
        if first is None or second is None:
            continue
        zones = [_zone(match, text, number) for number in (1, 2)]
        if not all(zones):
            continue
        ahead = {later - sooner for sooner, later in product(zones[0], zones[1])}
        apart = (second - first) % DAY
        if apart not in {minutes % DAY for minutes in ahead}:
            known = " or ".join(_hours(minutes) for minutes in sorted(ahead))
            yield (
                f"“{match[0]}”: the two clocks can't both be right; the second is {known} ahead of the first "
                f"and is printed as {_hours(apart if apart <= DAY // 2 else apart - DAY)}"
            )


def _minutes(match: re.Match[str], n: int) -> int | None:
    """Minutes since midnight; None for an hour that no clock shows."""
    if match[f"word{n}"]:
        return 0 if match[f"word{n}"] == "midnight" else DAY // 2
    hour, minute = int(match[f"hour{n}"]), int(match[f"minute{n}"] or 0)
    half = match[f"half{n}"] or match[f"whole{n}"]
    if minute > 59 or hour > (12 if half else 24) or (half and hour == 0):
        return None
    if half:
        hour = hour % 12 + (12 if half[0] == "p" else 0)
    return hour * 60 + minute


def _zone(match: re.Match[str], text: str, n: int) -> frozenset[int]:
    """The minutes ahead of UTC that a clock may be; empty where that can't be told."""
    if match[f"zone{n}"]:
        return _offsets("zone").get(match[f"zone{n}"], frozenset())
    if match[f"place{n}"]:
        return _offsets("state").get(_state(match[f"place{n}"]) or "", frozenset())
    other = match[f"place{3 - n}"]
    return _local(text, match.start(), _state(other) if other else None)


def _local(text: str, at: int, other: str | None) -> frozenset[int]:
    """The clocks of the places named in the paragraph; states count where something happens in, or goes to, one."""
    start, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
    paragraph = text[start : end if end >= 0 else len(text)]
    found: set[int] = set()
    for match in NAME.finditer(paragraph):
        words = re.split(r"[ \u00a0]", match[0].rstrip(".,'’"))
        for name in {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, len(words) + 1)}:
            place = knowledge.places().get(name.casefold())
            code = place.code if place else None
            if code is None and re.search(
                r"\b(?:in|visiting|visit to|visited|to)[ \u00a0](?:the )?$", paragraph[: match.start()]
            ):
                code = _state(name)
            if code is not None and code != other:
                found |= _offsets("state").get(code, frozenset())
    return frozenset(found)


def _state(name: str) -> str | None:
    """The state of a name, demonym, capital or city."""
    known = knowledge.state_by_name().get(name.casefold())
    place = knowledge.places().get(name.casefold())
    return known[0] if known else place.code if place else None


def _hours(minutes: int) -> str:
    return f"{'-' if minutes < 0 else ''}{abs(minutes) // 60}:{abs(minutes) % 60:02}"


@cache
def _offsets(kind: str) -> dict[str, frozenset[int]]:
    """States by code or zones by name ("EST" is both) → the minutes ahead of UTC that their clocks are: all of a state's
    zones and both halves of the year."""
    return {
        row["name"]: frozenset(_ahead(one) for one in several(row["offsets"]))
        for row in table("clock_offsets")
        if row["kind"] == kind
    }


def _ahead(offset: str) -> int:
    hours, _, minutes = offset.lstrip("-").partition(":")
    return (int(hours) * 60 + int(minutes or 0)) * (-1 if offset.startswith("-") else 1)
