"""Name mentions gathered into people: one person under full name, surname, and office.

Two people of one surname stay two; a bare surname goes to the one of them named last. Nothing is corrected: a name
that is one letter away from an office holder's keeps its print and gets a suggestion.
"""

import difflib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from communique import knowledge
from communique.language.names import NameMention, fold, state_code, state_pattern
from communique.records import Role, Span

SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xiv", "xvi"})


@cache
def office_by_title() -> Mapping[str, str]:
    """The folded title of an office as printed → the office it names."""
    return {fold(title.title): title.office for title in knowledge.titles()}


@dataclass(slots=True)
class Person:
    """A person while the mentions are being gathered; frozen into an `Actor` afterwards."""

    words: tuple[str, ...]
    mentions: list[Span] = field(default_factory=list)
    titles: list[tuple[Span, str | None]] = field(default_factory=list)
    vouchers: set[str] = field(default_factory=set)
    country: str | None = None
    suggestion: str | None = None

    @property
    def name(self) -> str:
        """The fullest form printed."""
        return " ".join(self.words)

    @property
    def surname(self) -> str:
        """The family name, folded for comparison."""
        return fold(surname(self.words))


def surname(words: Sequence[str]) -> str:
    """The word by which a text calls a person again: the family name, first in Chinese and Korean names."""
    core = [word for word in words if fold(word.strip(",")) not in SUFFIXES] or list(words)
    upper = [word for word in core if word.isupper() and len(word) > 2]
    if len(upper) == 1 and len(core) > 1:
        return upper[0]
    if knowledge.surnames().get(core[0]) in ("zh", "ko") and len(core) <= 3:
        return core[0]
    return core[-1]


def _keys(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word.strip(",.")) for word in words) - SUFFIXES


def gather(mentions: Iterable[NameMention], text: str) -> list[Person]:
    """People in the order in which they are first named. `mentions` in text order; `text` the article's."""
    everything = list(mentions)
    people: list[Person] = []
    for mention in everything:
        if mention.full:
            _full(people, mention)
    for mention in everything:
        if not mention.full:
            _short(people, mention)
    for person in people:
        person.mentions.sort()
        person.titles.sort()
    people = [person for person in people if person.vouchers - {"bare"}]
    people.sort(key=lambda person: person.mentions[0])
    for person in people:
        _settle(person, text)
    return people


def _full(people: list[Person], mention: NameMention) -> None:
    keys = _keys(mention.words)
    for person in people:
        theirs = _keys(person.words)
        if (
            keys == theirs
            or ((keys < theirs or theirs < keys) and len(keys & theirs) > 1)
            or _abbreviated(person.words, mention.words)
        ):
            if len(mention.words) > len(person.words):
                person.words = mention.words
            _note(person, mention)
            return
    person = Person(mention.words)
    people.append(person)
    _note(person, mention)


def _abbreviated(a: Sequence[str], b: Sequence[str]) -> bool:
    """ "Joseph R. Biden, Jr." and "Joe Biden" (in the table of office holders), "S. Jaishankar" and his full name."""
    if fold(surname(a)) != fold(surname(b)):
        return False
    one, other = _office_person(" ".join(a)), _office_person(" ".join(b))
    if one is not None and one == other:
        return True
    short, long = sorted((a, b), key=len)
    return len(short[0].strip(".")) == 1 and fold(long[0]).startswith(fold(short[0].strip(".")))


def _office_person(name: str) -> str | None:
    folded = fold(name)
    for office in knowledge.offices():
        if folded == fold(office.person) or any(folded == fold(alias) for alias in office.aliases):
            return office.person
    return None


def _short(people: list[Person], mention: NameMention) -> None:
    word = fold(mention.words[0])
    named = [person for person in people if person.surname == word]
    if not named:
        named = [p for p in people if word in _keys(p.words) and len(word) > 2]
    named = [person for person in named if not _of_another(person, mention)]
    if not named:
        if "bare" in mention.vouchers:
            return
        person = Person(mention.words)
        people.append(person)
        _note(person, mention)
        return
    before = [person for person in named if any(span[0] < mention.span[0] for span in person.mentions)]
    _note(
        max(before or named, key=lambda p: max((s for s in p.mentions if s[0] < mention.span[0]), default=(-1, -1))),
        mention,
    )


