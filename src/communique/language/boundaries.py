"""What belongs together: an office printed as capitals and the name behind it ("received PM Fico"), and verbs told of two ("co-chaired")."""

from typing import TYPE_CHECKING

from communique.language.titles import abbreviations

if TYPE_CHECKING:
    from spacy.tokens import Doc

ADDRESSES = frozenset({"H.E.", "H.H.", "H.M.", "H.R.H.", "HE", "HH", "HRH", "Amb.", "Hon.", "Gen.", "Sec."})
"""Forms before a name that end in a full stop, or look like the end of something."""


def keep_offices(doc: "Doc") -> "Doc":
    """Forbid a sentence to begin right behind such an office, where a name follows it."""
    known = abbreviations()
    for token in doc[:-1]:
        if token.text not in known and token.text not in ADDRESSES:
            continue
        following = token.nbor(1)
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
    for token in doc:
        if (base := WHOLE_VERBS.get(token.lower_)) is not None:
            token.lemma_ = base
    return doc
