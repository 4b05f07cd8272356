"""Office holders called by a surname alone, as agencies call those whom every reader knows: "Blinken called Lavrov".

The table of offices says who is meant on the day of the text. It is asked only where something else speaks for a person,
and either the text names the holder's state or another such name stands beside it.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import Office, fold
from communique.language.names import NameMention
from communique.language.naming import GIVEN_FIRST, called, surname
from communique.language.phrases import body_phrases
from communique.language.state_words import states_by_seat, states_in
from communique.records import Span

SHORTEST = 4
"""Letters of a surname by which alone an office holder is known: "Ma" and "Lee" are too many people's, "Xi" needs company."""
REMEMBERED = 8
"""Years after which nobody calls the holder of an office by the surname alone any more."""
NEAR = 250
"""Characters between two names that stand beside one another: a sentence."""
PERSONAL = frozenset({"labelled", "acts"})
"""What speaks for a single word being a person."""
ACTING = PERSONAL | {"subject"}
"""What does so in company."""
IN_A_BRIEF = 3
"""Office holders, at least, whom a text calls by their surnames alone, that they vouch for one another wherever they stand."""
LISTED = 3
"""Names of a list that one known name speaks for, one after the other."""
JOINED = re.compile(r",?[ \u00a0](?:and|with)[ \u00a0]|,[ \u00a0]")
"""Between two names of a list or a pair."""
KNOWN_OFFICES = knowledge.SINGLE | {
    "security adviser",
    "spokesperson",
    "official",
    "supreme leader",
    "envoy",
    "military",
}
"""Offices whose holders the news calls by surname; no president's wife, no minister among many."""
POSTED = re.compile(r"ambassador to (?!the United Nations)")
"""The title of an envoy whom few readers know by surname: one of hundreds, each in one capital."""


@cache
def _by_call() -> Mapping[str, tuple[Office, ...]]:
    """What people are called by → the offices of all who are called so."""
    found: dict[str, list[Office]] = {}
    for office in knowledge.offices():
        known = office.office in KNOWN_OFFICES and not POSTED.match(office.title)
        if known or office.code not in knowledge.states():
            words = {word for name in office.names for word in called(name.split(), office.code)[-1:]}
            whole = {fold(surname(name.split())) for name in office.names if "-" in name}  # "Kosiniak-Kamysz"
            for word in words | whole:
                found.setdefault(word, []).append(office)
    return {word: tuple(offices) for word, offices in found.items()}


@cache
def _places() -> frozenset[str]:
    """Folded names of one word of regions and bodies of states: "Scotland" is hardly Baroness Scotland."""
    named = knowledge.locals_of_states().items()
    return frozenset(fold(name) for name, (kind, _) in named if " " not in name and kind != "city")


@lru_cache(maxsize=20_000)
def holder_called(word: str, day: str | None) -> Office | None:
    """Whom a surname means on a day: the one who holds an office then, else the only one of the years before."""
    if day is None or fold(word) in _places():
        return None
    offices = _by_call().get(fold(word), ())
    now = [office for office in offices if office.held(day)] or [office for office in offices if office.perhaps(day)]
    earliest = date.fromisoformat(day).replace(day=1)
    earliest = earliest.replace(year=earliest.year - REMEMBERED)
    lately = [o for o in offices if (o.start or "0") <= day and (o.end is None or o.end >= earliest.isoformat())]
    meant = now or lately
    return meant[-1] if len({(office.person, office.code) for office in meant}) == 1 else None


def known_by_surname(mentions: Sequence[NameMention], text: str, day: str | None) -> frozenset[str]:
    """The folded words that call office holders by their surnames in a text written on `day`."""
    if day is None:
        return frozenset()
    full = {m.span: offices[0].code for m in mentions if (offices := _held(m))}
    bare: dict[str, list[NameMention]] = {}
    for mention in mentions:
        if not mention.full and not mention.titles and not _pronoun(mention, text):
            bare.setdefault(fold(mention.words[0]), []).append(mention)
    meant = {word: office for word in bare if (office := holder_called(word, day)) is not None}
    bodies = (phrase.value[1] for phrase in body_phrases().find(text) if phrase.value[0] == "organisation")
    named = {*states_in(text), *states_by_seat(text), *bodies}
    known = {
        word
        for word, office in meant.items()
        if office.code in named and office.perhaps(day) and _telling(word) and _vouched(bare[word], PERSONAL)
    }
    callers = {w: office for w, office in meant.items() if _calls(w, office) and (_distinct(w) or office.perhaps(day))}
    vouched = {word for word in callers if _vouched(bare[word], ACTING)}
    sure = known | {word for word in vouched if _distinct(word)}
    where = full | {m.span: meant[word].code for word in sure for m in bare[word]}
    known |= {word for word in vouched if _in_company(bare[word], meant[word].code, where)}
    if len(known | sure) >= IN_A_BRIEF:
        known |= {word for word in sure if meant[word].perhaps(day)}
    where = dict(full)
    for _ in range(LISTED):
        where |= {m.span: meant[word].code for word in known for m in bare[word]}
        known |= {word for word, office in callers.items() if _joined(bare[word], office.code, where, text)}
    return frozenset(known)


def _pronoun(mention: NameMention, text: str) -> bool:
    """Whether "He" opens a sentence, where it is seldom He Lifeng: "He and Prime Minister X will chair"."""
    before = text[: mention.span[0]].rstrip(" \u00a0")
    return mention.words == ("He",) and (not before or before[-1] in ".!?:\n”\"'’")


def _held(mention: NameMention) -> tuple[Office, ...]:
    return knowledge.offices_of(" ".join(mention.words)) if mention.full else ()


def _vouched(mentions: Iterable[NameMention], by: frozenset[str]) -> bool:
    """Whether something speaks for a word being a person's where it stands in running text."""
    return any(mention.vouchers & by and not mention.heading for mention in mentions)


def _telling(word: str) -> bool:
    """Whether a surname is one by itself: long enough, and no given name too."""
    return len(word) >= SHORTEST and word not in knowledge.given_names()


def _calls(word: str, office: Office) -> bool:
    """Whether a word calls a holder among others of his rank: "Xi", or "Abiy", who is called by his given name."""
    return word not in knowledge.given_names() or office.code in GIVEN_FIRST


def _distinct(word: str) -> bool:
    """Whether the table knows one person of that surname only: Lavrov, but not Brown."""
    return len({office.person for office in _by_call().get(word, ())}) == 1


def _in_company(mentions: Iterable[NameMention], code: str, where: Mapping[Span, str]) -> bool:
    """Whether the word stands beside another state's office holder."""
    return any(
        other != code and abs(span[0] - mention.span[0]) < NEAR
        for mention in mentions
        if not mention.heading
        for span, other in where.items()
    )


def _joined(mentions: Iterable[NameMention], code: str, where: Mapping[Span, str], text: str) -> bool:
    """Whether "and" or a comma joins the word to another state's office holder: "Truss and Macron"."""
    return any(
        other != code
        and (JOINED.fullmatch(text, end, mention.span[0]) or JOINED.fullmatch(text, mention.span[1], start))
        for mention in mentions
        for (start, end), other in where.items()
    )
