"""Two sides' accounts of one meeting: are the points found, aligned and told apart as people did it by hand?

    python bench/compare.py DIR [--failures]

DIR holds NAME.txt accounts and pair-*.json: {"a": NAME, "b": NAME, "both": [{"a_quote", "b_quote", "point"}],
"only_a": [{"quote", "point"}], "only_b": [...], "differ": [{"a_quote", "b_quote", "point"}]}.

How it is read. A point found is one by hand when their words' places in the text overlap by half (Jaccard). An alignment
counts when it is so on both sides, for all its words or for one of its points on each side; once only, best first.
"aligned" takes both and differ together, "both" and "differ" ask for the right one of them. What is found where no quote
stands (a heading, a line about the meeting's frame) is no answer to anything asked: "found" leaves it out, "strict"
counts it as wrong. "lax" takes half of the shorter for enough (containment). "false omission": of the points told to be
one side's only, the share that the hand-made table has on both sides.
"""

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from communique import read
from communique.relate.comparison import Comparison, Match, compare_accounts
from communique.relate.points import Point, accounts

HALF = 0.5
Places = frozenset[int]


@dataclass(frozen=True)
class Text:
    """The words of a text with their places, and where quotes stand in it."""

    text: str
    words: tuple[tuple[int, int, str], ...]

    @classmethod
    def of(cls, text: str) -> "Text":
        """A text's words."""
        return cls(text, tuple((m.start(), m.end(), m[0].casefold()) for m in re.finditer(r"\w+", text)))

    def at(self, span: tuple[int, int]) -> Places:
        """The places of the words within a span."""
        return frozenset(i for i, (s, e, _) in enumerate(self.words) if span[0] <= s and e <= span[1])

    def quote(self, quote: str) -> Places:
        """The places of a quote's words; ValueError when the text doesn't hold them in this order."""
        wanted = [m[0].casefold() for m in re.finditer(r"\w+", quote)]
        for i in range(len(self.words) - len(wanted) + 1):
            if all(self.words[i + k][2] == word for k, word in enumerate(wanted)):
                return frozenset(range(i, i + len(wanted)))
        raise ValueError(f"not in the text: {quote!r}")


def overlap(a: Places, b: Places, lax: bool) -> float:
    """Jaccard over places, or the share of the shorter."""
    base = min(len(a), len(b)) if lax else len(a | b)
    return len(a & b) / base if base else 0.0


def sides(points: Sequence[Point], text: Text) -> list[Places]:
    """What a group of points may be known by: each of its points, and all of them together."""
    one = [text.at(p.span) for p in points]
    return [*one, frozenset().union(*one)] if len(one) > 1 else one


Item = tuple[list[Places], list[Places]]


def fit(gold: Item, found: Item, lax: bool) -> float:
    """How well something found fits something asked: the weaker of its two sides, 0 where one is below a half."""
    best = 1.0
    for wanted, given in zip(gold, found, strict=True):
        if wanted:
            value = max(overlap(w, g, lax) for w in wanted for g in given)
            best = min(best, value)
    return best if best >= HALF else 0.0


def _best(fits: Iterable[tuple[float, int, int]]) -> list[tuple[int, int]]:
    """Pairs (asked, found), best first, each once."""
    used: tuple[set[int], set[int]] = (set(), set())
    pairs = []
    for value, i, j in sorted(fits, reverse=True):
        if value and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            pairs.append((i, j))
    return pairs


@dataclass
class Score:
    """What was asked, found and hit, by row of the table."""

    counts: Counter[tuple[str, str]]
    failures: list[str]

    @classmethod
    def new(cls) -> "Score":
        """Nothing counted yet."""
        return cls(Counter(), [])

    def add(self, row: str, asked: int, found: int, judged: int, hit: int) -> None:
        """Count what one pair brings to a row."""
        self.counts.update({(row, "asked"): asked, (row, "strict"): found, (row, "found"): judged, (row, "hit"): hit})


Answers = dict[str, list[tuple[float, bool]]]


def compared(file: Path) -> tuple[dict[str, Any], Comparison]:
    """One pair's gold and our comparison of it."""
    gold = json.loads(file.read_text("utf-8"))
    one, other = accounts([read(file.parent / f"{gold[s]}.txt") for s in "ab"])
    return gold, compare_accounts(one, other)


