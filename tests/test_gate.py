"""The quality gate: no score on the golden documents falls below the stored baseline.

`python tests/test_gate.py` rewrites the baseline; a lower one goes in with its reason in the same commit.
"""

import hashlib
import json
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent / "bench"))

from communique import read  # noqa: E402
from scoring import score  # noqa: E402 - the bench folder is no package

BASELINE = HERE / "golden" / "baseline.json"
HALVES = ("dev", "check")
EPSILON = 0.0005
"""Below the change that one record found or lost makes in the largest half (one of some 500 moves F1 by .001)."""


def corpus(half: str) -> list[tuple[str, dict, Path]]:  # type: ignore[type-arg]
    found = []
    for file in sorted((HERE / "golden" / half).glob("*.json")):
        gold = json.loads(file.read_text("utf-8"))
        found.append((file.stem, gold, file.parent / gold.get("file", f"{file.stem}.txt")))
    return found


def digest(half: str) -> str:
    sha = hashlib.sha256()
    for _, gold, page in corpus(half):
        sha.update(json.dumps(gold, sort_keys=True).encode())
        sha.update(page.read_bytes())
    return sha.hexdigest()[:16]


def measured(half: str, show: object = None) -> dict[str, float]:
    documents = [(name, gold, json.loads(read(page).to_json())) for name, gold, page in corpus(half)]
    return {kind: row["f1"] for kind, row in score(documents).items()}


@pytest.mark.parametrize("half", HALVES)
def test_no_score_falls(half: str) -> None:
    stored = json.loads(BASELINE.read_text("utf-8"))[half]
    assert digest(half) == stored["corpus"], "the golden documents changed: measure the baseline anew and say so"
    now = measured(half)
    fallen = {kind: (now[kind], floor) for kind, floor in stored["f1"].items() if now[kind] < floor - EPSILON}
    assert not fallen, f"(now, baseline): {fallen}"


@pytest.mark.parametrize("half", HALVES)
def test_gold_quotes_stand_in_the_page(half: str) -> None:
    for name, gold, page in corpus(half):
        text = page.read_text("utf-8")
        for said in gold["statements"]:
            assert all(piece in text for piece in said["content"]), (name, said)
        for promise in gold["commitments"]:
            assert promise["action"] in text, (name, promise)
        for time in gold["times"]:
            assert time["quote"] in text, (name, time)
            assert time["start"] <= time["end"], (name, time)


def main() -> None:
    old = json.loads(BASELINE.read_text("utf-8")) if BASELINE.exists() else {}
    new = {half: {"corpus": digest(half), "f1": measured(half)} for half in HALVES}
    for half in HALVES:
        for kind, value in new[half]["f1"].items():
            before = old.get(half, {}).get("f1", {}).get(kind)
            if before != value:
                print(f"{half} {kind}: {before} -> {value}")
    BASELINE.write_text(json.dumps(new, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
