"""Whether two names are one person's: by name, state and office, across pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from communique import knowledge
from communique.knowledge import fold, sound
from communique.language.naming import called, fit, pieces, same
from communique.relate.entries import PersonEntry
from communique.relate.signs import Sign, Verdict, weigh

OUTSIDE = frozenset({"expert", "academia", "business", "media", "local"})
"""Offices that are none of a state's: a professor and a minister of one name are more likely two."""

VAGUE = frozenset({"official"})
"""Words for an office that holders of any other are called by, too."""

LONG_ENOUGH = 4
"""Letters of a name's part in which one letter may be a misprint; in a shorter one it makes another name."""

VOWELS = frozenset("aeiou")
"""Letters that each newsroom hears its own way in a name of another script: "Seleshi", "Sileshi"."""
RESPELT = 6
"""Letters of a name's part in which a vowel may be another."""

NEAR, FAR = 31, 400
"""Days within which a bare surname in one office is one holder's, and beyond which it may well be another's."""


def keys_of_person(entry: PersonEntry) -> Iterator[str]:
    """Under what an entry is kept: parts of its name, with state or office; a bare surname with its month as well."""
    yield from _by_name_keys(entry)
    parts = _parts(entry)
    if len(parts) == 1:
        yield f"bare {parts[0]} {entry.country}"
        yield f"bare {parts[0]} {entry.country} {entry.day[:7] if entry.day else 'never'}"
    else:
        yield from (f"full {part} {entry.country}" for part in _family(entry))


def looks_of_person(entry: PersonEntry) -> Iterator[str]:
    """Under what an entry looks for others: a bare surname among full names, and among its like only of its days; thousands of
    pages print "Wang"."""
    yield from _by_name_keys(entry)
    parts = _parts(entry)
    if len(parts) == 1:
        yield f"full {parts[0]} {entry.country}"
        yield from (f"bare {parts[0]} {entry.country} {month}" for month in _months(entry))
    else:
        yield from (f"{how} {part} {entry.country}" for part in _family(entry) for how in ("full", "bare"))


def _months(entry: PersonEntry) -> list[str]:
    if entry.day is None:
        return ["never"]
    first = date.fromisoformat(entry.day).replace(day=1)
    return [(first + timedelta(shift)).isoformat()[:7] for shift in (-1, 0, NEAR)]


def _parts(entry: PersonEntry) -> list[str]:
    return [sound(part) for part in pieces(entry.words) if len(part) > 1]


def _family(entry: PersonEntry) -> list[str]:
    return sorted({sound(part) for part in called(entry.words, entry.country)})


def _by_name_keys(entry: PersonEntry) -> Iterator[str]:
    for holder in entry.known:
        yield f"holder {holder}"
    parts = _parts(entry)
    if len(parts) == 1:
        return
    yield from (f"named {one} {other}" for one in parts for other in parts if one < other)
    if not _of_syllables(entry.words):
        yield f"bones {' '.join(sorted(''.join(ch for ch in part if ch not in VOWELS) for part in parts))}"
    yield from (f"named {part} {office} {of}" for part in parts for office, of in entry.offices if of)


def liken_people(a: PersonEntry, b: PersonEntry) -> Verdict:
    """Lay two names side by side."""
    return weigh("person", _signs(a, b))


def _signs(a: PersonEntry, b: PersonEntry) -> Iterator[Sign]:
    one, other = " ".join(a.words), " ".join(b.words)
    if a.known and b.known:
        both = sorted(set(a.known) & set(b.known))
        yield Sign("same holder", (both[0],)) if both else Sign("other holder", (a.known[0], b.known[0]))
    else:
        yield _by_names(a, b)
    if any(fold(one) == fold(name) for name in b.beside) or any(fold(other) == fold(name) for name in a.beside):
        yield Sign("namesake beside", (one, other))
    if a.country and b.country:
        yield (
            Sign("same state", (a.country,)) if a.country == b.country else Sign("other state", (a.country, b.country))
        )
    else:
        yield Sign("state open")
    yield from _by_office(a, b)
    if a.day and b.day:
        apart = abs((date.fromisoformat(a.day) - date.fromisoformat(b.day)).days)
        if apart <= NEAR:
            yield Sign("same days", (a.day[:7],))
        elif apart > FAR:
            yield Sign("years apart", (str(apart),))


def _by_names(a: PersonEntry, b: PersonEntry) -> Sign:
    """By the names as printed; where those are two, by that under which the table of offices knows one of the two."""
    found = _by_name(a, b, " ".join(a.words), " ".join(b.words))
    if found.name == "other name":
        for one, other in ((a, b), (b, a)):
            if len(one.known) == 1 and len(pieces(other.words)) > 1:
                usual = replace(one, words=tuple(one.known[0].split()))
                by_table = _by_name(usual, other, one.known[0], " ".join(other.words))
                return by_table if by_table.name != "fuller name" else found
    return found


