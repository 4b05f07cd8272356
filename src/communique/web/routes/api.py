"""The API: the ledger for programs, at /api/v1. What is asked wrongly is refused in words (RFC 9457), never guessed at.

Unknown parameters are errors, as unknown filters are: one that is ignored gives an answer to another question.
"""

import secrets
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from typing import Annotated, Any

from fastapi import APIRouter, Body, HTTPException, Path, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field, create_model
from starlette.responses import Response

from communique.ledger.clusters import MergedShown
from communique.ledger.filters import FILTERS, Verdict
from communique.ledger.following import Followed
from communique.ledger.found import Found
from communique.ledger.news import News
from communique.ledger.people import Dialogue, Person
from communique.ledger.query import parse, to_text
from communique.ledger.shown import Shown
from communique.web.asking import Asked, asked_of, place_of, some
from communique.web.desk import Draft
from communique.web.entering import Editor, OwnProgram, Reader
from communique.web.forms import MEDIA, as_json
from communique.web.guarding import etag, is_known
from communique.web.room import room_of
from communique.web.routes.adding import keep, looked_at
from communique.web.routes.lives import followed
from communique.web.routes.pairs import party_of
from communique.web.routes.review import decide, undo_last
from communique.web.routes.today import SINCE, news_of

MOST = 500
"""Records of one answer; a cursor leads to the next."""


class _Strict(APIRoute):
    """A route that refuses parameters it doesn't know, and names its answers so that they need not be sent again."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        answer = super().get_route_handler()
        known = _parameters(self)

        async def strict(request: Request) -> Response:
            unknown = sorted(set(request.query_params) - known)
            if unknown:
                there = f"there are {', '.join(sorted(known))}" if known else "there are none"
                raise HTTPException(400, f"no parameter is called {', '.join(unknown)} ({there})")
            made = await answer(request)
            if request.method != "GET" or made.status_code != 200:
                return made
            tag = etag(bytes(made.body))
            if is_known(request, tag):
                return Response(status_code=304, headers={"etag": tag})
            made.headers["etag"] = tag
            return made

        return strict


def _parameters(route: APIRoute) -> set[str]:
    """The names of a route's query parameters, those in a model of several included."""
    names: set[str] = set()
    for one in route.dependant.query_params:
        model: Any = one.field_info.annotation
        several = isinstance(model, type) and issubclass(model, BaseModel)
        names |= set(model.model_fields) if several else {one.alias}
    return names


class Problem(BaseModel):
    """What was wrong (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    caret: str | None = None
    faults: list[dict[str, str]] | None = None


REFUSALS: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "content": {"application/problem+json": {}}, "description": why}
    for status, why in (
        (400, "the question can't be read"),
        (401, "nobody is logged in"),
        (403, "not allowed"),
        (404, "nothing here"),
        (422, "the page can't be read"),
    )
}

router = APIRouter(prefix="/api/v1", route_class=_Strict, responses=REFUSALS, tags=["ledger"])

_fields: dict[str, Any] = {
    "q": (str, Field("", max_length=4000, description="a query in the ledger's own language")),
    **{name: (list[str], Field([], max_length=40, description=one.asks)) for name, one in FILTERS.items()},
}
Question = create_model("Question", __config__=ConfigDict(extra="forbid"), **_fields)
Paged = create_model(
    "Paged",
    __base__=Question,
    limit=(int, Field(50, ge=1, le=MOST)),
    cursor=(str, Field("", max_length=400, description="`next` of the answer before")),
)


@dataclass(frozen=True, slots=True)
class Records:
    """Some records, how many there are in all, and the cursor of the next ones."""

    items: tuple[Found, ...]
    total: int
    next: str | None


class Decision(BaseModel):
    """What somebody decides on a record."""

    model_config = ConfigDict(extra="forbid")
    verdict: Verdict
    note: str | None = Field(None, max_length=2000)


class Brought(BaseModel):
    """A page as text, Markdown or HTML, and what it can't tell itself."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1)
    url: str | None = Field(None, max_length=2000)
    published: str | None = Field(None, pattern=r"^\d{4}-\d{2}-\d{2}$")
    publisher: str | None = Field(None, max_length=200)


class Kept(BaseModel):
    """A search to be kept."""

    model_config = ConfigDict(extra="forbid")
    query: str = Field(max_length=4000)
    title: str = Field("", max_length=200)


Ident = Annotated[str, Path(max_length=200)]


def _asked(given: Any) -> Asked:
    return asked_of(given.q, {name: getattr(given, name) for name in FILTERS})


@router.get("/records", response_model=Records)
def records(request: Request, user: Reader, given: Annotated[Paged, Query()]) -> Response:  # type: ignore[valid-type]
    """The records that a query and filters find, the newest first."""
    return _page_of(request, _asked(given), given)


def _page_of(request: Request, asked: Asked, given: Any) -> Response:
    ledger = room_of(request).ledger
    after = place_of(given.cursor) if given.cursor else None
    found, following = some(ledger, asked.query, given.limit, after)
    return as_json(Records(tuple(found), ledger.count(asked.query), following))


@router.get("/records/{ident}", response_model=Shown)
def record(request: Request, user: Reader, ident: Ident) -> Response:
    """A record, page or version with the words it stands on."""
    return as_json(room_of(request).ledger.show(ident))


@router.get("/records/{ident}/reading")
def reading(request: Request, user: Reader, ident: Ident) -> Response:
    """The reading of a page, of a version, or of the page of a record: `communique.reading/1`."""
    told = room_of(request).ledger.reading(ident).to_json()
    return Response(told.encode("utf-8", "replace"), media_type=MEDIA["json"])


