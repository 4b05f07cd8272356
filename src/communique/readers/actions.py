"""A coordinated verb phrase taken apart into single actions: "maintain exchanges and make good use of ..."."""

import re
from typing import TYPE_CHECKING

from communique.language.pipeline import Sentence
from communique.records import Span

if TYPE_CHECKING:
    from spacy.tokens import Token

BASE = frozenset({"VB", "VBP"})


TRAILING = re.compile(
    r",[ \u00a0](?:which|who|whose|whom|where|whereby|while|whereas|although|though|but|according|following|after|before|as(?! well)|among them|(?:\w+[ \u00a0])?(?:hours?|days?|weeks?|months?|years?)[ \u00a0](?:after|before|ahead)|a (?:move|step|decision|deal|demand|plan|measure)"
    r"|at the (?:end|start|close|outset|beginning) of|on the (?:sidelines|margins|fringes|eve) of|during (?:a|the|his|her|their)\b"
    r"|(?:in|at|after|before) (?:a|the|his|her|their) (?:[\w-]+ ){0,2}(?:meeting|summit|talks|ceremony|call|visit|trip|statement|speech|interview)\b"
    r"|(?:saying|adding|noting|stressing|stating|arguing|citing|calling|describing|paving|marking|closing|ending|capping|concluding|underlining|underscoring|emphasi[sz]ing"
    r"|reiterating|recalling|expressing)\b)\b.*",
    re.S,
)
"""What a comma hangs on an action's end without being done: "..., which will cost 3 billion"."""


THAT = re.compile(r"[,;]?[ \u00a0]and[ \u00a0]that\b.*", re.S)
"""Another clause of what is said, behind an action: "... and that both had agreed"."""
NEW_CLAUSE = re.compile(
    r",?[ \u00a0]and[ \u00a0](?:that[ \u00a0])?(?:the|both|its|their|it|they)\b(?:(?!\b(?:who|which|that)\b)[^,;.]){0,40}?[ \u00a0](?:will|would|shall)\b.*",
    re.S,
)
"""A clause with a subject of its own that the parser hangs on the action: "... and the two allies will run an exercise"."""


def split_actions(sentence: Sentence, head: "Token", limit: int) -> list[Span]:
    """The actions that begin at `head`, none reaching beyond `limit`, without subject, modal and "to"."""
    block = sentence.block
    starts = [head]
    doc = block.doc
    gerund = head.tag_ == "VBG"
    denial = _denial(head)
    if denial is not None and denial.dep_ != "neg":
        return []  # "neither side would station troops": its words alone would say the opposite
    if head.pos_ in ("VERB", "AUX"):
        for token in doc[head.i + 1 : sentence.tokens.end]:
            if block.start(token) >= limit:
                break
            if _joined(doc, token, head, gerund) and (denial is None or doc[token.i - 1].text == "to"):
                starts.append(token)
    limit = min(limit, _finite(sentence, head, limit))
    spans: list[Span] = []
    for number, token in enumerate(starts):
        first = _with_adverbs(doc, token) if token.pos_ in ("VERB", "AUX") else _with_article(token)
        if token == head and denial is not None:
            first = denial  # "not to move troops" is what was agreed
        begin = block.start(first)
        stop = block.start(_with_adverbs(doc, starts[number + 1])) if number + 1 < len(starts) else limit
        text = block.text
        piece = text[begin - block.offset : stop - block.offset]
        piece = re.sub(
            r"(?:[\s,;:.]|\band\b|\bas well as\b|\bto\b|\bor\b|\balso\b|\bwill\b|\bwould\b|\bshall\b)*$", "", piece
        )
        own = _own_clause(sentence, token, begin, begin + len(piece))
        piece = THAT.sub("", NEW_CLAUSE.sub("", TRAILING.sub("", piece[: own - begin])))
        piece = re.sub(r"(?:[\s,;:.]|\band\b|\bas well as\b|\bwhile\b)*$", "", piece)
        if piece[-1:] in '”"' and piece.count("“") + piece.count('"') < 2:
            piece = piece[:-1].rstrip(" ,;")
        if len(piece.split()) >= 2:
            spans += _nominals(begin, piece) if token.pos_ in ("NOUN", "PROPN") else [(begin, begin + len(piece))]
    return spans


NOMINAL = re.compile(
    r"(?:,|,?[ \u00a0]and|,?[ \u00a0]as well as)[ \u00a0](?:on[ \u00a0])?"
    r"(?=(?:the|an?)[ \u00a0](?:[\w-]+[ \u00a0]){0,2}?(?:\w+(?:ion|ment|ing|al|ance|ence|ure)|return|release|launch|start|end|exchange|use|repair)"
    r"[ \u00a0](?:of|to|for|between)\b)"
)
"""Between two things agreed on that are nouns of doing: "the resumption of flights and the release of prisoners"."""


def _nominals(begin: int, piece: str) -> list[Span]:
    """Nouns of doing taken apart, each from its article on."""
    cuts = [0, *(match.end() for match in NOMINAL.finditer(piece))]
    ends = [*(match.start() for match in NOMINAL.finditer(piece)), len(piece)]
    return [(begin + start, begin + end) for start, end in zip(cuts, ends, strict=True)]


def _with_article(noun: "Token") -> "Token":
    """Where the noun's phrase begins, unless something long stands before it."""
    near = noun.pos_ in ("NOUN", "PROPN") and noun.i - noun.left_edge.i <= 5
    return (
        noun.left_edge if near and noun.left_edge.pos_ in ("DET", "NUM", "SYM", "ADJ", "PRON", "NOUN", "VERB") else noun
    )


