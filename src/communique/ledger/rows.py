"""A reading as rows of the ledger's tables: a pure function, so that workers can make them and any row be remade."""

import zlib
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias

from communique.ledger.entered import Entered, entered
from communique.ledger.ids import digest_of, make_id
from communique.ledger.piece_rows import piece_row
from communique.ledger.words import BREAK, words
from communique.records import Actor, Commitment, Meeting, Position, Reading, RecordError, Span, Statement

Row: TypeAlias = dict[str, Any]

STRETCH, OVERLAP = 4000, 50
"""Words of a page indexed together, and shared with the next stretch. PostgreSQL keeps at most 255 places of a word
in one vector; "the" is 6 % of English, so that 4,000 words stay below it."""

SEVERAL = "; "
"""Between several names in one column; names have commas, but no semicolons."""

TITLE = 200
"""Words of a title that are indexed; what is longer is no title."""

LONG = 400
"""Days from which an interval counts as long. So few records have one that a search by days may look for them apart."""

LEVEL = 6
"""zlib's usual level: on readings 5.6 times smaller; level 9 gains 1 % for twice the time."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a version is called in a ledger, kept when it is read again: page and version id, and the address."""

    page: str
    version: str
    address: str | None


@dataclass(frozen=True, slots=True)
class Received:
    """A page as it came: `data` untouched, where it came from, and what the user told of it.

    `media` is that of `Page`, or "reading" for the article of a reading made elsewhere. `identity` where a ledger has
    given the version one.
    """

    name: str
    media: str
    data: bytes
    given_url: str | None = None
    given_published: str | None = None
    given_publisher: str | None = None
    identity: Identity | None = None


@dataclass(slots=True)
class Rows:
    """The rows of one version. `record`, `link`, `party`, `role` and `passage` count records from 0 in `record`."""

    page: Row
    version: Row
    blob: list[Row]
    piece: Row
    record: list[Row] = field(default_factory=list)
    name: dict[str, Row] = field(default_factory=dict)
    link: list[Row] = field(default_factory=list)
    party: list[Row] = field(default_factory=list)
    role: list[Row] = field(default_factory=list)
    passage: list[Row] = field(default_factory=list)
    entry: list[Entered] = field(default_factory=list)


def rows_of(received: Received, reading: Reading, reader: str) -> Rows:
    """Everything the ledger keeps of one page: `reader` names what read it.

    RecordError when the reading holds half of a surrogate pair, which no database takes.
    """
    article = reading.article
    sha = digest_of(received.data)
    known = received.identity or _identity(received, article.url, sha)
    try:
        read = reading.to_json().encode()
    except UnicodeEncodeError:
        raise RecordError("its text holds half of a surrogate pair") from None
    spoken = words(article.text)
    rows = Rows(
        {"id": known.page, "address": known.address},
        {
            "id": known.version,
            "page": known.page,
            "bytes": sha,
            "media": received.media,
            "name": received.name.encode("utf-8", "replace").decode(),
            "given_url": received.given_url,
            "given_published": received.given_published,
            "given_publisher": received.given_publisher,
            "reading": digest_of(read),
            "reader": reader,
            "title": article.title,
            "publisher": article.origin.publisher or article.declared.source,
            "published": article.reference or article.origin.published or article.declared.published,
        },
        [_blob(received.data), _blob(read)],
        piece_row(article, known.version),
    )
    _Writer(rows, reading).write(spoken)
    records = {row["ref"]: row["id"] for row in rows.record if row["type"] in ("meeting", "commitment")}
    rows.entry += entered(rows.version["id"], records, reading)
    if b"\\u0000" in read:
        _without_nul(rows)
    return rows


def _identity(received: Received, url: str | None, sha: str) -> Identity:
    address = received.given_url or _page_address(url)
    page = make_id("page", address or sha)
    return Identity(page, make_id("version", page, sha, received.media), address)


def _page_address(url: str | None) -> str | None:
    """The address as far as it names a page: a site's front door, which many pages call themselves, names none."""
    if url is None:
        return None
    bare = url.strip().partition("#")[0]
    rest = bare.partition("://")[2]
    return bare if rest.partition("/")[2].strip("/") else None


def _blob(data: bytes) -> Row:
    return {"sha256": digest_of(data), "size": len(data), "data": zlib.compress(data, LEVEL)}


def _without_nul(rows: Rows) -> None:
    """A NUL, which PostgreSQL refuses, becomes a space, so that offsets stay."""
    for row in (rows.version, *rows.record, *rows.name.values(), *rows.role, *rows.party):
        for key, value in row.items():
            if isinstance(value, str) and "\0" in value:
                row[key] = value.replace("\0", " ")


