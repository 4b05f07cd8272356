"""Further encounters told with their day behind the first: "met Lavrov on Thursday and Jaishankar on Friday"."""

import re
from collections.abc import Iterator
from dataclasses import replace

from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.telling import Telling

ONWARD = re.compile(r",?[ \u00a0](?:and|then|and then)[ \u00a0]|,[ \u00a0]")
"""Between a day and whom somebody met after it."""
ON = re.compile(r"[ \u00a0](?:on[ \u00a0]|in[ \u00a0])?")
OFFICE = 60
"""Characters at most that an office takes before a name."""
VERB = re.compile(r"\b(?:said|told|met|will|is|was|are|were|has|had|have|who|which|that)\b")


def day_by_day(analysis: Analysis, sentence: Sentence, telling: Telling) -> Iterator[Telling]:
    """The further encounters of those who met first, each with its person and its day right behind one another."""
    cast, text = analysis.cast, analysis.cast.text
    us = tuple(ref for ref in telling.people if any(m.actor == ref and m.span[0] < telling.at for m in cast.mentions))
    own = {cast.party(cast.by_id(ref)) for ref in us if telling.span[0] <= _last(analysis, ref, telling.at)}
    end = telling.time.span[1] if telling.time is not None and telling.time.span[0] > telling.at else 0
    while us and end and (join := ONWARD.match(text, end, sentence.span[1])) is not None:
        found = next((m for m in cast.mentions if 0 <= m.span[0] - join.end() < OFFICE and m.actor not in us), None)
        if found is None or cast.by_id(found.actor).kind != "person" or VERB.search(text, join.end(), found.span[0]):
            return
        on = ON.match(text, found.span[1])
        day = next(
            (time for time in analysis.times if on is not None and time.span[0] == on.end() and time.start), None
        )
        party = cast.party(cast.by_id(found.actor))
        if day is None or party is None or party in own:
            return
        people = (*us, found.actor)
        yield replace(telling, people=people, parties=cast.parties(people), time=day, at=found.span[0])
        end = day.span[1]


def _last(analysis: Analysis, ref: str, at: int) -> int:
    """Where an actor is named last before `at`."""
    return max((m.span[0] for m in analysis.cast.mentions if m.actor == ref and m.span[0] < at), default=-1)
