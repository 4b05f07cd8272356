"""What verbs of a sentence tell of a promised deed: done, being done, still to be done, undone, or had once been promised."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal, TypeAlias

from communique.language.pipeline import pipeline
from communique.relate.telling import VERBAL
from communique.relate.topics import topics_in
from communique.relate.undertakings import Deed, deeds

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Aspect: TypeAlias = Literal["done", "present", "going on", "to come", "long done", "bare"]
REACH = 5
"""Words among which a verb's particle or complement is looked for: "put its sanctions on Iran back"."""
BEGIN = frozenset("begin start launch open initiate prepare negotiate commence plan".split())
END = frozenset("complete finish conclude finalise finalize end".split())
TO_COME = frozenset(["will", "would", "shall", "should", "may", "might", "can", "could", "must", "'ll", "’ll", "wo"])
PROMISE = frozenset("agree promise pledge vow undertake commit announce decide declare".split())
"""Verbs that promise: told of a day before the page's, a sentence with one only recalls the promise."""
NOBODY = frozenset({"nobody", "none", "nothing", "no", "neither", "never"})
WISH = frozenset("want wish hope like need see expect await seek".split())
LIGHT = frozenset(
    "work strive cooperate prepare move proceed seek push ensure carry conduct facilitate complete hinder do".split()
)
"""Verbs whose object or complement names the deed: "work for its ratification", "not hinder the exhumation"."""


@dataclass(frozen=True, slots=True)
class Told:
    """A verb of a sentence: `what` it does to the deed, when, whether that is denied, and who does it."""

    what: Literal["done", "undone", "begun", "ended"]
    aspect: Aspect
    denied: bool
    words: str
    first: bool
    token: "Token"


@cache
def _by_word() -> dict[str, tuple[Deed, ...]]:
    found: dict[str, list[Deed]] = {}
    for deed in deeds():
        for word in (deed.name, *deed.done, *deed.nouns):
            held = found.setdefault(word.split(" ")[0] if word in deed.nouns else word, [])
            if deed not in held:
                held.append(deed)
    return {word: tuple(held) for word, held in found.items()}


@dataclass(frozen=True, slots=True)
class Promised:
    """What an action promises to do: its verbs with rows of the table; `against` where it promises not to do it."""

    verbs: tuple[str, ...]
    deeds: tuple[Deed, ...]
    nouns: frozenset[str]
    topics: frozenset[str]
    against: bool

    @property
    def many(self) -> bool:
        """Whether it is done bit by bit."""
        return any(deed.many for deed in self.deeds)


def promised(action: str) -> Promised:
    """Read an action ("hold a new round of the Dialogue"): its main verb and those joined to it."""
    doc = parsed(f"They will {action}")
    roots = [t for t in doc if t.dep_ == "ROOT"]
    verbs: list[Token] = []
    for root in roots:
        verbs += [t for t in (root, *root.conjuncts) if t.pos_ in VERBAL and t.lemma_ not in ("be", "will")]
    against = action.casefold().startswith(("not ", "never ")) or any(
        t.lemma_ in ("refrain", "abstain", "desist") for t in verbs
    )
    found: list[Deed] = []
    for verb in verbs:
        for deed in deeds():
            if any(_matches(verb, word) for word in (deed.name, *deed.done)) and deed not in found:
                found.append(deed)
        if verb.lemma_ in ("stop", "cease", "halt", "end", "suspend"):
            found = [deed for deed in found if deed.name in ("stop", "lift")]
    if any(v.lemma_ in LIGHT for v in verbs):
        named = {t.lemma_.casefold() for t in doc if t.pos_ == "NOUN"}
        found += [deed for deed in deeds() if named & set(deed.nouns) and deed not in found]
    if not found:
        for token in doc:
            if token.pos_ in ("NOUN", "PROPN", "VERB"):
                found += [d for d in _by_word().get(token.lemma_.casefold(), ()) if d not in found]
                if found:
                    break
    nouns = frozenset(t.lemma_.casefold() for t in doc if t.pos_ == "NOUN")
    return Promised(
        tuple(v.lemma_.casefold() for v in verbs), tuple(found), nouns, frozenset(topics_in(action)), against
    )


