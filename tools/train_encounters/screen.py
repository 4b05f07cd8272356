"""The words that let a sentence be asked about: `python screen.py SENTENCES_DIR OUT.txt`. A logistic scale over the words of a sentence.

Only words that are also written small are weighed, so that no name is. The bound is set so that SHARE of the sentences kept back that hold an
encounter pass; how many others do is printed and written down.
"""

import re
import sys
from collections import Counter
from pathlib import Path

import torch
from marked import Sentence, load

from communique.models.encounters import words

SMALL = re.compile(r"(?<![A-Za-z])[a-z]+")
SHARE = 0.87
LEAST = 3
"""Sentences that must hold a word."""


def matrix(sentences: list[Sentence], vocabulary: dict[str, int]) -> torch.Tensor:
    """[sentences, words], 1 where a sentence holds a word."""
    found = torch.zeros(len(sentences), len(vocabulary))
    for row, one in enumerate(sentences):
        for word in words(one.text) & vocabulary.keys():
            found[row, vocabulary[word]] = 1
    return found


def main() -> None:
    """Fit on eleven of twelve sentences, set the bound on the twelfth, write the words."""
    every = load(*sorted(Path(sys.argv[1]).glob("*.txt")))
    held, taught = every[::12], [one for k, one in enumerate(every) if k % 12]
    often = Counter(word for one in taught for word in words(one.text))
    small = Counter(word for one in taught for word in SMALL.findall(one.text))
    vocabulary = {word: k for k, word in enumerate(sorted(w for w, n in often.items() if n >= LEAST and small[w] > 1))}
    x, y = matrix(taught, vocabulary), torch.tensor([float(bool(one.groups)) for one in taught])
    torch.manual_seed(1)
    weights = torch.zeros(len(vocabulary), requires_grad=True)
    start = torch.zeros(1, requires_grad=True)
    adam = torch.optim.Adam([weights, start], lr=0.05)
    for _ in range(200):
        loss = (
            torch.nn.functional.binary_cross_entropy_with_logits(x @ weights + start, y) + 2e-4 * weights.pow(2).sum()
        )
        adam.zero_grad()
        loss.backward()
        adam.step()
    with torch.no_grad():
        scores = matrix(held, vocabulary) @ weights + start
    told = torch.tensor([bool(one.groups) for one in held])
    bound = torch.quantile(scores[told], 1 - SHARE).item()
    passed = (scores[~told] >= bound).float().mean().item()
    print(
        f"{len(vocabulary)} words; of {len(held)} kept back {SHARE} with an encounter pass, and {passed:.2f} of the others"
    )
    lines = [
        "# Words by which a sentence may tell of an encounter, with their weights (tools/train_encounters/screen.py). A sentence is asked",
        f"# about where the weights of its words reach the bound: so are {SHARE} of those kept back with an encounter, and {passed:.2f} of the others.",
        f"{bound - start.item():.3f}",
        *(
            f"{word} {weight:.2f}"
            for word, weight in zip(vocabulary, weights.tolist(), strict=True)
            if abs(weight) >= 0.05
        ),
    ]
    Path(sys.argv[2]).write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
