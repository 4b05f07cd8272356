"""Time expressions in TIMEX3: own sentences with the type and value of each, and soundness over any text."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.time_calendars import easter, feast
from communique.language.time_grammar import FIRST, RULES, candidates, patterns
from communique.language.time_lengths import number, period
from communique.language.time_tags import tag

WED = "2024-12-25"

TAGGED = [
    # dates
    ("They met on [Tuesday].", "DATE", "2024-12-24"),
    ("They will meet in [March].", "DATE", "2025-03"),
    ("They met in [early March].", "DATE", "2024-03"),
    ("They met [last week].", "DATE", "2024-W51"),
    ("They met [earlier this year].", "DATE", "2024"),
    ("They met over [the weekend].", "DATE", "2024-W51-WE"),
    ("Exports rose in [the third quarter].", "DATE", "2024-Q3"),
    ("Exports rose in [the first half of 2023].", "DATE", "2023-H1"),
    ("They met in [the summer of 2023].", "DATE", "2023-SU"),
    ("The treaties of [the 1990s] hold.", "DATE", "199"),
    ("The treaties of [the late '80s] hold.", "DATE", "198"),
    ("The border dates from [the 19th century].", "DATE", "18"),
    ("The pact is due by [the end of 2025].", "DATE", "2025"),
    ("They met [three years ago].", "DATE", "2021"),
    ("They met [two months ago].", "DATE", "2024-10"),
    ("They met [six weeks ago].", "DATE", "2024-W46"),
    ("He was born in [nineteen ninety-seven].", "DATE", "1997"),
    ("It was signed in [January nineteen ninety-seven].", "DATE", "1997-01"),
    ("The budget for [fiscal 2025] was passed.", "DATE", "FY2025"),
    ("They met before [Thanksgiving].", "DATE", "2024-11-28"),
    ("They met on [Easter Monday].", "DATE", "2025-04-21"),
    ("The law of [Reiwa 6] stands.", "DATE", "2024"),
    ("It was printed in [民國113年].", "DATE", "2024"),
    ("It was printed on [令和6年12月25日].", "DATE", "2024-12-25"),
    # the present, the past and the future
    ("The talks are [now] open.", "DATE", "PRESENT_REF"),
    ("The talks are [currently] stalled.", "DATE", "PRESENT_REF"),
    ("The envoy [recently] returned.", "DATE", "PAST_REF"),
    ("Trade grew in [recent years].", "DATE", "PAST_REF"),
    ("They will meet [soon].", "DATE", "FUTURE_REF"),
    ("They will meet in [the near future].", "DATE", "FUTURE_REF"),
    # times of day
    ("They spoke at [5 p.m.] in Lenna.", "TIME", "2024-12-25T17:00"),
    ("They spoke at [10:35 a.m. Tuesday].", "TIME", "2024-12-24T10:35"),
    ("They spoke at [4:30 p.m. Japan time].", "TIME", "2024-12-25T16:30"),
    ("They spoke at [14:30 GMT].", "TIME", "2024-12-25T14:30Z"),
    ("They spoke at [0800 GMT].", "TIME", "2024-12-25T08:00Z"),
    ("They spoke at [noon].", "TIME", "2024-12-25T12:00"),
    ("They met [Tuesday morning].", "TIME", "2024-12-24TMO"),
    ("They met [yesterday evening].", "TIME", "2024-12-24TEV"),
    ("They met [last night].", "TIME", "2024-12-24TNI"),
    # lengths
    ("They spoke for [two hours].", "DURATION", "PT2H"),
    ("They spoke for [70 minutes].", "DURATION", "PT70M"),
    ("They spoke for [half an hour].", "DURATION", "PT30M"),
    ("The [three-day] visit ended.", "DURATION", "P3D"),
    ("The truce held for [two and a half years].", "DURATION", "P2Y6M"),
    ("The truce held for [2 1/2 years].", "DURATION", "P2Y6M"),
    ("The truce held for [several weeks].", "DURATION", "PXW"),
    ("Trade doubled in [the past five years].", "DURATION", "P5Y"),
    ("The ban lasted [more than a decade].", "DURATION", "P10Y"),
    ("The ban lasted [twenty-five years].", "DURATION", "P25Y"),
    ("It took [months] to agree.", "DURATION", "PXM"),
    # again and again
    ("They meet [every two weeks].", "SET", "P2W"),
    ("They meet [every Monday].", "SET", "XXXX-WXX-1"),
    ("They meet on [Mondays].", "SET", "XXXX-WXX-1"),
    ("They meet on [Tuesday nights].", "SET", "XXXX-WXX-2TNI"),
    ("They meet twice [a year].", "SET", "P1Y"),
    ("The [annual] meeting was held.", "SET", "P1Y"),
]  # fmt: skip

UNTAGGED = [
    "The meeting marks the 52nd anniversary of their ties.",
    "They met on the sidelines of a summit.",
    "A second term is no second chance.",
    "The Daily Mirror and the 60 Minutes team came.",
    "The 52-year-old envoy and her 20-year-old aide spoke well.",
    "Three-quarters of the members agreed.",
    "The fall of the government may march on.",
]


@pytest.mark.parametrize(("marked", "kind", "value"), TAGGED, ids=[case[0] for case in TAGGED])
def test_an_expression_has_its_type_and_value(marked: str, kind: str, value: str) -> None:
    expected = re.search(r"\[(.+?)\]", marked)
    assert expected
    text = marked.replace("[", "", 1).replace("]", "", 1)
    tags = [(text[slice(*one.span)], one.type, one.value) for one in tag(text, WED)]
    assert (expected[1], kind, value) in tags


@pytest.mark.parametrize("text", UNTAGGED)
def test_what_measures_no_time_is_left_alone(text: str) -> None:
    assert tag(text, WED) == ()


def test_a_span_of_days_is_two_dates() -> None:
    text = "He toured the region from 29 June to 3 July 2025."
    assert [(text[slice(*one.span)], one.value) for one in tag(text, WED)] == [
        ("29 June", "2025-06-29"),
        ("3 July 2025", "2025-07-03"),
    ]


def test_a_year_earlier_is_counted_from_the_quarter_told_of() -> None:
    text = "Profit rose in the third quarter from $2 million a year earlier."
    assert [one.value for one in tag(text, WED)] == ["2024-Q3", "2023-Q3"]
    assert [one.value for one in tag("Profit rose in 2020 from $2 million a year earlier.", WED)] == ["2020", "2019"]


def test_lunar_days_are_left_open() -> None:
    (one,) = tag("The feast falls on the 15th day of the first lunar month.", WED)
    assert one.value == "XXXX-XX-XX"
    assert tag("They met before the Lunar New Year's Day.", WED) == ()


def test_numbers_and_periods() -> None:
    assert [number(words) for words in ("2 1/2", "a", "a couple of", "twenty-five", "two hundred", "several")] == [
        2.5,
        1,
        2,
        25,
        200,
        None,
    ]
    assert [period(1.5, "hour"), period(None, "day"), period(2, "decade"), period(1, "fortnight")] == [
        "PT1H30M",
        "PXD",
        "P20Y",
        "P2W",
    ]


def test_feasts_that_move() -> None:
    assert [easter(year).isoformat() for year in (1998, 2000, 2024, 2025, 2038)] == [
        "1998-04-12",
        "2000-04-23",
        "2024-03-31",
        "2025-04-20",
        "2038-04-25",
    ]
    assert [feast(rule, 2024).isoformat() for rule in ("11-thu4", "05-mon-1", "easter-2", "12-25")] == [
        "2024-11-28",
        "2024-05-27",
        "2024-03-29",
        "2024-12-25",
    ]


def test_no_rule_is_passed_over_where_it_would_match() -> None:
    """The rules tried at a place by its words are all that match there: asked of every example and of all of them mixed."""
    text = " ".join(re.sub(r"[\[\]]", "", rule.example) for rule in RULES) + " " + " ".join(case[0] for case in TAGGED)
    for first in FIRST.finditer(text):
        tried = set(candidates(first[1], first[2]))
        for one in patterns():
            assert one in tried or one.pattern.match(text, first.start()) is None, (one.rule.name, first[0])


PIECES = st.sampled_from(
    [*re.findall(r"\S+", " ".join(re.sub(r"[\[\]]", "", rule.example) for rule in RULES)), "the", "a", ",", "\n", "."]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map(" ".join), st.sampled_from([None, WED, "0001-01-01", "9999-12-31"]))
def test_any_mix_of_words_gives_sound_tags(text: str, reference: str | None) -> None:
    at = 0
    for one in tag(text, reference):
        assert at <= one.span[0] < one.span[1] <= len(text)
        assert one.value and " " not in one.value
        at = one.span[1]
    for first in FIRST.finditer(text):
        tried = set(candidates(first[1], first[2]))
        assert all(one in tried or one.pattern.match(text, first.start()) is None for one in patterns())
