"""Review: records one after the other, each with its words; a decision is a key, and going on is none.

What is decided is in the ledger; the desk's log knows who decided what last, so that it can be taken back.
"""

import re
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS
from communique.ledger.filters import Verdict
from communique.ledger.query import And, Filter, Not, Query, parse
from communique.ledger.shown import Shown
from communique.records import Span
from communique.web.asking import cursor_of, place_of
from communique.web.desk import Act, Desk
from communique.web.entering import Editor, MayNot, OwnForm
from communique.web.forms import no_such_form, plain_note, rows
from communique.web.naming import own
from communique.web.rendering import page
from communique.web.room import Room, base_of, room_of
from communique.web.routes.search import COUNTED, EXPORTED, FED
from communique.web.underlining import STANDS, blocks_around

router = APIRouter()

UNCERTAIN = "-type:page,mechanism -sure:.85 judged:none"
"""What is reviewed unless one asks for something else: what the rules are least sure of, and nobody has seen."""

LATE = "somebody decided on this record while your page was open; look at it again"

BACK = 400
"""Lines of the log that are looked through for what can still be taken back."""


@router.get("/review")
def review(request: Request, user: Editor, q: str = UNCERTAIN, after: str = "") -> Response:
    """The next record that the query finds, after the place that was gone on from."""
    room = room_of(request)
    asked = records_only(parse(q))
    found = next(room.ledger.find(asked, limit=1, after=place_of(after) if after else None), None)
    (left, whole), last = room.ledger.count_at_least(asked, most=COUNTED), last_decision(room.desk, user.name)
    values: dict[str, Any] = {"q": q, "after": after, "left": left, "whole": whole, "last": last}
    if found is None:
        return page(request, "review.html", found=None, **values)
    leaf = room.ledger.leaf(found.id)
    shown = next(one for one in leaf.records if one.found.id == found.id)
    return page(
        request,
        "review.html",
        found=found,
        shown=shown,
        around=blocks_around(leaf, shown),
        seen=state_of(shown),
        stretches=editable(shown),
        on=f"/review?{urlencode({'q': q, 'after': cursor_of(found)})}",
        **values,
    )


@router.get("/review.{form}")
def formed(request: Request, user: Editor, form: str, q: str = UNCERTAIN) -> Response:
    """What is to be reviewed, in another form: all that the query finds, up to as many as a search gives; as a feed the first
    ones of the queue."""
    if form not in (*TEXT_FORMS, "atom"):
        raise no_such_form(form)
    found = list(room_of(request).ledger.find(records_only(parse(q)), limit=FED if form == "atom" else EXPORTED))
    return rows(form, found, base_of(request), "To be reviewed", str(request.url))


@router.post("/review/undo", dependencies=[OwnForm])
def undo(request: Request, user: Editor, back: Annotated[str, Form()] = "/review") -> Response:
    """Take back one's last decision."""
    undo_last(room_of(request), user.name)
    return RedirectResponse(own(back, "/review"), 303)


@router.post("/review/{ident}", dependencies=[OwnForm])
def judge(
    request: Request,
    user: Editor,
    ident: str,
    verdict: Annotated[Verdict, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str, Form()] = "/review",
    seen: Annotated[str | None, Form()] = None,
) -> Response:
    """Decide on a record; not on one that somebody else decided on while the page was open."""
    room = room_of(request)
    if seen is not None and state_of(room.ledger.show(ident)) != seen:
        raise MayNot(LATE)
    decide(room, user.name, ident, verdict, note)
    return RedirectResponse(own(back, "/review"), 303)


@router.post("/review/{ident}/edit", dependencies=[OwnForm])
def edit(
    request: Request,
    user: Editor,
    ident: str,
    part: Annotated[str, Form(max_length=40)],
    start: Annotated[int, Form(ge=0)],
    end: Annotated[int, Form(ge=0)],
    words: Annotated[str, Form(min_length=1, max_length=20_000)],
    note: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str, Form()] = "/review",
    seen: Annotated[str | None, Form()] = None,
) -> Response:
    """Judge that a stretch of a record should be other words of its page; these are looked for nearest to where it stands."""
    room = room_of(request)
    shown = room.ledger.show(ident)
    if seen is not None and state_of(shown) != seen:
        raise MayNot(LATE)
    now = placed(room.ledger.reading(ident).article.text, words, start)
    if now is None:
        raise HTTPException(422, "these words don't stand on the page; a span is a stretch of it, word for word")
    if (part, (start, end)) not in [(what, span) for what, span, _ in shown.spans] or now == (start, end):
        raise HTTPException(422, "the span is where it was; choose other words, or accept the record")
    room.ledger.edit(ident, part, (start, end), now, plain_note(note), user.name)
    room.desk.note(user.name, "judge", ident, "edit")
    return RedirectResponse(own(back, "/review"), 303)


def placed(text: str, words: str, near: int) -> Span | None:
    """Where words stand in a text, whatever spaces and line breaks part them: the place nearest to `near`."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    found = [match.span() for match in re.finditer(pattern, text)] if pattern else []
    return min(found, key=lambda span: (abs(span[0] - near), span), default=None)


def editable(shown: Shown) -> list[tuple[str, Span, str]]:
    """The stretches of a record that can be edited: those that are underlined."""
    wanted = STANDS.get(shown.found.type, ())
    return [(what, span, words) for what, span, words in shown.spans if what in wanted]


def decide(room: Room, who: str, ident: str, verdict: Verdict, note: str | None) -> None:
    """Put a decision into the ledger, and who took it into the log."""
    room.ledger.judge(ident, verdict, plain_note(note), who)
    room.desk.note(who, "judge", ident, verdict)


def records_only(query: Query) -> Query:
    """The query without the pages that it finds: what is judged are records."""
    pages = Not(Filter("type", ("page",)))
    return replace(query, node=pages if query.node is None else And((query.node, pages)))


def undo_last(room: Room, who: str) -> str:
    """Take somebody's last decision back; the record's id."""
    last = last_decision(room.desk, who)
    if last is None or last.target is None:
        raise MayNot("there is nothing of yours to take back")
    room.ledger.withdraw(last.target, who)
    room.desk.note(who, "undo", last.target, str(last.n))
    return last.target


def state_of(shown: Shown) -> str:
    """What has been decided on a record so far, as one word."""
    return f"{len(shown.judgements)}-{shown.judgements[0].made if shown.judgements else ''}"


def last_decision(desk: Desk, who: str) -> Act | None:
    """One's newest decision that is not taken back yet."""
    acts = desk.acts(BACK, who)
    undone = {act.detail for act in acts if act.act == "undo"}
    return next((act for act in acts if act.act == "judge" and str(act.n) not in undone), None)
