"""Where a sentence begins to tell a further thing.

"The two sides agreed to resume exchanges, and to convene the dialogue" tells two things, "to strengthen and expand
trade" one: a conjunct is cut off when what it joins is whole without it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from communique.relate.telling import ASKING, VERBAL, acting, acts, citing, frame_words, talking, told_nouns
from communique.relate.topics import names_party

if TYPE_CHECKING:
    from spacy.tokens import Token

SHORT = 10
"""A conjunct shorter than that, without a comma before it or a subject of its own, goes on with the same thing."""
LISTED = 4
"""Words that each noun of a list has at least to be a point of its own ("the review of the duties", not "trade")."""
AGAIN = 3
"""Words that a preposition which is said again has under it at least: "of trade, and of direct flights"."""
GOES_ON = frozenset({"it", "this", "that", "which", "who"})
"""Subjects of a short conjunct that goes on with what was said: "is no pact, but it is a step"."""
ABOUT = frozenset({"on", "upon", "about", "with", "to"})
"""Prepositions after verbs of talk: "exchanged views on", "dealt with", "turned to"."""
SITUATIONS = frozenset({"situation", "development", "crisis", "conflict", "event"})
"""Of several places where there is one, each is a thing of its own."""
TALKS = frozenset({"discussion", "talk", "conversation", "exchange"})
SPEAKING = frozenset({"speak"})
"""Verbs of talk that tell a meeting's frame too, and so stand in no table of acts."""
CENTRES = TALKS | {"meeting", "agenda", "attention", "focus"}
"""What is said to be about something: "at the centre of the talks were A and B"."""
NOT_WHOLE = ("cc", "conj", "punct", "prt", "neg", "aux", "auxpass")
PARTS = frozenset({"relcl", "acl", "pcomp", "advcl", "xcomp"})
"""How verbs hang that belong to what is told: "the need to keep trade open"."""
ARTICLES = frozenset({"the", "its", "their", "his", "her"})


def cut_at(token: "Token") -> "Token | None":
    """The token where a new clause begins, when `token` is the head of one."""
    doc = token.doc
    if token.text == ";" and token.i + 1 < token.sent.end:
        return doc[token.i + 1]
    if token.dep_ == "advcl" and token.i > token.head.i:
        mark = next((c for c in token.children if c.dep_ == "mark"), None)
        if mark is not None and mark.text.casefold() in ("while", "whereas"):
            return mark
        if token.tag_ == "VBG" and _speaks_on(token) and doc[token.left_edge.i - 1].text == ",":
            return doc[token.left_edge.i]
    if _resumes(token):
        return token
    left = doc[token.left_edge.i]
    if token.dep_ == "relcl":
        return left if _after_frame(token, left) or _speaks_there(token, left) else None
    if token.dep_ == "pcomp" and _speaks_beside(token):
        return token.head
    if token.dep_ != "conj":
        return None
    head = token.head
    if token.tag_ in ("VBZ", "VBD", "VBP") and _takes_up(head, left):
        return left
    if token.pos_ in VERBAL and head.pos_ in (*VERBAL, "ADJ"):
        return left if _complete(head, token) and not _predicate(left) else None
    if token.pos_ == "NOUN" and _listed(token, left):
        return left
    return None


def _after_frame(token: "Token", left: "Token") -> bool:
    """Whether a relative clause tells what came of a meeting: "received the President, with whom he opened the port"."""
    if left.pos_ != "ADP" or not any(child.tag_ in ("WP", "WDT") for child in left.children):
        return False
    above = next((t for t in token.ancestors if t.pos_ in VERBAL), None)
    return above is not None and above.lemma_.casefold() in frame_words()


def _speaks_on(token: "Token") -> bool:
    """Whether a participle tells a further thing: "..., stressing that", and after what was said also "..., calling for"."""
    if token.lemma_ in citing():
        return True
    return acts().get(token.lemma_) in ASKING and token.head.lemma_.casefold() in acting()


