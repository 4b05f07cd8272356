"""Meetings: the tellings of one encounter made one record.

Two tellings are one encounter when their people agree (one set holds the other), their days can be the same, their
places do not differ, and neither is a visit where the other is not. What one telling leaves open another fills.
"""

import re
from dataclasses import replace

from communique import knowledge
from communique.language import Analysis
from communique.readers.encounters import tellings
from communique.readers.going_on import GATHERING, Encounter, following, join, of_their_body
from communique.readers.likely import likely
from communique.readers.meeting_days import (
    EARLIER,
    GONE_BY,
    NEAR,
    Days,
    beside,
    during,
    in_the_lead,
    lately,
    news_day,
    old_days,
    own_days,
    planned_beside,
    stay,
)
from communique.readers.telling import Telling
from communique.records import Mechanism, Meeting, Participant, Span, Status

GENERAL: frozenset[str] = frozenset({"meeting", "talks"})


def read_meetings(
    analysis: Analysis, mechanisms: tuple[Mechanism, ...], rules_only: bool = False
) -> tuple[Meeting, ...]:
    """The meetings an article reports, in the order in which they are first told of; with `rules_only` no network is asked."""
    encounters: list[Encounter] = []
    every = [told for told in tellings(analysis, mechanisms) if not _plan_of_old(analysis, told)]
    for told in [t for t in every if not t.hint] + [t for t in every if t.hint]:
        if told.hint and (known := _guessed(analysis, encounters, told)) is not None:
            known.all.append(told)
            continue
        if told.hint and _told_of(encounters, told):
            continue
        if told.joins:
            join(encounters, told)
            continue
        telling = following(encounters, told) if told.follows else told
        if telling is None and told.parties:
            telling = replace(told, kind="talks" if told.kind == "session" else told.kind)
        if telling is None:
            continue
        home = _home(analysis, encounters, telling) or _meant(encounters, telling) or _sitting(encounters, telling)
        home = home or of_their_body(encounters, telling)
        if home is not None:
            if all(other.loose for other in home.all) and not telling.loose and telling.kind != "visit":
                home.kind = telling.kind
            home.all.append(telling)
            if home.kind in GENERAL and not telling.loose and telling.kind not in GENERAL:
                home.kind = telling.kind
        elif len(telling.parties) > 1 or telling.kind == "visit" or telling.rule == GATHERING:
            encounters.append(Encounter(telling.kind, telling, [telling]))
    encounters = [e for e in encounters if len(e.parties) > 1 or e.first.rule == GATHERING]
    encounters = [e for e in encounters if not _vague(e)]
    for sentence in () if rules_only else (s for block in analysis.blocks for s in block.sentences()):
        for told in likely(analysis, sentence):
            if not any(_told_already(analysis, e, told) for e in encounters) and not _met_others(encounters, told):
                encounters.append(Encounter(told.kind, told, [told]))
    encounters.sort(key=lambda e: min(t.at for t in e.all))
    met = [_record(analysis, number, e, encounters) for number, e in enumerate(encounters, 1)]
    return tuple(met)


def _plan_of_old(analysis: Analysis, told: Telling) -> bool:
    """Whether what was once agreed to be held is told of the past: "in 2016 they announced that they would open talks"."""
    return told.status in ("planned", "proposed") and told.time is None and old_days(analysis, told)


def _guessed(analysis: Analysis, encounters: list[Encounter], hint: Telling) -> Encounter | None:
    """The encounter of the same people that a joint act goes with: days and places allow it."""
    return next(
        (
            e
            for e in encounters
            if e.kind not in ("visit", "call" if hint.place else "visit")
            and e.first.status == "held"
            and _of_them(e, hint)
            and _same_days(analysis, e, hint)
            and _same_place(e, hint)
        ),
        None,
    )


def _of_them(encounter: Encounter, hint: Telling) -> bool:
    """Whether a joint act is one of those who met: of its people, or of its states where it names no people."""
    if not hint.people:
        return set(hint.parties) <= set(encounter.parties)
    return set(hint.people) <= set(encounter.people) or (
        not encounter.people and set(hint.parties) == set(encounter.parties)
    )


def _told_of(encounters: list[Encounter], hint: Telling) -> bool:
    """Whether an encounter of the same people is told of, and nothing sets the guessed one apart from it."""
    if hint.time is not None and hint.place is not None:
        return False
    same = [e for e in encounters if e.kind != "visit" and len(set(hint.people) & set(e.people)) > 1]
    return any(e.first.status == hint.status for e in same)


