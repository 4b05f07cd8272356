"""Two parties: what passed between them, how often and how high they met, who met whom, what is promised."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import product

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from communique import knowledge
from communique.exports import TEXT_FORMS
from communique.ledger.clusters import side_of
from communique.ledger.filters import FILTERS
from communique.ledger.found import Found
from communique.ledger.people import Present
from communique.ledger.query import Query, QueryError, filtered
from communique.ledger.store import Ledger
from communique.relate.formula_days import Account, Run, runs
from communique.web.charts import by_year, graph
from communique.web.entering import Reader
from communique.web.forms import as_json, no_such_form, parted, rows, written
from communique.web.gathering import parts_of, shouts
from communique.web.naming import is_party, pair_address, party
from communique.web.rendering import page
from communique.web.room import base_of, room_of

router = APIRouter()

MOST = 1000
"""Records of a pair that are looked at, the newest."""

LISTED, FEW = 60, 6
"""Pairs that are listed, and parties of a meeting up to which it counts as one of pairs and not of all."""

SCREEN = 60
"""Lines of the timeline on the page; the search leads to all."""

DRAWN = 14
"""People of each side in the graph; the table below it has more."""

OPENED = 40
"""Accounts in which formulas are looked for, the newest: each page is opened."""

RANKS = ("leaders", "ministers", "deputies and envoys", "officials", "rank not told")
"""How high a meeting was, by the highest office that both sides' people held there."""

SAME = "counterpart"
"""The title of the table that names no office of its own."""

OF_RANK = {1: "leaders", 2: "ministers", 3: "deputies and envoys", 4: "officials", 5: "officials", 6: "officials"}


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parties and how many meetings of theirs are told of."""

    one: str
    other: str
    meetings: int


@router.get("/pairs.{form}")
def listed(request: Request, user: Reader, form: str) -> Response:
    """The pairs that met most, in another form."""
    if form not in TEXT_FORMS:
        raise no_such_form(form)
    return written(form, lambda out: TEXT_FORMS[form](most_met(room_of(request).ledger), Pair, out))


def most_met(ledger: Ledger) -> list[Pair]:
    """Pairs of parties by the newest meetings of few parties, those with most first."""
    met = Counter[tuple[str, str]]()
    for found in ledger.find("type:meeting", limit=MOST):
        sides = sorted(filter(is_party, set(found.by)))
        met.update((a, b) for i, a in enumerate(sides) for b in sides[i + 1 :] if len(sides) <= FEW)
    return [Pair(*pair, number) for pair, number in met.most_common(LISTED)]


@router.get("/pairs")
def choose(request: Request, user: Reader, one: str = "", other: str = "") -> Response:
    """Choose two parties, or take one of the pairs that met most."""
    fault = ""
    if one.strip() and other.strip():
        try:
            return RedirectResponse(pair_address(party_of(one), party_of(other)))
        except QueryError as error:
            fault = error.reason
    status = 400 if fault else 200
    pairs = most_met(room_of(request).ledger)
    return page(request, "pairs.html", status, pairs=pairs, one=one, other=other, fault=fault)


@router.get("/pairs/{one}/{other}")
def pair(request: Request, user: Reader, one: str, other: str) -> Response:
    """Two parties by ISO code or name."""
    other, form = parted(other)
    first, second = sorted((party_of(one), party_of(other)))
    here = pair_address(first, second)
    if (first, second) != (one, other):
        return RedirectResponse(here + ("" if form == "html" else f".{form}"))
    ledger = room_of(request).ledger
    told = ledger.timeline(first, second, limit=MOST)
    meetings = [x for x in told if x.type == "meeting"]
    if form == "json":
        return as_json({"parties": [first, second], "records": told})
    if form != "html":
        kept = meetings if form == "ics" else told
        return rows(form, kept, base_of(request), f"{party(first)} and {party(second)}", str(request.url))
    held = [x for x in meetings if x.status == "held"]
    there = ledger.present([x.id for x in held])
    met = who_met_whom(held, there, first, second)
    return page(
        request,
        "pair.html",
        one=first,
        other=second,
        at=here,
        told=told[::-1][:SCREEN],
        number=len(told),
        chart=by_year(_years(held, there), RANKS),
        ranks=RANKS,
        met=met,
        graph=graph([(left.name, right.name, len(days)) for left, right, days in met], DRAWN),
        formulas=formulas(ledger, held, first, second),
        opened=OPENED,
        pages=ledger.pages_of([x.id for x in told[::-1][:SCREEN]]),
        ahead=[x for x in meetings if x.status in ("planned", "proposed")],
        standing=open_between(ledger, first, second, room_of(request).day),
        promised=[x for x in told[::-1] if x.type == "commitment"],
        mechanisms=Counter(x.mechanism for x in told if x.mechanism).most_common(),
    )


def open_between(ledger: Ledger, one: str, other: str, today: str) -> frozenset[str]:
    """The commitments of two parties that can still be kept: neither settled nor past their day."""
    both = filtered(filtered(Query(), {"party": [one]}), {"party": [other]})
    return frozenset(x.id for x in ledger.commitments(both, limit=MOST, today=today) if x.open)


def formulas(ledger: Ledger, held: Sequence[Found], one: str, other: str) -> tuple[Run, ...]:
    """Formal phrases in the newest accounts of the two parties' own meetings, which came and which went."""
    own = [x for x in held if x.start and set(x.by) == {one, other}]
    versions = {x.version: x for x in reversed(own)}
    newest = sorted(versions.values(), key=lambda x: x.start or "")[-OPENED:]
    return runs([_account(ledger, x.version, x.start or "", x.address, x.publisher) for x in newest])


