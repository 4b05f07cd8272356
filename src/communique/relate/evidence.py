"""How much a later sentence has to do with a commitment: what speaks for it and against it, each a reason in words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.models.embeddings import embed
from communique.relate.deeds import parsed, told
from communique.relate.facts import NAMED, STEM
from communique.relate.meanings import ground, unit
from communique.relate.progress import by_other, cues_in, promise_of, recalls
from communique.relate.topics import party_words, topics_in
from communique.relate.undertakings import Passage, Undertaking, parties_named

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
EMPTY = frozenset(
    "about above after again all also although and any are been before both but can could did does during each for from "
    "had has have her here his how into its itself may more most must new not now off once one only other our out over "
    "own said same say says shall she should side sides since some still such than that the their them then there these "
    "they this those through time two under until upon was were what when where which while who whom will with without "
    "would year years day days month months state states country countries government governments minister ministers "
    "president presidents prime foreign agreed agree agreement leaders leader officials official first another".split()
)
GIST = 24
"""Words of a sentence, without parties' names, whose meaning is compared: more seldom changes what it is about."""
NAME = 2.0
"""How much more a name counts than another word, where it is no party's."""


@dataclass(frozen=True, slots=True)
class Traits:
    """A text's words for comparison: stems with weights and the words they are of, topics, parties named, mechanisms' names."""

    stems: dict[str, float]
    words: dict[str, str]
    topics: frozenset[str]
    named: tuple[str, ...]
    mechanisms: tuple[frozenset[str], ...]
    numbers: frozenset[str]
    gist: str


@lru_cache(maxsize=20_000)
def traits(text: str, known: tuple[str, ...]) -> Traits:
    """What of a text can be compared; `known` are parties to look for that stand in no table."""
    named = parties_named(text, known)
    stems: dict[str, float] = {}
    words: dict[str, str] = {}
    gist = []
    lower = set()
    for match in WORD.finditer(text):
        word = match[0]
        folded = re.sub(r"['’]s$", "", word.casefold())
        party = any(at <= match.start() < at + len(word) for at in named) or folded in party_words()
        if not party:
            gist.append(word)
        if len(folded) < 3 or folded in EMPTY or party or folded[0].isdigit():
            continue
        name = word[0].isupper() and match.start() > 0 and folded not in lower
        if word[0].islower():
            lower.add(folded)
        words.setdefault(_stem(folded), folded)
        stems[_stem(folded)] = max(stems.get(_stem(folded), 0.0), NAME if name else 1.0)
    return Traits(
        stems,
        words,
        frozenset(topics_in(text)),
        tuple(dict.fromkeys(named.values())),
        tuple(_mechanism(match[0]) for match in NAMED.finditer(text)),
        frozenset(re.findall(r"(?<![\w-])\d[\d.,]*\d|\b\d\b", text)),
        " ".join(gist[:GIST]),
    )


def _stem(word: str) -> str:
    for ending in ("ing", "ies", "ed", "es", "s", "e", "y", "ion", "al"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:STEM]


def _mechanism(name: str) -> frozenset[str]:
    words = knowledge.mechanism_words(name)
    return frozenset(
        w for w in words if w not in ("the", "of", "and", "on", "high", "level", "joint") and w not in party_words()
    )


def features(one: Undertaking, passage: Passage, meaning: float) -> dict[str, float]:
    """What can be told without a parse. `meaning` is the cosine of their words' vectors."""
    ours = traits(one.action, one.parties)
    whole = traits(f"{one.sentence} {one.mechanism or ''}", one.parties)
    theirs = traits(passage.text, _known(one, passage))
    shared = sum(w for s, w in ours.stems.items() if s in theirs.stems)
    total = sum(ours.stems.values()) or 1.0
    context = sum(w for s, w in whole.stems.items() if s in theirs.stems and s not in ours.stems)
    there = {*passage.parties, *theirs.named}
    topics = len(ours.topics & theirs.topics) / (len(ours.topics) or 1)
    strangers = [p for p in theirs.named if p not in one.parties and (p in knowledge.states() or p in passage.parties)]
    parties = [p for p in one.parties if p[:1].isupper()]  # "developed countries" are named by nobody
    absent = [p for p in parties if p not in there]
    return {
        "meaning": meaning,
        "words": shared / total,
        "deed words": float(bool(deed_stems(one.action) & theirs.stems.keys())),
        "context": min(context, 4.0) / 4,
        "topics": topics,
        "parties": 1 - len(absent) / (len(parties) or 1),
        "named": len([p for p in one.parties if p in theirs.named]) / (len(one.parties) or 1),
        "stranger": float(bool(strangers) and not all(p in theirs.named for p in one.parties)),
        "absent": float(bool(absent)),
        "numbers": float(bool(ours.numbers & theirs.numbers)),
        "mechanism": _same_mechanism(one, whole, theirs),
    }


