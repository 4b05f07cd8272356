"""Sentences cut into clauses that each tell one thing.

"The two sides agreed to resume exchanges, and to convene the dialogue" tells two things, "to strengthen and expand
trade" one: a conjunct is cut off when what it joins is whole without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from communique.language.pipeline import Sentence
from communique.relate.cuts import cut_at, item_at
from communique.relate.telling import VERBAL, citing
from communique.relate.topics import names_party, topics_in

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 3
"""Words that a cited clause has at least."""
MANY = 6
"""Words of its own that make a clause worth telling though none names a topic."""
OPENING = 5
"""Words that an opening has at most."""
OPENINGS = frozenset(
    "addition context regard respect end outset part finally moreover furthermore meanwhile turn conclusion vein meeting talk "
    "discussion conversation consultation call visit occasion remark session dinner earlier".split()
)
"""Words of openings that tell nothing."""
JOINS = frozenset({",", ";", ":", ".", "-", "–", "—", "and", "but", "while", "whereas", "or"})
EDGE = JOINS | {"also", "that", "further", "where"}
"""What a clause doesn't begin with; nor does it end with one of `JOINS`."""


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a sentence's tokens; `outer` are the words it hangs on, the nearest first ("convene" ← "agree")."""

    sentence: Sentence
    tokens: tuple["Token", ...]
    head: "Token"
    outer: tuple["Token", ...]
    frame: tuple["Token", ...]


def clauses(sentence: Sentence) -> Iterator[Clause]:
    """The clauses of a sentence in order. What only cites ("Wang Yi said that") is left out of their tokens."""
    tokens = [token for token in sentence.tokens if not token.is_space]
    items = {at.i for token in tokens if (at := item_at(token)) is not None}
    starts = items | {at.i for token in tokens if (at := cut_at(token)) is not None}
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if (
            token.i in starts
            and not _within_a_noun(token)
            and _whole(parts[-1], token.i in items or parts[-1][0].i in items)
        ):
            parts.append([])
        parts[-1].append(token)
    if len(parts) > 1 and not _whole(parts[-1], parts[-1][0].i in items):
        last = parts.pop()
        parts[-1] += last
    for part in parts:
        part = _opened(_trimmed(part))
        frame, content = _cited(part)
        if _words(content):
            head = _head(content)
            yield Clause(sentence, tuple(content), head, tuple(_outer(head)), tuple(frame))


def _within_a_noun(token: "Token") -> bool:
    """Whether a token stands after a word that belongs to it: "Russia's | threats" is never cut."""
    return token.i > token.sent.start and token.nbor(-1).tag_ in ("POS", "DT", "PRP$", "JJ")


def _words(tokens: list["Token"]) -> int:
    return sum(any(ch.isalnum() for ch in token.text) for token in tokens)


def _whole(tokens: list["Token"], item: bool = False) -> bool:
    """Whether tokens tell something by themselves: a topic, a name or number, or many words; not "their removal".

    An `item` of what was spoken of needs only a word of its own.
    """
    content = _cited(_trimmed(tokens))[1]
    own = [t for t in content if not t.is_stop and t.is_alpha and not names_party(t.text)]
    if item:
        return any(t.pos_ in ("NOUN", "PROPN") and not t.is_stop for t in content)
    if _words(content) <= LEAST or len(own) < 2:
        return False
    if _apart(tokens) and len(own) > 2:
        return True
    names = any(t.pos_ == "PROPN" or t.like_num for t in own)
    return names or len(own) >= MANY or any(True for _ in topics_in(_text(content)))


def _text(tokens: list["Token"]) -> str:
    return tokens[0].doc.text[tokens[0].idx : tokens[-1].idx + len(tokens[-1])] if tokens else ""


def _apart(tokens: list["Token"]) -> bool:
    """Whether a comma (or the sentence's beginning) parts the tokens from what stands before."""
    first = tokens[0]
    before = [t.text for t in first.doc[max(first.sent.start, first.i - 2) : first.i]]
    return not before or before[-1] in ",;" or before[-2:][0] in ",;" or first.text in ",;"


