"""A meeting as a reading tells of it, as an entry: who is named where it is told, and who is only taken from sentences before."""

import re
from datetime import date
from hashlib import blake2b

from communique import knowledge
from communique.knowledge import ORDINALS
from communique.language.time_tags import tag
from communique.records import Meeting, Reading
from communique.relate.entries import MechanismEntry, MeetingEntry, PersonEntry
from communique.relate.levels import at_level, levels_of_words

YEARS = range(1000, 9000)
"""Years of days that can be compared with others; a reading made elsewhere may hold anything."""

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
    start = day_of(meeting.start)
    end = day_of(meeting.end) or start
    told = day_of(reading.article.reference)
    there = {who.actor: people[who.actor] for who in meeting.participants if who.actor in people}
    named = _named(meeting, reading) & there.keys()
    levels = levels_of_words(" ".join(map(reading.article.cut, meeting.evidence))) if not named else ()
    kept = {ref: one for ref, one in there.items() if ref in named or _fits_level(one, levels, told)}
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
    )


def _named(meeting: Meeting, reading: Reading) -> set[str]:
    """The actors whom the sentences that tell of a meeting name; others of its people were found in sentences before: "they met"."""
    return {
        actor.id
        for actor in reading.actors
        if any(start <= at < end for start, end in meeting.evidence for at, _ in actor.mentions)
    }


def _fits_level(person: PersonEntry, words: tuple[str, ...], day: str | None) -> bool:
    """Whether somebody can be one of those of whom a sentence names the level alone: a security adviser is none of "the leaders",
    though the sentence before was about him."""
    offices = {office for office, _ in person.offices}
    if not offices and len(person.known) == 1 and day is not None:
        offices = {o.office for o in knowledge.offices_of(person.known[0]) if o.perhaps(day)}
    return not words or not offices or at_level(offices, words)


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


def _clocks(meeting: Meeting, reading: Reading) -> set[str]:
    """The hours that the meeting's own sentences name."""
    sentences = [reading.article.cut(span) for span in meeting.evidence]
    tags = (one for text in sentences if _HOUR.search(text) for one in tag(text, day_of(meeting.start)))
    return {found[1] for one in tags if one.type == "TIME" and (found := _CLOCK.search(one.value))}


