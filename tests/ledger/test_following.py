"""Following in a ledger: evidence is found, decisions are people's and outlive readings, nothing forgotten stays."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from communique import reading as reading_module
from communique.ledger.engine import LedgerError
from communique.ledger.store import Ledger, restore
from communique.reading import read
from communique.records import Reading

PROMISE = """Kenya and Uganda hold talks in Nairobi

NAIROBI, March 4, 2031 (Reuters) - Kenyan Foreign Minister Amina Otieno met her Ugandan counterpart, Joseph Okello, in Nairobi on Tuesday. Kenya and Uganda agreed to resume direct flights between Kisumu and Entebbe by the end of June 2031. They agreed to hold the second session of the Kenya-Uganda Joint Ministerial Commission in Kampala at a suitable time.
"""
LATER = {
    "kept": """Planes fly again over the lake

KAMPALA, June 3, 2031 (Reuters) - Direct flights between Kisumu and Entebbe resumed on Monday, Uganda's transport minister said. Kenya sold maize to Uganda.
""",
    "broken": """Uganda grounds flights

KAMPALA, September 9, 2031 (Reuters) - Uganda has suspended direct flights between Kisumu and Entebbe, officials in Kenya said.
""",
    "other": """Tanzania and Rwanda resume flights

KIGALI, May 3, 2031 (Reuters) - Direct flights between Tanzania and Rwanda resumed on Saturday.
""",
    "session": """Commission of Kenya and Uganda meets

KAMPALA, October 1, 2031 (Reuters) - The Kenya-Uganda Joint Ministerial Commission held its first session in Kampala on Wednesday, led by Foreign Minister Amina Otieno of Kenya and Foreign Minister Joseph Okello of Uganda.
""",
}


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Reading]:
    """Each page's reading, made once."""
    folder = tmp_path_factory.mktemp("pages")
    made = {}
    for name, text in {"promise": PROMISE, **LATER}.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
        made[name] = read(folder / f"{name}.txt")
    return made


@pytest.fixture
def promised(ledger: Ledger, told: dict[str, Reading]) -> tuple[Ledger, str]:
    """A ledger with all the pages, and the id of the commitment on flights."""
    ledger.add(*told.values())
    return ledger, next(c.id for c in ledger.find("type:commitment flights by:KEN by:UGA")).strip()


