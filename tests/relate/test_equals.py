"""Words and spellings that stand for one another when promises are compared."""

import pytest

from communique import knowledge
from communique.relate.equals import in_usual_words, usual_spelling
from communique.relate.same_commitment import stems


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("set up a joint customs office", "opening a joint customs office"),
        ("restore direct flights", "direct flights resumed"),
        ("carry out the Busia agreement", "implementing the Busia accord"),
        ("make it easier to obtain visas", "facilitate visas to obtain"),
        ("refrain from using force", "not using force"),
        ("open a liaison office in Gaeseong", "establish a liaison office in Kaesong"),
    ],
)
def test_one_promise_in_other_words(one: str, other: str) -> None:
    assert stems(one) == stems(other)


def test_other_words_stay_as_they_are() -> None:
    assert in_usual_words("keep the Dealey fees of the openings") == "keep the dealey fees of the openings"
    assert usual_spelling("kampala") == "kampala"
    assert stems("stop the patrols") != stems("resume the patrols")


def test_no_word_of_the_tables_leads_to_one_that_leads_on() -> None:
    for table, word, means in (("promise_equals", "word", "means"), ("spellings", "also", "name")):
        rows = knowledge.table(table)
        words = [row[word].casefold() for row in rows]
        assert len(words) == len(set(words))
        assert not {row[means].casefold() for row in rows} & set(words)
