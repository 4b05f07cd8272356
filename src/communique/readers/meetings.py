"""Meetings: the tellings of one encounter made one record.

Two tellings are one encounter when their people agree (one set holds the other), their days can be the same, their
places do not differ, and neither is a visit where the other is not. What one telling leaves open another fills.
"""

import re
from dataclasses import dataclass, field
from datetime import date

from communique.language import Analysis
from communique.readers.encounters import tellings
from communique.readers.telling import Telling
from communique.records import Mechanism, Meeting, MeetingKind, Participant, Span

GATHERING = "meetings.gathering/1"
"""The rule whose encounters have one party, a body."""
GENERAL: frozenset[str] = frozenset({"meeting", "talks"})


@dataclass(slots=True)
class _Encounter:
    kind: MeetingKind
    first: Telling
    all: list[Telling] = field(default_factory=list)

    @property
    def people(self) -> list[str]:
        return list(dict.fromkeys(ref for telling in self.all for ref in telling.people))

    @property
    def parties(self) -> list[str]:
        return list(dict.fromkeys(party for telling in self.all for party in telling.parties))


def read_meetings(analysis: Analysis, mechanisms: tuple[Mechanism, ...]) -> tuple[Meeting, ...]:
    """The meetings an article reports, in the order in which they are first told of."""
    encounters: list[_Encounter] = []
    for telling in tellings(analysis, mechanisms):
        home = _home(encounters, telling)
        if home is not None:
            if all(other.loose for other in home.all) and not telling.loose and telling.kind != "visit":
                home.kind = telling.kind
            home.all.append(telling)
            if home.kind in GENERAL and not telling.loose and telling.kind not in GENERAL:
                home.kind = telling.kind
        elif len(telling.parties) > 1 or telling.kind == "visit" or telling.rule == GATHERING:
            encounters.append(_Encounter(telling.kind, telling, [telling]))
    encounters = [e for e in encounters if len(e.parties) > 1 or e.first.rule == GATHERING]
    encounters.sort(key=lambda e: min(t.at for t in e.all))
    met = [_record(analysis, number, e, encounters) for number, e in enumerate(encounters, 1)]
    return tuple(met)


def _home(encounters: list[_Encounter], telling: Telling) -> _Encounter | None:
    for encounter in reversed(encounters):
        if _same(encounter, telling):
            return encounter
    return None


def _same(encounter: _Encounter, telling: Telling) -> bool:
    if (encounter.kind == "visit") != (telling.kind == "visit"):
        return False
    if "session" in (encounter.kind, telling.kind) and encounter.kind != telling.kind:
        return False
    loose = telling.loose or all(other.loose for other in encounter.all)
    if "call" in (encounter.kind, telling.kind) and encounter.kind != telling.kind and not (telling.definite or loose):
        return False
    if encounter.kind == "session" and encounter.first.mechanism != telling.mechanism:
        return False
    ours, theirs = set(encounter.people), set(telling.people)
    if telling.kind == "visit":
        if not ours & theirs:
            return False
    elif ours and theirs:
        if not (ours <= theirs or theirs <= ours):
            return False
        if (
            len(ours & theirs) < 2
            and not telling.definite
            and len(theirs) < 2
            and len(set(encounter.parties) & set(telling.parties)) < 2
        ):
            return False
    elif set(encounter.parties) != set(telling.parties) and not (
        telling.definite and set(telling.parties) < set(encounter.parties)
    ):
        return False
    return _same_days(encounter, telling) and _same_place(encounter, telling) and _same_status(encounter, telling)


def _same_status(encounter: _Encounter, telling: Telling) -> bool:
    mine = encounter.first.status
    return (
        mine == telling.status or telling.definite or "cancelled" in (mine, telling.status) or encounter.kind == "visit"
    )


def _same_days(encounter: _Encounter, telling: Telling) -> bool:
    if telling.time is None or telling.time.start is None:
        return True
    for other in encounter.all:
        if other.time is not None and other.time.start is not None:
            if (other.time.end or "") < telling.time.start or (telling.time.end or "") < other.time.start:
                return False
    return True


def _same_place(encounter: _Encounter, telling: Telling) -> bool:
    if telling.place is None:
        return True
    words = set(re.findall(r"\w+", telling.place.casefold()))
    for other in encounter.all:
        if other.place and not words & set(re.findall(r"\w+", other.place.casefold())):
            if not (other.place_code and other.place_code == telling.place_code and telling.kind == "visit"):
                return False
    return True


