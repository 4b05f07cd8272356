"""What belongs together: an office printed as capitals and the name behind it ("received PM Fico"), and verbs told of two ("co-chaired")."""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from communique.language.titles import abbreviations

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

ADDRESSES = frozenset({"H.E.", "H.H.", "H.M.", "H.R.H.", "HE", "HH", "HRH", "Amb.", "Hon.", "Gen.", "Sec."})
"""Forms before a name that end in a full stop, or look like the end of something."""


def keep_offices(doc: "Doc") -> "Doc":
    """Forbid a sentence to begin right behind such an office, where a name follows it."""
    known = _before_names(doc.vocab)
    for place, number in enumerate(doc.to_array("ORTH")[:-1]):
        if number not in known:
            continue
        token, following = doc[place], doc[place + 1]
        clock = token.text == "PM" and token.i > 0 and token.nbor(-1).text[-1:].isdigit()
        if following.text[:1].isupper() and not clock:
            following.is_sent_start = False
    return doc


WHOLE_VERBS = {
    f"co-{verb}{end}": f"co-{verb}" for verb in ("chair", "host", "sponsor", "sign") for end in ("", "s", "ed", "ing")
}
"""Verbs that the tokenizer would take apart at the hyphen, with their base forms."""


def base_of_whole(doc: "Doc") -> "Doc":
    """Give them their base form, at which the lemmatizer's rules guess wrong ("co-chaire")."""
    known = _whole_verbs(doc.vocab)
    for place, number in enumerate(doc.to_array("LOWER")):
        if number in known:
            doc[place].lemma_ = WHOLE_VERBS[doc[place].lower_]
    return doc


def _numbers(vocab: "Vocab", words: Iterable[str]) -> frozenset[int]:
    """By what number the vocabulary knows each word: far faster to compare than the words of every token."""
    return frozenset(vocab.strings.add(word) for word in words)


@cache
def _before_names(vocab: "Vocab") -> frozenset[int]:
    return _numbers(vocab, ADDRESSES.union(abbreviations()))


@cache
def _whole_verbs(vocab: "Vocab") -> frozenset[int]:
    return _numbers(vocab, WHOLE_VERBS)
