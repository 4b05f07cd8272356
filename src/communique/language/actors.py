"""Everybody a text names, and who is meant by "he", "the minister", "both sides", "Tokyo", "the ministry".

`Cast` is the result: the actors as records, and the lookups by which readers turn a noun phrase into actors.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from communique import knowledge
from communique.language.names import find_names, fold, state_code, state_pattern
from communique.language.people import Person, gather, is_geography, possessor, roles
from communique.language.pipeline import Block
from communique.records import Actor, ActorKind, Article, Span

if TYPE_CHECKING:
    from spacy.tokens import Token

PAIR = frozenset(
    {
        "side",
        "country",
        "nation",
        "state",
        "government",
        "party",
        "leader",
        "minister",
        "president",
        "head",
        "counterpart",
        "neighbour",
        "neighbor",
        "official",
        "diplomat",
        "premier",
        "chief",
        "capital",
        "delegation",
        "team",
    }
)
STATE_NOUNS = frozenset(
    {
        "side",
        "government",
        "administration",
        "govt",
        "delegation",
        "leadership",
        "authority",
        "cabinet",
        "people",
        "team",
    }
)
PRONOUNS = frozenset({"he", "she", "him", "her", "his"})


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
    pair: tuple[str, ...]
    titles: dict[str, frozenset[str]]

    def by_id(self, ref: str) -> Actor:
        """The actor called `ref`."""
        return next(actor for actor in self.actors if actor.id == ref)

    def within(self, span: Span, kinds: Iterable[ActorKind] = ()) -> list[Actor]:
        """Actors named inside `span`, in order, each once."""
        wanted = frozenset(kinds)
        found = [self.by_id(m.actor) for m in self.mentions if span[0] <= m.span[0] and m.span[1] <= span[1]]
        return list(dict.fromkeys(actor for actor in found if not wanted or actor.kind in wanted))

    def party(self, actor: Actor) -> str | None:
        """The party an actor stands for: its state, or itself where it is an organisation."""
        if actor.country:
            return actor.country
        if actor.kind == "person":
            return next((role.of for role in actor.roles if role.of), None)
        return actor.name if actor.kind in ("organisation", "state") else None

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

    def antecedent(self, at: int, reach: int = 1500) -> str | None:
        """Who "he" at `at` is: the person who was last the subject of a sentence."""
        for place, actor in reversed(self.subjects):
            if place < at:
                return actor if at - place < reach else None
        return None

    def resolve(self, block: Block, token: "Token") -> list[str]:
        """The actors a noun phrase stands for, given its head; a coordination gives each of its members."""
        found: list[str] = []
        for head in (token, *token.conjuncts):
            found += [ref for ref in self._one(block, head) if ref not in found]
        return found

    def _one(self, block: Block, head: "Token") -> list[str]:
        start, end = block.start(head), block.end(head)
        lemma = head.lemma_.casefold()
        here = [m for m in self.mentions if m.span[0] < end and start < m.span[1]]
        lemma = lemma.removesuffix("s") if head.tag_ == "NNPS" else lemma
        together = lemma in PAIR and head.tag_ in ("NNS", "NNPS")
        if together:
            here = [m for m in here if self.by_id(m.actor).kind == "person"]
        if here:
            best = min(here, key=lambda m: (self.by_id(m.actor).kind != "person", -(m.span[1] - m.span[0])))
            actor = self.by_id(best.actor)
            if actor.kind != "state" or head.ent_type_ != "NORP" or head.dep_ in ("nsubj", "pobj", "conj", "agent"):
                return [best.actor]
        if lemma in PRONOUNS or head.text.casefold() in PRONOUNS:
            ref = self.antecedent(start)
            return [ref] if ref else []
        if head.text.casefold() in ("they", "both", "them") and head.pos_ == "PRON":
            return list(self.last_pair(start))
        modifiers = {left.text.casefold() for left in head.lefts}
        if head.text.casefold() in ("two", "pair", "duo") and modifiers & {"the", "these"}:
            return list(self.last_pair(start))
        if together and modifiers & {"two", "both"}:
            return self._both(start, lemma)
        if together and "the" in modifiers and not modifiers - {"the", "prime", "foreign"}:
            return self._both(start, lemma) if len(self.pair) == 2 else []
        for child in head.children:
            if child.dep_ == "appos" and child.pos_ == "PROPN":
                named = [m for m in self.mentions if m.span[0] < block.end(child) and block.start(child) < m.span[1]]
                if named and self.by_id(named[0].actor).kind == "person":
                    return [named[0].actor]
        if together:
            return []
        if lemma in STATE_NOUNS:
            return self._state_of(block, head)
        if head.pos_ in ("NOUN", "PROPN") and head.tag_ in ("NN", "NNP"):
            return self._office(block, head)
        return []

    def group_at(self, block: Block, head: "Token") -> str | None:
        """The described group whose noun is `head`: "both sides", "the leaders", "Chinese experts"."""
        at = block.start(head)
        for mention in self.mentions:
            if mention.span[0] <= at < mention.span[1] and self.by_id(mention.actor).kind == "group":
                return mention.actor
        return None

    def last_pair(self, at: int) -> tuple[str, ...]:
        """Who "they" at `at` are: the people joined in the last sentence that names two of different parties."""
        # among many parties "they" are two only where two stand close by
        reach = 700 if len({a.country for a in self.actors if a.kind == "person" and a.country}) <= 3 else 250
        window = [m for m in self.mentions if at - reach < m.span[0] < at]
        for kind in ("person", "state"):
            last: list[str] = []
            parties: set[str] = set()
            for mention in reversed(window):
                actor = self.by_id(mention.actor)
                party = self.party(actor)
                if actor.kind == kind and party and party not in parties:
                    last.insert(0, actor.id)
                    parties.add(party)
                if len(last) == 2:
                    return tuple(last)
        return self.pair

    def _both(self, at: int, lemma: str) -> list[str]:
        pair = self.pair
        if lemma in (
            "leader",
            "minister",
            "president",
            "premier",
            "counterpart",
            "official",
            "diplomat",
            "chief",
            "head",
        ):
            people = [ref for ref in self.last_pair(at) if self.by_id(ref).kind == "person"]
            return people if len(people) == 2 else list(pair)
        return list(pair)

    def _state_of(self, block: Block, head: "Token") -> list[str]:
        for left in head.lefts:
            named = [m for m in self.mentions if m.span[0] < block.end(left) and block.start(left) < m.span[1]]
            for mention in named:
                actor = self.by_id(mention.actor)
                code = actor.country
                state = self.state(code) if code else None
                if state is not None:
                    return [state.id]
        return []

    def _office(self, block: Block, head: "Token") -> list[str]:
        """ "The Japanese foreign minister", "the premier": the last person named whose printed office has that word."""
        lemma = fold(head.text)
        start = block.start(block.doc[head.left_edge.i])
        phrase = self.text[start : block.end(head)]
        if not re.match(r"(?:the|her|his|its|[A-Z])", phrase):
            return []
        state = next((code for match in state_pattern().finditer(phrase) if (code := state_code(match[1]))), None)
        best: tuple[int, str] | None = None
        for actor in self.actors:
            if actor.kind != "person" or (state and actor.country != state):
                continue
            if any(lemma in words.split() for words in self.titles.get(actor.id, ())):
                before = [span[0] for span in actor.mentions if span[0] < start]
                if before and (best is None or before[-1] > best[0]):
                    best = (before[-1], actor.id)
        return [best[1]] if best else []


@cache
def _organ_pattern() -> re.Pattern[str]:
    nouns = sorted((row["organ"] for row in knowledge.table("organs")), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(re.escape(noun) for noun in nouns) + r")(?![\w])", re.I)


@cache
def _group_nouns() -> frozenset[str]:
    return frozenset(row["noun"] for row in knowledge.table("groups"))


@cache
def _bodies() -> dict[str, tuple[str, str, str | None]]:
    """Printed name → (kind of actor, id name, country), abbreviations with their case."""
    known: dict[str, tuple[str, str, str | None]] = {}
    for body in knowledge.organisations():
        for name in (body.name, *body.aliases):
            known[name] = ("organisation", body.name, None)
    for outlet in knowledge.outlets():
        for name in (outlet.name, *outlet.aliases):
            known[name] = ("outlet", outlet.name, outlet.country or None)
    return known


@cache
def _body_pattern() -> re.Pattern[str]:
    names = sorted((name for name in _bodies() if len(name) > 1), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(re.escape(name) for name in names) + r")(?![\w])")


@cache
def _capitals() -> dict[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how == "capital"}


@cache
def _seats() -> dict[str, str]:
    return {name: code for name, (code, how) in knowledge.state_by_name().items() if how == "seat"}


@dataclass(slots=True)
class _Draft:
    kind: ActorKind
    name: str
    country: str | None
    mentions: list[Span]
    rule: str
    confidence: float
    person: Person | None = None


def find_actors(article: Article, blocks: Sequence[Block]) -> Cast:
    """Name everybody in the article. Actors are numbered in the order in which they are first named."""
    people = gather([mention for block in blocks for mention in find_names(block)], article.text)
    home = home_state(article)
    if home is None:
        home = _briefing(article, people)
    for person in people:
        homely = person.titles and not any(of for _, of in person.titles) and not _foreign_title(person, article)
        if person.country is None and home is not None and homely:
            person.country = home
    drafts = [_Draft("person", p.name, p.country, p.mentions, "people.name/1", _trust(p), p) for p in people]
    taken = sorted(span for person in people for span in person.mentions)
    drafts += _states(article, blocks, taken)
    drafts += _named_bodies(article, taken)
    drafts += _organs(article, blocks)
    named = taken + sorted(span for draft in drafts for span in draft.mentions)
    drafts += _unlisted(blocks, named)
    drafts += _groups(blocks)
    drafts.sort(key=lambda draft: draft.mentions[0])
    actors = []
    titles: dict[str, frozenset[str]] = {}
    for number, draft in enumerate(drafts, 1):
        ref = f"a{number}"
        printed = roles(draft.person, article.text) if draft.person else ()
        if draft.person:
            titles[ref] = frozenset(fold(role.title) for role in printed)
        actors.append(
            Actor(
                id=ref, kind=draft.kind, name=draft.name, country=draft.country, roles=printed,
                mentions=tuple(sorted(draft.mentions)), made_by=draft.rule, confidence=draft.confidence,
                evidence=(min(draft.mentions),), suggestion=draft.person.suggestion if draft.person else None,
            )
        )  # fmt: skip
    mentions = sorted((Mention(span, actor.id) for actor in actors for span in actor.mentions), key=lambda m: m.span)
    return Cast(
        article.text, tuple(actors), tuple(mentions), _subjects(blocks, mentions, actors), _main_pair(actors), titles
    )


def _foreign_title(person: Person, article: Article) -> bool:
    """Whether the only office printed is one that an official of any side may be given: "his counterpart"."""
    return all(article.text[slice(*span)].casefold() in ("counterpart", "colleague") for span, _ in person.titles)


def _briefing(article: Article, people: Sequence[Person]) -> str | None:
    """Whose briefing a transcript of turns is: its spokesperson's state, which it may not print but names most."""
    turns = len(re.findall(r"(?:^|\n)[^\n:]{3,80}:\s", article.text))
    speaker = next((person for person in people if _speaks_for(person, article)), None)
    if speaker is None or turns < 4:
        return None
    named = Counter(states_in_order(article.text)).most_common(1)
    return speaker.country or (named[0][0] if named and named[0][1] > 2 else None)


