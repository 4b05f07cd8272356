"""What a word is, for the index and for a question alike."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.ledger.words import BREAK, LONGEST, sought, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S.–Japan talks", ["the", "u", "s", "japan", "talks"]),
        ("Erdoğan, Łódź, Tromsø, Straße", ["erdogan", "lodz", "tromso", "strasse"]),
        ("İstanbul ve ISPARTA", ["istanbul", "ve", "isparta"]),
        ("王毅外长 met", ["王毅", "毅外", "外长", "长", "met"]),
        ("岩屋毅", ["岩屋", "屋毅", "毅"]),
        ("ガイドライン", ["ガイ", "イド", "ドラ", "ライ", "イン", "ン"]),
        ("ｶﾞｲﾄﾞ", ["ガイ", "イド", "ド"]),
        ("외교부는", ["외교", "교부", "부는", "는"]),
        ("Лавров й", ["лавров", "и"]),
        ("مُحَمَّد", ["محمد"]),
        (f"a{BREAK}b_c", ["a", "b", "c"]),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("phrase", "expected", "prefix"),
    [
        ("Wang Yi", ("wang", "yi"), False),
        ("王毅", ("王毅",), False),
        ("王毅 said", ("王毅", "毅", "said"), False),
        ("said 王毅外长", ("said", "王毅", "毅外", "外长"), False),
        ("毅", ("毅",), True),
    ],
)
def test_sought(phrase: str, expected: tuple[str, ...], prefix: bool) -> None:
    found = sought(phrase)
    assert found is not None
    assert (found.words, found.prefix) == (expected, prefix)


@given(st.text())
def test_words_are_short_whole_and_stay_what_they_are(text: str) -> None:
    for word in words(text):
        assert 0 < len(word) <= LONGEST * 4
        assert not any(ch.isspace() or ch in "'\"\\:|&!()<>*" or ch == BREAK for ch in word)
    again = words(" ".join(words(text)))
    assert [word for word in again if len(word) > 1] == [word for word in words(text) if len(word) > 1]


@given(
    st.lists(st.sampled_from(["Wang", "Yi", "王毅", "外长", "met", "岩屋毅", "in", "중국은", "é"]), min_size=1),
    st.data(),
)
def test_every_phrase_of_a_text_is_in_its_index(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    if (start and text[start - 1].isascii() and text[start - 1 : start + 1].isalpha()) or (
        text[end - 1 : end + 1].isalpha() and len(text[end - 1 : end + 1]) == 2 and text[end].isascii()
    ):
        return  # in the middle of an alphabet's word
    asked = sought(text[start:end])
    if asked is None:
        return
    index = f" {' '.join(words(text))} "
    assert " " + " ".join(asked.words) + ("" if asked.prefix else " ") in index
