"""The query language: its trees, its one spelling, and that nothing but a clear word comes of a wrong query."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from communique.ledger.filters import FILTERS
from communique.ledger.query import And, Filter, Not, Or, Query, QueryError, Text, filtered, parse, to_text


def test_the_example_of_the_manual() -> None:
    query = parse(
        '"exact phrase" -not a OR b who:"Wang Yi" by:JPN to:CHN at:Beijing when:2024-12..2025-03 '
        "type:commitment via:Xinhua copies:one"
    )
    assert query == Query(
        And(
            (
                Text("exact phrase"),
                Not(Text("not")),
                Or((Text("a"), Text("b"))),
                Filter("who", ("Wang Yi",)),
                Filter("by", ("JPN",)),
                Filter("to", ("CHN",)),
                Filter("at", ("Beijing",)),
                Filter("when", ("2024-12-01..2025-03-31",)),
                Filter("type", ("commitment",)),
                Filter("via", ("Xinhua",)),
            )
        ),
        copies="one",
    )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("a AND b", "a b"),
        ("((a))", "a"),
        ("(a b) c", "a b c"),
        ("a OR b OR c", "a OR (b OR c)"),
        ("“joint statement”", '"joint statement"'),
        ("by:Japan,CHINA", "by:JPN,CHN"),
        ("by:Japanese", "by:JPN"),
        ('by:"the European Union"', 'by:"European Union"'),
        ("TYPE:Commitments", "type:commitment"),
        ("when:2024", "when:2024-01-01..2024-12-31"),
        ("when:2024-02", "when:2024-02-01..2024-02-29"),
        ("when:..2024-02", "when:..2024-02-29"),
        ("sure:.80", "sure:0.8"),
        ("versions:last copies:all", ""),
    ],
)
def test_other_spellings(text: str, same: str) -> None:
    assert parse(text) == parse(same)


@pytest.mark.parametrize(
    ("text", "marked", "reason"),
    [
        ("Japan bye:CHN", "bye:", "is it by:"),
        ("by:Jpan visa", "Jpan", "'japan'"),
        ("visa (talks OR", "OR", "OR stands between"),
        ("visa (talks", "(", "not closed"),
        ("visa)", ")", "closes nothing"),
        ('visa "talks', '"', "not closed"),
        ("Japan - China", "-", "right before"),
        ("when:2024-13", "2024-13", "no day"),
        ("when:2025..2024", "2025..2024", "later than"),
        ("type:treaty", "treaty", "is not one of"),
        ("who:", "who:", "wants a value"),
        ("OR visa", "OR", "OR stands between"),
        ("visa AND", "AND", "AND stands between"),
        ("&", "&", "no word"),
        ("co*p", "co*p", "only at the end"),
        ("-copies:one", "copies:one", "whole query"),
        ("(copies:one visa)", "copies:one", "whole query"),
        ("copies:one copies:all", "copies:all", "twice"),
        ("sure:2", "2", "no share"),
        ("https://example.org/page", "https:", "in quotes"),
        ("()", "(", "nothing stands"),
        ("王毅 (王毅", "(", "not closed"),
    ],
)
def test_a_wrong_query_has_its_fault_marked(text: str, marked: str, reason: str) -> None:
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert text[error.at : error.at + error.length] == marked
    assert reason in error.reason
    shown, marks, said = error.caret().split("\n")
    assert (shown, said) == (text, error.reason)
    assert marks.strip("^ ") == ""


def test_carets_stand_under_wide_characters() -> None:
    with pytest.raises(QueryError) as caught:
        parse("王毅 (a")
    assert caught.value.caret().split("\n")[1] == "     ^"


def test_options_take_values_as_they_are() -> None:
    narrowed = filtered(parse("visa"), {"who": ['Wang "Yi"', "Li, Q"], "by": ["JPN,China"], "copies": ["one"]})
    assert narrowed == Query(
        And((Text("visa"), Filter("who", ('Wang "Yi"', "Li, Q")), Filter("by", ("JPN", "CHN")))), copies="one"
    )
    with pytest.raises(QueryError, match="no state"):
        filtered(Query(), {"by": ["Atlantis"]})


def test_length_and_depth_have_limits() -> None:
    for text in ("a " * 250, "a" * 5000, "(" * 60 + "a" + ")" * 60, "-" * 60 + "a"):
        with pytest.raises(QueryError):
            parse(text)


PIECES = st.sampled_from(
    [
        "visa",
        "OR",
        "AND",
        "-",
        "(",
        ")",
        '"',
        "“",
        "”",
        "«",
        "*",
        ":",
        ",",
        "..",
        " ",
        "\n",
        "王",
        "é",
        "\u0301",
        "'",
        "\\",
        "\0",
    ]
    + [f"{name}:" for name in FILTERS]
    + ["JPN", "Japan", "2024", "2024-12", "one", "all", "meeting", "0.5", "accept", "held", "pledged", "a.b/1"]
)


@given(st.one_of(st.text(), st.lists(PIECES).map("".join), st.lists(PIECES).map(" ".join)))
def test_any_line_is_a_query_or_a_query_error(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        assert 0 <= error.at <= len(text)
        assert error.caret().count("\n") == 2
        return
    assert parse(to_text(query)) == query
