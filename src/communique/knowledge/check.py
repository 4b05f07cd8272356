"""What is wrong in the tables, ours and a user's own: one line a fault, with the file and line it stands in."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from communique.knowledge import tables
from communique.knowledge.bodies import member
from communique.knowledge.folding import fold
from communique.knowledge.tables import KEYS, Row, several
from communique.knowledge.terms import SINGLE, earliest, latest

CODES = {
    "ruling_families": "code",
    "places": "code",
    "seats": "code",
    "government_domains": "code",
    "outlets": "country",
    "regions": "code",
    "state_bodies": "code",
    "title_states": "states",
}
"""Tables with a column of state codes; a few rows may leave it empty, and some name several states."""
DAY = re.compile(r"(?:\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)?")
DOMAIN = re.compile(r"(?!www\.)(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}")
REQUIRED = {"offices": ("person", "office", "title", "code", "source"), "given_names": ("name", "systems")}
OUTLET_KINDS = frozenset({"agency", "newspaper", "broadcaster", "magazine", "website"})
BODY_KINDS = frozenset({"organisation", "forum", "bloc", "bank", "court", "party"})
POINTS = re.compile(r"never|-?\d+(?:\.\d+)?")
WHERE = frozenset({"before", "after", "whole"})
SHARED = frozenset({("BIH", "head of state"), ("SMR", "head of state"), ("AND", "head of state")})
"""Offices that several persons hold by law: three in Bosnia's presidency, two captains regent, two co-princes."""


def faults() -> Iterator[str]:
    """Every fault of every table."""
    found = {name: list(tables.rows(name)) for name in tables.names()}
    codes = {row.cells["code"] for row in found["states"]}
    bodies = {row.cells["name"] for row in found["organisations"]}
    for name, rows in found.items():
        yield from _cells(name, rows)
    for name, column in CODES.items():
        yield from _codes(found[name], column, codes)
    yield from _states(found["states"])
    yield from _outlets(found["outlets"])
    yield from _organisations(found["organisations"], codes)
    yield from _offices(found["offices"], codes, bodies)
    yield from _kinds(found)
    for row in found["merging"]:
        if not POINTS.fullmatch(row.cells["points"]):
            yield _line(row, f"“{row.cells['points']}” is no number of points, and not “never”")
    for row in found["not_people"]:
        if row.cells["where"] not in WHERE:
            yield _line(row, f"“{row.cells['where']}” is none of {', '.join(sorted(WHERE))}")


def _line(row: Row, what: str) -> str:
    return f"{row.path}:{row.line}: {what}"


def _cells(name: str, rows: list[Row]) -> Iterator[str]:
    """Complete rows, none twice in one file, no space around a value."""
    columns = set(rows[0].cells) if rows else set()
    seen: dict[tuple[str, ...], Row] = {}
    for row in rows:
        if extra := set(row.cells) - columns:
            yield _line(row, f"no column {', '.join(sorted(extra))} in {name}")
        for column, value in row.cells.items():
            if value != value.strip() or (value and "" in value.split("|")):
                yield _line(row, f"space or an empty value in {column}: “{value}”")
        for column in REQUIRED.get(name, KEYS.get(name, ())[:1]):
            if not row.cells.get(column):
                yield _line(row, f"no {column}")
        if name in KEYS:
            key = (row.path, *(row.cells.get(column, "").casefold() for column in KEYS[name]))
            if key in seen:
                yield _line(row, f"stands in line {seen[key].line} already: {', '.join(key[1:])}")
            seen[key] = row


def _codes(rows: Iterable[Row], column: str, codes: set[str]) -> Iterator[str]:
    for row in rows:
        for code in several(row.cells.get(column, "")):
            if code not in codes:
                yield _line(row, f"no state {code}")


def _states(rows: Iterable[Row]) -> Iterator[str]:
    named: dict[str, Row] = {}
    capitals: dict[str, Row] = {}
    for row in rows:
        if not re.fullmatch(r"[A-Z]{3}", row.cells["code"]):
            yield _line(row, f"“{row.cells['code']}” is no ISO 3166-1 alpha-3 code")
        for name in (row.cells.get("name", ""), *several(row.cells.get("names", ""))):
            yield from _twice(name, row, named, "is a name of")
        for name in several(row.cells.get("capital", "")):
            yield from _twice(name, row, capitals, "is the capital of")


