"""Sentences cut into clauses that each tell one thing.

"The two sides agreed to resume exchanges, and to convene the dialogue" tells two things, "to strengthen and expand
trade" one: a conjunct is cut off when what it joins is whole without it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.pipeline import Sentence
from communique.relate.topics import names_party, topics_in

if TYPE_CHECKING:
    from spacy.tokens import Token

LEAST = 3
"""Words that a cited clause has at least."""
SHORT = 10
"""A conjunct shorter than that, without a comma before it or a subject of its own, goes on with the same thing."""
MANY = 6
"""Words of its own that make a clause worth telling though none names a topic."""
LISTED = 4
"""Words that each noun of a list has at least to be a point of its own ("the review of the duties", not "trade")."""
GOES_ON = frozenset({"it", "this", "that", "which", "who"})
"""Subjects of a short conjunct that goes on with what was said: "is no pact, but it is a step"."""
ABOUT = frozenset({"on", "upon", "about", "with", "to"})
"""Prepositions after verbs of talk: "exchanged views on", "dealt with", "turned to"."""
OPENING = 5
"""Words that an opening has at most."""
OPENINGS = frozenset(
    "addition context regard respect end outset part finally moreover furthermore meanwhile turn conclusion vein meeting talk "
    "discussion conversation consultation call visit occasion remark session dinner earlier".split()
)
"""Words of openings that tell nothing."""
SITUATIONS = frozenset({"situation", "development", "crisis", "conflict", "event"})
"""Of several places where there is one, each is a thing of its own."""
VERBAL = ("VERB", "AUX")
NOT_WHOLE = ("cc", "conj", "punct", "prt", "neg", "aux", "auxpass")
EDGE = frozenset(
    {",", ";", ":", ".", "-", "–", "—", "and", "but", "while", "whereas", "also", "that", "further", "or", "as well as"}
)


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
    items = {at.i for token in tokens if (at := _item_at(token)) is not None}
    starts = items | {at.i for token in tokens if (at := _cut_at(token)) is not None}
    parts: list[list[Token]] = [[]]
    for token in tokens:
        if token.i in starts and _whole(parts[-1], token.i in items or parts[-1][0].i in items):
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


def _words(tokens: list["Token"]) -> int:
    return sum(any(ch.isalnum() for ch in token.text) for token in tokens)


def _whole(tokens: list["Token"], item: bool = False) -> bool:
    """Whether tokens tell something by themselves: a topic, a name or number, or many words; not "their removal".

    An `item` of what was spoken of needs only a word of its own.
    """
    content = _cited(_trimmed(tokens))[1]
    own = [t for t in content if not t.is_stop and t.is_alpha and not names_party(t.text)]
    if item:
        return any(t.pos_ in ("NOUN", "PROPN") for t in own)
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


def _cut_at(token: "Token") -> "Token | None":
    """The token where a new clause begins, when `token` is the head of one."""
    doc = token.doc
    if token.text == ";" and token.i + 1 < token.sent.end:
        return doc[token.i + 1]
    if token.dep_ == "advcl" and token.i > token.head.i:
        mark = next((c for c in token.children if c.dep_ == "mark"), None)
        if mark is not None and mark.text.casefold() in ("while", "whereas"):
            return mark
        if token.tag_ == "VBG" and token.lemma_ in citing() and doc[token.left_edge.i - 1].text == ",":
            return doc[token.left_edge.i]
    if _resumes(token):
        return token
    left = doc[token.left_edge.i]
    if token.dep_ == "relcl":
        return left if _after_frame(token, left) else None
    if token.dep_ != "conj":
        return None
    head = token.head
    if token.pos_ in VERBAL and head.pos_ in (*VERBAL, "ADJ"):
        return left if _complete(head, token) and not _predicate(left) else None
    if token.pos_ == "NOUN" and _listed(token, left):
        return left
    return None


def _after_frame(token: "Token", left: "Token") -> bool:
    """Whether a relative clause tells what came of a meeting: "received the President, with whom he opened the port"."""
    if left.pos_ != "ADP" or not any(child.tag_ in ("WP", "WDT") for child in left.children):
        return False
    above = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
    return above is not None and above.lemma_.casefold() in frame_words()


def _predicate(left: "Token") -> bool:
    """Whether a verb taken for a conjunct is that of the noun before it: "differences across the strait | should be settled"."""
    if left.pos_ != "AUX" or left.i <= left.sent.start:
        return False
    return left.doc[left.i - 1].pos_ in ("NOUN", "PROPN", "PRON")


def _item_at(token: "Token") -> "Token | None":
    """The token where a further thing begins that was spoken of: "discussed the plan for ... and the return of ...",
    "exchanged views on the crisis in ... and on ..."; also a further act: "raised ... and called on ..."."""
    doc = token.doc
    if token.pos_ == "ADP" and token.dep_ == "conj" and token.i - 1 >= token.sent.start:
        again = token.lower_ in (token.head.lower_, *(t.lower_ for t in token.head.ancestors if t.pos_ == "ADP"))
        # "the situation on the Korean Peninsula | and in the Middle East"
        again = again or token.head.head.lemma_.casefold() in SITUATIONS
        return token if again and _spoken_of(token.head) else None
    if token.pos_ == "ADP" and _goes_on(token):
        return token
    if _further(token):
        return token
    if token.dep_ != "conj":
        return None
    left = doc[token.left_edge.i]
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB" and token.i > token.head.i:
        return left if _long_enough(token.head, left, token) else None
    if token.pos_ == "NOUN" and token.head.dep_ in ("dobj", "pobj", "conj", "nsubjpass"):
        return left if _listed(token, left) and _spoken_of(token.head) else None
    if token.pos_ == "VERB" and token.head.pos_ == "VERB" and token.lemma_.casefold() in acting():
        own = [t for t in token.subtree if not t.is_stop and t.is_alpha and not names_party(t.text)]
        held = any(c.dep_ in ("dobj", "prep", "ccomp") for c in token.head.children if token.head.i < c.i < left.i)
        return left if held and len(own) > 2 else None
    return None


def _further(token: "Token") -> bool:
    """Whether a further thing that is said begins: "that ..., that ... and that ...", "..., as were the rights of"."""
    if token.dep_ != "mark" or token.i <= token.sent.start:
        return False
    before = token.doc[token.i - 1]
    if token.lower_ == "that":
        again = any(t.dep_ == "mark" and t.lower_ == "that" for t in token.doc[token.sent.start : token.i])
        return again and (before.text == "," or before.lower_ == "and")
    also = token.lower_ == "as" and token.head.lemma_ == "be" and before.text == ","
    return also and any(c.dep_ == "nsubj" and c.i > token.head.i for c in token.head.children)


def _long_enough(verb: "Token", left: "Token", noun: "Token") -> bool:
    """Whether a noun that the parser hangs on a verb is one more thing beside its object, both told in some words."""
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i < left.i]
    comma = "," in left.doc[max(left.sent.start, left.i - 2) : left.i].text
    return comma and any(
        left.i - first.left_edge.i >= LISTED and noun.right_edge.i - left.i >= LISTED for first in things
    )


def _goes_on(token: "Token") -> bool:
    """Whether a preposition takes up what was spoken of, whatever the parser hangs it on: "on X, on Y, as well as on Z"."""
    sent, doc = token.sent, token.doc
    before = doc[max(sent.start, token.i - 3) : token.i].text.casefold()
    if token.lower_ not in ABOUT or not before.endswith((",", ", and", "as well as")) or doc[token.i + 1].tag_ == "WDT":
        return False
    earlier = list(doc[sent.start : token.i])
    return any(t.lemma_.casefold() in talking() for t in earlier) and any(t.lower_ in ABOUT for t in earlier)


def _spoken_of(token: "Token") -> bool:
    """Whether a verb of talk stands above a word, with nothing but names of things between."""
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            return above.lemma_.casefold() in talking()
        if above.lemma_.casefold() in ("discussion", "talk", "conversation", "exchange"):
            return True
    return False


def _resumes(token: "Token") -> bool:
    """Whether a small word takes up an earlier one: "in holding ..., and in promoting", "that ..., and that ..."."""
    if token.tag_ not in ("IN", "TO") or token.i < token.sent.start + 5:
        return False
    doc = token.doc
    before = doc[token.i - 3 : token.i].text.casefold()
    if token.lower_ == "of" or not before.endswith(("and", "well as", *((",",) if token.tag_ == "TO" else ()))):
        return False
    comma = "," in before or before.endswith("well as")
    earlier = any(t.lower_ == token.lower_ and t.tag_ in ("IN", "TO") for t in doc[token.sent.start : token.i - 3])
    return earlier and (comma or token.head.right_edge.i - token.i > SHORT)


def _complete(head: "Token", conjunct: "Token") -> bool:
    """Whether `head` has all it needs before its conjunct comes."""
    own = [c for c in head.children if head.i < c.i < conjunct.left_edge.i and c.dep_ not in NOT_WHOLE]
    passive = any(c.dep_ == "nsubjpass" for c in head.children)
    subject = next((c for c in conjunct.children if c.dep_.startswith("nsubj")), None)
    new_subject = subject is not None and subject.lower_ not in GOES_ON
    if conjunct.right_edge.i - conjunct.left_edge.i + 1 < SHORT and not new_subject:
        if subject is not None:
            return False
        return bool(own) and conjunct.doc[conjunct.left_edge.i - 2].text == ","
    return bool(own) or passive or new_subject


def _listed(noun: "Token", left: "Token") -> bool:
    """Whether a noun of a list is a topic of its own: both nouns long, and spoken of ("discussed", "raised")."""
    first = noun.head
    if noun.right_edge.i - left.i + 1 < LISTED or left.i - first.left_edge.i < LISTED:
        return False
    up = first
    while up.dep_ in ("conj", "dobj", "pobj", "prep", "attr", "nsubjpass") and up.head != up:
        up = up.head
        if up.pos_ in VERBAL:
            return first.dep_ == "dobj" or up.lemma_ in talking()
    return False


def _trimmed(tokens: list["Token"]) -> list["Token"]:
    start, end = 0, len(tokens)
    while start < end and (tokens[start].text.casefold() in EDGE or tokens[start].text in "\"“”'‘’()"):
        start += 1
    if start + 1 < end and tokens[start].like_num and tokens[start].text.isdigit() and tokens[start + 1].text in ".)":
        start += 2
    while end > start and (tokens[end - 1].is_punct or tokens[end - 1].text.casefold() in EDGE):
        end -= 1
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


@cache
def citing() -> frozenset[str]:
    """Verbs that cite what somebody says."""
    cues = {row["lemma"] for row in knowledge.table("cues") if set("cq") & set(row["frames"])}
    return frozenset(cues | {"make", "hold", "repeat", "convey"}) - {"expect", "hope", "pledge", "promise", "vow"}


@cache
def frame_words() -> frozenset[str]:
    """Words that tell of a meeting's frame: who met whom, where."""
    return frozenset(row["word"] for row in knowledge.table("frame_words"))


@cache
def talking() -> frozenset[str]:
    """Verbs of talk about something, without what came of it."""
    return frozenset(
        r["word"] for r in knowledge.table("act_strength") if r["act"] == "discussed" and r["pos"] == "verb"
    )


@cache
def acting() -> frozenset[str]:
    """Verbs by which a party acts with words: citing, asking, talking, deciding."""
    return citing() | {r["word"] for r in knowledge.table("act_strength") if r["pos"] == "verb"}
