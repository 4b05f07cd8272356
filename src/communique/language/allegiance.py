"""For which state each person acts: one list of evidence, the surest first; what one leaves open the next may tell.

Evidence of the words around a name comes before guesses from the page at large. A guess is dropped where the table of
offices names another holder of the very office for that day, or where the sentence has two sides sign together.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from communique import knowledge
from communique.language import company, home, listing, standing
from communique.language.naming import surname
from communique.language.people import Person, offices_printed
from communique.language.serving import body_served
from communique.language.state_words import states_in_order
from communique.language.titles import EQUALS
from communique.records import Article, Span

GATHERING = 3
"""States, at least, of those who are named with an office before somebody, that the dateline tells nothing of him."""
NOT_OF_STATE = frozenset({"expert", "business", "academia", "media", "international official", None})


@dataclass(frozen=True)
class Scene:
    """What evidence may look at: the page, everybody found so far, and whose page it is."""

    article: Article
    people: Sequence[Person]
    home: str | None = None

    @cached_property
    def dateline(self) -> str | None:
        """The state of the dateline's city, where the text is about it."""
        return home.dateline_state(self.article)

    @cached_property
    def states(self) -> frozenset[str]:
        """The states that the text names."""
        return frozenset(states_in_order(self.article.text))

    @cached_property
    def places(self) -> frozenset[str]:
        """The states that the text names, by their cities too."""
        words = re.findall(r"(?<![\w-])[A-ZÀ-Þ][\w’'-]+", self.article.text)
        cities = (knowledge.places().get(re.sub(r"['’]s$", "", word).casefold()) for word in words)
        return self.states | {place.code for place in cities if place is not None and place.kind == "city"}

    @cached_property
    def taken(self) -> list[Span]:
        """Where anybody is named."""
        return sorted(span for other in self.people for span in other.mentions)

    @cached_property
    def pair(self) -> frozenset[str]:
        """The two states that the text is about; empty where there are more or fewer."""
        return home.pair_of(self.article)

    @cached_property
    def bare(self) -> tuple[str, ...]:
        """The states of those whose office is printed without one and who are known to hold it, each as often as they are."""
        article = self.article
        return tuple(
            p.country
            for p in self.people
            if p.country and p.titles and not any(of for _, of in p.titles) and not company.is_met(p, article.text)
            and not company.accompanies(p, article.text)
            and standing.by_office(p, article.text, article.reference) == p.country
        )  # fmt: skip

    @cached_property
    def unsaid(self) -> str | None:
        """The one state whose officials the page prints without it, while those of others are printed with theirs."""
        own = set(self.bare) - {person.printed() for person in self.people}
        return own.pop() if len(own) == 1 else None

    @cached_property
    def left_of_pair(self) -> str | None:
        """In a text about two states of which one's officials are printed with it: the other one."""
        left = home.other_of_pair(self.pair, self.people)
        return left if self.unsaid in (None, left) else None


Evidence = Callable[[Person, Scene], str | None]


def by_words(people: Sequence[Person], article: Article) -> None:
    """Give each person the state that the words around the name, the table of offices or the company tell.

    Who acts for an organisation is given none.
    """
    for person in people:
        person.body = body_served(person, article.text, article.reference)
    for person in people:
        person.body = person.body or company.body_of_chief(person, people, article.text)
    _weigh(BY_WORDS, people, Scene(article, people))


def by_page(people: Sequence[Person], article: Article, of_page: str | None) -> None:
    """For officials printed without a state: whose page it is, what dateline, sentence and pair of states tell."""
    _weigh(BY_PAGE, people, Scene(article, people, of_page))


def _weigh(evidence: Sequence[Evidence], people: Sequence[Person], scene: Scene) -> None:
    for tells in evidence:
        for person in people:
            if person.country is None and person.body is None:
                person.country = tells(person, scene)


def _printed(person: Person, scene: Scene) -> str | None:
    return person.printed()


