"""Fit the weights by which points of two accounts are aligned, and say what to expect of them.

    python bench/compare_weights.py DIR [--write]

Reads pairs as bench/compare.py does. Five logistic models with an L2 penalty (what each says: relate/weights.py), a feature
whose weight comes out negative left out (all features are made so that more of them speaks for the answer). A model that
takes what another says learns from what that one says of pairs it wasn't fitted on.

Figures come from cross-validation: the pairs of two states are compared with weights fitted on those of all others. What the
weights say of the pairs they were fitted on stands beside it, to show how much that flatters. The thresholds' table is made
of the cross-validated answers; "bound" is the precision that, by Wilson's bound, lies below the true one nine times in ten.
--write puts both tables into src/communique/knowledge/; --write differs only the weights of that model, the others as they are.
"""

import argparse
import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from communique import read
from communique.relate.comparison import lay, mean, settle
from communique.relate.differences import differences
from communique.relate.matching import Group, absence, align, beside_rivals, going_on
from communique.relate.parting import parting
from communique.relate.points import Account, accounts
from communique.relate.resemblance import Likened, doubted, rarity
from communique.relate.weights import BIAS, Weights, chance, fitted
from compare import HALF, Places, Score, Text, judge, overlap, pair_of, sides, table
from compare import fit as fits

FOLDS, PENALTY = 8, 1.0
SURENESS = 1.2816
"""Of Wilson's bound: nine times in ten."""
STEPS = {"aligned": (0.9, 0.8, 0.7, 0.6, 0.5), "absent": (0.95, 0.9, 0.85, 0.82)}
FEATURES = {
    "aligned": (
        "meaning",
        "meaning_margin",
        "sentence",
        "sentence_margin",
        "wordwise",
        "wordwise_margin",
        "words",
        "around",
        "topics",
        "apart",
        "thing",
        "order",
    ),
    "settled": ("logit", "rival", "rival_too", "beside"),
    "joined": ("apart", "common", "plain", "refers", "own", "near", "rival", "short", "gain", "lift"),
    "differs": (
        "fact",
        "number",
        "strength",
        "who",
        "apart",
        "more",
        "sure",
        "denies",
        "asks",
        "formal",
        "acts",
        "alike",
        "talk",
        "length",
    ),
    "absent": (
        "nearest",
        "whole",
        "crowded",
        "rest",
        "words",
        "brief",
        "shared",
        "covered",
        "unheard",
        "new",
        "named",
        "fresh",
        "topics",
        "plain",
    ),
}
KNOWLEDGE = Path(__file__).parent.parent / "src" / "communique" / "knowledge"
Rows = list[tuple[dict[str, float], bool]]


@dataclass(frozen=True)
class Pair:
    """Two accounts laid side by side, and what was found by hand: the places of quotes told by both and by one alone.

    A cell is `known` where one of its points overlaps a quote, `same` where a row of gold joins both. `places` are where
    each side's points stand.
    """

    name: str
    gold: dict[str, Any]
    accounts: Sequence[Account]
    two: Likened
    texts: Sequence[Text]
    places: Sequence[Sequence[Places]]
    shared: Sequence[Sequence[Places]]
    alone: Sequence[Sequence[Places]]
    same: NDArray[np.bool_]
    known: NDArray[np.bool_]


def prepared(file: Path) -> Pair:
    """Read one pair."""
    gold = json.loads(file.read_text("utf-8"))
    told_by = accounts([read(file.parent / f"{gold[s]}.txt") for s in "ab"])
    return laid(file.stem, gold, told_by)


def laid(name: str, gold: dict[str, Any], told_by: Sequence[Account]) -> Pair:
    """Lay two accounts side by side."""
    two = lay(told_by[0], told_by[1], (mean(told_by[0]), mean(told_by[1])))
    if two is None:
        raise ValueError(f"{name}: an account without points")
    texts = [Text.of(account.reading.article.text) for account in told_by]
    places = [[text.at(p.span) for p in points] for text, points in zip(texts, (two.a, two.b), strict=True)]
    rows = [pair_of(texts, row) for row in (*gold["both"], *gold["differ"])]
    shared = [[q for row in rows for q in row[s]] for s in (0, 1)]
    alone = [[texts[s].quote(row["quote"]) for row in gold[f"only_{'ab'[s]}"]] for s in (0, 1)]
    hit = [np.array([any(_on(p, q) for q in (*shared[s], *alone[s])) for p in places[s]]) for s in (0, 1)]
    same = np.zeros((len(two.a), len(two.b)), dtype=bool)
    for a, b in rows:
        here, there = (np.array([_on(p, q[0]) for p in places[s]]) for s, q in ((0, a), (1, b)))
        same |= here[:, None] & there[None, :]
    return Pair(name, gold, told_by, two, texts, places, shared, alone, same, hit[0][:, None] | hit[1][None, :])


