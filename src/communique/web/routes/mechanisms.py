"""Mechanisms: recurring dialogues with each side's name, their sessions on a line, gaps, the next one, what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.exports import TEXT_FORMS
from communique.ledger.found import Found
from communique.ledger.ids import make_id
from communique.ledger.people import Dialogue
from communique.ledger.query import Filter, Query
from communique.ledger.store import Ledger
from communique.relate.dialogues import Dialogue as Mechanism
from communique.relate.dialogues import Session
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

SPELT = 8
"""Spellings of one mechanism whose records are gathered, the most frequent."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A mechanism of the list: pages that tell of it, and how many are left when copies are counted once."""

    name: str
    pages: int
    without_copies: int
    first: str | None
    last: str | None
    session: int | None


@router.get("/mechanisms")
@router.get("/mechanisms.{form}")
def every(request: Request, user: Reader, form: str = "html") -> Response:
    """The mechanisms of the records that a query finds, those on most pages first."""
    room, query = room_of(request), asked(request.query_params)
    found = room.kept.get(("mechanisms", room.ledger.state(), query), lambda: counted(room.ledger, query))
    if form == "html":
        return page(request, "mechanisms.html", mechanisms=found)
    if form in TEXT_FORMS:
        return written(form, lambda out: TEXT_FORMS[form](found, Counted, out))
    raise no_such_form(form)


def counted(ledger: Ledger, query: Query) -> list[Counted]:
    """Mechanisms with copies counted and counted once; the order is that of pages with copies."""
    once = {one.name: one.pages for one in ledger.list_mechanisms(replace(query, copies="one"))}

    def line(one: Dialogue) -> Counted:
        return Counted(one.name, one.pages, once.get(one.name, 0), one.first, one.last, one.session)

    return [line(one) for one in ledger.list_mechanisms(replace(query, copies="all"), limit=LISTED)]


@router.get("/mechanisms/{ident}")
def one(request: Request, user: Reader, ident: str) -> Response:
    """A mechanism by the id of any of its names."""
    ident, form = parted(ident)
    ledger = room_of(request).ledger
    name, _ = ledger.mechanism(ident, most=1)
    dialogue = dialogue_of(ledger, name)
    found = _records(ledger, dialogue.names if dialogue else (name,), name)
    meetings = [one for one in found if one.type == "meeting"]
    if form == "json":
        return as_json({"name": name, "dialogue": dialogue, "records": found})
    if form != "html":
        wanted = meetings if form == "ics" else found
        return rows(form, wanted, base_of(request), name, str(request.url))
    sessions = dialogue.sessions if dialogue else ()
    held = [one for one in sessions if one.status == "held"]
    return page(
        request,
        "mechanism.html",
        name=dialogue.name if dialogue else name,
        at=mechanism_address(name),
        spellings=ledger.spellings(ident),
        dialogue=dialogue,
        sessions=with_gaps(held),
        marks=marks([(one.start, str(one.number or "")) for one in held if one.start]),
        told={one.id: one for one in found},
        pages=len({one.page for one in found}),
        once=ledger.count(_of(name, "one")),
        number=ledger.count(_of(name, "all")),
        ahead=[one for one in meetings if one.status in ("planned", "proposed")],
        commitments=[one for one in found if one.type == "commitment"],
        together=ledger.pages_of([one.id for one in found if one.type in ("commitment", "meeting")]),
        statements=[one for one in found if one.type == "statement"],
        mentions=[one for one in found if one.type == "mechanism"],
    )


def _of(name: str, copies: str) -> Query:
    return Query(Filter("mechanism", (name,)), copies)


def dialogue_of(ledger: Ledger, name: str) -> Mechanism | None:
    """What is on record of the mechanism that goes by a name, whatever pages call it."""
    found = ledger.mechanisms(_of(name, "all"))
    return next((one for one in found if name in one.names), None)


def _records(ledger: Ledger, names: Sequence[str], name: str) -> list[Found]:
    """The newest records under every spelling, the oldest first."""
    spelt = dict.fromkeys((name, *names[:SPELT]))
    found = (
        one for called in spelt for one in ledger.mechanism(make_id("name", "mechanism", called, ""), most=MOST)[1]
    )
    every = {one.id: one for one in found}
    return sorted(every.values(), key=lambda one: (one.start or "", one.id))[-MOST:]


def with_gaps(sessions: Sequence[Session]) -> list[tuple[Session, int | None]]:
    """Sessions held, each with the months since the one before; None where a day is open."""
    found: list[tuple[Session, int | None]] = []
    last: str | None = None
    for session in sessions:
        found.append((session, _months(session.start) - _months(last) if session.start and last else None))
        last = session.start or last
    return found


def _months(day: str) -> int:
    year, month = (*map(int, day.split("-")[:2]), 1)[:2]
    return year * 12 + month
