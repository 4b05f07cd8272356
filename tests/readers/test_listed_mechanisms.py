"""Mechanisms of the table, recognised by any of their names."""

from communique import read

PAGE = """Four dialogues in a week

BEIJING, Dec 18, 2024 (Xinhua) - The 23rd round of the Special Representatives' Talks on the India-China Boundary Question
was held in Beijing on Wednesday. Officials also prepared the sixth U.S.–India 2+2 Ministerial Dialogue.

The Forum on China-Africa Cooperation (FOCAC) met in September. FOCAC leaders will meet again in three years. Nobody
thought of a focac, and the minister hid his palm. Talks between Fiji and Tonga are a dialogue as well.
"""


def test_names_are_found_and_counted() -> None:
    reading = read(PAGE.encode())
    listed = {m.name: m for m in reading.mechanisms if m.made_by == "mechanisms.listed/1"}
    assert set(listed) == {
        "Special Representatives' Talks on the India-China Boundary Question",
        "U.S.–India 2+2 Ministerial Dialogue",
        "Forum on China-Africa Cooperation",
    }
    forum = listed["Forum on China-Africa Cooperation"]
    assert [reading.article.cut(span) for span in forum.evidence] == [
        "Forum on China-Africa Cooperation",
        "FOCAC",
        "FOCAC",
    ]
    assert listed["U.S.–India 2+2 Ministerial Dialogue"].parties == ("IND", "USA")
    assert 23 in {m.session for m in reading.meetings}


def test_a_listed_dialogue_may_go_in_small_letters_where_the_text_is_about_its_two_states() -> None:
    text = (
        "Japan and China Plan Talks\n\nTOKYO, Dec. 26 (Kyodo) - Japanese Foreign Minister Takeshi Iwaya and Chinese Foreign Minister Wang Yi "
        "agreed to hold the high-level economic dialogue early next year, Japan's foreign ministry said. China confirmed it.\n"
    )
    found = read(text.encode(), published="2024-12-26").mechanisms
    assert [(one.name, one.parties) for one in found] == [("Japan-China High-Level Economic Dialogue", ("CHN", "JPN"))]
    other = text.replace("Japan", "Nepal").replace("Nepalese", "Nepali").replace("Iwaya", "Deuba")
    assert not read(other.encode(), published="2024-12-26").mechanisms
