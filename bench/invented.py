"""Invented readings for benches of the ledger: as many as wanted, each the same in every run and process.

    python bench/invented.py 1000 > pages.jsonl

States, people, words and topics are drawn as in news: few very often, most seldom (Zipf), so that an index meets words
that half the pages hold and words that one holds. Of the pages 8 % are copies of an earlier one at another address: the
same, credited, spliced or cut short; 3 % are a later version at the same one. People, topics and sentences are made up.
"""

import argparse
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from zlib import crc32

from communique import knowledge
from communique.records import (
    Actor,
    Article,
    Commitment,
    Mechanism,
    Meeting,
    Origin,
    Part,
    Participant,
    Position,
    Reading,
    Role,
    Span,
    Statement,
)

COPIES, VERSIONS, BACK = 0.08, 0.03, 200
FIRST_DAY, DAYS = date(2015, 1, 1), 4000
OFFICES = (
    "Foreign Minister", "President", "Prime Minister", "Trade Minister", "Defence Minister", "Ambassador",
    "Deputy Foreign Minister", "Energy Minister", "Special Envoy", "Finance Minister",
)  # fmt: skip
LEADING = "USA CHN RUS DEU FRA GBR JPN IND UKR TUR IRN ISR KOR BRA SAU EGY ZAF ITA POL PAK".split()
VERBS = "expand open sign review resume finance protect train share build lift restore supply join host".split()
COMMON = (
    "the of to and in a that on for with as by its their between both will be from at an this new more on all has "
    "cooperation talks trade security agreement visit energy border support peace dialogue projects partnership "
    "exchange investment region development leaders sides relations ministers commitment efforts situation joint"
).split()
ONSETS = "b br d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
VOWELS = "a e i o u ai ea ou".split()
ENDS = ["", "", "", "n", "r", "l", "s", "m", "nd", "rk"]
HAN = "王李張劉陳楊趙黃周吳徐孫朱馬胡郭林何高梁田中山本佐藤鈴木伊東岩屋毅誠明健"


@dataclass(frozen=True)
class Draw:
    """Things drawn with weights, the first the most often."""

    things: Sequence[str]
    weights: list[float] = field(default_factory=list)

    def one(self, luck: random.Random) -> str:
        """One of them."""
        return luck.choices(self.things, cum_weights=self.weights)[0]

    def many(self, luck: random.Random, number: int) -> list[str]:
        """Several, with repetition."""
        return luck.choices(self.things, cum_weights=self.weights, k=number)


def _zipf(things: Sequence[str], power: float = 1.0) -> Draw:
    return Draw(things, list(accumulate(1 / (rank + 2) ** power for rank in range(len(things)))))


def _word(luck: random.Random, syllables: int) -> str:
    return "".join(luck.choice(ONSETS) + luck.choice(VOWELS) + luck.choice(ENDS) for _ in range(syllables))


@dataclass(frozen=True)
class Somebody:
    """An invented office holder."""

    name: str
    code: str
    office: str
    han: str


@dataclass(frozen=True)
class World:
    """All that pages are made from."""

    states: Draw
    words: Draw
    outlets: Draw
    people: dict[str, list[Somebody]]


