"""Following a commitment through a ledger: its evidence, what people decided about it, and how it stands."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, RowMapping, and_, select

from communique.ledger.candidates import Spot, candidates
from communique.ledger.coding import Decided, Scored, all_decisions, decisions, scores
from communique.ledger.found import Found, found_of
from communique.ledger.ids import make_id
from communique.ledger.judgements import ALIKE, alike
from communique.ledger.shown import Shown, shown
from communique.ledger.tables import link, name, page, party, record, version
from communique.ledger.words import words
from communique.records import Commitment
from communique.relate.facts import NAMED
from communique.relate.following import Evidence, follow
from communique.relate.lives import SETTLED, Life, Session, known_mechanism, life
from communique.relate.undertakings import Progress, Undertaking

SITTING = re.compile(r"\b(?:sessions?|rounds?|meetings?|dialogues?|consultations?|mechanism|commission)\b", re.I)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence as evidence of a commitment: what it tells, how sure, why, where it stands, what people decided.

    `span` indexes the text of `version`'s article; None where the page is no longer as it was when somebody decided.
    `score` is None for a sentence that is no longer proposed.
    """

    id: str
    words: str
    day: str | None
    status: Progress
    score: float | None
    reasons: tuple[str, ...]
    version: str
    span: tuple[int, int] | None
    publisher: str | None
    title: str | None
    address: str | None
    decided: tuple[Decided, ...] = ()

    @property
    def verdict(self) -> str | None:
        """What was decided last, by anybody; None where nobody has decided."""
        return max(self.decided, key=lambda one: one.made).verdict if self.decided else None


@dataclass(frozen=True, slots=True)
class Followed:
    """A commitment, how it stands by what was confirmed, its evidence by day, and its scores."""

    commitment: Found
    sentence: str
    life: Life
    evidence: tuple[Proposal, ...]
    scores: tuple[Scored, ...]
    sessions: tuple[Session, ...] = ()


def followed(connection: Connection, ident: str, most: int, today: str) -> Followed | None:
    """Follow the commitment `ident`; None when no commitment has this id."""
    promise = _promise(connection, ident)
    if promise is None:
        return None
    seen, one = promise
    spots = candidates(connection, one, seen.found.version)
    found = follow(one, [passage for passage, _ in spots.values()], most)
    decided = decisions(connection, ident)
    proposals = [_proposal(e, spots[e.passage.ref][1]) for e in found]
    evidence = _with_decisions(connection, proposals, decided)
    sessions = sessions_of(connection, one)
    return Followed(
        seen.found,
        one.sentence,
        life(one, _confirmed(evidence), today, sessions),
        tuple(sorted(evidence, key=lambda p: (p.day or "", p.id))),
        tuple(scores(connection, ident)),
        sessions,
    )


def evidence_of(connection: Connection, ident: str, evidence: str) -> Proposal | None:
    """One piece of evidence of the commitment `ident`, however many are likelier; None when nothing has this id."""
    promise = _promise(connection, ident)
    if promise is None:
        return None
    seen, one = promise
    spots = candidates(connection, one, seen.found.version)
    meant = [
        passage for passage, spot in spots.values() if make_id("evidence", spot.version["id"], passage.text) == evidence
    ]
    proposals = [_proposal(e, spots[e.passage.ref][1]) for e in follow(one, meant, 1)]
    decided = [held for held in decisions(connection, ident) if held.evidence == evidence]
    return next(iter(_with_decisions(connection, proposals, decided)), None)


def _promise(connection: Connection, ident: str) -> tuple[Shown, Undertaking] | None:
    """A commitment on record and what is followed of it."""
    seen = shown(connection, ident)
    if seen is None or not isinstance(seen.record, Commitment):
        return None
    return seen, undertaking_of(
        seen.found, next((t for what, _, t in seen.spans if what == "evidence"), seen.found.words)
    )


def undertaking_of(found: Found, sentence: str) -> Undertaking:
    """A commitment on record as it is followed. Its mechanism is one that its own words name, or, where they only speak
    of "the next session", that of its meeting."""
    action = found.words
    named = NAMED.search(action)
    mechanism = named[0] if named else None
    if mechanism is None and found.mechanism and SITTING.search(action):
        mechanism = found.mechanism
    said = " ".join(sentence.split())
    return Undertaking(
        found.id, found.by, found.to, action, said, found.start, found.due, mechanism, found.kind or "agreed"
    )


def _proposal(one: Evidence, spot: Spot) -> Proposal:
    row = spot.version
    return Proposal(
        make_id("evidence", row["id"], one.passage.text), one.passage.text, one.passage.day, one.status, one.score,
        one.reasons, row["id"], spot.span, row["publisher"], row["title"], row["address"],
    )  # fmt: skip


