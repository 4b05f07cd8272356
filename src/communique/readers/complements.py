"""What is undertaken or urged: the verb or noun that a binding word takes, and whom it asks."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.readers.undertaking_words import TALKED_OF
from communique.records import CommitmentKind

if TYPE_CHECKING:
    from spacy.tokens import Token


@cache
def binding_words() -> dict[tuple[str, str], tuple[CommitmentKind, frozenset[str]]]:
    """Kind and complements of each word of commitment_words.csv, by lemma (an adjective's form) and part of speech."""
    return {
        (row["word"], row["pos"]): (row["kind"], frozenset(row["takes"].split()))  # type: ignore[misc]
        for row in knowledge.table("commitment_words")
    }


DOUBLED = frozenset({"double", "triple", "quadruple", "halve", "complete", "open", "free"})
"""Verbs that the tagger takes for adjectives behind "to"."""


GIVEN_BY = frozenset({"pledge", "promise", "vow"})
GIVEN = frozenset(
    {
        "support",
        "assistance",
        "aid",
        "help",
        "backing",
        "cooperation",
        "solidarity",
        "funding",
        "financing",
        "relief",
        "training",
        "action",
        "investment",
        "reform",
    }
)
"""What is pledged by its noun: "pledged continued support for the mission"."""


COMMITTED = frozenset({"commitment", "committed"})
"""Words whose undertaking may be a noun of doing: "reaffirmed the commitment to the defence of the islands"."""


DONE = frozenset(
    {"arrest", "detention", "capture", "seizure", "killing", "death", "casualty", "loss", "injury", "case", "infection", "finding",
     "discovery", "result", "profit", "victory", "win", "rise", "fall", "drop", "growth", "surplus", "deficit", "attack", "strike"}
)  # fmt: skip
"""What is announced with its number when it has happened: "announced the arrest of 26 people"."""


def _given(token: "Token", thing: "Token") -> bool:
    return token.lemma_ in GIVEN_BY and thing.lemma_.casefold() in GIVEN and thing.right_edge.i > thing.i


def _asks(clause: "Token") -> bool:
    """Whether a clause is a question: "decide what evidence would be seen"."""
    return any(
        c.tag_ in ("WP", "WDT", "WRB") and c.i < clause.i for part in (clause, *clause.lefts) for c in part.lefts
    )


def undertaken(token: "Token", takes: frozenset[str]) -> "Token | None":
    """The verb (or noun) that names what is undertaken."""
    doc = token.doc
    given = next((c for c in token.children if c.dep_ in ("dobj", "obj") and _given(token, c)), None)
    if "object" in takes and given is not None:
        return given  # "pledged support for an initiative to form an alliance": forming it is not what was pledged
    for child in token.children:
        if child.i < token.i:
            continue
        if (
            "to" in takes
            and child.dep_ in ("xcomp", "advcl", "ccomp", "acl", "relcl")
            and any(c.text == "to" and c.tag_ == "TO" for c in child.children)
        ):
            return child
        if ("gerund" in takes or "to" in takes) and child.dep_ in ("xcomp", "pcomp") and child.tag_ == "VBG":
            return child
        if "that" in takes and child.dep_ == "ccomp" and not _asks(child):
            if any(c.dep_ == "neg" or (c.lemma_ == "have" and c.dep_ == "aux") for c in child.children):
                continue  # "would not seek", "would have loved"
            if any(c.dep_ == "nsubjpass" for c in child.children) and any(
                c.lemma_ in ("must", "should", "can") for c in child.children
            ):
                continue  # "agreed that those responsible must be held to account"
            if any(c.tag_ == "MD" for c in child.children) or any(
                c.dep_ == "aux" and c.lemma_ in ("will", "should") for c in child.children
            ):
                return child
            asking = token.lemma_ in ("propose", "recommend", "suggest", "demand")
            bare = child.text.casefold() == child.lemma_.casefold()  # "that they set up a fund", tagged as a past
            if child.tag_ == "VB" or (asking and (child.tag_ == "VBP" or (bare and child.tag_ == "VBD"))):
                return child
        if child.dep_ == "prep" and child.text.casefold() in ("to", "on", "in") and child.text.casefold() in takes:
            for inner in child.children:
                if inner.ent_type_ in ("DATE", "TIME"):
                    continue  # "agreed on Monday to reopen"
                if inner.dep_ == "pcomp":
                    return inner
                if inner.dep_ == "pobj" and (inner.tag_ == "VBG" or child.text.casefold() == "on"):
                    return inner
                bound = token.lemma_ in COMMITTED and token.head.lemma_ not in TALKED_OF
                if inner.dep_ == "pobj" and bound and deed(inner) and _done_to(inner):
                    return inner
    if "object" in takes:
        for child in token.children:
            if child.dep_ in ("dobj", "obj") and (
                any(t.ent_type_ in ("MONEY", "QUANTITY", "CARDINAL", "PERCENT") for t in child.subtree)
                and not (token.lemma_ == "announce" and child.lemma_.casefold() in DONE)
            ):
                return child
    if "to" in takes and token.i + 2 < len(doc) and doc[token.i + 1].text == "to":
        if doc[token.i + 2].text.casefold() in DOUBLED:
            return doc[token.i + 2]
        for after in doc[token.i + 2 : token.i + 5]:
            if after.pos_ == "VERB" and after.tag_ in ("VB", "VBP"):
                return after
    return None


def _after_preposition(token: "Token", prepositions: Sequence[str]) -> "tuple[Token, Token] | None":
    """Whom and to do what: "called on both sides to stop", "appealed to the authorities to let them go"."""
    heads = ("prep", "dative") if "to" in prepositions else ("prep",)
    prep = next((c for c in token.children if c.dep_ in heads and c.text.casefold() in prepositions), None)
    whom = next((c for c in prep.children if c.dep_ == "pobj"), None) if prep is not None else None
    if whom is not None and whom.ent_type_ in ("DATE", "TIME"):
        return None  # "called the president on Friday to express support" is a call by telephone
    if whom is not None:
        for after in token.doc[whom.i + 1 : min(token.sent.end, whom.right_edge.i + 8)]:
            if after.tag_ == "TO" and after.head.tag_ == "VB" and after.head.i > after.i:
                return whom, after.head
    return None


DEEDS = frozenset(
    {"ceasefire", "truce", "return", "release", "halt", "end", "stop", "lifting", "restraint", "access", "support", "respect", "repeal", "recall",
     "dialogue", "probe", "inquiry", "investigation", "start", "restart", "opening", "closure", "pause", "reform", "review", "removal", "retreat",
     "de-escalation", "cuts", "cut", "increase", "transfer", "pullout", "pullback", "handover", "passage", "delivery", "entry", "surrender", "arrest",
     "recovery", "renewal", "disclosure", "exchange", "repair", "defence", "defense"}
)  # fmt: skip
"""Nouns of what somebody is to do, beside those that their endings show."""
DEED_ENDINGS = ("tion", "sion", "ment", "drawal", "moval", "proval", "versal", "newal", "ance", "ence", "ing")
NO_DEEDS = frozenset(
    {"attention", "government", "parliament", "position", "condition", "situation", "nation", "question", "generation", "region", "solution",
     "environment", "moment", "evidence", "audience", "absence", "vision", "decision", "mission", "commission", "session", "meeting", "station",
     "option", "election", "importance", "balance", "conference", "sentence", "provision", "statement", "document", "attendance", "sanction"}
)  # fmt: skip
"""Nouns with such an ending that name no deed one could ask for."""


def deed(noun: "Token") -> bool:
    """Whether a noun names something that is done: "withdrawal", "an end to", "the release of"."""
    lemma = noun.lemma_.casefold()
    return lemma in DEEDS or (lemma.endswith(DEED_ENDINGS) and lemma not in NO_DEEDS)


def _done_to(noun: "Token") -> bool:
    return any(c.dep_ in ("prep", "poss") for c in noun.children)


def asked_deed(token: "Token", takes: frozenset[str]) -> "tuple[Token | None, Token] | None":
    """Whom a deed named by a noun is asked of, where told, and the noun: "called for Israel's withdrawal", "for ensuring P"."""
    for child in token.children:
        if child.i < token.i:
            continue
        target = None
        if "for" in takes and child.dep_ == "prep" and child.text.casefold() == "for":
            target = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
        if "deed" in takes and child.dep_ in ("dobj", "obj"):
            target = child
        if target is None:
            continue
        # "an immediate ceasefire" is wished for by all; a deed that is asked has something it is done to
        if (deed(target) and _done_to(target)) or (target.dep_ == "pcomp" and target.tag_ == "VBG"):
            whom = next((c for c in target.children if c.dep_ == "poss" and c.pos_ == "PROPN"), None)
            by = next((c for c in target.children if c.dep_ in ("prep", "agent") and c.text.casefold() == "by"), None)
            named = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
            return whom or named, target
    return None


def urged(token: "Token", takes: frozenset[str]) -> "tuple[Token | None, Token] | None":
    """Whom the word at `token` asks, where it says, and the verb of what is asked."""
    if "object-to" in takes:
        for child in token.children:
            if child.dep_ in ("ccomp", "xcomp") and child.i > token.i:
                whom = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                if any(c.tag_ == "TO" for c in child.children):
                    whom = whom or next((c for c in token.children if c.dep_ in ("dobj", "obj")), None)
                    return (whom, child) if whom is not None else None
    if "on-to" in takes and any(
        c.dep_ in ("prt", "prep") and c.text.casefold() in ("on", "upon") and not list(c.children)
        for c in token.children
    ):
        # "call on all parties to work", where the parser takes "on" for a part of the verb
        whom = next((c for c in token.children if c.dep_ in ("dobj", "obj")), None)
        act = next((c for c in token.children if c.dep_ in ("xcomp", "advcl") and c.tag_ == "VB"), None)
        if whom is not None and act is not None:
            return whom, act
    for way, prepositions in (("on-to", ("on", "upon")), ("to-to", ("to",)), ("for-to", ("for",))):
        if way in takes and (found := _after_preposition(token, prepositions)) is not None:
            return found
    if "that" in takes:
        for child in token.children:
            if child.dep_ == "ccomp" and child.i > token.i:
                whom = next((c for c in child.children if c.dep_ in ("nsubj", "nsubjpass")), None)
                if whom is not None:
                    return whom, child
    return None
