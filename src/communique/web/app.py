"""The reading room as an application: its pages, its files, and what is said when something is wrong."""

from urllib.parse import urlencode

from fastapi import FastAPI, HTTPException, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.staticfiles import StaticFiles

from communique import __version__
from communique.ledger.engine import LedgerError, NotThere
from communique.ledger.query import QueryError
from communique.pages import PageError
from communique.web.entering import MayNot, MustLogIn, somebody
from communique.web.guarding import Guard
from communique.web.rendering import page
from communique.web.room import Room
from communique.web.routes import (
    accounts,
    adding,
    api,
    comparing,
    likeness,
    lives,
    mechanisms,
    merged,
    pages,
    pairs,
    people,
    records,
    review,
    search,
    today,
)

API = "/api/v1"
PAGES = (
    today,
    search,
    pages,
    merged,
    lives,
    records,
    comparing,
    people,
    mechanisms,
    pairs,
    likeness,
    review,
    adding,
    accounts,
)


def make_app(room: Room) -> FastAPI:
    """The application over one room."""
    app = FastAPI(
        title="Communique",
        version=__version__,
        summary="A ledger of diplomatic meetings, statements and commitments, each with the words it stands on",
        openapi_url=f"{API}/openapi.json",
        docs_url=None,
        redoc_url=None,
    )
    app.state.room = room
    for one in PAGES:
        app.include_router(one.router, include_in_schema=False)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(packages=[("communique.web", "static")]), name="static")
    app.add_middleware(Guard, room=room)
    for kind, told in (
        (NotThere, _not_there),
        (LedgerError, _store_fails),
        (QueryError, _no_query),
        (PageError, _no_page),
        (MustLogIn, _log_in),
        (MayNot, _may_not),
        (AnyHTTPException, _other),
        (RequestValidationError, _not_valid),
    ):
        app.add_exception_handler(kind, told)
    return app


def problem(request: Request, status: int, title: str, reason: str, **more: object) -> Response:
    """What is wrong: as a page, or as problem+json (RFC 9457) from the API and for other forms."""
    if request.url.path.startswith(f"{API}/"):
        told = {"type": "about:blank", "title": title, "status": status, "detail": reason, **more}
        return JSONResponse(told, status, media_type="application/problem+json")
    request.state.user = somebody(request)
    return page(request, "error.html", status, head=title, reason=reason, caret=more.get("caret", ""))


def _not_there(request: Request, error: Exception) -> Response:
    return problem(request, 404, "Nothing here", str(error))


def _store_fails(request: Request, error: Exception) -> Response:
    return problem(request, 503, "The ledger does not answer", str(error))


def _no_query(request: Request, error: Exception) -> Response:
    assert isinstance(error, QueryError)
    return problem(request, 400, "That can't be read as a query", error.reason, caret=error.caret())


def _no_page(request: Request, error: Exception) -> Response:
    return problem(request, 422, "That can't be read as a page", str(error))


def _log_in(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(f"{API}/"):
        made = problem(request, 401, "Not logged in", "a session or a key is needed")
        made.headers["www-authenticate"] = "Bearer"
        return made
    to = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    return RedirectResponse(f"/login?{urlencode({'to': to})}", 303)


def _may_not(request: Request, error: Exception) -> Response:
    return problem(request, 403, "Not allowed", str(error))


def _other(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException | AnyHTTPException)
    title = "Nothing here" if error.status_code == 404 else "That doesn't work"
    return problem(request, error.status_code, title, str(error.detail))


def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    faults = [{"where": ".".join(map(str, one["loc"])), "what": one["msg"]} for one in error.errors()]
    said = "; ".join(f"{one['where']}: {one['what']}" for one in faults)
    return problem(request, 400, "Not a question that can be answered", said, faults=faults)
