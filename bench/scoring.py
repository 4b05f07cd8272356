"""What counts as found: gold records (communique.gold/1) matched one to one with a reading's, best pairs first.

A meeting matches on shared participants (or parties, where gold names nobody), overlapping days and no other place; a
statement on content words (Jaccard at least .5) and the source's name; a commitment on action words (at least .5) and
equal `by`; a time on its place in the text and both days; a person on the full name; a position on holder, stance and
target; outlets (`via`) within matched statements.
"""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any

from communique.knowledge import organisation_by_name

Record = dict[str, Any]
KINDS = ("people", "times", "meetings", "commitments", "statements", "via", "positions", "mechanisms", "splices")
TITLE_WORDS = frozenset(
    [
        "the",
        "a",
        "an",
        "mr",
        "ms",
        "mrs",
        "dr",
        "president",
        "premier",
        "minister",
        "foreign",
        "prime",
        "secretary",
        "of",
        "state",
        "h",
        "e",
        "his",
        "her",
        "excellency",
        "agency",
        "news",
        "press",
    ]
)


def words(text: str | None) -> list[str]:
    """Words for comparison: case and possessives do not count."""
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return [word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w’'-]+", folded)]


def jaccard(a: str | None, b: str | None) -> float:
    """Overlap of two texts' words, as multisets."""
    one, other = Counter(words(a)), Counter(words(b))
    either = sum((one | other).values())
    return sum((one & other).values()) / either if either else 0.0


def same_name(a: str, b: str) -> bool:
    """Whether one name's words, titles apart, hold the other's."""
    one = {word for word in words(a) if word not in TITLE_WORDS}
    other = {word for word in words(b) if word not in TITLE_WORDS}
    if not one or not other:
        return words(a) == words(b)
    return one <= other or other <= one


def records(reading: Record) -> dict[str, list[Record]]:
    """A reading's JSON with spans and ids turned into words."""
    text = reading["article"]["text"]
    names = {actor["id"]: actor["name"] for actor in reading["actors"]}
    mechanisms = {mechanism["id"]: mechanism["name"] for mechanism in reading["mechanisms"]}

    def cut(span: list[int]) -> str:
        return str(text[span[0] : span[1]])

    return {
        "people": [a for a in reading["actors"] if a["kind"] == "person"],
        "times": [
            {**t, "quote": cut(t["span"]), "near": text[max(0, t["span"][0] - 60) : t["span"][1] + 60]}
            for t in reading["times"]
        ],
        "meetings": [
            {
                **m,
                "participants": [names[p["actor"]] for p in m["participants"]],
                "mechanism": mechanisms.get(m["mechanism"]),
            }
            for m in reading["meetings"]
        ],
        "commitments": [{**c, "action": cut(c["action"])} for c in reading["commitments"]],
        "statements": [
            {
                **s,
                "source": names[s["source"]],
                "content": " ".join(cut(c) for c in s["content"]),
                "via": [names[v] for v in s["via"]],
            }
            for s in reading["statements"]
        ],
        "positions": [{**p, "target": cut(p["target"])} for p in reading["positions"]],
        "mechanisms": reading["mechanisms"],
        "splices": [{"quote": splice["text"]} for splice in reading["article"]["splices"]],
    }


def _same_days(gold: Record, found: Record) -> bool:
    if not gold.get("start"):
        return True
    if not found.get("start"):
        return False
    return bool(
        gold["start"][:10] <= (found.get("end") or found["start"])[:10]
        and found["start"][:10] <= (gold.get("end") or gold["start"])[:10]
    )


def _time(gold: Record, found: Record) -> float:
    place = jaccard(gold["quote"], found["quote"])
    near = " ".join(words(gold["near"])) in " ".join(words(found["near"])) or jaccard(gold["near"], found["near"]) > 0.3
    same = gold["start"] == (found["start"] or "") and gold["end"] == (found["end"] or "")
    return (0.5 + place / 2) if place >= 0.5 and near and same else 0.0


def _bodies(parties: list[str]) -> set[str]:
    """Parties, a body under one name: "EU" and "European Union" are one."""
    known = organisation_by_name()
    return {known[party].name if party in known else party for party in parties}


def _meeting(gold: Record, found: Record) -> float:
    expected = gold.get("participants", [])
    who = [name for name in expected if any(same_name(name, other) for other in found["participants"])]
    parties = _bodies(gold.get("parties", [])) & _bodies(found["parties"])
    if not (who or (parties and not expected)) or not _same_days(gold, found):
        return 0.0
    if gold.get("place") and found["place"] and not set(words(gold["place"])) & set(words(found["place"])):
        return 0.0
    if (gold["kind"] == "visit") != (found["kind"] == "visit"):
        return 0.0
    mechanism = bool(gold.get("mechanism")) and jaccard(gold["mechanism"], found["mechanism"]) > 0.5
    return 0.4 + 0.2 * (gold["kind"] == found["kind"]) + 0.2 * len(who) / max(1, len(expected)) + 0.2 * mechanism


def _above(value: float, least: float, otherwise: bool = True) -> float:
    return value if value >= least and otherwise else 0.0


LIKENESS: dict[str, Callable[[Record, Record], float]] = {
    "people": lambda g, f: float(words(g["name"]) == words(f["name"])),
    "times": _time,
    "meetings": _meeting,
    "commitments": lambda g, f: _above(jaccard(g["action"], f["action"]), 0.5, _bodies(g["by"]) == _bodies(f["by"])),
    "statements": lambda g, f: _above(
        jaccard(" ".join(g["content"]), f["content"]), 0.5, same_name(g["source"], f["source"])
    ),
    "positions": lambda g, f: _above(
        jaccard(g["target"], f["target"]),
        0.5,
        _bodies([g["holder"]]) == _bodies([f["holder"]]) and g["stance"] == f["stance"],
    ),
    "mechanisms": lambda g, f: _above(jaccard(g["name"], f["name"]), 0.6),
    "splices": lambda g, f: _above(jaccard(g["quote"], f["quote"]), 0.5),
}


def pair_up(kind: str, gold: list[Record], found: list[Record]) -> list[tuple[int, int]]:
    """One-to-one pairs of positions in `gold` and `found`, greedily, best first."""
    like = LIKENESS[kind]
    scored = sorted(((like(g, f), i, j) for i, g in enumerate(gold) for j, f in enumerate(found)), reverse=True)
    used_gold: set[int] = set()
    used_found: set[int] = set()
    pairs = []
    for value, i, j in scored:
        if value > 0 and i not in used_gold and j not in used_found:
            used_gold.add(i)
            used_found.add(j)
            pairs.append((i, j))
    return pairs


def score(
    documents: Iterable[tuple[str, Record, Record]], show: Callable[[str], object] | None = None
) -> dict[str, dict[str, float]]:
    """Figures a record type over (name, gold, reading) documents; `show` is given every miss and every extra."""
    tally = {kind: Counter[str]() for kind in KINDS}
    for name, gold, reading in documents:
        found = records(reading)
        for kind in LIKENESS:
            wanted = gold.get("page", {}).get("splices", []) if kind == "splices" else gold.get(kind, [])
            pairs = pair_up(kind, wanted, found[kind])
            tally[kind].update(hit=len(pairs), gold=len(wanted), found=len(found[kind]))
            if kind == "statements":
                for i, j in pairs:
                    expected, carried = wanted[i].get("via", []), found[kind][j]["via"]
                    hit = sum(any(same_name(x, y) for y in carried) for x in expected)
                    tally["via"].update(hit=hit, gold=len(expected), found=len(carried))
            if show is not None:
                for i in set(range(len(wanted))) - {i for i, _ in pairs}:
                    show(f"{name}\t{kind}\tmissed\t{_line(wanted[i])}")
                for j in set(range(len(found[kind]))) - {j for _, j in pairs}:
                    show(f"{name}\t{kind}\textra\t{_line(found[kind][j])}")
    return {kind: _figures(count) for kind, count in tally.items()}


DETAILS = (
    "mentions",
    "evidence",
    "near",
    "content_spans",
    "source_span",
    "span",
    "roles",
    "id",
    "note",
    "relative_to",
    "precision",
)


def _line(record: Record) -> str:
    return json.dumps({k: v for k, v in record.items() if k not in DETAILS}, ensure_ascii=False, default=str)[:420]


def _figures(count: Counter[str]) -> dict[str, float]:
    precision = count["hit"] / count["found"] if count["found"] else 0.0
    recall = count["hit"] / count["gold"] if count["gold"] else 0.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    figures = {"precision": precision, "recall": recall, "f1": f1}
    return {k: round(v, 3) for k, v in figures.items()} | {k: count[k] for k in ("hit", "gold", "found")}