def _told_already(analysis: Analysis, encounter: Encounter, seen: Telling) -> bool:
    """Whether an encounter of the same people or sides is told, on days that can be those of what the network saw."""
    if (encounter.kind == "visit") != (seen.kind == "visit"):
        return False
    people, parties = set(seen.people) & set(encounter.people), set(seen.parties) & set(encounter.parties)
    if seen.kind == "visit":
        same = bool(people) and seen.place_code in parties
    else:
        same = len(people) > 1 or (len(parties) > 1 and not (seen.people and encounter.people and not people))
        same = same and not _another_stands(analysis, encounter, seen)
    if not same:
        return False
    start, end = own_days(encounter.all)
    if any(told.span == seen.span for told in encounter.all):
        return True  # the rule chose the day in the same sentence
    if start is None and not encounter.people and len(seen.people) > 1 and seen.time is not None:
        return False  # "the talks between the two" says nothing of who met on that day
    if start is None or seen.time is None or seen.time.start is None:
        return True
    return start <= (seen.time.end or seen.time.start) and seen.time.start <= (end or start)


def _another_stands(analysis: Analysis, encounter: Encounter, seen: Telling) -> bool:
    """Whether a party is there by others than those whom the network saw: its trade minister, not its foreign minister."""
    for party in set(seen.parties) & set(encounter.parties):
        mine = {ref for ref in seen.people if analysis.cast.party(analysis.cast.by_id(ref)) == party}
        theirs = {ref for ref in encounter.people if analysis.cast.party(analysis.cast.by_id(ref)) == party}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _met_others(encounters: list[Encounter], seen: Telling) -> bool:
    """Whether each of the people meets somebody in the same sentence already: A met B "after a call between B and C"."""
    beside = [e for e in encounters if e.kind != "visit" and any(told.span == seen.span for told in e.all)]
    met = {ref for e in beside for ref in e.people}
    return seen.kind != "visit" and len(seen.people) > 1 and set(seen.people) <= met


def _vague(encounter: Encounter) -> bool:
    """Whether nobody, no day and no place is told of what took place: "had been in secret talks with Iran"."""
    return (
        encounter.first.status == "held"
        and not encounter.people
        and not any(t.time or t.place or t.mechanism or t.definite for t in encounter.all)
        and encounter.kind in ("talks", "call", "meeting")
        and len(encounter.all) == 1
    )


def _home(analysis: Analysis, encounters: list[Encounter], telling: Telling) -> Encounter | None:
    for encounter in reversed(encounters):
        if _same(analysis, encounter, telling):
            return encounter
    return None


def _meant(encounters: list[Encounter], telling: Telling) -> Encounter | None:
    """The encounter of any kind that "his discussions with X" means, told without day or place."""
    if (
        not telling.back
        or telling.kind == "visit"
        or telling.time is not None
        or telling.place is not None
        or len(telling.people) < 2
    ):
        return None
    return next(
        (
            e
            for e in reversed(encounters)
            if e.kind != "visit" and set(telling.people) <= set(e.people) and e.first.status == telling.status
        ),
        None,
    )


def _sitting(encounters: list[Encounter], telling: Telling) -> Encounter | None:
    """The session told just before, which "the meeting" or "the talks" means: some or all of its parties, no day or place."""
    last = next((e for e in reversed(encounters) if e.kind != "visit"), None)
    if last is None or last.kind != "session" or not telling.back or telling.kind not in GENERAL:
        return None
    near = telling.at - max(t.at for t in last.all) < NEAR
    known = telling.time is not None or telling.place is not None or telling.mechanism is not None
    same = set(telling.parties) <= set(last.parties) and telling.status == last.first.status
    return last if near and same and not known else None


def _same(analysis: Analysis, encounter: Encounter, telling: Telling) -> bool:
    if (encounter.kind == "visit") != (telling.kind == "visit"):
        return False
    if telling.meal and not encounter.first.meal and not telling.definite:
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
        if encounter.first.status != telling.status and _elsewhere(encounter, telling):
            return False  # "arrived in Moscow on Sunday and will also visit Kazan"
        team = not (ours or theirs) and set(encounter.parties) == set(telling.parties)
        if not (ours & theirs or team) or (
            "proposed" in (encounter.first.status, telling.status) and encounter.first.status != telling.status
        ):
            return False
    elif ours and theirs:
        if not (ours <= theirs or theirs <= ours):
            return False
        mine, other = set(encounter.parties), set(telling.parties)
        if len(mine) > 1 and len(other) > 1 and not (mine <= other or other <= mine):
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
    return (
        _same_days(analysis, encounter, telling)
        and _same_place(encounter, telling)
        and _same_status(encounter, telling)
    )


def _elsewhere(encounter: Encounter, telling: Telling) -> bool:
    """Whether a visit names a city, and the other one only other cities."""
    cities = {t.place for t in encounter.all if t.place and t.place not in _names(t.place_code)}
    return bool(cities) and telling.place not in {None, *cities, *_names(telling.place_code)}


def _same_status(encounter: Encounter, telling: Telling) -> bool:
    mine = encounter.first.status
    return (
        mine == telling.status or telling.definite or "cancelled" in (mine, telling.status) or encounter.kind == "visit"
    )


