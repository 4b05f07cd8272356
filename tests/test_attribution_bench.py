"""The bench's measure of attributions: its own cases, and the same figures as the corpus's own score where that is there."""

import contextlib
import importlib.util
import io
import json
import os
from pathlib import Path

import pytest
from bench.attribution_score import figures, right_triples, table

TEXT = "Anna said rain would fall. Later Bo denied it all."
RAIN = {"source": [[0, 4]], "cue": [[5, 9]], "content": [[10, 25]]}
DENIAL = {"source": [[33, 35]], "cue": [[36, 42]], "content": [[43, 49]]}
SHARED = Path(os.environ.get("SHARED", "../shared")) / "attribution"


def test_all_right_is_one():
    assert figures([TEXT], [[RAIN, DENIAL]], [[RAIN, DENIAL]])["triple"] == (1.0, 1.0, 1.0)


def test_another_speaker_is_wrong_but_keeps_its_content():
    rows = figures([TEXT], [[RAIN]], [[RAIN | {"source": [[33, 35]]}]])
    assert rows["content"][2] == 1.0 and rows["speaker"][2] == 0.0 and rows["wrong speaker"][0] == 1.0


def test_half_of_the_words_is_enough_and_less_is_not():
    assert right_triples(TEXT, [RAIN], [RAIN | {"content": [[10, 20]]}]) == [True]
    assert right_triples(TEXT, [RAIN], [RAIN | {"content": [[10, 14]]}]) == [False]


def test_nothing_found_divides_by_nothing():
    assert figures([TEXT], [[RAIN]], [[]])["triple"] == (0.0, 0.0, 0.0)


@pytest.mark.skipif(not (SHARED / "score.py").exists(), reason="the shared corpus is not here")
def test_it_agrees_with_the_corpus_own_score(tmp_path):
    gold = [json.loads(line) for line in (SHARED / "dev.jsonl").read_text("utf-8").splitlines()[:6]]
    found = [
        {
            "id": g["id"],
            "attributions": [a | {"cue": [[s + 3, e + 3] for s, e in a["cue"]]} for a in g["attributions"][1:]],
        }
        for g in gold
    ]
    for name, rows in (("gold", gold), ("found", found)):
        (tmp_path / name).write_text("\n".join(map(json.dumps, rows)), "utf-8")
    spec = importlib.util.spec_from_file_location("score", SHARED / "score.py")
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        score.main(tmp_path / "gold", tmp_path / "found")
    ours = table(
        figures([g["text"] for g in gold], [g["attributions"] for g in gold], [f["attributions"] for f in found])
    )
    assert said.getvalue().splitlines()[1:] == ours.splitlines()
