"""Rounds and summits told by their number beside the one told before: "a second round followed there six weeks later", "a third,
set for 17 September, was called off", "the second summit, in Hanoi in February, broke down", "after a first in Muscat on 12 April".

Who met, the encounter told before says. Where the text counts something else, nothing before it was a round.
"""

import re
from collections.abc import Iterator, Sequence

from communique.knowledge import ordinal
from communique.language import Analysis
from communique.language.pipeline import Sentence
from communique.readers.encounter_days import ahead
from communique.readers.places import place_after, told_before
from communique.readers.telling import Telling
from communique.records import MeetingKind, Span, Status

COUNTED = re.compile(
    r"\b(?:a|an|the)[ \u00a0](?P<number>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)"
    r"(?:[ \u00a0](?P<noun>one|summit|encounter|meeting|round|session|sitting)(?:[ \u00a0]of[ \u00a0](?:\w+[ \u00a0])?(?:talks|negotiations|consultations))?)?"
    r"(?=,|[ \u00a0](?:in|at|on|was|is|will|would|took|followed|came|had|has|ended|lasted|failed)\b)",
    re.I,
)
"""A round by its number; without a noun only `TOLD` right behind it makes it one."""
TOLD = re.compile(
    r",[ \u00a0](?:in|at|on|set|planned|scheduled|due|held)\b|[ \u00a0](?:in|at)[ \u00a0][A-ZÀ-Þ]|[ \u00a0](?:took[ \u00a0]place|followed|came)\b"
    r"|[ \u00a0](?:was|is|will[ \u00a0]be|has[ \u00a0]been)[ \u00a0](?:to[ \u00a0]be[ \u00a0])?(?:held|called[ \u00a0]off|cancel|postponed|scrapped|set\b|planned|scheduled|due\b)"
)
OFF = re.compile(
    r"\b(?:called[ \u00a0]off|cancell?ed|postponed|scrapped|put[ \u00a0]off|shelved|dropped|never[ \u00a0](?:took|happened|came))\b"
)
AHEAD = re.compile(
    r"\b(?:will|is[ \u00a0]to|are[ \u00a0]to|is[ \u00a0]due|is[ \u00a0](?:set|planned|scheduled|expected))\b"
)
GONE = re.compile(r"\b(?:lasted|followed|ended|broke|failed|produced|brought|took[ \u00a0]place|was[ \u00a0]held)\b")
WISHED = re.compile(r"\b(?:would|could|may|might|should|proposed|offered|if)\b")
ENDS = re.compile(
    r";|,?[ \u00a0](?:and|but|while)[ \u00a0](?=[a-z]+[ \u00a0](?:\w+[ \u00a0]){0,4}(?:is|are|was|were|will|has|had)\b)|$"
)
"""Where a round's own words end: another clause, the sentence."""
BEFORE = re.compile(
    r"\b(?:rounds?|sessions?|talks|meetings?|met|summits?|negotiations|consultations|sat[ \u00a0]down|ministers[ \u00a0]to)\b",
    re.I,
)
FAR = 400
"""Characters before it within which a round, a meeting or talks are spoken of."""
OF_TWO = frozenset({"summit", "encounter", "meeting"})
"""Of these those who met are the same people again; a round may be others' in their name."""
KINDS: dict[str | None, MeetingKind] = {"summit": "summit", "encounter": "meeting", "meeting": "meeting"}


def further_rounds(analysis: Analysis, sentence: Sentence, told: Sequence[Telling]) -> Iterator[Telling]:
    """The rounds of a sentence that are told by their number, whose people and parties stand before it."""
    text, (start, end) = analysis.cast.text, sentence.span
    for match in COUNTED.finditer(text, start, end):
        noun = match["noun"].casefold() if match["noun"] else None
        if noun in (None, "one") and TOLD.match(text, match.end()) is None:
            continue
        edge = ENDS.search(text, match.end(), end)
        own = (match.start(), edge.start() if edge is not None else end)
        if any((one.mechanism or one.follows) and own[0] <= one.at < own[1] for one in told) or not BEFORE.search(
            text, max(0, start - FAR), match.start()
        ):
            continue
        found = _further(analysis, match, own)
        if found is not None and not any(
            own[0] <= one.at < match.end() and _named_here(analysis, one, sentence.span) for one in told
        ):
            yield found


def guessed(
    analysis: Analysis, sentence: Sentence, told: Sequence[Telling], rounds: Sequence[Telling]
) -> list[Telling]:
    """The tellings of a sentence without those that only guess who met in a round that goes on with the one before."""
    return [
        one
        for one in told
        if not any(
            other.at <= one.at < other.at + COUNTED_REACH and not _named_here(analysis, one, sentence.span)
            for other in rounds
        )
    ]


COUNTED_REACH = 40
"""Characters of the words for a round with its number."""


def _named_here(analysis: Analysis, one: Telling, span: Span) -> bool:
    """Whether two of the parties of a telling are named in the sentence."""
    here = {analysis.cast.party(actor) for actor in analysis.cast.within(span)}
    return len(here & set(one.parties)) > 1


def _further(analysis: Analysis, match: re.Match[str], own: Span) -> Telling | None:
    cast, text = analysis.cast, analysis.cast.text
    noun = match["noun"].casefold() if match["noun"] else None
    words = text[match.end() : own[1]]
    day = next((t for t in analysis.times if own[0] <= t.span[0] < own[1] and t.start), None)
    place = place_after(text, match.end(), own[1])
    if place is None and (there := re.search(r"\bthere\b", words)) is not None:
        place = told_before(text, match.end() + there.start())
    last = max(
        [match.end(), *(t.span[1] for t in (day,) if t), *(p[2][1] for p in (place,) if p and p[2][0] > match.end())]
    )
    if (day is None and place is None) or WISHED.search(words) or cast.within((match.end(), last), ("person",)):
        return None
    status: Status = "cancelled" if OFF.search(words) else "planned" if AHEAD.search(words) else "held"
    if status == "held" and day is not None and ahead(analysis, day):
        status, day = ("held", None) if GONE.search(words) else ("planned", day)
    kind = KINDS.get(noun, "session")
    return Telling(
        kind, status, (), (), place[0] if place else None, place[1] if place else None, day, None, None, ordinal(match["number"]),
        own, match.start(), "meetings.again/1" if noun in OF_TWO else "meetings.next/1", 0.7, follows=True, recalled=True,
    )  # fmt: skip
