"""Bytes to `Article`: one clean text with its parts, what the page claims, what was spliced into it."""

from dataclasses import replace

from communique.pages.draft import Draft, assemble
from communique.pages.guard import GuardError, guarded_html
from communique.pages.language import language_of
from communique.pages.markdown import read_markdown
from communique.pages.opening import Page, PageError, decode, open_page
from communique.pages.origin import find_origin
from communique.pages.plain import read_plain
from communique.pages.splices import mend
from communique.records import Article, Origin

__all__ = ["Page", "PageError", "extract", "open_page"]

LEAST = 60
"""Characters of text below which a page holds no article: a caption or an error message has fewer."""


def extract(
    page: Page, *, url: str | None = None, published: str | None = None, publisher: str | None = None
) -> Article:
    """Make the clean article of a page. `published` and `publisher` are the user's word and win over the page's.

    PageError when the page holds no article, or one in a language that is not read.
    """
    text = decode(page)
    url = url or page.url
    draft = _draft(page, text, url)
    if sum(len(block.text) for block in draft.blocks if block.kind != "title") < LEAST:
        raise PageError(page.name, "no article found in it")
    draft = mend(draft)
    language = language_of(" ".join(block.text for block in draft.blocks))
    if language != "en":
        raise PageError(page.name, f"its language ({language}) is not read yet, only English")
    article = assemble(draft, url or draft.declared.canonical)
    origin = find_origin(draft, url)
    if publisher is not None:
        origin = Origin(publisher, origin.published, (f"given: {publisher}", *origin.evidence))
    if published is not None:
        origin = replace(origin, published=published, evidence=(f"given: {published}", *origin.evidence))
    return replace(article, origin=origin)


def _draft(page: Page, text: str, url: str | None) -> Draft:
    if page.media == "markdown":
        return read_markdown(text)
    if page.media == "text":
        return read_plain(text)
    try:
        return guarded_html(text, url)
    except GuardError as error:
        raise PageError(page.name, str(error)) from None
