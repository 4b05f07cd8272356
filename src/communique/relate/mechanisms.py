"""Which tellings mean one mechanism.

A mechanism is the one of the table (`knowledge/mechanisms.csv`) where a name of it is told, or its name without the states
by the parties that it has there; else what tellings have in common: the same words in any order, without those for
states, and parties that don't contradict one another.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from communique import knowledge
from communique.knowledge import KnownMechanism


@dataclass(frozen=True, slots=True)
class Telling:
    """A record of a page that names a mechanism: a `meeting`, what was said or agreed at one, or the bare `mechanism`.

    `parties` may be none; `session` is its number; days are YYYY-MM-DD, empty when open; `people` are (name, state).
    """

    id: str
    page: str
    type: str
    name: str
    parties: tuple[str, ...]
    status: str | None = None
    session: int | None = None
    start: str = ""
    end: str = ""
    place: str | None = None
    people: tuple[tuple[str, str | None], ...] = ()
    words: str = ""


def word_key(name: str) -> tuple[str, ...]:
    """The same for all names that may mean one mechanism: their words without those for states, in alphabetical order. Of
    a name in the table the words of its first name there."""
    known = knowledge.mechanism_called(name)
    return _bare(known.name if known else name)


@cache
def _bare(name: str) -> tuple[str, ...]:
    return tuple(sorted(set(knowledge.mechanism_words(name)) - set(_states_in(name))))


@cache
def _states_in(name: str) -> dict[str, str]:
    """The words for states in a name, each with the state's code."""
    words = knowledge.mechanism_words(name)
    found: dict[str, str] = {}
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            here = words[at : at + size]
            code, how = knowledge.state_by_name().get(" ".join(here), ("", ""))
            if how in ("name", "demonym") and not found.keys() & set(here):
                found |= dict.fromkeys(here, code)
    return found


@cache
def _table() -> dict[tuple[tuple[str, ...], frozenset[str]], KnownMechanism | None]:
    """Known mechanisms by their bare words and parties; None where several share both."""
    found: dict[tuple[tuple[str, ...], frozenset[str]], KnownMechanism | None] = {}
    for known in knowledge.mechanisms():
        for bare in {_bare(name) for name in known.names}:
            key = (bare, frozenset(known.parties))
            found[key] = None if key in found else known
    return found


def groups(tellings: Iterable[Telling]) -> list[tuple[KnownMechanism | None, list[Telling]]]:
    """Tellings by the mechanism they mean, in an order that doesn't hang on theirs."""
    by_table: defaultdict[str, list[Telling]] = defaultdict(list)
    by_words: defaultdict[tuple[str, ...], list[Telling]] = defaultdict(list)
    table = {known.name: known for known in knowledge.mechanisms()}
    for telling in tellings:
        known = knowledge.mechanism_called(telling.name)
        if known is not None:
            by_table[known.name].append(telling)
        else:
            by_words[_bare(telling.name)].append(telling)
    unknown: list[tuple[KnownMechanism | None, list[Telling]]] = []
    for words, several in sorted(by_words.items()):
        for parties, group in _by_parties(several):
            known = _table().get((words, parties))
            if known is not None:
                by_table[known.name] += group
            else:
                unknown.append((None, group))
    return [*((table[name], group) for name, group in sorted(by_table.items())), *unknown]


def _by_parties(tellings: Sequence[Telling]) -> list[tuple[frozenset[str], list[Telling]]]:
    """Tellings of one name parted by who takes part, page by page. A page that names fewer parties belongs to the group
    whose parties include them, if there is but one such group."""
    sides_of = {telling.page: frozenset(_states_in(telling.name).values()) for telling in tellings}
    for telling in tellings:
        # who says or promises something need not be a party to the mechanism
        if telling.type in ("mechanism", "meeting"):
            sides_of[telling.page] |= frozenset((*telling.parties, *_states_in(telling.name).values()))
    wholes: list[frozenset[str]] = []
    for sides in sorted(set(sides_of.values()), key=lambda one: (-len(one), sorted(one))):
        if sum(sides <= whole for whole in wholes) != 1:
            wholes.append(sides)
    found: dict[frozenset[str], list[Telling]] = {whole: [] for whole in wholes}
    for telling in tellings:
        sides = sides_of[telling.page]
        found[sides if sides in found else next(whole for whole in wholes if sides <= whole)].append(telling)
    return [(parties, group) for parties, group in found.items() if group]
