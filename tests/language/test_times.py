"""The time tagger: tables of own sentences, then properties over any text."""

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from communique.language.reference import find_reference
from communique.language.time_grammar import RULES
from communique.language.times import MEANINGS, find_times, scan
from communique.records import Article, Declared, Part

WED = "2024-12-25"  # a Wednesday; most cases are told from here
THU = "2025-06-12"
SAT = "2025-03-01"

# sentence with the expression in brackets, reference, start, end
FOUND = [
    # weekdays
    ("The two ministers met in Valdor on [Wednesday].", WED, "2024-12-25", "2024-12-25"),
    ("The envoy said on [Tuesday] that talks had stalled.", WED, "2024-12-24", "2024-12-24"),
    ("Officials of the two states meet [Monday] in Rome.", WED, "2024-12-30", "2024-12-30"),
    ("The premier travels to Accra on [Friday].", WED, "2024-12-27", "2024-12-27"),
    ("They hold talks in Oslo again [Thursday], when votes are counted.", WED, "2024-12-26", "2024-12-26"),
    ("At a [Tuesday] press briefing ahead of the visit, the minister stressed unity.", WED, "2024-12-24", "2024-12-24"),
    ("The premier will receive the delegation on [Friday].", WED, "2024-12-27", "2024-12-27"),
    ("The talks are scheduled for [Monday].", WED, "2024-12-30", "2024-12-30"),
    ("The envoy is giving a dinner on [Tuesday] for the delegates.", WED, "2024-12-31", "2024-12-31"),
    ("The premier lands on [Friday]; his deputy follows a day later.", WED, "2024-12-27", "2024-12-27"),
    ("Wang is in Manila on [Thursday] for talks.", WED, "2024-12-26", "2024-12-26"),
    ("Wang was in Manila on [Thursday] for talks.", WED, "2024-12-19", "2024-12-19"),
    ("The ministers, meeting on [Tuesday] for the sixth time, agreed to open a road.", WED, "2024-12-24", "2024-12-24"),
    ("The general crossed town to meet the rebels on [Monday].", WED, "2024-12-23", "2024-12-23"),
    ("The general will cross town to meet the rebels on [Monday].", WED, "2024-12-30", "2024-12-30"),
    ("President Amaro is to visit Lagos on [Saturday], his office said on Tuesday.", WED, "2024-12-28", "2024-12-28"),
    ("She is expected to arrive in Lima on [Sunday].", WED, "2024-12-29", "2024-12-29"),
    ("Ahead of [Friday]'s summit, the envoys gathered in Rabat.", WED, "2024-12-27", "2024-12-27"),
    ("They spoke by telephone [last Friday].", WED, "2024-12-20", "2024-12-20"),
    ("The council convenes [next Monday].", WED, "2024-12-30", "2024-12-30"),
    ("The treaty will be signed [this Friday].", WED, "2024-12-27", "2024-12-27"),
    ("On [Friday], the foreign minister will address parliament.", WED, "2024-12-27", "2024-12-27"),
    ("On [Friday], the foreign minister addressed parliament.", WED, "2024-12-20", "2024-12-20"),
    ("Talks will be held on [Thursday] in Tashkent.", WED, "2024-12-26", "2024-12-26"),
    ("The two sides agreed to meet again on [Monday].", WED, "2024-12-30", "2024-12-30"),
    ("The ministry said talks on [Friday] will focus on trade.", WED, "2024-12-27", "2024-12-27"),
    ("Voting runs from [Monday to Wednesday].", WED, "2024-12-23", "2024-12-25"),
    ("The delegation will tour ports from [Monday to Wednesday].", "2024-12-27", "2024-12-30", "2025-01-01"),
    # full days
    ("They signed the accord on [25 December 2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [December 25, 2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [Dec. 25, 2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [Wednesday, 25 December 2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed it on [the 25th of December 2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [2024-12-25].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [2024/12/25].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [25/12/2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [12/25/2024].", None, "2024-12-25", "2024-12-25"),
    ("They signed the accord on [05/05/2024].", None, "2024-05-05", "2024-05-05"),
    ("They signed the accord on [05.06.2024].", None, "2024-06-05", "2024-06-05"),
    ("They signed the accord on [05/06/2024].", WED, None, None),
    ("The caption was dated [2024年12月25日].", None, "2024-12-25", "2024-12-25"),
    ("HELD IN CAIRO ON [MARCH 3, 2025].", None, "2025-03-03", "2025-03-03"),
    ("The readout of [28 February 2024] was short.", None, "2024-02-28", "2024-02-28"),
    # days without a year
    ("The envoy flew home on [Dec. 20].", WED, "2024-12-20", "2024-12-20"),
    ("The envoy flew home on [20 December].", WED, "2024-12-20", "2024-12-20"),
    ("The new president will be sworn in on [January 20].", WED, "2025-01-20", "2025-01-20"),
    ("The visit came weeks before the inauguration on [January 20].", WED, "2025-01-20", "2025-01-20"),
    ("The pact was signed on [November 3].", SAT, "2024-11-03", "2024-11-03"),
    ("The truce began on [the 3rd of March].", "2025-03-10", "2025-03-03", "2025-03-03"),
    ("They met on [5 May last year].", WED, "2023-05-05", "2023-05-05"),
    ("The protocol took effect on [Wednesday (Dec. 18)].", WED, "2024-12-18", "2024-12-18"),
    ("He was named on [Feb. 29].", "2024-12-25", "2024-02-29", "2024-02-29"),
    # spans of days
    ("He will visit Accra from [15 to 18 June].", THU, "2025-06-15", "2025-06-18"),
    ("The summit, [June 15-18, 2025], will gather nine leaders.", None, "2025-06-15", "2025-06-18"),
    ("The visit took place between [3 and 5 May].", THU, "2025-05-03", "2025-05-05"),
    ("The forum was held on [2–3 July] in Suva.", "2025-07-10", "2025-07-02", "2025-07-03"),
    ("She toured the region from [29 June to 3 July 2025].", None, "2025-06-29", "2025-07-03"),
    ("She toured the region from [June 29 to July 3, 2025].", None, "2025-06-29", "2025-07-03"),
    ("The tour ran from [December 29, 2024 to January 2, 2025].", None, "2024-12-29", "2025-01-02"),
    ("The tour ran from [29 December to 2 January].", "2025-01-05", "2024-12-29", "2025-01-02"),
    ("A conference on [9 and 10 October 2023] in Oslo.", None, "2023-10-09", "2023-10-10"),
    # months
    ("In [November this year], the presidents met in Lima.", WED, "2024-11-01", "2024-11-30"),
    ("The last visit was in [April of last year].", WED, "2023-04-01", "2023-04-30"),
    ("The trip came just ahead of the US power transition in [January].", WED, "2025-01-01", "2025-01-31"),
    ("The two armies clashed in [January].", WED, "2024-01-01", "2024-01-31"),
    ("The leaders met in [October].", WED, "2024-10-01", "2024-10-31"),
    ("The summit will take place in [March].", WED, "2025-03-01", "2025-03-31"),
    ("They met [last November].", "2025-03-01", "2024-11-01", "2024-11-30"),
    ("They will meet [next March].", WED, "2025-03-01", "2025-03-31"),
    ("The pact was concluded in [November 2019].", WED, "2019-11-01", "2019-11-30"),
    ("The visit is planned for [early March].", WED, "2025-03-01", "2025-03-10"),
    ("The visit took place in [late February 2024].", None, "2024-02-21", "2024-02-29"),
    ("The posts were closed from [March to June 2025].", None, "2025-03-01", "2025-06-30"),
    ("The [March] summit ended without a deal.", THU, "2025-03-01", "2025-03-31"),
    ("A plan is due by [the end of March].", SAT, "2025-03-31", "2025-03-31"),
    # years and their parts
    ("Ties were cut in [2016].", None, "2016-01-01", "2016-12-31"),
    ("The [2015] nuclear deal collapsed.", None, "2015-01-01", "2015-12-31"),
    ("The plan covers [2024-2026].", None, "2024-01-01", "2026-12-31"),
    ("Trade doubled between [2014 and 2016].", None, "2014-01-01", "2016-12-31"),
    ("The accords of [the 1990s] still hold.", None, "1990-01-01", "1999-12-31"),
    ("The two countries mark the anniversary [this year].", WED, "2024-01-01", "2024-12-31"),
    ("Exports fell [last year].", WED, "2023-01-01", "2023-12-31"),
    ("Delivery is due in [the first half of 2025].", None, "2025-01-01", "2025-06-30"),
    ("Growth slowed in [the third quarter of 2024].", None, "2024-07-01", "2024-09-30"),
    ("Growth slowed in [Q3 2024].", None, "2024-07-01", "2024-09-30"),
    ("The embassy reopens in [spring 2025].", None, "2025-03-01", "2025-05-31"),
    ("They met in [the winter of 2024].", None, "2024-12-01", "2025-02-28"),
    ("The talks collapsed [last summer].", WED, "2024-06-01", "2024-08-31"),
    ("The base must close by [the end of 2025].", None, "2025-12-31", "2025-12-31"),
    ("The link will open by [end-2026].", None, "2026-12-31", "2026-12-31"),
    ("The ferry will sail again by [end-June].", THU, "2025-06-30", "2025-06-30"),
    ("The ferry will sail again by [end June 2026].", None, "2026-06-30", "2026-06-30"),
    ("The envoys hope the talks end [June 20].", THU, "2025-06-20", "2025-06-20"),
    # by their place
    ("The president said [today] that talks go on.", WED, "2024-12-25", "2024-12-25"),
    ("The envoy left [yesterday].", WED, "2024-12-24", "2024-12-24"),
    ("The envoy leaves [tomorrow].", WED, "2024-12-26", "2024-12-26"),
    ("A call is set for [the day after tomorrow].", WED, "2024-12-27", "2024-12-27"),
    ("The envoys met [earlier this week].", WED, "2024-12-23", "2024-12-29"),
    ("They will meet [next week].", WED, "2024-12-30", "2025-01-05"),
    ("A delegation arrived [this month].", WED, "2024-12-01", "2024-12-31"),
    ("The panel sat [last month].", SAT, "2025-02-01", "2025-02-28"),
    ("Clashes broke out over [the weekend].", WED, "2024-12-21", "2024-12-22"),
    ("The call took place [three days ago].", WED, "2024-12-22", "2024-12-22"),
]  # fmt: skip

