"""When an encounter took place: told by itself, else by the visit it belongs to, the lead it opens, or what it stands beside."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from communique.language import Analysis
from communique.language.pipeline import Block
from communique.readers.cues import cues
from communique.readers.own_clause import looks_ahead
from communique.readers.telling import Telling
from communique.records import MeetingKind, Time

Days = tuple[str | None, str | None]
"""First and last day, both inclusive; None where the text leaves them open."""

BESIDE = re.compile(
    r"\b(?:sidelines|margins|also|then|later|(?<=[.\n][ \n])Earlier, |^Earlier, |(?:before|after|following|ahead of|on the eve of) (?:the|that|those|their) (?:talks|meeting|summit|session|conference|ceremony)|earlier (?:in the day|on the day|today|that day)|earlier been|same day|separately|afterwards"
    r"|during (?:the|his|her|their) (?:visit|trip|stay)|within the scope of the visit|in turn|shortly before)\b",
    re.I,
)
LEADING = 3
"""Paragraphs that tell the news of the day, where their words do not go back."""
EARLIER = re.compile(
    r"\b(?:had(?! (?:an?|the|his|her|their|talks|lunch|dinner|breakfast|separate|several|two|three|bilateral|extensive|fruitful)\b)|last|ago|previous(?:ly)?|earlier (?:this|in)|once|recent(?:ly)?|first time|back in)\b"
    r"|\b(?:19|20)\d\d\b"
    r"|\b(?:results?|outcomes?)[ \u00a0]of[ \u00a0](?:his|her|their)\b"
    r"|\b(?:agreements?|understandings?|arrangements?|accords?|consensus|decisions?)[ \u00a0](?:reached|achieved|made|taken|adopted)"
    r"[ \u00a0](?:at|during|in|following)\b",
    re.I,
)
"""Words that put an encounter before the day of writing, by themselves or by what came of it since."""
GONE_BY = re.compile(
    r"\b(?:recent|last|previous|earlier|first|past|former)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}$|\b(?:outcome|results?)[ \u00a0]of[ \u00a0](?:his|her|the|their)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}$",
    re.I,
)
"""Before an encounter's noun that is no news of the day: "the recent phone call"."""
NEAR = 500
"""Characters after a dated encounter within which another one of the same person belongs to it ("He also met ...")."""
FAR = 1200
"""The same for an encounter whose words do not go back."""
LEAD = 400
"""Characters of the first paragraph whose undated encounters are the news of the day."""
LATELY = 10
"""Days before the writing from which an undated encounter told after a dated one is news of the same days."""


def own_days(told: Iterable[Telling]) -> Days:
    """The narrowest days that the tellings of one encounter give."""
    time = min((t.time for t in told if t.time is not None), key=_length, default=None)
    return (time.start, time.end) if time is not None else (None, None)


def _length(time: Time) -> tuple[bool, str, str]:
    return (time.start != time.end, time.end or "", time.start or "")


def in_the_lead(analysis: Analysis, told: Sequence[Telling]) -> bool:
    """Whether one of the tellings stands in the title or among the opening paragraphs: it is the news of the day."""
    bodies = [block for block in analysis.blocks if block.kind == "paragraph"][:LEADING]
    for telling in told:
        block = next((b for b in analysis.blocks if b.holds(telling.at)), None)
        if block is None:
            continue
        if block.kind == "title" or (bodies and block is bodies[0] and telling.at < block.offset + LEAD):
            return True
        if (
            block in bodies
            and not EARLIER.search(analysis.cast.text, *telling.span)
            and not old_days(analysis, telling)
        ):
            return True
    return False


def news_day(analysis: Analysis, told: Sequence[Telling]) -> str | None:
    """The day of news that names none: that told before it in its paragraph, else that of the first sentence; else that of writing."""
    today = analysis.article.reference
    bodies = [block for block in analysis.blocks if block.kind == "paragraph"]
    if not bodies or today is None:
        return today
    for telling in told:
        block = next((b for b in bodies[1:] if b.holds(telling.at)), None)
        if block is not None and (days := _days_told(analysis, block, telling.span[0])):
            return days[-1]
    days = _days_told(analysis, bodies[0], next(sentence.span[1] for sentence in bodies[0].sentences()))
    return days[0] if len(set(days)) == 1 else today


def _days_told(analysis: Analysis, block: Block, before: int) -> list[str]:
    """The days up to now that main clauses of a paragraph tell before a place: "on Wednesday signed", no "who arrived on Monday"."""
    today, days = analysis.article.reference or "", []
    for time in analysis.times:
        at = block.token_at(time.span[0]) if block.span[0] <= time.span[0] < before else None
        if at is None or time.precision != "day" or time.relative_to is None or time.start is None:
            continue
        verb = next((word for word in at.ancestors if word.pos_ in ("VERB", "AUX")), None)
        if verb is None or verb.lemma_ in cues() or looks_ahead(verb):
            continue
        if verb.dep_ in ("ROOT", "conj", "ccomp", "parataxis") and time.start <= today and lately(analysis, time.end):
            days.append(time.start)
    return days


def stay(
    visit: Sequence[Telling],
    people: Sequence[str],
    others: Iterable[tuple[MeetingKind, Sequence[str], Sequence[Telling]]],
) -> Days:
    """The days of a visit as far as the meetings tell that the traveller held at the place visited."""
    codes = {t.place_code for t in visit if t.place_code}
    days = [
        day
        for kind, met, told in others
        if kind not in ("visit", "call") and set(met) & set(people)
        and any(_hosted(t, codes) and t.status == visit[0].status for t in told)
        for t in told
        if t.time is not None and t.time.precision == "day" and _hosted(t, codes)
        for day in (t.time.start, t.time.end)
        if day
    ]  # fmt: skip
    return (min(days), max(days)) if days else (None, None)


