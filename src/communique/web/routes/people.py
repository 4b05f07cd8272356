"""People: everybody on many pages, and one with offices through time, meetings, and statements with their outlets."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.exports import TEXT_FORMS
from communique.ledger.found import Found
from communique.ledger.people import Held, Person
from communique.web.asking import asked
from communique.web.charts import Bar, bars
from communique.web.entering import Reader
from communique.web.forms import as_json, no_such_form, parted, rows, written
from communique.web.rendering import page
from communique.web.room import base_of, room_of

router = APIRouter()

LISTED, MOST = 200, 60
"""People of the list, and records of each kind on a person's page."""


@router.get("/people")
@router.get("/people.{form}")
def everybody(request: Request, user: Reader, form: str = "html", name: str = "") -> Response:
    """The people of the records that a query finds, those on most pages first; or everybody of a name."""
    room = room_of(request)
    if name.strip():
        found = room.ledger.people(name, most=0)[:LISTED]
    else:
        query = asked(request.query_params)
        key = ("people", room.ledger.state(), query)
        found = room.kept.get(key, lambda: list(room.ledger.list_people(query, limit=LISTED)))
    if form == "html":
        return page(request, "people.html", people=found, name=name, most=LISTED)
    if form in TEXT_FORMS:
        return written(form, lambda out: TEXT_FORMS[form](found, Person, out))
    raise no_such_form(form)


@router.get("/people/{ident}")
def one(request: Request, user: Reader, ident: str) -> Response:
    """A person by the id of their name."""
    ident, form = parted(ident)
    ledger = room_of(request).ledger
    person = ledger.person(ident, most=MOST)
    if form == "html":
        pages = ledger.pages_of([met.id for met in person.meetings])
        return page(
            request,
            "person.html",
            person=person,
            offices=offices(person),
            most=MOST,
            pages=pages,
            spellings=ledger.spellings(ident),
        )
    if form == "json":
        return as_json(person)
    if form in ("csv", "md", "ics", "ris"):
        told: list[Found] = [*person.meetings, *person.said]
        kept = list(person.meetings) if form == "ics" else told
        return rows(form, kept, base_of(request), person.name, "")
    raise no_such_form(form)


def offices(person: Person) -> list[tuple[Held, Bar | None]]:
    """Each office with its stretch of time, drawn against all that is known of the person."""
    return list(zip(person.roles, bars([(one.first, one.last) for one in person.roles]), strict=True))
