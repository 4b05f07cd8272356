"""What goes on with an encounter told before: who stood for a party in it, that it was called off, the next round."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from communique import knowledge
from communique.readers.meeting_days import NEAR
from communique.readers.telling import Telling
from communique.records import MeetingKind

GATHERING = "meetings.gathering/1"
"""The rule whose encounters have one party, a body."""
AGAIN = "meetings.again/1"
"""The rule whose encounters are those of the same people as before: "a second summit"."""
REACH = (250, 700)
"""Characters back to the talks that a round told by its number goes on with, and to those that a further summit of theirs does."""


@dataclass(slots=True)
class Encounter:
    """The tellings of one encounter, the first of them, and the kind that they make it."""

    kind: MeetingKind
    first: Telling
    all: list[Telling] = field(default_factory=list)

    @property
    def people(self) -> list[str]:
        """Everybody named in a telling of it, each once."""
        return list(dict.fromkeys(ref for telling in self.all for ref in telling.people))

    @property
    def parties(self) -> list[str]:
        """The parties of its tellings, each once."""
        return list(dict.fromkeys(party for telling in self.all for party in telling.parties))


def join(encounters: list[Encounter], telling: Telling) -> None:
    """Add who represents a party to the encounter told last, where that party takes part in it."""
    if telling.status == "cancelled":
        last = next((e for e in reversed(encounters) if e.first.status in ("planned", "proposed")), None)
        if (
            last is not None
            and (last.kind == "visit") == (telling.kind == "visit")
            and telling.at - last.first.at < NEAR
        ):
            last.all.append(replace(telling, kind=last.kind))
        return
    last = next((e for e in reversed(encounters) if e.kind != "visit"), None)
    of_it = last is not None and set(telling.parties) <= set(last.parties)
    if last is not None and of_it and telling.at - max(t.at for t in last.all) < NEAR:
        last.all.append(replace(telling, status=last.first.status, kind=last.kind))


def following(encounters: list[Encounter], telling: Telling) -> Telling | None:
    """The next encounter with the parties, and the mechanism, of the one told before it."""
    gathered = next((e for e in reversed(encounters) if e.first.rule == GATHERING), None)
    if (telling.kind == "summit" and telling.rule != AGAIN) or (
        telling.kind == "session" and gathered is not None and gathered.kind == "session"
    ):
        return replace(telling, parties=tuple(gathered.parties[:1]), rule=GATHERING) if gathered is not None else None
    met = [e for e in reversed(encounters) if e.kind != "visit" and len(e.parties) > 1]
    # a round is one of talks, not of whom else somebody saw
    before = next((e for e in met if e.kind in ("talks", "session", "summit")), next(iter(met), None))
    numbered = telling.recalled and telling.session is not None
    if before is None or (numbered and telling.at - max(t.at for t in before.all) > REACH[telling.rule == AGAIN]):
        return None
    mechanism = before.first.mechanism if telling.kind in ("session", "meeting") else None
    kind: MeetingKind = "session" if mechanism else "talks" if telling.kind == "session" else telling.kind
    people = tuple(before.people) if telling.rule == AGAIN and len(before.people) == 2 else telling.people
    return replace(telling, people=people, parties=tuple(before.parties), mechanism=mechanism, kind=kind)


def of_their_body(encounters: Sequence[Encounter], telling: Telling) -> Encounter | None:
    """The gathering of bodies told just before that those led who act for them: "The meeting was co-chaired by Angola's minister"."""
    last = next((e for e in reversed(encounters) if e.kind != "visit"), None)
    if (
        last is None
        or not telling.definite
        or telling.time is not None
        or telling.place is not None
        or not telling.people
    ):
        return None
    bodies = [body for party in last.parties if (body := knowledge.body_of_states(party)) is not None]
    near = telling.at - max(t.at for t in last.all) < NEAR and telling.status == last.first.status
    for_them = all(party in last.parties or any(party in body.states() for body in bodies) for party in telling.parties)
    return last if near and bodies and for_them else None
