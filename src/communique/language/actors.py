"""Everybody a text names, as records: people first, then the states, bodies and groups beside them."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from communique import knowledge
from communique.knowledge import fold
from communique.language.acting import somebody
from communique.language.allegiance import by_page, by_words
from communique.language.author import author_of, programme_of
from communique.language.bodies import Draft, find_bodies, find_groups, find_organs, find_states, find_unlisted
from communique.language.cast import Cast, Mention
from communique.language.doubts import misfits, suggest
from communique.language.home import briefing_state, home_state
from communique.language.names import find_names
from communique.language.people import PRINCELY, Person, gather, roles
from communique.language.pipeline import Block
from communique.language.surnames import holder_called
from communique.language.together import one_subject
from communique.language.turns import answering, find_turns, name_labels
from communique.language.unnamed import unnamed_offices
from communique.records import Actor, Article

if TYPE_CHECKING:
    from spacy.tokens import Token


def find_actors(article: Article, blocks: Sequence[Block]) -> Cast:
    """Name everybody in the article. Actors are numbered in the order in which they are first named."""
    people = gather([m for block in blocks for m in find_names(block)], article.text, article.reference)
    unnamed = name_labels(blocks, people, article.text)
    by_words(people, article)
    people.sort(key=lambda person: person.mentions[0])
    speaker = answering(blocks, people)
    home = home_state(article) or briefing_state(article, people) or (speaker.country if speaker else None)
    by_page(people, article, home)
    suggest(people, article.text, article.reference)
    drafts = [Draft("person", p.name, p.country, p.mentions, "people.name/1", _trust(p), p) for p in people]
    taken = sorted(span for person in people for span in person.mentions)
    drafts += find_states(article, blocks, taken)
    drafts += find_bodies(article, taken)
    drafts += find_organs(article)
    named = taken + sorted(span for draft in drafts for span in draft.mentions)
    drafts += find_unlisted(blocks, named)
    groups = find_groups(blocks)
    if any("spokes" in article.cut(span).casefold() for person in people for span, _ in person.titles):
        groups = [group for group in groups if group.rule != "groups.spokesman/1"]
    drafts += groups
    if unnamed:
        drafts.append(Draft("group", article.cut(unnamed[0]), home, unnamed, "turns.label/1", 0.8))
    cast = _cast(article, blocks, people, drafts, home)
    by_office = unnamed_offices(cast, blocks)
    return _cast(article, blocks, people, drafts + by_office, home) if by_office else cast


def _cast(
    article: Article, blocks: Sequence[Block], people: Sequence[Person], drafts: list[Draft], home: str | None
) -> Cast:
    """The drafts as actors, with whoever "he", "they" and "it" are after each of their mentions."""
    drafts = sorted(drafts, key=lambda draft: draft.mentions[0])
    actors = []
    titles: dict[str, frozenset[str]] = {}
    for number, draft in enumerate(drafts, 1):
        ref = f"a{number}"
        printed = roles(draft.person, article.text) if draft.person else ()
        if draft.person:
            named = frozenset(fold(role.title) for role in printed)
            titles[ref] = named if named - PRINCELY else named | _held(draft.person, article.reference)
        actors.append(
            Actor(
                id=ref, kind=draft.kind, name=draft.name, country=draft.country, roles=printed,
                mentions=tuple(sorted(draft.mentions)), made_by=draft.rule, confidence=draft.confidence,
                evidence=(min(draft.mentions),), suggestion=draft.person.suggestion if draft.person else None,
            )
        )  # fmt: skip
    mentions = sorted((Mention(span, actor.id) for actor in actors for span in actor.mentions), key=lambda m: m.span)
    persons = {actor.id for actor in actors if actor.kind == "person" or actor.made_by == "turns.label/1"}
    cast = Cast(
        article.text, tuple(actors), tuple(mentions), _subjects(blocks, mentions, actors), _main_pair(actors), titles,
        turns=find_turns(blocks, [(m.span, m.actor) for m in mentions if m.actor in persons]),
        tellers=_subjects(blocks, mentions, actors, told=False),
        groups=_subjects(blocks, mentions, actors, frozenset({"group"})),
        bodies=_subjects(blocks, mentions, actors, frozenset({"state", "organ", "organisation"})),
        home=home, doubts=misfits(people, article.text, article.reference),
    )  # fmt: skip
    cast = replace(
        cast, subjects=_with_offices(cast, blocks, cast.subjects, told=True),
        tellers=_with_offices(cast, blocks, cast.tellers, told=False),
    )  # fmt: skip
    cast = replace(cast, bodies=_with_bodies(cast, blocks, cast.bodies))
    cast = replace(
        cast, together=one_subject(cast, blocks), author=author_of(cast, article), programme=programme_of(cast, article)
    )
    return replace(cast, assembly=_assembly(cast)) if not cast.bilateral() else cast


def _held(person: Person, day: str | None) -> frozenset[str]:
    """The titles that a person printed without any held on the day: who "the Japanese foreign minister" is then."""
    offices = knowledge.offices_of(person.name) if day is not None and len(person.words) > 1 else ()
    if len(person.words) == 1 and (meant := holder_called(person.words[0], day)) is not None:
        offices = knowledge.offices_of(meant.person)
    return frozenset(fold(held.title) for held in offices if held.held(day or "") and held.code == person.country)


ASSEMBLED = (
    re.compile(
        r"(?:leaders|heads of (?:state|government)(?: and(?: of)? government)?|foreign ministers|ministers|presidents)[ \u00a0](?:of|from)[ \u00a0](?:the[ \u00a0])?(?:[\w-]+[ \u00a0])?$",
        re.I,
    ),
    re.compile(
        r"(?:['’]s?)?(?:[ \u00a0]\([^)]{2,12}\))?[ \u00a0](?:leaders|heads of (?:state|government)|foreign ministers|defen[cs]e ministers|summit|members|member states)\b"
    ),
)
"""Before and after the name of a body whose members gather."""


def _assembly(cast: Cast) -> str | None:
    """The body of states whose gathering the text is about; None where two such bodies could be meant."""
    found = []
    for actor in cast.actors:
        if actor.kind != "organisation" or knowledge.body_of_states(actor.name) is None or len(actor.mentions) < 2:
            continue
        if any(
            ASSEMBLED[0].search(cast.text[max(0, start - 60) : start]) or ASSEMBLED[1].match(cast.text[end : end + 40])
            for start, end in actor.mentions
        ):
            found.append(actor.id)
    return found[0] if found else None


def _trust(person: Person) -> float:
    vouchers = person.vouchers - {"bare"}
    return min(0.99, 0.6 + 0.15 * len(vouchers) + (0.1 if "office holder" in vouchers else 0.0))


def _subjects(
    blocks: Sequence[Block],
    mentions: Sequence[Mention],
    actors: Sequence[Actor],
    kinds: frozenset[str] = frozenset({"person"}),
    told: bool = True,
) -> tuple[tuple[int, str], ...]:
    """Where an actor of these kinds is the subject of a clause, in order; "" for a subject that is no actor.

    `told`: subjects of what another person says count too.
    """
    person = kinds == {"person"}
    wanted = {actor.id for actor in actors if actor.kind in kinds or (person and somebody(actor))}
    described = {actor.id for actor in actors if person and actor.made_by == "groups.noun/1"}
    found = []
    spans = [mention for mention in mentions if mention.actor in wanted]
    singles = [mention for mention in mentions if mention.actor in described]
    for block in blocks:
        for token in block.doc:
            if (token.dep_ in ("nsubj", "nsubjpass") or _like_preposition(token) or _of_no_verb(token)) and (
                person or _of_main_clause(token)
            ):
                start, end = block.start(token.left_edge), block.end(token.right_edge)
                inside = [m for m in spans if start <= m.span[0] and m.span[1] <= end and end - start < 250]
                if len(inside) > 1:
                    told_of = _before_clause(block, token, start)
                    inside = [m for m in inside if m.span[1] <= told_of] or inside
                exact = [m for m in spans if m.span[0] < block.end(token) and block.start(token) < m.span[1]]
                if not exact and token.tag_ == "NN":  # "a senior official" is he as well
                    exact = [m for m in singles if m.span[0] < block.end(token) and block.start(token) < m.span[1]]
                below = ("advcl",) if told else ("advcl", "ccomp", "relcl", "acl")
                beside = person and token.head.dep_ in below and _person_above(block, token, spans)
                for mention in [] if beside else exact or inside[-1:]:
                    found.append((mention.span[0], mention.actor))
                if (
                    "person" not in kinds
                    and not (exact or inside)
                    and token.pos_ in ("NOUN", "PROPN")
                    and token.lemma_.casefold() not in PAPER
                ):
                    found.append((block.start(token), ""))  # something else is "it" now
    return tuple(sorted(found))


def _with_bodies(
    cast: Cast, blocks: Sequence[Block], named: tuple[tuple[int, str], ...]
) -> tuple[tuple[int, str], ...]:
    """The bodies that are subjects with those called by a plain noun: "The Council agreed to P. It also decided"."""
    nobody = {place for place, ref in named if not ref}
    called = {}
    for block in blocks:
        for token in block.doc:
            if token.dep_ == "nsubj" and block.start(token) in nobody and token.text[:1].isupper():
                refs = cast.resolve(block, token)
                if len(refs) == 1 and cast.by_id(refs[0]).kind in ("organ", "organisation"):
                    called[block.start(token)] = refs[0]
    return tuple((place, ref or called.get(place, "")) for place, ref in named)


def _like_preposition(token: "Token") -> bool:
    """Whether a name that begins like a preposition stands before its verb: "To Lam said"."""
    if token.dep_ != "pobj" or token.tag_ != "NNP":
        return False
    first = token.nbor(-1) if token.i else token
    follows = token.nbor(1) if token.i + 1 < len(token.doc) else token
    return first.text in ("To", "In", "On", "By", "An") and follows.tag_ in ("VBD", "VBZ")


def _with_offices(
    cast: Cast, blocks: Sequence[Block], named: tuple[tuple[int, str], ...], told: bool
) -> tuple[tuple[int, str], ...]:
    """The subjects with those called by their office: "The President will travel on", "the minister said"."""
    found = list(named)
    if not told:
        found += [(m.span[0], m.actor) for m in cast.mentions if _according(cast, m)]
    for block in blocks:
        for token in block.doc:
            if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NOUN", "PROPN") or token.tag_ == "NNS":
                continue
            if not told and token.head.dep_ in ("advcl", "ccomp", "relcl", "acl"):
                continue
            at = block.start(token)
            if list(token.conjuncts) or any(m.span[0] <= at < m.span[1] for m in cast.mentions):
                continue
            if cast.within((block.start(token.left_edge), block.end(token.right_edge)), ("person",)):
                continue
            refs = cast.resolve(block, token)
            if len(refs) == 1 and cast.by_id(refs[0]).kind == "person":
                found.append((at, refs[0]))
    return tuple(sorted(found))


ACCORDING = re.compile(r"\baccording to (?:[\w’'.-]+ ){0,6}$", re.I)
"""Before the name of whoever tells what stands beside it."""


def _according(cast: Cast, mention: Mention) -> bool:
    """Whether a person is named by "according to": "he said" goes on with that one."""
    start = mention.span[0]
    return cast.by_id(mention.actor).kind == "person" and bool(ACCORDING.search(cast.text, max(0, start - 90), start))


def _person_above(block: Block, subject: "Token", people: Sequence[Mention]) -> bool:
    """Whether the main clause has a person as its subject, of whom "she" goes on: "Kallas came before Vucic hosted her"."""
    main = next((c for c in subject.head.head.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if main is None or main.i > subject.i:
        return False
    return any(m.span[0] < block.end(main) and block.start(main) < m.span[1] for m in people)


def _of_no_verb(token: "Token") -> bool:
    """Whether the parser hangs a sentence's verb on its subject: "Mr Araghchi, who arrived on Monday, later called on X"."""
    if token.dep_ != "ROOT" or token.pos_ != "PROPN":
        return False
    clause = next((c for c in token.children if c.dep_ == "relcl"), None)
    return clause is not None and any(
        c.dep_ == "acl" and c.tag_ in ("VBN", "VBD") and c.i > clause.i for c in token.children
    )