def _hosted(telling: Telling, codes: set[str]) -> bool:
    """Whether an encounter took place in a state visited, or names no place and is with the hosts."""
    return (
        telling.place_code in codes
        if telling.place_code
        else bool(codes & set(telling.parties)) and telling.place is None
    )


def during(
    first: Telling,
    people: Sequence[str],
    parties: Sequence[str],
    others: Iterable[tuple[MeetingKind, Sequence[str], Sequence[Telling]]],
) -> Days:
    """The days of the visit in whose course an undated encounter falls: the traveller's, to the other party's state."""
    for kind, travellers, told in others:
        codes = {t.place_code for t in told if t.place_code}
        near = any(abs(first.at - t.at) < FAR for t in told)
        if (
            kind == "visit"
            and near
            and set(travellers) & set(people)
            and codes & set(parties)
            and told[0].status == first.status
        ):
            days = own_days(t for t in told if t.rule not in ARRIVALS)
            if days[0] is not None:
                return days
    return None, None


ARRIVALS = frozenset(
    {
        "meetings.arrive/1",
        "meetings.land/1",
        "meetings.touch/1",
        "meetings.leave/1",
        "meetings.depart/1",
        "meetings.head/1",
        "meetings.set/1",
        "meetings.bound/1",
    }
)
"""Rules whose day is only a visit's first."""


ON_IT = re.compile(
    r"\bthere\b|\b(?:sidelines|margins|fringes)[ \u00a0]of[ \u00a0](?:the|that|this)\b|\b(?:for|on)[ \u00a0](?:the|that|this)[ \u00a0]occasion\b"
    r"|\bduring[ \u00a0](?:the|his|her|their|that)[ \u00a0](?:visit|trip|stay|tour)\b",
    re.I,
)
"""Words by which a plan belongs to what the sentence before it tells: "She is scheduled to sit down there with X"."""


def planned_beside(analysis: Analysis, first: Telling) -> Days:
    """The days still to come that the sentences before a plan in its paragraph told last, where it takes them up."""
    today = analysis.article.reference
    block = next((b for b in analysis.blocks if b.span[0] <= first.at < b.span[1]), None)
    if today is None or block is None or first.status != "planned" or not ON_IT.search(analysis.cast.text, *first.span):
        return None, None
    if any(first.span[0] <= time.span[0] < first.span[1] and time.start for time in analysis.times):
        return None, None
    told = [t for t in analysis.times if max(block.span[0], first.at - NEAR) <= t.span[0] < first.span[0] and t.start]
    last = max(told, key=lambda time: time.span, default=None)
    if last is None or last.precision not in ("day", "interval") or (last.end or "") < today:
        return None, None
    return last.start, last.end


OF_THAT = re.compile(
    r"\s*(?:During|On|At|In the course of)[ \u00a0](?:that|this|the same)[ \u00a0](?:visit|trip|stay|tour|journey|occasion|summit|conference)\b"
)
"""How a sentence begins whose day is that told before it, however long ago."""


def beside(
    analysis: Analysis, first: Telling, people: Sequence[str], others: Iterable[tuple[Sequence[str], Sequence[Telling]]]
) -> Days:
    """The days of the encounter told just before, for one that took place beside it."""
    if old_days(analysis, first):
        return None, None
    if OF_THAT.match(analysis.cast.text, first.span[0]):
        block = next((b for b in analysis.blocks if b.span[0] <= first.at < b.span[1]), None)
        told = [
            t for t in analysis.times if block is not None and block.span[0] <= t.span[0] < first.span[0] and t.start
        ]
        last = max(told, key=lambda time: time.span, default=None)
        return (last.start, last.end) if last is not None else (None, None)
    dated = [
        (t.at, t.time, bool(set(met) & set(people)))
        for met, told in others
        for t in told
        if t.at < first.at and t.time is not None and t.status == "held"
    ]
    reach = NEAR if EARLIER.search(analysis.cast.text, *first.span) else FAR
    near = [(at, time) for at, time, shared in dated if shared and first.at - at < reach and lately(analysis, time.end)]
    if not near and BESIDE.search(analysis.cast.text, *first.span):
        own = [(at, time) for at, time, shared in dated if shared and lately(analysis, time.end)]
        near = own or [(at, time) for at, time, _ in dated if lately(analysis, time.end)]
        near = near or [(at, time) for at, time, _ in dated if first.at - at < NEAR]
    if not near:
        return None, None
    _, time = max(near, key=lambda pair: pair[0])
    return time.start, time.end


def old_days(analysis: Analysis, telling: Telling) -> bool:
    """Whether the sentence names an older day, though not as the encounter's own: what it tells of is not news."""
    return any(
        telling.span[0] <= time.span[0] < telling.span[1] and time.end is not None and not lately(analysis, time.end)
        for time in analysis.times
    )


def lately(analysis: Analysis, end: str | None) -> bool:
    """Whether a last day lies within `LATELY` days before the writing, or either is unknown."""
    reference = analysis.article.reference
    if reference is None or end is None:
        return True
    return (date.fromisoformat(reference) - date.fromisoformat(end)).days <= LATELY
