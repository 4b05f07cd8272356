"""Fit the weights by which points of two accounts are aligned, and say what to expect of them.

    python bench/compare_weights.py DIR [--write]

Reads pairs as bench/compare.py does. Two logistic models with an L2 penalty, a feature whose weight comes out negative
left out (all features are made so that more of them speaks for the answer). Figures come from cross-validation: pairs of
accounts are dealt to FOLDS parts, each part is compared with weights fitted on the others. The thresholds' table is made of
the same answers. --write puts both tables into src/communique/knowledge/.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique import read
from communique.relate.comparison import compare_accounts
from communique.relate.matching import absence, align
from communique.relate.points import Account, accounts
from communique.relate.resemblance import doubted, evidence, meanings
from communique.relate.weights import BIAS, Weights, chance
from compare import HALF, Item, Score, Text, judge, overlap, pair_of, table

FOLDS, PENALTY = 8, 1.0
STEPS = {"aligned": (0.9, 0.8, 0.7, 0.6, 0.5, 0.4), "absent": (0.95, 0.9, 0.85)}
FEATURES = {
    "aligned": ("meaning", "margin", "words", "topics", "apart", "thing", "order"),
    "absent": ("nearest", "rest", "words", "shared"),
}
KNOWLEDGE = Path(__file__).parent.parent / "src" / "communique" / "knowledge"


@dataclass(frozen=True)
class Pair:
    """Two accounts with the evidence between their points and what was found by hand."""

    name: str
    gold: dict[str, Any]
    accounts: Sequence[Account]
    found: dict[str, NDArray[np.float32]]
    same: NDArray[np.bool_]
    known: NDArray[np.bool_]


def prepared(file: Path) -> Pair:
    """Read one pair. A cell is `known` where one of its points overlaps a quote, `same` where a row of gold joins both."""
    gold = json.loads(file.read_text("utf-8"))
    told_by = accounts([read(file.parent / f"{gold[s]}.txt") for s in "ab"])
    texts = [Text.of(account.reading.article.text) for account in told_by]
    told = [[p for p in account.points if not p.frame] for account in told_by]
    means = [meanings(p) for p in told]
    places = [[text.at(p.span) for p in points] for text, points in zip(texts, told, strict=True)]
    same = np.zeros((len(told[0]), len(told[1])), dtype=bool)
    rows = [pair_of(texts, row) for row in (*gold["both"], *gold["differ"])]
    quoted = [[q for row in rows for q in row[s]] for s in (0, 1)]
    hit = [np.array([any(_on(p, q) for q in quoted[s]) for p in places[s]]) for s in (0, 1)]
    for s, kind in enumerate(("only_a", "only_b")):
        alone = [texts[s].quote(row["quote"]) for row in gold[kind]]
        hit[s] |= np.array([any(_on(p, q) for q in alone) for p in places[s]])
    for a, b in rows:
        here = np.array([_on(p, a[0]) for p in places[0]])
        there = np.array([_on(p, b[0]) for p in places[1]])
        same |= here[:, None] & there[None, :]
    known = hit[0][:, None] | hit[1][None, :]
    return Pair(file.stem, gold, told_by, evidence(told[0], told[1], (means[0], means[1])), same, known)


def _on(point: frozenset[int], quote: frozenset[int]) -> bool:
    return overlap(point, quote, lax=True) >= HALF


def logistic(x: NDArray[np.float64], y: NDArray[np.float64], names: Sequence[str]) -> dict[str, float]:
    """Newton's method; features of negative weight are dropped one by one, the most negative first."""
    kept = list(range(x.shape[1]))
    while True:
        z = np.c_[np.ones(len(x)), x[:, kept]]
        w = np.zeros(z.shape[1])
        penalty = np.diag([1e-6] + [PENALTY] * len(kept))
        for _ in range(30):
            p = 1 / (1 + np.exp(-z @ w))
            step = np.linalg.solve((z * (p * (1 - p))[:, None]).T @ z + penalty, z.T @ (p - y) + penalty @ w)
            w -= step
            if np.abs(step).max() < 1e-6:
                break
        if not kept or w[1:].min() >= 0:
            return {BIAS: float(w[0]), **{names[k]: float(v) for k, v in zip(kept, w[1:], strict=True)}}
        kept.pop(int(w[1:].argmin()))


