"""The measure of attributions: who said what, one to one, by the words that spans share.

A found attribution's content is right if it shares half of its words (Jaccard) with a gold content; `speaker` asks that the
sources overlap as well, `triple` the cues too. `exact` counts spans that agree to the word, `token` words of each role, and
`wrong` how many of the right contents are given to another source.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

ROLES = ("source", "cue", "content")
WORD = re.compile(r"[\w$%]+")
Words = frozenset[int]
Row = tuple[float, float, float]


def figures(
    texts: Iterable[str], gold: Iterable[Sequence[dict[str, Any]]], found: Iterable[Sequence[dict[str, Any]]]
) -> dict[str, Row]:
    """Precision, recall and F1 of each row; `wrong speaker` is a share, given three times."""
    n: Counter[tuple[str, str]] = Counter()
    for text, ours, theirs in zip(texts, found, gold, strict=True):
        places = [m.span() for m in WORD.finditer(text)]
        _count(n, [_roles(a, places) for a in theirs], [_roles(a, places) for a in ours])
    rows = {
        name: _row(n[name, "right"], n[name, "found"], n[name, "gold"]) for name in ("content", "speaker", "triple")
    }
    for how in ("exact", "token"):
        for role in ROLES:
            name = f"{how} {role}"
            rows[name] = _row(n[name, "right"], n[name, "found"], n[name, "gold"])
    wrong = n["wrong", "right"] / n["content", "right"] if n["content", "right"] else 0.0
    return rows | {"wrong speaker": (wrong, wrong, wrong)}


def table(rows: dict[str, Row]) -> str:
    """The figures as lines of text."""
    lines = [f"{'':<16}{'P':>7}{'R':>7}{'F1':>7}"]
    for name, row in rows.items():
        lines.append(f"{name:<16}" + "".join(f"{x:>7.3f}" for x in (row if name != "wrong speaker" else row[:1])))
    return "\n".join(lines)


def _row(right: int, found: int, gold: int) -> Row:
    precision, recall = right / found if found else 0.0, right / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if right else 0.0


def _words(spans: Iterable[Sequence[int]], places: Sequence[tuple[int, int]]) -> Words:
    return frozenset(i for start, end in spans for i, (a, b) in enumerate(places) if a < end and b > start)


def _roles(attribution: dict[str, Any], places: Sequence[tuple[int, int]]) -> dict[str, list[Words]]:
    return {role: [_words([span], places) for span in attribution.get(role, [])] for role in ROLES}


def _whole(attribution: dict[str, list[Words]], role: str) -> Words:
    return frozenset().union(*attribution[role])


def _count(
    n: Counter[tuple[str, str]], gold: list[dict[str, list[Words]]], found: list[dict[str, list[Words]]]
) -> None:
    for role in ROLES:
        exact = [{span for a in side for span in a[role] if span} for side in (gold, found)]
        token = [frozenset().union(*(_whole(a, role) for a in side)) for side in (gold, found)]
        for how, (theirs, ours) in (("exact", exact), ("token", token)):
            n[f"{how} {role}", "right"] += len(theirs & ours)
            n[f"{how} {role}", "gold"] += len(theirs)
            n[f"{how} {role}", "found"] += len(ours)
    gold = [a for a in gold if _whole(a, "content")]
    found = [a for a in found if _whole(a, "content")]
    for name in ("content", "speaker", "triple"):
        n[name, "gold"] += len(gold)
        n[name, "found"] += len(found)
    for i, j in pairs(gold, found):
        theirs, ours = gold[i], found[j]
        same = {r: _same(_whole(theirs, r), _whole(ours, r)) for r in ("source", "cue")}
        n["content", "right"] += 1
        n["speaker", "right"] += same["source"]
        n["triple", "right"] += same["source"] and same["cue"]
        n["wrong", "right"] += bool(_whole(theirs, "source") and _whole(ours, "source") and not same["source"])


def pairs(gold: list[dict[str, list[Words]]], found: list[dict[str, list[Words]]]) -> list[tuple[int, int]]:
    """Which gold attribution goes with which found one, by their contents, the likest first."""
    likeness = sorted(
        (
            (len(a & b) / len(a | b), i, j)
            for i, a in enumerate(_whole(x, "content") for x in gold)
            for j, b in enumerate(_whole(x, "content") for x in found)
            if a & b
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    for share, i, j in likeness:
        if share >= 0.5 and i not in chosen and j not in chosen.values():
            chosen[i] = j
    return list(chosen.items())


def _same(a: Words, b: Words) -> bool:
    return bool(a & b) or not (a or b)


def right_triples(text: str, gold: Sequence[dict[str, Any]], found: Sequence[dict[str, Any]]) -> list[bool]:
    """Of each found attribution whether content, source and cue are right: what a confidence is fitted to."""
    places = [m.span() for m in WORD.finditer(text)]
    theirs, ours = [_roles(a, places) for a in gold], [_roles(a, places) for a in found]
    right = [False] * len(found)
    for i, j in pairs(theirs, ours):
        right[j] = all(_same(_whole(theirs[i], r), _whole(ours[j], r)) for r in ("source", "cue"))
    return right