def _denial(head: "Token") -> "Token | None":
    """The word that denies the action at `head`: "not", "never", or "neither" and "no" at its subject."""
    for child in head.children:
        if child.i < head.i and (child.dep_ == "neg" or child.text.casefold() in ("not", "never")):
            return child
        if child.dep_ in ("nsubj", "nsubjpass"):
            for word in (child, *child.children):
                if word.text.casefold() in ("neither", "no", "none", "nobody"):
                    return word
    return None


def _joined(doc, token: "Token", head: "Token", gerund: bool) -> bool:  # type: ignore[no-untyped-def]
    """Whether a new action of the list begins at `token`."""
    if token.dep_ == "conj" and token.head == head and token.pos_ == "NOUN" and head.tag_ == "VB":
        # "build two dams and line 300 km of canals": a verb that the tagger takes for a noun has an object
        return any(child.dep_ in ("dobj", "obj") for child in token.children)
    if token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "compound", "aux", "auxpass", "relcl"):
        return False
    if any(child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i and child.i > head.i for child in token.children):
        return False
    if token.dep_ == "conj" and token.head.i > head.i and any(child.dep_ == "nsubj" for child in token.head.children):
        return False
    if token.dep_ == "conj" and any(child.tag_ == "MD" for child in token.children):
        # "would keep its doors open and would pay": the modal stands before the verb again
        modal = next(child for child in token.children if child.tag_ == "MD")
        bare = modal.i > 0 and modal.nbor(-1).text.casefold() in ("and", ",", ";", "or", "also", "that", "it", "they")
        return token.tag_ == "VB" and bare and not any(child.dep_ in ("nsubj", "nsubjpass") for child in token.children)
    first = _with_adverbs(doc, token)
    before = doc[first.i - 1].text.casefold() if first.i else ""
    if (
        before == "to"
        and first.i > 2
        and [t.text.casefold() for t in doc[first.i - 4 : first.i - 1]] == ["as", "well", "as"]
    ):
        return token.tag_ in BASE  # "to raise costs as well as to continue supplying"
    if before == "to" and first.i > 1 and doc[first.i - 2].text.casefold() in ("and", ","):
        purpose = doc[first.i - 2].text == "," and not any(child.tag_ == "TO" for child in head.children)
        if purpose and token.dep_ != "conj":
            return False  # "will communicate with the others, to contain an incident"
        before = "and"
    if before == "also" and first.i > 1:
        before = doc[first.i - 2].text.casefold()  # "; also deepen exchanges"
    if before not in ("and", ",", ";", "or") and not (before == "as" and doc[first.i - 2].text == "well"):
        return False
    if token.dep_ == "conj" and token.head.pos_ in ("NOUN", "PROPN", "ADJ") and token.tag_ != "VB":
        return False
    if gerund:
        comma = before != "and" or doc[first.i - 2].text in (",", ";")
        return token.tag_ == "VBG" or (token.tag_ in BASE and comma)
    return token.tag_ in BASE


CONTRAST = frozenset({"while", "whereas", "although", "though"})


def _finite(sentence: Sentence, head: "Token", limit: int) -> int:
    """Where a further finite verb of the sentence begins: "to open a centre, and called on Kabul", "will pay and intends to"."""
    block = sentence.block
    for token in sentence.tokens:
        perfect = token.tag_ == "VBN" and any(
            c.dep_ == "aux" and c.lemma_ == "have" and c.tag_ != "VB" for c in token.children
        )
        if token.i <= head.i or (token.tag_ not in ("VBD", "VBZ", "VBP") and not perfect):
            continue
        contrast = next((c for c in token.children if c.dep_ == "mark" and c.text.casefold() in CONTRAST), None)
        if contrast is not None and contrast.i > head.i:
            limit = min(limit, block.start(contrast))
        if token.dep_ != "conj" or token.tag_ == "VBP":
            continue
        deeper = token.tag_ == "VBD" and token.head.tag_ in ("VB", "VBG") and head.is_ancestor(token.head)
        if token.head == head or head in token.subtree or token.head.is_ancestor(head) or deeper:
            first = next((c for c in token.children if perfect and c.dep_ == "aux"), token)
            words = block.text[: block.start(first) - block.offset]
            lead = re.search(r"(?:[,;]?\s*(?:\b(?:and|but|while|also|then|\w+ly)\b\s*)*)$", words)
            return min(limit, block.offset + (lead.start() if lead else len(words)))
    return limit


def _with_adverbs(doc, token: "Token") -> "Token":  # type: ignore[no-untyped-def]
    first = token
    while (
        first.i > 0
        and doc[first.i - 1].pos_ == "ADV"
        and doc[first.i - 1].text.casefold() not in ("also", "not", "so", "then")
    ):
        first = doc[first.i - 1]
    return first


def _own_clause(sentence: Sentence, head: "Token", begin: int, end: int) -> int:
    """Where a coordinated clause with its own subject begins inside the stretch; `end` when there is none."""
    block = sentence.block
    for token in sentence.tokens:
        if not begin < block.start(token) < end or token.dep_ not in ("nsubj", "nsubjpass"):
            continue
        verb = token.head
        if verb.dep_ not in ("conj", "parataxis", "ROOT", "ccomp") or verb.i < token.i:
            continue
        edge = block.start(block.doc[token.left_edge.i])
        lead = block.text[begin - block.offset : edge - block.offset]
        if edge > begin and re.search(r"(?:,|;)\s*(?:and|but|while)?\s*$|\b(?:and|but|while)\s*$", lead):
            return begin + len(re.sub(r"(?:[\s,;]|\band\b|\bbut\b|\bwhile\b)*$", "", lead))
    return end