def _on_a_roster(person: Person, scene: Scene) -> str | None:
    text = scene.article.text
    start = min([person.mentions[0][0], *(span[0] for span, _ in person.titles)])
    return listing.by_gap(text, start) or company.on_roster(person, text)


def _in_a_list(person: Person, scene: Scene) -> str | None:
    text = scene.article.text
    return listing.by_bracket(person, text) or listing.in_one_order(person, scene.people, text)


def _under_a_heading(person: Person, scene: Scene) -> str | None:
    text = scene.article.text
    return None if person.of_a_body else listing.by_heading(person, text) or listing.by_label(person, text)


def _beside_the_name(person: Person, scene: Scene) -> str | None:
    if person.of_a_body and person.printed() is None:
        return None  # "the United Nations envoy for Somalia James Swan"
    return standing.beside(person, scene.taken, scene.article.text)


def _in_office(person: Person, scene: Scene) -> str | None:
    if person.of_a_body and len(person.words) > 1:
        return None  # a commissioner who was once a minister at home
    return standing.by_office(person, scene.article.text, scene.article.reference)


def _of_its_title(person: Person, scene: Scene) -> str | None:
    """The state whose title it is: "the Tánaiste"; of several that have it, the one that the text names."""
    for span, _ in person.titles:
        states = knowledge.title_states().get(knowledge.fold(scene.article.text[slice(*span)]), frozenset())
        states = states if len(states) == 1 else states & scene.states
        if len(states) == 1:
            return next(iter(states))
    return None


def _in_company(person: Person, scene: Scene) -> str | None:
    if person.of_a_body:
        return None
    text = scene.article.text
    return company.beside(person, scene.people, text) or company.amid(person, scene.people, text)


def _of_the_page(person: Person, scene: Scene) -> str | None:
    if not _open(person, scene) or _an_equal(person, scene.article) or scene.home is None:
        return None
    text = scene.article.text
    met = company.is_met(person, text) and standing.foreign(person, scene.states, scene.home)
    return None if met or company.faces(person, scene.people, text, scene.home) else scene.home


def _of_the_unsaid(person: Person, scene: Scene) -> str | None:
    """ "The Prime Minister received the President of Latvia, with the Home Secretary, X": a page's own state needs no name."""
    first, text = min(person.mentions), scene.article.text
    if scene.unsaid is None or not _open(person, scene) or _an_equal(person, scene.article):
        return None
    if _an_envoy(person, scene) or home.is_joint(scene.article):
        return None
    sure = scene.bare.count(scene.unsaid) > 1
    lesser = all(office in ("military", "official") for office, _ in offices_printed(person, text))
    if not sure and lesser and company.told_apart(person, scene.people, scene.unsaid) >= GATHERING:
        return None
    offices = EXECUTIVE | {"international official"} if sure else EXECUTIVE  # a ministry has a director-general too
    if not any(office in offices for office, _ in offices_printed(person, text)):
        return None
    if not sure and home.only_state_before(scene.article, scene.people, first) not in (None, scene.unsaid):
        return None
    if (
        company.own_of_others(person, text)
        or company.is_met(person, text)
        or standing.foreign(person, scene.states, scene.unsaid)
    ):
        return None
    return _unless_doubted(person, scene, scene.unsaid)


EXECUTIVE = frozenset(
    {"head of state", "head of government", "foreign minister", "defence minister", "minister", "deputy minister", "security adviser",
     "spokesperson", "official", "monarch", "military"}
)  # fmt: skip
"""Offices that a page of a government prints without the state; members of a parliament speak on pages of others too."""


