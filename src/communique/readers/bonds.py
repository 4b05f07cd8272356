"""What binds whom: the pieces that every reader of undertakings needs."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.cast_nouns import conjoined
from communique.language.pipeline import Sentence
from communique.readers.carriers import carried
from communique.readers.speakers import limit_at, official, statement_at
from communique.records import CommitmentKind, Group, Span, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

WE = frozenset({"we", "i", "our", "us"})


SIDES = frozenset({"side", "country", "party", "government", "nation", "state"})
"""What "each" and "either" are said of where both are bound."""


JOINT = re.compile(
    r"(?:the|both|two|three|four)[ \u00a0].*(?:sides|leaders|ministers|presidents|parties|countries|governments|delegations|advis[eo]rs|chiefs|envoys|"
    r"secretaries|chancellors|premiers|principals|officials)$",
    re.I,
)
"""Groups that are the two parties together: what they say binds them both."""
REACH = 700
"""Characters back to where the two sides that "each" means are named."""


@dataclass(frozen=True, slots=True)
class Bond:
    """One undertaking before it becomes a record: its kind, who is bound, who is asked, the words, the rule."""

    kind: CommitmentKind
    by: tuple[str, ...]
    to: tuple[str, ...]
    action: Span
    rule: str
    confidence: float
    evidence: Span
    group: Group | None = None


@cache
def idle_verbs() -> frozenset[str]:
    """Verbs that say how something is or was, and undertake nothing."""
    return frozenset(row["verb"] for row in knowledge.table("not_undertakings"))


def parties_of(
    analysis: Analysis, sentence: Sentence, token: "Token | None", statements: Sequence[Statement]
) -> tuple[str, ...]:
    """The parties that the noun phrase at `token` stands for; "we" is the speaker's."""
    if token is None:
        return ()
    cast, block = analysis.cast, sentence.block
    if token.lemma_.casefold() in SIDES and any(left.text.casefold() in ("each", "either") for left in token.lefts):
        at = block.start(token)
        lately = {actor.country for actor in cast.within((max(0, at - REACH), at))}
        both = len(cast.pair) == 2 and {cast.by_id(ref).country for ref in cast.pair} <= lately
        refs = list(cast.pair if both else cast.last_pair(at))
    elif token.text.casefold() in WE:
        said = statement_at(statements, block.start(token))
        refs = [said.source] if said else cast.resolve(block, token) or signatories(analysis)
    else:
        token = _who_told(token)
        refs = cast.resolve(block, token)
        together = conjoined(token)
        if any(not cast.members(block, t) for t in together if t.pos_ in ("NOUN", "PROPN")) and together[1:]:
            return ()  # who "the Prime Minister and the President" are the text leaves half open
    found = []
    for ref in refs:
        actor = cast.by_id(ref)
        party = cast.party(actor)
        of_a_body = actor.kind == "person" and party is not None and knowledge.body_of_states(party) is not None
        if not official(analysis, actor) and not (of_a_body and not cast.titles.get(ref)):
            return ()
        if party:
            found.append(party)
    return tuple(sorted(set(found)))


def _who_told(token: "Token") -> "Token":
    """Who "he" or "she" is in a clause that another person tells: in "its prosecutor announced she intended", the prosecutor."""
    if token.text.casefold() not in ("he", "she", "it") or token.head.dep_ != "ccomp" or token.head.head.i > token.i:
        return token
    teller = next((c for c in token.head.head.children if c.dep_ == "nsubj"), token)
    if token.text.casefold() == "it":
        return teller if teller.pos_ in ("NOUN", "PROPN") else token  # "Hungary informed them that it would host"
    return teller if teller.pos_ == "NOUN" and teller.tag_ == "NN" else token


WE_THE = re.compile(r"\bWe, the[ \u00a0][^.;:\n]{3,80}?[ \u00a0](?:of|from)[ \u00a0]([^.;:\n]{8,300})")
"""How those who sign a statement name themselves: "We, the Leaders of ASEAN and of the European Union, met"."""


def signatories(analysis: Analysis) -> list[str]:
    """Who "we" is in a statement without a speaker: those who sign it, as its opening names them."""
    signed = WE_THE.search(analysis.cast.text)
    if signed is None:
        return []
    end = re.search(
        r",?[ \u00a0](?:gathered|met|meeting|having|assembled|convened|held|hereby|reaffirm|adopt)\b", signed[1]
    )
    span = (signed.start(1), signed.start(1) + end.start() if end else signed.end(1))
    return [actor.id for actor in analysis.cast.within(span, ("state", "organisation"))]


def limit_of(analysis: Analysis, sentence: Sentence, statements: Sequence[Statement], target: "Token") -> int:
    """Where an action that begins at `target` must end: at its statement's end or before an "according to"."""
    end = limit_at(statements, sentence.block.start(target), sentence.span[1])
    for carrier in carried(sentence, analysis.cast):
        if carrier.span[0] > sentence.block.start(target):
            end = min(end, carrier.span[0])
    return end
