"""When a page says it was published: from its metadata, its marked-up times, and the dates printed beside its headline.

What a page declares may be false (a template's date, the crawl's, an update's): `language.reference` weighs it against
the address and the text. Which names count is in `knowledge/page_dates.csv`. Dates of pictures, comments, other stories
and updates are passed over.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from communique import knowledge
from communique.pages.stamps import dated, moment

OTHERS = re.compile(r"(?:Image|Photo|Media|Video|Audio|Comment|Review|ItemList|WebSite|Organization|Event)", re.I)
"""Item types whose dates are not the article's."""
NO_PUBLISHING = re.compile(r"\b(?:updated?|modified|edited|revised|last (?:change|review)|corrected)\b", re.I)
TITLE_WORDS = 4
"""Words of a link that make it a headline and no author's name."""
MORE_STORIES = re.compile(r"see also|related|read (?:more|also)|more (?:on|from|news|stories)|latest|recommended", re.I)
NEAR_HEADLINE, LONGEST = 1500, 160
"""Characters of a printed stamp at most, and how far from the headline's element it may stand, in elements of the page."""


@dataclass(frozen=True, slots=True)
class Published:
    """The declared day or time as ISO and as printed; when the page was changed last, if it says so."""

    iso: str | None = None
    printed: str | None = None
    modified: str | None = None


@cache
def _names(where: str) -> tuple[str, ...]:
    return tuple(
        name
        for row in knowledge.table("page_dates")
        if row["where"] == where
        for name in (row["name"] if where == "type" else row["name"].casefold()).split("|")
    )


def published(tree: Any) -> Published:
    """What the page declares, the weightiest first; everything is None where it declares nothing that is a date."""
    metas = dict(_metas(tree))
    modified = next((found for name in _names("modified") if (found := _usable(metas.get(name)))), None)
    for printed in (
        *(metas.get(name) for name in _names("meta")),
        *_linked(tree),
        *_items(tree),
        *_times(tree),
        *_stamps(tree),
    ):
        if printed and (iso := _usable(printed)):
            return Published(iso, printed, modified)
    return Published(None, None, modified)


def _usable(printed: str | None) -> str | None:
    """The day or time; None for what no page can have been published on (1970-01-01 stands for "unknown")."""
    iso = moment(printed) if printed else None
    return iso if iso and 1995 <= int(iso[:4]) <= 2100 else None


def _metas(tree: Any) -> Iterator[tuple[str, str]]:
    """Meta elements that speak of the page, the first of each name last, so that it wins in a mapping."""
    found: list[tuple[str, str]] = []
    for element in tree.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        if name and not (element.get("itemprop") and _other(element)):
            found.append((name.casefold(), element.get("content") or ""))
    yield from reversed(found)


def _linked(tree: Any) -> Iterator[str]:
    """The datePublished of articles in JSON-LD, those of the page itself first."""
    ranked: list[tuple[int, str]] = []
    types = _names("type")
    for script in tree.iter("script"):
        if script.get("type") != "application/ld+json":
            continue
        text = script.text or ""
        try:
            things = list(_things(json.loads(text)))
        except (ValueError, RecursionError):
            # broken JSON: the date that stands nearest after an article's type
            pattern = rf'"@type"\s*:\s*\[?\s*"({"|".join(types)})"(?:(?!"@type").)*?"datePublished"\s*:\s*"([^"]+)"'
            things = [{"@type": kind, "datePublished": when} for kind, when in re.findall(pattern, text, re.S)]
        for thing in things:
            kinds, when = thing.get("@type"), thing.get("datePublished")
            known = [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if kind in types]
            if known and isinstance(when, str):
                ranked.append((types.index(known[0]), when))
    return iter([when for _, when in sorted(ranked, key=lambda item: item[0])])