def _before_clause(block: Block, subject: "Token", start: int) -> int:
    """Where what is told of a subject begins: "its minister, X, who met Y, said he would" goes on with X."""
    clauses = [c for word in subject.subtree if word.dep_ == "relcl" for c in (word.left_edge,) if c.i > subject.i]
    first = min((block.start(c) for c in clauses), default=block.end(subject.right_edge))
    return max(first, start)


PAPER = frozenset({"statement", "communiqué", "communique", "document", "text", "release", "readout", "note"})
"""What is said to speak in its issuer's place."""


def _of_main_clause(subject: "Token") -> bool:
    verb = subject.head
    return verb.dep_ in ("ROOT", "parataxis") or (verb.dep_ == "conj" and verb.head.dep_ == "ROOT")


def _main_pair(actors: Sequence[Actor]) -> tuple[str, ...]:
    """The two parties a text is mostly about, as state actors, or as its official where a state is never named itself.

    Empty when there are none.
    """
    weight: Counter[str] = Counter()
    for actor in actors:
        if actor.kind in ("person", "state", "organ") and actor.country:
            weight[actor.country] += len(actor.mentions) + (2 if actor.kind == "person" else 0)
    stands: dict[str, str] = {}
    for kind in ("state", "person"):
        for actor in actors:
            if actor.kind == kind and actor.country:
                stands.setdefault(actor.country, actor.id)
    named = {actor.country for actor in actors if actor.kind == "state"}
    top = [code for code, _ in weight.most_common() if code in named][:2]
    if len(top) == 1:
        top += [code for code, _ in weight.most_common() if code in stands and code not in named][:1]
    return tuple(sorted((stands[code] for code in top), key=lambda ref: int(ref[1:]))) if len(top) == 2 else ()