# no time in these, whatever they look like
NOT_TIMES = [
    "They talked for 70 minutes and then for two hours.",
    "Relations have improved recently and in the past few years.",
    "The Expo 2025 Osaka opens its gates.",
    "Vision 2030 and Agenda 2030 guide the plan.",
    "The 2030 Agenda for Sustainable Development was praised.",
    "UNSC resolution 2231 remains in force.",
    "Some 2000 troops and 1500 workers were evacuated.",
    "The fund holds $2024 million and 1,985 shares.",
    "The G20, the COP29 and the 25th anniversary were discussed.",
    "The 52-year-old envoy spoke well.",
    "Shares fell on Black Friday sales.",
    "The envoys may march on; the fall of the government came as a spring in steps.",
    "April Smith and June Jones chaired the panel.",
    "The Sunday Times reported it.",
    "Source: mk time:2024-12-29 09:33:20",
    "See https://www.example.org/2024/12/25/story.html for more.",
    "Order no. 2024-15-45 and version 1.12.2024.3 were filed.",
    "They meet every Monday and on Tuesdays.",
    "In today's world, nobody waits for a better tomorrow.",
    "THE ENVOYS MAY MEET.",
]


def tagged(text: str, reference: str | None) -> list[tuple[str, str | None, str | None]]:
    return [(text[slice(*time.span)], time.start, time.end) for time in find_times(Article(text=text), reference)]


