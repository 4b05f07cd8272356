"""Today: what came in, what is worded anew, what is overdue, what lies ahead, as `communique digest` tells it; and how to
ask."""

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS
from communique.exports.atom import to_atom
from communique.exports.calendar import to_calendar
from communique.exports.digests import Entry, entries, to_json, to_markdown
from communique.ledger.filters import FILTERS
from communique.ledger.news import MOST, News, moment_of
from communique.web.entering import Reader
from communique.web.forms import MEDIA, no_such_form, written
from communique.web.rendering import page
from communique.web.room import room_of

router = APIRouter()

SINCE = "7d"
"""What counts as new unless one asks otherwise."""

SCREEN = 12
"""Lines of each list on the page; the digest in other forms has all."""

COUNTED = ("page", "meeting", "statement", "commitment", "position")
"""Kinds of records of which the first page says how many there are."""

SPANS = (("1d", "a day"), ("7d", "a week"), ("1m", "a month"), ("3m", "three months"), ("12m", "a year"))
"""What can be chosen, and what it is called."""

FORMS = ("json", "csv", "md", "atom", "ics")


@router.get("/")
def today(request: Request, user: Reader, since: str = SINCE) -> Response:
    """The first page."""
    room = room_of(request)
    ledger = room.ledger
    news = news_of(request, since, SCREEN + 1)
    asked = {
        "ahead": f"type:meeting status:planned when:{room.day}.. copies:one",
        "past": f"type:commitment due:..{room.day} copies:one",
        "due": f"type:commitment due:{room.day}.. copies:one",
        "unsure": "judged:unsure",
    }
    return page(
        request,
        "today.html",
        day=room.day,
        news=news,
        since=since,
        spans=SPANS,
        suffixes=FORMS,
        screen=SCREEN,
        arrived=ledger.arrivals(SCREEN),
        asked=asked,
        pages=ledger.pages_of([one.id for one in (*news.meetings[:SCREEN], *news.ahead[:SCREEN])]),
        unsure=list(ledger.find(asked["unsure"], limit=SCREEN)),
        counts=room.kept.get(
            ("counts", ledger.state()), lambda: [(kind, ledger.count(f"type:{kind}")) for kind in COUNTED]
        ),
    )


@router.get("/today")
def here(user: Reader) -> Response:
    """The first page by its name."""
    return RedirectResponse("/")


@router.get("/today.{form}")
def formed(request: Request, user: Reader, form: str, since: str = SINCE) -> Response:
    """What is new in another form: all of it."""
    if form not in FORMS:
        raise no_such_form(form)
    news = news_of(request, since)
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](entries(news), Entry, out))
    if form == "atom":
        made = to_atom(news, f"Communique, {room_of(request).ledger.name}")
    elif form == "ics":
        made = to_calendar(news)
    else:
        made = to_markdown(news) if form == "md" else to_json(news) + "\n"
    return Response(made.encode("utf-8", "replace"), media_type=MEDIA[form])


def news_of(request: Request, since: str, most: int = MOST) -> News:
    """The news, made once an hour unless the ledger changes: a span's beginning moves on by the second."""
    moment = moment_of(since)
    if moment is None:
        raise HTTPException(400, f"since={since}: neither a span such as 7d, 2w or 3m nor a day as YYYY-MM-DD")
    room, begun = room_of(request), moment
    key = ("news", room.ledger.state(), since, room.day, moment[:13], most)
    return room.kept.get(key, lambda: room.ledger.news(begun, today=room.day, most=most))


@router.get("/help")
def how(request: Request, user: Reader) -> Response:
    """The query language, and every key."""
    return page(request, "help.html", filters=FILTERS)
