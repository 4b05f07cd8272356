"""Stories over real pieces: what each kind of copy is called, what was changed, and who is nearest the source."""

import random
import re
from dataclasses import replace

from hypothesis import example, given, settings
from hypothesis import strategies as st
from tests.stories.generate import pieces, spin

from communique.pages import extract, open_page
from communique.records import Article, Declared, Origin
from communique.relate.copies import descent, piece_of, printed
from communique.relate.edits import changed, difference, edits
from communique.relate.likeness import common_passages, liken
from communique.relate.stories import stories
from communique.relate.wording import word_it

PIECES = {piece.name: piece.text for piece in pieces()}
FERRY = PIECES["oslo-ferry"]


def read(text: str) -> Article:
    return extract(open_page(text.encode()))


def relation(source: str, copy: str) -> str:
    return descent(piece_of(read(source)), piece_of(read(copy))).relation


def test_relations() -> None:
    assert relation(FERRY, FERRY.replace('"', "”").replace("\n\n", "\n")) == "identical"
    assert relation(FERRY, FERRY + "\n\n(c) NTB. All rights reserved.") == "syndicated"
    assert relation(FERRY, FERRY.replace("40 million", "45 million")) == "edited"
    assert relation(FERRY, "\n\n".join(FERRY.split("\n\n")[:4])) == "edited"
    assert relation(FERRY, FERRY.replace(FERRY.split("\n")[0], "Night boat saved by two capitals")) == "edited"
    assert relation(FERRY, FERRY + "\n\n(Reporting by Ana Prat; Editing by Otto Lind)") == "edited"
    assert relation(FERRY, FERRY.replace("said each", "said [Vegabet77](https://vegabet77.example) each")) == "spliced"
    assert relation(FERRY, spin(FERRY, random.Random(3))) == "spun"


def test_a_house_style_is_no_splice() -> None:
    named = FERRY.replace("Danielsen said", "Mr Danielsen said").replace('" Nygard told', '" Mr Nygard told')
    assert relation(FERRY, named) in ("edited", "syndicated")
    cop = FERRY + "\n\nBoth ministers will travel to COP29 in Baku, where loans for ports are on the agenda."
    assert relation(FERRY, cop) == "edited"


def test_another_report_of_the_same_meeting_is_another_piece() -> None:
    found = stories([read(FERRY), read(PIECES["oslo-ferry-ritzau"]), read(FERRY.replace("Tuesday", "Wednesday"))])
    assert [[member.page for member in story.members] for story in found] in ([[0, 2], [1]], [[2, 0], [1]])


def test_formula_sentences_make_no_story() -> None:
    same_office = [name for name in PIECES if name.startswith(("china-courtesy", "kremlin-call", "us-quad", "tokyo-"))]
    assert all(len(story.members) == 1 for story in stories([read(PIECES[name]) for name in same_office]))


def test_one_house_on_another_day() -> None:
    first = read(PIECES["kremlin-call-minsk"])
    later = read(PIECES["kremlin-call-minsk"].replace("Schedules", "The weather was discussed. Schedules"))
    here = [
        replace(article, url=f"https://president.example/{day}", declared=Declared(published=day))
        for article, day in ((first, "2025-01-27"), (later, "2026-01-27"))
    ]
    assert len(stories([first, later])) == 1
    assert len(stories([here[0], replace(here[1], declared=Declared(published="2025-01-27"))])) == 1
    elsewhere = replace(here[1], url="https://mirror.example/1")
    assert len(stories([here[0], elsewhere])) == 1


def test_a_page_that_runs_two_pieces_together_joins_one_of_them() -> None:
    other = PIECES["cairo-gas"]
    found = stories([read(FERRY), read(other), read(FERRY + "\n\n" + other)])
    assert sorted(len(story.members) for story in found) == [1, 2]


