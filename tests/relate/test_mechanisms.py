"""Mechanisms out of tellings: who means which, sessions, gaps, the next one due."""

from hypothesis import given
from hypothesis import strategies as st

from communique.relate.dialogues import dialogues
from communique.relate.mechanisms import Telling

ECONOMIC = "Japan-China High-Level Economic Dialogue"
TURNED = "China-Japan High-Level Economic Dialogue"


def meeting(
    ident: str, name: str, parties: tuple[str, ...], session: int | None, start: str, **more: object
) -> Telling:
    told = {"status": "held", "end": start, **more}
    return Telling(ident, f"page of {ident}", "meeting", name, parties, session=session, start=start, **told)  # type: ignore[arg-type]


def test_both_sides_names_are_one_mechanism_of_the_table() -> None:
    (one,) = dialogues(
        [
            meeting("m1", ECONOMIC, ("CHN", "JPN"), 5, "2019-04-14", place="Beijing"),
            meeting("m2", TURNED, ("CHN", "JPN"), 6, "2025-03-22", place="Tokyo"),
        ]
    )
    assert one.known
    assert one.name == ECONOMIC
    assert ("CHN", TURNED) in one.sides
    assert [(session.number, session.place) for session in one.sessions] == [(5, "Beijing"), (6, "Tokyo")]
    assert one.gaps == ("1..4",)
    assert one.level == "ministers"


def test_a_mechanism_that_no_table_knows() -> None:
    name, turned = "Ruritania-Freedonia River Commission", "Freedonia-Ruritania River Commission"
    (one,) = dialogues(
        [
            meeting("m1", name, ("FRD", "RUR"), 2, "2021-05-04"),
            meeting("m2", turned, ("FRD", "RUR"), 3, "2022-05-10"),
            meeting("m3", name, (), 5, "2024-05-20"),
        ]
    )
    assert not one.known
    assert one.names == (name, turned)
    assert one.parties == ("FRD", "RUR")
    assert one.gaps == ("1", "4")
    assert one.next is not None
    assert (one.next.number, one.next.when) == (6, "2025-05")


def test_one_name_of_two_pairs_of_parties() -> None:
    found = dialogues(
        [
            meeting("m1", "Strategic Consultation", ("FRD", "RUR"), 1, "2021-05-04"),
            meeting("m2", "Strategic Consultation", ("GRA", "RUR"), 1, "2021-06-04"),
            meeting("m3", "Strategic Consultation", ("GRA",), 2, "2022-06-04"),
            meeting("m4", "Strategic Consultation", ("RUR",), 3, "2023-06-04"),
        ]
    )
    assert sorted(tuple(session.records for session in one.sessions) for one in found) == [
        ((("m1",),)),
        (("m2",), ("m3",)),
        ((("m4",),)),
    ], "of two that it may be it is neither"


def test_a_name_without_states_is_that_of_its_parties() -> None:
    found = dialogues(
        [
            meeting("m1", ECONOMIC, ("CHN", "JPN"), 6, "2025-03-22"),
            meeting(
                "m2",
                "High-Level Economic Dialogue",
                ("CHN", "JPN"),
                None,
                "2026-01-01",
                end="2026-12-31",
                status="planned",
            ),
            meeting("m3", "High-Level Economic Dialogue", ("CHN", "FRA"), None, "2026-03-04"),
        ]
    )
    assert (found[0].name, found[0].records) == (ECONOMIC, 2)
    assert found[0].next is not None
    assert (found[0].next.number, found[0].next.when) == (7, "2026")


def test_who_promises_need_not_be_a_party() -> None:
    name = "Ruritania-Freedonia River Commission"
    (one,) = dialogues(
        [
            meeting("m1", name, ("FRD", "RUR"), 2, "2021-05-04"),
            Telling(
                "c1",
                "page of m1",
                "commitment",
                name,
                ("FRD", "GRA"),
                session=2,
                start="2021-05-04",
                words="open a lock",
            ),
        ]
    )
    assert one.parties == ("FRD", "RUR")
    assert [promise.words for promise in one.sessions[0].agreed] == ["open a lock"]


def test_tellings_of_one_session() -> None:
    name = "Ruritania-Freedonia River Commission"
    sides = ("FRD", "RUR")
    (one,) = dialogues(
        [
            meeting("m1", name, sides, 4, "2023-05-04", people=(("Ana Prat", "RUR"),)),
            meeting("m2", name, sides, None, "2023-05-04", place="Strelsau"),
            meeting("m3", name, sides, 4, "2023-05-05"),
            meeting("m4", name, sides, 4, "2023-05-04", status="planned"),
            meeting("m5", name, sides, None, "2023-01-01", end="2023-12-31"),
            meeting("m6", name, sides, 5, "2024-06-01", end="2024-06-30", status="planned"),
        ]
    )
    first, second = one.sessions
    assert first.records == ("m1", "m2", "m3", "m4", "m5")
    assert (first.start, first.other_days, first.place, first.people) == (
        "2023-05-04",
        ("2023-05-05",),
        "Strelsau",
        (("Ana Prat", "RUR"),),
    )
    assert second.status == "planned"
    assert one.next is not None
    assert (one.next.number, one.next.when) == (5, "2024-06")
    assert "m6" in one.next.reason


def test_only_those_asked_for() -> None:
    tellings = [
        meeting("m1", "Strategic Consultation", ("FRD", "RUR"), 1, "2021-05-04"),
        meeting("m2", "Strategic Consultation", ("GRA", "RUR"), 1, "2021-06-04"),
    ]
    (one,) = dialogues(tellings, {"m2"})
    assert one.parties == ("GRA", "RUR")


parties = st.sampled_from([(), ("FRD",), ("RUR",), ("FRD", "RUR"), ("GRA", "RUR")])
tellings = st.builds(
    lambda number, page, type_, name, sides, session, day, status: Telling(
        f"r{number}", f"p{page}", type_, name, sides, status, session, day, day
    ),
    st.integers(0, 10**9),
    st.integers(0, 5),
    st.sampled_from(["meeting", "commitment", "mechanism", "statement"]),
    st.sampled_from([ECONOMIC, TURNED, "Strategic Consultation", "Consultation Strategic"]),
    parties,
    st.none() | st.integers(1, 9),
    st.sampled_from(["", "2021-01-05", "2021-01-06", "2022-03-01"]),
    st.sampled_from([None, "held", "planned", "cancelled"]),
)


@given(st.lists(tellings, max_size=12, unique_by=lambda one: one.id), st.randoms())
def test_the_order_of_tellings_tells_nothing(told: list[Telling], chance: st.DataObject) -> None:
    found = dialogues(told)
    assert sum(one.records for one in found) == len(told)
    mixed = list(told)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert dialogues(mixed) == found