def fit_aligned(pairs: Sequence[Pair]) -> dict[str, float]:
    """The chance that two points tell of one thing, from all known cells."""
    names = FEATURES["aligned"]
    x = np.concatenate([np.stack([pair.found[n][pair.known] for n in names], axis=1) for pair in pairs])
    y = np.concatenate([pair.same[pair.known] for pair in pairs])
    return logistic(x.astype(float), y.astype(float), names)


def fit(pairs: Sequence[Pair]) -> Weights:
    """Both models; the second learns from alignments made with weights that didn't see the pair."""
    names = FEATURES["absent"]
    xs, ys = [], []
    for k in range(FOLDS):
        weights = fit_aligned([pair for n, pair in enumerate(pairs) if n % FOLDS != k])
        for pair in pairs[k::FOLDS]:
            for row, alone in left_over(pair, weights):
                xs.append([row[n] for n in names])
                ys.append(alone)
    return Weights(fit_aligned(pairs), logistic(np.array(xs, dtype=float), np.array(ys, dtype=float), names))


def left_over(pair: Pair, weights: Mapping[str, float]) -> Iterable[tuple[dict[str, float], bool]]:
    """The points in no alignment whose words some quote holds: their evidence, and whether gold has them on one side."""
    made = doubted(chance(weights, pair.found), pair.found)
    told = [[p for p in account.points if not p.frame] for account in pair.accounts]
    groups = align(made, told[0], told[1])
    for s, nearest in enumerate((made.max(axis=1), made.max(axis=0))):
        used = frozenset(k for group in groups for k in (group.a, group.b)[s])
        rows = absence(told[s], used, nearest.tolist())
        text = Text.of(pair.accounts[s].reading.article.text)
        alone = [text.quote(row["quote"]) for row in pair.gold[f"only_{'ab'[s]}"]]
        shared = [text.quote(row[f"{'ab'[s]}_quote"]) for row in (*pair.gold["both"], *pair.gold["differ"])]
        for k, point in enumerate(told[s]):
            place = text.at(point.span)
            if k not in used and any(len(place & q) * 2 >= len(place) for q in (*alone, *shared)):
                yield (
                    {n: float(v[k]) for n, v in rows.items()},
                    any(overlap(place, q, lax=False) >= HALF for q in alone),
                )


def cross_validated(pairs: Sequence[Pair]) -> tuple[Score, dict[str, list[tuple[float, bool]]]]:
    """The bench's figures, and every answer with its chance and whether it was right."""
    score = Score.new()
    answers: dict[str, list[tuple[float, bool]]] = {"aligned": [], "absent": []}
    for k in range(FOLDS):
        weights = fit([pair for n, pair in enumerate(pairs) if n % FOLDS != k])
        for pair in pairs[k::FOLDS]:
            result = compare_accounts(pair.accounts[0], pair.accounts[1], weights)
            told = judge(pair.name, pair.gold, result, score, lax=False)
            for kind in answers:
                answers[kind] += told[kind]
    return score, answers


def thresholds(answers: Mapping[str, Sequence[tuple[float, bool]]]) -> list[dict[str, str]]:
    """For each kind and threshold the share of answers from there on that were right."""
    made = []
    for kind, steps in STEPS.items():
        for least in steps:
            right = [good for sure, good in answers[kind] if sure >= least]
            if right:
                made.append(
                    {
                        "kind": kind,
                        "least": f"{least}",
                        "right": f"{sum(right) / len(right):.2f}",
                        "of": f"{len(right)}",
                    }
                )
    return made


def main() -> int:
    """Fit, show, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true", help="put the tables where the package reads them")
    parser.add_argument("--failures", action="store_true", help="list what was missed and what was too much")
    options = parser.parse_args()
    pairs = [prepared(file) for file in sorted(options.folder.glob("pair-*.json"))]
    score, answers = cross_validated(pairs)
    print(f"{options.folder}, {len(pairs)} pairs, cross-validated in {FOLDS} parts")
    print("\n".join(table(score)))
    if options.failures:
        print("\n".join(sorted(score.failures)))
    weights = fit(pairs)
    rows = [
        {"model": model, "feature": name, "weight": f"{weight:.2f}"}
        for model, fitted in (("aligned", weights.aligned), ("absent", weights.absent))
        for name, weight in fitted.items()
    ]
    for name, lines in (("alignment_weights", rows), ("alignment_expected", thresholds(answers))):
        print(name, *(" ".join(line.values()) for line in lines), sep="\n  ")
        if options.write:
            with (KNOWLEDGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(lines)
    return 0


__all__ = ["Item", "main"]

if __name__ == "__main__":
    sys.exit(main())
