"""Whose "his", "their" and "him" is, by the clause the word stands in, and whom plain nouns beside it mean."""

from collections import Counter
from typing import TYPE_CHECKING

from communique.language.cast_nouns import HOLDERS, MAIN, PAIR, STATE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from communique.language.cast import Cast
    from communique.language.pipeline import Block

OTHER_REACH = 500
"""Characters back to the other one whom "he" met."""


def he_is(cast: "Cast", block: "Block", head: "Token", cites: bool) -> str | None:
    """Who "he" or "him" is; `cites`: it is the subject of a verb that cites."""
    start = block.start(head)
    met = met_by_speaker(cast, block, head)
    ref = met or cast.antecedent(start, citing=cites)
    if ref and not cites and not any(block.offset <= place < start for place, _ in cast.subjects):
        # a paragraph that opens with "he" goes on with the one the text is about
        acted = Counter(other for place, other in cast.subjects if place < start)
        main = max(acted, key=lambda other: acted[other])
        ref = main if acted[main] >= MAIN * acted[ref] else ref
    ref = met or asked_about(cast, start, ref)
    if ref and head.dep_ in ("dobj", "pobj", "dative", "iobj"):
        ref = not_himself(cast, block, head, ref)
    return ref


def not_himself(cast: "Cast", block: "Block", head: "Token", ref: str) -> str | None:
    """Who "him" is where the subject of its clause is the one last named: "he encouraged him" speaks of another."""
    verb = next((word for word in head.ancestors if word.pos_ in ("VERB", "AUX")), None)
    while verb is not None and verb.dep_ in ("conj", "xcomp") and not any(c.dep_ == "nsubj" for c in verb.children):
        verb = verb.head
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None) if verb is not None else None
    if subject is None or subject.i > head.i or subject.is_ancestor(head) or ref not in cast.resolve(block, subject):
        return ref
    clauses = [word for word in verb.ancestors if word.pos_ in ("VERB", "AUX")] if verb is not None else []
    for above in clauses[:2]:
        main = next((c for c in above.children if c.dep_ == "nsubj" and c.i < head.i), None)
        if main is None or main == subject or main.is_ancestor(head):
            continue
        refs = cast.resolve(block, main)
        if len(refs) == 1 and refs[0] != ref and cast.by_id(refs[0]).kind == "person":
            return refs[0]
    at = block.start(head)
    others = (m.actor for m in reversed(cast.mentions) if 0 < at - m.span[1] < OTHER_REACH and m.actor != ref)
    return next((other for other in others if cast.by_id(other).kind == "person"), None)


def met_by_speaker(cast: "Cast", block: "Block", head: "Token") -> str | None:
    """Who "he" is behind a clause in which a speaker met or told somebody: "I spoke with Rubio, and he confirmed"."""
    clause = head.head
    before = clause.head if head.dep_ == "nsubj" and clause.dep_ in ("conj", "ccomp", "parataxis") else None
    own = next((c for c in before.children if c.dep_ == "nsubj"), None) if before is not None else None
    if own is None or own.text.casefold() not in ("i", "we") or own.i > head.i:
        return None
    named = [m.actor for m in cast.mentions if block.start(own) < m.span[0] < block.start(head)]
    people = [ref for ref in named if cast.by_id(ref).kind == "person"]
    return people[-1] if people else None


QUESTION = 700
"""Characters before an answer in which the question stands whose "him" it takes up."""


def asked_about(cast: "Cast", at: int, ref: str | None) -> str | None:
    """Who "he" is in an answer: never the speaker; before anybody acts in it, the one whom the question named last."""
    turn = cast.turn_at(at)
    if turn is None:
        return ref
    start = turn.label[0]
    acted = [place for place, other in cast.subjects if start <= place < at and other != turn.speaker]
    if acted and ref != turn.speaker:
        return ref
    near = [
        m
        for m in cast.mentions
        if start - QUESTION < m.span[0] < at and m.actor != turn.speaker and cast.by_id(m.actor).kind == "person"
    ]
    before = [m for m in near if m.span[0] >= start] or [
        m for m in near if all(m.span[0] >= other.content[-1][1] for other in cast.turns if other.label[0] < start)
    ]
    acting = {place for place, _ in cast.subjects}
    subjects = [m for m in before if m.span[0] in acting and m.span[0] < start]
    return (subjects or before)[-1].actor if before else (None if ref == turn.speaker else ref)