_parsed: dict[str, "Doc"] = {}
KEPT = 4000
"""Sentences whose parse is kept for the next question."""
UNASKED = ["ner"]
"""Parts of the pipeline that nothing here asks."""


def parse_all(texts: Iterable[str]) -> None:
    """Parse sentences together, which takes half as long as one by one."""
    new = [text for text in dict.fromkeys(texts) if text not in _parsed]
    if len(_parsed) + len(new) > KEPT:
        _parsed.clear()
    for text, doc in zip(new, pipeline().pipe(new, disable=UNASKED), strict=True):
        _parsed[text] = doc


def parsed(text: str) -> "Doc":
    """One sentence, parsed."""
    if text not in _parsed:
        parse_all([text])
    return _parsed[text]


def told(doc: "Doc", promise: Promised) -> Iterator[Told]:
    """Everything that the verbs of a sentence tell of a promised deed, in order."""
    done = {w for deed in promise.deeds for w in deed.done} | set(promise.verbs)
    only_undone = {w for deed in promise.deeds for w in deed.undone} - done
    nouns = {n for deed in promise.deeds for n in deed.nouns}
    stops = any(deed.name == "stop" for deed in promise.deeds)
    opens = any(deed.name in OPENING for deed in promise.deeds)
    for token in doc:
        if token.pos_ not in VERBAL and token.tag_ not in ("VBD", "VBN"):
            continue
        aspect = aspect_of(token)
        near = {t.lemma_.casefold() for t in token.subtree if t.i - token.i in range(-12, 8)}
        about = nouns & near
        what: Literal["done", "undone", "begun", "ended"] | None = None
        if token.lemma_ in BEGIN and (about or _governs(token, done)) and token.lemma_ not in promise.verbs:
            what = "begun"
        elif token.lemma_ in END and not stops and nouns & {c.lemma_.casefold() for c in token.children}:
            what = "ended"
        elif any(_matches(token, word) for word in only_undone):
            what = "undone"
        elif any(_matches(token, word) for word in done) or (
            opens and aspect in ("done", "present") and _first_thing(token, promise)
        ):
            what = "done"
        elif stops and token.lemma_.casefold() in promise.nouns:
            what = "undone"
        if what is not None:
            if promise.against and what in ("done", "undone"):
                what = "undone" if what == "done" else "done"
            yield Told(what, aspect, denied(token), token.text, _first(token), token)


OPENING = frozenset({"resume", "open", "allow", "start", "lift"})
"""Deeds of which the first thing that comes through is the proof: a ship with grain, a flight, a lorry."""


STAGES = frozenset("round step stage phase talk meeting session draft reading".split())
"""What comes first on the way to a deed and is none of it."""


def _first_thing(token: "Token", promise: Promised) -> bool:
    """Whether a first one of what was promised does something: "the first direct flight landed"."""
    for child in token.children:
        if child.lemma_.casefold() in STAGES or child.dep_ not in ("nsubj", "nsubjpass"):
            continue
        if any(g.text.casefold() == "first" for g in child.children):
            named = {t.lemma_.casefold() for t in child.subtree}
            if named & promise.nouns or promise.topics & set(topics_in(" ".join(t.text for t in child.subtree))):
                return True
    return False


def _governs(token: "Token", verbs: set[str]) -> bool:
    return any(c.lemma_.casefold() in verbs for c in token.children if c.dep_ in ("xcomp", "ccomp", "dobj", "prep"))


