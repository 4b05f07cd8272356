"""What is asked of every request before a page sees it, and what every answer carries.

A page on the web can make a browser ask 127.0.0.1 for anything, under a name of its own that it lets point there (DNS
rebinding): so the name in `Host` has to be one of ours. It can make it send forms: so what changes something has to come
from our own pages, and bring a word that only they hold.
"""

import secrets
import time
from collections import deque
from hashlib import blake2b
from urllib.parse import urlsplit

from fastapi import Request
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from communique.web.room import Room

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""Content Security Policy: our own files and nothing else; no script or style within a page, no frame around it."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}

LARGEST = 16 * 1024 * 1024
"""Bytes of a request that are taken; a page of news has a hundredth of it."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
PER_MINUTE = 600
"""Requests of one address a minute in a room that is open to others: a person who works fast makes some sixty."""


class Guard:
    """The innermost layer but the pages: hosts, origins, sizes, rates; and the headers of every answer."""

    def __init__(self, app: ASGIApp, room: Room) -> None:
        self.app = app
        self.room = room
        self.rate = Rate(PER_MINUTE, 60.0)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or hand on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def armed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                if not scope["path"].startswith("/static/"):
                    headers.setdefault("cache-control", "private, no-cache")
            await send(message)

        refused = self._refused(scope)
        if refused is not None:
            await refused(scope, receive, armed)
            return
        await self.app(scope, _limited(receive), armed)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        called = host_of(headers.get("host", ""))
        if self.room.names and called not in self.room.names:
            return PlainTextResponse("This reading room is not called by that name.\n", 421)
        said = headers.get("content-length", "")
        if said.isdecimal() and int(said) > LARGEST:
            return PlainTextResponse(f"Larger than {LARGEST // 2**20} MB.\n", 413)
        if scope["method"] not in SAFE and not _from_our_pages(headers):
            return PlainTextResponse("Sent from another site.\n", 403)
        client = scope["client"][0] if scope.get("client") else ""
        if self.room.public and not self.rate.allows(client):
            return PlainTextResponse("Too many requests; wait a minute.\n", 429, {"retry-after": "60"})
        return None


def host_of(header: str) -> str:
    """The name in a Host header, without its port."""
    try:
        return (urlsplit(f"//{header}").hostname or "").casefold()
    except ValueError:
        return ""


def _from_our_pages(headers: Headers) -> bool:
    """Whether a browser says that one of our pages sent this; programs say nothing of the kind."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.casefold() == headers.get("host", "").casefold()


def _limited(receive: Receive) -> Receive:
    """Ends a body that is longer than it said."""
    size = 0

    async def counted() -> Message:
        nonlocal size
        message = await receive()
        size += len(message.get("body", b""))
        if size > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return counted


class Rate:
    """At most `most` of anything in `seconds`, for each key."""

    def __init__(self, most: int, seconds: float) -> None:
        self.most = most
        self.seconds = seconds
        self.times: dict[str, deque[float]] = {}

    def allows(self, key: str) -> bool:
        """Count one more for `key`, unless it is too much."""
        now = time.monotonic()
        if len(self.times) > 10_000:
            self.times = {held: at for held, at in self.times.items() if at and now - at[-1] < self.seconds}
        at = self.times.setdefault(key, deque())
        while at and now - at[0] > self.seconds:
            at.popleft()
        if len(at) >= self.most:
            return False
        at.append(now)
        return True


def same_word(given: str, held: str) -> bool:
    """Whether a form's secret word is ours, in the same time whether it is or not."""
    return bool(held) and secrets.compare_digest(given.encode(), held.encode())


def etag(body: bytes) -> str:
    """A name for the content of an answer."""
    return f'"{blake2b(body, digest_size=12).hexdigest()}"'


def is_known(request: Request, tag: str) -> bool:
    """Whether the one who asks holds that content already."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or tag in {one.strip().removeprefix("W/") for one in held.split(",")}
