"""Accounts side by side: points, what is alike and what differs, and the forms they are shown in."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pytest
from bench.compare import Text, fit, overlap
from hypothesis import given, settings
from hypothesis import strategies as st

from communique import compare, read
from communique.cli import main
from communique.exports.comparisons import to_html, to_json, to_markdown
from communique.models.embeddings import embed, sense
from communique.relate.comparison import NOT_MENTIONED, Comparison, Table
from communique.relate.differences import differences
from communique.relate.formulas import formulas_in
from communique.relate.points import account_of, accounts

ROOT = Path(__file__).parents[2]
BEIJING = ROOT / "examples" / "beijing-2024"


def told(text: str, name: str = "a") -> list[str]:
    return [p.words for p in account_of(read(text.encode()), name).points if not p.frame]


@pytest.fixture(scope="module")
def beijing() -> Comparison:
    found = compare(BEIJING / "china.txt", BEIJING / "japan.txt")
    assert isinstance(found, Comparison)
    return found


def pair(a: str, b: str) -> Comparison:
    lead = "The Foreign Minister of Peru met the Foreign Minister of Kenya in Lima.\n\n"
    return compare(read((lead + a).encode()), read((lead + b).encode()))


def kinds(found: Comparison) -> set[str]:
    return {d.kind for match in found.differ for d in match.differences}


# points


@pytest.mark.parametrize(
    ("text", "points"),
    [
        (
            "The two sides agreed to reopen the border crossing, and to convene the joint commission in May.",
            ["The two sides agreed to reopen the border crossing", "to convene the joint commission in May"],
        ),
        (
            "Minister Otieno said that Kenya will lower its tariffs on fish, and that visas will be free of charge.",
            ["Kenya will lower its tariffs on fish", "visas will be free of charge"],
        ),
        (
            "They agreed to strengthen and expand trade in fish between the two countries.",
            ["They agreed to strengthen and expand trade in fish between the two countries"],
        ),
        (
            "He announced that the port will open in May, that the fee on cargo has been abolished and that permits are free.",
            ["the port will open in May", "the fee on cargo has been abolished", "permits are free"],
        ),
        (
            "They discussed the situation on the Korean Peninsula and in the Middle East.",
            ["They discussed the situation on the Korean Peninsula", "in the Middle East"],
        ),
        (
            "Minister Otieno received the Chilean President, with whom he opened the new railway to the coast.",
            ["with whom he opened the new railway to the coast"],
        ),
        (
            "The two ministers exchanged views on Sudan, and confirmed that it matters.",
            ["The two ministers exchanged views on Sudan, and confirmed that it matters"],
        ),
        (
            "The ministers discussed trade between the two countries, where Minister Otieno stressed the value of tea exports.",
            [
                "The ministers discussed trade between the two countries",
                "Minister Otieno stressed the value of tea exports",
            ],
        ),
        (
            "They reviewed the fishing agreement, calling for fair quotas in the north.",
            ["They reviewed the fishing agreement", "calling for fair quotas in the north"],
        ),
        (
            "Minister Otieno also spoke of the widening of the harbour at Mombasa, and of the new railway to the border.",
            [
                "Minister Otieno also spoke of the widening of the harbour at Mombasa",
                "of the new railway to the border",
            ],
        ),
        (
            "Minister Otieno underscored his support for the ceasefire in the north and the need for elections that are free.",
            [
                "Minister Otieno underscored his support for the ceasefire in the north",
                "the need for elections that are free",
            ],
        ),
        (
            "At the centre of the talks were the reopening of the consulate in Kisumu, and the training of young engineers.",
            [
                "At the centre of the talks were the reopening of the consulate in Kisumu",
                "the training of young engineers",
            ],
        ),
        (
            "The talks dealt with the export of avocados to Chile, for which a licence is needed, the repair of the ferry, and the "
            "safety of sailors at sea.",
            [
                "The talks dealt with the export of avocados to Chile, for which a licence is needed",
                "the repair of the ferry",
                "the safety of sailors at sea",
            ],
        ),
        (
            "Minister Otieno said the dam must be repaired at once and that foreign engineers will be welcome.",
            ["the dam must be repaired at once", "foreign engineers will be welcome"],
        ),
        (
            "The ceasefire has been broken three times by the rebels, he said.",
            ["The ceasefire has been broken three times by the rebels"],
        ),
        (
            "He said that the measures hurt the economy, trade and science of Kenya.",
            ["the measures hurt the economy, trade and science of Kenya"],
        ),
        (
            "They spoke about their respective priorities and intentions across a range of issues.",
            ["They spoke about their respective priorities and intentions across a range of issues"],
        ),
        (
            "The ministers agreed that such a war can never be won and underscored their opposition to tests in the Pacific.",
            [
                "The ministers agreed that such a war can never be won",
                "underscored their opposition to tests in the Pacific",
            ],
        ),
        (
            "They wish to share their ideas and concerns with Kenya in writing next week.",
            ["They wish to share their ideas and concerns with Kenya in writing next week"],
        ),
        (
            "Today Peru and Kenya took their work on fishing a step further.",
            ["Today Peru and Kenya took their work on fishing a step further"],
        ),
    ],
)
def test_a_sentence_with_two_points_is_cut(text: str, points: list[str]) -> None:
    assert told(text) == points


def test_who_met_where_is_no_point_but_a_numbered_session_is() -> None:
    assert told("Foreign Minister Wang Yi met with Foreign Minister Penny Wong in Canberra on March 20.") == []
    assert told("They chaired the third session of the Joint Commission on Fisheries in Lima.") != []


def test_calls_on_others_and_companions_are_no_points() -> None:
    assert told("He also called on the President and on the Acting Minister of Trade.") == []
    assert told("He was accompanied by the Secretaries of Railways and of Commerce.") == []
    assert told("He called on the Minister to lift the duties on coffee and on cocoa from Kenya.") != []


def test_a_conversation_that_was_had_is_no_point() -> None:
    assert (
        told("At Peru's initiative, Minister Quispe had a telephone conversation with Minister Otieno of Kenya.") == []
    )


def test_points_are_cut_from_the_text(beijing: Comparison) -> None:
    for account in (beijing.a, beijing.b):
        text = account.reading.article.text
        for point in account.points:
            assert text[slice(*point.span)] == point.words
            assert point.sentence[0] <= point.span[0] <= point.span[1] <= point.sentence[1]


def test_every_point_is_in_one_group(beijing: Comparison) -> None:
    matches = (*beijing.both, *beijing.differ)
    for side, only in (("a", beijing.only_a), ("b", beijing.only_b)):
        held = [p.id for m in matches for p in getattr(m, side)] + [p.id for p in only]
        assert len(held) == len(set(held))
        doubtful = {getattr(near, side).id for near in beijing.unclear}
        account = getattr(beijing, side)
        assert set(held) | doubtful == {p.id for p in account.points if not p.frame}


def test_whose_word() -> None:
    text = (
        "Foreign Minister Wang Yi met Japanese Foreign Minister Iwaya Takeshi in Beijing.\n\n"
        "Wang Yi said that trade should grow. Iwaya Takeshi said that Japan is ready to talk about tourism. "
        "The two sides agreed to open flights."
    )
    points = [p for p in account_of(read(text.encode()), "a").points if not p.frame]
    assert [p.by for p in points] == [("CHN",), ("JPN",), ("CHN", "JPN")]


# differences


def test_agreed_against_discussed() -> None:
    found = pair(
        "The two ministers agreed to open direct flights between Lima and Nairobi.",
        "The two ministers discussed direct flights between Nairobi and Lima.",
    )
    assert kinds(found) == {"strength"}


def test_numbers_and_currency() -> None:
    found = pair(
        "They set a trade target of 5 billion dollars.",
        "They set a trade target of 8 billion dollars for both countries.",
    )
    assert "number" in kinds(found)
    same = pair("They set a trade target of 5 billion dollars.", "They set a target of 5 billion dollars for trade.")
    assert "number" not in kinds(same)


def test_a_number_left_out_is_no_difference() -> None:
    found = pair("They discussed the 3,000 students in Lima.", "They discussed the students in Lima.")
    assert "number" not in kinds(found)


def test_names_that_sides_choose() -> None:
    found = pair(
        "Both sides stressed safe navigation in the Persian Gulf.",
        "Both sides stressed safe navigation in the Arabian Gulf.",
    )
    assert kinds(found) == {"name"}


def test_day_against_open_time() -> None:
    found = pair(
        "The joint commission will meet in Nairobi in September 2031.",
        "The joint commission will meet in Nairobi at an early date.",
    )
    assert "date" in kinds(found)


@pytest.mark.parametrize(
    ("a", "b", "differs"),
    [
        ("in September 2031", "before the end of August 2031", True),
        ("in September", "in October", True),
        ("in September", "on 12 September 2031", False),
        ("in 2031", "in September 2031", False),
        ("every month", "weekly", True),
        ("once a year", "annually", False),
        ("within 90 days", "within six months", True),
        ("within 90 days", "within three months", False),
        ("by 1 May", "with great care", True),
        ("by 1 May", "within the year", True),
        ("under the treaty of 1962", "with great care", False),
    ],
)
def test_times_of_what_is_to_be_done(a: str, b: str, differs: bool) -> None:
    one, other = (
        account_of(
            read(f"The Foreign Minister of Peru met the Foreign Minister of Kenya.\n\nIt will meet {when}.".encode()),
            "a",
        )
        for when in (a, b)
    )
    assert ("date" in {d.kind for d in differences(one.points[-1:], other.points[-1:])}) == differs


def test_what_answers_best_is_compared() -> None:
    told = "They took note of the plan for the harbour and instructed the experts to meet. They examined the plan for the harbour."
    note, instructed, examined = account_of(read(told.encode()), "a").points
    assert not differences([note, instructed], [examined], (note, examined))
    assert {d.kind for d in differences([note, instructed], [examined])} == {"strength"}


def test_what_nobody_is_said_to_have_decided_is_nobody_s_word() -> None:
    told = (
        "The Foreign Minister of Peru met the Foreign Minister of Kenya in Lima. The Kenyan side proposed a ferry. "
        "The road to the port was declared free of tolls."
    )
    *_, last = account_of(read(told.encode()), "a").points
    assert last.by == ()


def test_nothing_in_common_is_only_one_side_s() -> None:
    found = pair("They discussed the fisheries of the Pacific.", "She raised the case of two imprisoned journalists.")
    assert not found.both and not found.differ


# the worked example


def test_beijing(beijing: Comparison) -> None:
    only_b = " ".join(p.words for p in beijing.only_b)
    assert "Senkaku Islands" in only_b and "beef and rice" in only_b and "buoys" in only_b
    assert any("four political documents" in p.words for p in beijing.only_a)
    names = {(d.a, d.b) for m in beijing.differ for d in m.differences if d.kind == "name"}
    assert ("nuclear-contaminated water", "ALPS treated water") in names
    assert any("Consultation Mechanism" in a and "Exchange Dialogue" in b for a, b in names)
    for match in (*beijing.both, *beijing.differ):
        assert match.reasons and 0 < match.score <= 1


def test_an_account_against_itself() -> None:
    found = compare(BEIJING / "japan.txt", BEIJING / "japan.txt")
    assert not found.only_a and not found.only_b and not found.differ
    assert all(p.words == q.words for m in found.both for p, q in zip(m.a, m.b, strict=True))


def test_formulas() -> None:
    text = "They exchanged views on regional issues of mutual interest and keep in close touch."
    assert [name for name, _ in formulas_in(text)] == ["views exchanged", "close touch"]
    assert formulas_in("They exchanged prisoners of war.") == ()


def test_nothing_is_called_denied(beijing: Comparison) -> None:
    for shown in (to_markdown(beijing), to_html(beijing), to_json(beijing)):
        assert "denied" not in shown
    assert NOT_MENTIONED in to_markdown(beijing)


# forms


def test_json_can_be_followed(beijing: Comparison) -> None:
    told = json.loads(to_json(beijing))
    assert told["format"] == "communique.comparison/1"
    points = {p["id"]: (account["text"], p) for account in told["accounts"] for p in account["points"]}
    named = [ref for m in told["both"] + told["differ"] for ref in m["a"] + m["b"]] + told["only_a"] + told["only_b"]
    for ref in named:
        text, point = points[ref]
        assert text[slice(*point["span"])] == point["words"]


def test_html_links_lead_somewhere_and_nothing_comes_from_outside(beijing: Comparison) -> None:
    page = to_html(beijing)
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert not re.search(r"(?:src|href)=\"(?!#)|<script|@import|url\(", page)


def test_markup_in_a_page_stays_text() -> None:
    nasty = 'They agreed to trade <script>alert(1)</script> | and "fish" & chips in *Lima*.'
    found = pair(nasty, nasty)
    assert "<script>" not in to_html(found)
    page = HTMLParser()
    page.feed(to_html(found))
    for line in to_markdown(found).splitlines():
        assert not line.startswith("|") or len(re.findall(r"(?<!\\)\|", line)) == 4


def test_more_than_two_accounts_make_a_table() -> None:
    found = compare(BEIJING / "china.txt", BEIJING / "japan.txt", BEIJING / "china.txt")
    assert isinstance(found, Table)
    assert len(found.accounts) == 3
    for k, account in enumerate(found.accounts):
        held = [p.id for row in found.rows for p in row.points[k]]
        assert sorted(held) == sorted(p.id for p in account.points if not p.frame)
    assert any(all(row.points) for row in found.rows)


@pytest.mark.parametrize("form", ["text", "md", "html", "json"])
def test_command_line(form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(BEIJING / "china.txt"), str(BEIJING / "japan.txt"), "--format", form]) == 0
    assert "Senkaku" in capsys.readouterr().out


def test_one_page_is_too_few(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(BEIJING / "china.txt")]) == 2
    assert "two accounts" in capsys.readouterr().err
    with pytest.raises(ValueError, match="two accounts"):
        compare(BEIJING / "china.txt")  # type: ignore[call-overload]


# what users bring


@settings(max_examples=15, deadline=None)
@given(st.text(max_size=300), st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_can_be_compared(a: str, b: str) -> None:
    one, other = (
        read(
            f"The Foreign Minister of Peru met the Foreign Minister of Kenya.\n\nThey said that {text} matters much.".encode()
        )
        for text in (a.replace("\x00", ""), b.replace("\x00", ""))
    )
    found = compare(one, other)
    json.loads(to_json(found))
    to_html(found)
    to_markdown(found)


# the bench


def test_bench_reads_quotes_as_documented() -> None:
    text = Text.of("one two three four five six")
    assert text.quote("Two, three") == {1, 2}
    with pytest.raises(ValueError, match="not in the text"):
        text.quote("three two")
    assert overlap(frozenset({1, 2}), frozenset({2, 3, 4}), lax=False) == 0.25
    assert overlap(frozenset({1, 2}), frozenset({2, 3, 4}), lax=True) == 0.5
    wanted = ([frozenset({1, 2})], [frozenset({5})])
    assert fit(wanted, ([frozenset({1, 2})], [frozenset({5})]), lax=False) == 1.0
    assert fit(wanted, ([frozenset({3, 4})], [frozenset({5})]), lax=False) == 0.0


@pytest.mark.parametrize("half", ["dev", "held", "check"])
def test_accounts_hold_their_quotes(half: str) -> None:
    for file in (ROOT / "tests" / "accounts" / half).glob("pair-*.json"):
        gold = json.loads(file.read_text("utf-8"))
        texts = {s: (file.parent / f"{gold[s]}.txt").read_text("utf-8") for s in "ab"}
        for row in (*gold["both"], *gold["differ"]):
            assert row["a_quote"] in texts["a"] and row["b_quote"] in texts["b"], (file, row)
        assert all(row["quote"] in texts["a"] for row in gold["only_a"])
        assert all(row["quote"] in texts["b"] for row in gold["only_b"])


# whose account, and whose word


def whose(a: str, b: str) -> tuple[str | None, str | None]:
    one, other = accounts([read(a.encode()), read(b.encode())])
    return one.side, other.side


def test_whose_account_it_is_is_told_by_whom_it_met_and_whom_it_tells_apart() -> None:
    kenya = (
        "The Minister held talks with the Peruvian Foreign Minister. The Peruvian side asked for lower duties on fish."
    )
    peru = "The Minister of Foreign Affairs met the Minister of Foreign Affairs of Kenya. Peru-Kenya trade has doubled."
    assert whose(kenya, peru) == ("KEN", "PER")
    assert whose(peru, kenya) == ("PER", "KEN")


def test_a_bloc_is_a_party_and_its_heads_speak_for_it() -> None:
    eu = "The EU and Kenya held a summit. The President of the European Commission said that the EU will lower its duties."
    kenya = "President Ruto met the President of the European Council. Kenya and the European Union agreed to work on trade."
    one, other = accounts([read(eu.encode()), read(kenya.encode())])
    assert set(one.parties) == {"KEN", "European Union"}
    assert (one.side, other.side) == ("European Union", "KEN")
    assert {p.by for p in one.points if "lower its duties" in p.words} == {("European Union",)}


def test_a_title_that_is_only_the_others_is_the_others_word() -> None:
    text = (
        "The Secretary met today with the Foreign Minister of Kenya. The Secretary welcomed the new port in Lamu. "
        "The Foreign Minister raised the issue of work visas for nurses."
    )
    other = "The Minister of Foreign Affairs of Kenya met the U.S. Secretary of State and asked for visas for nurses."
    account, _ = accounts([read(text.encode()), read(other.encode())])
    by = {p.words: p.by for p in account.points}
    assert by["The Secretary welcomed the new port in Lamu"] == ("USA",)
    assert by["The Foreign Minister raised the issue of work visas for nurses"] == ("KEN",)


def test_a_second_subject_speaks_for_itself() -> None:
    text = (
        "Foreign Minister Otieno of Kenya met Foreign Minister Rojas of Peru in Lima.\n\n"
        "The two sides discussed the duties on fish at length, and Minister Rojas asked for a new air route to Nairobi."
    )
    points = account_of(read(text.encode()), "a").points
    assert {p.by for p in points if "air route" in p.words} == {("PER",)}


# words that can be compared


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("the fifteenth session", 15),
        ("the twenty-first session", 21),
        ("thirty-one cases", 31),
        ("the fiftieth year", 50),
    ],
)
def test_number_words_are_numbers(words: str, value: int) -> None:
    points = account_of(
        read(f"The two sides agreed to prepare {words} of the commission in Lima.".encode()), "a"
    ).points
    assert [n.value for p in points for n in p.facts.numbers] == [value]


def test_how_much_of_it_is_a_difference() -> None:
    found = pair(
        "The two ministers discussed the lifting of all sanctions on trade in coffee.",
        "The two ministers discussed the lifting of sanctions on trade in coffee step by step.",
    )
    assert "extent" in kinds(found)


def test_agreed_to_address_is_agreed_and_agreed_to_consider_is_less() -> None:
    lead = "The two sides agreed that incidents at sea shall be dealt with by a hotline."
    assert [p.facts.act.strength for p in account_of(read(lead.encode()), "a").points] == [5]
    less = "The two sides agreed to consider a hotline between the coast guards."
    assert [p.facts.act.strength for p in account_of(read(less.encode()), "a").points] == [2]


@pytest.mark.parametrize(
    ("told", "strength"),
    [
        ("The Minister said that work on the bridge would start in Mombasa.", 4),
        ("The Minister said that Kenya would like to buy the bridge.", 2),
        ("The Minister said that talks on the bridge would be useful.", 2),
        ("The Minister said that the bridge has to be closed.", 3),
        ("The Minister instructed the officials to close the bridge.", 4),
        ("The two Ministers took note of the state of the bridge.", 1),
        ("The two Ministers spoke about the bridge.", 1),
        ("The bridge has two lanes.", 0),
        ("The bridge is to be built by engineers of both countries.", 4),
        ("The aim is to double the trade over the bridge.", 0),
        ("The engineers were tasked to finish the bridge.", 4),
        ("The two Ministers agreed to build the bridge.", 5),
        ("The two Ministers agreed on the need to build the bridge.", 2),
        ("The two Ministers agreed on the importance of the bridge.", 0),
        ("The Minister considers that the bridge is too narrow.", 0),
        ("The agreement covers the bridge and the ferry.", 0),
        ("The Minister called the bridge a danger to ships.", 0),
        ("The Minister called for a wider bridge.", 2),
        ("The two Ministers looked at the plans of the bridge.", 1),
        ("The bridge was also taken up at the meeting.", 1),
        ("The Ministers spoke out for the bridge.", 0),
        ("The Minister explained that the bridge is too narrow.", 0),
        ("The Minister explained the plans of the bridge.", 1),
    ],
)
def test_how_strongly_it_is_told(told: str, strength: int) -> None:
    lead = "The Foreign Minister of Peru met the Foreign Minister of Kenya in Lima on the bridge of the port.\n\n"
    *_, last = account_of(read((lead + told).encode()), "a").points
    assert last.facts.act.strength == strength


def test_whose_word_it_is_parts_two_points_only_if_they_are_surely_one(monkeypatch: pytest.MonkeyPatch) -> None:
    peru = "The Peruvian Minister stressed that the port of Callao is open to ships from Mombasa."
    kenya = "The Kenyan Minister stressed that the port of Callao is open to ships from Mombasa."
    monkeypatch.setattr("communique.relate.comparison.DIFFERENT", 0.0)
    assert kinds(pair(peru, kenya)) == {"who"}
    monkeypatch.setattr("communique.relate.comparison.SURE", 1.1)
    assert kinds(pair(peru, kenya)) == set()


# numbers behind it


def test_what_a_text_means_does_not_hang_on_what_is_read_beside_it() -> None:
    texts = [
        "Talks on fish.",
        "The ministers agreed to reopen the border crossing at Tumbes for cargo by the end of May.",
    ]
    assert np.array_equal(embed(texts)[0], embed(texts[:1])[0])
    assert np.array_equal(sense(texts[1]).whole, embed(texts)[1])


def test_words_of_a_text_are_read_where_they_stand() -> None:
    found = sense("The sanctions step by step")
    assert [("The sanctions step by step"[s:e]) for s, e in found.spans] == ["The", "sanctions", "step", "by", "step"]
    assert found.words.shape == (5, 384)
    assert len(sense("").spans) == 0


def test_a_rest_of_a_sentence_goes_with_the_part_that_is_told_by_both() -> None:
    found = pair(
        "The Peruvian side raised the duties on Kenyan coffee; they should be lifted before the harvest of the coming year.\n\n"
        "Kenya will send a trade mission to Arequipa in the spring to look at copper mines.",
        "The two sides spoke about the duties on coffee from Kenya.",
    )
    match = next(m for m in (*found.both, *found.differ) if any("duties" in p.words for p in m.a))
    assert [p.words for p in match.a] == [
        "The Peruvian side raised the duties on Kenyan coffee",
        "they should be lifted before the harvest of the coming year",
    ]


def test_who_speaks_beside_what_is_told_speaks_for_himself() -> None:
    text = (
        "Peruvian Foreign Minister Quispe met Kenyan Foreign Minister Otieno in Lima.\n\nThe ministers discussed fishing, with "
        "Minister Otieno asking for larger quotas in the south. Ms Quispe and Mr Otieno discussed the new harbour at Lamu."
    )
    points = {p.words: p.by for p in account_of(read(text.encode()), "a").points}
    assert points["with Minister Otieno asking for larger quotas in the south"] == ("KEN",)
    assert points["Ms Quispe and Mr Otieno discussed the new harbour at Lamu"] == ("KEN", "PER")
