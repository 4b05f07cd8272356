"""What a page's markup declares beside its text: title, source, day, addresses; said by the page, not yet believed."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from communique import knowledge
from communique.pages.draft import tidy
from communique.pages.plain import STAMPED
from communique.pages.published import Published, published
from communique.pages.stamps import stamp
from communique.records import Declared

TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a page's markup says of it. `brands` are strings that may be foreign to the article."""

    title: str | None = None
    author: str | None = None
    sitename: str | None = None
    canonical: str | None = None
    published: Published = field(default_factory=Published)
    addresses: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()

    def declared(self, visible: Sequence[str]) -> Declared:
        """As a record, in which a stamp among the `visible` lines ("Source: X Editor: Y") goes before the markup."""
        stamped = next(
            (found for line in visible if STAMPED.match(line) and len(line) < 160 and (found := stamp(line))), None
        )
        return Declared(
            source=(stamped.source if stamped else None) or self.sitename,
            author=(stamped.author if stamped else None) or self.author,
            published=(stamped.published if stamped else None) or self.published.iso,
            published_text=(stamped.published_text if stamped else None) or self.published.printed,
            canonical=self.canonical,
            modified=self.published.modified,
        )


def metadata(text: str, tree: Any) -> Metadata:
    """Read a page's markup. `tree`: its lxml tree, or None where there is none; then only the title is looked for."""
    if tree is None:
        title = re.search(r"<h1\b[^>]*>(.*?)</h1>|<title\b[^>]*>(.*?)</title>", text, re.S | re.I)
        return Metadata(title=tidy(TAG.sub("", title[1] or title[2])) if title else None)
    headings = [words_of(h) for h in tree.iter("h1") if words_of(h)]
    headings.sort(key=lambda words: not 15 < len(words) < 300)
    page_title = next((words_of(t) for t in tree.iter("title")), None)
    metas = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").casefold(): m.get("content") or ""
        for m in tree.iter("meta")
    }
    pictures = [img.get("src") or "" for img in tree.iter("img")]
    # a broken tag leaves the picture's address in the text
    shards = re.findall(r"src=\"(https?://[^\"\s]+)\"", text)
    return Metadata(
        title=next((h for h in headings if len(h) > 15), None) or tidy(metas.get("og:title", "")) or page_title,
        author=metas.get("author") or None,
        sitename=metas.get("og:site_name") or None,
        canonical=_canonical(text, tree, metas),
        published=published(tree),
        addresses=tuple(dict.fromkeys(a for a in (*pictures, *shards) if a.startswith("http"))),
        brands=tuple(_brands(tree, metas)),
    )


def words_of(element: Any) -> str:
    """An element's text with single spaces."""
    return tidy(str(element.text_content()))


def classed(tree: Any, name: str) -> list[Any]:
    """The elements of a class."""
    return (
        list(tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "))
        if name
        else []
    )


def _canonical(text: str, tree: Any, metas: dict[str, str]) -> str | None:
    """The address the page gives for itself; a saved page's may lead to a file beside it, which tells of no site."""
    own = next((link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None)
    own = own or metas.get("og:url")
    return own if re.match(r"https?://", own or "") else _template_host(tree, text) or own


def _template_host(tree: Any, text: str) -> str | None:
    """The site whose template the page is made by, as an address."""
    for row in knowledge.table("templates"):
        if row["host"] in text[:200_000] and classed(tree, row["body"]) and classed(tree, row["title"]):
            return f"http://{row['host']}/"
    return None


def _brands(tree: Any, metas: dict[str, str]) -> Iterator[str]:
    """Strings that may be foreign to the article: sole keywords, and emphasised links to the site's own root."""
    keywords = metas.get("keywords", "")
    if keywords and "," not in keywords and 2 < len(keywords) < 60:
        yield tidy(keywords)
    counts: dict[str, int] = {}
    for anchor in tree.iter("a"):
        words = words_of(anchor)
        emphasised = any(p.tag in ("strong", "b") for p in [anchor.getparent()] if p is not None)
        href = anchor.get("href") or ""
        if words and len(words) < 60 and emphasised and (href in ("/", "") or re.fullmatch(r"https?://[^/]+/?", href)):
            counts[words] = counts.get(words, 0) + 1
    yield from counts
