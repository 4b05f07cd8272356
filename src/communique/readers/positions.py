"""Where a party stands on an issue, from its own officials: only clear words, from stance_words.csv."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language import Analysis
from communique.language.acting import somebody
from communique.language.pipeline import Sentence
from communique.readers.bonds import signatories
from communique.readers.carriers import carried
from communique.readers.speakers import limit_at, official, statement_at
from communique.readers.subjects import goes_on, subject_of
from communique.records import Commitment, Position, Span, Stance, Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def _words() -> dict[tuple[str, str], dict[str, Stance]]:
    found: dict[tuple[str, str], dict[str, Stance]] = {}
    for row in knowledge.table("stance_words"):
        found.setdefault((row["word"], row["pos"]), {})[row["link"]] = row["stance"]  # type: ignore[assignment]
    return found


def read_positions(analysis: Analysis, statements: Sequence[Statement]) -> tuple[Position, ...]:
    """The positions of an article's parties, in order, each once."""
    found: list[Position] = []
    for block in analysis.blocks:
        if block.kind in ("title", "caption"):
            continue
        for sentence in block.sentences():
            for token in sentence.tokens:
                for position in _stand(analysis, sentence, token, statements):
                    if not any(p.holder == position.holder and p.target == position.target for p in found):
                        found.append(position)
    return tuple(found)


DEMANDING = frozenset({f"commitments.{word}/1" for word in ("demand", "should", "must", "deed", "urge", "call")})
"""What is asked in public and so firmly that it shows a stance; to ask, encourage or invite somebody is a request."""


def demands(commitments: Sequence[Commitment], stated: Sequence[Position]) -> tuple[Position, ...]:
    """What a party urges on another it demands: the same words, seen as its position, unless `stated` has it already."""
    return tuple(
        Position(
            party,
            "demand",
            urged.action,
            urged.statement,
            "positions.urged/1",
            round(urged.confidence - 0.1, 2),
            urged.evidence,
        )
        for urged in commitments
        if urged.kind == "urged" and urged.made_by in DEMANDING
        for party in urged.by
        if not any(p.holder == party and _overlap(p.target, urged.action) for p in stated)
    )


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _stand(
    analysis: Analysis, sentence: Sentence, token: "Token", statements: Sequence[Statement]
) -> Iterator[Position]:
    pos = {"VERB": "verb", "NOUN": "noun", "ADJ": "adj"}.get(token.pos_, "")
    links = _words().get((token.text.casefold() if pos == "adj" else token.lemma_.casefold(), pos))
    if links is None:
        return
    target = _target(analysis, sentence, token, links)
    if target is None:
        return
    stance, head = target
    if pos == "verb" and token.tag_ == "VB" and not _stands(token, stance):
        return
    if _courtesy(analysis, sentence, token, stance, head) or _service(token):
        return
    if any(child.dep_ == "neg" for child in token.children):
        if stance != "support":
            return
        stance = "oppose"
    elif token.lemma_ == "accept":
        return
    holders = _holder(analysis, sentence, token, pos, statements)
    if not holders:
        return
    span = _extent(analysis, sentence, head, statements)
    if len(analysis.cast.text[slice(*span)].split()) < 2:
        return
    said = statement_at(statements, sentence.block.start(token))
    for holder in holders:
        yield Position(
            holder,
            stance,
            span,
            said.id if said else None,
            f"positions.{token.lemma_.casefold()}/1",
            0.75,
            (sentence.span,),
        )


def _stands(token: "Token", stance: Stance) -> bool:
    """Whether an infinitive tells a stance: "would oppose any change", "cannot accept"; who "will support" undertakes something."""
    before = {child.text.casefold() for child in token.children if child.tag_ in ("TO", "MD")}
    if token.lemma_ == "accept":
        return bool(before & {"can", "ca", "could"})
    asking = stance == "demand" and token.dep_ == "advcl"  # "called Lavrov to demand the release of"
    return not before or asking or (stance == "oppose" and bool(before & {"would", "will"}))


GUESTS = frozenset({"visit", "arrival", "presence", "participation", "trip", "attendance", "opportunity", "guest", "delegation",
                    "minister", "president", "counterpart", "secretary", "ambassador", "envoy", "premier", "leader"})  # fmt: skip
