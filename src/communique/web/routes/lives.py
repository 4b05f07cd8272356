"""What became of a commitment: its words on each page, its life as a line of evidence that people confirm or reject, and
coders' scores."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated, Literal, get_args

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS
from communique.exports.atom import to_feed
from communique.exports.calendar import write_ics
from communique.exports.following import mark, to_json, to_markdown
from communique.exports.lives import entries_of
from communique.ledger.coding import STAGES, Decision, Stage
from communique.ledger.following import Followed, Proposal
from communique.relate.agreement import Agreement
from communique.relate.undertakings import Progress
from communique.web.charts import Mark, legible, marks
from communique.web.entering import Editor, OwnForm, Reader
from communique.web.forms import MEDIA, no_such_form, plain_note, written
from communique.web.gathering import source_of
from communique.web.naming import address, is_party
from communique.web.rendering import page
from communique.web.room import Room, base_of, room_of

router = APIRouter()

PROPOSED = 10
"""Sentences that are proposed, as `communique follow` does."""

FORMS = ("json", "csv", "md", "atom", "ics")

ON_THE_LINE = 24
"""Points of the line that is drawn: what is more stands in the list alone."""

Note = Annotated[str, Form(max_length=2000)]


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in the life of a commitment: that it was made, a sentence of evidence, its due date, today."""

    day: str | None
    what: str
    evidence: Proposal | None = None
    mark: str = ""


@router.get("/commitments/{ident}/life")
@router.get("/commitments/{ident}/life.{form}")
def life(request: Request, user: Reader, ident: str, form: str = "html") -> Response:
    """A commitment and what became of it."""
    room = room_of(request)
    found = followed(room, ident)
    if form != "html":
        return _formed(request, found, form)
    one = found.commitment
    merged = room.ledger.cluster(found.tellings[0].id) if found.tellings else None
    scorers = {score.coder for score in found.scores}
    parties = [side for side in dict.fromkeys((*one.by, *one.to)) if is_party(side)]
    moments = moments_of(found, room.day)
    titles = {telling.version: telling.title for telling in found.tellings}
    accounts = merged.accounts if merged is not None else ()
    return page(
        request,
        "life.html",
        found=found,
        one=one,
        merged=merged,
        wordings={account.record: source_of(account, titles) for account in accounts},
        source=lambda account: source_of(account, titles),
        moments=moments,
        line=line_of(moments),
        statuses=get_args(Progress),
        mine=[score for score in found.scores if score.coder == user.name],
        agreement=_agreement(room, scorers),
        pair=tuple(sorted(parties)) if len(parties) == 2 else None,
        suffixes=FORMS,
        at=f"{address(ident)}/life",
        today=room.day,
    )


def followed(room: Room, ident: str) -> Followed:
    """What became of a commitment. Models that it asks serve one at a time."""
    with room.reading:
        return room.ledger.follow(ident, most=PROPOSED, today=room.day)


def moments_of(found: Followed, today: str) -> list[Moment]:
    """The life in order of days; what has no day stands at the end."""
    one = found.commitment
    made = [Moment(one.start, "made")]
    made += [Moment(proposal.day, proposal.status, proposal, mark(proposal)) for proposal in found.evidence]
    made += [Moment(found.due, "due")] if found.due else []
    made.append(Moment(today, "today"))
    return sorted(made, key=lambda moment: (moment.day is None, moment.day or "", moment.what == "today"))


def line_of(moments: Sequence[Moment]) -> list[Mark]:
    """The moments that have a day as points of a line, one for each day."""
    days: dict[str, dict[str, None]] = {}
    for moment in moments:
        if moment.day:
            days.setdefault(moment.day, {})[moment.what] = None
    return legible(marks([(day, ", ".join(told)) for day, told in list(days.items())[:ON_THE_LINE]]))


def _agreement(room: Room, coders: set[str]) -> Sequence[Agreement]:
    """How far those who scored this commitment agree, over all that they scored both."""
    every = (one for stage in STAGES for one in room.ledger.agreement(_stage(stage)))
    return [one for one in every if {one.one, one.other} <= coders]


def _stage(stage: str) -> Stage:
    return "final" if stage == "final" else "interim"


def _formed(request: Request, found: Followed, form: str) -> Response:
    one = found.commitment
    if form == "json":
        return Response(f"{to_json(found)}\n".encode("utf-8", "replace"), media_type=MEDIA["json"])
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(found)))
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](found.evidence, Proposal, out))
    if form == "ics":
        return written(form, lambda out: write_ics([replace(one, due=found.due)], out, base_of(request)))
    if form == "atom":
        title = f"What became of: {one.words}"
        feed = to_feed(entries_of(found, base_of(request)), ("life", one.id), title, one.start or room_of(request).day)
        return written(form, lambda out: out.write(feed))
    raise no_such_form(form)


@router.post("/commitments/{ident}/evidence", dependencies=[OwnForm])
def decide(
    request: Request,
    user: Editor,
    ident: str,
    evidence: Annotated[str, Form(max_length=200)],
    verdict: Annotated[Decision, Form()],
    status: Annotated[Literal[Progress, ""], Form()] = "",
    note: Note = "",
) -> Response:
    """Confirm or reject a sentence as evidence, or take one's own last word on it back."""
    decided(room_of(request), user.name, ident, evidence, verdict, status or None, note)
    return RedirectResponse(f"{address(ident)}/life#{evidence}", 303)


@router.post("/commitments/{ident}/score", dependencies=[OwnForm])
def score(
    request: Request,
    user: Editor,
    ident: str,
    value: Annotated[Literal["-1", "0", "1", "none"], Form()],
    stage: Annotated[Stage, Form()] = "interim",
    note: Note = "",
) -> Response:
    """Score how far a commitment was complied with, under one's own name, or take one's last score of a stage back."""
    scored(room_of(request), user.name, ident, None if value == "none" else int(value), stage, note)
    return RedirectResponse(f"{address(ident)}/life#scores", 303)


def decided(
    room: Room, who: str, ident: str, evidence: str, verdict: Decision, status: Progress | None, note: str | None
) -> None:
    """Put a decision on a sentence into the ledger, and who took it into the log. What it tells counts only
    where it is confirmed."""
    with room.reading:
        told = status if verdict == "confirm" else None
        room.ledger.decide(ident, evidence, verdict, who, plain_note(note), told)
    room.desk.note(who, f"{verdict} evidence", ident, evidence)


def scored(room: Room, who: str, ident: str, value: int | None, stage: Stage, note: str | None) -> None:
    """Put a coder's score into the ledger, or take it back (None), and note it in the log."""
    room.ledger.score(ident, value, who, final=stage == "final", note=plain_note(note))
    room.desk.note(who, "score", ident, f"{stage} {'none' if value is None else value}")
