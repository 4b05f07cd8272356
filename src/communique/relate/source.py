"""Which of the pages that carry one piece is nearest its source, and what speaks for it.

No sign is proof: each weighs something, all are named. What weighs most is what a copy can hardly have: the address of
the outlet that the others point to, and a text from which nothing is missing, to which nothing was added.
"""

import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from communique import knowledge
from communique.relate.copies import Descent, Piece, is_later
from communique.relate.likeness import swapped

_CREDIT = re.compile(r"(?:^|\n)\s*(?:[-–—(©]|source|via|from)\W{0,3}\s*([A-Z][\w.' ]{1,40}?)\s*[.)]?\s*(?:\n|$)", re.I)

RARE = 31_000
"""The rank given to a word that the vocabulary lacks: it holds 30,522."""

WEIGHTS = {
    "address": 4.0,
    "unspliced": 3.0,
    "usual words": 3.0,
    "first telling": 1.5,
    "complete": 2.0,
    "nothing added": 1.5,
    "dateline": 1.0,
    "agency": 0.5,
    "earliest": 1.0,
    "headline": 0.75,
    "uncredited": 0.5,
    "bare": 1.0,
}
"""What each sign weighs; set by hand so that what a copy can't have outweighs what it may have by chance, and seen to
hold on the tuning half of tests/stories."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How near its source a page stands among those that carry the same piece: the more the nearer, with the reasons."""

    weight: float
    reasons: tuple[str, ...]


def nearest(pieces: Sequence[Piece], descents: Mapping[tuple[int, int], Descent]) -> list[Standing]:
    """The standing of each piece; `descents` tells, by (source, copy), how each would have come of each other."""
    signs = [_own_signs(piece) for piece in pieces]
    _beside_others(pieces, descents, signs)
    return [
        Standing(sum(WEIGHTS[name] * share for name, share, _ in found), tuple(r for _, s, r in found if s > 0 and r))
        for found in signs
    ]


def own_weight(piece: Piece) -> float:
    """What a page tells of its origin by itself, before it is laid beside others."""
    return sum(WEIGHTS[name] * share for name, share, _ in _own_signs(piece))


Sign = tuple[str, float, str]


def _own_signs(piece: Piece) -> list[Sign]:
    article = piece.article
    found: list[Sign] = []
    host = (urlsplit(article.url or "").hostname or "").removeprefix("www.")
    owner = knowledge.outlet_by_domain(host) if host else None
    if owner is not None and article.origin.publisher == owner.name:
        found.append(("address", 1.0, f"it stands at {host}, the address of {owner.name}"))
    opening = next((part for part in article.parts if part.kind == "paragraph"), None)
    line = next((part for part in article.parts if part.kind == "dateline"), None)
    if line is not None and opening is not None and line.span[0] == opening.span[0]:
        found.append(("dateline", 1.0, f"it opens with the dateline {article.cut(line.span)!r}"))
    if line is not None and re.search(r"\(.+\)|/.+/", article.cut(line.span)):
        found.append(("agency", 1.0, ""))
    if not is_later(piece):
        found.append(("first telling", 1.0, ""))
    if not _credited(article.text, article.declared.source, owner):
        found.append(("uncredited", 1.0, ""))
    around = len(piece.wording.keys) - len(piece.wording.prose)
    found.append(("bare", 1 - around / max(1, len(piece.wording.keys)), ""))
    return found


def _credited(text: str, declared: str | None, owner: knowledge.Outlet | None) -> bool:
    """Whether the page says that it has its text from somebody else."""
    named = [match[1] for match in _CREDIT.finditer(text)] + ([declared] if declared else [])
    outlets = [knowledge.outlet_by_name().get(name.strip().casefold()) for name in named]
    return any(outlet is not None and outlet != owner for outlet in outlets)


