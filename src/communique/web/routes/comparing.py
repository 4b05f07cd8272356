"""Accounts of one meeting in columns, each point with its place in its page."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import Response

from communique.exports import TEXT_FORMS
from communique.exports.compared_rows import PointRow, point_rows
from communique.exports.comparisons import accounts_of, sections, title_of, to_json, to_markdown, trust
from communique.web.comparing import MOST, compared
from communique.web.entering import Reader
from communique.web.forms import MEDIA, no_such_form, written
from communique.web.rendering import page
from communique.web.room import room_of

router = APIRouter()

Chosen = Annotated[list[str], Query(max_length=40)]


@router.get("/compare")
@router.get("/compare.{form}")
def columns(
    request: Request,
    user: Reader,
    of: Chosen = [],  # noqa: B006 - FastAPI copies it
    a: str = "",
    b: str = "",
    form: str = "html",
) -> Response:
    """Pages, by their ids or those of versions or records, side by side: `of` as often as there are accounts, or two as
    `a` and `b`."""
    room = room_of(request)
    named = [one for one in (a, b, *of) if one]
    versions = tuple(dict.fromkeys(room.ledger.show(one).found.version for one in named))
    if not 2 <= len(versions) <= MOST:
        raise HTTPException(400, f"{len(versions)} accounts were chosen; two to {MOST} are laid side by side")
    with room.reading:
        found = compared(room.ledger, versions)
    if form == "json":
        return Response(to_json(found).encode("utf-8", "replace"), media_type=MEDIA["json"])
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(found)))
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](point_rows(found), PointRow, out))
    if form != "html":
        raise no_such_form(form)
    titles = [(version, title_of(one)) for version, one in zip(versions, accounts_of(found), strict=True)]
    asked = [("of", version) for version in versions]
    return page(request, "compare.html", accounts=titles, sections=sections(found), asked=asked, trust=trust())