def _of_sentence_or_dateline(person: Person, scene: Scene) -> str | None:
    """The one state named before in the sentence, else the dateline's; neither where the two contradict each other."""
    text = scene.article.text
    if not _guessable(person, scene) or _an_envoy(person, scene) or home.is_joint(scene.article):
        return None
    named = home.only_state_before(scene.article, scene.people, min(person.mentions))
    if named is not None:
        # not so "MALE - The last Indian troops have left, the presidential spokesperson said"
        sure = scene.dateline in (None, named) or company.told_of(person, text)
        return _unless_doubted(person, scene, named) if sure else None
    single = any(office in knowledge.SINGLE for office, _ in offices_printed(person, text))
    if not single and company.told_apart(person, scene.people, scene.dateline) >= GATHERING:
        return None  # at a conference a host's officials are no likelier than a guest's
    beside = company.of_the_sentence(person, scene.people, text)
    if not single and beside and scene.dateline not in beside:
        return None  # "Peña will not sign now, said senator X" under a dateline of Brasília
    return _unless_doubted(person, scene, scene.dateline)


def _met_there(person: Person, scene: Scene) -> str | None:
    """Whom a traveller meets: "leaves for Astana, where he will meet Deputy Prime Minister X"; at home a guest's host."""
    text = scene.article.text
    if not _guessable(person, scene) or _an_envoy(person, scene) or not company.is_met(person, text):
        return None
    mine = company.named_before(person, scene.people)
    if mine is None or mine.country is None:
        return None
    near = home.place_before(text, min(person.mentions)[0]) or scene.dateline
    return _unless_doubted(person, scene, near) if near != mine.country else None


ALSO_MET = re.compile(
    r"\balso[ \u00a0](?:met|saw|called[ \u00a0]on|spoke|talked|held[ \u00a0]talks|sat[ \u00a0]down)[ \u00a0](?:(?:with|to)[ \u00a0])?(?:the[ \u00a0])?$"
)


OFFICE_BEFORE = re.compile(r"(?:[A-Z][\w’'-]*[ \u00a0])+$")
"""An office with its state right before a name."""


def _met_too(person: Person, scene: Scene) -> str | None:
    """Whom a guest met beside his host: "He also met the opposition leader, Matthew Wale", of the state of the one he had met."""
    text = scene.article.text
    start = min([person.mentions[0][0], *(span[0] for span, _ in person.titles)])
    if (
        not _guessable(person, scene)
        or _an_envoy(person, scene)
        or ALSO_MET.search(text, max(0, start - 40), start) is None
    ):
        return None
    before = company.named_before(person, scene.people)
    if before is None or before.country is None:
        return None
    first = max(at for at, _ in before.mentions if at < start)
    if company.IS_MET.search(OFFICE_BEFORE.sub("", text[max(0, first - 90) : first])) is None:
        return None
    return _unless_doubted(person, scene, before.country)


OURS = re.compile(r"\b[Oo]ur[ \u00a0](?:[a-z]+[ \u00a0])?$")
"""Before an office on a page whose state is known: "our ambassador, Vusimuzi Madonsela"."""


def _ours(person: Person, scene: Scene) -> str | None:
    text = scene.article.text
    start = min([person.mentions[0][0], *(span[0] for span, _ in person.titles)])
    ours = _open(person, scene) and OURS.search(text, max(0, start - 30), start) is not None
    return scene.home or scene.unsaid if ours else None


def _signs_opposite(person: Person, scene: Scene) -> str | None:
    """ "Kenya's A and State Secretary B signed a memorandum", in a text about Kenya and Slovenia."""
    other = company.signs_with(person, scene.people, scene.article.text)
    if other is None or other.country not in scene.pair or not _guessable(person, scene):
        return None
    return next(iter(scene.pair - {other.country}))


def _sent(person: Person, scene: Scene) -> str | None:
    """Under a dateline an ambassador is the other state's: a state's own envoys are abroad."""
    if not (_guessable(person, scene) and _an_envoy(person, scene) and scene.dateline):
        return None
    return next(iter(scene.pair - {scene.dateline})) if scene.dateline in scene.pair else None


RESIDENT = re.compile(r"ambassador|high commissioner|consul|chargé|charge d|chief of mission|counsell?or", re.I)
"""Titles of those who live in the state they are sent to."""


def _an_envoy(person: Person, scene: Scene) -> bool:
    text = scene.article.text
    return bool(person.titles) and all(RESIDENT.search(text[slice(*span)]) for span, _ in person.titles)