def _speaks_there(token: "Token", left: "Token") -> bool:
    """Whether somebody speaks in a relative clause: "discussed Syria, where the Minister stressed"."""
    if token.lemma_.casefold() not in acting() or left.i <= token.sent.start:
        return False
    where = left.lower_ == "where" or (left.lower_ == "during" and left.nbor().tag_ == "WDT")
    return where and left.nbor(-1).text == "," and any(c.dep_.startswith("nsubj") for c in token.children)


def _speaks_beside(token: "Token") -> bool:
    """Whether somebody speaks beside what was told: "discussed reform, with the Minister asking for two seats"."""
    if token.tag_ != "VBG" or token.head.lower_ != "with" or token.lemma_.casefold() not in acting():
        return False
    return any(c.dep_ == "nsubj" for c in token.children)


def _takes_up(head: "Token", left: "Token") -> bool:
    """Whether a verb goes on after one that the parser didn't take for a verb ("Peru thanks China ..., and hopes"), or after
    a remark on who spoke ("..., the Minister says, and spoke about")."""
    if head.dep_ == "parataxis":
        return head.lemma_.casefold() in citing()
    before = left.doc[max(left.sent.start, left.i - 2) : left.i].text
    return head.dep_ == "ROOT" and head.pos_ == "NOUN" and before == ", and"


def _predicate(left: "Token") -> bool:
    """Whether a verb taken for a conjunct is that of the noun before it: "differences across the strait | should be settled"."""
    if left.pos_ != "AUX" or left.i <= left.sent.start:
        return False
    return left.doc[left.i - 1].pos_ in ("NOUN", "PROPN", "PRON")


def item_at(token: "Token") -> "Token | None":
    """The token where a further thing begins that was spoken of: "discussed the plan for ... and the return of ...",
    "exchanged views on the crisis in ... and on ..."; also a further act: "raised ... and called on ..."."""
    doc = token.doc
    if token.pos_ == "ADP" and (_said_again(token) or _goes_on(token)):
        return token
    if _further(token):
        return token
    left = doc[token.left_edge.i]
    if token.pos_ == "NOUN" and token.dep_ in ("conj", "appos") and (_one_more(token, left) or _attitude(token, left)):
        return left
    if token.dep_ != "conj":
        return None
    if token.pos_ == "NOUN" and token.head.pos_ == "VERB" and token.i > token.head.i:
        return left if _long_enough(token.head, left, token) else None
    if token.pos_ == "NOUN" and token.head.dep_ in ("dobj", "pobj", "conj", "nsubjpass", "attr"):
        return left if _listed(token, left) and _spoken_of(token.head) else None
    if token.pos_ == "VERB" and token.head.pos_ == "VERB" and token.lemma_.casefold() in acting():
        own = [t for t in token.subtree if not t.is_stop and t.is_alpha and not names_party(t.text)]
        # "agreed that it can never be won and underscored": the parser hangs the further act too low
        held = (token.tag_ == "VBD" and token.head.tag_ in ("VB", "VBN", "VBG")) or any(
            c.dep_ in ("dobj", "prep", "ccomp") for c in token.head.children if token.head.i < c.i < left.i
        )
        return left if held and len(own) > 2 else None
    return None


def _said_again(token: "Token") -> bool:
    """Whether a preposition is said again for a further thing: "spoke of X, and of Y", "the growth of X and of Y"."""
    doc, head = token.doc, token.head
    enough = token.right_edge.i - token.i >= AGAIN
    if token.dep_ != "conj":
        before = doc[max(token.sent.start, token.i - 2) : token.i].text
        earlier = [t for t in doc[token.sent.start : token.i] if t.lower_ == token.lower_ and t.head.dep_ == "dobj"]
        return before == ", and" and token.lower_ == "of" and enough and any(_told(t.head) for t in earlier)
    if token.i - 1 < token.sent.start:
        return False
    if head.pos_ == "VERB":
        again = any(c.dep_ == "prep" and c.lower_ == token.lower_ and c.i < token.i for c in head.children)
        return again and head.lemma_.casefold() in talking() | SPEAKING
    again = token.lower_ in (head.lower_, *(t.lower_ for t in head.ancestors if t.pos_ == "ADP"))
    # "the situation on the Korean Peninsula | and in the Middle East"
    if (again or head.head.lemma_.casefold() in SITUATIONS) and _spoken_of(head):
        return True
    parted = token.lower_ == "of" or doc[max(token.sent.start, token.i - 2)].text == ","
    return token.lower_ == head.lower_ and enough and parted and _told(head)


