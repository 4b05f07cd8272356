"""Today: what came in, meetings ahead, commitments whose day is past; and how to ask."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from communique.ledger.filters import FILTERS
from communique.web.entering import Reader
from communique.web.rendering import page
from communique.web.room import room_of

router = APIRouter()

ARRIVED, AHEAD, PAST = 12, 12, 12
"""Lines of each list; each leads on to the whole."""


@router.get("/")
def today(request: Request, user: Reader) -> Response:
    """The first page."""
    room = room_of(request)
    ledger = room.ledger
    asked = {
        "ahead": f"type:meeting status:planned,proposed when:{room.day}..",
        "past": f"type:commitment due:..{room.day}",
        "unsure": "judged:unsure",
    }
    return page(
        request,
        "today.html",
        day=room.day,
        arrived=ledger.arrivals(ARRIVED),
        asked=asked,
        ahead=list(ledger.find(asked["ahead"], limit=AHEAD, oldest_first=True)),
        past=list(ledger.find(asked["past"], limit=PAST)),
        unsure=list(ledger.find(asked["unsure"], limit=PAST)),
        counts=[
            (kind, ledger.count(f"type:{kind}")) for kind in ("page", "meeting", "statement", "commitment", "position")
        ],
    )


@router.get("/help")
def how(request: Request, user: Reader) -> Response:
    """The query language, and every key."""
    return page(request, "help.html", filters=FILTERS)
