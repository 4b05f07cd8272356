"""Encounters that the trained network takes for likely in a sentence, as tellings beside those of the rules.

The network says of every two mentions how likely they meet (`models/encounters.py`); who meets one another in pairs met together. What
it sees makes an encounter of its own where no rule reads one of the same people on these days: `meetings.py` asks.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from communique import knowledge
from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Sentence
from communique.models.encounters import (
    AT,
    KINDS,
    MEETS,
    ON,
    STATUSES,
    VISITS,
    WHEN,
    WHERE,
    WHO,
    Chances,
    MentionType,
    chances,
    may_tell,
)
from communique.readers.day_headings import heading_day
from communique.readers.encounter_days import ahead
from communique.readers.mentions import MOST, Mention, When, Where, Who, mentions_of
from communique.readers.status import WISHING
from communique.readers.telling import Telling, can_meet
from communique.records import MeetingKind, Status, Time

MEETING, VISIT = "meetings.network/1", "meetings.network-visit/1"
SURE = 0.85
"""The least chance of a pair that makes an encounter."""
LIKELY = 0.5
"""The least chance that somebody else met with them, and that a day or a place is theirs."""
POSSIBLE = 0.1
"""The least chance that the only day of a sentence is theirs."""
LEAST = 0.7
"""The confidence of an encounter that is just `SURE`; what is surer gains as much as its chance does. Of what was seen so on unseen
pages three in four were right (docs/benchmarks.md)."""
TYPES: dict[type[Mention], MentionType] = {Who: WHO, Where: WHERE, When: WHEN}


@dataclass(frozen=True, slots=True)
class Judged:
    """A sentence's mentions with their chances."""

    mentions: tuple[Mention, ...]
    chances: Chances


def judged(analysis: Analysis, sentence: Sentence) -> Judged | None:
    """What the network says of a sentence; None where nobody in it could meet anybody."""
    if sentence.asks:
        return None
    start, end = sentence.span
    text = analysis.cast.text[start:end]
    if not may_tell(text):
        return None
    mentions = mentions_of(analysis, sentence)
    if len(mentions) > MOST or not _could_meet(analysis, mentions):
        return None
    found = chances(text, [((m.span[0] - start, m.span[1] - start), TYPES[type(m)]) for m in mentions])
    return Judged(tuple(mentions), found) if found is not None else None


def _could_meet(analysis: Analysis, mentions: Sequence[Mention]) -> bool:
    """Whether two sides are named, or somebody and a place abroad."""
    parties = set(analysis.cast.parties(ref for m in mentions if isinstance(m, Who) for ref in m.refs))
    abroad = {m.code for m in mentions if isinstance(m, Where) and m.code} - parties
    return len(parties) > 1 or bool(parties and abroad)


def _only_wished(sentence: Sentence, told: Telling) -> bool:
    """Whether somebody only hopes to meet: no day is set."""
    return (
        told.status in ("planned", "proposed")
        and told.time is None
        and any(token.text.casefold() in WISHING for token in sentence.tokens)
    )


def _told_apart(sentence: Sentence) -> bool:
    """Whether the sentence turns on a verb whose senses the rules tell apart: "saw him as a friend", "saw her in Rome on Monday"; "agreed to
    open schools in Paris", "agreed in Paris to open schools"."""
    for token in sentence.tokens:
        named = {child.dep_ for child in token.children if child.pos_ in ("PROPN", "PRON")}
        if token.lemma_ == "see" and {"nsubj", "dobj"} <= named:
            return True
        if token.lemma_ == "agree" and token.dep_ == "ROOT" and "nsubj" in named:
            return True
    return False


def likely(analysis: Analysis, sentence: Sentence) -> Iterator[Telling]:
    """The encounters of one sentence."""
    if (seen := judged(analysis, sentence)) is not None:
        if not _told_apart(sentence):
            yield from (told for told in _meetings(analysis, sentence, seen) if not _only_wished(sentence, told))
        yield from _visits(analysis, sentence, seen)


