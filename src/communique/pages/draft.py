"""A page between its markup and its clean text: blocks in order, and what may tell of origin and tampering."""

import re
from dataclasses import dataclass, field

from communique import knowledge
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


_PLACE = r"[A-ZÀ-Þ][\w.'’-]*(?:[ /-][A-ZÀ-Þ][\w.'’-]*){0,3}"
DATELINE = re.compile(
    rf"{_PLACE}(?:,\s[A-Z][\w.]+(?:\s[A-Z][\w.]+)?(?=,))?(?:[,.]\s[A-Z][\w.]+(?:\s\d{{1,2}})?(?:,\s\d{{4}})?)?"
    r"(?:,\s\d{1,2}\s[A-Z][a-z]+(?:\s\d{4})?)?(?:,\sJuche\s?\d{2,3}(?:\s\(\d{4}\))?)?(?:,\s[A-Z]{2,8})?\s?(?:\([^)]{2,40}\))?\s?(?:--(?:\s|(?=[A-Z]))|(?:–|—|-|:)\s)"
    rf"|{_PLACE},\s[A-Z][a-z]+\.?\s\d{{1,2}}(?:,\s\d{{4}})?\.?\s/[A-Z-]{{3,14}}/\.?\s"
)
"""A place, a day, an agency and a dash: "DOHA/CAIRO, Jan 13 (Reuters) - ", "MINSK, June 24. /TASS/. "."""
AGENCY = re.compile(
    r"\([A-Z][^)]{1,38}\)\s?(?:--|–|—|-|:)|^[A-ZÀ-Þ][A-ZÀ-Þ .,'’-]{2,40}\b.{0,40}?(?:(?:--|–|—)\s|/[A-Z-]{3,14}/\.?\s)"
)


def _opens_news(line: str) -> bool:
    """A place and a dash, not a speaker's label: "DOHA, Qatar (AP) -", but not "MINISTER ANAND:"."""
    named = re.split(r"\(|\s[-–—]|--|–|—|:|\s/", line)[0]
    for place in re.split(r"[,/]|\.\s", named):
        city = place.strip().casefold().removeprefix("the ")
        if city in knowledge.places() or city in knowledge.state_by_name():
            return True
    if line.rstrip().endswith(":"):
        return bool(re.search(r"\d|\(", line))
    return bool(AGENCY.match(line)) or line[:3].isupper()


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
        if line is not None and _opens_news(line[0]):
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
