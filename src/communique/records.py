"""The words of the field as frozen types, and their JSON form `communique.reading/1`.

A `Span` is a half-open pair of Unicode code point offsets into `Article.text`. Days are ISO strings
(`YYYY-MM-DD`) and intervals include both ends. States are ISO 3166-1 alpha-3 codes; other parties are named.
Every type here is a value: frozen, comparable, and the same after a trip through JSON.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from communique.typed_json import RecordError, Span, builder, plain, schema_of, spans_of

__all__ = ["FORMAT", "Reading", "RecordError", "Span", "faults", "schema"]

FORMAT = "communique.reading/1"

PartKind: TypeAlias = Literal["title", "byline", "dateline", "caption", "heading", "paragraph", "quote", "list"]
ActorKind: TypeAlias = Literal["person", "state", "organ", "organisation", "outlet", "group"]
Precision: TypeAlias = Literal["day", "week", "month", "season", "quarter", "year", "years", "interval", "open"]
TimeType: TypeAlias = Literal["DATE", "TIME", "DURATION", "SET"]
MeetingKind: TypeAlias = Literal["meeting", "talks", "call", "visit", "summit", "session"]
Status: TypeAlias = Literal["held", "planned", "cancelled", "proposed"]
Manner: TypeAlias = Literal["direct", "indirect", "mixed"]
CommitmentKind: TypeAlias = Literal["agreed", "pledged", "proposed", "urged"]
Stance: TypeAlias = Literal["support", "oppose", "demand", "welcome", "concern"]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text and what it is on the page."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of itself. `published` and `modified` are ISO; `published_text` is as printed; none is a fact."""

    source: str | None = None
    author: str | None = None
    published: str | None = None
    published_text: str | None = None
    canonical: str | None = None
    modified: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a page really comes from, as far as it can be told, with the words or addresses that tell."""

    publisher: str | None = None
    published: str | None = None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Splice:
    """Foreign text that was taken out. `at` is where in the clean text it stood, when it stood in the text."""

    text: str
    where: str
    reason: str
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One clean text, its parts in order, and what is known of the page. `reference` is the day dates count from.

    `reference_since` and `reference_until` say within which days the piece was written, where no single day can be told
    or it is only known that it was written no later; None where that side is open.
    """

    text: str
    parts: tuple[Part, ...] = ()
    url: str | None = None
    title: str | None = None
    language: str | None = None
    declared: Declared = Declared()
    origin: Origin = Origin()
    splices: tuple[Splice, ...] = ()
    reference: str | None = None
    reference_reason: str | None = None
    warnings: tuple[str, ...] = ()
    reference_confidence: float | None = None
    reference_since: str | None = None
    reference_until: str | None = None

    def cut(self, span: Span) -> str:
        """The words at `span`."""
        return self.text[span[0] : span[1]]


@dataclass(frozen=True, slots=True)
class Role:
    """An office as printed; `of` is the state's code or the organisation's name."""

    title: str
    of: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: name as fully as printed; `country` the state acted for; `suggestion` when the name looks misprinted."""

    id: str
    kind: ActorKind
    name: str
    country: str | None
    roles: tuple[Role, ...]
    mentions: tuple[Span, ...]
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]
    suggestion: str | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A date expression and the days it covers; `start` and `end` are None when they can't be told.

    `type` and `value` say the same in TIMEX3 (ISO-TimeML): a month is "2024-12", the week before it "2024-W48".
    """

    span: Span
    start: str | None
    end: str | None
    precision: Precision
    relative_to: str | None
    made_by: str
    confidence: float
    type: TimeType = "DATE"
    value: str | None = None


@dataclass(frozen=True, slots=True)
class Mechanism:
    """A recurring dialogue with a name of its own."""

    id: str
    name: str
    parties: tuple[str, ...]
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Participant:
    """An actor at a meeting and the party it stands for there."""

    actor: str
    side: str | None


@dataclass(frozen=True, slots=True)
class Meeting:
    """One encounter between actors of different parties, however often the page tells of it."""

    id: str
    kind: MeetingKind
    status: Status
    participants: tuple[Participant, ...]
    parties: tuple[str, ...]
    place: str | None
    start: str | None
    end: str | None
    occasion: str | None
    mechanism: str | None
    session: int | None
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: `source` is an actor id, `content` one or more stretches, `via` the outlets, nearest first.

    `via_inherited`: outlets named with the speaker a sentence before and not in this one; they may carry it as well.
    `denied`: the source says that it is not so. `declined`: it would not say. `hedged`: it is told with reserve
    ("reportedly", "appeared to suggest", "may"). `negated`: the text says that the source did not say it.
    """

    id: str
    source: str
    source_span: Span
    cue: Span
    content: tuple[Span, ...]
    manner: Manner
    via: tuple[str, ...]
    meeting: str | None
    time: str | None
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]
    via_inherited: tuple[str, ...] = ()
    denied: bool = False
    declined: bool = False
    hedged: bool = False
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A counted list: its label as printed, how many the text claims, how many it lists."""

    label: str
    claimed: int
    listed: int