def _opposite(person: Person, scene: Scene) -> str | None:
    if _open(person, scene) and _an_equal(person, scene.article):
        return home.other_side(scene.article, scene.people, person)
    return None


def _left_of_the_pair(person: Person, scene: Scene) -> str | None:
    if not _guessable(person, scene) or _an_envoy(person, scene):
        return None
    return _unless_doubted(person, scene, scene.left_of_pair)


def _of_its_language(person: Person, scene: Scene) -> str | None:
    return None if person.of_a_body else standing.by_language(person, scene.places)


BY_WORDS: tuple[Evidence, ...] = (
    _printed, _on_a_roster, _in_a_list, _beside_the_name, _in_office, _of_its_title, _under_a_heading, _in_company,
)  # fmt: skip
BY_PAGE: tuple[Evidence, ...] = (
    _of_the_page, _ours, _signs_opposite, _of_the_unsaid, _met_too, _met_there, _of_sentence_or_dateline, _sent, _opposite, _left_of_the_pair, _of_its_language,
)  # fmt: skip


def _open(person: Person, scene: Scene) -> bool:
    """Whether an office is printed with the person, and no body it is of; a known head of a body acts for no state."""
    day = scene.article.reference
    held = knowledge.offices_of(person.name) if len(person.words) > 1 else ()
    of_a_body = any(o.code not in knowledge.states() and (day is None or o.perhaps(day)) for o in held)
    return bool(person.titles) and not any(of for _, of in person.titles) and not of_a_body


def _guessable(person: Person, scene: Scene) -> bool:
    """Whether a printed office is one of a state: no expert's, no company's, no "counterpart" alone."""
    text = scene.article.text
    of_state = any(office not in NOT_OF_STATE for office, _ in offices_printed(person, text))
    return _open(person, scene) and of_state and not _an_equal(person, scene.article)


def _an_equal(person: Person, article: Article) -> bool:
    """Whether the only office printed is one that an official of any side may be given: "his counterpart"."""
    return all(article.text[slice(*span)].casefold() in EQUALS for span, _ in person.titles)


def _unless_doubted(person: Person, scene: Scene, code: str | None) -> str | None:
    if code is None or code == home.met_by(scene.article, min(person.mentions)):
        return None
    if standing.foreign(person, scene.states, code):
        return None
    if company.faces(person, scene.people, scene.article.text, code):
        return None
    if _held_by_another(person, scene, code) or company.signs_beside(person, scene.people, scene.article.text, code):
        return None
    return code


LEFT = re.compile(r"\b(?:former|then|ex|late|outgoing|past|incoming|acting|deputy|interim)\b", re.I)


def _held_by_another(person: Person, scene: Scene, code: str) -> bool:
    """Whether the table has somebody else in the very office on the day: "Prime Minister X" is none of Canada's then."""
    day, text = scene.article.reference, scene.article.text
    for span, _ in person.titles:
        if day is None or LEFT.search(text, max(0, span[0] - 30), span[0]):
            continue
        for office, rank in offices_printed(person, text):
            if rank == 1 and _has_no(office, code):
                return True
            holder = knowledge.holder(office, code, day) if office in knowledge.SINGLE and rank == 1 else None
            if holder is not None and not _may_be(person, holder.names):
                return True
    return False


def _has_no(office: str, code: str) -> bool:
    """Whether a state whose leaders the table has knows no such office: a president of a kingdom."""
    return office == "head of state" and not knowledge.ever(office, code) and bool(knowledge.ever("monarch", code))


def _may_be(person: Person, names: Sequence[str]) -> bool:
    """Whether the surname printed is one of the holder's names, or the holder's surname one of those printed."""
    mine = {knowledge.sound(word) for word in person.words}
    theirs = {knowledge.sound(word) for name in names for word in name.split()}
    return knowledge.sound(person.surname) in theirs or any(
        knowledge.sound(surname(name.split())) in mine for name in names
    )