GIVING = frozenset({"provide", "extend", "give", "offer", "lend", "receive", "seek", "request", "increase", "continue", "need", "win",
                    "deliver", "pledge", "promise", "gain", "obtain", "step", "ask", "appreciate", "thank"})  # fmt: skip


HEARSAY = frozenset(
    {"suggestion", "report", "rumour", "rumor", "speculation", "notion", "allegation", "accusation", "idea"}
)


def _courtesy(analysis: Analysis, sentence: Sentence, token: "Token", stance: Stance, head: "Token") -> bool:
    """Guests and their visits are welcomed out of courtesy; to reject a report is to deny it."""
    if token.lemma_ == "reject" and head.lemma_.casefold() in HEARSAY:
        return True
    if stance != "welcome":
        return False
    people = (analysis.cast.by_id(ref).kind == "person" for ref in analysis.cast.resolve(sentence.block, head))
    return head.lemma_.casefold() in GUESTS or head.ent_type_ == "PERSON" or any(people)


def _service(token: "Token") -> bool:
    """ "Will extend support for", "committed to supporting" are undertakings, "sought support for" a wish: no stance."""
    if token.tag_ == "VBG" and token.head.lemma_ in ("deny", "stop", "avoid", "cease"):
        return True  # "denies backing the rebels"
    if (
        token.tag_ == "VBG"
        and token.dep_ == "pcomp"
        and token.head.head.lemma_ in ("commit", "committed", "commitment")
    ):
        return True
    above = token.head.head if token.head.pos_ == "ADP" and token.head.text.casefold() == "for" else token.head
    return token.pos_ == "NOUN" and above.pos_ == "VERB" and above.lemma_ in GIVING


def _target(
    analysis: Analysis, sentence: Sentence, token: "Token", links: dict[str, Stance]
) -> "tuple[Stance, Token] | None":
    for child in token.children:
        if child.i < token.i:
            continue
        if "that" in links and child.dep_ == "ccomp" and (whole := _of_nobody(analysis, sentence, child)) is not None:
            return links["that"], whole
        if "object" in links and (child.dep_ in ("dobj", "obj") or (child.dep_ == "xcomp" and child.tag_ == "VBG")):
            return links["object"], child
        if "out" in links and child.dep_ in ("dobj", "obj") and any(c.dep_ == "prt" for c in token.children):
            return links["out"], child
    beside = token.doc[token.right_edge.i + 1 : token.right_edge.i + 2] if token.pos_ == "NOUN" else ()
    told = [
        word for word in beside if word.head == token.head and token.head.pos_ == "VERB"
    ]  # "voiced concern at the fighting"
    for child in (*(child for child in token.children if child.i > token.i), *told):
        if child.dep_ == "prep" and child.text.casefold() in links:
            inner = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            if inner is not None:
                return links[child.text.casefold()], inner
    return None