def _by_name(a: PersonEntry, b: PersonEntry, one: str, other: str) -> Sign:
    x, y = pieces(a.words), pieces(b.words)
    if len(x) == 1 or len(y) == 1:
        short, long = (a, b) if len(x) <= len(y) else (b, a)
        if (x == y) if len(x) == len(y) else fit(short.words, long.words, long.country) == 3:
            return Sign("surname only", (" ".join(short.words), " ".join(long.words)))
        return Sign("other name", (one, other))
    if "".join(x) == "".join(y) or (sorted(x) == sorted(y) and same(a.words, b.words)):
        return Sign("same name", (one,))
    if _without_father(x, y):
        return Sign("father left out", (one, other) if len(x) < len(y) else (other, one))
    if same(a.words, b.words):
        if len(x) == len(y) and not any(len(part) == 1 for part in (*x, *y)):
            return Sign("spelt otherwise", (one, other))
        if _childs(x, y):
            return Sign("other name", (one, other))
        shorter, of_it = min((x, (one, other)), (y, (other, one)), key=lambda side: len(side[0]))
        return Sign("surname only" if any(len(part) == 1 for part in shorter) else "fuller name", of_it)
    if _misprinted(x, y):
        return Sign("spelt otherwise" if _other_vowel(x, y) else "misprint", (one, other))
    return Sign("other name", (one, other))


CHILD_OF = frozenset({"bin", "ibn", "ben", "bint", "binti", "ould"})


def _childs(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether one name is the other's father's: "Salman bin Abdulaziz", "Khalid bin Salman bin Abdulaziz"."""
    short, long = sorted((x, y), key=len)
    at = next((n for n in range(1, len(long)) if long[n : n + len(short)] == short), None)
    return at is not None and long[at - 1] in CHILD_OF


def _without_father(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether one name is the other but for "bin" and the father's name, however spelt: "Musaed Al-Aiban"."""
    short, long = sorted((x, y), key=len)
    at = next((n for n, part in enumerate(long) if part in CHILD_OF), 0)
    rest = long[at + 2 :] if at else ()
    return bool(rest) and [sound(part) for part in (*long[:at], *rest)] == [sound(part) for part in short]


def _misprinted(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether two names share a part whole and differ by one letter in the rest: "Sun Yeli", "Sun Yue-li"."""
    shared = [part for part in x if part in y]
    if not shared:
        return False
    rest = ["".join(part for part in name if part not in shared) for name in (x, y)]
    return min(map(len, rest)) >= LONG_ENOUGH and _one_letter(rest[0], rest[1])


def _other_vowel(x: tuple[str, ...], y: tuple[str, ...]) -> bool:
    """Whether two misprinted names differ in a vowel within a long word: at its end it tells Mario from Maria, and in a Chinese
    or Korean name another syllable is another name."""
    rest = [[part for part in name if part not in (x if name is y else y)] for name in (x, y)]
    if len(rest[0]) != 1 or len(rest[1]) != 1 or _of_syllables(x) or _of_syllables(y):
        return False
    one, other = rest[0][0], rest[1][0]
    if len(one) != len(other) or len(one) < RESPELT or one[-1] != other[-1]:
        return False
    return all(p == q or {p, q} <= VOWELS for p, q in zip(one, other, strict=True))


def _of_syllables(words: tuple[str, ...]) -> bool:
    """Whether a name may be Chinese, Korean or Vietnamese, by its first or last word."""
    known = _surnames_of_syllables()
    return bool(words) and (fold(words[0]) in known or fold(words[-1]) in known)


@cache
def _surnames_of_syllables() -> frozenset[str]:
    return frozenset(map(fold, knowledge.surnames()))


def _one_letter(one: str, other: str) -> bool:
    """Whether a letter put in, left out or changed, or two changed about, makes one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next((n for n, (p, q) in enumerate(zip(one, other, strict=False)) if p != q), min(len(one), len(other)))
    if len(one) == len(other):
        turned = one[at : at + 2][::-1] == other[at : at + 2] and one[at + 2 :] == other[at + 2 :]
        return one[at + 1 :] == other[at + 1 :] or turned
    short, long = sorted((one, other), key=len)
    return short[at:] == long[at + 1 :]


def _by_office(a: PersonEntry, b: PersonEntry) -> Iterator[Sign]:
    both = sorted(set(a.offices) & set(b.offices))
    if both:
        yield Sign("same office", (both[0][0],))
        return
    mine, theirs = {office for office, _ in a.offices}, {office for office, _ in b.offices}
    if not mine or not theirs:
        return
    shown = (sorted(mine)[0], sorted(theirs)[0])
    if bool(mine - OUTSIDE) != bool(theirs - OUTSIDE) and not (a.known or b.known):
        yield Sign("other walk", shown)
    elif mine - VAGUE and theirs - VAGUE:
        yield Sign("other office", shown)