def own_of(cast: "Cast", block: "Block", his: "Token") -> list[str] | None:
    """Whose "his" is where its clause has a subject by office: nobody's known where that one has no name here."""
    verb = next((word for word in his.ancestors if word.pos_ in ("VERB", "AUX")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < his.i), None) if verb is not None else None
    if (
        subject is None
        or subject.is_ancestor(his)
        or subject.tag_ not in ("NN", "NNP")
        or list(subject.conjuncts)
        or subject.lemma_.casefold() not in HOLDERS
    ):
        return None
    phrase = (block.start(subject.left_edge), block.end(subject.right_edge))
    inside = [actor.id for actor in cast.within(phrase, ("person",))]  # "General Secretary To Lam"
    refs = inside or cast.resolve(block, subject)
    return refs if len(refs) < 2 else None


def owners_of(cast: "Cast", block: "Block", their: "Token") -> list[str] | None:
    """Whose "their" is where its clause has several joined as subject: "Mercosur and EFTA announced that their talks"."""
    verb = next((word for word in their.ancestors if word.pos_ in ("VERB", "AUX")), None)
    subject = (
        next((c for c in verb.children if c.dep_ == "nsubj" and c.i < their.i), None) if verb is not None else None
    )
    if (
        subject is None
        or not list(subject.conjuncts)
        or subject.pos_ not in ("PROPN", "NOUN")
        or subject.is_ancestor(their)
    ):
        return None
    return cast.resolve(block, subject)


def of_both(cast: "Cast", block: "Block", head: "Token") -> list[str]:
    """ "Experts from both sides", "officials of the two countries": the two parties."""
    for child in head.children:
        if child.dep_ == "prep" and child.text.casefold() in ("of", "from"):
            for inner in child.children:
                words = {left.text.casefold() for left in inner.lefts}
                if inner.dep_ == "pobj" and inner.lemma_.casefold() in PAIR and words & {"both", "two"}:
                    return cast.members(block, inner)
    return []


def two_named(cast: "Cast", block: "Block", both: "Token") -> list[str]:
    """The two whom a sentence names before it says "both": "Neither A nor B came, though both had met"."""
    span = (block.start(both.sent[0]), block.start(both))
    named = [actor.id for actor in cast.within(span, ("person",))]
    return named if len(named) == 2 else []


def elsewhere(cast: "Cast", block: "Block", head: "Token") -> bool:
    """Whether those are of some other place than the text's two: "the parties in Sudan"."""
    return head.lemma_.casefold() in ("party", "side", "army", "military") and any(
        child.dep_ == "prep" and child.text.casefold() in ("in", "within") and child.i > head.i
        and any(inner.dep_ == "pobj" and inner.pos_ == "PROPN" for inner in child.children)
        for child in head.children
    )  # fmt: skip


OF_WHOM = frozenset({"chief", "head", "leader", "representative", "commander", "official", "envoy", "man", "woman"})
"""Nouns that say little without "of": leaders of the opposition are not those told of before."""


def of_others(cast: "Cast", block: "Block", head: "Token") -> bool:
    """Whether those are of something else than the text's parties: "the chiefs of staff", "the leaders of the party"."""
    if head.lemma_.casefold() not in OF_WHOM:
        return False
    of = next((c for c in head.children if c.dep_ == "prep" and c.text.casefold() == "of" and c.i > head.i), None)
    inner = next((c for c in of.children if c.dep_ == "pobj"), None) if of is not None else None
    if inner is None or inner.pos_ != "NOUN" or inner.lemma_.casefold() in PAIR | STATE_NOUNS:
        return False
    return not cast.within((block.start(inner.left_edge), block.end(inner.right_edge)))


def apposed(cast: "Cast", block: "Block", head: "Token") -> str | None:
    """Whose name stands behind an office or a description: "a government spokesman, Basim Alawadi"."""
    for child in head.children:
        if child.dep_ == "appos" and child.pos_ == "PROPN":
            named = [m for m in cast.mentions if m.span[0] < block.end(child) and block.start(child) < m.span[1]]
            if named and cast.by_id(named[0].actor).kind == "person":
                return named[0].actor
    return None
