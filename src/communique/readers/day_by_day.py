"""Further encounters told with their day or place behind the first: "met Lavrov on Thursday and Jaishankar on Friday",
"saw Wong in Canberra on 17 June, and Peters in Wellington the next day", "met Kim at Panmunjom on April 27 and again a month later"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.places import place_at
from communique.readers.telling import Telling
from communique.records import Span, Time

ONWARD = re.compile(r",?[ \u00a0](?:and|then|and then)[ \u00a0]|,[ \u00a0]")
"""Between a day and whom somebody met after it."""
AGAIN = re.compile(r",?[ \u00a0](?:and|then|and then)[ \u00a0](?:once[ \u00a0])?again\b")
"""Between a day and the next one on which the same two met."""
ON = re.compile(r"[ \u00a0](?:on[ \u00a0]|in[ \u00a0])?")
AT = re.compile(r"[ \u00a0](?:in|at)[ \u00a0](?:the[ \u00a0])?")
ASIDE = re.compile(
    r"(?:[ \u00a0]of[ \u00a0](?:the[ \u00a0])?[A-ZÀ-Þ][\w’'-]+(?:[ \u00a0][A-ZÀ-Þ][\w’'-]+)?)?(?:,[ \u00a0](?:the|his|her|its|an?)[ \u00a0][^,.;]{3,50},)?"
)
"""Behind a name, whose or what somebody is."""
OFFICE = 60
"""Characters at most that an office takes before a name."""
VERB = re.compile(r"\b(?:said|told|met|will|is|was|are|were|has|had|have|who|which|that)\b")


def day_by_day(analysis: Analysis, sentence: Sentence, telling: Telling) -> Iterator[Telling]:
    """The further encounters of those who met first, each with its person and its day or place right behind one another."""
    cast, text = analysis.cast, analysis.cast.text
    us = tuple(ref for ref in telling.people if any(m.actor == ref and m.span[0] < telling.at for m in cast.mentions))
    own = {cast.party(cast.by_id(ref)) for ref in us if telling.span[0] <= _last(analysis, ref, telling.at)}
    end = _end(telling)
    if end and (again := AGAIN.match(text, end, sentence.span[1])) is not None:
        place, day, _ = _where_and_when(analysis, sentence, again.end())
        if day is not None or place is not None:
            name, code = place[:2] if place is not None else (None, None)
            yield replace(telling, time=day, place=name, place_code=code, at=again.end(), recalled=True)
        return
    while us and end and (join := ONWARD.match(text, end, sentence.span[1])) is not None:
        near = (m for m in cast.mentions if 0 <= m.span[0] - join.end() < OFFICE and m.actor not in us)
        found = next((m for m in near if cast.by_id(m.actor).kind == "person"), None)
        if found is None or VERB.search(text, join.end(), found.span[0]):
            return
        aside = ASIDE.match(text, found.span[1])
        place, day, end = _where_and_when(analysis, sentence, aside.end() if aside else found.span[1])
        party = cast.party(cast.by_id(found.actor))
        if day is None or party is None or party in own:
            return
        people = (*us, found.actor)
        name, code = place[:2] if place is not None else (telling.place, telling.place_code)
        yield replace(
            telling,
            people=people,
            parties=cast.parties(people),
            time=day,
            place=name,
            place_code=code,
            at=found.span[0],
        )


def _end(telling: Telling) -> int:
    """Where the first encounter's day ends, behind its verb; 0 where none stands there."""
    return telling.time.span[1] if telling.time is not None and telling.time.span[0] > telling.at else 0


def _where_and_when(
    analysis: Analysis, sentence: Sentence, at: int
) -> tuple[tuple[str, str | None, Span] | None, Time | None, int]:
    """The place and the day right behind `at`, and where they end."""
    text = analysis.cast.text
    near = AT.match(text, at, sentence.span[1])
    place = place_at(text, near.end(), sentence.span[1]) if near is not None else None
    end = place[2][1] if place is not None else at
    on = ON.match(text, end)
    day = next((time for time in analysis.times if on is not None and time.span[0] == on.end() and time.start), None)
    return place, day, day.span[1] if day is not None else end


def _last(analysis: Analysis, ref: str, at: int) -> int:
    """Where an actor is named last before `at`."""
    return max((m.span[0] for m in analysis.cast.mentions if m.actor == ref and m.span[0] < at), default=-1)