@dataclass(frozen=True, slots=True)
class Commitment:
    """An undertaking by `by` (parties), to or toward `to`; `action` is the verb phrase without subject and modal."""

    id: str
    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: Span
    field: str | None
    due: str | None
    meeting: str | None
    group: Group | None
    statement: str | None
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """A party's stance toward `target`."""

    holder: str
    stance: Stance
    target: Span
    statement: str | None
    made_by: str
    confidence: float
    evidence: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was read from one document."""

    article: Article
    actors: tuple[Actor, ...] = ()
    times: tuple[Time, ...] = ()
    mechanisms: tuple[Mechanism, ...] = ()
    meetings: tuple[Meeting, ...] = ()
    statements: tuple[Statement, ...] = ()
    commitments: tuple[Commitment, ...] = ()
    positions: tuple[Position, ...] = ()
    format: str = FORMAT

    def actor(self, ref: str) -> Actor:
        """The actor with id `ref`; KeyError when there is none."""
        for actor in self.actors:
            if actor.id == ref:
                return actor
        raise KeyError(ref)

    def to_json(self, indent: int | None = None) -> str:
        """The reading as `communique.reading/1`; the same reading always gives the same characters."""
        return json.dumps(self, default=plain, ensure_ascii=False, indent=indent)

    @staticmethod
    def from_json(text: str | bytes) -> "Reading":
        """Read `communique.reading/1` back. RecordError names what is wrong and where."""
        try:
            raw = json.loads(text)
        except ValueError as error:
            raise RecordError(f"not JSON: {error}") from None
        if not isinstance(raw, dict) or raw.get("format") != FORMAT:
            raise RecordError(f"format: expected {FORMAT!r}")
        try:
            reading: Reading = builder(Reading)(raw)
        except RecordError as error:
            raise error.within("reading") from None
        for fault in faults(reading):
            raise RecordError(fault)
        return reading


def faults(reading: Reading) -> Iterator[str]:
    """What is unsound in a reading: spans outside the text, ids used twice, references that lead nowhere."""
    length = len(reading.article.text)
    for path, span in spans_of(reading, "reading"):
        if not 0 <= span[0] <= span[1] <= length:
            yield f"{path}: span {list(span)} lies outside the text of {length} characters"
    ids: set[str] = set()
    named = (reading.actors, reading.mechanisms, reading.meetings, reading.statements, reading.commitments)
    for ref in (record.id for kind in named for record in kind):
        if ref in ids:
            yield f"id {ref!r} is used twice"
        ids.add(ref)
    yield from _dangling(reading)


def _dangling(reading: Reading) -> Iterator[str]:
    actors = {actor.id for actor in reading.actors}
    mechanisms = {mechanism.id for mechanism in reading.mechanisms}
    meetings = {meeting.id for meeting in reading.meetings}
    statements = {statement.id for statement in reading.statements}
    uses: list[tuple[str, str | None, set[str]]] = []
    for meeting in reading.meetings:
        uses += [(meeting.id, who.actor, actors) for who in meeting.participants]
        uses.append((meeting.id, meeting.mechanism, mechanisms))
    for said in reading.statements:
        uses += [(said.id, ref, actors) for ref in (said.source, *said.via, *said.via_inherited)]
        uses.append((said.id, said.meeting, meetings))
    for promise in reading.commitments:
        uses += [(promise.id, promise.meeting, meetings), (promise.id, promise.statement, statements)]
    uses += [("position", position.statement, statements) for position in reading.positions]
    for where, ref, known in uses:
        if ref is not None and ref not in known:
            yield f"{where}: {ref!r} refers to nothing"


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of `communique.reading/1`, made from the types above."""
    defs: dict[str, Any] = {}
    top = schema_of(Reading, defs)
    defs["Reading"]["properties"]["format"] = {"const": FORMAT}
    defs["Reading"]["required"].append("format")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": FORMAT, **top, "$defs": defs}
