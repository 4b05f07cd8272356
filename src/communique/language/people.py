"""Name mentions gathered into people: one person under full name, surname, and office.

Two people of one surname stay two; a bare surname goes to the one whom the text calls so, of several to the one named
last. Nothing is corrected: what is printed stays.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from communique import knowledge
from communique.knowledge import fold
from communique.language.names import NameMention
from communique.language.naming import fit, pieces, same, surname
from communique.language.state_words import is_geography, possessor, states_in
from communique.language.surnames import holder_called, known_by_surname
from communique.language.titles import office_and_rank, office_by_title
from communique.language.vouchers import WEAK
from communique.records import Role, Span

__all__ = ["Person", "gather", "is_geography", "office_by_title", "possessor", "roles", "states_in", "surname"]

GUESSED = frozenset({"entity", "surname", "given", "state"})
"""Vouchers that a headline in title case deceives."""


LEFT = re.compile(
    r"\b(?:[Ff]ormer|[Oo]nce|[Ee]x|[Pp]reviously|[Ff]ormerly|[Ll]ong|[Ee]arlier|[Ll]ate)[ \u00a0,-]+(?:(?:the|an?)[ \u00a0])?(?:[\w’'-]+[ \u00a0]){0,3}$"
)
"""Before an office that somebody had before this one: "a former foreign minister of Ghana"."""


@dataclass(slots=True)
class Person:
    """A person while the mentions are being gathered; frozen into an `Actor` afterwards."""

    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    titles: list[tuple[Span, str | None]] = field(default_factory=list)
    vouchers: set[str] = field(default_factory=set)
    country: str | None = None
    body: str | None = None
    suggestion: str | None = None
    kin: bool = False
    heading: bool = True

    @property
    def name(self) -> str:
        """The fullest form printed."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The family name, folded for comparison."""
        return fold(surname(self.words))

    @property
    def of_a_body(self) -> bool:
        """Whether an office is printed that is of no state but of a body."""
        return any(of is not None and of not in knowledge.states() for _, of in self.titles)

    def printed(self) -> str | None:
        """The state most often printed with the person's offices."""
        states = Counter(of for _, of in self.titles if of in knowledge.states())
        return states.most_common(1)[0][0] if states else None


def gather(mentions: Iterable[NameMention], text: str, day: str | None = None) -> list[Person]:
    """People in the order in which they are first named.

    `mentions` in text order; `text` the article's; `day` (YYYY-MM-DD) when it was written, if known.
    """
    everything = _each_his_own(list(mentions), text)
    known = known_by_surname(everything, text, day)
    people: list[Person] = []
    for mention in everything:
        if mention.full and mention.vouchers - WEAK:
            _full(people, mention)
    for mention in everything:
        if not (mention.full and mention.vouchers - WEAK):
            _short(people, mention, text, known)
    for person in people:
        person.mentions.sort()
        person.titles.sort()
    for person in people:
        _with_rank(person, text)
    people = [person for person in people if not _only_in_headline(person, text) or _in_known_office(person, text, day)]
    people.sort(key=lambda person: person.mentions[0])
    return people


def _each_his_own(mentions: list[NameMention], text: str) -> list[NameMention]:
    """The mentions, two surnames in a row taken apart: "handed Trump Kim's letter" names two whom the text names in full."""
    full = {(fold(surname(m.words)), pieces(m.words)) for m in mentions if m.full}
    found: list[NameMention] = []
    for mention in mentions:
        first, last = fold(mention.words[0]), fold(mention.words[-1])
        owners = [
            {words for name, words in full if name == word and words != pieces(mention.words)} for word in (first, last)
        ]
        apart = (
            len(mention.words) == 2
            and all(owners)
            and not owners[0] & owners[1]
            and text[mention.span[1] :][:1] in ("'", "’")
        )
        if not apart or mention.titles or knowledge.offices_of(" ".join(mention.words)):
            found.append(mention)
            continue
        start, end = mention.span
        cut = end - len(mention.words[-1])
        found.append(replace(mention, span=(start, start + len(mention.words[0])), words=mention.words[:1]))
        found.append(replace(mention, span=(cut, end), words=mention.words[1:]))
    return found


def _only_in_headline(person: Person, text: str) -> bool:
    """Whether only headings name a person, by what title case deceives; in the headline even an office: "Chiefs Compare Notes"."""
    first = person.mentions[0][1] < max(text.find("\n"), 0)
    return person.heading and person.vouchers <= GUESSED | WEAK | ({"title"} if first else set())


def _in_known_office(person: Person, text: str, day: str | None) -> bool:
    """Whether a headline's office and name are those of a holder whom the table has: "Remarks by President Trump"."""
    held = holder_called(person.words[-1], day) if len(person.words) == 1 else None
    return held is not None and held.office in {office for office, _ in offices_printed(person, text)}


def _full(people: list[Person], mention: NameMention) -> None:
    exact = [person for person in people if pieces(person.words) == pieces(mention.words)]
    alike = [person for person in people if _one(person, mention)]
    if exact or alike:
        person = (exact or alike)[-1]
        if len(mention.words) > len(person.words):
            person.words = mention.words
    else:
        person = Person(mention.words, kin=mention.kin)
        people.append(person)
    _note(person, mention)


def _one(person: Person, mention: NameMention) -> bool:
    """Whether a full name is a person's; somebody's father or son bears much of the name and is another."""
    if mention.kin or person.kin:
        return False
    return same(person.words, mention.words) and not _of_another(person, mention)


