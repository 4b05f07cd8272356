"""Quotation marks of every kind, whole or broken, become quotations that lie in the text."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.readers.quotations import Quotation, Quoted, find_quotations
from communique.records import Span

MARKS = "\"'“”‘’„‟«»‹›「」『』"


def paragraphs(text: str) -> list[Span]:
    return [match.span() for match in re.finditer(r"[^\n]+", text)]


def quotations(text: str) -> list[tuple[int, bool, list[str]]]:
    return [
        (q.depth, q.closed, [text[start:end] for start, end in q.pieces])
        for q in find_quotations(text, paragraphs(text))
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we go” and left.", [(1, True, ["“we go”"])]),
        ('He said "we go" and "they stay".', [(1, True, ['"we go"']), (1, True, ['"they stay"'])]),
        ("«Oui», dit-il. „Ja“, sagte sie.", [(1, True, ["«Oui»"]), (1, True, ["„Ja“"])]),
        ("''We go,'' he said. ``So do we.''", [(1, True, ["''We go,''"]), (1, True, ["``So do we.''"])]),
        ("“They said ‘no’ twice,” he said.", [(1, True, ["“They said ‘no’ twice,”"]), (2, True, ["‘no’"])]),
        ('"He told me "no" then," she said.', [(1, True, ['"He told me "no" then,"']), (2, True, ['"no"'])]),
        ("‘We won’t go,’ she said.", [(1, True, ["‘We won’t go,’"])]),
        ("It was ‘the ministers’ idea’.", [(1, True, ["‘the ministers’ idea’"])]),
        ("The ministers’ idea, the ’90s, 5' tall, don't.", []),
        ('He said: "Not yet', [(1, False, ['"Not yet'])]),
        ("”Wrong” way, “round“ as well", [(1, True, ["”Wrong”"]), (1, True, ["“round“"])]),
        ("not” opened", []),
    ],
)
def test_marks_are_matched(text: str, expected: list[tuple[int, bool, list[str]]]) -> None:
    assert quotations(text) == expected


def test_a_quotation_goes_on_where_the_next_paragraph_opens_with_a_mark() -> None:
    text = "“One.\n“Two.\n“Three.” she said.\nOther “four”."
    assert quotations(text) == [(1, True, ["“One.", "“Two.", "“Three.”"]), (1, True, ["“four”"])]


def test_a_quotation_that_does_not_go_on_ends_with_its_paragraph() -> None:
    text = "He said: “One.\nTwo is no part of it. “Three.”"
    assert quotations(text) == [(1, False, ["“One."]), (1, True, ["“Three.”"])]


def test_straight_marks_go_on_too() -> None:
    assert quotations('"One.\n"Two," she said.') == [(1, True, ['"One.', '"Two,"'])]


def test_what_stands_inside_can_be_asked() -> None:
    text = "He said “we go” and left."
    quoted = Quoted(find_quotations(text, paragraphs(text)))
    inside = [at for at in range(len(text)) if quoted.at(at)]
    assert text[inside[0] : inside[-1] + 1].strip("”") == "we go"
    assert [piece for piece, _ in quoted.within((0, len(text)))] == [(8, 15)]
    assert quoted.within((16, len(text))) == []


wild = st.text(st.one_of(st.sampled_from(MARKS + " \n.,s"), st.characters(exclude_categories=("Cs",))), max_size=120)


@given(wild)
def test_any_text_gives_quotations_that_lie_in_it(text: str) -> None:
    spans = paragraphs(text)
    found = find_quotations(text, spans)
    for quotation in found:
        assert quotation.depth >= 1
        assert list(quotation.pieces) == sorted(quotation.pieces)
        for start, end in quotation.pieces:
            assert any(first <= start < end <= last for first, last in spans)
    outer = sorted(piece for quotation in found if quotation.depth == 1 for piece in quotation.pieces)
    assert all(one[1] <= other[0] for one, other in pairwise(outer))


@given(wild, st.integers(0, 130))
def test_inner_quotations_lie_in_outer_ones(text: str, at: int) -> None:
    found = find_quotations(text, paragraphs(text))
    quoted = Quoted(found)
    for inner in found:
        if inner.depth > 1:
            assert any(_holds(outer, inner) for outer in found if outer.depth == inner.depth - 1)
    held = quoted.at(at)
    assert held is None or held[0][0] < at < held[0][1] + 1


def _holds(outer: Quotation, inner: Quotation) -> bool:
    return any(start <= inner.start and inner.end <= end for start, end in outer.pieces)


@given(st.lists(st.sampled_from(["We go.", "They stay.", "Nobody knows."]), min_size=1, max_size=6))
def test_paragraphs_quoted_as_printed_are_one_quotation(said: list[str]) -> None:
    text = "\n".join(f"“{words}" for words in said) + "”"
    assert [(q.closed, len(q.pieces)) for q in find_quotations(text, paragraphs(text))] == [(True, len(said))]


def test_ten_thousand_marks_are_read_in_a_moment() -> None:
    text = "“ ‘a " * 10_000
    assert find_quotations(text, [(0, len(text))])