@cache
def _world() -> World:
    luck = random.Random("a world")
    known = knowledge.states()
    codes = [*LEADING, *sorted(code for code in known if code not in LEADING and known[code].capitals)][:120]
    made = list(dict.fromkeys(_word(luck, luck.choice((2, 2, 3))) for _ in range(24_000)))[:20_000]
    people: dict[str, list[Somebody]] = {}
    for rank, code in enumerate(codes):
        for number in range(max(8, 240 // (rank + 1))):
            name = f"{_word(luck, luck.choice((1, 2))).title()} {_word(luck, 2).title()}"
            han = "".join(luck.choices(HAN, k=luck.choice((2, 3)))) if code in ("CHN", "JPN") else ""
            people.setdefault(code, []).append(Somebody(name, code, OFFICES[number % len(OFFICES)], han))
    outlets = [outlet.name for outlet in knowledge.outlets()][:60]
    return World(_zipf(codes, 0.8), _zipf(made, 0.9), _zipf(outlets), people)


class _Page:
    """Text that grows, and the records that point into it."""

    def __init__(self, luck: random.Random, number: int) -> None:
        self.luck = luck
        self.world = _world()
        self.text: list[str] = []
        self.at = 0
        self.parts: list[Part] = []
        self.actors: dict[str, Actor] = {}
        self.start = 0
        self.day = (FIRST_DAY + timedelta(luck.randrange(DAYS))).isoformat()
        self.number = number

    def put(self, text: str) -> Span:
        """Add text; where it stands."""
        start = self.at
        self.text.append(text)
        self.at += len(text)
        return (start, self.at)

    def begin(self) -> None:
        """Start a paragraph."""
        if self.at:
            self.put("\n\n")
        self.start = self.at

    def end(self, kind: str = "paragraph") -> Span:
        """Close it; its span is every sentence's evidence."""
        span = (self.start, self.at)
        self.parts.append(Part("title" if kind == "title" else "paragraph", span))
        return span

    def topic(self, least: int, most: int) -> str:
        """Some words about anything: half common ones, half from the long tail."""
        number = self.luck.randint(least, most)
        drawn = self.world.words.many(self.luck, number)
        common = self.luck.choices(COMMON, k=number)
        return " ".join(word for pair in zip(common, drawn, strict=True) for word in pair)

    def actor(self, kind: str, name: str, country: str | None, span: Span, role: str | None = None) -> str:
        """The id of an actor named at `span`."""
        if name not in self.actors:
            roles = (Role(role, country, span),) if role else ()
            made = Actor(f"a{len(self.actors) + 1}", kind, name, country, roles, (span,), "invented/1", 0.9, (span,))  # type: ignore[arg-type]
            self.actors[name] = made
        return self.actors[name].id

    def somebody(self, code: str) -> Somebody:
        """A person of a state, the first ones most often."""
        people = self.world.people[code]
        return people[min(int(self.luck.expovariate(8 / len(people))), len(people) - 1)]

    def person(self, who: Somebody) -> str:
        """Write a person's name; the id."""
        ref = self.actor("person", who.name, who.code, self.put(who.name), who.office)
        if who.han and self.luck.random() < 0.3:
            self.put(f" ({who.han})")
        return ref


def _made(number: int, seed: int) -> Reading:
    luck = random.Random(f"{seed}:{number}")
    page = _Page(luck, number)
    one = page.world.states.one(luck)
    other = page.world.states.one(luck)
    while other == one:
        other = page.world.states.one(luck)
    names = {code: knowledge.states()[code].name for code in (one, other)}
    place = knowledge.states()[one].capitals[0]
    first, second = page.somebody(one), page.somebody(other)
    page.begin()
    page.put(f"{names[one]} and {names[other]} discuss {page.topic(1, 3)}")
    title = "".join(page.text)
    page.end("title")

    page.begin()
    participants = [Participant(page.person(first), one)]
    page.put(f", {first.office} of {names[one]}, met ")
    participants.append(Participant(page.person(second), other))
    page.put(f", {second.office} of {names[other]}, in {place} to discuss {page.topic(4, 9)}.")
    told = page.end()
    mechanisms: tuple[Mechanism, ...] = ()
    session = None
    if luck.random() < 0.15:
        session = luck.randint(2, 30)
        name = f"{names[one]}-{names[other]} {page.world.words.things[hash_of(one + other) % 500].title()} Dialogue"
        page.begin()
        page.put(f"It was session {session} of the ")
        span = page.put(name)
        page.put(".")
        mechanisms = (Mechanism("k1", name, (one, other), "invented.named/1", 0.9, (span,)),)
        page.end()
    meeting = Meeting(
        "m1", luck.choice(("meeting", "talks", "visit", "call")), "held", tuple(participants), (one, other), place,
        page.day, page.day, None, "k1" if mechanisms else None, session, "invented.meet/1", 0.9, (told,),
    )  # fmt: skip

    statements = tuple(_statement(page, who, f"s{n}") for n, who in enumerate(_speakers(luck, first, second), 1))
    promises = tuple(_commitment(page, names, one, other, f"c{n}") for n in range(1, luck.randint(3, 6)))
    positions = tuple(_position(page, names, luck.choice((one, other))) for _ in range(luck.randint(0, 2)))
    for _ in range(120 if luck.random() < 0.01 else luck.randint(1, 5)):
        page.begin()
        page.put(f"{page.topic(10, 24).capitalize()}.")
        page.end()
    publisher = page.world.outlets.one(luck)
    article = Article(
        "".join(page.text), tuple(page.parts), f"https://{hash_of(publisher) % 997}.example/{number}", title, "en",
        origin=Origin(publisher, page.day, (publisher,)), reference=page.day,
    )  # fmt: skip
    actors = tuple(page.actors.values())
    return Reading(article, actors, (), mechanisms, (meeting,), statements, promises, positions)


def hash_of(text: str) -> int:
    """A number from a text, the same in every process."""
    return crc32(text.encode())


def _speakers(luck: random.Random, first: Somebody, second: Somebody) -> list[Somebody]:
    return [luck.choice((first, first, second)) for _ in range(luck.randint(5, 8))]


def _statement(page: _Page, who: Somebody, ref: str) -> Statement:
    page.begin()
    start = page.at
    source = page.person(who)
    named = (start, page.at)
    page.put(" ")
    cue = page.put(page.luck.choice(("said", "said", "stressed", "noted", "added")))
    page.put(" ")
    content = page.put(f"that {page.topic(6, 14)}")
    via: tuple[str, ...] = ()
    if page.luck.random() < 0.2:
        outlet = page.world.outlets.one(page.luck)
        page.put(", ")
        via = (page.actor("outlet", outlet, None, page.put(outlet)),)
        page.put(" reported")
    page.put(".")
    return Statement(
        ref, source, named, cue, (content,), "indirect", via, "m1", page.day, "invented.say/1", 0.8, (page.end(),)
    )


def _commitment(page: _Page, names: dict[str, str], one: str, other: str, ref: str) -> Commitment:
    page.begin()
    agreed = page.luck.random() < 0.6
    page.put(f"{names[one]} and {names[other]} agreed to " if agreed else f"{names[one]} will ")
    action = page.put(f"{page.luck.choice(VERBS)} {page.topic(4, 9)}")
    page.put(".")
    by, to = ((one, other), ()) if agreed else ((one,), (other,))
    kind = "agreed" if agreed else "pledged"
    due = f"{int(page.day[:4]) + page.luck.randint(0, 5)}-12-31" if page.luck.random() < 0.2 else None
    return Commitment(ref, kind, by, to, action, None, due, "m1", None, None, "invented.agree/1", 0.8, (page.end(),))  # type: ignore[arg-type]


def _position(page: _Page, names: dict[str, str], holder: str) -> Position:
    page.begin()
    stance = page.luck.choice(("support", "oppose", "welcome", "demand", "concern"))
    page.put(f"{names[holder]} made known: {stance}, on ")
    target = page.put(page.topic(3, 8))
    page.put(".")
    return Position(holder, stance, target, None, "invented.stance/1", 0.7, (page.end(),))  # type: ignore[arg-type]


def origin_of(number: int, seed: int = 1) -> int:
    """The page that a page is made from: itself, or the earlier one whose copy or later version it is."""
    return number - _drawn(number, seed)[1]


def _drawn(number: int, seed: int) -> tuple[float, int, random.Random]:
    luck = random.Random(f"kind {seed}:{number}")
    drawn, back = luck.random(), luck.randint(1, BACK)
    return (drawn, 0 if number <= BACK or drawn >= COPIES + VERSIONS else back, luck)


def reading(number: int, seed: int = 1) -> Reading:
    """The reading with this number."""
    drawn, back, luck = _drawn(number, seed)
    earlier = _made(number - back, seed)
    if not back:
        return earlier
    article = earlier.article
    if drawn < COPIES:
        publisher = _world().outlets.one(luck)
        copy = replace(article, url=f"https://copies.example/{number}", origin=Origin(publisher, article.reference))
        return luck.choice((_same, _same, _credited, _spliced, _cut))(replace(earlier, article=copy), luck)
    later = (date.fromisoformat(article.reference or "2020-01-01") + timedelta(luck.randint(1, 20))).isoformat()
    text = f"{article.text}\n\nUpdate: {' '.join(_world().words.many(luck, 30))}."
    origin = replace(article.origin, published=later)
    return replace(earlier, article=replace(article, text=text, reference=later, origin=origin))


def address(number: int, seed: int = 1) -> str:
    """Where a page stands: a later version where the earlier one does."""
    drawn, back, _ = _drawn(number, seed)
    if back and drawn < COPIES:
        return f"https://copies.example/{number}"
    return _made(number - back, seed).article.url or ""


def _same(copied: Reading, luck: random.Random) -> Reading:
    return copied


def _credited(copied: Reading, luck: random.Random) -> Reading:
    return _longer(copied, f"Source: {copied.article.origin.publisher}")


def _spliced(copied: Reading, luck: random.Random) -> Reading:
    brand = f"{_word(luck, 2).title()}{luck.randint(10, 99)}"
    return _longer(copied, f"Join {brand} casino today and claim 100 free spins with every first slot bonus.")


def _longer(copied: Reading, line: str) -> Reading:
    article = copied.article
    text = f"{article.text}\n\n{line}"
    part = Part("paragraph", (len(article.text) + 2, len(text)))
    return replace(copied, article=replace(article, text=text, parts=(*article.parts, part)))


def _cut(copied: Reading, luck: random.Random) -> Reading:
    """Without its last paragraphs, and without the records that stood there."""
    article = copied.article
    parts = article.parts[: max(4, round(len(article.parts) * luck.uniform(0.6, 0.95)))]
    end = parts[-1].span[1]

    def stays(record: Actor | Statement | Commitment | Position | Mechanism) -> bool:
        return record.evidence[0][1] <= end

    cut = replace(article, text=article.text[:end], parts=parts)
    mechanisms = tuple(filter(stays, copied.mechanisms))
    (meeting,) = copied.meetings
    return replace(
        copied,
        article=cut,
        actors=tuple(filter(stays, copied.actors)),
        mechanisms=mechanisms,
        meetings=(meeting if mechanisms else replace(meeting, mechanism=None, session=None),),
        statements=tuple(filter(stays, copied.statements)),
        commitments=tuple(filter(stays, copied.commitments)),
        positions=tuple(filter(stays, copied.positions)),
    )


def readings(count: int, start: int = 0, seed: int = 1) -> Iterator[Reading]:
    """`count` readings from number `start` on."""
    return (reading(number, seed) for number in range(start, start + count))


def main() -> None:
    """Write readings as JSONL."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("count", type=int)
    parser.add_argument("--start", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    for one in readings(options.count, options.start, options.seed):
        sys.stdout.write(one.to_json() + "\n")


if __name__ == "__main__":
    main()
