"""Whom a verb or noun of meeting brings together: its doer, its partners, its owner."""

import re
from typing import TYPE_CHECKING

from communique.language import Analysis
from communique.language.cast_nouns import PAIR, STATE_NOUNS, plural, singular
from communique.language.pipeline import Block
from communique.language.together import JOINED
from communique.readers.subjects import subject_of
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

STOP_ADP = frozenset({"of", "for", "with", "and"})


def party_of(analysis: Analysis, ref: str) -> str | None:
    """The party that the actor `ref` stands for."""
    return analysis.cast.party(analysis.cast.by_id(ref))


def named(analysis: Analysis, block: Block, head: "Token", left: bool = True) -> list[str]:
    """The actors in a noun phrase: from its left edge until a verb or a preposition other than "of" ends it."""
    doc = block.doc
    first = head.left_edge.i if left else head.i
    last = head.i
    sent_end = head.sent.end
    beyond = {
        inner.i
        for other in doc[head.i + 1 : sent_end]
        if other.dep_ in ("nsubj", "nsubjpass") and not other.is_ancestor(head)
        for inner in other.subtree
    }
    while last + 1 < sent_end:
        token = doc[last + 1]
        if token.i in beyond:
            break
        if token.tag_ in ("IN", "TO") and token.text[:1].isupper() and _within_name(analysis, block.start(token)):
            last += 1  # To Lam
            continue
        if token.pos_ in ("VERB", "AUX", "SCONJ") or (token.pos_ == "ADP" and token.text.casefold() not in STOP_ADP):
            break
        if token.text in (";", ":", "“", '"') or token.text.casefold() in (
            "to",
            "who",
            "whom",
            "which",
            "where",
            "when",
            "that",
            "after",
            "before",
            "while",
        ):
            break
        last += 1
    span = (block.start(doc[first]), block.end(doc[last]))
    found = [actor.id for actor in analysis.cast.within(span, ("person",))]
    if len(found) > 1 and plural(head) and singular(head) in PAIR:
        # "the foreign ministers of India and Peru, A and B": whose they are is told in one
        of = next((c for c in head.children if c.dep_ == "prep" and c.text.casefold() == "of"), None)
        states = analysis.cast.within((block.start(of), block.end(of.right_edge)), ("state",)) if of is not None else []
        known = {party_of(analysis, ref) for ref in found}
        if len(states) > 1:
            found += [state.id for state in states if state.country not in known]
    if not found:
        found = analysis.cast.resolve(block, head)
    elif head.conjuncts:
        # "the Chancellor and King Abdullah": an office without its name stands beside a name
        resolved = [ref for ref in analysis.cast.resolve(block, head) if analysis.cast.by_id(ref).kind == "person"]
        found += [ref for ref in resolved if ref not in found]
    described = all(analysis.cast.by_id(ref).kind == "group" for ref in found)
    if described and (not found or len(list(head.conjuncts)) > 0) and _stands_for_state(analysis, block, head):
        # "delegations of the Congolese government and the AFC/M23 rebels"
        found = [actor.id for actor in analysis.cast.within(span, ("state", "organisation"))] or found
    return found


def _within_name(analysis: Analysis, at: int) -> bool:
    return any(
        m.span[0] <= at < m.span[1] and analysis.cast.by_id(m.actor).kind == "person" for m in analysis.cast.mentions
    )


ACTING = (
    PAIR
    | STATE_NOUNS
    | {
        "counterpart",
        "envoy",
        "negotiator",
        "representative",
        "ambassador",
        "ministry",
        "parliament",
        "ally",
        "partner",
        "general",
        "commander",
        "delegate",
    }
)
PRIVATE = frozenset({"business", "tribal", "religious", "community", "opposition", "student", "company", "corporate", "industry"})  # fmt: skip
"""Words by which leaders are of no state: "American business leaders"."""


def _stands_for_state(analysis: Analysis, block: Block, head: "Token") -> bool:
    """Whether the phrase is a state or those who act for it, and no tourists or firms of that state."""
    if any(left.text.casefold() in PRIVATE for left in head.subtree if left.i < head.i):
        return False
    lemma = singular(head)
    return (
        lemma in ACTING
        or bool(analysis.cast.within((block.start(head), block.end(head))))
        or head.pos_ in ("PROPN", "PRON")
    )


