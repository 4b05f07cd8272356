"""Following: what a sentence tells of a promise, how a promise stands, and the arithmetic of coders' agreement."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique import knowledge
from communique.cli.following import STATUSES
from communique.relate.agreement import agreements, weighted_kappa
from communique.relate.deeds import promised
from communique.relate.following import follow, told_by
from communique.relate.lives import Session, life, promised_session, waits_for
from communique.relate.progress import recalls
from communique.relate.sentences import sentences
from communique.relate.undertakings import Passage, Progress, Undertaking, deeds, parties_named

FLIGHTS = Undertaking("c1", ("KEN", "UGA"), (), "resume direct flights between Kisumu and Entebbe",
                      "Kenya and Uganda agreed to resume direct flights between Kisumu and Entebbe.", "2031-02-01")  # fmt: skip
DUTY = Undertaking("c2", ("CHL",), ("PER",), "abolish its duty on Peruvian avocados",
                   "Chile will abolish its duty on Peruvian avocados.", "2031-02-01", "2031-12-31")  # fmt: skip


def told(one: Undertaking, text: str, day: str = "2031-06-01") -> str:
    return told_by(one, Passage("p", text, day, one.parties)).status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Direct flights between Kisumu and Entebbe resumed on Sunday.", "kept"),
        ("Kenya and Uganda have resumed their direct flights.", "kept"),
        ("The first direct flight from Entebbe touched down in Kisumu.", "kept"),
        ("Kenya will resume the flights to Entebbe in March, its transport minister said.", "reaffirmed"),
        ("The two ministers reaffirmed that flights between Kisumu and Entebbe matter to both peoples.", "reaffirmed"),
        ("Direct flights between Kisumu and Entebbe have yet to resume.", "announced"),
        ("Officials are preparing the flights between Kisumu and Entebbe.", "under way"),
        ("Uganda has suspended the flights to Kisumu again.", "broken"),
        ("The flights to Entebbe were replaced by a bus.", "superseded"),
        ("Flights have resumed, but only on Mondays.", "partly kept"),
    ],
)
def test_what_a_sentence_tells(text: str, status: str) -> None:
    assert told(FLIGHTS, text) == status


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Chile scrapped its duty on avocados from Peru.", "kept"),
        ("Chile has not abolished the duty on avocados.", "announced"),
        ("Santiago reimposed a duty on Peruvian avocados.", "broken"),
        ("Peru abolished its own duty on avocados.", "under way"),  # another's deed is no promise kept
        ("Chile abolished its duty on steel.", "kept"),  # "duty" is named; that it is another is for the score to say
        ("Chile abolished visas.", "under way"),  # nothing of what was promised is named
    ],
)
def test_claims_need_the_actor_and_the_matter(text: str, status: str) -> None:
    assert told(DUTY, text) == status


def test_what_is_missing_after_the_date_has_lapsed() -> None:
    assert told(DUTY, "Chile has not abolished the duty on avocados.", "2032-01-05") == "lapsed"


def test_a_promise_not_to_do_is_broken_by_doing() -> None:
    one = Undertaking("c3", ("GUY",), (), "not threaten its neighbour with force", "Guyana will not threaten …", None)
    assert promised(one.action).against
    assert told(one, "Guyana threatened its neighbour with force.") == "broken"


def test_a_recalled_promise_is_no_news() -> None:
    assert recalls("In January the two sides had agreed to resume flights.") == "agreed"
    assert recalls("Last month Chile promised to abolish its duty.") == "promised"
    assert recalls("The two sides agreed to resume flights.") is None
    assert recalls("Flights resumed on Sunday, as the two sides had agreed.") is None


def test_look_alikes_are_not_proposed() -> None:
    own = Passage("a", "Direct flights between Kisumu and Entebbe resumed on Sunday.", "2031-05-01", ("KEN", "UGA"))
    other = Passage("b", "Direct flights between Tanzania and Rwanda resumed on Sunday.", "2031-05-02", ("RWA", "TZA"))
    before = Passage("c", "Direct flights between Kisumu and Entebbe ended on Sunday.", "2030-05-01", ("KEN", "UGA"))
    found = follow(FLIGHTS, [other, before, own])
    assert [e.passage.ref for e in found] == ["a"]
    assert found[0].status == "kept"
    assert any("words in common" in reason for reason in found[0].reasons)
    assert follow(FLIGHTS, []) == ()


def test_following_does_not_hang_on_the_order_of_passages() -> None:
    some = [
        Passage(f"p{n}", text, f"2031-0{n}-01", ("KEN", "UGA"))
        for n, text in enumerate(
            ("Flights to Entebbe resumed.", "Uganda closed its border.", "Flights will resume."), 3
        )
    ]
    assert follow(FLIGHTS, some) == follow(FLIGHTS, some[::-1])


def test_parties_are_named_in_many_ways() -> None:
    assert list(parties_named("Nairobi told the Ugandan envoy and the African Union").values()) == [
        "KEN",
        "UGA",
        "African Union",
    ]
    assert parties_named("ships in the South China Sea") == {}
    assert set(parties_named("the Tarsian envoy in Vellmark", ("Tarsia", "Vellmark")).values()) == {
        "Tarsia",
        "Vellmark",
    }


def test_a_life_follows_deeds_and_not_words() -> None:
    assert life(DUTY, [], "2031-06-01").status == "announced"
    assert life(DUTY, [], "2032-01-01") == life(DUTY, [("2031-03-01", "announced")], "2032-01-01")
    lapsed = life(DUTY, [], "2032-01-01")
    assert (lapsed.status, lapsed.since, lapsed.overdue) == ("lapsed", "2031-12-31", True)
    begun = life(DUTY, [("2031-03-01", "under way"), ("2031-04-01", "reaffirmed")], "2032-01-01")
    assert (begun.status, begun.since, begun.overdue) == ("under way", "2031-03-01", True)
    kept = life(DUTY, [("2031-03-01", "kept"), ("2031-04-01", "reaffirmed")], "2032-01-01")
    assert (kept.status, kept.overdue, kept.waits_for) == ("kept", False, None)
    assert life(DUTY, [("2031-03-01", "kept"), ("2031-09-01", "broken")], "2032-01-01").status == "broken"


def test_what_is_waited_for() -> None:
    assert waits_for(DUTY, "2031-12-01") == "due 2031-12-31 (in 30 days)"
    early = Undertaking(
        "c", ("CHN", "JPN"), (), "lift it at an early date", "They agreed to lift it at an early date.", None
    )
    assert waits_for(early, "2031-01-01") == "“at an early date”: no day is set"
    third = Undertaking("c", ("CHN", "JPN"), (), "hold the third session of the Forum at a suitable time", "", None,
                        mechanism="Two Rivers Forum")  # fmt: skip
    sessions = [
        Session("Two Rivers Forum", 1, "2029-02-01", "Accra"),
        Session("Two Rivers Forum", 2, "2030-02-01", "Bo"),
    ]
    assert waits_for(third, "2031-01-01", sessions) == (
        "“at a suitable time”: no day is set; session 3 of the Two Rivers Forum; session 2 was on 2030-02-01 in Bo"
    )
    assert waits_for(third, "2031-01-01").endswith("none is on record")  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("action", "number"),
    [
        ("hold the third session in Japan", 3),
        ("convene the 26th round of talks", 26),
        ("host the fourth ministerial meeting", 4),
        ("build a third bridge", None),
    ],
)
def test_sessions_promised_by_number(action: str, number: int | None) -> None:
    assert promised_session(action) == number


def test_kappa_as_computed_by_hand() -> None:
    pairs = [(1, 1), (1, 0), (0, 0), (-1, 0), (1, 1)]
    # seen: two of five differ by one, .4; by chance: linear .36 + .08 + .16 + .12 = .72, quadratic .36 + .08 + .32 + .12
    assert weighted_kappa(pairs, 1) == pytest.approx(1 - 0.4 / 0.72)
    assert weighted_kappa(pairs, 2) == pytest.approx(1 - 0.4 / 0.88)
    assert weighted_kappa([(1, 1), (-1, -1), (0, 0)]) == 1
    assert weighted_kappa([(1, -1), (-1, 1)]) == pytest.approx(-1)
    assert weighted_kappa([]) is None
    assert weighted_kappa([(1, 1), (1, 1)]) is None


VALUE = st.sampled_from((-1, 0, 1))


@given(st.lists(st.tuples(VALUE, VALUE), min_size=1, max_size=30), st.sampled_from((1, 2)))
def test_kappa_is_the_same_from_either_side_and_never_above_one(pairs: list[tuple[int, int]], power: int) -> None:
    kappa = weighted_kappa(pairs, power)
    assert kappa == (pytest.approx(weighted_kappa([(b, a) for a, b in pairs], power)) if kappa is not None else None)
    assert kappa is None or kappa <= 1


def test_agreement_is_over_what_both_scored() -> None:
    found = agreements("final", {"Ana": {"c1": 1, "c2": 0}, "Bo": {"c1": 1, "c3": -1}, "Cy": {"c9": 1}})
    assert [(a.one, a.other, a.both, a.same) for a in found] == [("Ana", "Bo", 1, 1)]


def test_tables_hold() -> None:
    statuses = set(get_args(Progress))
    assert set(STATUSES) == statuses
    assert {row["status"] for row in knowledge.table("progress_words")} <= statuses
    for deed in deeds():
        assert deed.done and not set(deed.done) & set(deed.undone), deed.name


def test_sentences_end_where_a_reader_says() -> None:
    text = "Mr. Diallo met Gen. Ngo in the U.S. capital. “We agree.” They left!\n\nA list\nOne"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Diallo met Gen. Ngo in the U.S. capital.",
        "“We agree.”",
        "They left!",
        "A list",
        "One",
    ]


@given(st.text(max_size=200))
def test_sentences_hold_all_that_is_no_space(text: str) -> None:
    spans = list(sentences(text))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(a < b for a, b in spans)
