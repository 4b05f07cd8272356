"""Search: the ledger's own language, filters beside it, and searches kept with a feed each."""

from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from communique.ledger.filters import FILTERS, KINDS, TYPES, VERDICTS
from communique.ledger.found import Found, Screened
from communique.ledger.query import Query, QueryError, parse, to_text
from communique.ledger.store import Ledger
from communique.web.asking import asked, place_of, screen
from communique.web.entering import OwnForm, Reader
from communique.web.forms import MEDIA, no_such_form, rows
from communique.web.rendering import page
from communique.web.room import base_of, room_of

router = APIRouter()

SCREEN = 40
"""Records on one page of what was found."""

EXPORTED = 10_000
"""Records that one address gives in other forms; `communique export` and the API give any number."""

FED = 50
"""Entries of a feed."""

COUNTED = 2_000
"""Records up to which a search says how many there are where they are too many to be looked up; and up to which they are
counted without copies at once: each one's story is looked at."""

SELECTS = {"type": TYPES, "kind": KINDS, "status": ("held", "planned", "cancelled", "proposed")}
CHOICES = {**SELECTS, "judged": (*VERDICTS, "edit", "any", "none")}


@router.get("/search")
def search(request: Request, user: Reader, after: str = "") -> Response:
    """What a query finds, or where its fault is."""
    room = room_of(request)
    values = request.query_params
    given = {name: kept for name in FILTERS if (kept := [one for one in values.getlist(name) if one.strip()])}
    shown: dict[str, Any] = {
        "q": values.get("q", ""),
        "given": given,
        "choices": CHOICES,
        "saved": room.desk.searches(user.name),
    }
    try:
        wanted = asked(values)
        place = place_of(after) if after else None
        found, following = screen(room.ledger, wanted, SCREEN, place, COUNTED)
        other = other_count(room.ledger, wanted, found)
    except QueryError as error:
        fault: dict[str, Any] = {
            "caret": error.caret(),
            "found": [],
            "number": 0,
            "whole": True,
            "other": None,
            "once": False,
            "pages": {},
            "following": None,
            "spelt": "",
            "plain": "",
        }
        return page(request, "search.html", 400, **shown, **fault)
    plain = urlencode([(name, one) for name, one in values.multi_items() if one and name != "after"])
    return page(
        request,
        "search.html",
        **shown,
        caret="",
        found=found.rows,
        number=found.number,
        whole=found.whole,
        other=other,
        once=wanted.copies != "all",
        pages=room.ledger.pages_of([one.id for one in found.rows if one.type in ("meeting", "commitment")]),
        following=following,
        spelt=to_text(wanted),
        plain=f"?{plain}" if plain else "",
    )


def other_count(ledger: Ledger, query: Query, found: Screened[Found]) -> tuple[int | None, str]:
    """The number with copies counted otherwise than the query says, and the address at which they are counted so. None where
    counting would take long: where the number itself is not known, or each of many has its story looked at."""
    turned = replace(query, copies="one" if query.copies == "all" else "all")
    at = f"/search?{urlencode({'q': to_text(turned)})}"
    if query.copies == "all" or not found.whole or found.number > COUNTED:
        return found.once, at
    number, whole = ledger.count_at_least(turned, most=COUNTED)
    return (number if whole else None), at


@router.get("/search.{form}")
def formed(request: Request, user: Reader, form: str) -> Response:
    """What a query finds, in another form."""
    if form not in MEDIA or form == "jsonld":
        raise no_such_form(form)
    wanted = asked(request.query_params)
    most = FED if form == "atom" else EXPORTED
    found = list(room_of(request).ledger.find(wanted, limit=most))
    return rows(form, found, base_of(request), to_text(wanted) or "Everything", str(request.url))


@router.post("/searches", dependencies=[OwnForm])
def save(request: Request, user: Reader, query: Annotated[str, Form()], title: Annotated[str, Form()] = "") -> Response:
    """Keep a search under a title."""
    room = room_of(request)
    spelt = to_text(parse(query))
    room.desk.save_search(user.name, " ".join(title.split())[:200] or spelt or "Everything", spelt)
    return RedirectResponse(f"/search?{urlencode({'q': spelt})}", 303)


@router.post("/searches/{ident}/drop", dependencies=[OwnForm])
def drop(request: Request, user: Reader, ident: str) -> Response:
    """Keep a search no more."""
    room_of(request).desk.drop_search(user.name, ident)
    return RedirectResponse("/search", 303)


@router.get("/searches/{name}.atom")
def feed(request: Request, user: Reader, name: str) -> Response:
    """A saved search as a feed; whoever may read the ledger and has its address may follow it."""
    room = room_of(request)
    kept = room.desk.search(name)
    if kept is None:
        raise HTTPException(404, "no search is kept by that name")
    found = list(room.ledger.find(kept.query, limit=FED))
    return rows("atom", found, base_of(request), kept.title, str(request.url))