def _short(people: list[Person], mention: NameMention, text: str, known: frozenset[str]) -> None:
    named = [
        (quality, person)
        for person in people
        if (quality := fit(mention.words, person.words, person.printed()))
        and not _of_another(person, mention, text)
        and not _crowned_apart(person, mention, text)
        and not _never_king(person, mention, text)
    ]
    if named:
        _note(max(named, key=lambda one: _claim(one[0], one[1], mention, text))[1], mention)
    elif mention.vouchers - WEAK or fold(mention.words[0]) in known:
        person = Person(mention.words, kin=mention.kin)
        people.append(person)
        _note(person, mention)


def _claim(quality: int, person: Person, mention: NameMention, text: str) -> tuple[bool, bool, int, bool, bool, int]:
    """How good a person's claim to a short form is: already named, of that office, called so, named in full in the paragraph,
    the one whom the text keeps calling so, named last."""
    last = max((start for start, _ in person.mentions if start < mention.span[0]), default=-1)
    theirs = {fold(text[slice(*span)]) for span, _ in person.titles}
    titled = any(fold(text[slice(*span)]) in theirs for span, _ in mention.titles)
    short = text[slice(*mention.span)]
    before = [text[slice(*span)] for span in person.mentions if span[0] < mention.span[0]]
    usual = before.count(short) >= USUAL
    paragraph = text.rfind("\n", 0, mention.span[0]) + 1
    here = any(paragraph <= start < mention.span[0] and end - start > len(short) for start, end in person.mentions)
    return last >= 0, titled, quality, here, usual, last


USUAL = 2
"""Times that a text has called somebody by his surname alone before that surname goes on being his."""


def _of_another(person: Person, mention: NameMention, text: str = "") -> bool:
    """Whether a name's office is of another state: "King Hussein of Jordan" beside Iraq's Saddam Hussein."""
    theirs = {of for _, of in person.titles if of}
    if text and not theirs:
        theirs = {code for start, _ in person.mentions if (code := possessor(text, start))}
    mine = {of for _, of in mention.titles if of}
    return bool(mine and theirs and not mine & theirs) and len(mention.words) < len(person.words)


def _crowned_apart(person: Person, mention: NameMention, text: str) -> bool:
    """Whether a short form is a monarch's and the name a minister's, or the other way round: "Sultan Ibrahim", "Anwar Ibrahim"."""

    def crowned(titles: Iterable[tuple[Span, str | None]]) -> set[bool]:
        printed = [text[slice(*span)] for span, _ in titles]
        # a prince may well be a minister
        named = (office_and_rank(title) for title in printed if fold(title) not in PRINCELY)
        return {office[0] == "monarch" for office in named if office is not None}

    mine, theirs = crowned(mention.titles), crowned(person.titles)
    return bool(mine and theirs) and not mine & theirs


PRINCELY = frozenset({"prince", "princess"})
"""Ranks of those who often hold an office as well."""
CROWNED = frozenset({"king", "queen", "emperor", "empress"})
"""Ranks that no prince has."""


def _never_king(person: Person, mention: NameMention, text: str) -> bool:
    """Whether "King Salman" is not the one of that name whom the table has in other offices only: Mohammed bin Salman."""
    crowned = any(fold(text[slice(*span)]).split()[-1] in CROWNED for span, _ in mention.titles)
    held = {office.office for office in knowledge.offices_of(person.name)} if crowned else set()
    return bool(held) and "monarch" not in held


def _with_rank(person: Person, text: str) -> None:
    """A sultan printed by one word keeps his rank as part of the name, as he is called by both: "Sultan Ibrahim"."""
    if len(person.words) != 1:
        return
    starts = {span[1] + 1: span[0] for span, _ in person.titles if text[slice(*span)] == "Sultan"}
    if starts:
        person.words = ("Sultan", *person.words)
        person.mentions = [(starts.get(start, start), end) for start, end in person.mentions]


def _note(person: Person, mention: NameMention) -> None:
    person.mentions.append(mention.span)
    person.titles.extend(mention.titles)
    person.vouchers |= mention.vouchers
    person.heading = person.heading and mention.heading


SERVES = re.compile(
    r"(?:(?P<by>\b(?:[Ee]nvoy|[Rr]epresentative|[Aa]dvis[eo]r|[Aa]ssistant|[Ss]pokes\w+|[Cc]oordinator))|[a-z])"
    r"[ \u00a0](?:of|to|for)[ \u00a0]the[ \u00a0](?:(?:UN|U\.N\.|United[ \u00a0]Nations)[ \u00a0])?$"
)
"""Before the office that another one serves: "Personal Envoy of the Secretary-General" is no Secretary-General."""


def roles(person: Person, text: str) -> tuple[Role, ...]:
    """A person's offices as printed, each once, with the body an expert's office names."""
    seen: dict[str, Role] = {}
    for span, of in person.titles:
        title = text[slice(*span)]
        served = SERVES.search(text, max(0, span[0] - 40), span[0])
        if served and (served["by"] or any(other[1] <= span[0] for other, _ in person.titles)):
            continue
        if person.body and of in knowledge.states() and not LEFT.search(text, max(0, span[0] - 60), span[0]):
            of = person.body  # "the Slovenian commissioner" is of the Commission
        seen.setdefault(fold(title), Role(title, of or person.country or person.body, span))
    return tuple(seen.values())


def offices_printed(person: Person, text: str) -> Sequence[tuple[str, int]]:
    """The offices that a person's titles name, with their ranks."""
    named = (office_and_rank(text[slice(*span)]) for span, _ in person.titles)
    return [office for office in named if office is not None]