def _one_more(noun: "Token", left: "Token") -> bool:
    """Whether a noun after a comma is one more thing spoken of, however deep the parser hangs it: "discussed the scheme, for
    which more was asked, the export of ginger, and the renewal of the treaty"."""
    doc = noun.doc
    before = doc[max(noun.sent.start, left.i - 2) : left.i].text
    verb = next((v for v in _tellers(noun) if v.lemma_.casefold() in talking() | SPEAKING or _centres(v)), None)
    if verb is None or extent(noun, left) < LISTED or left.i - verb.i <= LISTED:
        return False
    if before == ", and":
        return noun.dep_ == "conj"
    listed = any(c.dep_ == "conj" and doc[c.left_edge.i - 1].lower_ == "and" for c in noun.subtree)
    return before.endswith(",") and listed and left.lower_ in ARTICLES


def _attitude(noun: "Token", left: "Token") -> bool:
    """Whether a further thing is said by a noun of saying: "stressed the fight against drugs and the need for a truce"."""
    doc = noun.doc
    if noun.lemma_.casefold() not in told_nouns() or doc[left.i - 1].lower_ not in ("and", ",", "as"):
        return False
    of_verb = noun.head.dep_ == "dobj" or (noun.head.dep_ == "pobj" and noun.head.head.head.pos_ in VERBAL)
    if noun.head.i == left.i - 2 and of_verb:
        return False  # "share its ideas and concerns with them", "spoke about their priorities and intentions"
    until = next((t.i for t in doc[noun.i : noun.sent.end] if t.is_punct and t.text != "-"), noun.sent.end)
    follows = noun.nbor().pos_ in ("ADP", "PART", "SCONJ") and until - left.i >= LISTED
    return follows and any(left.i - verb.i > LISTED for verb in _tellers(noun))


def _told(token: "Token") -> bool:
    """Whether a word stands in the object of a verb of telling."""
    return any(True for _ in _tellers(token))


def _tellers(token: "Token") -> "Iterator[Token]":
    """The verbs of telling under whose object a word stands, the nearest first; none for what stands in a subject or is cited."""
    here = token
    while here.head != here and not here.dep_.startswith("nsubj"):
        here = here.head
        if here.pos_ in VERBAL and here.i < token.i:
            tells = here.lemma_.casefold() in acting() | SPEAKING or _centres(here)
            if tells:
                yield here
            if not tells and here.dep_ not in PARTS:
                return


def extent(noun: "Token", left: "Token") -> int:
    """The words of a noun from its first one on, without what is joined to it."""
    joined = [doc.left_edge.i for doc in noun.children if doc.dep_ in ("cc", "conj") and doc.i > noun.i]
    end = min([*joined, noun.right_edge.i + 1])
    return sum(not t.is_punct for t in noun.doc[left.i : end])


def _further(token: "Token") -> bool:
    """Whether a further thing that is said begins: "that ..., that ... and that ...", "..., as were the rights of"."""
    if token.i <= token.sent.start or token.i + 2 >= token.sent.end:
        return False
    earlier, before = token.doc[token.sent.start : token.i], token.nbor(-1)
    if token.lower_ == "that" and before.lower_ in (",", "and"):
        if token.dep_ == "mark" and any(t.dep_ == "mark" and t.lower_ == "that" for t in earlier):
            return True
        # "said X must go and that Y": the first clause has no "that", and the parser may take the second for a pointer
        said = any(c.dep_ == "ccomp" and c.i < token.i for t in earlier if t.lemma_ in citing() for c in t.children)
        starts = token.dep_ == "mark" or (token.dep_ == "det" and token.nbor().pos_ in ("ADJ", "DET"))
        return said and starts and before.lower_ == "and"
    also = token.dep_ == "mark" and token.lower_ == "as" and token.head.lemma_ == "be" and before.text == ","
    return also and any(c.dep_ == "nsubj" and c.i > token.head.i for c in token.head.children)


