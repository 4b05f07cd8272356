"""The main job on whole pages: every record sound, and true to the text."""

import json
from pathlib import Path

import jsonschema
import pytest

from communique import read
from communique.models import tagger
from communique.reading import reader_id
from communique.records import Reading, RecordError, faults, schema

FOLDER = Path(__file__).parent.parent / "examples"
EXAMPLES = sorted([*FOLDER.glob("*.*"), *FOLDER.glob("beijing-2024/*.*")])
"""Not the ledger's episodes: tests/test_episodes.py reads those."""


@pytest.fixture(scope="module", params=EXAMPLES, ids=lambda path: path.name)
def reading(request: pytest.FixtureRequest) -> Reading:
    return read(request.param)


def test_reading_is_sound(reading: Reading) -> None:
    assert list(faults(reading)) == []


def test_json_round_trips_to_the_byte(reading: Reading) -> None:
    text = reading.to_json()
    assert Reading.from_json(text) == reading
    assert Reading.from_json(text).to_json() == text


def test_json_fits_the_schema(reading: Reading) -> None:
    jsonschema.validate(json.loads(reading.to_json()), schema())


def test_every_record_carries_its_words(reading: Reading) -> None:
    for record in (*reading.meetings, *reading.statements, *reading.commitments, *reading.positions):
        assert record.evidence
        assert 0 < record.confidence <= 1
        assert "/" in record.made_by
        assert all(reading.article.cut(span).strip() for span in record.evidence)


def test_wire_report() -> None:
    reading = read(Path(__file__).parent.parent / "examples" / "wire-moyale.txt")
    met = next(m for m in reading.meetings if m.kind == "meeting" and m.status == "held")
    assert {reading.actor(p.actor).name for p in met.participants} == {"Musalia Mudavadi", "Gedion Timothewos"}
    assert met.start == "2025-03-04"
    assert met.place == "Nairobi"
    agreed = [reading.article.cut(c.action) for c in reading.commitments if c.kind == "agreed"]
    assert "reopen the crossing at Moyale" in agreed
    assert "hold joint patrols along the frontier" in agreed


def test_mirror_is_mended() -> None:
    reading = read(Path(__file__).parent.parent / "examples" / "mirror-two-rivers.html")
    assert reading.article.title == "Chile and Peru sign water accord"
    assert "LuckyDome88" not in reading.article.text
    assert reading.article.origin.publisher == "EFE"
    assert len(reading.article.splices) >= 2
    assert reading.article.reference == "2024-07-11"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{", "not JSON"),
        ("{}", "format"),
        ('{"format": "communique.reading/2"}', "format"),
        ('{"format": "communique.reading/1"}', "missing"),
    ],
)
def test_bad_json_names_its_fault(text: str, fault: str) -> None:
    with pytest.raises(RecordError, match=fault):
        Reading.from_json(text)


def test_bad_span_is_refused(reading: Reading) -> None:
    raw = json.loads(reading.to_json())
    raw["article"]["parts"][0]["span"] = [0, 10**9]
    with pytest.raises(RecordError, match="outside the text"):
        Reading.from_json(json.dumps(raw))


def test_the_readers_name_asks_for_no_weights_that_it_does_not_use(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_at: list[str] = []
    plain = Path.read_bytes

    def noted(file: Path) -> bytes:
        looked_at.append(file.name)
        return plain(file)

    monkeypatch.setattr(Path, "read_bytes", noted)
    rules, both = reader_id.__wrapped__("rules"), reader_id.__wrapped__("both")
    assert rules != both
    assert looked_at.count(tagger.MODEL.name) == 1
    assert "cues.csv" in looked_at
