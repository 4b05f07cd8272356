"""A page between its markup and its clean text: blocks in order, and what may tell of origin and tampering."""

import re
from dataclasses import dataclass, field

from communique.records import Article, Declared, Part, PartKind, Splice


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page of one kind, with single spaces and no line breaks."""

    kind: PartKind
    text: str


@dataclass(frozen=True, slots=True)
class Draft:
    """What the readers of formats give: `addresses` of pictures and links, `brands` that may be foreign to the text."""

    blocks: tuple[Block, ...]
    title: str | None = None
    declared: Declared = field(default_factory=Declared)
    addresses: tuple[str, ...] = ()
    brands: tuple[str, ...] = ()
    splices: tuple[Splice, ...] = ()
    warnings: tuple[str, ...] = ()


def tidy(text: str) -> str:
    """One line with single spaces; invisible characters gone."""
    text = re.sub(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad]", "", text)
    return re.sub(r"\s+", " ", text).strip()


DATELINE = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'’-]*(?:[ -][A-ZÀ-Þ][\w.'’-]*){0,3})(?:,\s[A-Z][\w.]+(?:\s\d{1,2})?(?:,\s\d{4})?)?"
    r"(?:,\s\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)?\s?(?:\([^)]{2,40}\))?\s?(?:--|–|—|-|:)\s"
)
AGENCY = re.compile(r"\([A-Z][^)]{1,38}\)\s?(?:--|–|—|-|:)|^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}\b.{0,40}?(?:--|–|—)\s")


def assemble(draft: Draft, url: str | None) -> Article:
    """Join the blocks into one text with their parts; a dateline is also given as a part of its own."""
    text = ""
    parts: list[Part] = []
    for block in draft.blocks:
        if not block.text:
            continue
        if text:
            text += "\n\n"
        start = len(text)
        text += block.text
        line = DATELINE.match(block.text) if block.kind == "paragraph" else None
        if (line is not None and AGENCY.match(block.text[: line.end()])) or (
            line is not None and block.text[:3].isupper()
        ):
            parts.append(Part("dateline", (start, start + len(line[0].rstrip(" -–—:")))))
        parts.append(Part(block.kind, (start, len(text))))
    return Article(
        text=text,
        parts=tuple(parts),
        url=url,
        title=draft.title,
        language="en",
        declared=draft.declared,
        splices=draft.splices,
        warnings=draft.warnings,
    )