def _speaks_for(person: Person, article: Article) -> bool:
    return any("spokes" in article.text[slice(*span)].casefold() for span, _ in person.titles)


def states_in_order(text: str) -> list[str]:
    """Codes of all states named in `text`, as often as they are named."""
    codes = (state_code(m[1]) for m in state_pattern().finditer(text) if not is_geography(text, m.span(1)))
    return [code for code in codes if code]


def home_state(article: Article) -> str | None:
    """The state on whose site the page stands: its officials need no "of" there. Address and canonical address tell."""
    for address in (article.url, article.declared.canonical):
        host = re.sub(r"^[a-z]+://", "", (address or "").casefold()).split("/")[0].split(":")[0]
        labels = host.split(".")
        for cut in range(len(labels)):
            code = _government_domains().get(".".join(labels[cut:]))
            if code is not None:
                return code
    return _letterhead(article)


LETTERHEAD = re.compile(
    r"\b(?:Ministry|Office of|Presidency|Department of|Government of|Embassy|Spokesperson|Secretariat)\b"
)


def _letterhead(article: Article) -> str | None:
    """The state whose organ heads the page: "Ministry of Foreign Affairs of Japan" in a short line at the top."""
    for part in article.parts[:4]:
        head = article.cut(part.span)
        if len(head) < 120 and part.kind != "paragraph" and LETTERHEAD.search(head):
            named = set(states_in_order(head))
            if len(named) == 1:
                return named.pop()
    return None


