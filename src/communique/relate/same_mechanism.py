"""Whether two names are one recurring dialogue's: by the table, by the names' words, by parties and sessions."""

import re
from collections.abc import Iterator
from datetime import date
from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import ORDINALS
from communique.relate.entries import MechanismEntry
from communique.relate.signs import Sign, Verdict, weigh
from communique.relate.topics import party_words

SMALL = frozenset(
    "the of on and for between in to with at a its hold held attend chair cochair co convene conclude open launch neither nor "
    "both inaugural annual latest new next last".split()
) | frozenset(ORDINALS)
"""Words that name nothing; a name read from a headline brings the headline's verb and the session's number along."""
COUNTED = re.compile(r"\d+(?:st|nd|rd|th)")
FORMS = frozenset(
    "dialogue consultation mechanism talk forum commission committee council conference partnership framework group "
    "platform meeting level high joint bilateral regular session round policy".split()
)
"""Words for the form of a dialogue, which each side chooses for itself, and words that nearly every name has."""
FORM = 0.25
"""What such a word counts against one that names a field: set so that fields decide and forms break ties."""
CHOSEN = {"tripartite": "trilateral", "threeway": "trilateral", "intergovernmental": "government"}
"""Words of which each side takes its own for one thing."""
RANKS = {
    "summit": "leaders", "leader": "leaders", "ministerial": "ministers", "minister": "ministers", "vice": "vice",
    "deputy": "vice", "official": "officials", "senior": "officials", "expert": "experts", "working": "working level",
    "subcommission": "sub-body", "subcommittee": "sub-body", "sub": "sub-body",
}  # fmt: skip
"""Words of a name that say who meets: a ministers' dialogue and its officials' are two."""

ALL, MOST, SOME = 0.999, 0.75, 0.5
"""Shares of words (Dice, weighted) that two names have in common."""

ONE_SESSION = 4
"""Days between two accounts of when a session began, at most."""


def keys_of_mechanism(entry: MechanismEntry) -> Iterator[str]:
    """What two entries of one mechanism share at least one of."""
    if entry.known is not None:
        yield f"known {entry.known}"
    yield f"words {' '.join(sorted(_core(entry.name)))}"
    parties = " ".join(entry.parties)
    for word in _core(entry.name) if parties else ():  # without parties only the same words can make two names one
        if word not in FORMS:
            yield f"word {word} {parties}"
    for number, day in entry.sessions:
        if parties:
            yield f"session {number} {parties} {day[:7]}"


@lru_cache(maxsize=50_000)
def liken_mechanisms(a: MechanismEntry, b: MechanismEntry) -> Verdict:
    """Lay two names side by side."""
    return weigh("mechanism", _signs(a, b))


def _signs(a: MechanismEntry, b: MechanismEntry) -> Iterator[Sign]:
    if a.known and b.known:
        yield Sign("same known", (a.known,)) if a.known == b.known else Sign("other known", (a.known, b.known))
        return
    yield from _by_words(a, b)
    mine, theirs = set(a.parties), set(b.parties)
    if not mine or not theirs:
        yield Sign("parties open")
    elif mine == theirs:
        yield Sign("same parties", (", ".join(sorted(mine)),))
    elif len(mine & theirs) > 1 and (mine < theirs or theirs < mine):
        yield Sign("fewer parties", (", ".join(sorted(mine & theirs)),))
    else:
        yield Sign("other parties", (", ".join(sorted(mine)), ", ".join(sorted(theirs))))
    yield from _by_session(a, b)


def _by_words(a: MechanismEntry, b: MechanismEntry) -> Iterator[Sign]:
    one, other = _core(a.name), _core(b.name)
    common = one & other
    weight = _weight(one) + _weight(other)
    share = 2 * _weight(common) / weight if weight else 0.0
    shown = " ".join(sorted(common)) or "nothing"
    ranks = [{RANKS[word] for word in words if word in RANKS} for words in (one, other)]
    if share >= ALL:
        yield Sign("same words", (a.name,))
    elif share >= MOST:
        yield Sign("most words", (shown,))
    elif share >= SOME:
        yield Sign("some words", (shown,))
    else:
        yield Sign("few words", (a.name, b.name))
    if ranks[0] != ranks[1]:
        yield Sign("other rank", tuple(", ".join(sorted(rank)) or "nobody named" for rank in ranks))


def _by_session(a: MechanismEntry, b: MechanismEntry) -> Iterator[Sign]:
    for number, day in a.sessions:
        for other, its in b.sessions:
            if number == other:
                apart = abs((date.fromisoformat(day) - date.fromisoformat(its)).days)
                if apart <= ONE_SESSION:
                    yield Sign("same session", (day, str(number)))
                else:
                    yield Sign("other session", (str(number), day, its))
                return


def _weight(words: frozenset[str]) -> float:
    return sum(FORM if word in FORMS else 1.0 for word in words)


@cache
def _core(name: str) -> frozenset[str]:
    """The words that tell one mechanism from another: no parties, no small words, no plural."""
    words = (
        CHOSEN.get(_singular(word), _singular(word))
        for word in knowledge.mechanism_words(name.replace("-", " ").replace("–", " "))
    )
    small = SMALL | party_words()
    return frozenset(word for word in words if word not in small and not COUNTED.fullmatch(word))


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
