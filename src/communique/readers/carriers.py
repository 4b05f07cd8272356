"""Outlets and others in whose words something is carried: "according to Xinhua", ", per Reuters", "told the Global Times".

Carriers are found before anything else is read in a sentence: what is cited lies between them.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from communique import knowledge
from communique.language.cast import Cast, Mention
from communique.language.pipeline import Sentence
from communique.records import Actor, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

TELLING = frozenset({"tell", "inform", "brief", "remind", "assure"})
Relation: TypeAlias = Literal["according", "citing"]
KINDS = ("person", "organ", "organisation", "outlet", "group")
"""Whom "according to" names, the likeliest source first."""
STOP = re.compile(r",(?=\s)|[;.](?=\s|$)|[”\"]|$")
PAPER = re.compile(
    r"(?:the|that|its?|this)[ \u00a0](?:[\w-]+[ \u00a0])?(?:report|paper|newspaper|news agency|agency|daily|broadcaster|article|dispatch|outlet|channel|magazine|story|network|publication)\b",
    re.I,
)
"""An outlet that has been named before."""
OWNER = re.compile(
    r"['’]s?[ \u00a0]\w*(?:office|ministry|team|spokes\w+|aides?|department|party|camp|government|delegation)\b", re.I
)
PASSIVE = re.compile(r"\b(?:was|were|is|are|been|being)[ \u00a0]$")
BEFORE_NAME = re.compile(r"(?:[\w'’.-]+[ \u00a0]){0,5}")
"""Words between "told" and an outlet's name: "the state broadcaster"."""


@dataclass(frozen=True, slots=True)
class Carried:
    """ "according to ...", ", per Xinhua": the stretch of the sentence it fills and whom it names."""

    span: Span
    cue: Span
    source: str | None
    source_span: Span
    outlet: bool
    relation: Relation


@cache
def _phrases() -> tuple[re.Pattern[str], dict[str, tuple[Relation, bool]]]:
    rows: dict[str, tuple[Relation, bool]] = {
        row["phrase"]: ("citing" if row["relation"] == "citing" else "according", row["outlets_only"] == "1")
        for row in knowledge.table("carriers")
    }
    longest = "|".join(re.escape(phrase) for phrase in sorted(rows, key=len, reverse=True))
    return re.compile(rf"(?:,[ ]?)?\b({longest})[ \u00a0]", re.I), rows


def carried(sentence: Sentence, cast: Cast) -> Iterator[Carried]:
    """The "according to" stretches of a sentence that name an actor."""
    return (carrier for carrier in carriers(sentence, cast) if carrier.source is not None)


def carriers(sentence: Sentence, cast: Cast) -> Iterator[Carried]:
    """The "according to" stretches of a sentence; `source` None where whom they name is no actor of the text."""
    start, end = sentence.span
    text = cast.text[start:end]
    pattern, rows = _phrases()
    for match in pattern.finditer(text):
        relation, outlets_only = rows[match[1].casefold()]
        stop = STOP.search(text, match.end())
        last = stop.start() if stop else len(text)
        region = (start + match.start(), start + last)
        best = _named(sentence, cast, (start + match.end(), region[1]))
        if outlets_only and (best is None or (best.kind != "outlet" and relation != "citing")):
            continue
        if PASSIVE.search(text, max(0, match.start() - 12), match.start(1)):
            continue  # "was quoted by Reuters as saying": a frame of its own
        if best is None and PAPER.match(text[match.end() : last]):
            best = _last_outlet(cast, start + match.start())
        name = (start + match.end(), region[1])
        if best is not None:
            name = next((s for s in best.mentions if region[0] <= s[0] < region[1]), name)
        outlet = best is not None and best.kind == "outlet"
        cue = (start + match.start(1), start + match.end(1))
        yield Carried(region, cue, best.id if best else None, name, outlet, relation)


SOMEBODY = re.compile(r"(?:an?|one|two|three|several|some|many)[ \u00a0]", re.I)


def _named(sentence: Sentence, cast: Cast, span: Span) -> Actor | None:
    """Whom "according to" names in `span`: the likeliest actor named there, else whom its noun stands for."""
    names = cast.within(span)
    if not names:
        inner = next(
            (t for t in sentence.tokens if sentence.block.start(t) >= span[0] and t.dep_ in ("pobj", "nsubj")), None
        )
        names = [cast.by_id(ref) for ref in cast.resolve(sentence.block, inner)] if inner is not None else []
    names = [actor for actor in names if not _owns(cast, actor, span)]
    if names and SOMEBODY.match(cast.text, span[0]):
        first = min(
            names,
            key=lambda actor: min((s for s, _ in actor.mentions if span[0] <= s < span[1]), default=span[1]),
        )
        if first.kind == "group":
            return first  # "a senior official at the presidential office"
    return next((actor for kind in KINDS for actor in names if actor.kind == kind), None)


def _owns(cast: Cast, actor: Actor, span: Span) -> bool:
    """Whether a person is named only as the owner of what speaks: "according to Lind's office"."""
    here = [end for start, end in actor.mentions if span[0] <= start and end <= span[1]]
    return actor.kind == "person" and bool(here) and all(OWNER.match(cast.text, end) for end in here)


def _last_outlet(cast: Cast, at: int) -> Actor | None:
    """The outlet that was named last before `at`: "the report", "the paper"."""
    for mention in reversed(cast.mentions):
        if mention.span[0] < at and cast.by_id(mention.actor).kind == "outlet":
            return cast.by_id(mention.actor)
    return None


def mentions_from(cast: Cast, start: int, end: int) -> Iterator[Mention]:
    """The mentions of actors that begin in `[start, end)`, in order."""
    number = bisect_left(cast.mentions, start, key=lambda mention: mention.span[0])
    while number < len(cast.mentions) and cast.mentions[number].span[0] < end:
        yield cast.mentions[number]
        number += 1


@cache
def _addressing() -> re.Pattern[str]:
    words = sorted((row["words"] for row in knowledge.table("addresses")), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})[ \u00a0]", re.I)


def addressed(sentence: Sentence, verb: "Token", cast: Cast) -> tuple[str, ...]:
    """Outlets that were told: "told the Global Times", "said in an interview with CNN", "reached by ..."."""
    block = sentence.block
    outlets = []
    if verb.lemma_ in TELLING:
        for child in verb.children:
            if child.dep_ in ("dobj", "dative", "obj", "iobj"):
                span = (block.start(child.left_edge), block.end(child.right_edge))
                outlets += [actor.id for actor in cast.within(span, ("outlet",))[:1]]
    text, offset = sentence.text, block.offset + sentence.tokens.start_char
    for match in _addressing().finditer(text):
        at = offset + match.end()
        for mention in mentions_from(cast, at, at + 60):
            if not BEFORE_NAME.fullmatch(cast.text[at : mention.span[0]]):
                break
            if cast.by_id(mention.actor).kind == "outlet":
                outlets.append(mention.actor)
                break
    return tuple(dict.fromkeys(outlets))
