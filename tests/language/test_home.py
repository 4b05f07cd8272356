"""Whose site a page stands on, by its head: the organ that speaks, never the state that it speaks of."""

import pytest

from communique.language.home import home_state
from communique.records import Article, Part


def headed(head: str) -> Article:
    text = f"{head}\nThe minister spoke on Tuesday."
    return Article(text, (Part("title", (0, len(head))), Part("paragraph", (len(head) + 1, len(text)))), title=head)


@pytest.mark.parametrize(
    ("head", "state"),
    [
        ("Ministry of Foreign Affairs of Norway", "NOR"),
        ("Embassy of Norway: remarks on fishing", "NOR"),
        ("Ministry of Foreign Affairs of Norway on Finland's new tariffs", "NOR"),
        ("Foreign Ministry Spokesperson's Remarks on the Visit of Norway's Foreign Minister", None),
        ("Statement of the Spokesperson about the elections in Norway", None),
        ("Press release of the Ministry regarding Norway's ships", None),
    ],
)
def test_the_organ_that_heads_a_page_and_not_its_topic(head: str, state: str | None) -> None:
    assert home_state(headed(head)) == state


def test_where_the_head_names_no_state_the_dateline_does() -> None:
    """Of a page that an organ puts out; a report on what a spokesperson said is nobody's own."""
    for head, state in (
        ("Foreign Ministry Spokesperson's Remarks on the Visit of Norway's Foreign Minister", "FIN"),
        ("Ministry spokesperson angry about Norway's ships", None),
    ):
        text = f"{head}\nHelsinki, May 6, 2031\nThe minister spoke on Tuesday of Finland."
        day = (len(head) + 1, len(head) + 1 + len("Helsinki, May 6, 2031"))
        parts = (Part("title", (0, len(head))), Part("dateline", day), Part("paragraph", (day[1] + 1, len(text))))
        assert home_state(Article(text, parts, title=head)) == state
