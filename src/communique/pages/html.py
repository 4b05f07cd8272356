"""HTML to a draft: trafilatura's extraction, a template where a ministry's pages have one, and a check for loss.

trafilatura returns nothing, without an error, for an article inside hundreds of nested elements, and lxml drops what
lies deeper than 256 levels or behind a huge text node. So what was kept is compared with the page's visible paragraphs,
and when most of them are gone resiliparse, which has no such limits, is asked instead.
"""

import re
from collections.abc import Iterator
from typing import Any

import trafilatura
from lxml import html as lxml_html
from resiliparse.extract.html2text import extract_plain_text

from communique import knowledge
from communique.pages.draft import Block, Draft, tidy
from communique.pages.hidden import without_hidden
from communique.pages.plain import FURNITURE, STAMPED, read_plain
from communique.pages.published import Published, published
from communique.pages.stamps import stamp
from communique.records import Declared, PartKind

ENOUGH = 0.6
"""Share of the visible text's long paragraphs that extraction must keep (on 80 pages of a government: never below .95)."""
DEEPEST = 200
"""Nested elements beyond which lxml may drop text silently (its own limit is 256)."""
BRIEF = 60
"""Characters below which a body that a template names holds nothing but links to other pages."""
TAG = re.compile(r"<[a-zA-Z/!][^<>]*>")


def read_html(text: str, url: str | None) -> Draft:
    """Make a draft of a page. Its `blocks` are empty when the page holds no article."""
    deep = _depth(text) > DEEPEST
    tree = None if deep else _tree(text)
    blocks: list[Block] = []
    if tree is None:
        meta = _metadata(text, tree, url)
    else:
        shown = lxml_html.tostring(tree, encoding="unicode") if without_hidden(tree) else text
        templated = _templated(tree, text)
        meta = _metadata(text, tree, url)
        if templated is not None and sum(len(block.text) for block in templated) < BRIEF:
            # some news is told by its headline alone
            templated = [Block("paragraph", meta["title"])] if meta["title"] else []
        blocks = _extracted(shown, url) if templated is None else templated
    visible = [tidy(line) for line in extract_plain_text(text, main_content=False, alt_texts=False).split("\n")]
    long = [line for line in visible if len(line) > 120]
    warnings: tuple[str, ...] = ()
    kept = sum(len(block.text) for block in blocks)
    if not blocks or (long and kept < ENOUGH * _main_weight(text, long)):
        other = read_plain(extract_plain_text(text, main_content=True, alt_texts=False))
        if sum(len(b.text) for b in other.blocks) > kept:
            blocks = list(other.blocks)
            warnings = ("the page's markup is broken or nested too deeply; its text was taken by another parser",)
    title = meta["title"]
    blocks = [*_broken_pictures(text), *blocks]
    blocks = _assembled(blocks, title, tree)
    declared = _declared(visible, meta)
    return Draft(tuple(blocks), title, declared, meta["addresses"], meta["brands"], (), warnings)


def _main_weight(text: str, long: list[str]) -> int:
    """Characters of the long paragraphs that belong to the article, as another parser sees it."""
    main = {tidy(line) for line in extract_plain_text(text, main_content=True, alt_texts=False).split("\n")}
    return sum(len(line) for line in long if line in main)


def _depth(text: str) -> int:
    deepest = depth = 0
    for match in re.finditer(
        r"<(/?)(?:div|span|section|article|table|tbody|tr|td|ul|ol|li|b|i|em|strong|font|blockquote|center|main|p)\b[^>]*>",
        text,
        re.I,
    ):
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
        if deepest > DEEPEST:
            break
    return deepest


def _tree(text: str) -> Any:
    try:
        return lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (ValueError, lxml_html.etree.ParserError):
        return None


def _words(element: Any) -> str:
    return tidy(str(element.text_content()))


def _classed(tree: Any, name: str) -> list[Any]:
    return (
        list(tree.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), $name)]", name=f" {name} "))
        if name
        else []
    )


