"""Mechanisms: recurring dialogues with each side's name, their sessions on a line, gaps, and what was promised there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique import knowledge
from communique.exports import TEXT_FORMS
from communique.ledger.found import Found
from communique.ledger.people import Dialogue
from communique.relate.dialogues import months_after
from communique.web.asking import asked
from communique.web.charts import marks
from communique.web.entering import Reader
from communique.web.forms import as_json, no_such_form, parted, rows, written
from communique.web.naming import mechanism_address
from communique.web.rendering import page
from communique.web.room import base_of, room_of

router = APIRouter()

LISTED, MOST = 200, 400
"""Mechanisms of the list, and records of one."""

MONTH = 30.44
"""Days of a month, for a rhythm of months."""


@dataclass(frozen=True, slots=True)
class Session:
    """A session with the accounts of it: records of one day, or of one number."""

    number: int | None
    start: str
    accounts: tuple[Found, ...]
    gap: int | None = None


@router.get("/mechanisms")
@router.get("/mechanisms.{form}")
def every(request: Request, user: Reader, form: str = "html") -> Response:
    """The mechanisms of the records that a query finds, those on most pages first."""
    found = list(room_of(request).ledger.list_mechanisms(asked(request.query_params).query, limit=LISTED))
    if form == "html":
        return page(request, "mechanisms.html", mechanisms=found)
    if form in TEXT_FORMS:
        return written(form, lambda out: TEXT_FORMS[form](found, Dialogue, out))
    raise no_such_form(form)


@router.get("/mechanisms/{ident}")
def one(request: Request, user: Reader, ident: str) -> Response:
    """A mechanism by the id of its name."""
    ident, form = parted(ident)
    name, found = room_of(request).ledger.mechanism(ident, most=MOST)
    meetings = [one for one in found if one.type == "meeting"]
    held = sessions([one for one in meetings if one.status == "held"])
    if form == "json":
        return as_json({"name": name, "sessions": held, "records": found})
    if form != "html":
        wanted = meetings if form == "ics" else found
        return rows(form, wanted, base_of(request), name, str(request.url))
    known = knowledge.mechanism_called(name)
    return page(
        request,
        "mechanism.html",
        name=name,
        at=mechanism_address(name),
        known=known,
        parties=sorted({party for one in found if one.type in ("mechanism", "meeting") for party in one.by}),
        sessions=held,
        marks=marks([(one.start, str(one.number or "")) for one in held]),
        due=due([one.start for one in held], known.interval if known else None),
        ahead=[one for one in meetings if one.status in ("planned", "proposed")],
        commitments=[one for one in found if one.type == "commitment"],
        statements=[one for one in found if one.type == "statement"],
        mentions=[one for one in found if one.type == "mechanism"],
    )


def sessions(meetings: Sequence[Found]) -> list[Session]:
    """Meetings put together by the session's number, or by the day where none is told; with months since the last."""
    together: dict[object, list[Found]] = {}
    for one in meetings:
        if one.start:
            together.setdefault(one.session or one.start, []).append(one)
    made = [(min(x.start or "" for x in some), some[0].session, tuple(some)) for some in together.values()]
    found: list[Session] = []
    for start, number, some in sorted(made, key=lambda one: one[0]):
        gap = round((_day(start) - _day(found[-1].start)).days / MONTH) if found else None
        found.append(Session(number, start, some, gap))
    return found


def due(days: Sequence[str], interval: int | None) -> tuple[str, str] | None:
    """The month in which the next session falls if the rhythm holds, and what the rhythm is known by."""
    if not days:
        return None
    if interval:
        return months_after(days[-1], interval), f"every {interval} months, as is usual for it"
    gaps = [(_day(b) - _day(a)).days for a, b in pairwise(days)]
    if len(gaps) < 2:
        return None
    why = f"{round(median(gaps) / MONTH)} months between sessions (the median of {len(gaps)})"
    return (_day(days[-1]) + timedelta(days=median(gaps))).isoformat()[:7], why


def _day(text: str) -> date:
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    return date(year, month, day)