@pytest.mark.parametrize(("marked", "reference", "start", "end"), FOUND, ids=[case[0] for case in FOUND])
def test_an_expression_is_found_whole_and_fixed(
    marked: str, reference: str | None, start: str | None, end: str | None
) -> None:
    expected = re.search(r"\[(.+?)\]", marked)
    assert expected
    place = expected.start()
    text = marked.replace("[", "", 1).replace("]", "", 1)
    here = [time for time in find_times(Article(text=text), reference) if time.span[0] <= place < time.span[1]]
    assert [(text[slice(*time.span)], time.start, time.end) for time in here] == [(expected[1], start, end)]


@pytest.mark.parametrize("text", NOT_TIMES)
def test_what_only_looks_like_a_time_is_left_out(text: str) -> None:
    assert tagged(text, WED) == []


@pytest.mark.parametrize("rule", RULES, ids=[rule.name for rule in RULES])
def test_every_rule_finds_its_own_example(rule: object) -> None:
    from communique.language.time_grammar import Rule

    assert isinstance(rule, Rule)
    text = re.sub(r"[\[\]]", "", rule.example)
    marked = re.search(r"\[(.+)\]", rule.example)
    wanted = marked[1] if marked else text
    got = [(name, text[slice(*span)]) for name, _, span in scan(text, date(2024, 12, 25))]
    assert (rule.name, wanted) in got


