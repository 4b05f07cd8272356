"""How long and how often, as a clause tells it: "within 90 days", "every month"."""

import re
from dataclasses import dataclass

from communique.language.time_tags import tag

LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
DAYS = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
RATE = re.compile(r"(?:an?|per) ", re.I)
"""What is counted by it: "two million tonnes a year", and "once a year", which tells how often."""
ONCE = re.compile(r"\bonce $", re.I)


@dataclass(frozen=True, slots=True)
class Length:
    """A length of time, or how often (`returns`). `unit` is D, W, M or Y, `words` as printed."""

    days: float
    unit: str
    returns: bool
    words: str


def lengths_in(text: str) -> tuple[Length, ...]:
    """The lengths of time and the frequencies that a text tells."""
    found = []
    for one in tag(text, None):
        told = LENGTH.fullmatch(one.value) if one.type in ("DURATION", "SET") else None
        words = text[slice(*one.span)]
        if told is not None and (not RATE.match(words) or ONCE.search(text[: one.span[0]])):
            days = float(told[1]) * DAYS[told[2]]
            found.append(Length(days, told[2], one.type == "SET", words))
    return tuple(found)
