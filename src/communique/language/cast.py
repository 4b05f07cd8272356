"""Who is meant by "he", "the minister", "both sides", "Tokyo", "the ministry": the actors with their lookups."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.acting import party_of
from communique.language.callings import body_called, counterpart, name_behind, office_holder, state_of
from communique.language.cast_nouns import (
    HOLDERS,
    LEADING,
    NUMBERS,
    OFFICIALS,
    PAIR,
    STATE_NOUNS,
    TITLED,
    conjoined,
    plural,
    singular,
)
from communique.language.forms_of_address import by_form
from communique.language.pipeline import Block
from communique.language.pronouns import (
    apposed,
    elsewhere,
    he_is,
    of_both,
    of_others,
    own_of,
    owners_of,
    two_named,
)
from communique.language.titles import EQUALS
from communique.language.together import last_pair, last_several, met_as_two, named_as_two, one_subject_before
from communique.language.turns import Turn
from communique.records import Actor, ActorKind, Span

if TYPE_CHECKING:
    from spacy.tokens import Token


MOSTLY = 0.7
"""The share of a text's mentions of states that its two parties have where it is about them alone."""
IT_REACH = 400
"""Characters after its name within which a ministry or a state is "it"."""
ADDRESS = frozenset({"HE", "HH", "HM", "HRH", "H.E.", "H.H."})
"""Forms of address that the parser takes for a pronoun or a name."""
OPPOSED = frozenset({"neighbour", "neighbor", "rival", "foe", "adversary"})
"""Words for two of a gathering who are at odds."""
OTHERS = frozenset({"all", "other", "any", "some", "certain", "several"})
"""Words with which a gathering speaks of parties that are not itself: "called on all parties"."""
COUNTRIES = frozenset({"country", "nation", "state", "government", "capital"})
"""Words for two states, not for those who met for them."""
SPEAKER = frozenset({"i", "me", "my"})
PRONOUNS = frozenset({"he", "she", "him", "her", "his"})


@cache
def _citing() -> frozenset[str]:
    return frozenset(row["lemma"] for row in knowledge.table("cues"))


@dataclass(frozen=True, slots=True)
class Mention:
    """Where an actor is named."""

    span: Span
    actor: str