def _on(point: Places, quote: Places) -> bool:
    return overlap(point, quote, lax=True) >= HALF


def _inside(point: Places, quotes: Sequence[Places]) -> frozenset[int]:
    """The quotes (by number) that hold half of a point's words."""
    return frozenset(k for k, quote in enumerate(quotes) if len(point & quote) * 2 >= len(point))


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


def fit_rows(model: str, rows: Rows) -> dict[str, float]:
    """One model from its examples."""
    names = FEATURES[model]
    x = np.array([[row[n] for n in names] for row, _ in rows], dtype=float)
    return logistic(x, np.array([good for _, good in rows], dtype=float), names)


def fit_aligned(pairs: Sequence[Pair]) -> dict[str, float]:
    """The chance that two points tell of one thing, from all known cells."""
    names = FEATURES["aligned"]
    x = np.concatenate([np.stack([pair.two.found[n][pair.known] for n in names], axis=1) for pair in pairs])
    y = np.concatenate([pair.same[pair.known] for pair in pairs])
    return logistic(x.astype(float), y.astype(float), names)


def fit(pairs: Sequence[Pair]) -> Weights:
    """All models, each from what those before it say of pairs that they weren't fitted on."""
    weights = Weights({}, {}, {}, {}, {})
    firsts: dict[str, NDArray[np.float32]] = {}
    for k in range(FOLDS):
        aligned = fit_aligned([pair for n, pair in enumerate(pairs) if n % FOLDS != k])
        firsts |= {p.name: doubted(chance(aligned, p.two.found), p.two.found) for p in pairs[k::FOLDS]}
    rivals = {pair.name: beside_rivals(firsts[pair.name]) for pair in pairs}
    x = np.concatenate([np.stack([rivals[p.name][n][p.known] for n in FEATURES["settled"]], axis=1) for p in pairs])
    y = np.concatenate([pair.same[pair.known] for pair in pairs])
    weights = replace(weights, settled=logistic(x.astype(float), y.astype(float), FEATURES["settled"]))
    tables = {pair.name: chance(weights.settled, rivals[pair.name]) for pair in pairs}
    weights = replace(weights, joined=fit_rows("joined", [row for p in pairs for row in rests(p, tables[p.name])]))
    groups = {pair.name: align(tables[pair.name], pair.two, weights) for pair in pairs}
    apart = [row for p in pairs for row in told_apart(p, groups[p.name])]
    alone = [row for p in pairs for row in left_over(p, tables[p.name], groups[p.name])]
    return replace(
        weights, aligned=fit_aligned(pairs), differs=fit_rows("differs", apart), absent=fit_rows("absent", alone)
    )


def rests(pair: Pair, made: NDArray[np.float32]) -> Iterator[tuple[dict[str, float], bool]]:
    """Neighbours of one sentence, one of them told by both: what speaks for them going together, and whether they do."""
    for side, points in enumerate((pair.two.a, pair.two.b)):
        cells = made if side == 0 else made.T
        same = pair.same if side == 0 else pair.same.T
        places, quotes = pair.places[side], pair.shared[side]
        for held, point in enumerate(points):
            for new in (held - 1, held + 1):
                if not 0 <= new < len(points) or points[new].sentence != point.sentence:
                    continue
                partners = np.flatnonzero(same[held])
                if len(partners) and _inside(places[held], quotes):
                    goes = bool(_inside(places[held], quotes) & _inside(places[new], quotes))
                    yield going_on(cells, pair.two, side, new, held, partners.tolist()), goes


def told_apart(pair: Pair, groups: Sequence[Group]) -> Iterator[tuple[dict[str, float], bool]]:
    """Groups that gold speaks of: what speaks for their being told differently, and whether gold says so."""
    stems = rarity((*pair.two.a, *pair.two.b), "stems")
    for group in groups:
        a, b = [pair.two.a[i] for i in group.a], [pair.two.b[j] for j in group.b]
        answers = pair.two.a[group.best[0]], pair.two.b[group.best[1]]
        found = (sides(a, pair.texts[0]), sides(b, pair.texts[1]))
        ranked = [
            (fits(pair_of(pair.texts, row), found, lax=True), kind == "differ")
            for kind in ("both", "differ")
            for row in pair.gold[kind]
        ]
        best = max(ranked, default=(0.0, False))
        if best[0] or _asked(pair, group):
            yield parting(group, pair.two, differences(a, b, answers), stems), bool(best[0]) and best[1]


def _asked(pair: Pair, group: Group) -> bool:
    """Whether gold has something to say of both sides of a group."""
    quotes = [(*pair.shared[s], *pair.alone[s]) for s in (0, 1)]
    return all(any(_inside(pair.places[s][k], quotes[s]) for k in (group.a, group.b)[s]) for s in (0, 1))