def _meetings(analysis: Analysis, sentence: Sentence, seen: Judged) -> Iterator[Telling]:
    cast, by_pair = analysis.cast, seen.chances.pair
    who = [k for k, m in enumerate(seen.mentions) if isinstance(m, Who)]
    chance = {two: float(by_pair[two[0], two[1], MEETS]) for two in combinations(who, 2)}
    groups = _together(who, {two for two, p in chance.items() if p >= LIKELY})
    several = [(k, k) for k in who if by_pair[k, k, MEETS] >= SURE and not any(k in group for group in groups)]
    for group in [*groups, *several]:
        pairs = list(combinations(group, 2))
        sure = max(float(by_pair[two[0], two[1], MEETS]) for two in pairs)
        refs = list(dict.fromkeys(ref for k in group for ref in _refs(seen, k)))
        refs = _sides(analysis, [ref for ref in refs if can_meet(cast.by_id(ref))])
        parties = cast.parties(refs)
        if sure < SURE or len(parties) < 2:
            continue
        place = _best(seen, group, Where, AT)
        yield _telling(analysis, sentence, seen, pairs, _kind(seen, pairs), refs, parties, place, sure, MEETING)


def _visits(analysis: Analysis, sentence: Sentence, seen: Judged) -> Iterator[Telling]:
    cast, by_pair = analysis.cast, seen.chances.pair
    for j, place in enumerate(seen.mentions):
        if not isinstance(place, Where) or not place.code or _of_an_office(analysis, sentence, place):
            continue
        travellers = [
            k
            for k, m in enumerate(seen.mentions)
            if isinstance(m, Who) and by_pair[k, j, VISITS] >= SURE and place.code not in cast.parties(m.refs)
        ]
        refs = [ref for k in travellers for ref in _refs(seen, k) if somebody(cast.by_id(ref))]
        refs = list(dict.fromkeys(refs))
        parties = cast.parties(refs)
        if not parties:
            continue
        sure = max(float(by_pair[k, j, VISITS]) for k in travellers)
        pairs = [(k, j) for k in travellers]
        yield _telling(analysis, sentence, seen, pairs, "visit", refs, (*parties, place.code), place, sure, VISIT)


OF_OFFICE = re.compile(
    r"(?:[ \u00a0](?:of|for|and|to|the|[A-Z][\w-]*),?)*[ \u00a0]of[ \u00a0](?:the[ \u00a0])?(?:(?:[A-Z][\w’'-]*|of)[ \u00a0]){0,4}"
)
"""Between an office and its state: " of Foreign Affairs of the Republic of "."""


def _of_an_office(analysis: Analysis, sentence: Sentence, place: Where) -> bool:
    """Whether a state only says whose an office is: nobody travels to Kazakhstan by receiving its minister."""
    if "invitation" in analysis.cast.text[sentence.span[0] : place.span[0]]:
        return False  # "at the invitation of the Prime Minister of Tonga, X will visit that country"
    roles = (role for actor in analysis.cast.within(sentence.span, ("person",)) for role in actor.roles)
    return any(OF_OFFICE.fullmatch(analysis.cast.text, role.span[1], place.span[0]) for role in roles)


def _refs(seen: Judged, number: int) -> tuple[str, ...]:
    mention = seen.mentions[number]
    return mention.refs if isinstance(mention, Who) else ()


def _telling(
    analysis: Analysis, sentence: Sentence, seen: Judged, pairs: Sequence[tuple[int, int]], kind: MeetingKind, refs: Sequence[str],
    parties: tuple[str, ...], place: Mention | None, sure: float, rule: str,
) -> Telling:  # fmt: skip
    cast = analysis.cast
    group = list(dict.fromkeys(k for two in pairs for k in two if isinstance(seen.mentions[k], Who)))
    people = tuple(ref for ref in refs if cast.by_id(ref).kind == "person")
    day = _next(seen, group, place) if rule == VISIT and isinstance(place, Where) else _best(seen, group, When, ON)
    time = day.time if isinstance(day, When) else heading_day(analysis, sentence) or _only_day(seen, group)
    status = _status(seen, pairs)
    if status == "held" and time is not None and ahead(analysis, time):
        status = "planned"
    where = place if isinstance(place, Where) and kind != "call" else None
    return Telling(
        kind, status, people, parties, where.name if where else None, where.code if where else None, time, None, None, None,
        sentence.span, seen.mentions[group[0]].span[0], rule, round(LEAST + sure - SURE, 2), loose=kind != "visit",
    )  # fmt: skip


