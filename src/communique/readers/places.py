"""Where something took place, as printed: a venue with its city, a city, a state."""

import re
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.names import state_code, state_pattern
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _pattern() -> re.Pattern[str]:
    places = sorted((place.name for place in knowledge.places().values()), key=len, reverse=True)
    return re.compile(r"(?:the[ \u00a0])?(" + "|".join(re.escape(place) for place in places) + r")(?![\w])")


IN = re.compile(
    r"\b(in|at|to|inside|near)[ \u00a0]+(?:the[ \u00a0])?(?:(?:[A-Z][a-z]+[ \u00a0](?!capital))?(?:capital|city|resort|town|port)(?:[ \u00a0](?:of|city of))?[ \u00a0])?"
)
FORMAL = re.compile(
    r"(?:the[ \u00a0])?(?:(?:Islamic|Federal|Socialist|People['’]s|Democratic|Arab|Hashemite|Bolivarian|Oriental|Co-operative)[ \u00a0])*"
    r"(?:Republic|Kingdom|State|Sultanate|Commonwealth|Federation|Union)[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?!Korea|the Congo|Congo)"
)
CAPITAL = re.compile(r"(?:the[ \u00a0])?([A-Z][\w-]+(?:[ \u00a0][A-Z][\w-]+)?)(?:['’]s)?[ \u00a0]capital\b(?!,? [A-Z])")
OWNED = re.compile(r"['’](?:s\b)?")


def place_after(
    text: str, start: int, end: int, words: frozenset[str] = frozenset({"in", "at", "inside", "near"})
) -> tuple[str, str | None, Span] | None:
    """The first "in PLACE" between `start` and `end`: the place as printed, its state's code, and its span."""
    for match in IN.finditer(text, start, end):
        if match[1].casefold() in words:
            found = place_at(text, match.end(), end)
            if found is not None:
                return found
    return None


def named_at(noun: "Token") -> int:
    """The first word of a name whose last word is `noun`, as its number in the text: "New" of "New Delhi"."""
    first = noun
    while first.i > noun.sent.start and first.nbor(-1).dep_ == "compound" and first.nbor(-1).head == noun:
        first = first.nbor(-1)
    return first.idx


def place_at(text: str, at: int, end: int) -> tuple[str, str | None, Span] | None:
    """The place named at `at`, with the city of a venue; None when no table knows one there."""
    capital = CAPITAL.match(text, at)
    if capital is not None and capital.end() <= end:
        of = state_code(capital[1])
        named = knowledge.states()[of].capitals[:1] if of and of in knowledge.states() else ()
        return (named[0], of, capital.span()) if named and of else None
    formal = FORMAL.match(text, at)
    at = formal.end() if formal else at
    match = _pattern().match(text, at)
    if match is not None and OWNED.match(text, match.end()):
        return None  # "at Oslo's request"
    if match is None or match.end() > end:
        state = state_pattern().match(text, at)
        if state is None or state.end() > end or not state[1][:1].isupper() or OWNED.match(text, state.end(1)):
            return None
        known = knowledge.state_by_name().get(state[1].casefold())
        return (state[1], known[0], state.span(1)) if known and known[1] == "name" else None
    place = knowledge.places().get(match[1].casefold())
    code = place.code if place else None
    name = match[1]
    if place is not None and place.kind == "venue":
        further = re.match(r",?[ \u00a0](?:in[ \u00a0])?", text[match.end() :])
        inner = _pattern().match(text, match.end() + further.end()) if further else None
        if inner is not None and inner.end() <= end:
            return f"{name}, {inner[1]}", code, (match.start(1), inner.end())
        if place.within:
            return f"{name}, {place.within}", code, match.span(1)
    return name, code, match.span(1)


BEFORE = 250
"""Characters back within which the place stands that "there" means."""
GONE_TO = re.compile(
    r"\b(?:in|at|to|for|from|near|via|left|visit(?:s|ed|ing)?|reach(?:es|ed)?)[ \u00a0]+(?:the[ \u00a0])?$"
)
"""Before a place that somebody is in or goes to."""


UNLISTED = re.compile(
    r"\b(?:in|at|to|of)[ \u00a0](?:the[ \u00a0])?(?!(?:January|February|March|April|May|June|July|August|September|October|November|December)\b)([A-ZÀ-Þ][\w-]+)"
)
"""A name that may be of a place no table has: where that stands nearer, "there" is it."""


def told_before(text: str, at: int) -> tuple[str, str | None, Span] | None:
    """The place that "there" at `at` means: the last one that somebody is in or goes to, else the last named."""
    start = max(0, at - BEFORE)
    words = re.finditer(r"[A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?", text[start:at])
    places = [place for word in words if (place := place_at(text, start + word.start(), at)) is not None]
    gone = [place for place in places if GONE_TO.search(text, max(0, place[2][0] - 12), place[2][0])]
    cities = [
        place for place in places if (known := knowledge.places().get(place[0].casefold())) and known.kind != "state"
    ]
    found = next(iter((gone or cities)[::-1]), None)
    nearer = [m for m in UNLISTED.finditer(text, start, at) if found is not None and m.start(1) > found[2][1]]
    return found if not nearer else None
