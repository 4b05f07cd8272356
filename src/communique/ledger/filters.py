"""The filters of the query language: what each asks for, and which values it takes."""

import difflib
import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias, get_args

from communique import knowledge
from communique.ledger.words import words
from communique.records import CommitmentKind, Manner, MeetingKind, Stance, Status

Verdict: TypeAlias = Literal["accept", "reject", "unsure"]
VERDICTS: tuple[str, ...] = get_args(Verdict)
TYPES = ("page", "meeting", "statement", "commitment", "position", "mechanism")
KINDS = tuple(sorted({kind for alias in (MeetingKind, Manner, CommitmentKind, Stance) for kind in get_args(alias)}))
COPIES = ("all", "one", "originals")


@dataclass(frozen=True, slots=True)
class FilterKind:
    """A filter: what its value is called, what it asks, and `check`, which gives a value its one spelling."""

    value: str
    asks: str
    check: Callable[[str], str]
    several: bool = True


def _one_of(allowed: tuple[str, ...]) -> Callable[[str], str]:
    def check(value: str) -> str:
        folded = value.casefold()
        for one in (folded, folded.removesuffix("s"), folded.replace("ies", "y")):
            if one in allowed:
                return one
        raise ValueError(f"{value!r} is not one of {', '.join(allowed)}")

    return check


def _name(value: str) -> str:
    if not words(value):
        raise ValueError("a name needs a letter or a digit")
    return value


def _party(value: str) -> str:
    """The code of a state or the name of an organisation, from any of its names."""
    folded = value.casefold().removeprefix("the ")
    if value.upper() in knowledge.states():
        return value.upper()
    if folded in knowledge.state_by_name():
        return knowledge.state_by_name()[folded][0]
    bodies = _bodies()
    if folded in bodies:
        return bodies[folded]
    near = difflib.get_close_matches(folded, [*knowledge.state_by_name(), *bodies], 1, 0.75)
    hint = f"; is it {near[0]!r}?" if near else "; for a person use who:"
    raise ValueError(f"{value!r} is no state or organisation that is known here{hint}")


@cache
def _bodies() -> Mapping[str, str]:
    return {name.casefold(): body.name for name, body in knowledge.organisation_by_name().items()}


_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def _days(value: str) -> str:
    """`2024-12..2025-03` as `2024-12-01..2025-03-31`; an open end stays open."""
    start, dots, end = value.partition("..")
    if not dots:
        end = start
    if not (start or end):
        raise ValueError("an interval needs a day at one end at least")
    first = _bound(start, last=False) if start else ""
    final = _bound(end, last=True) if end else ""
    if first and final and first > final:
        raise ValueError(f"{first} is later than {final}")
    return f"{first}..{final}"


def _bound(text: str, last: bool) -> str:
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no day; write 2024, 2024-12, 2024-12-25, or two of them with .. between")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            month, day = (12, 31) if last else (1, 1)
        elif day is None:
            day = monthrange(year, month)[1] if last else 1
        return date(year, month, day or 1).isoformat()
    except ValueError:
        raise ValueError(f"there is no day {text}") from None


def _share(value: str) -> str:
    try:
        share = float(value)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise ValueError(f"{value!r} is no share from 0 to 1, such as .8")
    return f"{share:g}"


def _rule(value: str) -> str:
    if not re.fullmatch(r"[\w./-]+", value):
        raise ValueError(f"{value!r} is no rule; they look like meetings.verb/2")
    return value


def _address(value: str) -> str:
    if not value.strip():
        raise ValueError("a page needs an id or an address")
    return value


FILTERS: Mapping[str, FilterKind] = {
    "type": FilterKind("TYPE", f"records of this type: {', '.join(TYPES)}", _one_of(TYPES)),
    "kind": FilterKind("KIND", "kind of meeting or commitment, manner of a statement, stance", _one_of(KINDS)),
    "status": FilterKind("STATUS", "status of a meeting", _one_of(get_args(Status))),
    "who": FilterKind("NAME", "who cites, meets or promises; of a page, who is in it", _name),
    "by": FilterKind("PARTY", "the state or organisation that acts (ISO code or any name)", _party),
    "to": FilterKind("PARTY", "the party toward which it acts; of a meeting, any of its parties", _party),
    "party": FilterKind("PARTY", "any party to it", _party),
    "at": FilterKind("PLACE", "where a meeting was", _name),
    "when": FilterKind("DAYS", "days it covers: 2024, 2024-12, 2024-12-25, A..B, A.., ..B", _days),
    "due": FilterKind("DAYS", "days by which a commitment is due", _days),
    "via": FilterKind("OUTLET", "the outlet through which it came, or that published the page", _name),
    "mechanism": FilterKind("NAME", "the recurring dialogue it belongs to", _name),
    "page": FilterKind("PAGE", "a page by its id, its version's id, or its address", _address),
    "rule": FilterKind("RULE", "the rule or model that made it, or the beginning of its name", _rule),
    "sure": FilterKind("SHARE", "confidence of at least this much, 0 to 1", _share, several=False),
    "judged": FilterKind("VERDICT", "what a person decided", _one_of((*VERDICTS, "edit", "any", "none"))),
    "copies": FilterKind(
        "all|one|originals",
        "of pages that carry one piece: all of them, the one found that is nearest the source, or the source alone",
        _one_of(COPIES),
        several=False,
    ),
    "versions": FilterKind(
        "last|all", "all: also what earlier versions of a page said", _one_of(("last", "all")), several=False
    ),
}
"""Every filter by name."""

WHOLE = frozenset({"copies", "versions"})
"""Filters that say how to search and not what for: they stand beside everything else, never inside it."""

NAMES = frozenset({"who", "at", "via", "mechanism", "page"})
"""Filters whose values are free names, in which a comma is a comma."""


def near_filter(name: str) -> str | None:
    """The filter that somebody may have meant by `name`."""
    return next(iter(difflib.get_close_matches(name.casefold(), FILTERS, 1, 0.6)), None)
