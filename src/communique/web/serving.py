"""Opening the reading room: on this machine for one, or with log-in for a team."""

import ipaddress
import socket
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from communique.ledger.store import Ledger
from communique.web.app import make_app
from communique.web.desk import Desk, desk_of
from communique.web.room import LOCAL, Room

PORT = 8765
"""Where the room is found unless told otherwise."""


class Refused(Exception):
    """Why the room is not opened, in one line."""


@dataclass(frozen=True, slots=True)
class Opening:
    """How a room is to be opened. `names` are the hosts by which a room for a team may be called; none means any."""

    host: str = "127.0.0.1"
    port: int = PORT
    public: bool = False
    names: tuple[str, ...] = ()
    plain_http: bool = False
    desk: Path | None = None


def room_for(ledger: Ledger, how: Opening) -> Room:
    """The room over a ledger; `Refused` where it would be open to others without log-in."""
    if not how.public and not is_local(how.host):
        raise Refused(f"{how.host} can be reached by others: that needs --public, which asks everybody to log in")
    desk = Desk(how.desk or desk_of(str(ledger.where)))
    if how.public and not desk.users():
        raise Refused("--public, but nobody may log in yet: `communique user add NAME --role admin` comes first")
    names = (*map(str.casefold, how.names), *LOCAL) if how.names or not how.public else ()
    return Room(ledger, desk, how.public, names, secure=how.public and not how.plain_http)


def is_local(host: str) -> bool:
    """Whether only this machine reaches an address."""
    if host.casefold() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def serve(room: Room, how: Opening) -> None:
    """Serve until stopped."""
    family = socket.AF_INET6 if ":" in how.host else socket.AF_INET
    # named as TCP: only then does asyncio send answers at once, and not after the 40 ms for which a kernel waits for more
    with socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((how.host, how.port))
            listening.listen(128)  # who comes before the pages are ready waits
        except OSError as error:
            raise Refused(f"{how.host}:{how.port}: {(error.strerror or str(error)).casefold()}") from None
        shown = f"[{how.host}]" if ":" in how.host else how.host
        print(
            f"The reading room is open at http://{shown}:{listening.getsockname()[1]}/ (Ctrl-C closes it)", flush=True
        )
        config = uvicorn.Config(
            make_app(room), log_level="warning", access_log=False, server_header=False, proxy_headers=how.public
        )
        uvicorn.Server(config).run(sockets=[listening])
