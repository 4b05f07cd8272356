"""Whether two pages tell of one commitment: by parties, meeting, words, numbers and due day."""

import re
from calendar import day_name, month_name
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache, lru_cache

from communique import knowledge
from communique.knowledge import ORDINALS, fold
from communique.relate.entries import CommitmentEntry, Gist, MeetingEntry
from communique.relate.equals import in_usual_words, usual_spelling
from communique.relate.facts import STEM
from communique.relate.same_meeting import liken_meetings
from communique.relate.senses import nearness
from communique.relate.signs import Sign, Verdict, scale, weigh
from communique.relate.topics import party_words
from communique.relate.when_met import WEEKS, is_loose

SMALL = frozenset(
    "the a an of on and for in to with at by from as its their both will would shall be is are was were has have this that "
    "these those it they he she his her between into through all any more further them two or whether".split()
)
CALENDAR = frozenset((*month_name, *day_name))
"""Capitals that name a time, not a plan."""
SAME, MOST, SOME, FEW = 0.95, 0.62, 0.4, 0.12
"""Shares of words (Dice over stems, weighted) that two actions have in common."""
SENSE, LOOSE_SENSE = 0.52, 0.48
"""Means of the share of words and the nearness of meaning of two actions. On the example ledger's pages nearly all pairs
above the first were one promise, and two in three between the two."""
WORTH_ASKING = 0.2
"""Share of words from which it is worth asking what two actions mean: with less no pair of the example ledger's pages came near
enough, and the model takes longer than all the rest."""
GENERAL = 0.3
"""What a word of any communiqué counts ("deepen", "cooperation") against one that says what about."""
OPPOSITES = (
    ("open", "close"), ("reopen", "close"), ("lift", "impose"), ("raise", "lower"), ("increase", "reduce"),
    ("resume", "suspend"), ("start", "stop"), ("start", "end"), ("join", "leave"), ("sign", "terminate"),
    ("ban", "allow"), ("send", "withdraw"), ("extend", "end"),
)  # fmt: skip
"""Acts of which one undoes the other: what they are done to is the same, the promise is not."""
FEW_WORDS = 1
"""Telling words with which a promise is hardly found by its words."""
LOOKED_UP = 5
"""Words and names of a commitment under which it is looked up, the longest."""
NEVER_DATED = "never"
"""Stands for the month of what has no day."""
NEAR, FAR = 7, 45
"""Days between two tellings of one promise as news, and beyond which it is more likely another one of its kind."""

SIDES = ("country", "nation", "state", "side", "party", "government", "people")
"""Words for the sides themselves: "resume flights between the two countries"."""
NO_VERB = frozenset({"br", "th", "spr", "str", "sw", "w", "r", "k"})
"""What is left of a word in "-ing" that is no verb's form: "bring", "thing", "spring"."""
RELATIVE = re.compile(r"(\w+),?\s+(?:that|which|who)\s+(?:would|had|has|have|was|were|is|are|could|will)\b.*$", re.I)
"""A clause on what the action is done to: "drop a bill that would have let it override the protocol"."""
SEEN_TO = frozenset("ensure ensuring sure agree agreed guarantee see declare confirm to certain so provided".split())
"""Words after which "that" brings what is promised itself."""
ASIDE = re.compile(
    r",\s+(?:an?|the|which|who|whose|where|when|while|in|at|as|after|during|amid|despite|under|on|their|his|her|its|it|he|she|they|"
    r"calling|saying|ending|paving|marking)\s(?![^,]*,?\s+and\s)[^;]*$",
    re.I,
)
"""What is told beside an action, after a comma: "visit Seoul soon, a journey that nobody has made"; no further point of a list."""
TO_MEET = frozenset("hold meet visit travel convene reconvene held meeting dialogue session round summit".split())
"""Words of a promise that is to meet again itself."""

_COUNTED = {word: number for number, word in enumerate(ORDINALS, 1) if number > 1} | {
    word: number for number, word in enumerate("two three four five six seven eight nine ten".split(), 2)
}
"""Numbers in words; "one" and "first" count nothing."""
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")


def keys_of_commitment(entry: CommitmentEntry) -> Iterator[str]:
    """Under what an entry is kept: a party and a telling word or a name, with its months; and by a name alone, for those without
    a day."""
    yield from _by_words_key(entry)
    yield from _by_meeting_key(entry, "few", "any")
    yield from _by_month_keys(entry)
    yield from (f"promised {party} about {name}" for party in entry.by for name in _looked_up_names(entry))