def _of_nobody(analysis: Analysis, sentence: Sentence, clause: "Token") -> "Token | None":
    """The head of a clause about something: "demanded that the matter be kept"; what somebody is to do is urged on him."""
    subject = next((child for child in clause.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    marked = any(child.dep_ == "mark" and child.text.casefold() == "that" for child in clause.children)
    if subject is None or not marked or analysis.cast.resolve(sentence.block, subject):
        return None
    return clause


OWN = frozenset({"government", "administration", "ministry", "country", "cabinet"})
"""What an official calls his own side by: "he said the government would oppose it"."""
JOINED = 4
"""How many people at most hold a position together: "the three advisers", "they"."""


def _holder(
    analysis: Analysis, sentence: Sentence, token: "Token", pos: str, statements: Sequence[Statement]
) -> tuple[str, ...]:
    cast, block = analysis.cast, sentence.block
    owner = next((child for child in token.children if child.dep_ == "poss"), None)
    subject = owner if owner is not None and owner.pos_ != "PRON" else None
    if subject is None:
        verb = token if pos == "verb" else token.head
        for _ in range(3):
            if verb.pos_ in ("VERB", "AUX"):
                break
            verb = verb.head
        subject = subject_of(verb)
    said = statement_at(statements, block.start(token))
    if subject is None:
        return ()
    signed = subject.text.casefold() == "we" and said is None
    if subject.text.casefold() in ("we", "i"):
        refs = [said.source] if said else signatories(analysis) if signed else []
    else:
        refs = cast.resolve(block, subject)
    if not refs and said is not None and subject.lemma_.casefold() in OWN:
        refs = [said.source]
    parties = set()
    for ref in refs:
        actor = cast.by_id(ref)
        if (actor.kind == "group" and not somebody(actor)) or not official(analysis, actor):
            return ()
        party = cast.party(actor)
        if party:
            parties.add(party)
    if said is not None and len(parties) == 1:
        speaker = cast.by_id(said.source)
        own = cast.party(speaker)
        owned = owner is not None and owner == subject and speaker.kind == "group" and own is None
        itself = said.source_span[0] <= block.start(subject) < said.source_span[1]
        if (
            speaker.kind != "outlet"
            and not owned
            and not itself
            and (not official(analysis, speaker) or (own is not None and own not in parties))
        ):
            return ()
    people = all(cast.by_id(ref).kind == "person" for ref in refs)
    return tuple(sorted(parties)) if signed or len(parties) <= (JOINED if people else 2) else ()


def _last_word(head: "Token") -> "Token":
    """The last word of the target, with the phrases that the parser hangs on the verb: "supports Zambia in ...", "rejects any claim to ..."."""
    last = head.doc[head.right_edge.i]
    while last.i + 1 < head.sent.end:
        following = head.doc[last.i + 1]
        joined = (
            following.dep_ in ("prep", "dative")
            and (following.head == head.head or (following.head == head.head.head and following.head.pos_ == "NOUN"))
            and following.text.casefold() in LINKED
        )
        if joined and following.head != head.head and following.head.lemma_ not in ("support", "backing"):
            break  # "voiced concern about the raids in a statement"
        if not joined or any(t.ent_type_ in ("DATE", "TIME") for t in following.subtree):
            break
        last = head.doc[following.right_edge.i]
    onward = head.doc[last.i + 1] if last.i + 1 < head.sent.end else None
    if onward is not None and onward.tag_ == "TO" and head.lemma_.casefold() in LEADING and onward.head.tag_ == "VB":
        last = head.doc[onward.head.right_edge.i]
    return last


LEADING = frozenset({"initiative", "proposal", "effort", "plan", "bid", "decision", "right", "attempt", "call", "move", "intention",
                     "commitment", "agreement", "candidacy", "application", "wish", "idea"})  # fmt: skip
"""Nouns that an infinitive goes on with, wherever the parser hangs it: "the initiative of Kazakhstan to establish ..."."""


LINKED = frozenset({"to", "in", "of", "as", "against", "towards", "toward", "into", "between", "for"})
"""Prepositions that go on with what is supported or opposed."""


def _extent(analysis: Analysis, sentence: Sentence, head: "Token", statements: Sequence[Statement]) -> Span:
    block = sentence.block
    first = block.doc[head.left_edge.i]
    start = block.start(first.nbor(1) if first.text.casefold() == "that" and first.dep_ == "mark" else first)
    end = min(block.end(_last_word(head)), limit_at(statements, start, sentence.span[1]))
    onward = next((word for word in head.subtree if word.i > head.i and goes_on(word) is not None), None)
    if onward is not None:
        end = min(end, block.end(onward.nbor(-2)))
    for word in head.subtree:
        beside = word.doc[word.left_edge.i] if word.dep_ == "appos" and word.i > head.i else word
        if beside != word and beside.text in ("a", "an") and beside.nbor(-1).text == ",":
            end = min(end, block.start(beside.nbor(-1)))  # "the release of Evan Gershkovich, a reporter held since"
    for carrier in carried(sentence, analysis.cast):
        if carrier.span[0] > start:
            end = min(end, carrier.span[0])
    piece = analysis.cast.text[start:end]
    cut = re.search(
        r",?[ \u00a0](?:and|while|but)[ \u00a0](?:\w+ly[ \u00a0])?(?:said|urged|called|stressed|expressed)\b|,[ \u00a0](?:which|who|whose|where|when|saying|stressing|noting|adding|calling|urging)\b",
        piece,
    )
    piece = piece[: cut.start()] if cut else piece
    piece = piece.rstrip(" ,;.")
    return start, start + len(piece)