def _twice(name: str, row: Row, named: dict[str, Row], what: str) -> Iterator[str]:
    other = named.setdefault(name.casefold(), row)
    if name and other.cells["code"] != row.cells["code"]:
        yield _line(row, f"“{name}” {what} {other.cells['code']} too ({other.path}:{other.line})")


def _outlets(rows: Iterable[Row]) -> Iterator[str]:
    owner: dict[str, Row] = {}
    for row in rows:
        if row.cells.get("kind") not in OUTLET_KINDS:
            yield _line(row, f"“{row.cells.get('kind')}” is none of {', '.join(sorted(OUTLET_KINDS))}")
        for domain in several(row.cells.get("domains", "")):
            if not DOMAIN.fullmatch(domain):
                yield _line(row, f"“{domain}” is no domain (lower case, without www.)")
            other = owner.setdefault(domain, row)
            if other.cells["name"] != row.cells["name"]:
                yield _line(row, f"{domain} is {other.cells['name']}'s ({other.path}:{other.line})")


def _organisations(rows: Iterable[Row], codes: set[str]) -> Iterator[str]:
    for row in rows:
        if row.cells.get("kind") not in BODY_KINDS:
            yield _line(row, f"“{row.cells.get('kind')}” is none of {', '.join(sorted(BODY_KINDS))}")
        yield from _days(row, row.cells.get("from", ""), row.cells.get("to", ""))
        seen: dict[str, str] = {}
        for cell in several(row.cells.get("members", "")):
            one = member(cell)
            if one.code not in codes:
                yield _line(row, f"no state {one.code} among the members")
            if seen.setdefault(one.code, cell) != cell and "@" not in cell:
                yield _line(row, f"{one.code} is a member twice")
            yield from _days(row, one.start or "", one.end or "")


def _days(row: Row, start: str, end: str) -> Iterator[str]:
    for when in (start, end):
        if not DAY.fullmatch(when):
            yield _line(row, f"“{when}” is no day, month or year (YYYY-MM-DD, YYYY-MM, YYYY)")
            return
    if start and end and earliest(start) > latest(end):
        yield _line(row, f"ends ({end}) before it begins ({start})")


def _offices(rows: Iterable[Row], codes: set[str], bodies: set[str]) -> Iterator[str]:
    """States or bodies that exist, days in order, and one holder a day where the office is one person's."""
    held: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        cells = row.cells
        if cells.get("code") not in codes and cells.get("code") not in bodies:
            yield _line(row, f"no state or organisation {cells.get('code')}")
        yield from _days(row, cells.get("from", ""), cells.get("to", ""))
        key = (cells.get("code", ""), cells.get("office", ""))
        if key[1] in SINGLE and key not in SHARED and cells.get("from") and DAY.fullmatch(cells["from"]):
            held.setdefault(key, []).append(row)
    for (code, office), terms in held.items():
        terms.sort(key=lambda row: row.cells["from"])
        for before, after in pairwise(terms):
            if before.cells["person"] == after.cells["person"]:
                continue
            if not before.cells.get("to") or earliest(before.cells["to"]) > latest(after.cells["from"]):
                place = f"{before.path}:{before.line}"
                yield _line(
                    after, f"{after.cells['person']} is {office} ({code}) while {before.cells['person']} is ({place})"
                )


def _kinds(found: dict[str, list[Row]]) -> Iterator[str]:
    """One printed name that two tables claim: an outlet's that is an organisation's, a state's that is a place's."""
    owner: dict[str, tuple[str, Row]] = {}
    for kind in ("organisations", "outlets"):
        for row in found[kind]:
            for name in (row.cells["name"], *several(row.cells.get("aliases", ""))):
                other = owner.setdefault(name, (kind, row))
                if (other[0], other[1].cells["name"]) != (kind, row.cells["name"]) and not _marked(row, name):
                    place = f"{other[1].path}:{other[1].line}"
                    yield _line(row, f"“{name}” is {other[1].cells['name']} too ({place})")
    people: dict[tuple[str, str], Row] = {}
    for row in found["offices"]:
        for name in several(row.cells.get("aliases", "")):
            first = people.setdefault((fold(name), row.cells["code"]), row)
            if first.cells["person"] != row.cells["person"]:
                yield _line(row, f"“{name}” is {first.cells['person']} too ({first.path}:{first.line})")


def _marked(row: Row, name: str) -> bool:
    """Whether a row says itself that it shares a name (`shared` holds the names it means)."""
    return name in several(row.cells.get("shared", ""))