def test_later_sentences_are_proposed_and_nothing_is_decided(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    found = ledger.follow(ident, today="2031-12-01")
    assert [(e.day, e.status) for e in found.evidence] == [("2031-06-03", "kept"), ("2031-09-09", "broken")]
    assert all(e.verdict is None and e.reasons and e.span for e in found.evidence)
    first = found.evidence[0]
    assert first.words.startswith("Direct flights between Kisumu and Entebbe resumed")
    assert ledger.reading(first.version).article.cut(first.span).startswith("Direct flights")  # type: ignore[arg-type]
    assert found.commitment.due == "2031-06-30"
    assert found.life.status == "lapsed"  # nobody has confirmed anything
    assert ledger.follow(ident, today="2031-04-01").life.waits_for == "due 2031-06-30 (in 90 days)"


def test_a_person_decides(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    kept, broken = (e.id for e in ledger.follow(ident).evidence)
    ledger.decide(ident, kept, "confirm", "Ana", "seen by us")
    assert ledger.follow(ident).life.status == "kept"
    ledger.decide(ident, broken, "reject", "Ana")
    assert ledger.follow(ident).life.status == "kept"
    ledger.decide(ident, broken, "confirm", "Bo")
    followed = ledger.follow(ident)
    assert followed.life.status == "kept"  # where people disagree, a sentence counts for nothing
    assert {d.judge: d.verdict for d in followed.evidence[1].decided} == {"Ana": "reject", "Bo": "confirm"}
    ledger.decide(ident, broken, "undo", "Ana")
    assert ledger.follow(ident).life.status == "broken"
    ledger.decide(ident, kept, "confirm", "Ana", status="partly kept")
    assert ledger.follow(ident).evidence[0].status == "partly kept"
    with pytest.raises(LedgerError, match="no evidence"):
        ledger.decide(ident, "e-none", "confirm")


def test_the_unlikeliest_of_many_sentences_can_be_decided_on(
    ledger: Ledger, told: dict[str, Reading], tmp_path: Path
) -> None:
    towns = [
        f"{first}{last}"
        for first in ("Mo", "Ka", "Lu", "Si")
        for last in "ba da fa ga ha ka la ma na pa ra ta va za".split()
    ]
    said = " ".join(
        f"Direct flights between Kisumu and Entebbe by way of {town} resumed, officials in Kenya and Uganda said."
        for town in towns
    )
    (tmp_path / "many.txt").write_text(f"Planes fly\n\nKAMPALA, June 3, 2031 (Reuters) - {said}\n")
    ledger.add(told["promise"], tmp_path / "many.txt", workers=1)
    ident = next(c.id for c in ledger.find("type:commitment flights by:KEN by:UGA"))
    found = sorted(ledger.follow(ident, most=99).evidence, key=lambda one: one.score or 0.0)
    assert len(found) > 50
    ledger.decide(ident, found[0].id, "confirm", "Ana")
    held = next(one for one in ledger.follow(ident, most=99).evidence if one.id == found[0].id)
    assert (held.verdict, held.words) == ("confirm", found[0].words)


def test_commitments_tell_how_they_stand(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    before = {one.id: one for one in ledger.commitments("by:KEN", today="2031-05-01")}
    assert before[ident].open and not before[ident].overdue
    after = {one.id: one for one in ledger.commitments("by:KEN", today="2031-08-01")}
    assert after[ident].overdue and after[ident].status == "lapsed" and not after[ident].open
    ledger.decide(ident, ledger.follow(ident).evidence[0].id, "confirm")
    assert {one.id: one.status for one in ledger.commitments(today="2031-08-01")}[ident] == "kept"


def test_a_session_waits_for_the_next_of_its_mechanism(promised: tuple[Ledger, str]) -> None:
    ledger, _ = promised
    ident = next(c.id for c in ledger.find("type:commitment session"))
    found = ledger.follow(ident, today="2031-12-01")
    assert found.sessions[0].day == "2031-10-01"
    assert found.life.waits_for is not None
    assert "session 2 of the" in found.life.waits_for and "2031-10-01" in found.life.waits_for


def test_scores_are_added_undone_and_compared(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    other = next(c.id for c in ledger.find("type:commitment session"))
    for one, ana, bo in ((ident, 1, 1), (other, -1, 0)):
        ledger.score(one, ana, "Ana", final=True)
        ledger.score(one, bo, "Bo", final=True, note="late")
    ledger.score(ident, 0, "Ana")  # interim, beside the final one
    found = ledger.follow(ident)
    assert [(s.coder, s.stage, s.value, s.note) for s in found.scores] == [
        ("Ana", "final", 1, None),
        ("Bo", "final", 1, "late"),
        ("Ana", "interim", 0, None),
    ]
    (agreed,) = ledger.agreement("final")
    # seen .5 both ways; by chance linear (0 + 1 + 2 + 1) / 4 = 1, quadratic (0 + 1 + 4 + 1) / 4 = 1.5
    assert (agreed.both, agreed.same, agreed.linear) == (2, 1, pytest.approx(0.5))
    assert agreed.quadratic == pytest.approx(1 - 0.5 / 1.5)
    ledger.score(ident, None, "Bo", final=True)
    assert [s.coder for s in ledger.follow(ident).scores] == ["Ana", "Ana"]
    ledger.score(ident, 0, "Ana", final=True)
    assert [s.value for s in ledger.follow(ident).scores if s.stage == "final"] == [0]
    for value, message in ((2, "not one of"), (1, "no commitment")):
        with pytest.raises(LedgerError, match=message):
            ledger.score("c-none", value, "Ana")


def another_reader(monkeypatch: pytest.MonkeyPatch, change: Callable[[Reading], Reading]) -> None:
    first = reading_module.read
    monkeypatch.setattr(reading_module, "read", lambda *words, **told: change(first(*words, **told)))
    monkeypatch.setattr(reading_module, "reader_id", lambda: "another/2")


def test_decisions_and_scores_outlive_a_rereading(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in {"promise": PROMISE, **LATER}.items():
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    ledger.add(*sorted(tmp_path.glob("*.txt")), workers=1)
    ident = next(c.id for c in ledger.find("type:commitment flights by:KEN by:UGA"))
    kept = ledger.follow(ident).evidence[0].id
    ledger.decide(ident, kept, "confirm", "Ana")
    ledger.score(ident, 1, "Ana")

    def change(reading: Reading) -> Reading:
        """A better reader: every action is a word shorter."""
        shorter = [
            replace(c, action=(c.action[0], c.action[0] + reading.article.cut(c.action).rindex(" ")))
            for c in reading.commitments
        ]
        return replace(reading, commitments=tuple(shorter))

    another_reader(monkeypatch, change)
    assert ledger.reread(workers=1).reread >= 1
    now = next(c.id for c in ledger.find("type:commitment flights by:KEN by:UGA"))
    assert now != ident
    found = ledger.follow(now)
    assert [e.id for e in found.evidence if e.verdict == "confirm"] == [kept]
    assert found.life.status == "kept"
    assert [s.value for s in found.scores] == [1]
    assert ledger.check() == []


def test_a_confirmed_sentence_stays_when_it_is_proposed_no_more(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    ledger.decide(ident, ledger.follow(ident).evidence[0].id, "confirm", "Ana")
    assert [e.status for e in ledger.follow(ident, most=0).evidence] == ["kept"]


def test_forgetting_a_page_takes_its_evidence_along(promised: tuple[Ledger, str]) -> None:
    ledger, ident = promised
    first = ledger.follow(ident).evidence[0]
    ledger.decide(ident, first.id, "confirm", "Ana")
    ledger.forget(first.version)
    found = ledger.follow(ident)
    assert [e.status for e in found.evidence] == ["broken"]
    assert found.life.status != "kept"
    ledger.score(ident, 1, "Ana")
    ledger.forget(found.commitment.version)
    assert ledger.agreement("interim") == ()


def test_a_backup_carries_decisions_and_scores(promised: tuple[Ledger, str], tmp_path: Path) -> None:
    ledger, ident = promised
    ledger.decide(ident, ledger.follow(ident).evidence[0].id, "confirm", "Ana")
    ledger.score(ident, 1, "Bo", final=True)
    ledger.backup(tmp_path / "copy.sqlite")
    restore(tmp_path / "copy.sqlite", tmp_path / "other.sqlite")
    with Ledger(tmp_path / "other.sqlite") as other:
        assert other.digest() == ledger.digest()
        found = other.follow(ident)
        assert found.life.status == "kept" and [s.coder for s in found.scores] == ["Bo"]


def test_no_commitment_no_following(promised: tuple[Ledger, str]) -> None:
    ledger, _ = promised
    meeting = next(m.id for m in ledger.find("type:meeting"))
    for ident in ("c-none", meeting):
        with pytest.raises(LedgerError, match="no commitment"):
            ledger.follow(ident)