class _Writer:
    """Puts the records of one reading into `rows`. Kept as a class for what all of them look up."""

    def __init__(self, rows: Rows, reading: Reading) -> None:
        self.rows = rows
        self.reading = reading
        self.actors = {actor.id: actor for actor in reading.actors}
        self.meetings = {meeting.id: meeting for meeting in reading.meetings}
        self.statements = {said.id: said for said in reading.statements}
        self.mechanisms = {mechanism.id: mechanism.name for mechanism in reading.mechanisms}
        self.day: str = rows.version["published"] or ""
        self.seen: Counter[str] = Counter()
        self.ties: set[tuple[str, ...]] = set()
        self.names: dict[tuple[str, str, str | None], str] = {}

    def write(self, spoken: list[str]) -> None:
        self._page(spoken)
        for meeting in self.reading.meetings:
            self._meeting(meeting)
        for said in self.reading.statements:
            self._statement(said)
        for promise in self.reading.commitments:
            self._commitment(promise)
        for number, position in enumerate(self.reading.positions, 1):
            self._position(position, f"#{number}")
        for mechanism in self.reading.mechanisms:
            self._record(
                "mechanism",
                mechanism,
                mechanism.id,
                anchor=(mechanism.name,),
                start=self.day,
                end=self.day,
                both=mechanism.parties,
                mechanism=mechanism.name,
                words=mechanism.name,
            )

    def _page(self, spoken: list[str]) -> None:
        article = self.reading.article
        row = self._row("page", self.rows.version["id"], "page")
        row |= {"start": self.day, "end": self.day, "words": article.title or self.rows.version["name"]}
        row |= {"made_by": "pages.extract/1", "confidence": 1.0}
        number = self._add(row)
        self._publisher(number)
        for actor in self.reading.actors:
            self._tie(number, "mentioned", actor)
            for held in actor.roles:
                self._role(number, actor, held.title, held.of or "")
        for start in range(0, max(len(spoken), 1), STRETCH - OVERLAP):
            stretch = spoken[start : start + STRETCH]
            if start and len(stretch) <= OVERLAP:
                break
            title = [*words(article.title or "")[:TITLE], BREAK] if start == 0 else []
            self._passage(number, [*title, *stretch])

    def _meeting(self, meeting: Meeting) -> None:
        who = [self.actors[participant.actor] for participant in meeting.participants]
        self._record(
            "meeting",
            meeting,
            meeting.id,
            anchor=(*sorted(meeting.parties), *map(self.reading.article.cut, meeting.evidence[:1])),
            kind=meeting.kind,
            status=meeting.status,
            start=meeting.start or "",
            end=meeting.end or meeting.start or "",
            both=meeting.parties,
            participants=who,
            words=self._cut(meeting.evidence[:1]),
            **self._circumstances(meeting),
        )

    def _statement(self, said: Statement) -> None:
        meeting = self._held(said.meeting)
        source = self.actors[said.source]
        by: tuple[str, ...] = ()
        if source.country is not None and source.kind in ("state", "organ", "person", "organisation"):
            by = (source.country,)
        elif source.kind == "organisation":
            by = (source.name,)
        day = said.time or (meeting.start if meeting else None) or self.day
        self._record(
            "statement",
            said,
            said.id,
            anchor=(self._cut(said.content),),
            kind=said.manner,
            start=day,
            end=day,
            by=by,
            to=tuple(side for side in (meeting.parties if meeting else ()) if side not in by),
            sources=[source],
            via=[self.actors[ref] for ref in said.via],
            words=self._cut(said.content),
            **self._circumstances(meeting),
        )

    def _commitment(self, promise: Commitment) -> None:
        said = self.statements.get(promise.statement or "")
        # what was agreed was agreed at the meeting; what one side pledges or urges, it says on its own day
        meeting = self._held(promise.meeting) if promise.kind == "agreed" else None
        day = (meeting.start if meeting else None) or (said.time if said else None) or self.day
        self._record(
            "commitment",
            promise,
            promise.id,
            anchor=(*sorted(promise.by), self._cut((promise.action,))),
            kind=promise.kind,
            start=day,
            end=(meeting.end if meeting and meeting.start else None) or day,
            due=promise.due,
            by=promise.by,
            to=promise.to,
            sources=[self.actors[said.source]] if said else [],
            via=[self.actors[ref] for ref in said.via] if said else [],
            words=self._cut((promise.action,)),
            **self._circumstances(meeting),
        )

    def _position(self, position: Position, ref: str) -> None:
        said = self.statements.get(position.statement or "")
        day = (said.time if said else None) or self.day
        self._record(
            "position",
            position,
            ref,
            anchor=(position.holder, position.stance, self._cut((position.target,))),
            kind=position.stance,
            start=day,
            end=day,
            by=(position.holder,),
            sources=[self.actors[said.source]] if said else [],
            via=[self.actors[ref] for ref in said.via] if said else [],
            words=self._cut((position.target,)),
        )

    def _held(self, ref: str | None) -> Meeting | None:
        """A meeting that has taken place: nothing has been said yet at one that is planned."""
        meeting = self.meetings.get(ref or "")
        return meeting if meeting is not None and meeting.status == "held" else None

    def _circumstances(self, meeting: Meeting | None) -> Row:
        if meeting is None:
            return {}
        return {
            "place": meeting.place,
            "mechanism": self.mechanisms.get(meeting.mechanism or ""),
            "session": meeting.session,
        }

    def _record(
        self,
        sort: str,
        record: Any,
        ref: str,
        *,
        anchor: tuple[str, ...],
        by: tuple[str, ...] = (),
        to: tuple[str, ...] = (),
        both: tuple[str, ...] = (),
        sources: list[Actor] | None = None,
        participants: list[Actor] | None = None,
        via: list[Actor] | None = None,
        **columns: Any,
    ) -> None:
        same = "\x1f".join((sort, *anchor))
        self.seen[same] += 1
        ident = make_id(sort, self.rows.version["id"], *anchor, str(self.seen[same]))
        people = [*(sources or ()), *(participants or ())]
        row = self._row(sort, ident, ref)
        row |= columns
        row |= {"by": SEVERAL.join(by or both), "to": SEVERAL.join(to)}
        row |= {"via": SEVERAL.join(actor.name for actor in via or ())}
        row |= {"who": SEVERAL.join(dict.fromkeys(actor.name for actor in people))}
        row |= {"made_by": record.made_by, "confidence": record.confidence}
        row["long"] = _is_long(row["start"], row["end"])
        number = self._add(row)
        for tie, parties in (("by", by), ("to", to), ("among", both)):
            for side in dict.fromkeys(parties):
                self.rows.party.append({"party": side, "tie": tie, "record": number})
        for tie, actors in (("source", sources), ("participant", participants), ("via", via)):
            for actor in actors or ():
                self._tie(number, tie, actor)
        for tie in ("place", "mechanism"):
            if row[tie]:
                self._tie_name(number, tie, tie, row[tie], None)
        self._publisher(number)
        fields = [self._cut((span,)) for span in record.evidence]
        fields += [row["who"], row["via"], row["place"] or "", row["mechanism"] or ""]
        if not any(row["words"] in text for text in fields):
            fields.append(row["words"])
        self._passage(number, _joined(fields)[:STRETCH])

    def _row(self, sort: str, ident: str, ref: str) -> Row:
        unset: Row = dict.fromkeys(("kind", "status", "due", "place", "mechanism", "session"))
        empty = dict.fromkeys(("start", "end", "by", "to", "who", "via"), "")
        return {"id": ident, "type": sort, "ref": ref, **unset, **empty, "long": False}

    def _add(self, row: Row) -> int:
        self.rows.record.append(row)
        return len(self.rows.record) - 1

    def _publisher(self, number: int) -> None:
        if self.rows.version["publisher"]:
            self._tie_name(number, "publisher", "outlet", self.rows.version["publisher"], None)

    def _tie(self, number: int, tie: str, actor: Actor) -> None:
        self._tie_name(number, tie, actor.kind, actor.name, actor.country)

    def _tie_name(self, number: int, tie: str, kind: str, printed: str, country: str | None) -> None:
        ident = self._name(kind, printed, country)
        if (ident, tie, str(number)) not in self.ties:
            self.ties.add((ident, tie, str(number)))
            self.rows.link.append({"name": ident, "tie": tie, "record": number})

    def _role(self, number: int, actor: Actor, title: str, of: str) -> None:
        ident = self._name(actor.kind, actor.name, actor.country)
        if ("role", ident, title, of) not in self.ties:
            self.ties.add(("role", ident, title, of))
            self.rows.role.append({"name": ident, "title": title, "of": of, "record": number})

    def _name(self, kind: str, printed: str, country: str | None) -> str:
        known = self.names.get((kind, printed, country))
        if known is None:
            known = self.names[kind, printed, country] = make_id("name", kind, printed, country or "")
            key = f" {' '.join(words(printed))} "
            self.rows.name[known] = {"id": known, "kind": kind, "name": printed, "country": country, "key": key}
        return known

    def _passage(self, number: int, spoken: list[str]) -> None:
        self.rows.passage.append({"record": number, "words": " ".join(spoken)})

    def _cut(self, spans: tuple[Span, ...]) -> str:
        return " … ".join(" ".join(self.reading.article.cut(span).split()) for span in spans)


def _is_long(start: str, end: str) -> bool:
    try:
        return (date.fromisoformat(end) - date.fromisoformat(start)).days > LONG
    except ValueError:
        return end > start


def _joined(fields: list[str]) -> list[str]:
    out: list[str] = []
    for text in filter(None, fields):
        out += [*words(text), BREAK]
    return out
