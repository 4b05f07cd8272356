"""Fit the confidence and choose the settings on the dev part: `python calibrate.py MODEL.onnx DEV.jsonl OUT.json`.

For each bias towards cues: everything the model finds, a logistic regression of being right (the whole triple) on the linker's
features, and the best F1 over thresholds. Figures printed are cross-fitted (each of five parts of the articles is judged by a
scale fitted to the other four); the scale written is fitted to all.
"""

import argparse
import json
import sys
from pathlib import Path

import numpy as np
from corpus import paragraphs_of

from communique.models.tagger import tag
from communique.readers.linking import Attribution
from communique.readers.tagged import linked

sys.path.insert(0, str(Path(__file__).parents[2] / "bench"))
from attribution_score import right_triples

BIASES = (0.0, 0.7, 1.4)
FOLDS = 5
RIDGE = 2.0
PRECISE = 0.80
"""Precision the default threshold asks for; a little more is kept in hand, since the dev part is small."""
IN_HAND = 0.02


def spans(a: Attribution) -> dict:
    """In the corpus's form."""
    return {"source": [a.source] if a.source else [], "cue": [a.cue], "content": list(a.content)}


def fit(x: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Logistic regression with a ridge, by Newton's steps."""
    z = np.hstack([np.ones((len(x), 1)), x])
    w = np.zeros(z.shape[1])
    ridge = np.diag([0.0] + [RIDGE] * x.shape[1])
    for _ in range(30):
        p = 1 / (1 + np.exp(-z @ w))
        w += np.linalg.solve(z.T @ (z * (p * (1 - p))[:, None]) + ridge, z.T @ (y - p) - ridge @ w)
    return float(w[0]), w[1:]


def chance(x: np.ndarray, bias: float, weights: np.ndarray) -> np.ndarray:
    """Of being right."""
    return 1 / (1 + np.exp(-(bias + x @ weights)))


def main() -> None:
    """Fit, choose, write."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("model", type=Path)
    ask.add_argument("dev", type=Path)
    ask.add_argument("out", type=Path)
    asked = ask.parse_args()
    gold = [json.loads(line) for line in asked.dev.read_text("utf8").splitlines()]
    total = sum(bool(a.get("content")) for g in gold for a in g["attributions"])
    texts = [(g["text"], paragraphs_of(g["text"])) for g in gold]
    best: tuple[float, dict] = (0.0, {})
    for cue_bias in BIASES:
        features, right, fold = [], [], []
        for n, (g, (text, paragraphs)) in enumerate(zip(gold, texts, strict=True)):
            found = [a for part in tag(text, paragraphs, asked.model, cue_bias=cue_bias) for a in linked(part)]
            features += [a.features for a in found]
            right += right_triples(g["text"], g["attributions"], [spans(a) for a in found])
            fold += [n % FOLDS] * len(found)
        if len(set(zip(fold, right, strict=True))) < 2 * FOLDS:
            print(f"bias {cue_bias}: too little found, right or wrong, to fit a confidence to")
            continue
        x, y, part = np.array(features), np.array(right, float), np.array(fold)
        crossed = np.zeros(len(y))
        for f in range(FOLDS):
            crossed[part == f] = chance(x[part == f], *fit(x[part != f], y[part != f]))
        order = np.argsort(-crossed)
        hits = np.cumsum(y[order])
        precision, recall = hits / np.arange(1, len(y) + 1), hits / total
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        top = int(f1.argmax())
        sure = np.flatnonzero(precision >= PRECISE + IN_HAND)
        sure_at = int(sure[-1]) if len(sure) else 0
        print(
            f"bias {cue_bias}: {len(y)} found; best F1 {f1[top]:.4f} (P {precision[top]:.3f} R {recall[top]:.3f}) from {crossed[order[top]]:.3f}; "
            f"P ≥ {PRECISE + IN_HAND:.2f}: R {recall[sure_at]:.3f} from {crossed[order[sure_at]]:.3f}"
        )
        if f1[top] > best[0]:
            bias, weights = fit(x, y)
            best = (
                float(f1[top]),
                {
                    "bias": round(bias, 4),
                    "weights": [round(float(w), 4) for w in weights],
                    "cue_bias": cue_bias,
                    "threshold": round(float(crossed[order[sure_at]]), 2),
                },
            )
    if not best[1]:
        raise SystemExit("calibrate: nothing could be fitted; has the model been trained for long enough?")
    asked.out.write_text(json.dumps(best[1], indent=1) + "\n", "utf8")
    print(asked.out.read_text("utf8"))


if __name__ == "__main__":
    main()
