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
from communique.pages.metadata import classed, metadata, words_of
from communique.pages.plain import FURNITURE, STAMPED, read_plain
from communique.pages.stamps import stamp
from communique.records import PartKind

ENOUGH = 0.6
"""Share of the visible text's long paragraphs that extraction must keep (on 80 pages of a government: never below .95)."""
DEEPEST = 200
"""Nested elements beyond which lxml may drop text silently (its own limit is 256)."""
BRIEF = 60
"""Characters below which a body that a template names holds nothing but links to other pages."""


def read_html(text: str, url: str | None) -> Draft:
    """Make a draft of a page. Its `blocks` are empty when the page holds no article."""
    deep = _depth(text) > DEEPEST
    tree = None if deep else _tree(text)
    blocks: list[Block] = []
    if tree is None:
        meta = metadata(text, tree)
    else:
        shown = lxml_html.tostring(tree, encoding="unicode") if without_hidden(tree) else text
        templated = _templated(tree, text)
        meta = metadata(text, tree)
        if templated is not None and sum(len(block.text) for block in templated) < BRIEF:
            # some news is told by its headline alone
            templated = [Block("paragraph", meta.title)] if meta.title else []
        blocks = _extracted(shown, url) if templated is None else templated
    visible = [tidy(line) for line in extract_plain_text(text, main_content=False, alt_texts=False).split("\n")]
    long = [line for line in visible if len(line) > 120]
    flat = _flattened(text) if deep else text
    warnings: tuple[str, ...] = ()
    kept = sum(len(block.text) for block in blocks)
    if not blocks or (long and kept < ENOUGH * _main_weight(flat, long)):
        other = read_plain(extract_plain_text(flat, main_content=True, alt_texts=False))
        if sum(len(b.text) for b in other.blocks) > kept:
            blocks = list(other.blocks)
            warnings = ("the page's markup is broken or nested too deeply; its text was taken by another parser",)
    title = meta.title
    blocks = [*_broken_pictures(text), *blocks]
    blocks = _assembled(blocks, title)
    return Draft(tuple(blocks), title, meta.declared(visible), meta.addresses, meta.brands, (), warnings)


def _main_weight(text: str, long: list[str]) -> int:
    """Characters of the long paragraphs that belong to the article, as another parser sees it."""
    main = {tidy(line) for line in extract_plain_text(text, main_content=True, alt_texts=False).split("\n")}
    return sum(len(line) for line in long if line in main)


WRAPPER = r"(?:div|span|section|article|b|i|em|strong|font|blockquote|center|main)\b[^<>]*>"
NESTED = re.compile(rf"(?:<{WRAPPER}\s*)+(?=<{WRAPPER})|(?:</{WRAPPER}\s*)+(?=</{WRAPPER})", re.I)


def _flattened(text: str) -> str:
    """The page with one element where elements hold nothing but one another: resiliparse takes the square of their number
    (2.9 s for 20,000, more than a minute for 100,000)."""
    return NESTED.sub("", text)


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


def _templated(tree: Any, text: str) -> list[Block] | None:
    """The article by its ministry's template; None when the page is made by none that is known."""
    for row in knowledge.table("templates"):
        if row["host"] not in text[:200_000]:
            continue
        body = classed(tree, row["body"])
        if not body:
            continue
        blocks = [Block("paragraph", words) for lead in classed(tree, row["lead"])[:1] if (words := words_of(lead))]
        for part in body[:1]:
            for foot in (foot for name in row["beside"].split("|") for foot in classed(part, name)):
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


SHARDS_LEFT = re.compile(r"\"\s*src=\"https?://\S+\"\s*/?>")
"""What a parser leaves of a picture whose tag was broken; the picture itself is taken from the source."""


def _assembled(blocks: list[Block], title: str | None) -> list[Block]:
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
