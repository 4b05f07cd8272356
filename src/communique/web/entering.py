"""Who asks, and what they may: as dependencies of the pages."""

from collections.abc import Callable
from typing import Annotated

from fastapi import Depends, Request

from communique.web.desk import Role, User
from communique.web.guarding import same_word
from communique.web.room import room_of

ALONE = "you"
"""Who asks in a room without log-in."""


class MustLogIn(Exception):
    """Nobody is logged in, and the page is not for everybody."""


class MayNot(Exception):
    """What is wrong with what somebody wants to do; the message is for them."""


def cookie_name(secure: bool) -> str:
    """The session's cookie; with the prefix no other host or path can have set it."""
    return "__Host-room" if secure else "room"


def somebody(request: Request) -> User | None:
    """Who asks; None when a room with log-in doesn't know."""
    room = room_of(request)
    if not room.public:
        return User(ALONE, "admin", room.csrf)
    bearer, _, key = request.headers.get("authorization", "").partition(" ")
    if bearer.casefold() == "bearer":
        return room.desk.user_of_key(key.strip())
    token = request.cookies.get(cookie_name(room.secure))
    return room.desk.user_of(token) if token else None


def _needs(role: Role) -> Callable[[Request], User]:
    def who(request: Request) -> User:
        user = somebody(request)
        if user is None:
            raise MustLogIn
        if not user.may(role):
            raise MayNot(f"this is for those who are {role}s; you are a {user.role}")
        request.state.user = user
        return user

    return who


async def from_a_form(request: Request) -> None:
    """What changes something brings the word that our pages hold. A program with a key of its own needs none."""
    user = somebody(request)
    if user is None:
        raise MustLogIn
    if not user.csrf:
        return
    given = request.headers.get("x-csrf-token")
    if given is None:
        given = str((await request.form()).get("csrf") or "")
    if not same_word(given, user.csrf):
        raise MayNot("the page was open too long; go back, reload it and try again")


def from_a_program(request: Request) -> None:
    """A program with a key, or on the same machine, needs no word of ours: no page elsewhere can send what it sends.
    What a browser sends by its session does."""
    user = somebody(request)
    if user is None:
        raise MustLogIn
    if room_of(request).public and user.csrf and not same_word(request.headers.get("x-csrf-token", ""), user.csrf):
        raise MayNot("a session's requests need the header X-CSRF-Token; programs use a key")


Reader = Annotated[User, Depends(_needs("reader"))]
Editor = Annotated[User, Depends(_needs("editor"))]
Admin = Annotated[User, Depends(_needs("admin"))]
OwnForm = Depends(from_a_form)
OwnProgram = Depends(from_a_program)
