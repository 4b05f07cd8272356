"""Foreign text spliced into a page: found, taken out, kept with where and why; what it broke is mended.

A string is foreign when the page gives itself away: it stands in brackets before the title, comes back at the title's
tail or as a link to the site's own root, breaks a caption whose clean copy stands beside it, or is of another script or
glued to a sentence's end. Nothing is taken out for being unknown.
"""

import difflib
import re
from collections.abc import Iterable
from dataclasses import replace

from communique.pages.draft import Block, Draft, tidy
from communique.records import Splice

HEAD = re.compile(r"^\s*(【[^】]{1,40}】|\[[^\]]{2,40}\]|〖[^〗]{1,40}〗|「[^」]{1,40}」|《[^》]{1,40}》)\s*(?=\S)")
SHARD = re.compile(r"<\s*/?\s*(?:strong|a|b|em|span|font|img)\b[^<>]*(?:>|$)|\bhref\s*=|\bsrc\s*=\s*[\"']", re.I)
FOREIGN = re.compile(
    r"[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u9fff\uac00-\ud7af]+(?:[ \w]*[\u0400-\u04ff\u0590-\u05ff\u0600-\u06ff\u0e00-\u0e7f\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+)*"
)
WAGER = re.compile(
    r"\b(?:bet(?:ting|s)?|casino|slots?|poker|jackpot|gambl\w+|sportsbook|odds|baccarat|roulette|lottery|lotto|togel|bonus|"
    r"free spins|online shop|discount|coupon|viagra|replica|loans?|escorts?|[\w-]*(?:bet|casino|slot|win|poker)\d{1,4}|"
    r"\w+(?:bet|casino|slots))\b",
    re.I,
)
GLUED = re.compile(r"(?<=[a-z”\"’)][.!?])([A-Z][\w’'-]*(?:[ ][A-Za-z0-9][\w’'-]*){0,4})$")


def mend(draft: Draft) -> Draft:
    """The draft without foreign text, and what was taken out."""
    splices: list[Splice] = []
    brands = set(draft.brands)
    title, blocks = draft.title, list(draft.blocks)
    if title:
        title, taken = _title(title, blocks, brands)
        splices += taken
        blocks = [Block("title", title) if block.kind == "title" else block for block in blocks]
    blocks, taken = _captions(blocks)
    splices += taken
    shard_brands = {_bare(s.text) for s in taken} | {_bare(s.text) for s in splices}
    brands |= {brand for brand in shard_brands if len(brand) > 3}
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        edge = number < 3 or number >= len(blocks) - 2
        if block.kind != "title" and edge and _advertises(block, brands):
            splices.append(Splice(block.text, "line", "a line of keywords at the article's edge"))
            continue
        clean, found = _paragraph(block, brands)
        splices += found
        if clean.text:
            kept.append(clean)
    return replace(draft, title=title, blocks=tuple(_once(kept)), splices=(*draft.splices, *splices))


def _bare(text: str) -> str:
    """The brand inside what was taken out: without brackets and markup."""
    text = re.sub(r"<[^<>]*>|<\s*\w+|href=|src=\S*|[【】\[\]〖〗「」《》<>\"=]", " ", text)
    text = re.sub(r"\b(?:strong|a|href|b|em|span)\b", " ", text) if "<" in text else text
    return tidy(text)


def _title(title: str, blocks: Iterable[Block], brands: set[str]) -> tuple[str, list[Splice]]:
    splices = []
    body = " ".join(block.text for block in blocks if block.kind != "title")
    head = HEAD.match(title)
    if head and len(title) - head.end() > 12 and not _honest(head[1]):
        splices.append(Splice(head[1], "title", "a name in brackets before the headline"))
        brands.add(head[1][1:-1].strip())
        title = title[head.end() :].strip()
    for brand in sorted(brands, key=len, reverse=True):
        if brand.casefold() in body.casefold() and brand.casefold() not in title.casefold():
            continue
        for pattern in (
            rf"\s*[-–—|_·:：]\s*{re.escape(brand)}\s*$",
            rf"^\s*{re.escape(brand)}\s*[-–—|_·:：]\s*",
            rf"^{re.escape(brand)}\s+(?=[A-Z])",
            rf"(?<=\S)\s*{re.escape(brand)}$",
        ):
            match = re.search(pattern, title)
            if match and len(title) - len(match[0]) > 12:
                splices.append(Splice(tidy(match[0]), "title", "the site's keyword joined to the headline"))
                title = (title[: match.start()] + title[match.end() :]).strip()
    foreign = re.search(rf"(?:^({FOREIGN.pattern})[\s:|-]*|[\s:|-]*({FOREIGN.pattern})$)", title)
    if foreign and len(title) - len(foreign[0]) > 12 and _latin(title) > 0.7:
        splices.append(Splice(foreign[0].strip(), "title", "words of another script joined to the headline"))
        title = (title[: foreign.start()] + title[foreign.end() :]).strip()
    return title, splices


HONEST = re.compile(
    r"(?:update|updated|live|video|photos?|watch|exclusive|analysis|opinion|interview|explainer|breaking|full text|transcript|editorial|read|\d+|sic|graphic|infographic|ad|press release|statement|factbox)s?\b",
    re.I,
)


def _honest(bracketed: str) -> bool:
    return bool(HONEST.match(bracketed[1:-1].strip()))


