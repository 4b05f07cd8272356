"""Whether an encounter took place, is planned, was cancelled or is only proposed; None where the text denies it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.pipeline import Sentence
from communique.records import Status

if TYPE_CHECKING:
    from spacy.tokens import Token

AHEAD = re.compile(
    r"\b(?:upcoming|forthcoming|planned|scheduled|future|next|proposed|expected|possible|coming|potential|another)\b",
    re.I,
)


@cache
def _status_words() -> Mapping[str, Status]:
    return {row["word"]: row["status"] for row in knowledge.table("meeting_status")}  # type: ignore[misc]


TO_COME = frozenset(
    {"agree", "decide", "plan", "intend", "schedule", "expect", "due", "set", "slate", "prepare", "arrange", "be", "go", "concur", "promise",
     "pledge", "vow", "undertake", "accept", "consent", "resolve", "settle"}
)  # fmt: skip
WISHED = frozenset(
    {
        "propose",
        "discuss",
        "mull",
        "consider",
        "offer",
        "invite",
        "ask",
        "suggest",
        "seek",
        "want",
        "hope",
        "wish",
        "invitation",
        "proposal",
    }
)
"""Words before an infinitive after which the encounter is yet to come, and after which it is only wished for."""


READY = frozenset(
    {
        "ready",
        "willing",
        "prepared",
        "able",
        "keen",
        "eager",
        "happy",
        "free",
        "reluctant",
        "unwilling",
        "unable",
        "refuse",
        "threaten",
    }
)
LIKED = frozenset({"love", "like", "prefer", "want", "hate"})
ASKED = frozenset({"urge", "press", "encourage", "call", "appeal", "demand", "fail", "need"})
INSTRUCTED = frozenset({"instruct", "task", "direct", "order", "mandate", "authorise", "authorize", "allow", "enable", "try", "attempt"})  # fmt: skip
"""Verbs before an infinitive that others are to do, or that may come to nothing."""


def _falls_through(verb: "Token") -> bool:
    """ "Will not go ahead", "is off"."""
    if verb.lemma_ == "be":
        return any(
            child.text.casefold() == "off"
            and child.dep_ in ("advmod", "prt", "acomp", "prep")
            and (
                child.i + 1 == len(child.doc) or child.nbor(1).text.casefold() not in ("to", "for")
            )  # "is off to Suva"
            for child in verb.children
        )
    if verb.lemma_ in ("happen", "occur", "materialise", "materialize") and any(
        c.text == "never" for c in verb.children
    ):
        return True  # "a meeting planned for January never happened"
    denied = any(child.dep_ == "neg" for child in verb.children) or any(c.lemma_ == "longer" for c in verb.children)
    ahead = any(child.dep_ == "aux" and child.lemma_ in ("will", "would") for child in verb.children)
    return (
        denied and ahead and verb.lemma_ in ("go", "proceed", "happen", "take", "occur", "materialise", "materialize")
    )


def _ahead_of(act: "Token") -> Status | None:
    """What a gerund says of an encounter: "agreed on holding talks", "committed to completing them", "after holding talks"."""
    head = act.head.head if act.dep_ == "pcomp" else act.head
    if act.dep_ == "pcomp" and act.head.text.casefold() not in ("to", "on", "of", "in", "for", "at"):
        return "held"
    if head.lemma_ in TO_COME:
        return "planned" if head.tag_ != "NN" else None  # they signed "a plan for holding consultations"
    if head.lemma_ in WISHED | {"consider", "recommend"}:
        return "proposed"
    return None if head.lemma_.casefold() in UNSURE else "held"


HEDGES = frozenset({"probably", "perhaps", "possibly", "maybe", "likely", "eventually"})
UNSURE = frozenset({"commit", "committed", "interest", "interested", "hope", "possibility", "favour", "favor", "support", "chance", "idea",
                    "way", "aim", "importance", "readiness", "prospect", "resumption", "continuation", "necessity", "need", "launch",
                    "promotion"})  # fmt: skip


OUTCOMES = frozenset({"outcome", "result", "fruit", "consensus"})
"""What came of an encounter."""


def _above(token: "Token") -> list["Token"]:
    """The words that `token` depends on as subject, object or complement; "prepared in a call" says nothing of the call."""
    found: list[Token] = []
    while token.head != token and len(found) < 4:
        if (
            token.dep_ in ("prep", "agent", "npadvmod")
            and token.head.pos_ in ("VERB", "AUX")
            and token.text.casefold() not in ("for", "to", "on")
            and token.head.lemma_ not in ("take", "participate")  # "are expected to take part in the meeting"
        ):
            break
        first, last = sorted((token.i, token.head.i))
        if token.dep_ in ("ccomp", "parataxis") and any(t.text == ";" for t in token.doc[first:last]):
            break  # another clause behind a semicolon
        if token.dep_ == "prep" and token.head.lemma_ in OUTCOMES and token.text.casefold() in ("of", "from"):
            break  # "the outcome of his meeting would help": what came of it was to come, not the meeting
        if (
            token.dep_ == "advcl"
            and token.tag_ == "VBD"
            and any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children)
        ):
            break  # "when they met in June, nothing was agreed"
        if token.dep_ == "relcl":
            break  # "who was hosted in Delhi, has scrapped a visit": what is told beside
        token = token.head
        found.append(token)
    return found


NEVER = re.compile(
    r"(?:[;,—–-][ \u00a0]*|\bbut[ \u00a0])(?:but[ \u00a0])?(?:they|it|this|that|which|he|she)[ \u00a0](?:never[ \u00a0](?:did|was|were|happened|took[ \u00a0]place|came[ \u00a0]about|materiali[sz]ed)|"
    r"came[ \u00a0]to[ \u00a0]nothing|fell[ \u00a0]through|did[ \u00a0]not(?:[ \u00a0]happen)?(?=[.;,]))"
)
"""What became of what was to be: "were to meet again in Brazil; they never did"."""


def _looked_ahead(token: "Token") -> bool:
    """Whether the words were of what was then to come: "were to meet again", "would have met"."""
    verb = token if token.pos_ in ("VERB", "AUX") else token.head
    to = (
        any(c.tag_ == "TO" for c in verb.children)
        and verb.head.tag_ == "VBD"
        and verb.head.lemma_ in {"be", *DUE, *TO_COME}
    )
    return to or any(c.text.casefold() == "would" for c in verb.children) or verb.text.casefold() in DUE_SAID


DUE_SAID = frozenset({"planned", "scheduled", "set", "agreed", "due"})
"""Participles that say a thing was to come."""


def _was_to_have(verb: "Token") -> bool:
    """Whether what was to be did not come to be: "was to have met", "was due to have met"."""
    inside = {c.text.casefold() for c in verb.children}
    above = verb.head
    due = above.text.casefold() in ("due", "scheduled", "supposed", "meant", "expected", "set") and any(
        c.tag_ == "VBD" for c in (above.head, *above.children)
    )
    return verb.tag_ == "VBN" and {"to", "have"} <= inside and (above.lemma_ == "be" or due)


def status_of(sentence: Sentence, token: "Token") -> Status | None:
    """Held unless something in the clause says otherwise; None where the clause says that it did not take place."""
    if _was_to_have(token) or (NEVER.search(sentence.text) and _looked_ahead(token)):
        return "cancelled"  # "was to have met"
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ in ("dobj", "obj", "nsubjpass") and _was_to_have(token.head):
        return "cancelled"  # "was to have held talks"
    ahead = token.head if token.dep_ == "conj" else token
    if sentence.block.kind == "title" and (token.tag_ == "VB" or (ahead.tag_ == "VB" and token.tag_ in ("VB", "VBP"))):
        return "planned"  # "Albares to receive Moroccan minister, travel to Cairo"
    left = " ".join(child.text for child in token.lefts)
    if token.pos_ in ("NOUN", "PROPN") and re.search(r"\bno\b|\bany\b", left, re.I):
        return None
    if token.dep_ in ("pcomp", "pobj") and token.head.text.casefold() == "without":
        return None  # "left Canada without meeting her"
    if token.dep_ == "pobj" and token.head.dep_ == "prep" and token.head.text.casefold() in ("of", "for", "in", "to"):
        if token.head.head.lemma_.casefold() in UNSURE or (
            token.head.text.casefold() == "of" and token.head.head.lemma_.casefold() in ENDS
        ):
            return None  # "spoke in favour of direct talks", "the possibility of a summit"
    if unfixed(token):
        return "planned"
    helpers = {child.lemma_.casefold() for child in token.children if child.dep_ in ("aux", "auxpass")}
    chain = [token, *_above(token)]
    governs = next((verb for verb in chain[1:] if verb.pos_ in ("VERB", "AUX")), token)
    for verb in chain:
        if verb.pos_ not in ("VERB", "AUX", "ADJ"):
            continue
        word = _status_words().get(verb.lemma_.casefold())
        if (
            word == "planned"
            and verb != token
            and (verb.tag_ == "VBN" or verb.text.casefold() == "due")
            and any(
                c.text.casefold() == "had"
                for c in (*verb.children, *(verb.head.children if verb.head.lemma_ == "be" else ()))
            )
        ):
            if verb.tag_ == "VBN" and not any(
                c.dep_ == "auxpass" or c.text.casefold() == "been" for c in verb.children
            ):
                return "cancelled"  # "had planned to meet him": it came otherwise
            if re.search(r",? but\b", sentence.text[verb.idx - sentence.tokens.start_char :]):
                return "cancelled"  # "had been due to receive him, but he fell ill"
        if verb.lemma_ in ("call", "put") and any(
            c.dep_ == "prt" and c.text.casefold() == "off" for c in verb.children
        ):
            word = "cancelled"
        if word == "cancelled":
            return "cancelled"
        if _falls_through(verb):
            return "cancelled"
        if any(child.dep_ == "neg" for child in verb.children) or verb.lemma_ in ("deny", "refuse", "decline", "rule"):
            return None
        if word == "proposed" and verb != token and not _given(verb, token):
            return "proposed"
        helpers |= (
            {child.lemma_.casefold() for child in verb.children if child.dep_ == "aux"}
            if verb in (token, governs)
            else set()
        )
        if word == "planned" and verb != token and verb.tag_ not in ("NN",):
            sought = verb.tag_ == "VB" and verb.head.lemma_ in WISHED | {"try", "attempt"}
            return "proposed" if sought else "planned"  # "seeking to arrange a meeting"
    act = token if token.pos_ in ("VERB", "AUX") else governs
    first = act
    while first.dep_ == "conj" and first.tag_ == "VB" and first.head.tag_ == "VB":
        # "will meet the premier and hold talks with X": what the first is, the others are
        first = first.head
    if first != act and first.head.text.casefold() in WISHING:
        return None  # "hopes to meet the premier and hold talks with X"
    if first != act and not any(child.dep_ in ("nsubj", "aux") for child in act.children):
        helpers |= {child.lemma_.casefold() for child in first.children if child.dep_ == "aux"}
    if any(verb.lemma_ == "look" and any(c.text == "forward" for c in verb.children) for verb in chain):
        return "planned"
    if governs.lemma_ == "be" and any(
        child.dep_ == "xcomp" and (child.tag_ == "VB" or any(c.tag_ == "TO" for c in child.children))
        for child in governs.children
    ):
        return "planned"  # "talks are to resume"
    if act.tag_ == "VB" and any(child.tag_ == "TO" for child in act.children):
        if act.head.lemma_ == "come" and act.dep_ == "xcomp" and act.head.nbor(1).text.casefold() == "to":
            return None  # "how they came to talk"
        gone = act.head.tag_ == "VBD" and act.dep_ in ("advcl", "xcomp")
        if gone and (
            act.head.lemma_ in JOURNEYS
            or (act.head.lemma_ == "be" and any(c.dep_ == "prep" for c in act.head.children))
        ):
            return "held"  # "went to Paris to meet him", "was in Paris to see him"
        if act.head.lemma_ in TO_COME:
            return "planned"
        if act.head.lemma_ in WISHED and act != token:
            return "proposed"
        if act.head.lemma_ in LIKED or act.head.lemma_.casefold() in READY:
            return None  # "said he was ready to come to Brussels", "would love to meet him"
        first = act.head if act.dep_ == "conj" and act.head.tag_ == "VB" else act
        if first.head.lemma_ in INSTRUCTED:
            # "instructed their ministers to begin talks", but "to meet in April"
            return "planned" if any(word.ent_type_ == "DATE" for word in act.subtree) else None
        if act.head.lemma_ in ASKED and act != token:
            return None  # "urged both governments to conclude the talks"
    if act.tag_ == "VBG" and act != token and act.dep_ in ("pcomp", "xcomp") and (wished := _ahead_of(act)) != "held":
        return wished
    if (
        token.tag_ == "VB"
        and "to" in {c.text.casefold() for c in token.children}
        and not helpers
        and token.dep_ in ("advcl", "relcl", "acl", "ROOT")
    ):
        return None
    if helpers & {"will", "shall", "'ll", "’ll", "would"}:
        hedged = any(child.text.casefold() in HEDGES for child in act.children)
        return None if hedged else "planned"
    if helpers & {"could", "may", "might", "should", "must", "can"}:
        return None
    if token.tag_ == "VB" and token.head.text.casefold() in WISHING:
        return None
    if token.pos_ in ("NOUN", "PROPN"):
        if AHEAD.search(left) or _due(token):
            return "planned"
        before = sentence.text[
            max(0, token.idx - sentence.tokens.start_char - 40) : token.idx - sentence.tokens.start_char
        ]
        if re.search(
            r"\b(?:ahead of|in preparation for|preparing for|on the eve of|in the run-up to|in advance of)\b",
            before,
            re.I,
        ):
            return "planned"
    return "held"


MEALS = frozenset({"lunch", "luncheon", "dinner", "banquet", "reception", "breakfast"})
"""What a host offers and gives."""


def _given(verb: "Token", noun: "Token") -> bool:
    """Whether a meal was offered, which is to have given it: "offered a luncheon at the palace"."""
    return verb.lemma_ == "offer" and noun.lemma_.casefold() in MEALS and verb.tag_ == "VBD"


WISHING = frozenset({"want", "wants", "wanted", "hope", "hopes", "hoped", "hoping", "wish", "wishes", "wished", "aims"})
"""Before an infinitive that is only wished for (the parser's lemma of "hoped" is "hop")."""
JOURNEYS = frozenset({"go", "travel", "fly", "come", "arrive", "return"})
ENDS = frozenset({"conclusion", "completion", "end", "failure", "breakdown", "collapse", "success", "prospect"})
"""What is announced of talks, whose own day it does not tell: "announced the conclusion of negotiations on Monday"."""
UNFIXED = re.compile(
    r"\bat (?:an?|the) (?:mutually )?(?:appropriate|early|earlier|earliest|suitable|convenient|agreed|opportune)(?: possible)? (?:time|date|moment|opportunity|occasion|stage)\b",
    re.I,
)
"""A time that only what is yet to come has: "at an appropriate time"."""


def unfixed(token: "Token") -> bool:
    """Whether a time still to be fixed follows a noun or verb of meeting, before the next sign or verb."""
    last = token.i
    while last + 1 < token.sent.end and token.doc[last + 1].text not in (".", ";", ",", ":"):
        last += 1
        if token.doc[last].pos_ in ("VERB", "AUX") and token.doc[last].tag_ != "VBN":
            break
    return UNFIXED.search(token.doc[token.i : last + 1].text) is not None


DUE = frozenset({"schedule", "plan", "due", "slate", "set", "expect"})


def _due(noun: "Token") -> bool:
    """ "A summit due to be held by the end of the year", "a meeting with X, scheduled for Tuesday"."""
    return any(
        word.i > noun.i
        and word.lemma_.casefold() in DUE
        and word.dep_ in ("acl", "amod", "relcl")
        and word.i + 1 < len(word.doc)
        and word.nbor(1).text.casefold() in ("for", "to", "on")
        for word in noun.subtree
    )
