"""Which pages of a ledger are accounts of one meeting, and which account of a side came before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from communique.ledger.engine import LedgerError
from communique.ledger.found import Found
from communique.ledger.query import And, Filter, Query
from communique.ledger.store import Ledger
from communique.records import Reading
from communique.relate.sides import parties_of, sides_of

MOST = 400
"""Meetings of a pair that are looked through, the newest first."""
NAMED = 8
"""Parties that are asked for by name; who met is compared afterwards."""


def accounts_of_meeting(ledger: Ledger, ident: str) -> list[Reading]:
    """The pages that tell of the meeting `ident`: those with a meeting held of the same parties on the same days.

    One a page, the page of `ident` first. LedgerError where it is no meeting, or names no two parties or no day.
    """
    meeting = ledger.show(ident).found
    if meeting.type != "meeting":
        raise LedgerError(f"{ident}: a {meeting.type}; comparing takes a meeting")
    if len(meeting.by) < 2 or meeting.start is None:
        raise LedgerError(f"{ident}: the page doesn't tell the parties or the day, so that no other page can be found")
    same = [meeting, *(one for one in _of_pair(ledger, meeting.by, meeting.start, meeting.end) if one.id != ident)]
    same = [one for one in same if set(one.by) == set(meeting.by) and one.status in (meeting.status, None)]
    pages = {one.page: one for one in reversed(same)}
    return [ledger.reading(one.version) for one in reversed(pages.values())]


def last_account(ledger: Ledger, reading: Reading) -> Reading | None:
    """The account that the same side gave of the pair's meeting before: the newest of an earlier day; None without one."""
    parties = parties_of([reading])[:2]
    side = sides_of([reading], parties)[0]
    day = _day(reading)
    if len(parties) < 2 or day is None:
        return None
    earlier = [one for one in _of_pair(ledger, parties, None, day) if one.start and one.start < day]
    for one in sorted(earlier, key=lambda one: one.start or "", reverse=True):
        other = ledger.reading(one.version)
        if _same_side(reading, other, parties, side):
            return other
    return None


def accounts_of_pair(ledger: Ledger, reading: Reading) -> Mapping[str, Sequence[Reading]]:
    """The accounts of the meetings of a reading's pair by day: what formulas are counted in."""
    parties = parties_of([reading])[:2]
    found: dict[str, dict[str, Reading]] = defaultdict(dict)
    for one in _of_pair(ledger, parties, None, None) if len(parties) == 2 else ():
        if one.start and one.page not in found[one.start]:
            found[one.start][one.page] = ledger.reading(one.version)
    return {day: tuple(pages.values()) for day, pages in found.items()}


def _of_pair(ledger: Ledger, parties: Sequence[str], start: str | None, end: str | None) -> list[Found]:
    """The meetings of all these parties, within days where any are given."""
    when = {"when": [f"{start or ''}..{end or start or ''}"]} if start or end else {}
    return list(ledger.find(meeting_of(parties), limit=MOST, filters={"type": ["meeting"], **when}))


def meeting_of(parties: Sequence[str]) -> Query:
    """What asks for records of all these parties: a page may name one that no query can spell."""
    return Query(And(tuple(Filter("party", (party,)) for party in parties[:NAMED])))


def _same_side(one: Reading, other: Reading, parties: Sequence[str], side: str | None) -> bool:
    if one.article.text == other.article.text:
        return False
    publishers = [r.article.origin.publisher or r.article.declared.source for r in (one, other)]
    if publishers[0] and publishers[0] == publishers[1]:
        return True
    return side is not None and sides_of([other], parties)[0] == side


def _day(reading: Reading) -> str | None:
    """The day of an account: of its first meeting, else the day it was written."""
    return next((m.start for m in reading.meetings if m.start), None) or reading.article.reference
