"""How strongly a clause tells what it tells: agreed, will, urges, should, discussed (`knowledge/act_strength.csv`)."""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.relate.clauses import Clause
from communique.relate.telling import talking

if TYPE_CHECKING:
    from spacy.tokens import Token

MISREAD = {"hop": "hope"}
"""Lemmas that the pipeline gets wrong: "hoped" is seldom of "hop" in a readout."""
HEDGES = frozenset(
    "consider explore study examine possibility feasibility advisability may could might consideration look".split()
)
"""What weakens an agreement to it: "agreed to consider"; "agreed to address" is agreed all the same."""
OF_THINGS = frozenset("consider raise address cover touch deal focus".split())
"""Verbs of talk that in the present tell no talk: "the agreement covers", "it raises standards", "Spain considers"."""
AIMS = frozenset("aim goal target objective purpose task intention plan priority".split())
"""What is meant to be done and not said to be: "the aim is to double trade"."""
AGREED = "agreed"


@dataclass(frozen=True, slots=True)
class Act:
    """What is done with what is said: `act` a row of act_strength.csv, `strength` 5 (bound) to 1 (talked of), 0 none."""

    act: str = ""
    strength: int = 0
    word: str = ""
    lemma: str = ""


NO_ACT = Act()


def act_of(clause: Clause) -> Act:
    """The strongest claim the clause makes, read from the outermost word inwards."""
    chain = [t for t in reversed(clause.outer) if t.pos_ in ("VERB", "AUX", "ADJ", "NOUN")]
    found = [act for token in chain for act in _acts(token)]
    inside = {t.i for t in clause.tokens}
    found += _downwards(clause.head, inside, 0)
    if not found:
        return NO_ACT
    first = found[0]
    # "exchanged views on the launches and condemned them": what came of the talk counts
    further = [act for c in clause.head.conjuncts if c.i in inside and c.pos_ == "VERB" for act in _acts(c)]
    if first.act == "discussed" and further:
        return max(further, key=lambda act: act.strength)
    hedge = next((act for act in found[1:] if act.act == "discussed" and act.lemma in HEDGES), None)
    if hedge is not None and first.strength > 2 and first.act in ("agreed", "will", "intends", "confirmed"):
        return Act("considers", 2, f"{first.word} … {hedge.word}")
    return first


def _downwards(token: "Token", inside: set[int], depth: int) -> list[Act]:
    found = _acts(token)
    if depth < 4:
        for child in token.children:
            if child.i in inside and child.dep_ in ("xcomp", "ccomp", "acomp", "attr", "pcomp", "prep", "oprd"):
                if child.dep_ != "prep" or any(c.dep_ == "pcomp" for c in child.children):
                    found += _downwards(child, inside, depth + 1)
            elif child.i in inside and child.dep_ in ("dobj", "nsubjpass"):
                found += [act for act in _acts(child) if child.pos_ == "NOUN"]
    return found


def _acts(token: "Token") -> list[Act]:
    if _no_act(token):
        return []
    rows = strengths()
    helpers = [c for c in token.children if c.dep_ in ("aux", "auxpass")]
    found = [
        Act(act, n, c.text, c.lemma_.casefold())
        for c in helpers
        if (row := rows.get((f"{c.text} {token.lemma_}".casefold(), "aux")) or rows.get((c.text.casefold(), "aux")))
        for act, n in (row,)
    ]
    lemma = MISREAD.get(token.lemma_.casefold(), token.lemma_.casefold())
    if (row := rows.get((lemma, "to"))) and _has_to(token) and (lemma != "be" or _is_to(token)):
        found.append(Act(row[0], row[1], f"{token.text} to", lemma))
    kind = {"VERB": "verb", "AUX": "verb", "ADJ": "adj", "NOUN": "noun"}.get(token.pos_, "")
    pairs = (
        [f"{lemma} {c.lower_}" for c in token.children if c.dep_ in ("prt", "prep", "advmod")] if kind == "verb" else []
    )
    row = next((rows[words, kind] for words in pairs if (words, kind) in rows), None)
    if row := row or rows.get((lemma, kind)) or rows.get((token.text.casefold(), kind)):
        on = _agreed_on(token) if row[0] == AGREED else None
        act, n = rows[on, "on"] if on else row
        if act:
            found.append(Act(act, n, f"{token.text} on {on}" if on else token.text, lemma))
    return found


def _no_act(token: "Token") -> bool:
    """Whether a verb of the table is no act where it stands: "considers that", "the agreement covers", "called it a burden"."""
    lemma, deps = token.lemma_.casefold(), {c.dep_ for c in token.children}
    if lemma in talking():
        return "ccomp" in deps or (token.tag_ == "VBZ" and lemma in OF_THINGS)
    return lemma == "call" and "oprd" in deps


def _is_to(token: "Token") -> bool:
    """Whether something "is to" be done: said of it now, and not of an aim."""
    subjects = [c.lemma_.casefold() for c in token.children if c.dep_.startswith("nsubj")]
    return token.tag_ in ("VBZ", "VBP") and not AIMS & set(subjects)


def _agreed_on(token: "Token") -> str | None:
    """What is agreed on where that is a view and nothing to be done: "agreed on the importance of peace"."""
    for on in token.children:
        if on.dep_ == "prep" and on.lower_ in ("on", "upon", "in", "about"):
            for thing in on.children:
                if thing.dep_ == "pobj" and (thing.lemma_.casefold(), "on") in strengths():
                    return thing.lemma_.casefold()
    return None


def _has_to(token: "Token") -> bool:
    """Whether a verb stands before an infinitive: "has to be done", "need to agree"."""
    return any(
        c.dep_ == "xcomp" and any(g.lower_ == "to" and g.dep_ == "aux" for g in c.children) for c in token.children
    )


@cache
def strengths() -> dict[tuple[str, str], tuple[str, int]]:
    """(word, part of speech) → (act, strength)."""
    return {(r["word"], r["pos"]): (r["act"], int(r["strength"])) for r in knowledge.table("act_strength")}