IN_PERSON = frozenset(
    {
        "have",
        "hold",
        "meet",
        "speak",
        "talk",
        "sit",
        "call",
        "ring",
        "phone",
        "host",
        "receive",
        "welcome",
        "see",
        "dine",
    }
)
"""What whoever says "we" did as well: "we had a good meeting with the premier"."""


def doer(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    """The actors that do what `verb` says, or to whom it is done in the passive."""
    passive = next((child for child in reversed(list(verb.children)) if child.dep_ == "nsubjpass"), None)
    subject = passive or subject_of(verb)
    if subject is not None and subject.text.casefold() == "co" and subject.i > verb.sent.start:
        subject = subject.nbor(-1)  # "X co-chaired", taken apart at the hyphen
    if subject is None:
        return _after_place(analysis, block, verb) or _right_before(analysis, block, verb)
    if subject.text.casefold() == "we" and analysis.cast.speakers():
        return list(analysis.cast.speakers())
    if subject.text.casefold() == "we" and verb.lemma_ in IN_PERSON:
        speaker = analysis.cast.speaker_at(block.start(subject))
        if speaker is not None and analysis.cast.by_id(speaker).kind == "person":
            return [speaker]
    if subject.text.casefold() == "they" and (joined := _joined_before(analysis, block, subject)):
        return joined
    if (whom := _who(analysis, block, verb, subject)) is not None:
        return [whom]
    doc = block.doc
    span = (
        block.start(doc[subject.left_edge.i]),
        block.start(verb) if verb.i > subject.i else block.end(doc[subject.right_edge.i]),
    )
    if verb.i > subject.i and (verb.i - subject.i) < 40:
        direct = named(analysis, block, subject)
        if direct and (first := _beside(block, verb, subject)) is not None:
            return list(dict.fromkeys([*named(analysis, block, first), *direct]))
        if subject.head != verb and not verb.is_ancestor(subject):
            # "handed X a letter and held talks with Y": X, behind the subject, does nothing
            span = (span[0], min(span[1], block.end(doc[subject.right_edge.i])))
        if direct:
            near = _nearest(analysis, direct, span)
            own = _at(analysis, block, subject) if near != direct else None
            return [own] if own is not None and own in direct else near
        return [actor.id for actor in analysis.cast.within(span, ("person",))]
    return named(analysis, block, subject)


WHO_REACH = 160
"""Characters before "who" within which the one it speaks of is named: the office and its state may stand between."""


def _who(analysis: Analysis, block: Block, verb: "Token", subject: "Token") -> str | None:
    """Whom "who" means where it hangs on a state or on "the guest": "X, Minister of Foreign Affairs of Kazakhstan, who is on a visit"."""
    who = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass") and c.text.casefold() == "who"), None)
    if who is None or subject.i > who.i or subject.tag_ not in ("NN", "NNP", "NNPS") or subject.lemma_ in PAIR:
        return None
    if any(analysis.cast.by_id(ref).kind == "person" for ref in named(analysis, block, subject)):
        return None
    at, start = block.start(who), block.start(who.sent[0])
    near = [
        m.actor
        for m in analysis.cast.mentions
        if max(start, at - WHO_REACH) <= m.span[0] and m.span[1] <= at and analysis.cast.by_id(m.actor).kind == "person"
    ]
    return near[-1] if near else None


def _beside(block: Block, verb: "Token", subject: "Token") -> "Token | None":
    """The first of two whom the parser makes two subjects: "Secretary Bessent and Vice Premier He Lifeng were meeting"."""
    first = next((c for c in verb.children if c.dep_ == "nsubj" and c.i < subject.i and c.pos_ == "PROPN"), None)
    if first is None:
        return None
    between = block.doc[first.i + 1 : subject.i]
    if JOINED.fullmatch(block.text, first.idx + len(first), subject.left_edge.idx) or JOINED.fullmatch(
        block.text, first.idx + len(first), subject.idx
    ):
        return first  # "President A, Prime Minister B and President C met"
    return (
        first
        if any(t.text == "and" for t in between) and not any(t.is_punct and t.text != "-" for t in between)
        else None
    )


def _joined_before(analysis: Analysis, block: Block, they: "Token") -> list[str]:
    """Who "they" are where the sentence before has two people joined as its subject: "X and Y will visit Osaka"."""
    for token in reversed(block.doc[: they.i]):
        if token.dep_ in ("nsubj", "nsubjpass") and token.pos_ == "PROPN" and token.head.dep_ != "relcl":
            refs = named(analysis, block, token)
            if (first := _beside(block, token.head, token)) is not None:
                refs = list(dict.fromkeys([*named(analysis, block, first), *refs]))
            people = [ref for ref in refs if analysis.cast.by_id(ref).kind == "person"]
            return people if len(people) > 1 and token.conjuncts else []
    return []


def _after_place(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    """Who is named right behind the place a sentence opens with, to which the parser joins them: "In Beijing X and Y agreed"."""
    fronted = next((c for c in verb.children if c.dep_ == "prep" and c.i == verb.sent.start), None)
    inner = next((c for c in fronted.children if c.dep_ == "pobj"), None) if fronted is not None else None
    if inner is None or verb.tag_ != "VBD" or inner.left_edge.ent_type_ not in ("GPE", "DATE"):
        return []
    at = block.start(inner)
    by_name = any(
        m.span[0] <= at < m.span[1] and analysis.cast.by_id(m.actor).kind == "person" for m in analysis.cast.mentions
    )
    return named(analysis, block, inner) if by_name else []


def _right_before(analysis: Analysis, block: Block, verb: "Token") -> list[str]:
    """Who is named just before a finite verb whose subject the parser hangs elsewhere: "..., Minister X will visit"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP", "VB"):
        return []
    first = verb
    while first.i > verb.sent.start and first.nbor(-1).pos_ in ("AUX", "ADV", "PART"):
        first = first.nbor(-1)
    at = block.start(first)
    return [
        m.actor
        for m in analysis.cast.mentions
        if 0 < at - m.span[1] <= 2 and analysis.cast.by_id(m.actor).kind == "person"
    ][:1]


DESCRIBED = re.compile(r",[ \u00a0](?:the|an?|who|whose|his|her)[ \u00a0]")
"""Behind a name, what is said of the person."""


def _at(analysis: Analysis, block: Block, subject: "Token") -> str | None:
    """The person whose name the subject is: "Witkoff, the envoy of President Trump, arrived"."""
    at = block.start(subject)
    if "invitation" in analysis.cast.text[max(0, at - 120) : at]:
        return None  # "At the invitation of A, the premier of his state, B paid a visit"
    named_so = (
        m.actor
        for m in analysis.cast.mentions
        if m.span[0] <= at < m.span[1] and DESCRIBED.match(analysis.cast.text, m.span[1])
    )
    return next((ref for ref in named_so if analysis.cast.by_id(ref).kind == "person"), None)


def _nearest(analysis: Analysis, refs: list[str], span: Span) -> list[str]:
    """Of people named in a subject and not joined by "and", only the last one acts: "At the invitation of A, B ..."."""
    cast = analysis.cast
    if len(refs) < 2 or any(cast.by_id(ref).kind != "person" for ref in refs):
        return refs
    if len(cast.within(span, ("person",))) < 2:
        return refs
    if re.search(r"\band\b|\bwith\b|&|\bas well as\b", cast.text[slice(*span)]):
        return refs
    return refs[-1:]


def partners(analysis: Analysis, block: Block, verb: "Token", preps: tuple[str, ...], direct: bool) -> list[str]:
    """Whom the verb or its noun is done with: its object, or what follows "with"."""
    found: list[str] = _told_of(analysis, block, verb, preps, direct)
    for child in verb.children:
        if direct and child.i > verb.i and (child.dep_ in ("dobj", "obj") or _object_as_subject(child)):
            found += _others(analysis, block, verb, child)
        if child.dep_ in ("prep", "agent") and child.text.casefold() in preps and child.i > verb.i:
            found += _after(analysis, block, verb, child)
    whom = direct and any(child.dep_ in ("dobj", "obj") for child in verb.children)
    if not found and preps and not whom:
        # the parser hangs "with" on whatever stands between; the first one in the clause is the verb's
        for token in block.doc[verb.i + 1 : min(verb.sent.end, verb.i + 18)]:
            if token.text in (".", ";", ":") or token.pos_ == "SCONJ":
                break
            if token.dep_ in ("nsubj", "nsubjpass") and token.head != verb and token.head.i > token.i:
                break
            if token.text.casefold() in preps and token.dep_ in ("prep", "agent", "mark", "dative"):
                found += _after(analysis, block, verb, token)
                if found or token.text.casefold() == "with":
                    break  # a further one may be of what they talk about: "with members of a team for talks with Y"
    if not found and direct and verb.tag_ != "VBN":
        # "received at State House the President of Uganda, X": the object stands behind the place
        for token in block.doc[verb.i + 1 : verb.sent.end]:
            if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (";", ":"):
                break
            if token.head.dep_ == "pobj" and token.head.head.text.casefold() == "of":
                continue  # "met the chairmen of the parties"
            if token.text == "the" and (refs := named(analysis, block, token.head, left=False)):
                found += [ref for ref in refs if analysis.cast.by_id(ref).kind == "person"]
                break
    return list(dict.fromkeys(found))


def _told_of(analysis: Analysis, block: Block, verb: "Token", preps: tuple[str, ...], direct: bool) -> list[str]:
    """Whom a relative clause is about, where he is met in it: "Lee, whom Trump met on October 29", "with whom she spoke"."""
    if verb.dep_ != "relcl":
        return []
    whom = next(
        (c for c in verb.children if direct and c.i < verb.i and c.tag_ == "WP" and c.dep_ in ("dobj", "obj")), None
    )
    for child in verb.children:
        if whom is None and child.dep_ == "prep" and child.i < verb.i and child.text.casefold() in preps:
            whom = next(
                (c for c in child.children if c.dep_ == "pobj" and c.text.casefold() in ("whom", "which")), None
            )
    if whom is None:
        return []
    at = block.start(whom)
    right_before = (m.actor for m in analysis.cast.mentions if 0 < at - m.span[1] < WHOM_REACH)
    person = next((ref for ref in right_before if analysis.cast.by_id(ref).kind == "person"), None)
    return [person] if person is not None else named(analysis, block, verb.head)


WHOM_REACH = 10
"""Characters between a name and "whom" or "with whom" right behind it."""


def _object_as_subject(child: "Token") -> bool:
    """An object that the parser takes for a second subject: "the premier welcomed Cambodia's Hun Manet"."""
    return child.dep_ == "nsubj" and any(c.dep_ == "nsubj" and c.i < child.head.i for c in child.head.children)


def _after(analysis: Analysis, block: Block, verb: "Token", preposition: "Token") -> list[str]:
    """The actors after a preposition, and after the same one again: "with the premier and with X"."""
    found: list[str] = []
    for inner in preposition.children:
        if inner.dep_ not in ("pobj", "pcomp"):
            continue
        found += _others(analysis, block, verb, inner)
        onward = block.doc[inner.right_edge.i + 1 : inner.right_edge.i + 4]
        again = next((t for t in onward if t.text == preposition.text), None)
        if again is not None and all(t.text in ("and", ",") for t in onward if t.i < again.i):
            found += [ref for t in again.children if t.dep_ == "pobj" for ref in _others(analysis, block, verb, t)]
    return found


def _others(analysis: Analysis, block: Block, verb: "Token", head: "Token") -> list[str]:
    """The actors of a noun phrase; "her" in "the minister will hold talks with her" is not the minister."""
    found = named(analysis, block, head)
    if head.pos_ != "PRON" or head.text.casefold() not in ("him", "her") or len(found) != 1:
        return found
    clause = (
        verb if verb.pos_ in ("VERB", "AUX") else next((t for t in verb.ancestors if t.pos_ in ("VERB", "AUX")), verb)
    )
    us = doer(analysis, block, clause)
    if found[0] not in us:
        return found
    at = block.start(head)
    named_before = (
        m.actor
        for m in reversed(analysis.cast.mentions)
        if block.start(head.sent[0]) <= m.span[0] < at
        and m.actor not in us
        and analysis.cast.by_id(m.actor).kind == "person"
    )
    earlier = (
        ref for place, ref in reversed(analysis.cast.subjects) if at - PRONOUN_REACH < place < at and ref not in us
    )
    nearby = (
        m.actor
        for m in reversed(analysis.cast.mentions)
        if 0 < at - m.span[1] < NEARBY and m.actor not in us and analysis.cast.by_id(m.actor).kind == "person"
    )
    other = next(named_before, None) or next(earlier, None) or next(nearby, None)
    return [other] if other else []


NEARBY = 500
PRONOUN_REACH = 1500
"""Characters back to the person that a pronoun stands for."""