@cache
def _government_domains() -> dict[str, str]:
    return {row["domain"]: row["code"] for row in knowledge.table("government_domains")}


def _trust(person: Person) -> float:
    vouchers = person.vouchers - {"bare"}
    return min(0.99, 0.6 + 0.15 * len(vouchers) + (0.1 if "office holder" in vouchers else 0.0))


def _overlaps(taken: Sequence[Span], span: Span) -> bool:
    return any(start < span[1] and span[0] < end for start, end in taken)


def _states(article: Article, blocks: Sequence[Block], taken: Sequence[Span]) -> list[_Draft]:
    found: dict[str, _Draft] = {}

    def note(code: str, span: Span) -> None:
        if code not in found:
            found[code] = _Draft("state", knowledge.states()[code].name, code, [], "states.name/1", 0.95)
        found[code].mentions.append(span)

    for match in state_pattern().finditer(article.text):
        code = state_code(match[1])
        if (
            code in knowledge.states()
            and not _overlaps(taken, match.span(1))
            and not is_geography(article.text, match.span(1))
        ):
            note(str(code), match.span(1))
    for block in blocks:
        for token in block.doc:
            if token.dep_ not in ("nsubj", "nsubjpass", "poss") or token.pos_ != "PROPN":
                continue
            start = block.doc[token.left_edge.i].idx if token.left_edge.pos_ == "PROPN" else token.idx
            name = block.doc.text[start : token.idx + len(token)]
            code = _capitals().get(name.casefold()) or _seats().get(name.casefold().removeprefix("the "))
            span = (block.offset + start, block.end(token))
            if code in knowledge.states() and not _overlaps(taken, span):
                note(str(code), span)
    return [draft for draft in found.values() if draft.mentions]