def _of_another(person: Person, mention: NameMention) -> bool:
    """Whether a surname's office is of another state: "King Hussein of Jordan" beside Iraq's Saddam Hussein."""
    theirs = {of for _, of in person.titles if of}
    mine = {of for _, of in mention.titles if of}
    return bool(mine and theirs and not mine & theirs)


def _note(person: Person, mention: NameMention) -> None:
    person.mentions.append(mention.span)
    person.titles.extend(mention.titles)
    person.vouchers |= mention.vouchers


def _settle(person: Person, text: str) -> None:
    """The state a person acts for: as printed with the office, else from the table of office holders."""
    printed = Counter(of for _, of in person.titles if of in knowledge.states())
    if printed:
        person.country = printed.most_common(1)[0][0]
    if person.country is None:
        # "Bolivia's Luis Arce"
        person.country = next((code for span in person.mentions if (code := possessor(text, span[0]))), None)
    known = [
        office
        for office in knowledge.offices()
        if fold(office.person) == fold(person.name) or any(fold(a) == fold(person.name) for a in office.aliases)
    ]
    if person.country is None and known and known[-1].code in knowledge.states():
        person.country = known[-1].code
    if person.country is None and len(person.words) == 1 and person.titles:
        title = fold(text[slice(*person.titles[0][0])])
        fits = {
            o.code
            for o in knowledge.offices()
            if fold(surname(o.person.split())) == fold(person.words[0]) and fold(o.title) == title
        }
        if len(fits) == 1:
            person.country = fits.pop()
    if not known:
        person.suggestion = _suggestion(person, text)


def _suggestion(person: Person, text: str) -> str | None:
    """An office holder of the same state and office whose name is one letter away; None when nothing is that near."""
    if len(person.words) < 2 or not person.titles:
        return None
    titles = {fold(text[slice(*span)]) for span, _ in person.titles}
    for office in knowledge.offices():
        if office.code != person.country or fold(office.person) == fold(person.name):
            continue
        if _distance_one(fold(office.person), fold(person.name)) and any(
            fold(word) in title for title in titles for word in (office.title.split()[-1], office.office)
        ):
            return f"{office.person}, {office.title} ({office.code})"
    return None


def _distance_one(a: str, b: str) -> bool:
    if abs(len(a) - len(b)) > 1:
        return False
    changes = [op for op in difflib.SequenceMatcher(None, a, b, autojunk=False).get_opcodes() if op[0] != "equal"]
    return sum(max(i2 - i1, j2 - j1) for _, i1, i2, j1, j2 in changes) == 1


def roles(person: Person, text: str) -> tuple[Role, ...]:
    """A person's offices as printed, each once, with the body an expert's office names."""
    seen: dict[str, Role] = {}
    for span, of in person.titles:
        title = text[slice(*span)]
        seen.setdefault(fold(title), Role(title, of or person.country, span))
    return tuple(seen.values())


def states_in(text: str) -> list[str]:
    """Codes of the states named in `text`, in order, each once."""
    codes = (state_code(match[1]) for match in state_pattern().finditer(text) if not is_geography(text, match.span(1)))
    return list(dict.fromkeys(code for code in codes if code))


GEOGRAPHY = re.compile(r"[ \u00a0](?:Sea|Peninsula|Strait|Straits|Gulf|Ocean|Plateau|Desert)\b")
GEOGRAPHY_OF = re.compile(r"\b(?:Sea|Gulf|Strait|Straits|Bay|Horn)[ \u00a0]of[ \u00a0]$")


def is_geography(text: str, span: Span) -> bool:
    """Whether a state's name is only part of a sea's or a strait's: "South China Sea", "Gulf of Oman"."""
    return bool(GEOGRAPHY.match(text, span[1]) or GEOGRAPHY_OF.search(text, max(0, span[0] - 14), span[0]))


def possessor(text: str, at: int) -> str | None:
    """The state whose possessive or demonym ends right before `at` ("Japan's", "Chinese")."""
    head = text[max(0, at - 60) : at]
    for match in state_pattern().finditer(head):
        if re.fullmatch(r"(?:['’]s?)?[ \u00a0]", head[match.end() :]):
            return state_code(match[1])
    return None