def _matches(token: "Token", word: str) -> bool:
    """Whether a verb is `word` of the table: its lemma, or with a particle or complement after it ("put … back")."""
    first, *rest = word.split(" ")
    lemma = token.lemma_.casefold()
    if lemma != first:
        return False
    at = token.i + 1
    after = [t.lemma_.casefold() for t in token.doc[at : at + REACH + 3]]
    gap = False
    place = 0
    for part in rest:
        if part == "…":
            gap = True
            continue
        reach = REACH if gap or part in ("back", "out", "off", "up", "down", "over", "free") else 2
        found = next((k for k in range(place, min(place + reach, len(after))) if after[k] == part), None)
        if found is None:
            return False
        place, gap = found + 1, False
    return True


def aspect_of(token: "Token") -> Aspect:
    """When what a verb tells is so, by its tense, its auxiliaries and what it hangs on."""
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    lemmas = {c.lemma_.casefold() for c in helpers}
    if any(c.tag_ == "MD" or c.text.casefold() in TO_COME for c in helpers):
        return "to come"
    if any(c.tag_ == "TO" for c in helpers):
        head = token.head
        if head.lemma_ == "able" and head.head.pos_ in VERBAL:
            return aspect_of(head.head)
        if head.lemma_ in BEGIN or head.lemma_ in ("continue", "manage"):
            return "going on" if aspect_of(head) in ("done", "present") else aspect_of(head)
        return "to come"
    if token.head.lemma_ in WISH and token.dep_ == "ccomp" and token.tag_ in ("VBD", "VBN") and not helpers:
        return "to come"  # "want the agreement signed"
    if any(c.text.casefold() == "had" for c in helpers):
        return "long done"
    if token.tag_ == "VBG":
        if "be" in lemmas:
            return "going on"
        return "bare"
    if "be" in lemmas and any(c.tag_ == "VBG" for c in helpers):
        return "going on"
    if token.tag_ == "VBD" or (token.tag_ == "VBN" and lemmas & {"have", "be"}):
        return "done"
    if token.tag_ == "VBN" and not helpers:
        if token.dep_ in ("conj",) and token.head.pos_ in VERBAL:
            return aspect_of(token.head)
        return "done" if token.dep_ in ("ROOT", "ccomp", "advcl") else "bare"
    if token.tag_ in ("VBZ", "VBP"):
        return "present"
    if token.dep_ == "conj" and token.head.pos_ in VERBAL and token.head != token:
        return aspect_of(token.head)
    return "bare"


def denied(token: "Token") -> bool:
    """Whether a verb is denied: "did not", "without lifting", "nobody", "not a single", "has yet to"."""
    for child in token.children:
        if child.dep_ == "neg" or child.text.casefold() in NOBODY:
            return True
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and any(
            c.text.casefold() in ("no", "not", "nothing") for c in (child, *child.children)
        ):
            return True
    up = token.head
    if token.dep_ in ("pcomp", "pobj") and up.text.casefold() == "without":
        return True
    if token.dep_ == "xcomp" and up.lemma_ in ("have", "fail", "refuse") and token.tag_ == "VB":
        return up.lemma_ != "have" or any(c.text.casefold() == "yet" for c in (*up.children, *token.children))
    before = token.doc[max(0, token.i - 3) : token.i].text.casefold()
    return "yet to" in before or "without" in before.split()


def _first(token: "Token") -> bool:
    """Whether it is told of a first one of several: "a first convoy left"."""
    things = [c for c in token.children if c.dep_ in ("nsubj", "nsubjpass", "dobj")]
    return any(g.text.casefold() in ("first", "some", "part", "several") for c in things for g in (c, *c.children))


def subjects(token: "Token") -> Sequence["Token"]:
    """Whoever does what a verb tells; of a joined or governed verb whoever does the first."""
    while True:
        own = [c for c in token.children if c.dep_ in ("nsubj", "agent")]
        if own:
            return own
        if any(c.dep_ == "nsubjpass" for c in token.children):
            return [c for a in token.children if a.dep_ == "agent" for c in a.children]
        if token.dep_ in ("conj", "xcomp", "pcomp") and token.head != token:
            token = token.head
            continue
        return []
