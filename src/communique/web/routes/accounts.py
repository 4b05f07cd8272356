"""Coming in and going out of a room for a team; who may come in, and the log of what they did."""

from typing import Annotated

from fastapi import APIRouter, Form, HTTPException, Request
from starlette.responses import RedirectResponse, Response

from communique.web.desk import Role
from communique.web.entering import Admin, MayNot, OwnForm, Reader, cookie_name, somebody
from communique.web.guarding import Rate
from communique.web.naming import own
from communique.web.passwords import fits, hashed, weakness
from communique.web.rendering import page
from communique.web.room import Room, room_of

router = APIRouter()

TRIES, WHILE = 10, 15 * 60.0
"""Log-ins that may be tried from one address, and for one name, in so many seconds."""

LINES = 200
"""Newest lines of the log that are shown."""

_rate = Rate(TRIES, WHILE)


def for_a_team(request: Request) -> Room:
    """The room, where there is log-in."""
    room = room_of(request)
    if not room.public:
        raise HTTPException(404, "this room is for one, without log-in")
    return room


@router.get("/login")
def login(request: Request, to: str = "/") -> Response:
    """Where one logs in."""
    for_a_team(request)
    if somebody(request) is not None:
        return RedirectResponse(own(to, "/"), 303)
    return page(request, "login.html", to=own(to, "/"), fault="", name="")


@router.post("/login")
def enter(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2000)],
    to: Annotated[str, Form()] = "/",
) -> Response:
    """Log in. The answer to a wrong password and to a name that nobody has is the same, and takes as long."""
    room = for_a_team(request)
    client = request.client.host if request.client else ""
    name = name.strip()
    if not (_rate.allows(f"from {client}") and _rate.allows(f"as {name.casefold()}")):
        fault = "Too many tries; wait a quarter of an hour."
        return page(request, "login.html", 429, to=own(to, "/"), fault=fault, name=name)
    if not fits(password, room.desk.password_of(name)):
        room.desk.note(name[:80], "log-in refused", None, client)
        return page(request, "login.html", 403, to=own(to, "/"), fault="Name and password don't fit.", name=name)
    room.desk.note(name, "log in", None, client)
    answer = RedirectResponse(own(to, "/"), 303)
    answer.set_cookie(
        cookie_name(room.secure), room.desk.begin(name), httponly=True, secure=room.secure, samesite="lax", path="/"
    )
    return answer


@router.post("/logout", dependencies=[OwnForm])
def leave(request: Request, user: Reader) -> Response:
    """Log out."""
    room = for_a_team(request)
    room.desk.end(request.cookies.get(cookie_name(room.secure), ""))
    answer = RedirectResponse("/login", 303)
    answer.delete_cookie(cookie_name(room.secure), path="/", secure=room.secure, httponly=True)
    return answer


@router.get("/account")
def account(request: Request, user: Reader) -> Response:
    """One's own account; for admins everybody's, and the log."""
    return _account(request, user.may("admin"))


@router.post("/account/password", dependencies=[OwnForm])
def change(request: Request, user: Reader, old: Annotated[str, Form()], new: Annotated[str, Form()]) -> Response:
    """Give oneself another password; every session of one's own ends."""
    room = for_a_team(request)
    if not fits(old, room.desk.password_of(user.name)):
        raise MayNot("the old password is another")
    _put(room, user.name, user.role, new)
    room.desk.note(user.name, "change password")
    return RedirectResponse("/login", 303)


@router.post("/account/key", dependencies=[OwnForm])
def key(request: Request, user: Reader) -> Response:
    """A new key for one's programs, shown once."""
    room = for_a_team(request)
    made = room.desk.make_key(user.name)
    room.desk.note(user.name, "make key")
    return _account(request, user.may("admin"), made)


@router.post("/account/users", dependencies=[OwnForm])
def let_in(
    request: Request,
    user: Admin,
    name: Annotated[str, Form(min_length=1, max_length=80)],
    role: Annotated[Role, Form()],
    password: Annotated[str, Form()] = "",
) -> Response:
    """Let somebody in, or give them another role or password."""
    room = for_a_team(request)
    name = " ".join(name.split())
    if name == user.name:
        raise MayNot("another admin has to change your role")
    if password or room.desk.password_of(name) is None:
        _put(room, name, role, password)
    else:
        room.desk.set_role(name, role)
    room.desk.note(user.name, "let in", name, role)
    return RedirectResponse("/account", 303)


@router.post("/account/users/drop", dependencies=[OwnForm])
def put_out(request: Request, user: Admin, name: Annotated[str, Form()]) -> Response:
    """Let somebody in no more."""
    room = for_a_team(request)
    if name == user.name:
        raise MayNot("nobody can put themselves out")
    if not room.desk.drop_user(name):
        raise HTTPException(404, f"nobody is called {name}")
    room.desk.note(user.name, "put out", name)
    return RedirectResponse("/account", 303)


def _put(room: Room, name: str, role: Role, password: str) -> None:
    weak = weakness(password, name)
    if weak:
        raise MayNot(weak)
    room.desk.put_user(name, role, hashed(password))


def _account(request: Request, admin: bool, made: str = "") -> Response:
    desk = for_a_team(request).desk
    users, acts = (desk.users(), desk.acts(LINES)) if admin else ([], [])
    return page(request, "account.html", users=users, acts=acts, key=made)
