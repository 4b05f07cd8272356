"""Who does a verb, as the parse tells it and where it tells it wrong: the subject of a citing verb."""

from typing import TYPE_CHECKING

from communique.readers.complements import binding_words
from communique.readers.cues import cue_words, cues

if TYPE_CHECKING:
    from spacy.tokens import Token

CLOSING = frozenset({"”", '"', "»", "''"})
"""Signs that end a quotation."""


def subject_of(verb: "Token") -> "Token | None":
    """Who does `verb`: its own subject, or that of the clause it leans on."""
    for climbed in range(4):
        if (outer := goes_on(verb)) is not None:
            # "X said that A did P, and called on B": the speaker calls, not A
            verb = outer
        elif (aside := _aside(verb) or _finite_above(verb)) is not None:
            verb = aside
        own = [child for child in verb.children if child.dep_ == "nsubj" and child.tag_ not in ("WDT", "WP")]
        if own:
            # "Minister Anand, the ministry said": who is addressed stands further off
            return _not_addressed(next((child for child in reversed(own) if child.i < verb.i), own[0]), verb)
        for child in verb.children:
            if child.dep_ == "nsubj" and verb.dep_ == "relcl":
                return verb.head if verb.head != child else None
        if (first := _first_of_several(verb)) is not None:
            return first
        if (thanked := _thanked(verb) or _quoted(verb)) is not None:
            return thanked
        if verb.dep_ == "acl":
            return verb.head if verb.head.pos_ in ("PROPN", "NOUN") else None
        passive = next((child for child in verb.children if child.dep_ == "nsubjpass"), None)
        if passive is not None and climbed:
            return passive
        if passive is not None:
            return passive if verb.tag_ == "VBG" else None
        if verb.dep_ not in (
            "conj", "advcl", "xcomp", "pcomp", "prep", "dep", "ccomp", "parataxis", "acomp", "oprd", "npadvmod",
        ):  # fmt: skip
            return None
        if verb.dep_ == "ccomp" and verb.tag_ not in ("VBG",):
            return None
        verb = verb.head
    return None