@router.post("/records/{ident}/judgements", status_code=201, response_model=Shown, dependencies=[OwnProgram])
def judge(request: Request, user: Editor, ident: Ident, decision: Annotated[Decision, Body()]) -> Response:
    """Decide on a record."""
    room = room_of(request)
    decide(room, user.name, ident, decision.verdict, decision.note)
    return _made(as_json(room.ledger.show(ident)))


@router.delete("/judgements/last", response_model=Shown, dependencies=[OwnProgram])
def undo(request: Request, user: Editor) -> Response:
    """Take one's last decision back; the record as it is then."""
    room = room_of(request)
    return as_json(room.ledger.show(undo_last(room, user.name)))


@router.post("/pages", status_code=201, response_model=Shown, dependencies=[OwnProgram])
def add(request: Request, user: Editor, page: Annotated[Brought, Body()]) -> Response:
    """Read a page and keep it."""
    room = room_of(request)
    draft = _draft(page)
    draft = replace(draft, version=looked_at(room, draft).shown.found.version)
    keep(room, user.name, draft)
    return _made(as_json(room.ledger.show(draft.version)))


@router.post("/readings", dependencies=[OwnProgram])
def look(request: Request, user: Reader, page: Annotated[Brought, Body()]) -> Response:
    """Read a page without keeping it: `communique.reading/1`."""
    leaf = looked_at(room_of(request), _draft(page))
    return Response(leaf.reading.to_json().encode("utf-8", "replace"), media_type=MEDIA["json"])


def _draft(page: Brought) -> Draft:
    data = page.text.encode("utf-8", "replace")
    return Draft(secrets.token_urlsafe(12), page.url or "(API)", data, page.url, page.published, page.publisher)


def _made(answer: Response) -> Response:
    answer.status_code = 201
    return answer


@router.get("/people", response_model=list[Person])
def people(request: Request, user: Reader, given: Annotated[Paged, Query()]) -> Response:  # type: ignore[valid-type]
    """The people of the records found, those on most pages first, without their records."""
    ledger = room_of(request).ledger
    return as_json(list(ledger.list_people(_asked(given).query, limit=given.limit)))  # type: ignore[attr-defined]


@router.get("/people/{ident}", response_model=Person)
def person(request: Request, user: Reader, ident: Ident, most: Annotated[int, Query(ge=0, le=MOST)] = 20) -> Response:
    """A person by id: offices through time, and the newest meetings and statements."""
    return as_json(room_of(request).ledger.person(ident, most=most))


@router.get("/mechanisms", response_model=list[Dialogue])
def mechanisms(request: Request, user: Reader, given: Annotated[Paged, Query()]) -> Response:  # type: ignore[valid-type]
    """The mechanisms of the records found, those on most pages first."""
    ledger = room_of(request).ledger
    return as_json(list(ledger.list_mechanisms(_asked(given).query, limit=given.limit)))  # type: ignore[attr-defined]


@router.get("/pairs/{one}/{other}", response_model=Records)
def pair(
    request: Request,
    user: Reader,
    one: Ident,
    other: Ident,
    given: Annotated[Paged, Query()],  # type: ignore[valid-type]
) -> Response:
    """What passed between two parties, by ISO code or name, the newest first."""
    asked = _asked(given)
    both = {"party": [party_of(one)]}
    narrowed = asked_of(to_text(asked.query), both)
    return _page_of(request, asked_of(to_text(narrowed.query), {"party": [party_of(other)]}), given)


@router.get("/merged/{ident}", response_model=MergedShown)
def merged(request: Request, user: Reader, ident: Ident) -> Response:
    """What many pages hold together, by its id or that of a record in it: accounts, claims that differ, lists, reasons."""
    return as_json(room_of(request).ledger.cluster(ident))


@router.get("/commitments/{ident}/life", response_model=Followed)
def life(request: Request, user: Reader, ident: Ident) -> Response:
    """What became of a commitment: proposed and decided evidence, how it stands, what it waits for, coders' scores."""
    return as_json(followed(room_of(request), ident))


@router.get("/news", response_model=News)
def news(request: Request, user: Reader, since: Annotated[str, Query(max_length=40)] = SINCE) -> Response:
    """What came in within a span ("7d", "2w", "3m") or since a day, what is overdue, what lies ahead."""
    return as_json(news_of(request, since))


@dataclass(frozen=True, slots=True)
class KeptSearch:
    """A search of one's own, and its feed's address in the room."""

    id: str
    title: str
    query: str
    feed: str


@router.get("/searches", response_model=list[KeptSearch])
def searches(request: Request, user: Reader) -> Response:
    """One's saved searches."""
    kept = room_of(request).desk.searches(user.name)
    return as_json([KeptSearch(one.id, one.title, one.query, f"/searches/{one.id}.atom") for one in kept])


@router.post("/searches", status_code=201, response_model=KeptSearch, dependencies=[OwnProgram])
def save(request: Request, user: Reader, search: Annotated[Kept, Body()]) -> Response:
    """Keep a search."""
    spelt = to_text(parse(search.query))
    made = room_of(request).desk.save_search(user.name, search.title.strip() or spelt or "Everything", spelt)
    return _made(as_json(KeptSearch(made.id, made.title, made.query, f"/searches/{made.id}.atom")))


@router.delete("/searches/{ident}", status_code=204, dependencies=[OwnProgram])
def drop(request: Request, user: Reader, ident: Ident) -> Response:
    """Keep a search no more."""
    if not room_of(request).desk.drop_search(user.name, ident):
        raise HTTPException(404, "no search of yours has this id")
    return Response(status_code=204)
