"""`serve` and `user`: the reading room, and who may come into one that is open to a team."""

import argparse
import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from communique.cli.common import OK, Verbs, failed, ledger_option, opened

if TYPE_CHECKING:
    from communique.web.desk import Desk

ROLES = ("reader", "editor", "admin")


def verbs(verbs: Verbs) -> None:
    """Add these verbs to the command line."""
    serve = verbs.add_parser("serve", help="open the ledger in the browser: the reading room")
    serve.add_argument("--host", default="127.0.0.1", help="the address to listen on (default: this machine alone)")
    serve.add_argument("--port", type=_port, default=8765, help="default: 8765; 0 takes any that is free")
    serve.add_argument("--public", action="store_true", help="for a team: everybody logs in")
    serve.add_argument(
        "--name", action="append", default=[], metavar="HOST", help="with --public: a name by which the room is called"
    )
    serve.add_argument(
        "--plain-http", action="store_true", help="with --public: log-in also without HTTPS (in a network you trust)"
    )
    serve.set_defaults(run=_serve)

    user = verbs.add_parser("user", help="who may log in to a reading room for a team")
    acts = user.add_subparsers(metavar="ACT", required=True)
    add = acts.add_parser("add", help="let somebody in, or give them another role and password")
    add.add_argument("who", metavar="NAME")
    add.add_argument("--role", choices=ROLES, default="reader", help="what they may do (default: reader)")
    add.set_defaults(run=_add)
    drop = acts.add_parser("remove", help="let somebody in no more")
    drop.add_argument("who", metavar="NAME")
    drop.set_defaults(run=_drop)
    several = acts.add_parser("list", help="who may come in")
    several.set_defaults(run=_list)
    for verb in (serve, add, drop, several):
        verb.add_argument("--desk", type=Path, metavar="FILE", help="where accounts are kept (default: by the ledger)")
        ledger_option(verb)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


def _serve(options: argparse.Namespace) -> int:
    from communique.web.serving import Opening, Refused, room_for, serve

    how = Opening(options.host, options.port, options.public, tuple(options.name), options.plain_http, options.desk)
    with opened(options, create=not options.public) as ledger:
        try:
            serve(room_for(ledger, how), how)
        except Refused as error:
            return failed(str(error))
    return OK


def _add(options: argparse.Namespace) -> int:
    from communique.web.passwords import hashed, weakness

    if sys.stdin.isatty():
        password = getpass.getpass("Password: ")
        if getpass.getpass("Once more: ") != password:
            return failed("the two differ")
    else:
        password = sys.stdin.readline().rstrip("\r\n")
    weak = weakness(password, options.who)
    if weak:
        return failed(weak)
    desk = _desk(options)
    desk.put_user(options.who, options.role, hashed(password))
    desk.note("(command line)", "let in", options.who, options.role)
    return OK


def _drop(options: argparse.Namespace) -> int:
    desk = _desk(options)
    if not desk.drop_user(options.who):
        return failed(f"nobody is called {options.who}")
    desk.note("(command line)", "put out", options.who)
    return OK


def _list(options: argparse.Namespace) -> int:
    for user in _desk(options).users():
        print(f"{user.role}\t{user.name}")
    return OK


def _desk(options: argparse.Namespace) -> "Desk":
    from communique.web.desk import Desk, desk_of

    with opened(options) as ledger:
        return Desk(options.desk or desk_of(str(ledger.where)))