def _finite_above(verb: "Token") -> "Token | None":
    """The finite verb that a further one goes on with though the parser joins it to an infinitive: "valued A's offer to do P and undertook"."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or verb.head.tag_ not in ("VB", "VBG"):
        return None
    if any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children):
        return None
    return next((word for word in verb.ancestors if word.tag_ == "VBD" and word.pos_ in ("VERB", "AUX")), None)


def _first_of_several(verb: "Token") -> "Token | None":
    """Whose verbs stand in a row, of which the parser hangs the first on the second: "Oslo adheres to P, supports Q"."""
    for child in verb.lefts:
        if child.dep_ == "ccomp" and child.tag_ == verb.tag_ and verb.tag_ in ("VBZ", "VBP", "VBD"):
            if verb.doc[child.right_edge.i + 1].text == "," and verb.i - child.right_edge.i <= 3:
                return next((c for c in child.children if c.dep_ == "nsubj" and c.tag_ not in ("WDT", "WP")), None)
    return None


def _not_addressed(subject: "Token", verb: "Token") -> "Token":
    """The subject behind whom a question addresses: "Secretary General, the Kremlin says" has no comma before "says"."""
    for child in subject.children:
        if child.dep_ == "appos" and child.right_edge.i == verb.i - 1 and verb.doc[child.left_edge.i - 1].text == ",":
            return child
    return subject


THANKING = frozenset(
    {
        "thank",
        "praise",
        "commend",
        "congratulate",
        "applaud",
        "blame",
        "criticise",
        "criticize",
        "accuse",
        "forgive",
        "laud",
    }
)
"""Verbs whose object did what follows: "thanked the premier for hosting the talks"."""


def _thanked(verb: "Token") -> "Token | None":
    """Who did what somebody is thanked for."""
    while (
        verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX") and not any(c.dep_ == "nsubj" for c in verb.children)
    ):
        verb = verb.head
    prep = verb.head
    if verb.dep_ != "pcomp" or verb.tag_ != "VBG" or prep.text.casefold() not in ("for", "on", "of"):
        return None
    thanks = prep.head if prep.head.lemma_ in THANKING else prep.head.head
    if thanks.lemma_ not in THANKING:
        return None
    return next((c for c in thanks.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)


def _quoted(verb: "Token") -> "Token | None":
    """Who said it where an outlet quotes somebody: "Xinhua quoted Ruto as saying that P"."""
    quotes = verb.head.head if verb.dep_ == "pcomp" and verb.head.text.casefold() == "as" else None
    if quotes is None or quotes.lemma_ not in ("quote", "cite"):
        return None
    return next((c for c in quotes.children if c.dep_ in ("dobj", "obj", "nsubjpass")), None)


def name_before(verb: "Token") -> "Token | None":
    """The name right before a finite verb for which the parser found no subject: "by Xinhua, Prime Minister Sok Dara said"."""
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or verb.i == 0 or verb.dep_ in ("relcl", "acl", "conj"):
        return None
    name = verb.doc[verb.i - 1]
    return name if name.pos_ == "PROPN" and name.sent == verb.sent else None


def name_after(verb: "Token") -> "Token | None":
    """The name right after a finite verb that closes a quotation: "“P,” said Li, “Q”"."""
    if (
        verb.tag_ not in ("VBD", "VBZ")
        or not 0 < verb.i < len(verb.doc) - 1
        or verb.doc[verb.i - 1].text not in CLOSING
    ):
        return None
    name = verb.doc[verb.i + 1]
    while name.dep_ in ("compound", "det", "amod", "nmod", "poss") and name.head.i > name.i:
        name = name.head
    return name if name.pos_ in ("PROPN", "NOUN") and name.sent == verb.sent else None


def goes_on(verb: "Token") -> "Token | None":
    """The outer verb that a further one goes on with, though the parser joins it to what is told.

    A citing verb joined by a comma or in the outer verb's tense: "X said that A did P, and called on B", "X welcomed A's
    announcement that A intends to do P and encouraged A to do Q".
    """
    clause = verb.head
    says = verb.lemma_ in cues() or binding_words().get((verb.lemma_, "verb"), ("", ()))[0] in ("urged", "proposed")
    if verb.dep_ != "conj" or not says or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    told = clause.dep_ == "ccomp" and cue_words(clause.head) in cues()
    of_noun = (
        clause.dep_ in ("acl", "ccomp") and clause.head.pos_ == "NOUN" and any(c.dep_ == "mark" for c in clause.lefts)
    )
    outer = clause.head
    if of_noun:
        outer = next((word for word in clause.head.ancestors if word.pos_ == "VERB"), clause.head)
    elif clause.tag_ in ("VB", "VBG") and not told:
        # "underscored the need for A to do P and emphasized": no past verb goes on with an infinitive
        finite = next((word for word in clause.ancestors if word.pos_ == "VERB" and word.tag_ == "VBD"), None)
        of_noun, outer = finite is not None and cue_words(finite) in cues(), finite or outer
    perfect = _perfect(verb) and _perfect(outer) and not _perfect(clause)  # "has said that P, and has urged Q"
    if not (told or of_noun) or verb.i < 2 or not (perfect or outer.tag_ == verb.tag_ == "VBD"):
        return None
    apart = any(verb.doc[k].text in (",", ";") for k in (verb.i - 1, verb.i - 2))
    # "stressed that Iran would not yield and demanded that Q": the tense is the outer verb's
    return outer if (apart and not of_noun) or clause.tag_ != verb.tag_ else None


def _perfect(verb: "Token") -> bool:
    return verb.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _aside(verb: "Token") -> "Token | None":
    """The frame set into what it cites that a further verb goes on with: "“P,” he added, and suggested that Q"."""
    if verb.dep_ != "conj" or verb.lemma_ not in cues() or any(child.dep_ == "nsubj" for child in verb.children):
        return None
    for child in verb.head.rights:
        if (
            child.dep_ in ("parataxis", "ccomp")
            and child.i < verb.i
            and child.lemma_ in cues()
            and child.tag_ == verb.tag_
        ):
            own = next((t for t in child.children if t.dep_ == "nsubj"), None)
            if own is not None and verb.doc[min(own.left_edge.i, child.i) - 1].text in (",", *CLOSING):
                return child
    return None