def _named_bodies(article: Article, taken: Sequence[Span]) -> list[_Draft]:
    found: dict[tuple[str, str], _Draft] = {}
    for match in _body_pattern().finditer(article.text):
        kind, name, country = _bodies()[match[1]]
        if _overlaps(taken, match.span(1)):
            continue
        key = (kind, name)
        if key not in found:
            printed: ActorKind = "outlet" if kind == "outlet" else "organisation"
            found[key] = _Draft(printed, match[1], country if kind == "outlet" else None, [], f"{kind}s.name/1", 0.95)
        elif len(match[1]) > len(found[key].name):
            found[key].name = match[1]
        found[key].mentions.append(match.span(1))
    return list(found.values())


def _unlisted(blocks: Sequence[Block], taken: Sequence[Span]) -> list[_Draft]:
    """Bodies that no table lists but the recogniser names; only one that speaks or is spoken for stays in the reading."""  # noqa: E501
    found: dict[str, _Draft] = {}
    for block in blocks:
        for ent in block.doc.ents:
            span = (block.offset + ent.start_char, block.offset + ent.end_char)
            name = ent.text.removeprefix("the ").removeprefix("The ")
            if ent.label_ != "ORG" or len(name.split()) < 2 or _overlaps(taken, span) or not name[0].isupper():
                continue
            start = span[1] - len(name)
            found.setdefault(
                fold(name), _Draft("organisation", name, None, [], "bodies.entity/1", 0.6)
            ).mentions.append((start, span[1]))
    return list(found.values())