def test_every_meaning_is_used_and_every_used_one_exists() -> None:
    assert {rule.meaning for rule in RULES} == set(MEANINGS)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_the_same_day_is_the_day_last_told_of() -> None:
    text = "At a Tuesday briefing she praised it. On the same day, her deputy resigned. The next day he left."
    times = find_times(Article(text=text), WED)
    assert [(text[slice(*time.span)], time.start, time.relative_to) for time in times] == [
        ("Tuesday", "2024-12-24", "2024-12-25"),
        ("the same day", "2024-12-24", "2024-12-24"),
        ("The next day", "2024-12-25", "2024-12-24"),
    ]


def test_the_following_year_is_counted_from_the_year_told_of() -> None:
    assert tagged("They met in 2016 and again the following year.", WED)[1] == (
        "the following year",
        "2017-01-01",
        "2017-12-31",
    )


def test_without_a_reference_relative_times_stay_open() -> None:
    text = "They met on Wednesday, in March, last year and yesterday."
    assert {(start, end) for _, start, end in tagged(text, None)} == {(None, None)}
    assert {time.precision for time in find_times(Article(text=text), None)} == {"open"}


def test_a_day_that_no_calendar_has_is_kept_and_stays_open() -> None:
    assert tagged("They met on 31 February 2024 in Oslo.", WED) == [("31 February 2024", None, None)]


def test_a_weekday_that_contradicts_its_day_lowers_the_confidence() -> None:
    right, wrong = (
        find_times(Article(text=f"They met on {day}, December 25, 2024."), None)[0] for day in ("Wednesday", "Friday")
    )
    assert right.start == wrong.start == "2024-12-25"
    assert wrong.confidence < 0.6 < right.confidence


def test_a_settled_date_settles_the_page_s_others() -> None:
    assert tagged("Signed on 05/06/2024, in force from 25/06/2024.", None)[0][1] == "2024-06-05"
    assert tagged("Signed on 05/06/2024, in force from 06/25/2024.", None)[0][1] == "2024-05-06"
    assert tagged("Signed on 05/06/2024, 25/06/2024 and 06/25/2024.", None)[0][1] is None


def test_until_looks_ahead_unless_it_opens_a_sentence_of_the_past() -> None:
    assert tagged("The truce holds until Friday, the ministry said.", WED)[0][1] == "2024-12-27"
    assert tagged("Until Friday, they had not spoken.", WED)[0][1] == "2024-12-20"


def test_beside_each_calendar_date_stands_its_timex() -> None:
    times = find_times(Article(text="They met for two hours on Tuesday morning, in March and at 5 p.m."), WED)
    assert [(time.type, time.value, time.start) for time in times] == [
        ("TIME", "2024-12-24TMO", "2024-12-24"),
        ("DATE", "2024-03", "2024-03-01"),
    ]


def test_fiscal_years_stay_open() -> None:
    assert tagged("The budget for fiscal 2025 was passed.", WED) == [("fiscal 2025", None, None)]


def test_a_repeated_caption_counts_once_and_a_byline_not_at_all() -> None:
    caption = "Envoys in Rabat on December 25, 2024."
    text = f"{caption}\n{caption}\nBy A. Writer, December 26, 2024\nThey met on Wednesday."
    second = len(caption) + 1
    third = 2 * second
    byline = text.index("\nThey")
    parts = (
        Part("caption", (0, len(caption))),
        Part("caption", (second, second + len(caption))),
        Part("byline", (third, byline)),
        Part("paragraph", (byline + 1, len(text))),
    )
    times = find_times(Article(text=text, parts=parts), WED)
    assert [text[slice(*time.span)] for time in times] == ["December 25, 2024", "Wednesday"]


