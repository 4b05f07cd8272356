"""Following a commitment through a ledger: its evidence, what people decided about it, and how it stands."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sqlalchemy import Connection, RowMapping, and_, select

from communique.ledger import together
from communique.ledger.candidates import Spot, candidates
from communique.ledger.clusters import side_of
from communique.ledger.coding import Decided, Scored, all_decisions, decisions, scores
from communique.ledger.found import Found, found_of
from communique.ledger.ids import make_id
from communique.ledger.judgements import ALIKE, alike
from communique.ledger.shown import Shown, reading_of, shown
from communique.ledger.tables import link, name, page, party, record, version
from communique.ledger.words import words
from communique.records import Article, Commitment
from communique.relate.facts import NAMED
from communique.relate.following import SAME, Evidence, follow
from communique.relate.lives import SETTLED, Life, Session, known_mechanism, life
from communique.relate.undertakings import Progress, Undertaking

SITTING = re.compile(r"\b(?:sessions?|rounds?|meetings?|dialogues?|consultations?|mechanism|commission)\b", re.I)


@dataclass(frozen=True, slots=True)
class Proposal:
    """A sentence as evidence of a commitment: what it tells, how sure, why, where it stands, what people decided.

    `span` indexes the text of `version`'s article; None where the page is no longer as it was when somebody decided.
    `score` is None for a sentence that is no longer proposed. `found_by` is the record of the commitment whose words led to
    it, `side` the state whose own account the page is.
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
    found_by: str = ""
    side: str | None = None

    @property
    def verdict(self) -> str | None:
        """What was decided last, by anybody; None where nobody has decided."""
        return max(self.decided, key=lambda one: one.made).verdict if self.decided else None


WORDINGS = 4
"""Wordings of one commitment by which evidence is looked for: what pages tell alike finds the same."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A commitment, how it stands by what was confirmed, its evidence by day, and its scores: one life for all the records
    that are one with it, which are `tellings` (none where its page is now another). `due` is as the record tells it, or, where it tells nothing, as most do."""

    commitment: Found
    sentence: str
    life: Life
    evidence: tuple[Proposal, ...]
    scores: tuple[Scored, ...]
    sessions: tuple[Session, ...] = ()
    tellings: tuple[Found, ...] = ()
    due: str | None = None


def followed(connection: Connection, ident: str, most: int, today: str) -> Followed | None:
    """Follow the commitment `ident` as all pages that tell of it word it; None when no commitment has this id."""
    promise = _promise(connection, ident)
    if promise is None:
        return None
    seen, own = promise
    told = together.tellings(connection, ident)
    wordings, own_pages = list(_wordings(connection, promise, told)), _own_pages(seen.found, told)
    best: dict[str, Proposal] = {}
    for one in wordings:
        spots = candidates(connection, one, own_pages)
        for found in follow(one, [passage for passage, _ in spots.values()], most):
            proposal = _proposal(found, spots[found.passage.ref][1], one.id)
            held = best.get(proposal.id)
            if held is None or (held.score or 0) < (proposal.score or 0):
                best[proposal.id] = proposal
    likeliest = sorted(best.values(), key=lambda p: (-(p.score or 0), p.id))[:most]
    evidence = _sided(connection, _with_decisions(connection, likeliest, decisions(connection, ident)))
    one = _filled(own, told, wordings)
    sessions = sessions_of(connection, one)
    return Followed(
        seen.found,
        own.sentence,
        life(one, _confirmed(evidence), today, sessions),
        tuple(sorted(evidence, key=lambda p: (p.day or "", p.id))),
        tuple(scores(connection, ident)),
        sessions,
        told,
        one.due,
    )


def evidence_of(connection: Connection, ident: str, evidence: str) -> Proposal | None:
    """One piece of evidence of the commitment `ident`, however many are likelier; None when nothing has this id."""
    promise = _promise(connection, ident)
    if promise is None:
        return None
    proposals: list[Proposal] = []
    told = together.tellings(connection, ident)
    for one in _wordings(connection, promise, told):
        spots = candidates(connection, one, _own_pages(promise[0].found, told))
        meant = [p for p, spot in spots.values() if make_id("evidence", spot.version["id"], p.text) == evidence]
        proposals += [_proposal(e, spots[e.passage.ref][1], one.id) for e in follow(one, meant, 1)]
    best = sorted(proposals, key=lambda p: -(p.score or 0))[:1]
    decided = [held for held in decisions(connection, ident) if held.evidence == evidence]
    return next(iter(_with_decisions(connection, best, decided)), None)


def _promise(connection: Connection, ident: str) -> tuple[Shown, Undertaking] | None:
    """A commitment on record and what is followed of it."""
    seen = shown(connection, ident)
    if seen is None or not isinstance(seen.record, Commitment):
        return None
    return seen, undertaking_of(
        seen.found, next((t for what, _, t in seen.spans if what == "evidence"), seen.found.words)
    )


def _wordings(connection: Connection, own: tuple[Shown, Undertaking], told: Sequence[Found]) -> Iterator[Undertaking]:
    """What is followed of a commitment, as its own record words it and as others do, the first pages first."""
    yield own[1]
    met = {_plain(own[0].found.words)}
    for one in told:
        if _plain(one.words) not in met and len(met) < WORDINGS:
            met.add(_plain(one.words))
            other = _promise(connection, one.id)
            if other is not None:
                yield other[1]


def _own_pages(own: Found, told: Sequence[Found]) -> set[str]:
    """The versions that announce a commitment: nothing on them is evidence of what became of it. A page that tells of it again
    later is none of them."""
    first = min((one.published for one in told if one.published), default=None)
    last = (date.fromisoformat(first) + timedelta(SAME)).isoformat() if first else ""
    return {own.version, *(one.version for one in told if (one.published or "") <= last)}


def _plain(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _filled(own: Undertaking, told: Sequence[Found], wordings: Sequence[Undertaking]) -> Undertaking:
    """What is followed of a commitment, with the day and the mechanism that its own page leaves open as others tell them."""
    days = Counter(one.due for one in told if one.due)
    mechanism = next((one.mechanism for one in wordings if one.mechanism), None)
    due = max(days, key=lambda day: (days[day], day), default=None)
    return replace(own, due=own.due or due, mechanism=own.mechanism or mechanism)


def _sided(connection: Connection, proposals: Sequence[Proposal]) -> list[Proposal]:
    """Proposals with the state whose own account each one's page is."""
    articles: dict[str, Article] = {}
    for one in proposals:
        reading = reading_of(connection, one.version) if one.version not in articles else None
        if reading is not None:
            articles[one.version] = reading.article
    return [
        replace(one, side=side_of(articles[one.version], one.address, one.publisher))
        if one.version in articles
        else one
        for one in proposals
    ]


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


def _proposal(one: Evidence, spot: Spot, found_by: str) -> Proposal:
    row = spot.version
    return Proposal(
        make_id("evidence", row["id"], one.passage.text), one.passage.text, one.passage.day, one.status, one.score,
        one.reasons, row["id"], spot.span, row["publisher"], row["title"], row["address"], (), found_by,
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