@lru_cache(maxsize=1000)
def deed_stems(action: str) -> frozenset[str]:
    """Stems of the words by which the deed may be told of."""
    promise = promise_of(action)
    words = [w for deed in promise.deeds for w in (*deed.done, *deed.undone, *deed.nouns)]
    return frozenset(_stem(w) for w in (*words, *promise.verbs) if " " not in w)


def names_matter(one: Undertaking, passage: Passage) -> bool:
    """Whether a passage names anything of what was promised, beside the deed itself and the parties."""
    ours = traits(one.action, one.parties)
    theirs = traits(passage.text, _known(one, passage))
    matter = ours.stems.keys() - deed_stems(one.action)
    return not matter or bool(
        matter & theirs.stems.keys() or ours.topics & theirs.topics or ours.numbers & theirs.numbers
    )


def _same_mechanism(one: Undertaking, ours: Traits, theirs: Traits) -> float:
    """1 where both name one mechanism, -1 where they name two, 0 where one names none."""
    wanted = [m for m in (*ours.mechanisms, *((_mechanism(one.mechanism),) if one.mechanism else ())) if m]
    if not wanted or not theirs.mechanisms:
        return 0.0
    best = max(len(a & b) / len(a | b) for a in wanted for b in theirs.mechanisms if a | b)
    return 1.0 if best >= 0.5 else -1.0


def read_features(one: Undertaking, passage: Passage) -> dict[str, float]:
    """What only a parse tells: whether the deed is told of, by whom, and whether the promise is only recalled."""
    verbs = list(told(parsed(passage.text), promise_of(one.action)))
    others = [verb for verb in verbs if by_other(verb, one, passage)]
    return {
        "deed": float(len(verbs) > len(others)),
        "other actor": float(bool(others) and len(others) == len(verbs)),
        "recalled": float(recalls(passage.text) is not None),
        "cue": float(bool(cues_in(passage.text))),
    }


def reasons(one: Undertaking, passage: Passage, found: dict[str, float]) -> tuple[str, ...]:
    """Why a passage is taken for evidence, in words, the plainest first."""
    ours, theirs = traits(one.action, one.parties), traits(passage.text, _known(one, passage))
    said = []
    if found["mechanism"] > 0:
        said.append("the same mechanism")
    if parties := [p for p in one.parties if p in theirs.named]:
        said.append(f"names {', '.join(parties)}")
    elif parties := [p for p in one.parties if p in passage.parties]:
        said.append(f"its page is about {', '.join(parties)}")
    if topics := sorted(ours.topics & theirs.topics):
        said.append(f"both on {', '.join(topics[:3])}")
    if words := [word for stem, word in ours.words.items() if stem in theirs.stems]:
        said.append(f"words in common: {', '.join(words[:5])}")
    if numbers := sorted(ours.numbers & theirs.numbers):
        said.append(f"both give {', '.join(numbers)}")
    said.append(f"meaning {found['meaning']:.2f}")
    return tuple(said)


def _known(one: Undertaking, passage: Passage) -> tuple[str, ...]:
    return tuple(sorted({*one.parties, *passage.parties}))


def gist(one: Undertaking, passage: Passage) -> str:
    """A passage's words without the names of parties, which all of one's passages share."""
    return traits(passage.text, _known(one, passage)).gist


def vectors(texts: "Sequence[str]") -> "NDArray[np.float32]":
    """Meanings of texts, one row of length 1 each, centred on what any sentence of diplomacy shares."""
    return unit(embed(texts) - _middle())


@cache
def _middle() -> "NDArray[np.float32]":
    middle: NDArray[np.float32] = ground().mean(axis=0)
    return middle