def _trimmed(tokens: list["Token"]) -> list["Token"]:
    start, end = 0, len(tokens)
    while start < end and (tokens[start].text.casefold() in EDGE or tokens[start].text in "\"“”'‘’()"):
        start += 1
    if start + 1 < end and tokens[start].like_num and tokens[start].text.isdigit() and tokens[start + 1].text in ".)":
        start += 2
    while end > start and (tokens[end - 1].is_punct or tokens[end - 1].text.casefold() in JOINS):
        end -= 1
    if [t.lower_ for t in tokens[max(start, end - 3) : end]] == ["as", "well", "as"]:
        return _trimmed(tokens[start : end - 3])
    return tokens[start:end]


def _opened(tokens: list["Token"]) -> list["Token"]:
    """Tokens without an opening that tells nothing: "At this meeting," "For his part," "In addition,"."""
    comma = next((k for k, t in enumerate(tokens[: OPENING + 1]) if t.text == ","), None)
    if comma is None or not any(t.pos_ in VERBAL for t in tokens[comma:]) or _words(tokens[comma:]) <= LEAST:
        return tokens
    lead = [t for t in tokens[:comma] if t.is_alpha and not t.is_stop]
    opens = tokens[0].pos_ in ("ADP", "ADV", "SCONJ") and all(t.lemma_.casefold() in OPENINGS for t in lead)
    return _trimmed(tokens[comma + 1 :]) if opens else tokens


def _cited(tokens: list["Token"]) -> tuple[list["Token"], list["Token"]]:
    """What cites and what is cited: "Wang Yi said that" | "China is ready"."""
    if not tokens:
        return [], []
    inside = {token.i for token in tokens}
    for token in tokens:
        if token.pos_ not in VERBAL or token.lemma_.casefold() not in citing():
            continue
        if token.dep_ == "parataxis" and tokens[-1].i - token.i <= 3:
            # "..., she said": the rest of the sentence is cut off
            kept = _trimmed([t for t in tokens if t.i < token.left_edge.i])
            if _words(kept) >= LEAST:
                return [t for t in tokens if t.i >= token.left_edge.i], kept
        if token.lemma_ == "make" and not any(t.i == token.i + 1 and t.lower_ == "clear" for t in tokens):
            continue
        if token.head.i in inside and token.head.i < token.i:
            continue  # "exchanged views and confirmed that ...": the first verb is no part of a citing frame
        content = [c for c in token.children if c.dep_ == "ccomp" and c.i in inside]
        after = next((c for c in content if c.i > token.i), None)
        if after is not None:
            begin = next(
                (t.i for t in tokens if t.i > token.i and t.text.casefold() == "that" and t.i <= after.i), None
            )
            at = after.left_edge.i if begin is None or begin - token.i > 4 else begin + 1
            rest = [t for t in tokens if t.i >= at]
            if _words(rest) >= LEAST:
                return [t for t in tokens if t.i < at], rest
        before = next((c for c in content if c.i < token.i), None)
        if before is not None and tokens[-1].i - token.i <= 3:
            # "..., the President added"
            stop = min([t.i for t in token.subtree if t.i > before.right_edge.i] or [token.i])
            kept = [t for t in tokens if t.i < stop]
            if _words(kept) >= LEAST:
                return [t for t in tokens if t.i >= stop], _trimmed(kept)
        that = next((t.i for t in tokens if token.i < t.i <= token.i + 2 and t.text.casefold() == "that"), None)
        if that is not None and _words([t for t in tokens if t.i > that]) >= LEAST:
            return [t for t in tokens if t.i <= that], [t for t in tokens if t.i > that]
        if token.dep_ in ("ROOT", "conj", "advcl"):
            break
    return [], tokens


def _head(tokens: list["Token"]) -> "Token":
    """The token that none of the others stands above."""
    inside = {token.i for token in tokens}
    tops = [t for t in tokens if t.head.i not in inside or t.head == t]
    tops = [t for t in tops if not t.is_punct and t.dep_ not in ("cc", "mark", "punct")] or tops
    verbs = [t for t in tops if t.pos_ in VERBAL]
    return (verbs or tops)[0]


def _outer(head: "Token") -> Iterator["Token"]:
    """The words above a clause's head; a conjunct hangs on what its first conjunct hangs on."""
    while head.head != head and not any(t.text == ";" for t in head.doc[head.i : head.head.i]):
        joined = head.dep_ == "conj" and (head.pos_ in VERBAL) == (head.head.pos_ in VERBAL)
        head = head.head
        if not joined:
            yield head