def _same_days(analysis: Analysis, encounter: Encounter, telling: Telling) -> bool:
    if telling.time is None or telling.time.start is None:
        return not (_news(analysis, telling) and not lately(analysis, own_days(encounter.all)[1]))
    if own_days(encounter.all)[0] is None and not lately(analysis, telling.time.end):
        if encounter.first.status != telling.status:
            return False  # a trip planned for Monday is not the one of years ago
        return not any(_news(analysis, other) for other in encounter.all)
    for other in encounter.all:
        if other.time is not None and other.time.start is not None:
            if (other.time.end or "") < telling.time.start or (telling.time.end or "") < other.time.start:
                return False
    return True


def _news(analysis: Analysis, telling: Telling) -> bool:
    """Whether an undated telling is news of the day, and so of nothing years ago."""
    held = telling.status == "held" and telling.kind != "visit" and not telling.definite
    return held and in_the_lead(analysis, [telling])


def _same_place(encounter: Encounter, telling: Telling) -> bool:
    if telling.place is None:
        return True
    words = set(re.findall(r"\w+", telling.place.casefold()))
    for other in encounter.all:
        if other.place and not words & set(re.findall(r"\w+", other.place.casefold())):
            whole = {other.place, telling.place} & _names(other.place_code)
            if not (other.place_code and other.place_code == telling.place_code and (telling.kind == "visit" or whole)):
                return False
    return True


def _names(code: str | None) -> set[str | None]:
    """The names of a state, which is no other place than its cities are."""
    state = knowledge.states().get(code or "")
    return {state.name, *state.names} if state is not None else set()


def _record(analysis: Analysis, number: int, encounter: Encounter, encounters: list[Encounter]) -> Meeting:
    cast = analysis.cast
    told = encounter.all
    start, end = _days(analysis, encounter, encounters)
    evidence: list[Span] = list(dict.fromkeys(t.span for t in told))
    agreement = min(0.05 * (len(evidence) - 1), 0.09)
    return Meeting(
        id=f"m{number}", kind=encounter.kind, status=_status(encounter),
        participants=tuple(Participant(ref, cast.party(cast.by_id(ref))) for ref in encounter.people),
        parties=tuple(encounter.parties), place=_place(told),
        start=start, end=end, occasion=next((t.occasion for t in told if t.occasion), None),
        mechanism=next((t.mechanism for t in told if t.mechanism), None),
        session=next((t.session for t in told if t.session), None),
        made_by=encounter.first.rule, confidence=round(encounter.first.confidence + agreement, 2), evidence=tuple(evidence),
    )  # fmt: skip


def _of_others_before(encounter: Encounter, encounters: list[Encounter]) -> bool:
    """Whether "their meeting in Kigali" is that of others than those who met before: what was agreed at it is the news' ground."""
    first, people = encounter.first, set(encounter.people)
    back = first.back and first.place is not None and first.rule.endswith("-noun/1")
    before = (e for e in encounters if e.first.at < first.at and e.first.status == "held" and e.kind != "visit")
    return back and bool(people) and any(e.people and not people & set(e.people) for e in before)


def _place(told: list[Telling]) -> str | None:
    """The place that says most: a city before its state, the longer name of two."""
    places = [(t.place not in _names(t.place_code), len(t.place), t.place) for t in told if t.place]
    if not places:
        return None
    city, _, best = max(places)
    code = next(t.place_code for t in told if t.place == best)
    state = next((t.place for t in told if t.place and t.place != best and t.place in _names(code)), None)
    return f"{best}, {state}" if city and state and state not in best else best


def _status(encounter: Encounter) -> Status:
    return next((t.status for t in encounter.all if t.status == "cancelled"), encounter.first.status)


def _days(analysis: Analysis, encounter: Encounter, encounters: list[Encounter]) -> Days:
    days = own_days(encounter.all)
    if encounter.kind == "visit" and days[0] is None:
        days = stay(encounter.all, encounter.people, [(e.kind, e.people, e.all) for e in encounters])
    if (
        days[0] is None
        and encounter.kind not in ("visit", "call")
        and not EARLIER.search(analysis.cast.text, *encounter.first.span)
    ):
        days = during(
            encounter.first, encounter.people, encounter.parties, [(e.kind, e.people, e.all) for e in encounters]
        )
        if days[0] is not None and (_status(encounter) != "held" or days[0] == days[1]):
            return days
        days = (None, None) if _status(encounter) == "held" else days
    if days[0] is None and _status(encounter) == "planned":
        return planned_beside(analysis, encounter.first)
    if days[0] is not None or _status(encounter) != "held":
        return days
    if encounter.first.recalled or _of_others_before(encounter, encounters):
        return days
    if (
        encounter.first.rule.endswith("-noun/1")
        and not any(t.session for t in encounter.all)
        and GONE_BY.search(analysis.cast.text, max(0, encounter.first.at - 40), encounter.first.at)
    ):
        return days
    if in_the_lead(analysis, encounter.all):
        day = news_day(analysis, encounter.all)
        return day, day
    if encounter.kind == "visit":
        return days
    if encounter.first.meal:
        same = [t for e in encounters if set(encounter.people) <= set(e.people) for t in e.all]
        if (days := own_days(same))[0] is not None:
            return days
    return beside(analysis, encounter.first, encounter.people, [(e.people, e.all) for e in encounters])