def _record(analysis: Analysis, number: int, encounter: _Encounter, encounters: list[_Encounter]) -> Meeting:
    cast = analysis.cast
    best = encounter.all
    time = min((t.time for t in best if t.time is not None), key=lambda t: _length(t.start, t.end), default=None)
    start, end = (time.start, time.end) if time is not None else (None, None)
    status = next((t.status for t in best if t.status == "cancelled"), encounter.first.status)
    place = max((t.place for t in best if t.place), key=len, default=None)
    if encounter.kind == "visit" and time is None:
        start, end = _stay(encounter, encounters)
    first = min(analysis.blocks, key=lambda b: (b.kind != "paragraph", b.offset)) if analysis.blocks else None
    leads = [block for block in analysis.blocks if block.kind == "title"] + ([first] if first is not None else [])
    if (
        start is None
        and status == "held"
        and any(block.offset <= t.at < block.offset + 400 for block in leads for t in best)
    ):
        start = end = analysis.article.reference
    if start is None and status == "held" and encounter.kind != "visit":
        start, end = _beside(analysis, encounter, encounters)
    evidence: list[Span] = list(dict.fromkeys(t.span for t in best))
    agreement = min(0.05 * (len(evidence) - 1), 0.09)
    return Meeting(
        id=f"m{number}", kind=encounter.kind, status=status,
        participants=tuple(Participant(ref, cast.party(cast.by_id(ref))) for ref in encounter.people),
        parties=tuple(encounter.parties), place=place, start=start, end=end,
        occasion=next((t.occasion for t in best if t.occasion), None),
        mechanism=next((t.mechanism for t in best if t.mechanism), None),
        session=next((t.session for t in best if t.session), None),
        made_by=encounter.first.rule, confidence=round(encounter.first.confidence + agreement, 2), evidence=tuple(evidence),
    )  # fmt: skip


BESIDE = re.compile(
    r"\b(?:sidelines|margins|also|then|later that day|same day|afterwards|during (?:the|his|her) (?:visit|trip|stay))\b",
    re.I,
)


NEAR = 500
"""Characters after a dated encounter within which another one of the same person belongs to it ("He also met ...")."""


def _beside(analysis: Analysis, encounter: _Encounter, encounters: list[_Encounter]) -> tuple[str | None, str | None]:
    """The days of the encounter told just before, for one that took place beside it."""
    first = encounter.first
    visits = [
        (t.at, t.time)
        for other in encounters
        if set(other.people) & set(encounter.people)
        for t in other.all
        if 0 < first.at - t.at < NEAR and t.time is not None and t.status == "held" and _lately(analysis, t.time.end)
    ]
    if visits:
        _, time = max(visits, key=lambda pair: pair[0])
        return time.start, time.end
    if not BESIDE.search(analysis.cast.text, *first.span):
        return None, None
    before = [
        t for other in encounters for t in other.all if t.at < first.at and t.time is not None and t.status == "held"
    ]
    nearest = max(before, key=lambda t: t.at, default=None)
    return (nearest.time.start, nearest.time.end) if nearest is not None and nearest.time is not None else (None, None)


LATELY = 10
"""Days before the writing from which an undated encounter told after a dated one is news of the same days."""


def _lately(analysis: Analysis, end: str | None) -> bool:
    reference = analysis.article.reference
    if reference is None or end is None:
        return True
    return (date.fromisoformat(reference) - date.fromisoformat(end)).days <= LATELY


def _length(start: str | None, end: str | None) -> tuple[bool, str, str]:
    return (start != end, end or "", start or "")


def _stay(visit: _Encounter, encounters: list[_Encounter]) -> tuple[str | None, str | None]:
    """The days of a visit as far as the meetings tell that the traveller held at the place visited."""
    codes = {t.place_code for t in visit.all if t.place_code}
    days = [
        day
        for other in encounters
        if other.kind not in ("visit", "call") and set(other.people) & set(visit.people)
        and any(t.place_code in codes and t.status == visit.first.status for t in other.all)
        for t in other.all
        if t.time is not None and t.time.precision == "day" and t.place_code in codes
        for day in (t.time.start, t.time.end)
        if day
    ]  # fmt: skip
    return (min(days), max(days)) if days else (None, None)
