"""One meeting, statement, commitment or position, with the words it stands on."""

from itertools import combinations
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from communique.exports.citations import as_jsonld
from communique.ledger.accounts import meeting_of
from communique.ledger.clusters import PREFIX
from communique.ledger.found import Found
from communique.ledger.shown import Leaf, Shown
from communique.ledger.store import Ledger
from communique.records import Actor, Commitment, Meeting, Position, Reading, Statement
from communique.show import escaped
from communique.web.entering import Reader
from communique.web.forms import as_json, no_such_form, parted, rows, written
from communique.web.naming import FOLDERS, address, days, is_party, mechanism_address, telling
from communique.web.rendering import page
from communique.web.room import base_of, room_of
from communique.web.routes.review import editable
from communique.web.underlining import blocks_around, notes_of

router = APIRouter()

FORMS = {
    "meeting": ("json", "csv", "md", "ics", "ris", "jsonld"),
    "commitment": ("json", "csv", "md", "ics", "ris", "jsonld"),
    "statement": ("json", "csv", "md", "ris", "jsonld"),
    "position": ("json", "csv", "md", "ris", "jsonld"),
}
ACCOUNTS = 12
"""Other pages' accounts of a meeting that are listed."""


@router.get("/records/{name}")
def anything(request: Request, user: Reader, name: str) -> Response:
    """Whatever has this id: on to where it is shown."""
    ident, form = parted(name)
    ledger = room_of(request).ledger
    _ = ledger.cluster(ident) if ident.startswith(PREFIX) else ledger.show(ident)
    return RedirectResponse(address(ident) + ("" if form == "html" else f".{form}"))


@router.get("/mechanism-records/{name}")
def mechanism(request: Request, user: Reader, name: str) -> Response:
    """A page's mention of a mechanism: on to the mechanism."""
    found = room_of(request).ledger.show(parted(name)[0]).found
    return RedirectResponse(mechanism_address(found.mechanism or found.words))


@router.get("/meetings/{name}")
@router.get("/statements/{name}")
@router.get("/commitments/{name}")
@router.get("/positions/{name}")
def record(request: Request, user: Reader, name: str) -> Response:
    """A record by its id."""
    ident, form = parted(name)
    room = room_of(request)
    leaf = room.ledger.leaf(ident)
    shown = next((one for one in leaf.records if one.found.id == ident), None)
    if shown is None or request.url.path.split("/")[1] != FOLDERS.get(ident[:1]) or shown.found.type == "mechanism":
        return RedirectResponse(address(ident))
    suffixes = FORMS[shown.found.type]
    if form != "html":
        return _formed(shown, leaf, form, base_of(request), suffixes)
    return page(
        request,
        f"{shown.found.type}.html",
        leaf=leaf,
        shown=shown,
        suffixes=suffixes,
        around=blocks_around(leaf, shown),
        number=next(note.number for note in notes_of(leaf.records) if note.shown is shown),
        others=list(combinations(filter(is_party, dict.fromkeys((*shown.found.by, *shown.found.to))), 2))[:6],
        today=room.day,
        stretches=editable(shown),
        **_about(room.ledger, shown, leaf, room.day),
    )


def _formed(shown: Shown, leaf: Leaf, form: str, base: str, suffixes: tuple[str, ...]) -> Response:
    if form not in suffixes:
        raise no_such_form(form)
    if form == "json":
        return as_json(shown)
    if form == "jsonld":
        return as_json(as_jsonld(shown, leaf.reading.article, base), form)
    if form == "md":
        return written(form, lambda out: out.write(_markdown(shown, base)))
    return rows(form, [shown.found], base, "", "")


def _markdown(shown: Shown, base: str) -> str:
    found = shown.found
    lines = [
        f"# {escaped(telling(found) or found.words)}",
        "",
        f"*{found.kind or ''} {found.type}, {days(found.start, found.end)}*",
        "",
    ]
    lines += [f"> {escaped(words)}" for what, _, words in shown.spans if what == "evidence"]
    lines += ["", f"- {escaped(found.title or '')}, {escaped(found.publisher or '')} {found.published or ''}"]
    lines += [f"- read by {found.made_by}, {found.confidence:.2f}", f"- {base}/records/{found.id}"]
    return "\n".join(lines) + "\n"


def _about(ledger: Ledger, shown: Shown, leaf: Leaf, today: str) -> dict[str, Any]:
    """What a record of this type is shown with."""
    made, reading = shown.record, leaf.reading
    by_ref = {one.record.id: one for one in leaf.records if isinstance(one.record, Meeting | Statement)}
    match made:
        case Meeting():
            held = [one.found for one in leaf.records if getattr(one.record, "meeting", None) == made.id]
            one = ledger.tellings(shown.found.id)
            pages = {telling.page for telling in one} | {shown.found.page}
            return {
                "sides": sides(made, reading),
                "held": held,
                "one": [telling for telling in one if telling.id != shown.found.id],
                "current": any(telling.id == shown.found.id for telling in one),
                "accounts": [other for other in accounts(ledger, shown.found) if other.page not in pages],
            }
        case Statement():
            held = [one.found for one in leaf.records if getattr(one.record, "statement", None) == made.id]
            return {"who": reading.actor(made.source), "meeting": by_ref.get(made.meeting or ""), "held": held}
        case Commitment():
            one = ledger.tellings(shown.found.id)
            return {
                "meeting": by_ref.get(made.meeting or ""),
                "said": by_ref.get(made.statement or ""),
                "one": [telling for telling in one if telling.id != shown.found.id],
                "current": any(telling.id == shown.found.id for telling in one),
                "standing": ledger.standing(shown.found.id, today=today),
            }
        case Position():
            return {"said": by_ref.get(made.statement or "")}
    return {}


def sides(meeting: Meeting, reading: Reading) -> list[tuple[str | None, list[Actor]]]:
    """Who took part, by side; a party of whom nobody is named has an empty list."""
    found: dict[str | None, list[Actor]] = {party: [] for party in meeting.parties}
    for one in meeting.participants:
        found.setdefault(one.side, []).append(reading.actor(one.actor))
    return list(found.items())


def accounts(ledger: Ledger, found: Found) -> list[Found]:
    """Other pages' meetings of the same parties within the same days."""
    if found.start is None or len(found.by) < 2:
        return []
    within = {"type": ["meeting"], "when": [f"{found.start[:10]}..{(found.end or found.start)[:10]}"]}
    near = ledger.find(meeting_of(found.by), limit=50, filters=within)
    by_page: dict[str, Found] = {}
    for one in near:
        if one.page != found.page and set(one.by) == set(found.by):
            by_page.setdefault(one.page, one)
    return list(by_page.values())[:ACCOUNTS]
