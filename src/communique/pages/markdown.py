"""Markdown with front matter, as archives of official statements keep it."""

import re

from communique.pages.draft import Block, Draft, tidy
from communique.pages.stamps import moment
from communique.records import Declared, PartKind

ESCAPES = {"_": "\u00a0", "n": "\n", "t": "\t", '"': '"', "\\": "\\", "/": "/", " ": " ", "N": "\u0085"}


def read_markdown(text: str) -> Draft:
    """Make a draft of Markdown: title, date and address from the front matter, hard-wrapped lines joined."""
    matter, body = _split(text.replace("\r\n", "\n"))
    blocks: list[Block] = []
    title = tidy(matter["title"]) if matter.get("title") else None
    for chunk in re.split(r"\n\s*\n", body):
        chunk = chunk.strip("\n")
        chunk = re.sub(r"(?:^|\n)\s*\\?#{2,}\s*$", "", chunk)
        if not chunk.strip() or re.fullmatch(r"\s*(?:\\?#{2,}|\*\s?\*\s?\*|-{3,}|_{3,}|\\?###)\s*", chunk):
            continue
        blocks += _blocks(chunk)
    if title is None and blocks and blocks[0].kind == "heading":
        title = blocks.pop(0).text
    if title:
        blocks.insert(0, Block("title", title))
    published = matter.get("date") or matter.get("published_time") or matter.get("published")
    declared = Declared(
        source=matter.get("source") or matter.get("publisher"),
        author=matter.get("author"),
        published=moment(published) if published else None,
        published_text=published,
        canonical=matter.get("source_url") or matter.get("url") or matter.get("canonical"),
    )
    addresses = tuple(re.findall(r"https?://[^\s)\"'<>]+", body))
    return Draft(tuple(blocks), title, declared, addresses)


def _split(text: str) -> tuple[dict[str, str], str]:
    match = re.match(r"\s*---[ \t]*\n(.*?)\n---[ \t]*(?:\n|$)", text, re.S)
    if match is None:
        return {}, text
    matter: dict[str, str] = {}
    key = None
    for line in match[1].split("\n"):
        pair = re.match(r"([\w-]+):\s*(.*)$", line)
        if pair and not line.startswith((" ", "\t")):
            key = pair[1].casefold()
            matter[key] = pair[2]
        elif key is not None and line.startswith((" ", "\t")):
            matter[key] += "\n" + line.strip()
    return {key: _scalar(value) for key, value in matter.items()}, text[match.end() :]


def _scalar(value: str) -> str:
    """A YAML scalar: single or double quotes, escapes, lines folded (a backslash at the end joins without a space)."""
    value = value.strip()
    if value.startswith('"') and value.endswith('"') and len(value) > 1:
        value = re.sub(r"\\\n\s*", "", value[1:-1])
        value = re.sub(r"\s*\n\s*", " ", value)
        value = re.sub(r"\\u([0-9A-Fa-f]{4})", lambda m: chr(int(m[1], 16)), value)
        value = re.sub(r"\\x([0-9A-Fa-f]{2})", lambda m: chr(int(m[1], 16)), value)
        return re.sub(r"\\(.)", lambda m: ESCAPES.get(m[1], m[1]), value)
    value = re.sub(r"\s*\n\s*", " ", value)
    if value.startswith("'") and value.endswith("'") and len(value) > 1:
        return value[1:-1].replace("''", "'")
    return value


def _blocks(chunk: str) -> list[Block]:
    kind: PartKind = "paragraph"
    heading = re.match(r"#{1,6}\s+(.*)", chunk)
    if heading:
        return [Block("heading", _plain(heading[1]))]
    lines = chunk.split("\n")
    if re.match(r"\s*(?:[-*+]|\d{1,2}[.)])\s+", lines[0]):
        items: list[str] = []
        for line in lines:
            if re.match(r"\s*(?:[-*+]|\d{1,2}[.)])\s+", line) or not items:
                items.append(line)
            else:
                items[-1] += " " + line
        return [Block("list", _plain(re.sub(r"^\s*[-*+]\s+", "", item))) for item in items]
    if all(line.startswith(">") for line in lines):
        kind = "quote"
        chunk = "\n".join(line[1:] for line in lines)
    text = _plain(chunk)
    bold = re.fullmatch(r"\s*\*\*(.+?)\*\*\s*", chunk, re.S)
    if bold and len(text) < 90:
        kind = "heading"
    return [Block(kind, text)] if text.strip("#* ") else []


def _plain(text: str) -> str:
    """Inline marks taken off: links keep their words, escapes their character."""
    text = re.sub(
        r"<(?:img|figure)\b[^>]*>|</?(?:span|p|div|br|em|strong|b|i|u|a|sup|sub|figure|figcaption)\b[^<>]*>", " ", text
    )
    text = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\[([^\]]+)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"<(https?://[^>]+)>", r"\1", text)
    text = re.sub(r"(?<!\\)(\*\*|__)(?=\S)(.+?)(?<=\S)\1", r"\2", text, flags=re.S)
    text = re.sub(r"(?<![\\\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text, flags=re.S)
    return tidy(re.sub(r"\\([\\`*_{}\[\]()#+.!'\"|>~-])", r"\1", text))
