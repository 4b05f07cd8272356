"""Add: a page is pasted or uploaded, read, looked at, and only then put into the ledger."""

import secrets
from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Form, Request, UploadFile
from starlette.responses import RedirectResponse, Response

from communique.ledger.rows import Received
from communique.ledger.shown import Leaf, unkept
from communique.pages import PageError, open_page
from communique.reading import read
from communique.web.desk import Draft
from communique.web.entering import Editor, MayNot, OwnForm
from communique.web.naming import address
from communique.web.rendering import page
from communique.web.room import Room, room_of
from communique.web.routes.pages import doubts
from communique.web.underlining import blocks

router = APIRouter()


@router.get("/add")
def add(request: Request, user: Editor) -> Response:
    """Where a page is brought."""
    return page(request, "add.html", fault="", given={})


@router.post("/add/preview", dependencies=[OwnForm])
def look(
    request: Request,
    user: Editor,
    text: Annotated[str, Form()] = "",
    file: UploadFile | None = None,
    url: Annotated[str, Form(max_length=2000)] = "",
    published: Annotated[str, Form(pattern=r"^(\d{4}-\d{2}-\d{2})?$")] = "",
    publisher: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """What is read from a page that was brought; nothing goes in yet."""
    room = room_of(request)
    data, name = text.encode("utf-8", "replace"), url.strip() or "(pasted)"
    if file is not None and file.filename:
        data, name = file.file.read(), file.filename
    draft = Draft(
        secrets.token_urlsafe(12), name, data, url.strip() or None, published or None, publisher.strip() or None
    )
    try:
        leaf = looked_at(room, draft)
    except PageError as error:
        given = {"text": text, "url": url, "published": published, "publisher": publisher}
        return page(request, "add.html", 422, fault=error.reason, given=given)
    room.desk.put_draft(user.name, replace(draft, version=leaf.shown.found.version))
    kinds = ("meeting", "statement", "commitment", "position", "mechanism")
    counts = [(kind, sum(one.found.type == kind for one in leaf.records)) for kind in kinds]
    return page(
        request, "preview.html", draft=draft, leaf=leaf, blocks=blocks(leaf), counts=counts, doubts=doubts(leaf.reading)
    )


@router.post("/add", dependencies=[OwnForm])
def put(request: Request, user: Editor, draft: Annotated[str, Form()]) -> Response:
    """Put the page in that was looked at."""
    room = room_of(request)
    held = room.desk.take_draft(user.name, draft)
    if held is None:
        raise MayNot("that page is kept no more; bring it again")
    keep(room, user.name, held)
    return RedirectResponse(address(held.version), 303)


def looked_at(room: Room, draft: Draft) -> Leaf:
    """What a page would be in the ledger. PageError when it can't be read."""
    opened = open_page(draft.data, name=draft.name, url=draft.url)
    with room.reading:
        reading = read(opened, url=draft.url, published=draft.published, publisher=draft.publisher)
    given = (draft.url, draft.published, draft.publisher)
    return unkept(Received(opened.name, opened.media, opened.data, *given), reading)


def keep(room: Room, who: str, draft: Draft) -> None:
    """Read a page into the ledger. PageError when it can't be read."""
    opened = open_page(draft.data, name=draft.name, url=draft.url)
    with room.reading:
        summary = room.ledger.add(
            opened, url=draft.url, published=draft.published, publisher=draft.publisher, workers=1
        )
    if summary.failed:
        raise PageError(draft.name, summary.failed[0].reason or "can't be read")
    room.desk.note(who, "add", draft.version, draft.name)