@dataclass(frozen=True, slots=True)
class Cast:
    """The actors of an article with the places where each is named, sorted by place."""

    text: str
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]
    subjects: tuple[tuple[int, str], ...]
    """Where a person is the subject of a clause."""
    pair: tuple[str, ...]
    titles: dict[str, frozenset[str]]
    turns: tuple[Turn, ...] = ()
    """The turns of a transcript."""
    assembly: str | None = None
    """In a text on a body's gathering: the body that "they" and "the leaders" are."""
    tellers: tuple[tuple[int, str], ...] = ()
    """Where a person is the subject of a clause that nobody tells: who "he said" is, not whom he spoke of."""
    together: tuple[tuple[Span, tuple[str, ...]], ...] = ()
    """Where people of different parties are one subject ("Blinken and the crown prince")."""
    groups: tuple[tuple[int, str], ...] = ()
    """Where a described group is the subject: what "they" stands for afterwards."""
    bodies: tuple[tuple[int, str], ...] = ()
    """Where a state, an organ or an organisation is the subject: what "it" stands for afterwards."""
    home: str | None = None
    """The state on whose site or under whose head the page stands: whose "the Prime Minister" without a name is."""
    author: str | None = None
    """Whose own words the text is ("Remarks by X"): who "I" is outside all turns."""
    programme: str | None = None
    """Whose days the page lists: whose "meeting with X" is that names nobody else."""
    doubts: tuple[str, ...] = ()
    """What is printed of people and doesn't fit the table of office holders."""

    def by_id(self, ref: str) -> Actor:
        """The actor called `ref`; actors are numbered in their order ("a7")."""
        return self.actors[int(ref[1:]) - 1]

    def within(self, span: Span, kinds: Iterable[ActorKind] = ()) -> list[Actor]:
        """Actors named inside `span`, in order, each once."""
        wanted = frozenset(kinds)
        found = [self.by_id(m.actor) for m in self.mentions if span[0] <= m.span[0] and m.span[1] <= span[1]]
        return list(dict.fromkeys(actor for actor in found if not wanted or actor.kind in wanted))

    def parties(self, refs: Iterable[str]) -> tuple[str, ...]:
        """The parties that these actors stand for, each once, in the actors' order."""
        return tuple(dict.fromkeys(party for ref in refs if (party := self.party(self.by_id(ref)))))

    def party(self, actor: Actor) -> str | None:
        """The party an actor stands for: its state, or itself where it is an organisation; an institution stands for its union."""
        if actor.made_by == "groups.office/1":  # "Starmer's office"
            owners = self.within(actor.mentions[0], ("person",))
            return party_of(owners[0]) if owners else party_of(actor)
        return party_of(actor)

    def state(self, code: str) -> Actor | None:
        """The actor that is the state `code` itself."""
        return next((actor for actor in self.actors if actor.kind == "state" and actor.country == code), None)

    def other_state(self, parties: Sequence[str]) -> str | None:
        """The state most spoken of beside `parties`: whose official it must be that met theirs."""
        weight = {
            a.country: len(a.mentions)
            for a in self.actors
            if a.kind == "state" and a.country and a.country not in parties
        }
        return max(weight, key=lambda code: weight[code]) if weight and max(weight.values()) > 1 else None

    def bilateral(self) -> bool:
        """Whether the text is about two states: hardly a third one's officials act in it."""
        acting = Counter(a.country for a in self.actors if a.kind == "person" and a.country)
        named = Counter({a.country: len(a.mentions) for a in self.actors if a.kind == "state" and a.country})
        for actor in self.actors:
            if actor.kind == "organisation" and knowledge.body_of_states(actor.name):
                named[actor.name] = len(actor.mentions)
        mine = sum(named[str(self.by_id(ref).country)] for ref in self.pair)
        return len(self.pair) == 2 and len(acting) <= 3 and mine >= MOSTLY * sum(named.values())

    def antecedent(self, at: int, reach: int = 1500, citing: bool = False) -> str | None:
        """Who "he" at `at` is: the person who was last the subject of a sentence; of "he said" not one spoken of."""
        return self._last(self.tellers if citing else self.subjects, at, reach)

    def _last(self, subjects: Sequence[tuple[int, str]], at: int, reach: int) -> str | None:
        place, actor = next(((place, actor) for place, actor in reversed(subjects) if place < at), (0, ""))
        return actor if actor and at - place < reach else None

    def resolve(self, block: Block, token: "Token") -> list[str]:
        """The actors a noun phrase stands for, given its head; a coordination gives each of its members."""
        found: list[str] = []
        for head in conjoined(token):
            found += [ref for ref in self.members(block, head) if ref not in found]
        return found

    def members(self, block: Block, head: "Token") -> list[str]:
        """The actors that one noun phrase stands for, without what is coordinated with it."""
        if head.text in ADDRESS:
            return self._addressed(block, head)
        start, end = block.start(head), block.end(head)
        here = [m for m in self.mentions if m.span[0] < end and start < m.span[1]]
        lemma = singular(head)
        named_state = any(self.by_id(m.actor).kind == "state" and m.span[1] == end for m in here)
        together = lemma in PAIR and plural(head) and not named_state  # "the United States" are no two states
        modifiers = {
            left.text.casefold() for one in head.lefts for left in (one, *(one.lefts if one.pos_ == "NUM" else ()))
        }
        number = max((NUMBERS.get(word, 0) for word in modifiers), default=0)
        if number > 2 and modifiers & {"the", "all", "these"} and plural(head):
            return list(self.last_several(start, number))
        if head.tag_ == "NNS" and (both := of_both(self, block, head)):
            return both
        if together:
            here = [m for m in here if self.by_id(m.actor).kind == "person"]
        office = head.pos_ == "NOUN" or lemma in HOLDERS  # "the Minister of Foreign Affairs of Ghana, X"
        named = apposed(self, block, head) if here and not together and office else None
        if named is not None:
            return [named]
        if here:
            best = min(here, key=lambda m: (self.by_id(m.actor).kind != "person", -(m.span[1] - m.span[0])))
            actor = self.by_id(best.actor)
            if actor.kind != "state" or head.ent_type_ != "NORP" or head.dep_ in ("nsubj", "pobj", "conj", "agent"):
                return [best.actor]
        if not here and (addressed := by_form(self, block, head)):
            return addressed
        if head.text.casefold() in SPEAKER and head.pos_ == "PRON":
            speaker = self.speaker_at(start)
            return [speaker] if speaker else []
        if (
            head.tag_ == "PRP$"
            and head.text.casefold() in ("his", "her")
            and (own := own_of(self, block, head)) is not None
        ):
            return own
        if lemma in PRONOUNS or head.text.casefold() in PRONOUNS:
            cites = head.dep_ == "nsubj" and head.head.lemma_.casefold() in _citing()
            ref = he_is(self, block, head, cites)
            return [ref] if ref else []
        if head.text.casefold() in ("they", "both", "them", "their") and head.pos_ == "PRON":
            if head.dep_ == "poss" and (owners := owners_of(self, block, head)) is not None:
                return owners
            if head.dep_ not in ("nsubj", "nsubjpass", "poss"):
                start = block.start(head.sent[0])  # who talked with both of them is none of them
            if self.assembly and self.groups:
                place, group = next(((p, ref) for p, ref in reversed(self.groups) if p < start), (0, ""))
                since = max((span[1] for span, _ in self.together if span[1] <= start), default=0)
                gathered = bool(group) and self.by_id(group).name.casefold().split()[-1].removesuffix("s") in PAIR
                if gathered and since < place and start - place < IT_REACH:
                    return [self.assembly]  # "The ministers urged P. They called on Q"
            if head.text.casefold() == "both" and (before := two_named(self, block, head)):
                return before
            if head.text.casefold() != "both" and (several := last_several(self, start, lead=True)):
                return list(several)
            if met := one_subject_before(self, start, lead=True):
                return list(met[1:] if head.text.casefold() == "both" and len(met) == 3 else met)  # the host aside
            return [self.assembly] if self.assembly else list(self.last_pair(start, joined=True))
        if head.text.casefold() in ("we", "our", "us") and head.pos_ == "PRON":
            state = self._own_state(start)
            return [state] if state else []
        if head.text.casefold() in ("it", "its") and head.pos_ == "PRON":
            ref = self._last(self.bodies, start, IT_REACH)
            return [ref] if ref else []
        spoken_of = head.text.casefold() in ("two", "pair", "duo") or (
            head.pos_ in ("ADJ", "ADV") and "two" in modifiers
        )
        if spoken_of and modifiers & {"the", "these"}:
            return list(self.last_pair(start))
        theirs = (
            next((c for c in head.children if c.dep_ == "poss" and c.text.casefold() == "their"), None)
            if together
            else None
        )
        if theirs is not None:
            # "talks between their foreign ministers": of the same states, not the same people
            codes = [self.party(self.by_id(ref)) for ref in self.members(block, theirs)]
            return [one.id for code in codes if code and (one := self.state(code)) is not None]
        if together and modifiers & {"two", "both"}:
            of = next((c for c in head.children if c.dep_ == "prep" and c.text.casefold() == "of"), None)
            of_state = (
                lemma == "head" and of is not None and any(c.lemma_ in ("state", "government") for c in of.children)
            )
            return self._both(start, "leader" if of_state or "prime" in modifiers else lemma)
        counted = modifiers & {"two", "both", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
        if (
            together
            and not modifiers & {"two", "both"}
            and (elsewhere(self, block, head) or of_others(self, block, head))
        ):
            return []
        if together and (joined := self._of_states(block, head)):
            return joined
        if together and lemma in OPPOSED and "the" in modifiers and (two := met_as_two(self, start)):
            return list(two)
        if together and self.assembly and not counted:
            return [self.assembly] if not modifiers & OTHERS else []
        if together and "the" in modifiers and (several := last_several(self, start, lead=True)):
            return list(several)
        if together and "the" in modifiers and not counted and not modifiers - {"the", "prime", "foreign"}:
            return self._both(start, lemma) if len(self.pair) == 2 else []
        if (named := apposed(self, block, head)) is not None:
            return [named]
        if together:
            return []
        if lemma in ("counterpart", "colleague", "peer"):
            return counterpart(self, block, head)
        if lemma in STATE_NOUNS:
            return state_of(self, block, head)
        if head.pos_ in ("NOUN", "PROPN") and head.tag_ in ("NN", "NNP"):
            named = name_behind(self, block, head)
            return [named] if named else office_holder(self, block, head) or body_called(self, block, head)
        return []

    def _addressed(self, block: Block, head: "Token") -> list[str]:
        """ "HE the Minister of External Affairs of India", "HH Sheikh Tamim": whose title or name stands behind it."""
        inner = next((c for c in head.children if c.dep_ in ("appos", "npadvmod") and c.i > head.i), None)
        if inner is None and head.i + 1 < len(block.doc):
            inner = block.doc[head.i + 1]
            while inner.dep_ in ("compound", "det", "amod", "nmod") and inner.head.i > inner.i:
                inner = inner.head
        return self.members(block, inner) if inner is not None and inner.pos_ in ("NOUN", "PROPN") else []

    def speakers(self) -> tuple[str, ...]:
        """Whom "we" is in a joint press conference: its speakers, where they are two of different parties."""
        found = tuple(dict.fromkeys(turn.speaker for turn in self.turns))
        parties = {self.party(self.by_id(ref)) for ref in found}
        return found if len(found) == len(parties) == 2 and None not in parties else ()

    def turn_at(self, at: int) -> Turn | None:
        """The turn of a transcript in which the offset lies."""
        return next((turn for turn in self.turns if any(first <= at < last for first, last in turn.content)), None)

    def speaker_at(self, at: int) -> str | None:
        """Who "I" at `at` is: whose turn it is, or before all turns the one whose own words the text is."""
        turn = self.turn_at(at)
        if turn is not None or not self.author:
            return turn.speaker if turn else None
        return self.author if all(at < other.label[0] for other in self.turns) else None

    def _own_state(self, at: int) -> str | None:
        """The state or body that "we" is where somebody speaks: the speaker's."""
        speaker = self.speaker_at(at)
        if speaker is None:
            return None
        country = self.by_id(speaker).country
        if country is None:
            body = self.party(self.by_id(speaker)) if speaker == self.author else None
            return next(
                (a.id for a in self.actors if a.kind == "organisation" and body and self.party(a) == body), None
            )
        state = self.state(country)
        return state.id if state else None

    def _of_states(self, block: Block, head: "Token") -> list[str]:
        """ "The ministers of Iceland, Norway and the Faroe Islands", "the Chinese and Japanese foreign ministers"."""
        states: list[str] = []
        for child in head.children:
            if (child.dep_ == "prep" and child.text.casefold() in ("of", "from")) or (
                child.i < head.i and child.dep_ in ("amod", "nmod", "poss", "compound")
            ):
                last = child.right_edge
                for other in head.children if child.i > head.i else ():
                    if other.dep_ == "conj" and other.pos_ == "PROPN" and 0 < other.left_edge.i - last.i <= 3:
                        last = (
                            other.right_edge
                        )  # "the ministers of Canada and Mexico", the last one hung on "ministers"
                span = (block.start(block.doc[child.left_edge.i]), block.end(last))
                states += [actor.id for actor in self.within(span, ("state",)) if actor.id not in states]
        return states if len(states) > 1 else []

    def group_at(self, block: Block, head: "Token") -> str | None:
        """The described group whose noun is `head`: "both sides", "the leaders", "Chinese experts"."""
        at = block.start(head)
        for mention in self.mentions:
            if mention.span[0] <= at < mention.span[1] and self.by_id(mention.actor).kind == "group":
                return mention.actor
        return None

    def last_pair(
        self, at: int, joined: bool = False, office: str | None = None, lead: bool = False
    ) -> tuple[str, ...]:
        """Who "they" or "the two" at `at` are (`together.last_pair`)."""
        return last_pair(self, at, joined, office, lead)

    def last_several(self, at: int, number: int = 0) -> tuple[str, ...]:
        """The three or more whom "they" at `at` are (`together.last_several`)."""
        return last_several(self, at, number)

    def _both(self, at: int, lemma: str) -> list[str]:
        if lemma in OFFICIALS:
            called = lemma if lemma in TITLED or lemma == "leader" else None
            pair = self.last_pair(at, office=called, lead=True)
            people = [ref for ref in pair if self.by_id(ref).kind == "person"]
            if people and len(pair) == 2:
                return list(pair)  # one of them may be the page's own official without a name
            if self.bilateral():
                return list(self.pair)
            named = [ref for ref in self.last_pair(at, joined=True) if self.by_id(ref).kind == "state"]
            return named or (list(self.pair) if lemma not in TITLED else [])
        if lemma in ("party", "side") and (two := named_as_two(self, at)):
            return list(two)
        if self.bilateral():
            return list(self.pair)
        found = list(self.last_pair(at, joined=True) or self.pair)
        if lemma in COUNTRIES:
            states = [self.state(self.by_id(ref).country or "") for ref in found]
            found = [state.id for state in states if state] if all(states) else found
        return found

    def speaks(self, ref: str) -> bool:
        """Whether a person is a spokesperson, who tells of what others did together."""
        return any("spokes" in words for words in self.titles.get(ref, ()))

    def holds(self, ref: str, lemma: str) -> bool:
        """Whether a person is printed with an office of that word; one printed without any may hold it."""
        titles = self.titles.get(ref, ())
        wanted = LEADING if lemma == "leader" else {lemma}
        premier = lemma == "minister" and set(titles) == {"prime minister"}  # "the two ministers" are no premiers
        held = {word.removesuffix("s") for words in titles for word in words.split()}  # "Presidents A and B"
        return not premier and (set(titles) <= EQUALS or bool(wanted & held))

    def last_group(self, at: int) -> str | None:
        """The described group that "they" at `at` is: the one that was last a subject."""
        return self._last(self.groups, at, IT_REACH)
