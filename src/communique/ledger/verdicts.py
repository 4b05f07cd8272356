"""Verdicts on entries as they are kept, remembered for a while: copies tell the same, and batches are of one time."""

from functools import lru_cache

from communique.relate import same_commitment
from communique.relate.entries import Entry, from_text, gist_of
from communique.relate.likening import liken
from communique.relate.signs import Verdict

REMEMBERED = 20_000
"""Entries and verdicts that are remembered: those of some batches."""

OF_PAGES = ("meeting", "commitment")
"""Kinds whose entries begin with the page they stand on."""


def likened(kind: str, one: str, other: str) -> Verdict:
    """The verdict on two entries as they are kept. Copies of a page tell the same: what was likened once is known."""
    page, content = content_of(kind, one)
    its, other_content = content_of(kind, other)
    if page and page == its:
        return liken(entry_of(kind, one), entry_of(kind, other))
    return _asked(kind, content, other_content.replace(f'"{PAGE}"', f'"{OTHER_PAGE}"'))


def hopeless(kind: str, one: str, other: str) -> bool:
    """Whether a cheap look shows that `likened` will tell two entries apart: worth asking where there are many."""
    return kind == "commitment" and same_commitment.hopeless(_gist(one), _gist(other))


_gist = lru_cache(maxsize=REMEMBERED)(gist_of)


PAGE, OTHER_PAGE = "v-", "w-"
"""Stand for two pages in what their entries tell beside them."""


@lru_cache(maxsize=REMEMBERED)
def content_of(kind: str, told: str) -> tuple[str, str]:
    """The page of an entry, empty for a name, and what it tells beside that."""
    if kind not in OF_PAGES:
        return "", told
    page = told[2 : told.index('"', 2)]
    return page, told.replace(f'"{page}"', f'"{PAGE}"')


@lru_cache(maxsize=REMEMBERED)
def _asked(kind: str, one: str, other: str) -> Verdict:
    return liken(entry_of(kind, one), entry_of(kind, other))


@lru_cache(maxsize=REMEMBERED)
def entry_of(kind: str, told: str) -> Entry:
    """The entry of a text."""
    return from_text(kind, told)