def _long_enough(verb: "Token", left: "Token", noun: "Token") -> bool:
    """Whether a noun that the parser hangs on a verb is one more thing beside its object, both told in some words."""
    things = [c for c in verb.children if c.dep_ == "dobj" and c.i < left.i]
    comma = "," in left.doc[max(left.sent.start, left.i - 2) : left.i].text
    return comma and any(
        left.i - first.left_edge.i >= LISTED and noun.right_edge.i - left.i >= LISTED for first in things
    )


def _goes_on(token: "Token") -> bool:
    """Whether a preposition takes up what was spoken of, whatever the parser hangs it on: "on X, on Y, as well as on Z"."""
    sent, doc = token.sent, token.doc
    before = doc[max(sent.start, token.i - 3) : token.i].text.casefold()
    if token.lower_ not in ABOUT or not before.endswith((",", ", and", "as well as")) or doc[token.i + 1].tag_ == "WDT":
        return False
    earlier = list(doc[sent.start : token.i])
    return any(t.lemma_.casefold() in talking() for t in earlier) and any(t.lower_ in ABOUT for t in earlier)


def _spoken_of(token: "Token") -> bool:
    """Whether a verb of talk stands above a word, with nothing but names of things between."""
    for above in token.ancestors:
        if above.pos_ in VERBAL:
            return above.lemma_.casefold() in talking() or _centres(above)
        if above.lemma_.casefold() in TALKS:
            return True
    return False


def _centres(verb: "Token") -> bool:
    """Whether a verb says what talks were about: "at the centre of the talks were A and B"."""
    about = [t for c in verb.children if c.i < verb.i for t in c.subtree] if verb.lemma_ == "be" else []
    return any(t.lemma_.casefold() in CENTRES for t in about)


def _resumes(token: "Token") -> bool:
    """Whether a small word takes up an earlier one: "in holding ..., and in promoting", "that ..., and that ..."."""
    if token.tag_ not in ("IN", "TO") or token.i < token.sent.start + 5:
        return False
    doc = token.doc
    before = doc[token.i - 3 : token.i].text.casefold()
    if token.lower_ == "of" or not before.endswith(("and", "well as", *((",",) if token.tag_ == "TO" else ()))):
        return False
    comma = "," in before or before.endswith("well as")
    earlier = any(t.lower_ == token.lower_ and t.tag_ in ("IN", "TO") for t in doc[token.sent.start : token.i - 3])
    return earlier and (comma or token.head.right_edge.i - token.i > SHORT)


def _complete(head: "Token", conjunct: "Token") -> bool:
    """Whether `head` has all it needs before its conjunct comes."""
    own = [c for c in head.children if head.i < c.i < conjunct.left_edge.i and c.dep_ not in NOT_WHOLE]
    passive = any(c.dep_ == "nsubjpass" for c in head.children)
    subject = next((c for c in conjunct.children if c.dep_.startswith("nsubj")), None)
    new_subject = subject is not None and subject.lower_ not in GOES_ON
    if conjunct.right_edge.i - conjunct.left_edge.i + 1 < SHORT and not new_subject:
        if subject is not None:
            return False
        return bool(own) and conjunct.doc[conjunct.left_edge.i - 2].text == ","
    return bool(own) or passive or new_subject


def _listed(noun: "Token", left: "Token") -> bool:
    """Whether a noun of a list is a topic of its own: both nouns long, and spoken of ("discussed", "raised")."""
    first = noun.head
    before = [t for t in noun.doc[first.left_edge.i : left.i] if not t.is_punct and t.pos_ != "CCONJ"]
    if extent(noun, left) < LISTED or len(before) < LISTED:
        return False
    up = first
    while up.dep_ in ("conj", "dobj", "pobj", "prep", "attr", "nsubjpass") and up.head != up:
        up = up.head
        if up.pos_ in VERBAL:
            return first.dep_ in ("dobj", "attr") or up.lemma_ in talking()
    return False
