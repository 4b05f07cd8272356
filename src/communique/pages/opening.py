"""Bytes in hand: what kind of page they are, in which encoding, and whether there is anything to read at all."""

import codecs
import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias

Media: TypeAlias = Literal["html", "text", "markdown"]
LARGEST = 64 * 1024 * 1024
"""Bytes of one page that are looked at; no article is near this, and a larger file is some other thing."""


class PageError(Exception):
    """A page that cannot be read: `name` says which, `reason` why; as a string one clear line."""

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Page:
    """A page as received: `data` untouched, `media` as sniffed from content and suffix."""

    name: str
    data: bytes
    media: Media
    url: str | None = None


def open_page(source: str | Path | bytes, *, name: str | None = None, url: str | None = None) -> Page:
    """Open a file by path, `-` for standard input, or bytes. PageError when there is nothing that can be a page."""
    if isinstance(source, bytes):
        label, data = name or "(bytes)", source
    elif str(source) == "-":
        label, data = name or "(standard input)", sys.stdin.buffer.read(LARGEST + 1)
    else:
        label, data = name or str(source), _file(Path(source))
    if len(data) > LARGEST:
        raise PageError(label, f"larger than {LARGEST // 2**20} MB")
    if not data.strip(b" \t\r\n\x00\xef\xbb\xbf"):
        raise PageError(label, "empty")
    for magic, kind in MAGIC.items():
        if data.startswith(magic):
            raise PageError(label, f"{kind}, which is not read yet" if kind == "a PDF" else f"{kind}, not a page")
    return Page(label, data, _media(label, data), url)


MAGIC = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive (or an Office document)",
    b"\x1f\x8b": "gzip data",
    b"\x7fELF": "a program",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "an SQLite database",
}


def _file(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise PageError(str(path), "a folder, not a page")
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise PageError(str(path), (error.strerror or str(error)).casefold()) from None


def _media(name: str, data: bytes) -> Media:
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    suffix = Path(name).suffix.casefold()
    # a page scraped to text may hold shards of markup; only a document's own opening makes it HTML
    if re.match(rb"<(?:!doctype|html|head|body|\?xml|!--|meta|article|div|p\b|h1)", head) or (
        suffix in (".html", ".htm", ".xhtml") and b"<" in data
    ):
        return "html"
    if suffix in (".md", ".markdown") or re.match(rb"---\s*\n[\w-]+:", head):
        return "markdown"
    return "text"


def decode(page: Page) -> str:
    """The page's characters: by its mark, as UTF-8, by what it declares, last by what fits. PageError for binary."""
    data = page.data
    for mark, codec in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(codec, "replace")
    if b"\x00" in data[:65536]:
        raise PageError(page.name, "binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error.start
    declared = re.search(rb"charset=[\"']?([\w-]{3,20})", data[:4096], re.I)
    if declared:
        try:
            return data.decode(declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") * 50 < len(text):
        # a few broken bytes in a page that is UTF-8 otherwise: a cut, not another encoding
        return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:200_000]).best()
    if best is None or not best.encoding:
        raise PageError(page.name, f"no encoding fits (byte {broken} is not UTF-8)")
    return data.decode(best.encoding, "replace")