def _templated(tree: Any, text: str) -> list[Block] | None:
    """The article by its ministry's template; None when the page is made by none that is known."""
    for row in knowledge.table("templates"):
        if row["host"] not in text[:200_000]:
            continue
        body = _classed(tree, row["body"])
        if not body:
            continue
        blocks = [Block("paragraph", words) for lead in _classed(tree, row["lead"])[:1] if (words := _words(lead))]
        for part in body[:1]:
            for foot in (foot for name in row["beside"].split("|") for foot in _classed(part, name)):
                foot.drop_tree()
            blocks += _paragraphs(part)
        return blocks
    return None


KINDS: dict[str, PartKind] = {
    "li": "list",
    "blockquote": "quote",
    "figcaption": "caption",
    "h1": "heading",
    "h2": "heading",
    "h3": "heading",
    "h4": "heading",
    "h5": "heading",
    "h6": "heading",
}
BREAKS = frozenset({"p", "div", "br", "tr", "ul", "ol", "table", "section", "article", "figure", *KINDS})
SILENT = frozenset({"script", "style", "noscript", "template", "svg", "button", "form"})


def _paragraphs(element: Any) -> Iterator[Block]:
    """All visible text below an element in order, parted where block elements or line breaks part it."""
    run: list[str] = []
    kinds: list[PartKind] = ["paragraph"]
    found: list[Block] = []

    def flush() -> None:
        if words := tidy("".join(run)):
            found.append(Block(kinds[-1], words))
        run.clear()

    def walk(node: Any) -> None:
        if not isinstance(node.tag, str) or node.tag in SILENT:
            return
        if node.tag in BREAKS:
            flush()
            kinds.append(KINDS.get(node.tag, kinds[-1]))
        run.append(node.text or "")
        for child in node:
            walk(child)
            run.append(child.tail or "")
        if node.tag in BREAKS:
            flush()
            kinds.pop()

    walk(element)
    flush()
    return iter(found)


def _extracted(text: str, url: str | None) -> list[Block]:
    found = trafilatura.bare_extraction(text, url=url, include_images=True, include_comments=False, with_metadata=False)
    body = getattr(found, "body", None)
    if body is None:
        return []
    blocks = []
    for node in body:
        kind: PartKind = {"head": "heading", "quote": "quote", "figcaption": "caption"}.get(node.tag, "paragraph")  # type: ignore[assignment]
        if node.tag == "list":
            blocks += [Block("list", words) for item in node if (words := _inner(item))]
            continue
        for picture in node.iter("graphic"):
            alt = tidy(picture.get("alt") or picture.get("title") or "")
            if len(alt) > 40:
                blocks.append(Block("caption", alt))
        if words := _inner(node):
            blocks.append(Block(kind, words))
    return blocks


def _inner(node: Any) -> str:
    return tidy("".join(t for t in node.itertext() if t)) if node.tag != "graphic" else ""


def _broken_pictures(text: str) -> Iterator[Block]:
    """Pictures whose alternative text was broken by markup put inside it: as received, so that it can be mended."""
    for match in re.finditer(
        r"<img\b[^>]*?\balt=\"([^\"<>]{20,}<[^\n]{0,600}?)\"(?:\s+(?:src|width|height|class|title|style)=|\s*/>)", text
    ):
        yield Block("caption", tidy(match[1]))