def left_over(
    pair: Pair, made: NDArray[np.float32], groups: Sequence[Group]
) -> Iterator[tuple[dict[str, float], bool]]:
    """The points in no alignment whose words some quote holds: their evidence, and whether gold has them on one side."""
    used = (frozenset(i for group in groups for i in group.a), frozenset(j for group in groups for j in group.b))
    for s in (0, 1):
        rows = absence(pair.two, s, used, made)
        for k, place in enumerate(pair.places[s]):
            if k not in used[s] and _inside(place, (*pair.alone[s], *pair.shared[s])):
                alone = any(overlap(place, q, lax=False) >= HALF for q in pair.alone[s])
                yield {n: float(v[k]) for n, v in rows.items()}, alone


Answered = dict[str, list[tuple[float, bool]]]


def by_states(pairs: Sequence[Pair]) -> list[list[Pair]]:
    """Pairs of accounts by whom they are between; those that share an account go together too."""
    parts: list[tuple[set[str], set[frozenset[str]], list[Pair]]] = []
    for pair in pairs:
        between = frozenset(party for account in pair.accounts for party in account.parties)
        told = {pair.gold["a"], pair.gold["b"]}
        part = next((one for one in parts if one[0] & told or between in one[1]), None)
        if part is None:
            parts.append((told, {between}, [pair]))
        else:
            part[0].update(told)
            part[1].add(between)
            part[2].append(pair)
    return [held for _, _, held in parts]


def answered(parts: Iterable[tuple[Weights, Sequence[Pair]]]) -> tuple[Score, Answered]:
    """The bench's figures for pairs, and every answer with its chance and whether it was right."""
    score = Score.new()
    answers: Answered = {"aligned": [], "absent": []}
    for weights, pairs in parts:
        for pair in pairs:
            result = settle(pair.accounts[0], pair.accounts[1], pair.two, weights)
            told = judge(pair.name, pair.gold, result, score, lax=False)
            for kind in answers:
                answers[kind] += told[kind]
    return score, answers


def cross_validated(pairs: Sequence[Pair]) -> tuple[Score, Answered]:
    """Each pair of states compared with weights that are fitted on all others."""
    parts = by_states(pairs)
    names = [{pair.name for pair in part} for part in parts]
    return answered((fit([p for p in pairs if p.name not in names[k]]), part) for k, part in enumerate(parts))


def least(right: int, of: int) -> float:
    """Wilson's lower bound of a share, one-sided."""
    share, z = right / of, SURENESS
    centre = share + z * z / (2 * of)
    return float((centre - z * (share * (1 - share) / of + z * z / (4 * of * of)) ** 0.5) / (1 + z * z / of))


def thresholds(answers: Mapping[str, Sequence[tuple[float, bool]]]) -> list[dict[str, str]]:
    """For each kind and threshold the share of answers from there on that were right."""
    made = []
    for kind, steps in STEPS.items():
        for step in steps:
            right = [good for sure, good in answers[kind] if sure >= step]
            if right:
                made.append(
                    {
                        "kind": kind,
                        "least": f"{step}",
                        "right": f"{sum(right) / len(right):.2f}",
                        "bound": f"{least(sum(right), len(right)):.2f}",
                        "of": f"{len(right)}",
                    }
                )
    return made


def main() -> int:
    """Fit, show, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--write",
        nargs="*",
        choices=[*FEATURES, []],
        metavar="MODEL",
        help="put the tables where the package reads them; with MODELs their weights alone",
    )
    parser.add_argument("--failures", action="store_true", help="list what was missed and what was too much")
    options = parser.parse_args()
    pairs = [prepared(file) for file in sorted(options.folder.glob("pair-*.json"))]
    score, answers = cross_validated(pairs)
    print(
        f"{options.folder}, {len(pairs)} pairs, cross-validated, one pair of states left out ({len(by_states(pairs))})"
    )
    print("\n".join(table(score)))
    if options.failures:
        print("\n".join(sorted(score.failures)))
    weights = fit(pairs)
    print("fitted on the same pairs")
    print("\n".join(table(answered([(weights, pairs)])[0])))
    rows = [
        {"model": model, "feature": name, "weight": f"{weight:.2f}"}
        for model in FEATURES
        for name, weight in getattr(weights if not options.write or model in options.write else fitted(), model).items()
    ]
    for name, lines in (("alignment_weights", rows), ("alignment_expected", thresholds(answers))):
        print(name, *(" ".join(line.values()) for line in lines), sep="\n  ")
        if options.write == [] or (options.write and name == "alignment_weights"):
            with (KNOWLEDGE / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main())
