from pathlib import Path

import pytest

from communique import read
from communique.models.running import ModelMissing
from communique.readers.proposals import MADE_BY
from communique.readers.tagged import attributions

PAGE = """Lakeland and Brennia end fishing talks

PORT VESSA, March 4 (Reuters) - Lakeland's fisheries minister Ana Torrel said on Tuesday that both sides had settled the quota
for herring and would sign the paper in May.

Skippers in Port Vessa worry that the new quota leaves the smaller boats without work, and the harbour union's chairman Olo
Benn called the deal "a gift to the trawlers".
"""


def test_the_tagger_proposes_and_the_rules_keep_their_own() -> None:
    rules, both = read(PAGE.encode()), read(PAGE.encode(), reader="both")
    assert all(said.made_by != MADE_BY for said in rules.statements)
    kept = {(said.source_span, said.content) for said in both.statements}
    assert {(said.source_span, said.content) for said in rules.statements} <= kept
    # what both found is surer than what the rules alone found
    first, sure = rules.statements[0], both.statements[0]
    assert first.content == sure.content and sure.confidence > first.confidence
    assert both == read(PAGE.encode(), reader="both")


def test_a_model_that_is_gone_is_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing, match="read with rules only"):
        attributions(PAGE, [(0, len(PAGE))], model=tmp_path / "gone.onnx")
