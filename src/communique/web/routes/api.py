"""The API: the ledger for programs, at /api/v1. What is asked wrongly is refused in words (RFC 9457), never guessed at.

Unknown parameters are errors, as unknown filters are: one that is ignored gives an answer to another question.
"""

import secrets
from collections.abc import Callable, Coroutine, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from typing import Annotated, Any, Literal, TypeVar

from fastapi import APIRouter, Body, HTTPException, Path, Query, Request
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from communique.ledger import coding
from communique.ledger.clusters import MergedShown
from communique.ledger.filters import Verdict
from communique.ledger.following import Followed
from communique.ledger.found import Found
from communique.ledger.news import News
from communique.ledger.people import Dialogue, Person
from communique.ledger.query import Query as Asked
from communique.ledger.query import filtered, parse, to_text
from communique.ledger.shown import Shown
from communique.relate.undertakings import Progress
from communique.web.asking import MOST, Paged, passed, passing, place_of, screen
from communique.web.desk import Draft
from communique.web.entering import Editor, OwnProgram, Reader
from communique.web.forms import MEDIA, as_json
from communique.web.guarding import etag, is_known
from communique.web.room import room_of
from communique.web.routes import lives
from communique.web.routes.adding import keep, looked_at
from communique.web.routes.pairs import party_of
from communique.web.routes.review import decide, undo_last
from communique.web.routes.today import SINCE, news_of


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

T = TypeVar("T")

router = APIRouter(prefix="/api/v1", route_class=_Strict, responses=REFUSALS, tags=["ledger"])

COUNTED = 2_000
"""Records up to which a total is told where they are too many to be looked up, unless all are to be counted."""


class Counting(Paged):
    """A question of which one also wants to know how many records it finds."""

    count: Literal["some", "all"] = Field("some", description="all: an exact total, which takes long where it is large")


@dataclass(frozen=True, slots=True)
class Records:
    """Some records, how many the query finds in all (at least, where that is not the `whole`), and the cursor of the next
    ones."""

    items: tuple[Found, ...]
    total: int
    whole: bool
    next: str | None


@dataclass(frozen=True, slots=True)
class People:
    """Some people, and the cursor of the next ones."""

    items: tuple[Person, ...]
    next: str | None


@dataclass(frozen=True, slots=True)
class Mechanisms:
    """Some mechanisms, and the cursor of the next ones."""

    items: tuple[Dialogue, ...]
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


@router.get("/records", response_model=Records)
def records(request: Request, user: Reader, given: Annotated[Counting, Query()]) -> Response:
    """The records that a query and filters find, the newest first."""
    return _records(request, given.query(), given)


def _records(request: Request, query: Asked, given: Counting) -> Response:
    ledger = room_of(request).ledger
    after = place_of(given.cursor) if given.cursor else None
    found, following = screen(ledger, query, given.limit, after, COUNTED)
    exactly = given.count == "all" and not found.whole
    total = ledger.count(query) if exactly else found.number
    return as_json(Records(tuple(found.rows), total, found.whole or exactly, following))


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


@router.get("/people", response_model=People)
def people(request: Request, user: Reader, given: Annotated[Paged, Query()]) -> Response:
    """The people of the records found, those on most pages first, without their records."""
    found = room_of(request).ledger.list_people(given.query(), limit=passed(given.cursor) + given.limit + 1)
    return as_json(People(*_some(found, given)))


@router.get("/people/{ident}", response_model=Person)
def person(request: Request, user: Reader, ident: Ident, most: Annotated[int, Query(ge=0, le=MOST)] = 20) -> Response:
    """A person by id: offices through time, and the newest meetings and statements."""
    return as_json(room_of(request).ledger.person(ident, most=most))


@router.get("/mechanisms", response_model=Mechanisms)
def mechanisms(request: Request, user: Reader, given: Annotated[Paged, Query()]) -> Response:
    """The mechanisms of the records found, those on most pages first."""
    found = room_of(request).ledger.list_mechanisms(given.query(), limit=passed(given.cursor) + given.limit + 1)
    return as_json(Mechanisms(*_some(found, given)))


def _some(found: Iterable[T], given: Paged) -> tuple[tuple[T, ...], str | None]:
    """What comes after the place that a cursor names in a list, and the cursor of what comes next."""
    start = passed(given.cursor)
    here = tuple(islice(found, start, start + given.limit + 1))
    return here[: given.limit], passing(start + given.limit) if len(here) > given.limit else None


@router.get("/pairs/{one}/{other}", response_model=Records)
def pair(request: Request, user: Reader, one: Ident, other: Ident, given: Annotated[Counting, Query()]) -> Response:
    """What passed between two parties, by ISO code or name, the newest first."""
    both = filtered(filtered(given.query(), {"party": [party_of(one)]}), {"party": [party_of(other)]})
    return _records(request, both, given)


@router.get("/merged/{ident}", response_model=MergedShown)
def merged(request: Request, user: Reader, ident: Ident) -> Response:
    """What many pages hold together, by its id or that of a record in it: accounts, claims that differ, lists, reasons."""
    return as_json(room_of(request).ledger.cluster(ident))


@router.get("/commitments/{ident}/life", response_model=Followed)
def life(request: Request, user: Reader, ident: Ident) -> Response:
    """What became of a commitment: proposed and decided evidence, how it stands, what it waits for, coders' scores."""
    return as_json(lives.followed(room_of(request), ident))


class Decided(BaseModel):
    """What somebody decides on a sentence as evidence of a commitment; `status`: what it tells, if not what is proposed."""

    model_config = ConfigDict(extra="forbid")
    evidence: str = Field(max_length=200)
    verdict: coding.Decision
    status: Progress | None = None
    note: str | None = Field(None, max_length=2000)


class Scored(BaseModel):
    """How far a commitment was complied with, in the eyes of whoever sends it; None takes their last score of a stage back."""

    model_config = ConfigDict(extra="forbid")
    value: Literal[-1, 0, 1] | None
    stage: coding.Stage = "interim"
    note: str | None = Field(None, max_length=2000)


@router.post("/commitments/{ident}/evidence", status_code=201, response_model=Followed, dependencies=[OwnProgram])
def decide_evidence(request: Request, user: Editor, ident: Ident, decided: Annotated[Decided, Body()]) -> Response:
    """Confirm or reject a sentence as evidence of a commitment, or take one's own last word on it back."""
    room = room_of(request)
    lives.decided(room, user.name, ident, decided.evidence, decided.verdict, decided.status, decided.note)
    return _made(as_json(lives.followed(room, ident)))


@router.post("/commitments/{ident}/scores", status_code=201, response_model=Followed, dependencies=[OwnProgram])
def score(request: Request, user: Editor, ident: Ident, scored: Annotated[Scored, Body()]) -> Response:
    """Score a commitment under one's own name, or take one's last score of a stage back."""
    room = room_of(request)
    value = None if scored.value is None else int(scored.value)
    lives.scored(room, user.name, ident, value, scored.stage, scored.note)
    return _made(as_json(lives.followed(room, ident)))


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