def _with_decisions(
    connection: Connection, proposals: Sequence[Proposal], decided: Sequence[Decided]
) -> list[Proposal]:
    """Proposals with what was decided about them; a sentence that was decided on stays, proposed or not."""
    made: dict[str, Proposal] = {p.id: p for p in proposals}
    for one in decided:
        ident = one.evidence if one.evidence in made else _read_anew(one, made)
        if ident is None:
            ident = one.evidence
            made[ident] = _kept(connection, one)
        held = made[ident]
        status: Progress = one.status if one.verdict == "confirm" else held.status
        made[ident] = replace(held, decided=(*held.decided, one), status=status)
    return list(made.values())


def _read_anew(one: Decided, made: dict[str, Proposal]) -> str | None:
    """The sentence that stands where one was decided on, of a page that is read otherwise now."""
    near = [(alike(one.words, p.words), p.id) for p in made.values() if p.version == one.page_version]
    best = max(near, default=(0.0, ""))
    return best[1] if best[0] >= ALIKE else None


def _kept(connection: Connection, one: Decided) -> Proposal:
    told = select(version, page.c.address).join(page, page.c.id == version.c.page)
    row = connection.execute(told.where(version.c.id == one.page_version)).mappings().first()
    cells: RowMapping | dict[str, None] = row if row is not None else dict.fromkeys(("publisher", "title", "address"))
    return Proposal(
        one.evidence, one.words, one.day, one.status, None, (), one.page_version, None,
        cells["publisher"], cells["title"], cells["address"],
    )  # fmt: skip


def _confirmed(evidence: Sequence[Proposal]) -> list[tuple[str | None, Progress]]:
    """What counts: sentences that somebody confirmed and nobody rejected."""
    return [(p.day, p.status) for p in evidence if p.decided and all(d.verdict == "confirm" for d in p.decided)]


def sessions_of(connection: Connection, one: Undertaking) -> tuple[Session, ...]:
    """Sessions on record of the mechanism that a commitment speaks of, the newest first."""
    if one.mechanism is None:
        return ()
    known = known_mechanism(one.mechanism)
    spelt = known.names if known is not None else (one.mechanism,)
    ids: set[str] = set()
    for called in spelt:
        parts = [name.c.key.contains(f" {word} ", autoescape=True) for word in words(called) if len(word) > 2]
        if parts:
            ids |= set(connection.execute(select(name.c.id).where(name.c.kind == "mechanism", and_(*parts))).scalars())
    if not ids:
        return ()
    tied = select(link.c.record).where(link.c.name.in_(sorted(ids)), link.c.tie == "mechanism")
    wanted = select(record).where(
        record.c.n.in_(tied), record.c.type == "meeting", record.c.last, record.c.start != "", record.c.status == "held"
    )
    for side in one.by if len(one.by) == 2 else ():
        there = select(party.c.record).where(party.c.party == side)
        wanted = wanted.where(record.c.n.in_(there))
    found: dict[tuple[str, int | None], Session] = {}
    for row in connection.execute(wanted.order_by(record.c.start.desc(), record.c.id)).mappings():
        key = (row["start"], row["session"])
        found.setdefault(key, Session(row["mechanism"] or one.mechanism, row["session"], row["start"], row["place"]))
    return tuple(found.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """A commitment in one line, with how it stands by what people confirmed."""

    id: str
    start: str | None
    status: Progress
    since: str | None
    due: str | None
    overdue: bool
    kind: str | None
    by: tuple[str, ...]
    to: tuple[str, ...]
    words: str
    waits_for: str | None
    mechanism: str | None
    confirmed: int
    publisher: str | None
    title: str | None
    address: str | None
    page: str

    @property
    def open(self) -> bool:
        """Whether it can still be kept: neither settled nor past its date."""
        return self.status not in SETTLED and self.status != "lapsed" and not self.overdue


def standing(connection: Connection, ident: str, today: str) -> Standing | None:
    """How one commitment stands; None where no commitment has this id."""
    row = select(record).where(record.c.id == ident, record.c.type == "commitment")
    return next(standings(connection, connection.execute(row).mappings().all(), today), None)


def standings(connection: Connection, rows: Iterable[RowMapping], today: str) -> Iterator[Standing]:
    """How commitments on record stand, without looking for new evidence."""
    decided = all_decisions(connection)
    for found in found_of(connection, rows):
        one = undertaking_of(found, found.words)
        by_sentence: dict[str, list[Decided]] = {}
        for d in decided.get(found.id, ()):
            by_sentence.setdefault(d.evidence, []).append(d)
        confirmed: list[tuple[str | None, Progress]] = [
            (some[-1].day, some[-1].status)
            for some in by_sentence.values()
            if all(d.verdict == "confirm" for d in some)
        ]
        held = life(one, confirmed, today)
        yield Standing(
            found.id, found.start, held.status, held.since, found.due, held.overdue, found.kind, found.by, found.to,
            found.words, held.waits_for, one.mechanism, len(confirmed), found.publisher, found.title, found.address,
            found.page,
        )  # fmt: skip