def test_a_wrapped_line_is_one_expression_and_two_paragraphs_are_not() -> None:
    assert tagged("They met on 25\nDecember 2024.", None) == [("25\nDecember 2024", "2024-12-25", "2024-12-25")]
    assert tagged("They numbered 25\n\nDecember 2024 was cold.", None)[0][0] == "December 2024"


TIMELINE = """How two states made up

VALDOR, January 5, 2026 - Talks on trade open soon.

2023: The quarrel

November 18: The envoy calls on the president.

2024: The thaw

January: The president makes a state visit and holds talks in Lima on the 10th.

May 9: The minister visits Valdor.

August 9-11: The envoy travels to Lima.

2025: The return visits

May 26: The ministers chair the sixth meeting.
"""


def test_a_timeline_tells_the_years_of_its_entries_in_any_tense() -> None:
    times = scan(TIMELINE, date(2026, 1, 5))
    found = {TIMELINE[slice(*span)]: str(days.start) for _, days, span in times}
    assert found["November 18"] == "2023-11-18"
    assert (found["January"], found["the 10th"]) == ("2024-01-01", "2024-01-10")
    assert (found["May 9"], found["August 9-11"], found["May 26"]) == ("2024-05-09", "2024-08-09", "2025-05-26")


def test_founding_passage() -> None:
    text = (
        "Spokesperson Mao said on Tuesday that in November this year, the two leaders held a meeting in Lima. "
        "The last time a minister traveled there was in April of last year, according to the report. "
        "The visit came just ahead of US power transition in January."
    )
    assert tagged(text, WED) == [
        ("Tuesday", "2024-12-24", "2024-12-24"),
        ("November this year", "2024-11-01", "2024-11-30"),
        ("April of last year", "2023-04-01", "2023-04-30"),
        ("January", "2025-01-01", "2025-01-31"),
    ]


@given(st.text(max_size=400), st.sampled_from([None, WED, "0001-01-01", "9999-12-31", "no day"]))
def test_any_text_gives_sound_times(text: str, reference: str | None) -> None:
    check_sound(text, reference)


WORDS = st.sampled_from(
    [
        "on",
        "in",
        "by",
        "from",
        "to",
        "of",
        "the",
        "The",
        "and",
        "between",
        "until",
        "last",
        "next",
        "this",
        "early",
        "late",
        "mid-",
        "3",
        "25",
        "31",
        "0",
        "2024",
        "1999",
        "2026",
        "24",
        "st",
        "th",
        "December",
        "Dec.",
        "May",
        "March",
        "MAY",
        "February",
        "29",
        "30",
        "Monday",
        "Friday",
        "Wednesday",
        "week",
        "month",
        "year",
        "weekend",
        "quarter",
        "half",
        "first",
        "third",
        "Q1",
        "H2",
        "spring",
        "fall",
        "same",
        "day",
        "ago",
        "two",
        ",",
        "-",
        "–",
        "(",
        ")",
        ".",
        "\n",
        "\n\n",
        "today",
        "tomorrow",
        "that",
        "following",
        "previous",
        "fiscal",
        "end",
        "beginning",
        "will",
        "said",
        "met",
        "2024-02-30",
        "2024-12-25",
        "31/12/2024",
        "1.1.2025",
        "年",
        "月",
        "1990s",
    ]
)


@settings(max_examples=300)
@given(
    st.lists(WORDS, max_size=40).map(" ".join), st.sampled_from([None, WED, "0001-01-01", "9999-12-31", "2024-02-29"])
)
def test_any_mix_of_calendar_words_gives_sound_times(text: str, reference: str | None) -> None:
    check_sound(text, reference)


def check_sound(text: str, reference: str | None) -> None:
    article = Article(
        text=text, url=text, declared=Declared(published=reference), parts=(Part("caption", (0, len(text))),)
    )
    times = find_times(article, reference)
    at = 0
    for time in times:
        assert at <= time.span[0] < time.span[1] <= len(text)
        at = time.span[1]
        assert (time.start is None) == (time.end is None)
        if time.start and time.end:
            assert date.fromisoformat(time.start) <= date.fromisoformat(time.end)
            assert reference is not None or time.relative_to is None or time.made_by
        assert 0 <= time.confidence <= 1
    day, reason = find_reference(article)
    assert reason and (day is None or date.fromisoformat(day))