def _status(seen: Judged, pairs: Sequence[tuple[int, int]]) -> Status:
    """The likeliest status; that it was called off or only proposed must be likely by itself."""
    chances = sum(seen.chances.status[one, other] for one, other in pairs) / len(pairs)
    best = int(chances.argmax())
    return STATUSES[best if chances[best] >= LIKELY or best < 2 else int(chances[:2].argmax())]


def _kind(seen: Judged, pairs: Sequence[tuple[int, int]]) -> MeetingKind:
    """The likeliest kind; a session is one of a mechanism, which is the rules' to read."""
    chances = sum(seen.chances.kind[one, other] for one, other in pairs) / len(pairs)
    kind = KINDS[int(chances.argmax())]
    if kind == "session" or (kind == "call" and chances.max() < LIKELY):
        return "meeting"
    return kind


def _best(seen: Judged, group: Sequence[int], sort: type[Mention], use: int, least: float = LIKELY) -> Mention | None:
    """The place or day on which all of a group are likeliest."""
    chances = {
        j: sum(float(seen.chances.pair[k, j, use]) for k in set(group)) / len(set(group))
        for j, m in enumerate(seen.mentions)
        if isinstance(m, sort)
    }
    best = max(chances, key=lambda j: chances[j], default=None)
    return seen.mentions[best] if best is not None and chances[best] >= LIKELY else None


def _next(seen: Judged, group: Sequence[int], place: Where) -> Mention | None:
    """Of the days on which somebody likely travels, the one told next to the place: "to Japan from 28 May and to Fiji on 2 June"."""
    on = seen.chances.pair[..., ON]
    days = [
        m for j, m in enumerate(seen.mentions) if isinstance(m, When) and max(float(on[k, j]) for k in group) >= LIKELY
    ]
    end = place.span[1]
    return min(days, key=lambda m: m.span[0] - end if m.span[0] >= end else 2 * (end - m.span[1]), default=None)


def _only_day(seen: Judged, group: Sequence[int]) -> Time | None:
    """The one day of a sentence that tells no other, where it may be theirs."""
    days = [(j, m) for j, m in enumerate(seen.mentions) if isinstance(m, When)]
    if len(days) != 1:
        return None
    place, day = days[0]
    return day.time if max(float(seen.chances.pair[k, place, ON]) for k in group) >= POSSIBLE else None


def _sides(analysis: Analysis, refs: list[str]) -> list[str]:
    """Who of those mentioned met: the people, where they are of two parties; a body beside them is where they met or whose they are."""
    cast = analysis.cast
    people = [ref for ref in refs if cast.by_id(ref).kind == "person"]
    if len(cast.parties(people)) > 1:
        return people
    states = [
        ref for ref in refs if cast.by_id(ref).kind == "state" or not knowledge.body_of_states(cast.by_id(ref).name)
    ]
    return states if people else refs


def _together(who: Sequence[int], pairs: set[tuple[int, int]]) -> list[tuple[int, ...]]:
    """The largest groups in which every two are a pair; `who` is in order, and so is every pair."""
    groups: list[tuple[int, ...]] = []
    linked = sorted({k for two in pairs for k in two})
    for size in range(len(linked), 1, -1):
        for group in combinations(linked, size):
            inside = any(set(group) <= set(other) for other in groups)
            if not inside and all(two in pairs for two in combinations(group, 2)):
                groups.append(group)
    return groups