def _beside_others(
    pieces: Sequence[Piece], descents: Mapping[tuple[int, int], Descent], signs: list[list[Sign]]
) -> None:
    numbers = range(len(pieces))
    pairs = {pair: descents[pair] for pair in descents}
    spliced = {copy for (_, copy), how in pairs.items() if how.relation == "spliced"}
    spliced |= {n for n in numbers if pieces[n].article.splices}
    for n in numbers:
        if n not in spliced:
            signs[n].append(("unspliced", 1.0, "nothing foreign is in it" if spliced else ""))
    rarer = _spun(pieces, pairs)
    for n in numbers:
        if n not in rarer:
            signs[n].append(
                ("usual words", 1.0, "its words are the usual ones where others swap them" if rarer else "")
            )
    shared = [_shared(n, pieces, pairs) for n in numbers]
    most = max((len(words) for words in shared), default=0)
    for n in numbers:
        prose = set(pieces[n].wording.prose)
        whole = len(shared[n]) / most if most else 1.0
        reason = "all that others have of the piece is in it" if len(shared[n]) == most and len(pieces) > 1 else ""
        signs[n].append(("complete", whole, reason))
        if len(pieces) > 2:
            alone = len(prose - shared[n]) / len(prose) if prose else 0.0
            signs[n].append(("nothing added", 1 - alone, ""))
        elif len(pieces) == 2 and len(prose) > len(pieces[1 - n].wording.prose):
            signs[n].append(("complete", 0.25, "it is the longer one"))
        titled = [other for other in numbers if other != n and pieces[other].article.title]
        if titled and pieces[n].article.title:
            same = sum(pieces[other].article.title == pieces[n].article.title for other in titled) / len(titled)
            signs[n].append(("headline", same, "most of the others have its headline" if same > 0.5 else ""))
    days = [_day(piece) for piece in pieces]
    known = sorted({day for day in days if day})
    if len(known) > 1:
        for n in numbers:
            if days[n] == known[0]:
                signs[n].append(("earliest", 1.0, f"it has the earliest date, {known[0]}"))


def _day(piece: Piece) -> str | None:
    """The day a page gives itself, where nothing shows it to be another: a repost's stamp is later than its text."""
    origin, declared = piece.article.origin.published, piece.article.declared.published
    return (origin or declared or "")[:10] or None


def _shared(number: int, pieces: Sequence[Piece], pairs: Mapping[tuple[int, int], Descent]) -> set[int]:
    """The prose words of a piece in passages that some other page has as well."""
    inside: set[int] = set()
    for (source, copy), how in pairs.items():
        if number in (source, copy):
            side = 0 if number == source else 1
            for run in how.likeness.passages:
                inside.update(range(run[0][side], run[-1][side] + 1))
    return inside & set(pieces[number].wording.prose)


def _spun(pieces: Sequence[Piece], pairs: Mapping[tuple[int, int], Descent]) -> set[int]:
    """The pieces whose words are the odder ones in most of the pairs in which one is spun from the other."""
    odder = dict.fromkeys(range(len(pieces)), 0)
    for (source, copy), how in pairs.items():
        if how.relation == "spun" and source < copy:
            a, b = pieces[source].wording.keys, pieces[copy].wording.keys
            longer = sum(_length(b[slice(*j)]) - _length(a[slice(*i)]) for i, j in swapped(how.likeness.passages))
            odder[copy if longer > 0 else source] += 1
            odder[source if longer > 0 else copy] -= 1
    return {number for number, count in odder.items() if count > 0}


def _length(words: Sequence[str]) -> float:
    """How many bits it takes to say the words, going by how common they are: a paraphrase takes more."""
    ranks = _ranks()
    return sum(math.log2(ranks.get(word, RARE)) for word in words)


@cache
def _ranks() -> Mapping[str, int]:
    """Word → its place by frequency in English. WordPiece vocabularies list whole words from the most frequent on."""
    raw = json.loads(resources.files("communique.models").joinpath("minilm-tokenizer.json").read_text("utf-8"))
    vocabulary: dict[str, int] = raw["model"]["vocab"]
    first = vocabulary["the"]
    return {word: place - first + 1 for word, place in vocabulary.items() if place >= first and word[:2] != "##"}