def looks_of_commitment(entry: CommitmentEntry) -> Iterator[str]:
    """Under what an entry looks for others: with a day among those of its months and those without; without one by its names
    whenever they were told."""
    yield from _by_words_key(entry)
    yield from _by_meeting_key(entry, "any", "few")
    yield from _by_month_keys(entry)
    how = " open" if _months(entry) != [NEVER_DATED] else ""
    yield from (f"promised {party} about {name}{how}" for party in entry.by for name in _looked_up_names(entry))


def _by_words_key(entry: CommitmentEntry) -> Iterator[str]:
    if entry.plan is not None and entry.plan.place is not None:  # called otherwise on each page
        yield from (f"promised {' '.join(entry.by)} to meet {month}" for month in _months(entry))
    telling = _telling(entry.words)
    if len(telling) > 1:  # a copy may have lost its day
        yield f"promised {' '.join(entry.by)} {' '.join(telling)}"


def _by_meeting_key(entry: CommitmentEntry, of_few: str, of_many: str) -> Iterator[str]:
    """One of hardly a telling word ("implement the agreement") finds all that its meeting agreed on, and each finds it."""
    met = entry.meeting
    if met is not None and not is_loose(met):
        few = len(_telling(entry.words)) <= FEW_WORDS
        yield f"promised {' '.join(entry.by)} at {met.start} {of_few if few else of_many}"
        if few:
            yield f"promised {' '.join(entry.by)} at {met.start} {of_many}"


def _by_month_keys(entry: CommitmentEntry) -> Iterator[str]:
    telling, months = _telling(entry.words), _months(entry)
    if not telling:  # "deepen cooperation": any pair of states has them every month
        yield from (f"promised {' '.join(entry.by)} {month} {' '.join(sorted(stems(entry.words)))}" for month in months)
    for party in entry.by:
        for month in months:
            yield from (f"promised {party} {month} {word}" for word in telling)
            how = "open" if month == NEVER_DATED else month
            yield from (f"promised {party} about {name} {how}" for name in _looked_up_names(entry))


@lru_cache(maxsize=50_000)
def _telling(words: str) -> tuple[str, ...]:
    return tuple(sorted(stems(words) - _general(), key=lambda word: (-len(word), word))[:LOOKED_UP])


def _looked_up_names(entry: CommitmentEntry) -> list[str]:
    return sorted(_names(entry.words))[:LOOKED_UP]


def _months(entry: CommitmentEntry) -> list[str]:
    """The months in which it can have been told: that of its day, and the one before early in a month."""
    days = [day for day in (_day(entry), entry.told, *_about(entry.meeting)) if day]
    found = {(date.fromisoformat(day) + timedelta(shift)).isoformat()[:7] for day in days for shift in (-NEAR, 0)}
    return sorted(found) or [NEVER_DATED]


def _about(met: MeetingEntry | None) -> tuple[str, ...]:
    """First and last day of a meeting of which a page gives the month: "agreed last month in California"."""
    if met is None or met.start is None or met.end is None:
        return ()
    return (met.start, met.end) if (date.fromisoformat(met.end) - date.fromisoformat(met.start)).days <= WEEKS else ()


def _day(entry: CommitmentEntry) -> str | None:
    """The day on which it was made, as far as the page tells: a meeting of "2018" gives none."""
    met = entry.meeting
    return met.start if met is not None and not is_loose(met) else entry.told


def liken_commitments(a: CommitmentEntry, b: CommitmentEntry) -> Verdict:
    """Lay two commitments side by side."""
    return weigh("commitment", _signs(a, b))


def hopeless(a: Gist, b: Gist) -> bool:
    """Whether two commitments can't even be unsure, by the words they share and the best that all the rest could say: asked
    of every promise that one party made in a month, nearly all of which have a word in common and no more."""
    share = _share(a.words, b.words)
    if (a.plans and b.plans) or share >= (WORTH_ASKING if _share_a_matter(a.words, b.words) else SOME):
        return False
    if _within(a.words, b.words):
        return False
    points = scale("commitment").points
    words = "few words" if share >= FEW else "no words"
    best = [
        ("same parties" if set(a.by) == set(b.by) else "within parties",),
        ("same kind",) if a.type == b.type else ("other kind",),
        ("same meeting", "days near") if a.met and b.met else ("days near",),
        (words,),
        ("same names",) if _names(matter(a.words)) & _names(matter(b.words)) else (),
        ("same due", "same year due") if a.due and a.due == b.due else (),
    ]
    most = sum(max(points[name] or 0.0 for name in names) for names in best if names)
    return most < scale("commitment").unsure


