"""Review of pairs: two records that may be one, with the words of both; a decision is a key, and going on is none."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS
from communique.ledger.pairs import PairJudged, UncertainPair
from communique.ledger.store import Ledger
from communique.relate.signs import KINDS, Kind, Outcome
from communique.web.entering import Editor, MayNot, OwnForm
from communique.web.forms import no_such_form, plain_note, written
from communique.web.rendering import page
from communique.web.room import Room, room_of

router = APIRouter()

SEEN = 200
"""Pairs up to which somebody may go on without deciding."""

Asked = Annotated[Literal[Kind, ""], Query()]
Skipped = Annotated[int, Query(alias="from", ge=0, le=SEEN)]


@router.get("/review/pairs")
def pairs(request: Request, user: Editor, kind: Asked = "", skipped: Skipped = 0) -> Response:
    """The likeliest pair that nobody has judged; `from` counts those that were gone on from."""
    room = room_of(request)
    found = room.ledger.pairs(kind or None, limit=skipped + 2)[skipped:]
    pair = found[0] if found else None
    return page(
        request,
        "likeness.html",
        kinds=KINDS,
        kind=kind or "",
        skipped=skipped,
        more=len(found) > 1 and skipped < SEEN,
        pair=pair,
        sides=_sides(room, pair) if pair else (),
        doubt=room.ledger.doubt(pair.one, pair.other) if pair and pair.verdict.outcome == "same" else None,
        last=last_decided(room, user.name),
    )


@dataclass(frozen=True, slots=True)
class PairRow:
    """A pair that may be one as a line of a table, with what keeps it apart where it fits."""

    one: str
    other: str
    kind: str
    one_label: str
    other_label: str
    outcome: Outcome
    points: float
    reasons: tuple[str, ...]
    doubt: str | None


@router.get("/review/pairs.{form}")
def formed(request: Request, user: Editor, form: str, kind: Asked = "") -> Response:
    """The likeliest pairs that nobody has judged, in another form."""
    if form not in TEXT_FORMS:
        raise no_such_form(form)
    ledger = room_of(request).ledger
    return written(
        form, lambda out: TEXT_FORMS[form](pair_rows(ledger, ledger.pairs(kind or None, limit=SEEN)), PairRow, out)
    )


def pair_rows(ledger: Ledger, found: Iterable[UncertainPair]) -> Iterator[PairRow]:
    """Pairs line by line."""
    for pair in found:
        doubt = ledger.doubt(pair.one, pair.other) if pair.verdict.outcome == "same" else None
        yield PairRow(
            pair.one, pair.other, pair.kind, pair.one_label, pair.other_label, pair.verdict.outcome,
            pair.verdict.points, pair.verdict.reasons, doubt.reason if doubt else None,
        )  # fmt: skip


def _sides(room: Room, pair: UncertainPair) -> tuple[tuple[str, str, str, str], ...]:
    """Both sides: the id, what it tells in a line, the words it stands on, and where they stand."""
    told = ((pair.one, pair.one_label), (pair.other, pair.other_label))
    return tuple((ident, label, *room.ledger.words_of(ident)) for ident, label in told)


@router.post("/review/pairs/undo", dependencies=[OwnForm])
def undo(request: Request, user: Editor, back: Annotated[str, Form()] = "") -> Response:
    """Take back one's own last decision on a pair, where nobody has decided on one since."""
    room = room_of(request)
    last = last_decided(room, user.name)
    if last is None:
        raise MayNot("the last decision on a pair is not yours, so it is not for you to take back")
    room.ledger.undo(user.name)
    room.desk.note(user.name, "undo pair", f"{last.one} {last.other}", last.verdict)
    return RedirectResponse(_address(back), 303)


@router.post("/review/pairs", dependencies=[OwnForm])
def judge(
    request: Request,
    user: Editor,
    one: Annotated[str, Form()],
    other: Annotated[str, Form()],
    verdict: Annotated[Outcome, Form()],
    note: Annotated[str, Form(max_length=2000)] = "",
    back: Annotated[str, Form()] = "",
) -> Response:
    """Decide on a pair; not on one that somebody else decided on while the page was open."""
    room = room_of(request)
    if any({held.one, held.other} == {one, other} for held in holding(room)):
        raise MayNot("this pair is decided on already; take that back before you decide anew")
    room.ledger.judge_pair(one, other, verdict, plain_note(note), user.name)
    room.desk.note(user.name, "judge pair", f"{one} {other}", verdict)
    return RedirectResponse(_address(back), 303)


def holding(room: Room) -> list[PairJudged]:
    """What was decided on pairs and nobody has taken back, from the first to the last."""
    every = room.ledger.pair_judgements()
    gone = {one.undoes for one in every}
    return [one for one in every if one.undoes is None and one.n not in gone]


def last_decided(room: Room, who: str) -> PairJudged | None:
    """The last decision on a pair, where it is one's own."""
    held = holding(room)
    return held[-1] if held and held[-1].judge == who else None


def _address(back: str) -> str:
    """An address of this review; anything else leads to its beginning."""
    return back if back.startswith("/review/pairs?") else "/review/pairs"
