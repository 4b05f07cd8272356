"""Whether two printed names can be one person's, and by which word a text calls somebody again.

Naming systems differ in what comes first and what is called: Xi (family name first), Abiy (given name first, a father's
after it), Petro of "Gustavo Petro Urrego", Jónsdóttir called Sigríður. The state a person acts for tells the system where
the words don't.
"""

from collections.abc import Sequence
from functools import lru_cache

from communique import knowledge
from communique.knowledge import fold, sound

SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xiv", "xvi"})
PARTICLES = frozenset(
    "van der den de von zu da do dos das del della di du la le al el bin ibn ben ould abu ter ten st".split()
)
GIVEN_FIRST = frozenset({"ETH", "ERI", "THA", "LAO", "ISL", "MMR", "MYS", "BRN", "MNG", "BTN", "KHM"})
"""States whose people are called by their first word: what follows is a father's name, or hardly used."""


def pieces(words: Sequence[str]) -> tuple[str, ...]:
    """The folded words of a name, hyphens parted, without "Jr." and numerals."""
    parts = (part for word in words for part in fold(word.strip(",.")).replace(".", " ").replace("-", " ").split())
    return tuple(part for part in parts if part not in SUFFIXES)


def _suffixes(words: Sequence[str]) -> frozenset[str]:
    return frozenset(fold(word.strip(",.")) for word in words) & SUFFIXES


def surname(words: Sequence[str]) -> str:
    """The word by which a text calls a person again: the family name, first in Chinese and Korean names."""
    core = [word for word in words if fold(word.strip(",.")) not in SUFFIXES] or list(words)
    upper = [word for word in core if word.isupper() and len(word) > 2]
    if len(upper) == 1 and len(core) > 1:
        return upper[0]
    if knowledge.surnames().get(core[0]) in ("zh", "ko") and len(core) <= 3:
        return core[0]
    return core[-1]


def called(words: Sequence[str], country: str | None) -> tuple[str, ...]:
    """The pieces by which a text calls a person again, with the particles of the family name."""
    core = pieces(words)
    if country in GIVEN_FIRST and core:
        return core[:1]
    family = pieces([surname(words)])
    at = len(core) - len(family)
    if core[at:] != family:
        return family
    while at > 1 and core[at - 1] in PARTICLES:
        at -= 1
    return core[at:]


def fit(short: Sequence[str], words: Sequence[str], country: str | None) -> int:
    """How well a short form fits a full name: 3 it is what the person is called by, 1 it is somewhere in it, 0 not."""
    mine, whole = pieces(short), pieces(words)
    if not mine or not whole:
        return 0
    name = called(words, country)
    if mine == name or (len(name) > 1 and mine == name[-1:] and name[-2] in PARTICLES):
        return 3
    if len(mine) > 1 and mine in (whole[-len(mine) :], whole[: len(mine)]):
        return 2
    if len(mine) == 1:
        return 1 if mine[0] in whole and len(mine[0]) > 2 else 0
    return 1 if _within(mine, whole) else 0


@lru_cache(maxsize=20_000)
def same(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of several words can be one person's."""
    known = known_as(one), known_as(other)
    if known[0] and known[1]:
        return bool(known[0] & known[1])
    if (left := _suffixes(one)) and (right := _suffixes(other)) and left != right:
        return False
    a, b = pieces(one), pieces(other)
    if "".join(a) == "".join(b):
        return True
    if len(a) == len(b) and _turned(a, b):
        return True
    if _initials(a) and _initials(b) and _initials(a) != _initials(b):
        return False
    short, long = sorted((a, b), key=len)
    if len(short) > 1 and _within(short, long):
        return True
    return len(a) == len(b) and all(sound(x) == sound(y) for x, y in zip(a, b, strict=True))


def known_as(words: tuple[str, ...]) -> frozenset[str]:
    """The office holders of that name, as the table calls them."""
    return frozenset(office.person for office in knowledge.offices_of(" ".join(words)))


def _initials(parts: Sequence[str]) -> frozenset[str]:
    return frozenset(part for part in parts if len(part) == 1)


def _alike(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return one == other


def _within(short: Sequence[str], long: Sequence[str]) -> bool:
    """Whether the words of `short` stand in `long` in the same order, initials for names, the last or first word whole."""
    at = 0
    for word in short:
        while at < len(long) and not _alike(word, long[at]):
            at += 1
        if at == len(long):
            return False
        at += 1
    return any(word in long and len(word) > 1 for word in short)


def _turned(one: Sequence[str], other: Sequence[str]) -> bool:
    """Family name first and last: "Iwaya Takeshi", "Takeshi Iwaya". Two given names turned are two people's."""
    if sorted(one) != sorted(other) or not any(
        tuple(one[n:]) + tuple(one[:n]) == tuple(other) for n in range(len(one))
    ):
        return False
    systems = [set(knowledge.given_names().get(word, ())) for word in one]
    return not all(named & {"et", "ar", "fa", "wa", "ea", "ur"} for named in systems)