def _things(value: Any, depth: int = 0) -> Iterator[dict[str, Any]]:
    """The objects of a JSON value, outer ones first; comments and their like are passed over."""
    if depth > 6:
        return
    if isinstance(value, dict):
        yield value
        for key, inner in value.items():
            if key in ("@graph", "mainEntity", "mainEntityOfPage", "hasPart"):
                yield from _things(inner, depth + 1)
    elif isinstance(value, list):
        for inner in value[:50]:
            yield from _things(inner, depth + 1)


def _items(tree: Any) -> Iterator[str]:
    """Microdata: elements with itemprop="datePublished" that are the article's own."""
    for element in tree.xpath('//*[@itemprop="datePublished" or @itemprop="dateCreated"]'):
        if element.tag != "meta" and not _other(element):
            yield element.get("datetime") or element.get("content") or _text(element)


def _times(tree: Any) -> Iterator[str]:
    """Time elements, those that say that they are the publishing first, then in the page's order."""
    sure: list[str] = []
    others: list[str] = []
    for element in tree.iter("time"):
        printed = element.get("datetime") or _text(element)
        if _other(element) or NO_PUBLISHING.search(_before(element)) or NO_PUBLISHING.search(_words_of(element)):
            continue
        marked = element.get("pubdate") is not None or re.search(r"publi|posted|\bpub", _words_of(element), re.I)
        labelled = re.search(r"\b(?:published|posted|issued|released?)\b[^.]{0,20}$", _before(element), re.I)
        (sure if marked or labelled else others).append(printed)
    return iter([*sure, *others])


def _stamps(tree: Any) -> Iterator[str]:
    """Dates printed in elements whose class or id says that they hold one: nearest to the headline first."""
    order: dict[Any, int] = {element: number for number, element in enumerate(tree.iter())}
    headline = next((order[element] for element in tree.iter("h1")), 0)
    found: list[tuple[bool, int, str]] = []
    for element, number in order.items():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "meta", "time", "html", "body"):
            continue
        words = set(re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", _words_of(element)).casefold()))
        weak = bool(words & set(_names("class_weak")))
        if not (weak or words & set(_names("class"))) or abs(number - headline) > NEAR_HEADLINE:
            continue
        text = _text(element)
        if len(text) > LONGEST or NO_PUBLISHING.match(text) or _other(element) or _teaser(element):
            continue
        if printed := dated(re.split(r"\b(?:last )?(?:updated|modified)\b", text, flags=re.I)[0]):
            found.append((weak, abs(number - headline), printed))
    return iter([printed for *_, printed in sorted(found)])


def _other(element: Any) -> bool:
    """Whether an element belongs to a picture, a comment, another story, or the page's furniture."""
    unwanted = set(_names("not_class"))
    around = [element, *element.iterancestors()]
    for one in around:
        if one.tag in ("aside", "nav", "footer", "figure") or one.get("role") in ("complementary", "navigation"):
            return True
        if one is not around[0] and OTHERS.search((one.get("itemtype") or "").rpartition("/")[2]):
            return True
        if one.tag in ("body", "html", "main", "article"):
            continue
        words = set(re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "-", _words_of(one)).casefold()))
        if words & unwanted:
            return True
    return False


def _teaser(element: Any) -> bool:
    """Whether a date stands beside a link of a headline's length: it is the day of the story linked to."""
    around = [element, *element.iterancestors()][:3]
    for one in around:
        if one.tag in ("article", "main", "body") or any(True for _ in one.iter("h1")):
            return False
        if any(len(_text(link).split()) >= TITLE_WORDS for link in one.iter("a")):
            return True
        first = next((h for h in one.iter("h2", "h3", "h4", "h5")), None)
        if first is not None and MORE_STORIES.match(_text(first)):
            return True
    return False


def _words_of(element: Any) -> str:
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _before(element: Any) -> str:
    """What stands before an element inside the one around it."""
    parent = element.getparent()
    if parent is None:
        return ""
    text = parent.text or ""
    for sibling in parent:
        if sibling is element:
            break
        text += "".join(sibling.itertext()) + (sibling.tail or "")
    return " ".join(text.split())[-60:]
