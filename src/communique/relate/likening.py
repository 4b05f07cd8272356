"""One question for every kind of entry: which others to look at, and whether two are one."""

from collections.abc import Iterator, Mapping
from hashlib import blake2b

from communique.relate.clustering import Pair, pair_of
from communique.relate.entries import (
    BodyEntry,
    CommitmentEntry,
    Entry,
    MechanismEntry,
    MeetingEntry,
    PersonEntry,
)
from communique.relate.same_body import keys_of_body, liken_bodies
from communique.relate.same_commitment import keys_of_commitment, liken_commitments, looks_of_commitment
from communique.relate.same_mechanism import keys_of_mechanism, liken_mechanisms
from communique.relate.same_meeting import is_thin, keys_of_meeting, liken_meetings, looks_of_meeting
from communique.relate.same_person import keys_of_person, liken_people, looks_of_person
from communique.relate.signs import Verdict

POPULAR = 400
"""Entries under one key that are looked at: the first of them. More than that are no key but a crowd."""

LOOKED_AT, OF_CLUSTER = 32, 8
"""Entries that a new one is laid beside, those it shares the rarest keys with, and as many of one cluster: a summit is told of by
thousands of pages, and a few of them show that it is one."""

TIES = 3
"""Fits of an entry with one cluster that are kept, the best: whoever is told of a thousand times needs no thousand reasons."""


def keys(entry: Entry) -> Iterator[str]:
    """What an entry shares with whatever it may be one with."""
    match entry:
        case PersonEntry():
            yield from keys_of_person(entry)
        case BodyEntry():
            yield from keys_of_body(entry)
        case MechanismEntry():
            yield from keys_of_mechanism(entry)
        case MeetingEntry():
            yield from keys_of_meeting(entry)
        case CommitmentEntry():
            yield from keys_of_commitment(entry)


def looks(entry: Entry) -> Iterator[str]:
    """The keys under which an entry looks for those it may be one with. If one finds another, the other finds it too."""
    match entry:
        case PersonEntry():
            yield from looks_of_person(entry)
        case MeetingEntry():
            yield from looks_of_meeting(entry)
        case CommitmentEntry():
            yield from looks_of_commitment(entry)
        case _:
            yield from keys(entry)


def liken(one: Entry, other: Entry) -> Verdict:
    """Whether two entries are one thing. ValueError for two kinds of things."""
    match one, other:
        case PersonEntry(), PersonEntry():
            return liken_people(one, other)
        case BodyEntry(), BodyEntry():
            return liken_bodies(one, other)
        case MechanismEntry(), MechanismEntry():
            return liken_mechanisms(one, other)
        case MeetingEntry(), MeetingEntry():
            return liken_meetings(one, other)
        case CommitmentEntry(), CommitmentEntry():
            return liken_commitments(one, other)
    raise ValueError(f"a {one.kind} and a {other.kind} are never one")


def thin(entry: Entry) -> bool:
    """Whether an entry tells so little that it may fit several things that are not one; any promise may be near to two that a page
    tells apart."""
    match entry:
        case PersonEntry():
            return len(entry.words) == 1 and not entry.known
        case MeetingEntry():
            return is_thin(entry)
        case CommitmentEntry():
            return True
    return False


def candidates(entries: Mapping[str, Entry]) -> set[Pair]:
    """The pairs of ids to lay side by side."""
    kept: dict[str, list[str]] = {}
    for ident in sorted(entries):
        for key in dict.fromkeys(keys(entries[ident])):
            kept.setdefault(key, []).append(ident)
    return {
        pair_of(ident, other)
        for ident in entries
        for key in set(looks(entries[ident]))
        for other in kept.get(key, ())[:POPULAR]
        if other != ident
    }


def name_of(entry: Entry) -> str:
    """An id for an entry, from what it tells."""
    return blake2b(repr(entry).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()
