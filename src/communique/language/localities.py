"""Regions, cities and bodies that tell for which state an official acts: "Hamburg's First Mayor", "Bundesbank President"."""

import re
from functools import cache

from communique import knowledge
from communique.language.phrases import Phrases
from communique.language.state_words import states_in
from communique.records import Span

BEFORE_OFFICE = re.compile(
    r"(?:['’]s?)?[ \u00a0](?:(?:the|its|then|former|acting|new|newly[ \u00a0]elected|deputy|outgoing|regional|provincial|state|city|party|first|lord)[ \u00a0])*"
)
"""Between a place or a body and the office there: "Punjab's acting", "Warsaw"."""
OWN_NAME = re.compile(
    r"[ \u00a0](?:[A-Z][\w’'-]+[ \u00a0]){0,3}(?:Front|Movement|Party|Alliance|League|Brigades?|Times|Post|Herald|News|Group|United|City[ \u00a0]FC|FC)\b"
)
"""Behind a place that is only part of a party's or a paper's name: "the Tigray People's Liberation Front"."""
PLACES = frozenset({"city", "region"})


@cache
def _phrases() -> Phrases[tuple[str, tuple[str, ...]]]:
    return Phrases(knowledge.locals_of_states())


@cache
def _bodies() -> Phrases[tuple[str, tuple[str, ...]]]:
    return Phrases({name: value for name, value in knowledge.locals_of_states().items() if value[0] not in PLACES})


def body_spans(text: str) -> list[Span]:
    """Where bodies of states are named, which are nobody's names: "the Speaker of the Saeima Daiga Mieriņa"."""
    return [phrase.span for phrase in _bodies().find(text)]


def at(text: str, start: int) -> tuple[str, int] | None:
    """The state of the region, city or body that is named at `start`, and where its name ends."""
    phrase = _phrases().at(text, start)
    if phrase is not None and phrase.value[0] in PLACES and OWN_NAME.match(text, phrase.span[1]):
        return None
    code = _one_of(phrase.value[1], text) if phrase is not None else None
    return (code, phrase.span[1]) if phrase is not None and code is not None else None


def body_at(text: str, start: int) -> str | None:
    """The state of the body of a state that is named at `start`, or of the capital that owns what is named there."""
    phrase = _bodies().at(text, start)
    if phrase is not None:
        return _one_of(phrase.value[1], text)
    place = _phrases().at(text, start)
    owns = place is not None and place.value[0] == "city" and text[place.span[1] : place.span[1] + 1] in ("'", "’")
    return _one_of(place.value[1], text) if place is not None and owns else None


OWNS = re.compile(r"['’]s?[ \u00a0]")


def region_owning(text: str, start: int) -> str | None:
    """The state of the region whose possessive ends right before `start`: "Québec's François Legault"."""
    base = max(0, start - 40)
    for phrase in _phrases().find(text[base:start]):
        region = phrase.value[0] == "region" and knowledge.fold(phrase.name) not in knowledge.given_names()
        if region and OWNS.fullmatch(text, base + phrase.span[1], start):
            return _one_of(phrase.value[1], text)
    return None


def before(text: str, start: int, local: bool) -> tuple[str, int] | None:
    """The state of what owns the office that begins at `start`, and where its name begins.

    `local`: the office is a mayor's or a governor's, whose place stands before it without an "'s".
    """
    base = max(0, start - 60)
    head = text[base:start]
    for phrase in _phrases().find(head):
        kind, codes = phrase.value
        owns = head[phrase.span[1] : phrase.span[1] + 1] in ("'", "’")
        if not (owns or local or kind not in PLACES) or not BEFORE_OFFICE.fullmatch(head, phrase.span[1]):
            continue
        code = _one_of(codes, text)
        if code is not None:
            return code, base + phrase.span[0]
    return None


def _one_of(codes: tuple[str, ...], text: str) -> str | None:
    """The one state meant; of several that have the name the only one that the text names."""
    if len(codes) == 1:
        return codes[0]
    named = [code for code in states_in(text) if code in codes]
    return named[0] if len(named) == 1 else None
