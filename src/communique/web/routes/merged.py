"""What many pages hold together: a meeting with its accounts side by side; commitments, people, bodies and mechanisms with
what each page calls them."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS
from communique.exports.citations import event_jsonld
from communique.exports.merged import to_markdown
from communique.ledger.clusters import MergedShown, Told
from communique.ledger.doubts import Doubt
from communique.ledger.pairs import UncertainPair
from communique.ledger.store import Ledger
from communique.web.comparing import MOST
from communique.web.entering import Reader
from communique.web.forms import as_json, no_such_form, parted, rows, written
from communique.web.gathering import Gathering, claimed_by, facts_of, gathered, plain_of, source_of
from communique.web.naming import address, is_party
from communique.web.rendering import page
from communique.web.room import base_of, room_of

router = APIRouter()

NEAR = 6
"""Others that may be one with it that are listed, the likeliest."""

FORMS = {
    "meeting": ("json", "csv", "md", "ics", "ris", "atom", "jsonld"),
    "commitment": ("json", "csv", "md", "ris", "atom"),
}
"""Other forms of what was merged; of names there are three."""


@router.get("/merged/{name}")
def merged(request: Request, user: Reader, name: str) -> Response:
    """What was merged, by its own id or that of a record in it; the first of them leads on to the other."""
    ident, form = parted(name)
    ledger = room_of(request).ledger
    shown = ledger.cluster(ident)
    if ident != shown.merged.id:
        return RedirectResponse(address(shown.merged.id) + ("" if form == "html" else f".{form}"))
    suffixes = FORMS.get(shown.merged.kind, ("json", "csv", "md"))
    if form != "html" and form not in suffixes:
        raise no_such_form(form)
    if shown.merged.kind != "meeting":
        return _other(request, shown, form, suffixes)
    found = gathered(ledger, shown)
    if form == "html":
        return page(request, "gathering.html", found=found, **_about(ledger, shown), **_meeting(found, suffixes))
    return _meeting_as(request, found, form)


def _about(ledger: Ledger, shown: MergedShown) -> dict[str, Any]:
    """What every kind is shown with."""
    sides = list(dict.fromkeys(one.side for one in shown.accounts))
    titles = {one.version: one.title for one in ledger.tellings(shown.merged.id)}
    return {
        "shown": shown,
        "by_side": [(side, [one for one in shown.accounts if one.side == side]) for side in sides],
        "claims": [
            (claim.what, [(value, claimed_by(members, shown.accounts)) for value, members in claim.values])
            for claim in shown.claims
        ],
        "claimed_by": lambda members: claimed_by(members, shown.accounts),
        "source": lambda account: source_of(account, titles),
        "near": [(pair, _doubt(ledger, pair)) for pair in ledger.near(shown.merged.id, most=NEAR)],
    }


def _doubt(ledger: Ledger, pair: UncertainPair) -> Doubt | None:
    return ledger.doubt(pair.one, pair.other) if pair.verdict.outcome == "same" else None


def _meeting(found: Gathering, suffixes: tuple[str, ...]) -> dict[str, Any]:
    sides = [one.party for one in found.sides if one.party and is_party(one.party)]
    return {
        "suffixes": suffixes,
        "accounts_of": {one.record: one for one in found.shown.accounts},
        "pairs": [(one, other) for at, one in enumerate(sides) for other in sides[at + 1 :]][:6],
        "most": MOST,
        "together": urlencode([("of", version) for version in found.columns]),
    }


def _other(request: Request, shown: MergedShown, form: str, suffixes: tuple[str, ...]) -> Response:
    if form == "html":
        return page(request, "merged.html", suffixes=suffixes, **_about(room_of(request).ledger, shown))
    if form == "json":
        return as_json(shown)
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(shown)))
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](shown.accounts, Told, out))
    told = room_of(request).ledger.tellings(shown.merged.id)
    return rows(form, told, base_of(request), shown.merged.name, str(request.url))


def _meeting_as(request: Request, found: Gathering, form: str) -> Response:
    shown, base = found.shown, base_of(request)
    if form == "json":
        return as_json(plain_of(found))
    if form == "jsonld":
        return as_json(
            event_jsonld(shown.merged, found.tellings, [p for s in found.sides for p in s.people], base), form
        )
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(shown, facts_of(found))))
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](shown.accounts, Told, out))
    if form == "ics":
        # one event, whatever the number of pages that tell of it: as the account with a day that comes first tells it
        told = next((one for one in found.tellings if one.start), None)
        event = [replace(told, id=shown.merged.id)] if told else []
        return rows(form, event, base, "", "")
    return rows(form, found.tellings, base, shown.merged.name, str(request.url))