def _organs(article: Article, blocks: Sequence[Block]) -> list[_Draft]:
    found: dict[tuple[str, str | None], _Draft] = {}
    kinds = {row["organ"].casefold(): row["kind"] for row in knowledge.table("organs")}
    last: dict[str, str | None] = {}
    for match in _organ_pattern().finditer(article.text):
        kind = kinds[match[1].casefold()]
        country = _seats().get(match[1].casefold()) or possessor(article.text, match.start())
        span = match.span()
        if country is None:
            after = re.match(r"[ \u00a0](?:of|for)[ \u00a0](?:the[ \u00a0])?", article.text[match.end() :])
            state = state_pattern().match(article.text, match.end() + after.end()) if after else None
            country = state_code(state[1]) if state else last.get(kind)
            if state:
                span = (match.start(), state.end())
        elif possessor(article.text, match.start()):
            head = article.text[max(0, match.start() - 60) : match.start()]
            states = list(state_pattern().finditer(head))
            span = (match.start() - len(head) + states[-1].start(1), match.end())
        last[kind] = country
        key = (kind, country)
        if key not in found:
            found[key] = _Draft(
                "organ", article.text[slice(*span)], country, [], "organs.name/1", 0.9 if country else 0.6
            )
        found[key].mentions.append(span)
    return list(found.values())


def _groups(blocks: Sequence[Block]) -> list[_Draft]:
    found: dict[str, _Draft] = {}
    for block in blocks:
        for token in block.doc:
            lemma = token.lemma_.casefold()
            single = token.tag_ == "NN" and any(t.text.casefold() in ("a", "an", "one") for t in token.lefts)
            plural = token.tag_ in ("NNS", "NNPS") and (lemma in _group_nouns() or lemma in PAIR)
            if not plural and not (single and lemma in _group_nouns()):
                continue
            lefts = [t for t in token.lefts if t.dep_ in ("amod", "compound", "nmod", "nummod", "poss", "det")]
            words = {t.text.casefold() for t in lefts}
            if words & {"these", "those", "their", "his", "her", "its", "other", "all"}:
                continue
            joint = lemma in PAIR and bool(words & {"the", "both"})
            if lemma in PAIR and lemma not in _group_nouns() and not joint:
                continue
            first = next((t for t in lefts if joint or t.dep_ != "det"), token)
            span = (block.start(block.doc[first.left_edge.i]), block.end(token))
            name = block.doc.text[span[0] - block.offset : span[1] - block.offset]
            country = next((code for match in state_pattern().finditer(name) if (code := state_code(match[1]))), None)
            draft = found.setdefault(fold(name), _Draft("group", name, country, [], "groups.noun/1", 0.8))
            draft.mentions.append(span)
    return list(found.values())


def _subjects(
    blocks: Sequence[Block], mentions: Sequence[Mention], actors: Sequence[Actor]
) -> tuple[tuple[int, str], ...]:
    people = {actor.id for actor in actors if actor.kind == "person"}
    found = []
    spans = [mention for mention in mentions if mention.actor in people]
    for block in blocks:
        for token in block.doc:
            if token.dep_ in ("nsubj", "nsubjpass"):
                start, end = block.start(token.left_edge), block.end(token.right_edge)
                inside = [m for m in spans if start <= m.span[0] and m.span[1] <= end and end - start < 250]
                exact = [m for m in spans if m.span[0] < block.end(token) and block.start(token) < m.span[1]]
                for mention in exact or inside[-1:]:
                    found.append((mention.span[0], mention.actor))
    return tuple(sorted(found))


def _main_pair(actors: Sequence[Actor]) -> tuple[str, ...]:
    """The two parties a text is mostly about, as state actors (or organisations); empty when there are none."""
    weight: Counter[str] = Counter()
    for actor in actors:
        if actor.kind in ("person", "state", "organ") and actor.country:
            weight[actor.country] += len(actor.mentions) + (2 if actor.kind == "person" else 0)
    states = {actor.country: actor.id for actor in actors if actor.kind == "state"}
    top = [code for code, _ in weight.most_common() if code in states][:2]
    return tuple(sorted((states[code] for code in top), key=lambda ref: int(ref[1:]))) if len(top) == 2 else ()