def test_however_often_a_piece_is_copied() -> None:
    copies = [read(FERRY + f"\n\n- Gazette {number}") for number in range(210)]
    late = read("\n\n".join(FERRY.split("\n\n")[:5]))
    assert [len(story.members) for story in stories([*copies, read(PIECES["cairo-gas"]), late])] == [211, 1]


def test_moved_paragraphs_are_found() -> None:
    parts = FERRY.split("\n\n")
    moved = "\n\n".join([*parts[:2], *parts[4:], *parts[2:4]])
    how = descent(piece_of(read(FERRY)), piece_of(read(moved)))
    assert how.relation == "edited"
    assert "moved" in {edit.kind for edit in how.edits}
    assert how.likeness.carried > 0.95


def test_edits_say_what_was_swapped() -> None:
    source, copy = (
        piece_of(read(FERRY)),
        piece_of(read(FERRY.replace("a gift", "any present").replace("600 jobs", "650 jobs"))),
    )
    told = [(edit.kind, printed(source, edit.source), printed(copy, edit.copy)) for edit in descent(source, copy).edits]
    assert told == [("replaced", "600", "650")]


def test_a_difference_can_be_read_and_taken_back() -> None:
    for text in (FERRY.replace("600 jobs", "650 jobs").replace(" every six months", ""), spin(FERRY, random.Random(4))):
        copy = piece_of(read(text))
        shown = difference_of(FERRY, text)
        back = re.sub(r"\[-[^]]*-\] ?(?=\{\+)|\[-[^]]*-\] ", "", shown)
        assert re.sub(r"\{\+(.*?)\+\}", r"\1", back, flags=re.S) == copy.article.text
    assert "[-600-]{+650+} jobs" in difference_of(FERRY, FERRY.replace("600 jobs", "650 jobs"))


def difference_of(one: str, other: str) -> str:
    source, copy = piece_of(read(one)), piece_of(read(other))
    found = descent(source, copy).edits
    changes = changed(found, source.wording, source.article.text, copy.wording, copy.article.text)
    return difference(changes, copy.article.text)


def test_nearest_the_source() -> None:
    agency = replace(read(FERRY), url="https://www.ntb.no/1", origin=Origin("NTB"))
    cut = read("\n\n".join(FERRY.split("\n\n")[:5]))
    spun = read(spin(FERRY, random.Random(8)))
    spliced = read("【MegaSpin77】" + FERRY)
    [story] = stories([spun, cut, spliced, agency])
    assert story.members[0].page == 3
    assert story.members[0].standing.reasons
    assert {member.page: member.descent.relation for member in story.members[1:] if member.descent} == {
        0: "spun",
        1: "edited",
        2: "spliced",
    }


word = st.sampled_from("the of minister talks Oslo said agreed 40 ferry and".split())
texts = st.lists(st.lists(word, min_size=1, max_size=25).map(" ".join), min_size=1, max_size=6).map(". ".join)


@settings(deadline=None, max_examples=150)
@given(texts, texts)
@example("the " * 14, "the " * 11 + "the. the the")  # the same words, parted otherwise
def test_edits_make_one_text_of_the_other(a: str, b: str) -> None:
    one, other = word_it(Article(a)), word_it(Article(b))
    passages = common_passages(one.keys, other.keys)
    changes = edits(passages, one, other)
    kept = sorted((j, one.keys[i]) for run in passages for i, j in run)
    come = [(j, other.keys[j]) for edit in changes if edit.kind in ("inserted", "replaced") for j in range(*edit.copy)]
    # a moved passage may have words of its own between those that match
    moved = {j for edit in changes if edit.kind == "moved" for j in range(*edit.copy)}
    assert [key for j, key in sorted({*kept, *come}) if j not in moved] == [
        key for j, key in enumerate(other.keys) if j not in moved
    ]
    assert liken(one, other).carried == liken(other, one).carried


@given(st.lists(st.text(max_size=40), max_size=4))
def test_any_text_has_a_story(raw: list[str]) -> None:
    found = stories([Article(text) for text in raw])
    assert sorted(member.page for story in found for member in story.members) == list(range(len(raw)))