def _metadata(text: str, tree: Any, url: str | None) -> dict[str, Any]:
    found: dict[str, Any] = {
        "title": None,
        "published": Published(),
        "author": None,
        "sitename": None,
        "canonical": None,
        "addresses": (),
        "brands": (),
        "host": None,
    }
    if tree is None:
        title = re.search(r"<h1\b[^>]*>(.*?)</h1>|<title\b[^>]*>(.*?)</title>", text, re.S | re.I)
        found["title"] = tidy(TAG.sub("", title[1] or title[2])) if title else None
        return found
    headings = [_words(h) for h in tree.iter("h1") if _words(h)]
    headings.sort(key=lambda words: not 15 < len(words) < 300)
    page_title = next((_words(t) for t in tree.iter("title")), None)
    metas = {
        (m.get("property") or m.get("name") or m.get("itemprop") or "").casefold(): m.get("content") or ""
        for m in tree.iter("meta")
    }
    og = tidy(metas.get("og:title", "")) or None
    found["title"] = next((h for h in headings if len(h) > 15), None) or og or page_title
    found["published"] = published(tree)
    found["author"] = metas.get("author") or None
    found["sitename"] = metas.get("og:site_name") or None
    found["canonical"] = next(
        (link.get("href") for link in tree.iter("link") if link.get("rel") == "canonical"), None
    ) or metas.get("og:url")
    pictures = [img.get("src") or "" for img in tree.iter("img")]
    # a broken tag leaves the picture's address in the text
    shards = re.findall(r"src=\"(https?://[^\"\s]+)\"", text)
    found["addresses"] = tuple(dict.fromkeys(a for a in (*pictures, *shards) if a.startswith("http")))
    found["host"] = _template_host(tree, text)
    found["brands"] = tuple(_brands(tree, page_title, metas))
    return found


def _template_host(tree: Any, text: str) -> str | None:
    """The site whose template the page is made by, as an address: pages saved from it carry no canonical one."""
    for row in knowledge.table("templates"):
        if row["host"] in text[:200_000] and _classed(tree, row["body"]) and _classed(tree, row["title"]):
            return f"http://{row['host']}/"
    return None


def _brands(tree: Any, page_title: str | None, metas: dict[str, str]) -> Iterator[str]:
    """Strings that may be foreign to the article: sole keywords, and emphasised links to the site's own root."""
    keywords = metas.get("keywords", "")
    if keywords and "," not in keywords and 2 < len(keywords) < 60:
        yield tidy(keywords)
    counts: dict[str, int] = {}
    for anchor in tree.iter("a"):
        words = _words(anchor)
        emphasised = any(p.tag in ("strong", "b") for p in [anchor.getparent()] if p is not None)
        href = anchor.get("href") or ""
        if words and len(words) < 60 and emphasised and (href in ("/", "") or re.fullmatch(r"https?://[^/]+/?", href)):
            counts[words] = counts.get(words, 0) + 1
    yield from counts


SHARDS_LEFT = re.compile(r"\"\s*src=\"https?://\S+\"\s*/?>")
"""What a parser leaves of a picture whose tag was broken; the picture itself is taken from the source."""


def _assembled(blocks: list[Block], title: str | None, tree: Any) -> list[Block]:
    """Title first, the page's furniture out, repeated captions once."""
    kept: list[Block] = []
    for block in blocks:
        words = block.text
        if (
            (title and words == title and len(blocks) > 1)
            or (FURNITURE.match(words) and len(words) < 60)
            or (STAMPED.match(words) and len(words) < 120 and stamp(words))
        ):
            continue
        if (
            re.search(r"\bPhoto(?:\s?by)?\s?[:/]\s?\S+.{0,30}$", words)
            and len(words) < 500
            and block.kind == "paragraph"
        ):
            block = Block("caption", words)
        if SHARDS_LEFT.search(words) and block.kind == "paragraph":
            continue
        if any(other.text == words for other in kept) and block.kind in ("caption", "paragraph") and len(words) > 30:
            continue
        kept.append(block)
    if title and kept:
        kept.insert(0, Block("title", title))
    return kept


def _declared(visible: list[str], meta: dict[str, Any]) -> Declared:
    stamped = next(
        (found for line in visible if STAMPED.match(line) and len(line) < 160 and (found := stamp(line))), None
    )
    own: Published = meta["published"]
    canonical = meta["canonical"]  # a saved page's may lead to a file beside it, which tells of no site
    return Declared(
        source=(stamped.source if stamped else None) or meta["sitename"],
        author=(stamped.author if stamped else None) or meta["author"],
        published=(stamped.published if stamped else None) or own.iso,
        published_text=(stamped.published_text if stamped else None) or own.printed,
        canonical=canonical if re.match(r"https?://", canonical or "") else meta["host"] or canonical,
        modified=own.modified,
    )