def never_one(a: CommitmentEntry, b: CommitmentEntry) -> bool:
    """Whether anything rules out that two are one: asked far more often than how likely it is."""
    return a.page == b.page or not _of_one_party(set(a.by), set(b.by))


def _of_one_party(mine: set[str], theirs: set[str]) -> bool:
    return mine == theirs or (bool(mine & theirs) and (mine <= theirs or theirs <= mine))


def _signs(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
    if a.page == b.page:
        yield Sign("one page")
    mine, theirs = set(a.by), set(b.by)
    if mine == theirs:
        yield Sign("same parties", (", ".join(a.by),))
    elif _of_one_party(mine, theirs):
        yield Sign("within parties", (", ".join(a.by), ", ".join(b.by)))
    else:
        yield Sign("other parties", (", ".join(a.by), ", ".join(b.by)))
    if a.type == b.type:
        yield Sign("same kind", (a.type,))
    else:
        yield Sign("asked and given" if "urged" in (a.type, b.type) else "other kind", (a.type, b.type))
    how_met = list(_by_meeting(a, b))
    yield from how_met
    if _one_plan(a, b):
        yield Sign("same plan")
    else:
        yield from _by_words(a, b, {sign.name for sign in how_met} <= {"same meeting", "days near"})
    if a.due and b.due:
        if a.due != b.due:
            yield Sign("other due", (a.due, b.due))
        else:
            yield Sign("same year due" if a.due.endswith("12-31") else "same due", (a.due,))
    yield from _by_numbers(matter(a.words), matter(b.words))
    if matters := _of_other_matters(a.words, b.words):
        yield Sign("other matter", matters)
    if undone := _undone(a.words, b.words):
        yield Sign("opposite act", undone)
    mine_named, theirs_named = _names(matter(a.words)), _names(matter(b.words))
    if shared := mine_named & theirs_named:
        yield Sign("same names", (", ".join(sorted(shared)),))
    elif mine_named and theirs_named:
        yield Sign("other names", (", ".join(sorted(mine_named)), ", ".join(sorted(theirs_named))))


def _by_meeting(a: CommitmentEntry, b: CommitmentEntry) -> Iterator[Sign]:
    if a.meeting is not None and b.meeting is not None:
        likeness = liken_meetings(a.meeting, b.meeting)
        if likeness.outcome == "same":
            yield Sign("same meeting")
            return
        if likeness.never and a.meeting.start and b.meeting.start:
            yield Sign("other meeting")
            return
    pairs = ((_day(a), _day(b)), (a.told, b.told))
    between = [abs((date.fromisoformat(x) - date.fromisoformat(y)).days) for x, y in pairs if x and y]
    if between and min(between) <= NEAR:
        yield Sign("days near", (str(NEAR),))
    elif between and min(between) > FAR:
        yield Sign("days far", (str(min(between)),))


def _one_plan(a: CommitmentEntry, b: CommitmentEntry) -> bool:
    """Whether both promise to hold one meeting, however they call it: "the next round would be in China", "the seventh dialogue"."""
    if a.plan is None or b.plan is None:
        return False
    to_meet = all(TO_MEET & set(_WORD.findall(matter(words).casefold())) for words in (a.words, b.words))
    return to_meet and liken_meetings(a.plan, b.plan).outcome == "same"


def _by_words(a: CommitmentEntry, b: CommitmentEntry, near: bool) -> Iterator[Sign]:
    """`near`: whether nothing but the words can keep the two apart, so that it is worth asking what they mean."""
    share = _share(a.words, b.words)
    shown = (f"{share:.2f}",)
    if share >= SAME:
        yield Sign("same words")
    elif share >= MOST:
        yield Sign("most words", shown)
    elif (
        near
        and share >= WORTH_ASKING
        and _share_a_matter(a.words, b.words)
        and (sense := (share + nearness(a.words, b.words)) / 2) >= LOOSE_SENSE
    ):
        yield Sign("one sense" if sense >= SENSE else "near sense", (f"{sense:.2f}",))
    elif _within(a.words, b.words):
        yield Sign("within words")
    elif share >= SOME:
        yield Sign("some words", shown)
    else:
        yield Sign("few words", shown) if share >= FEW else Sign("no words")


def _share_a_matter(one: str, other: str) -> bool:
    """Whether two actions share a telling word: formulas alone mean much the same."""
    return bool(stems(one) & stems(other) - _general())


def _undone(one: str, other: str) -> tuple[str, str] | None:
    """The acts of the two that undo one another."""
    mine, theirs = _stems(one), _stems(other)
    for does, undoes in OPPOSITES:
        for x, y in ((does, undoes), (undoes, does)):
            if _stem(x) in mine - theirs and _stem(y) in theirs - mine:
                return x, y
    return None


_OBJECT = re.compile(r"\b(on|over|about|for|of|with|against|in|from|to)\s+(?:the\s+|an?\s+)?([^\W\d_]+)\W*$")


def _of_other_matters(one: str, other: str) -> tuple[str, str] | None:
    """What two actions in the same words are about, where that is two things: "lower tariffs on tea", "on sugar"."""
    mine, theirs = _OBJECT.search(matter(one)), _OBJECT.search(matter(other))
    if mine is None or theirs is None or mine[1] != theirs[1]:
        return None
    apart = stems(matter(one)) ^ stems(matter(other))
    last = stems(mine[2]), stems(theirs[2])
    return (mine[2], theirs[2]) if all(last) and last[0] != last[1] and apart == last[0] | last[1] else None


def _by_numbers(one: str, other: str) -> Iterator[Sign]:
    mine, theirs = _numbers(one), _numbers(other)
    if mine and theirs and not mine & theirs:
        yield Sign("other numbers", (", ".join(sorted(mine)), ", ".join(sorted(theirs))))


@lru_cache(maxsize=50_000)
def _numbers(words: str) -> frozenset[str]:
    found = [word for word in map(str.casefold, _WORD.findall(words)) if word[0].isdigit() or word in _COUNTED]
    return frozenset(str(_COUNTED.get(word, word)) for word in found)


@lru_cache(maxsize=50_000)
def _names(words: str) -> frozenset[str]:
    """The words with a capital within an action that name no party and no month: what tells one plan from another."""
    found = (match[0] for match in _WORD.finditer(words) if match.start())
    folded = {usual_spelling(fold(word)) for word in found if word[0].isupper() and word not in CALENDAR}
    return frozenset(word for word in folded if word not in party_words() and word not in SMALL)


@lru_cache(maxsize=50_000)
def matter(words: str) -> str:
    """An action without what is told beside it."""
    kept = ASIDE.sub("", words)
    if (told := RELATIVE.search(kept)) is not None and told[1].casefold() not in SEEN_TO:
        kept = kept[: told.end(1)]
    return kept if len(kept.split()) > 1 else words


def _within(one: str, other: str) -> bool:
    """Whether all that one action tells the other tells too: "resume flights", "examine the resumption of flights and of visits"."""
    mine, theirs = stems(matter(one)) - _sides(), stems(matter(other)) - _sides()
    few, many = sorted((mine, theirs), key=len)
    if len(few) > 1 and few <= many and bool(few - _general()):
        return True
    for telling, whole in ((mine - _general(), theirs), (theirs - _general(), mine)):
        if len(telling) > 1 and telling <= whole:
            return True
    return False


def _share(one: str, other: str) -> float:
    total = _whole(one) + _whole(other)
    return 2 * _weight(stems(matter(one)) & stems(matter(other))) / total if total else 0.0


@lru_cache(maxsize=50_000)
def _whole(words: str) -> float:
    return _weight(stems(matter(words)))


def _weight(words: frozenset[str]) -> float:
    return sum(GENERAL if word in _general() else 1.0 for word in words)


@cache
def _sides() -> frozenset[str]:
    return frozenset(map(_stem, SIDES))


@cache
def _general() -> frozenset[str]:
    """Words of any communiqué: they fill promises and tell none from another."""
    return frozenset(_stem(row["word"]) for row in knowledge.table("promise_words"))


@lru_cache(maxsize=50_000)
def stems(words: str) -> frozenset[str]:
    """The stems of an action's telling words: no parties, no small words; one for words that mean one thing."""
    return _stems(in_usual_words(words))


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem for word in _WORD.findall(words) if (stem := _telling_stem(word)) is not None)


@lru_cache(maxsize=50_000)
def _telling_stem(word: str) -> str | None:
    folded = usual_spelling(fold(word))
    return None if folded in SMALL or folded in party_words() else _stem(folded)


@cache
def _stem(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        word = f"{word[:-3]}y"  # "countries"
    bare = word[:-1] if word.endswith("s") and len(word) > 3 else word
    if bare.endswith("ing") and 4 < len(bare) <= STEM and bare[:-3] not in NO_VERB:
        bare = bare[:-3]  # longer ones are cut before their ending
    return bare[:STEM].removesuffix("e")