@lru_cache(maxsize=2000)
def _account(ledger: Ledger, version: str, day: str, address: str | None, publisher: str | None) -> Account:
    """An account as formulas are looked for in it; versions never change."""
    article = ledger.reading(version).article
    return Account(day, side_of(article, address, publisher), version, article.text)


def party_of(name: str) -> str:
    """A party by ISO code or any name. QueryError for none that is known."""
    try:
        return FILTERS["party"].check(name.strip())
    except ValueError as error:
        raise QueryError(name, 0, len(name), str(error)) from None


def rank(present: Iterable[Present]) -> str:
    """How high a meeting was: for each side the highest office, and of the two the lower."""
    best: dict[str | None, int] = {}
    for one in present:
        ranks = [found for title in one.titles if (found := _rank_of(title)) is not None]
        if ranks:
            best[one.country] = min(best.get(one.country, 9), *ranks)
    return OF_RANK.get(max(best.values()), "officials") if best else "rank not told"


def _rank_of(title: str) -> int | None:
    """The rank of an office as printed: of the fullest title of the table that stands in it. None for a counterpart,
    who holds the office that the other side's person holds."""
    words = f" {title.casefold()} "
    fullest = next((one for one in knowledge.titles() if f" {one.title} " in words), None)
    return fullest.rank if fullest is not None and fullest.title != SAME else None


def _years(meetings: Sequence[Found], there: Mapping[str, Sequence[Present]]) -> dict[int, Counter[str]]:
    years: dict[int, Counter[str]] = {}
    for day, some in _by_day(meetings).items():
        ranks = [rank(there.get(one.id, ())) for one in some]
        highest = min(ranks, key=RANKS.index)
        years.setdefault(int(day[:4]), Counter())[highest] += 1
    return years


def _by_day(meetings: Sequence[Found]) -> dict[str, list[Found]]:
    """Meetings by their first day: pages that tell of one day's are taken for one."""
    days: dict[str, list[Found]] = {}
    for one in meetings:
        if one.start:
            days.setdefault(one.start, []).append(one)
    return days


def who_met_whom(
    meetings: Sequence[Found], there: Mapping[str, Sequence[Present]], one: str, other: str
) -> list[tuple[Present, Present, list[str]]]:
    """Pairs of people, one of each party, with the days on which they met, those who met most first. Names of the same
    words are one person's, in whatever order and case."""
    days: dict[tuple[frozenset[str], frozenset[str]], set[str]] = {}
    people: dict[frozenset[str], Present] = {}
    for found in meetings:
        present = [x for x in there.get(found.id, ()) if x.kind == "person"]
        sides = [[x for x in present if x.country == side] for side in (one, other)]
        for x in present:
            held = people.setdefault(parts_of(x.name), x)
            people[parts_of(x.name)] = x if shouts(held.name) else held
        for left, right in product(*sides):
            days.setdefault((parts_of(left.name), parts_of(right.name)), set()).add(found.start or "day open")
    made = [(people[a], people[b], sorted(when)) for (a, b), when in days.items()]
    return sorted(made, key=lambda met: (-len(met[2]), met[0].name, met[1].name))
