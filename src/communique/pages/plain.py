"""Plain text, as written or as a scraper delivered it: lines made into titles, captions, headings, paragraphs."""

import html
import re
from dataclasses import replace

from communique.pages.draft import Block, Draft, tidy
from communique.pages.stamps import stamp
from communique.records import Declared, PartKind

FURNITURE = re.compile(
    r"(?:welcome to|home$|current location|previous\s?:|next\s?:|copyright|©|all rights reserved|share (?:this|on)|print(?: this)?$|"
    r"hot articles|related (?:articles|news)|friendly links|sitemap|skip to|search$|menu$|follow us|subscribe|log ?in$|sign (?:in|up)|"
    r"breaking news$|read more|advertisement$|back to top|font size|click here)",
    re.I,
)
STAMPED = re.compile(
    r"(?:(?:source|from|author|editor|time|(?:release |publication )?date(?: of (?:issue|publication))?|published|updated|posted|released|issued)"
    r"(?: on| at)?\s?[:：]"
    r"|(?:(?:last |first )?(?:published|posted|released|issued|updated))(?: on| at)?\s"
    r"(?=\d{1,2}(?:st|nd|rd|th)?\s[A-Z]|[A-Z][a-z]{2,8}\.?\s\d{1,2},|\d{1,2}[:.]\d\d\s?(?:[AaPp]\.?[Mm]\b|[A-Z]{2,4}\b)))",
    re.I,
)
BYLINE = re.compile(r"(?:By|Written by|Reporting by)\s[A-Z][\w.'’-]+(?:\s[\w.'’-]+){0,6}(?:\s\|.*)?$")
CAPTION = re.compile(
    r"(?:\b(?:Photo|Picture|Image|File photo)\s?(?:by|:|/)|\bphoto\s?/|\((?:Photo|Xinhua|AP Photo|REUTERS)\b.{0,60}\)$|\bPhoto: )"
)
SPEAKER = re.compile(
    r"[A-ZÀ-Þ][\w.'’-]+(?:\s(?:the\s)?[A-ZÀ-Þ][\w.'’-]+){1,6},\s(?:(?:[A-Z][\w-]+|and|of|for)\s){0,5}"
    r"(?:Minister|Secretary|Secretary-General|Spokesperson|Spokesman|Spokeswoman|President|Chancellor|Representative|Ambassador|Commissioner|Premier)\b"
)
"""A line under the headline that says who speaks: "Tammy Bruce, Department Spokesperson"; it is read for its name."""
OFFICE = re.compile(
    r"(?:(?:The|Rt|Right|Hon|Honou?rable|His|Her|Excellency|H\.E\.|Dr|Senator)\.?\s)*"
    r"(?:(?:Prime|Foreign|Deputy|First|Vice|Federal|Defen[cs]e|Trade|Finance)\s)*(?:Minister|President|Chancellor|Secretary|Premier|Taoiseach)"
    r"(?:\s(?:of|for|and|the|[A-ZÀ-Þ][\w.’'-]+)){1,9}"
)
"""The same with the office before the name, over a transcript: "Prime Minister Christopher Luxon"."""
TURN = re.compile(r"[A-ZÀ-Þ][\w.’' /-]{0,40}:\s")
LISTED = re.compile(r"(?:[-•*–▪]|\(?\d{1,2}[.)]|\([a-z]\)|[a-z]\))\s+\S")


def read_plain(text: str) -> Draft:
    """Make a draft of plain text. The first short line without a full stop is the title, if there is one."""
    lines = [tidy(line) for line in _joined(_repaired(text))]
    lines = [line for line in lines if line]
    declared = Declared()
    blocks: list[Block] = []
    title: str | None = None
    addresses: list[str] = re.findall(r"https?://[^\s\"'<>]+", text)
    for number, line in enumerate(lines):
        if STAMPED.match(line) and len(line) < 160 and (found := stamp(line)) is not None:
            if declared == Declared():
                declared = found
            elif declared.modified is None and found.modified is not None:
                declared = replace(declared, modified=found.modified)
            elif declared.published is None and found.published is not None:
                declared = replace(declared, published=found.published, published_text=found.published_text)
            continue
        if FURNITURE.match(line) and len(line) < 60 and not line.endswith("."):
            continue
        kind = _kind(line, number, title is None, lines)
        if kind == "title":
            title = line
        blocks.append(Block(kind, line))
    return Draft(tuple(blocks), title, declared, tuple(addresses))


def _repaired(text: str) -> str:
    """Entities that lost their ampersand or were escaped twice, where they can be nothing else."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub(
        r"&(?:amp;)?(nbsp|rsquo|lsquo|rdquo|ldquo|mdash|ndash|amp|quot|hellip|eacute|uuml|ouml|#\d{2,5});",
        lambda m: html.unescape(f"&{m[1]};"),
        text,
    )
    for name, character in (
        ("rsquo;", "’"),
        ("lsquo;", "‘"),
        ("rdquo;", "”"),
        ("ldquo;", "“"),
        ("mdash;", "—"),
        ("ndash;", "–"),
        ("nbsp;", " "),
    ):
        text = text.replace(name, character)
    return text


def _joined(text: str) -> list[str]:
    """Paragraphs: lines hard-wrapped at one width belong together; else each line stands alone."""
    lines = text.split("\n")
    filled = [len(line.rstrip()) for line in lines if line.strip()]
    wrapped = len(filled) > 6 and max(filled) <= 100 and sum(length > 55 for length in filled) > 0.6 * len(filled)
    if not wrapped:
        return lines
    return [" ".join(chunk.split("\n")) for chunk in re.split(r"\n\s*\n", text)]


def _kind(line: str, number: int, untitled: bool, lines: list[str]) -> PartKind:
    body = len(line) > 140 or line[-1] in '.!?”"’…:;'
    if CAPTION.search(line) and len(line) < 500 and number < len(lines) - 1:
        return "caption"
    if "<" in line and re.search(r"<\w+[^>]*|src=|href=", line):
        return "caption"
    if BYLINE.match(line):
        return "byline"
    if untitled and number < 6 and not body and len(line) > 12:
        return "title"
    if (
        untitled
        and number == 0
        and len(line) < 200
        and len(lines) > 1
        and not line.endswith((".", "”", '"'))
        and len(lines[1]) > len(line)
    ):
        return "title"
    if LISTED.match(line):
        return "list"
    if number < 6 and (SPEAKER.match(line) or (OFFICE.fullmatch(line) and sum(map(bool, map(TURN.match, lines))) > 1)):
        return "paragraph"
    if not body and len(line) < 90 and number < len(lines) - 1 and len(line.split()) < 12:
        return "heading"
    return "paragraph"