def judge(name: str, gold: dict[str, Any], result: Comparison, score: Score, lax: bool) -> Answers:
    """Add what comes of one pair; gives the answers to what was asked, each with its chance and whether it was right."""
    texts = [Text.of(account.reading.article.text) for account in (result.a, result.b)]
    touched = _touched(gold, texts)

    def judged(item: Item) -> bool:
        return all(any(len(p & q) * 2 >= len(p) for p in item[s] for q in touched[s]) for s in (0, 1) if item[s])

    wanted = {kind: [pair_of(texts, row) for row in gold[kind]] for kind in ("both", "differ")}
    given = {kind: [_found(texts, m) for m in getattr(result, kind)] for kind in ("both", "differ")}
    rows = {
        "aligned": (wanted["both"] + wanted["differ"], given["both"] + given["differ"]),
        "both": (wanted["both"], given["both"]),
        "differ": (wanted["differ"], given["differ"]),
        "only": (
            [([texts[0].quote(r["quote"])], []) for r in gold["only_a"]]
            + [([], [texts[1].quote(r["quote"])]) for r in gold["only_b"]],
            [([texts[0].at(p.span)], []) for p in result.only_a] + [([], [texts[1].at(p.span)]) for p in result.only_b],
        ),
    }
    sure = {
        "aligned": [match.score for match in (*result.both, *result.differ)],
        "only": [result.absent[p.id] for p in (*result.only_a, *result.only_b)],
    }
    answers: Answers = {"aligned": [], "absent": []}
    for row, (asked, found) in rows.items():
        asked_found = _pairs(asked, found, lax)
        score.add(row, len(asked), len(found), sum(map(judged, found)), len(asked_found))
        hit_gold, hit_found = {i for i, _ in asked_found}, {j for _, j in asked_found}
        if row in sure:
            told = answers["aligned" if row == "aligned" else "absent"]
            told += [(sure[row][j], j in hit_found) for j, item in enumerate(found) if judged(item)]
        for i in set(range(len(asked))) - hit_gold:
            score.failures.append(f"{name}\t{row}\tmissed\t{_show(asked[i], texts)}")
        for j in set(range(len(found))) - hit_found:
            note = "" if judged(found[j]) else " (not asked)"
            score.failures.append(f"{name}\t{row}\textra{note}\t{_show(found[j], texts)}")
    wrong = sum(_told_by_both(f, wanted["both"] + wanted["differ"], lax) for f in rows["only"][1])
    score.counts["omission", "false"] += wrong
    score.counts["unclear", "found"] += len(result.unclear)
    for near in result.unclear:
        score.failures.append(f"{name}\tunclear\t{near.score}\t{near.a.words} || {near.b.words}")
    return answers


def _pairs(asked: list[Item], found: list[Item], lax: bool) -> list[tuple[int, int]]:
    """Matches; an item of one side only never fits one of the other side."""
    same = [[bool(g[0]) == bool(f[0]) and bool(g[1]) == bool(f[1]) for f in found] for g in asked]
    return _best(
        (fit(g, f, lax) if same[i][j] else 0.0, i, j) for i, g in enumerate(asked) for j, f in enumerate(found)
    )


def _touched(gold: dict[str, Any], texts: Sequence[Text]) -> list[list[Places]]:
    told: list[list[Places]] = [[], []]
    for row in (*gold["both"], *gold["differ"]):
        told[0].append(texts[0].quote(row["a_quote"]))
        told[1].append(texts[1].quote(row["b_quote"]))
    told[0] += [texts[0].quote(row["quote"]) for row in gold["only_a"]]
    told[1] += [texts[1].quote(row["quote"]) for row in gold["only_b"]]
    return told


def pair_of(texts: Sequence[Text], row: dict[str, str]) -> Item:
    """What a row of gold asks for: the places of its quote in either account."""
    return [texts[0].quote(row["a_quote"])], [texts[1].quote(row["b_quote"])]


def _found(texts: Sequence[Text], match: Match) -> Item:
    return sides(match.a, texts[0]), sides(match.b, texts[1])


def _told_by_both(item: Item, wanted: list[Item], lax: bool) -> bool:
    """Whether a point told to be one side's stands in the hand-made table as told by both."""
    side = 0 if item[0] else 1
    return any(overlap(p, q, lax) >= HALF for p in item[side] for w in wanted for q in w[side])


def _show(item: Item, texts: Sequence[Text]) -> str:
    shown = []
    for places, text in zip(item, texts, strict=True):
        if places:
            at = sorted(places[-1])
            shown.append(text.text[text.words[at[0]][0] : text.words[at[-1]][1]])
    return " || ".join(shown)


def table(score: Score) -> Iterable[str]:
    """The figures as lines."""
    yield f"{'':10} {'P':>6} {'R':>6} {'P strict':>9}   hit found (all) asked"
    for row in ("aligned", "both", "differ", "only"):
        hit, found, strict, asked = (score.counts[row, what] for what in ("hit", "found", "strict", "asked"))
        p, r, s = (hit / max(1, base) for base in (found, asked, strict))
        yield f"{row:10} {p:6.3f} {r:6.3f} {s:9.3f}   {hit:3} {found:5} {strict:5} {asked:5}"
    only = score.counts["only", "strict"]
    yield f"false omission {score.counts['omission', 'false'] / max(1, only):.3f} of {only}; unclear {score.counts['unclear', 'found']}"


def main() -> int:
    """Score a folder of pairs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--failures", action="store_true", help="list what was missed and what was too much")
    options = parser.parse_args()
    files = sorted(options.folder.glob("pair-*.json"))
    if not files:
        print(f"{options.folder}: no pair-*.json there", file=sys.stderr)
        return 2
    found = [(file.stem, *compared(file)) for file in files]
    for lax in (False, True):
        score = Score.new()
        for name, gold, result in found:
            judge(name, gold, result, score, lax)
        print(f"{options.folder}, {len(files)} pairs, {'lax: half of the shorter' if lax else 'half of all words'}")
        print("\n".join(table(score)))
        if options.failures and not lax:
            print("\n".join(sorted(score.failures)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
