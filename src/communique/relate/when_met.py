"""When two accounts say that a meeting was, and what that says for their telling of one."""

from collections.abc import Iterator
from datetime import date

from communique.relate.entries import MeetingEntry
from communique.relate.signs import Sign

SHORT, MONTH, WEEKS = 14, 31, 62
"""Days of an interval that fixes a meeting ("in the last week"), and of such in which few people meet twice ("in May", "in the
last two months")."""
AT_ONCE, SOON, MONTHS, LATE = 3, 21, 100, 400
"""Days from a meeting to a page that tells of it as news without naming a day, as a matter of late, as one of the season, and
as one of the past: by then most people who meet have met again."""
STAY = 3
"""Days between two accounts of when somebody was a guest: one tells of the arrival, the other of the last day."""
DAYS_AHEAD, AHEAD = 14, 60
"""Days before a meeting within which a page says without naming a day that it will be: of one told a few days before, there is
seldom time for another."""
NEXT_SESSION = 400
"""Days from a page that tells of the next session of a mechanism to that session."""


def is_loose(entry: MeetingEntry) -> bool:
    """Whether a page gives no day, or a month or a year for one."""
    return entry.start is None or _apart(*_days(entry)) > SHORT


def is_dated_plan(entry: MeetingEntry) -> bool:
    """Whether a page gives a plan its day or its month, not long before: "in October", told in September."""
    if entry.start is None or entry.status == "held" or _apart(*_days(entry)) > MONTH:
        return False
    return entry.told is not None and _apart(entry.told, entry.start) <= AHEAD


def by_days(a: MeetingEntry, b: MeetingEntry, series: bool) -> Iterator[Sign]:
    """What the days say; `series`: both are sessions of one mechanism, which seldom has two in a year."""
    if a.start is None or b.start is None:
        yield _undated(a, b, series)
        return
    one, other = _days(a), _days(b)
    shown = tuple(first if first == last else f"{first} to {last}" for first, last in (one, other))
    if one == other and one[0] == one[1]:
        yield Sign("same day", shown)
        return
    gap = max(_apart(one[1], other[0]), _apart(other[1], one[0]))
    if a.type == b.type == "visit" and 0 < gap <= STAY:
        yield Sign("days of a visit", shown)
    elif gap > 1:
        later = max(a, b, key=_days)
        yield Sign("page of later day" if later.page_day and gap <= MONTH else "other day", shown)
    elif gap == 1:
        # a page that gives no day is taken to tell of its own: then it may be of the day before
        later = max(a, b, key=_days)
        yield Sign("page of next day" if later.start == later.told else "next day", shown)
    else:
        longest = max(_apart(*one), _apart(*other))
        alike = one == other and _told_together(a, b)
        announced = a.type == b.type == "visit" and alike
        if longest > WEEKS and not announced:
            yield Sign("session of the year" if series else "within a year", shown)
        else:
            # two pages of one day that give the same month say more than that their months can agree
            fixed = longest <= SHORT or (alike and longest <= WEEKS)
            yield Sign("days overlap" if fixed else "within a month" if longest <= MONTH else "within weeks", shown)


def _days(entry: MeetingEntry) -> tuple[str, str]:
    assert entry.start is not None
    return entry.start, entry.end or entry.start


def _apart(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


def _told_together(a: MeetingEntry, b: MeetingEntry) -> bool:
    return a.told is not None and b.told is not None and abs(_apart(a.told, b.told)) <= AT_ONCE


def _undated(a: MeetingEntry, b: MeetingEntry, series: bool) -> Sign:
    """One names no day: what is told as news of the day was a day or two before the page, what is told as to come after it."""
    if a.start is None and b.start is None:
        return _both_undated(a, b, series)
    dated, open_one = (a, b) if a.start is not None else (b, a)
    first, last = _days(dated)
    if open_one.told is None:
        return Sign("no day at all", (first,))
    shown = (open_one.told, first)
    ahead, since = _apart(open_one.told, first), _apart(last, open_one.told)
    if open_one.status != "held":
        return _to_come(dated, open_one, series)
    if ahead > 1:
        return Sign("told before", shown)
    if since <= AT_ONCE:
        return Sign("days open" if is_loose(dated) else "told at once", shown)
    for days, name in ((SOON, "told within weeks"), (MONTHS, "told months after"), (LATE, "told long after")):
        if since <= days:
            return Sign(name, shown)
    return Sign("told years after", shown)


def _both_undated(a: MeetingEntry, b: MeetingEntry, series: bool) -> Sign:
    if a.told is None or b.told is None:
        return Sign("no days")
    if series and _one_plan(a, b):
        return Sign("session of the year", (a.told, b.told))
    if not _told_together(a, b):
        return Sign("told apart", (a.told, b.told))
    return Sign("told together" if a.status == b.status else "days open", (a.told, b.told))


def _one_plan(a: MeetingEntry, b: MeetingEntry) -> bool:
    """Whether two pages of one season tell of a session to come: once it is held, the next is another."""
    if a.told is None or b.told is None or "held" in (a.status, b.status):
        return False
    return abs(_apart(a.told, b.told)) <= AHEAD


def _to_come(dated: MeetingEntry, plan: MeetingEntry, series: bool) -> Sign:
    """The plan gives no day. What a page tells of its own day may have been the day before: then it was past already."""
    assert plan.told is not None
    first, last = _days(dated)
    ahead = _apart(plan.told, first)
    shown = (plan.told, first)
    if _apart(last, plan.told) > 0 or (last == plan.told and dated.status == "held"):
        return Sign("still to come", shown)
    if series and (_one_plan(dated, plan) if dated.status != "held" else 0 <= ahead <= NEXT_SESSION):
        return Sign("session of the year", shown)
    if is_loose(dated):
        if dated.status == "held":
            return Sign("partly past" if ahead < 0 else "days open", shown)
        return Sign("two plans")
    if ahead <= 1 and first == dated.told:
        return Sign("days open")
    how = "told days ahead" if ahead <= DAYS_AHEAD else "told ahead" if ahead <= AHEAD else "told long before"
    return Sign(how, shown)