def _latin(text: str) -> float:
    letters = [ch for ch in text if ch.isalpha()]
    return sum(ch < "\u0250" for ch in letters) / len(letters) if letters else 0.0


def _captions(blocks: list[Block]) -> tuple[list[Block], list[Splice]]:
    """Captions broken by markup: the clean copy stands in for them, the insertion is what the two differ by."""
    splices: list[Splice] = []
    kept: list[Block] = []
    for number, block in enumerate(blocks):
        if block.kind == "title" or not SHARD.search(block.text):
            kept.append(block)
            continue
        copy = next(
            (b for b in blocks[max(0, number - 3) : number + 4] if b is not block and _copies(block.text, b.text)), None
        )
        insertion = _insertion(block.text, copy.text) if copy is not None else _shards(block.text)
        if insertion:
            splices.append(
                Splice(
                    insertion,
                    "caption",
                    "markup and a foreign name inside the picture's text" if copy else "shards of markup",
                )
            )
        if copy is None:
            rest = tidy(_without_shards(block.text))
            if len(rest) > 30:
                kept.append(Block(block.kind, rest))
    return kept, splices


def _copies(broken: str, clean: str) -> bool:
    if SHARD.search(clean) or len(clean) < 30:
        return False
    blocks = difflib.SequenceMatcher(None, broken, clean, autojunk=False).get_matching_blocks()
    return sum(size for *_, size in blocks if size > 5) > 0.85 * len(clean) or (
        len(broken) < 2 * len(clean) and clean.endswith(_tail(broken)) and len(_tail(broken)) > 8
    )


def _tail(broken: str) -> str:
    """What is readable of a caption after the shard: the words before `" src=`."""
    return tidy(re.split(r"[\"']?\s*src\s*=|\"\s*/?>", broken)[0].split(">")[-1])


def _insertion(broken: str, clean: str) -> str:
    """What `broken` has and `clean` has not, without the tail of the picture's tag."""
    body = re.split(
        r"[\"']\s*(?:src|width|height|class|title)\s*=\s*[\"']?https?|\"\s*/?>\s*$|[\"']\s*(?:src|width|height)\s*=",
        broken,
    )[0]
    start = 0
    while start < min(len(body), len(clean)) and body[start] == clean[start]:
        start += 1
    end = 0
    while end < min(len(body), len(clean)) - start and body[-1 - end] == clean[-1 - end]:
        end += 1
    return body[start : len(body) - end].strip()


def _shards(text: str) -> str:
    found = SHARD.search(text)
    return text[found.start() : found.end()].strip() if found else ""


def _without_shards(text: str) -> str:
    text = re.sub(r"[\"']?\s*src\s*=\s*[\"'][^\"']*[\"']?\s*/?>?", "", text)
    return re.sub(r"<\s*/?\s*\w+[^<>]*>?", "", text)


def _advertises(block: Block, brands: set[str]) -> bool:
    words = block.text.split()
    if len(words) > 14 or (block.text.endswith(".") and len(words) > 6):
        return False
    if any(
        brand and brand.casefold() in block.text.casefold() and len(brand) > 0.5 * len(block.text) for brand in brands
    ):
        return True
    hits = len(WAGER.findall(block.text))
    if hits >= 2 or (hits and len(words) <= 6):
        return True
    return any(ch.isalpha() for ch in block.text) and _latin(block.text) < 0.3 and len(block.text) < 60


def _paragraph(block: Block, brands: set[str]) -> tuple[Block, list[Splice]]:
    if block.kind == "title":
        return block, []
    text, splices = block.text, []
    for brand in sorted(brands, key=len, reverse=True):
        if len(brand) < 3:
            continue
        for match in list(re.finditer(re.escape(brand), text)):
            splices.append(Splice(match[0], block.kind, "the site's keyword laid over the text", None))
        text = re.sub(rf"\s*(?:【|\[)?{re.escape(brand)}(?:】|\])?(?=\s*[,.;:!?])", "", text)
        text = re.sub(rf"(?<=[.!?,;”\"’a-z])\s*{re.escape(brand)}\s*", " ", text)
        text = re.sub(rf"(?:^|(?<=\s)){re.escape(brand)}\s*", "", text)
        text = tidy(text.replace(brand, " "))
    if _latin(text) > 0.7:
        for pattern in (
            rf"(?<=[.!?”\"a-z,])\s*({FOREIGN.pattern})\s*$",
            rf"^\s*({FOREIGN.pattern})\s+(?=[A-Z])",
            rf"(?<=[a-z.,])({FOREIGN.pattern})(?=\s|$|[A-Z])",
        ):
            odd = re.search(pattern, text)
            if odd:
                splices.append(Splice(odd[1].strip(), block.kind, "words of another script glued to the text"))
                text = tidy(text[: odd.start()] + " " + text[odd.end() :])
    glued = GLUED.search(text)
    if (
        glued
        and (WAGER.search(glued[1]) or len(glued[1].split()) <= 4)
        and block.kind == "paragraph"
        and not re.search(r"\b[A-Z]\.[A-Z]", text[-12:])
    ):
        splices.append(Splice(glued[1], block.kind, "a keyword glued to the sentence's end"))
        text = text[: glued.start()].rstrip()
    return Block(block.kind, text), splices


def _once(blocks: list[Block]) -> list[Block]:
    """Each caption once."""
    kept: list[Block] = []
    for block in blocks:
        if block.kind == "caption" and any(other.text == block.text for other in kept):
            continue
        kept.append(block)
    return kept
