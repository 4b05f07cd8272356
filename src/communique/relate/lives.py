"""How a commitment stands on a day, from the evidence that people confirmed, and what it waits for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from communique import knowledge
from communique.knowledge.dialogues import KnownMechanism
from communique.relate.dialogues import months_after
from communique.relate.facts import ORDINALS, vague_time
from communique.relate.undertakings import Progress, Undertaking

SETTLED: frozenset[Progress] = frozenset({"kept", "broken", "superseded"})
WORDS_ONLY: frozenset[Progress] = frozenset({"announced", "reaffirmed", "lapsed"})
"""What is said of a commitment without anything being done: it changes no status but that of mere words."""
SESSION = re.compile(
    rf"\b(?:({'|'.join(ORDINALS)})|(\d{{1,3}})(?:st|nd|rd|th))\s+(?:[\w-]+\s+)?(?:session|round|meeting|summit|edition)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Life:
    """The status on a day, since when, whether its date is past with nothing settled, and what is waited for."""

    status: Progress
    since: str | None
    overdue: bool
    waits_for: str | None


@dataclass(frozen=True, slots=True)
class Session:
    """A session of a mechanism that is on record."""

    mechanism: str
    number: int | None
    day: str | None
    place: str | None


def life(
    undertaking: Undertaking,
    confirmed: Iterable[tuple[str | None, Progress]],
    today: str,
    sessions: Sequence[Session] = (),
) -> Life:
    """How a commitment stands: `confirmed` are days and statuses of what a person took for evidence.

    The last deed counts. What is only said ("reaffirmed") changes nothing of what was done. Without evidence it is
    announced, and lapsed when its date is past.
    """
    status: Progress = "announced"
    since = undertaking.said
    for day, told in sorted(confirmed, key=lambda one: one[0] or ""):
        if told in WORDS_ONLY and status not in WORDS_ONLY:
            continue
        status, since = told, day
    past = bool(undertaking.due and undertaking.due < today)
    if past and status == "announced":
        status, since = "lapsed", undertaking.due
    overdue = past and status not in SETTLED
    waits = None if status in SETTLED else waits_for(undertaking, today, sessions)
    return Life(status, since, overdue, waits)


def waits_for(undertaking: Undertaking, today: str, sessions: Sequence[Session] = ()) -> str | None:
    """What is waited for, in words: a day, a time without one, the next session of a mechanism; None when none is told."""
    said = []
    if undertaking.due:
        days = (date.fromisoformat(undertaking.due) - date.fromisoformat(today)).days
        said.append(f"due {undertaking.due} ({f'in {days} days' if days >= 0 else f'{-days} days ago'})")
    else:
        vague = vague_time(undertaking.action) or vague_time(undertaking.sentence)
        if vague is not None:
            said.append(f"“{vague[0]}”: no day is set")
    if undertaking.mechanism:
        said.append(_next_session(undertaking, sessions))
    return "; ".join(said) or None


def promised_session(action: str) -> int | None:
    """The number of the session that an action promises: "hold the third session"."""
    match = SESSION.search(action)
    if match is None:
        return None
    return ORDINALS.index(match[1].casefold()) + 1 if match[1] else int(match[2])


def known_mechanism(name: str) -> KnownMechanism | None:
    """The dialogue of knowledge/mechanisms.csv that goes by a name, or by a part of one that no other has."""
    by_words = knowledge.mechanism_by_words()
    words = knowledge.mechanism_words(name)
    if words in by_words:
        return by_words[words]
    alike = {m.name: m for held, m in by_words.items() if len(words) > 2 and held[-len(words) :] == words}
    return next(iter(alike.values())) if len(alike) == 1 else None


def _next_session(undertaking: Undertaking, sessions: Sequence[Session]) -> str:
    name = undertaking.mechanism or ""
    number = promised_session(undertaking.action)
    said = f"session {number} of the {name}" if number else f"the next session of the {name}"
    held = [s for s in sessions if s.day and (not number or s.number is None or s.number < number)]
    last = max(held, key=lambda s: s.day or "", default=None)
    if last is None:
        return f"{said}; none is on record"
    which = f"session {last.number}" if last.number else "the last"
    said += f"; {which} was on {last.day}" + (f" in {last.place}" if last.place else "")
    known = known_mechanism(name)
    if known is not None and known.interval and last.day:
        due = months_after(last.day, known.interval)
        said += f", it sits every {known.interval} months, so about {due}"
    return said
