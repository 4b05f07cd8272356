"""A meeting as a reading tells of it, as an entry: who is named where it is told, and who is only taken from sentences before."""

import re
from datetime import date
from hashlib import blake2b

from communique.knowledge import ORDINALS
from communique.language.time_tags import tag
from communique.records import Meeting, Reading
from communique.relate.entries import MechanismEntry, MeetingEntry, PersonEntry
from communique.relate.fields_of_talks import fields_of_talks
from communique.relate.levels import at_level, levels_of_words, offices_then
from communique.relate.meant import MOST

YEARS = range(1000, 9000)
"""Years of days that can be compared with others; a reading made elsewhere may hold anything."""

TALKS, BOTH = frozenset({"talks", "session", "meeting"}), 2
"""Kinds of meetings that are called by a field, where a page does not name people of both sides."""

_HOUR = re.compile(r"\d[:.]\d\d|\d ?[ap]\.?m\b|o[’']clock", re.I)
"""Whether it is worth looking for an hour."""
LONG_ENOUGH = 10
"""Words of a sentence that only a copy repeats word for word."""
_CHAIRED = re.compile(r"\b(?:co-?)?chair(?:s|ed|ing)?\b", re.I)
_COUNTED = rf"(?:{'|'.join(ORDINALS)}|\d+(?:st|nd|rd|th))\s+(?:session|round)"
_SITTING = re.compile(
    rf"\b(?:h[eo]ld(?:s|ing)?|conven\w+|host\w*)\s+(?:the|its|their|a)\s+{_COUNTED}\b"
    rf"|\b{_COUNTED}\s+(?:of\s[^.,;]+?\s)?(?:was|is|took|takes|will)\b",
    re.I,
)
"""A counted session that is held, not one on whose margins others meet."""
_DINNER = re.compile(
    r"\b(?:h[eo]ld|host(?:s|ed|ing)?|ga?ive[sn]?|giving|attend(?:s|ed|ing)?|had)\s+(?:an?|the)\s+(?:[\w-]+\s+){0,2}(?:dinner|banquet)\b"
    r"|\b(?:dine[sd]?|dining)\b",
    re.I,
)
"""A meal in the evening, which is told beside the talks of the day."""
_TALKED = re.compile(r"\b(?:talks|negotiations|consultations|summit)\b", re.I)
_WORD = re.compile(r"\w+")
_CLOCK = re.compile(r"T(\d\d:\d\d)")


def day_of(text: str | None) -> str | None:
    """A day as it is compared; None for what is none."""
    try:
        return text if text and date.fromisoformat(text).year in YEARS and len(text) == len("2024-12-25") else None
    except ValueError:
        return None


def enter_meeting(
    page: str,
    meeting: Meeting,
    reading: Reading,
    people: dict[str, PersonEntry],
    mechanisms: dict[str, MechanismEntry],
) -> MeetingEntry:
    """A meeting as its page tells of it; `people` and `mechanisms` are the entries of the reading, by id."""
    start = day_of(meeting.start)
    end = day_of(meeting.end) or start
    told = day_of(reading.article.reference)
    there = {who.actor: people[who.actor] for who in meeting.participants if who.actor in people}
    in_words = _named(meeting, reading)
    named = in_words & there.keys()
    told_in = " ".join(map(reading.article.cut, meeting.evidence))
    levels = levels_of_words(told_in) if not named else ()
    others = {people[ref].country for ref in in_words - named if ref in people} - {None}
    fitting = all(at_level(offices_then(one, start or told), levels) for one in there.values()) if levels else True
    kept = {ref: one for ref, one in there.items() if ref in named or (fitting and one.country not in others)}
    brought = [ref for ref in there if ref not in named]
    beside = [one for ref, one in people.items() if ref not in kept and one.country] if brought else []
    return MeetingEntry(
        page,
        meeting.kind,
        meeting.status,
        tuple(sorted(meeting.parties)),
        tuple(kept.values()),
        meeting.place,
        start,
        end if start and end and start <= end else start,
        mechanisms.get(meeting.mechanism or ""),
        meeting.session,
        told,
        tuple(sorted(_clocks(meeting, reading))),
        tuple(sorted(_said(meeting, reading))),
        _sitting(meeting, reading),
        levels,
        tuple(at for at, ref in enumerate(kept) if ref not in named),
        _dinner(meeting, reading),
        fields_of_talks(told_in) if meeting.kind in TALKS and len({there[ref].country for ref in named}) < BOTH else (),
        tuple(beside[:MOST]),
        start is not None and start == told and not _dated(meeting, reading),
    )


def _named(meeting: Meeting, reading: Reading) -> set[str]:
    """The actors whom the sentences that tell of a meeting name.

    Others of its people were found in sentences before ("the two met again"), as often wrongly as not. They are left out where
    this sentence contradicts: it names a level that one of them has not, or somebody else of the state ("Raisi was in China,
    where he met Xi", of which a page before spoke of Shamkhani).
    """
    return {
        actor.id
        for actor in reading.actors
        if any(start <= at < end for start, end in meeting.evidence for at, _ in actor.mentions)
    }


def _said(meeting: Meeting, reading: Reading) -> set[str]:
    datelines = {part.span[0]: part.span[1] for part in reading.article.parts if part.kind == "dateline"}
    spans = ((min(datelines.get(start, start), end), end) for start, end in meeting.evidence)
    told = (" ".join(_WORD.findall(reading.article.cut(span).casefold())) for span in spans)
    return {
        blake2b(text.encode("utf-8", "surrogatepass"), digest_size=5).hexdigest()
        for text in told
        if text.count(" ") >= LONG_ENOUGH - 1
    }


def _sitting(meeting: Meeting, reading: Reading) -> bool:
    """Whether two sides chaired it, which who only talk with one another don't, or it is a counted session. In a sentence that
    tells of a session as well it is the session that they chaired."""
    if meeting.kind == "session" or len(meeting.parties) != 2:
        return False
    others = {span for one in reading.meetings if one.kind == "session" for span in one.evidence}
    sentences = [reading.article.cut(span) for span in meeting.evidence if span not in others]
    both = len({who.side for who in meeting.participants}) == 2
    return any(_SITTING.search(told) or (both and _CHAIRED.search(told)) for told in sentences)


def _dated(meeting: Meeting, reading: Reading) -> bool:
    """Whether a sentence that tells of a meeting names a day or any other time."""
    headers = [part.span for part in reading.article.parts if part.kind == "dateline"]
    return any(
        start <= time.span[0] < end and not any(s <= time.span[0] < e for s, e in headers)
        for start, end in meeting.evidence
        for time in reading.times
    )


def _dinner(meeting: Meeting, reading: Reading) -> bool:
    """Whether all that tells of a meeting tells of a dinner and of nothing else."""
    told = [reading.article.cut(span) for span in meeting.evidence]
    return bool(told) and all(_DINNER.search(one) and not _TALKED.search(one) for one in told)


def _clocks(meeting: Meeting, reading: Reading) -> set[str]:
    """The hours that the meeting's own sentences name."""
    sentences = [reading.article.cut(span) for span in meeting.evidence]
    tags = (one for text in sentences if _HOUR.search(text) for one in tag(text, day_of(meeting.start)))
    return {found[1] for one in tags if one.type == "TIME" and (found := _CLOCK.search(one.value))}
