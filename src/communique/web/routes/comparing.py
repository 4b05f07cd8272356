"""Two accounts of one meeting in columns, each point with its place in its page."""

from functools import lru_cache

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.exports.comparisons import sections, title_of, to_json, to_markdown
from communique.ledger.store import Ledger
from communique.relate.comparison import Comparison, compare
from communique.web.entering import Reader
from communique.web.forms import MEDIA, no_such_form, written
from communique.web.rendering import page
from communique.web.room import room_of

router = APIRouter()


@router.get("/compare")
@router.get("/compare.{form}")
def columns(request: Request, user: Reader, a: str, b: str, form: str = "html") -> Response:
    """Two pages, by their ids or those of versions or records, side by side."""
    room = room_of(request)
    one, other = (room.ledger.show(ident).found.version for ident in (a, b))
    with room.reading:
        found = _compared(room.ledger, one, other)
    if form == "json":
        return Response(to_json(found).encode("utf-8", "replace"), media_type=MEDIA["json"])
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(found)))
    if form != "html":
        raise no_such_form(form)
    accounts = [(version, title_of(account)) for version, account in ((one, found.a), (other, found.b))]
    return page(request, "compare.html", accounts=accounts, sections=sections(found), a=a, b=b)


@lru_cache(maxsize=64)
def _compared(ledger: Ledger, one: str, other: str) -> Comparison:
    """Versions never change, so what was compared once need not be again."""
    return compare(ledger.reading(one), ledger.reading(other))
