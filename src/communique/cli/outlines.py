"""Stories and mechanisms for a terminal: a head and a line for each page or session."""

from rich.console import Console
from rich.text import Text

from communique.cli.tables import days_of
from communique.ledger.told import StoryTold
from communique.relate.dialogues import Dialogue, Session


def print_story(story: StoryTold, console: Console | None = None) -> None:
    """A story's pages, the one nearest the source first, and why it is that."""
    console = console or Console()
    console.print(Text(story.title or "(no title)", style="bold"))
    console.print(Text(f"{story.pages} pages, {days_of(story.first, story.last)}; {story.id}", style="dim"))
    for one in story.members:
        where = one.publisher or one.address or "(unknown outlet)"
        line = Text(f"{one.relation:>10}  ", style="green" if one is story.members[0] else "yellow")
        line.append(f"{one.published or 'open'}  ", style="cyan")
        line.append(f"{where}  ", style="")
        line.append(one.page, style="dim")
        console.print(line, soft_wrap=True)
        if one is story.members[0]:
            for reason in story.reasons:
                console.print(Text(f"            because {reason}", style="dim"), soft_wrap=True)
    console.print()


def print_dialogue(one: Dialogue, console: Console | None = None) -> None:
    """A mechanism's names, its sessions with what was agreed at each, gaps, and the next one due."""
    console = console or Console()
    console.print(Text(one.name, style="bold"))
    facts = (
        ("parties", ", ".join(one.parties)),
        *((party, name) for party, name in one.sides if name != one.name),
        ("in print", "; ".join(name for name in one.names if name != one.name)),
        ("level", one.level),
        ("since", f"{one.first} ({one.source})" if one.first else None),
        ("missing", ", ".join(one.gaps)),
        ("next", _coming(one)),
    )
    for head, value in facts:
        if value:
            console.print(Text(f"{head:>10}  ", style="cyan"), Text(value), sep="", soft_wrap=True)
    for session in one.sessions:
        console.print(_line(session), soft_wrap=True)
        for promise in session.agreed:
            console.print(Text(f"            {' '.join(promise.words.split())}"), Text(promise.id, style="dim"))
    console.print()


def _coming(one: Dialogue) -> str | None:
    if one.next is None:
        return None
    number = f"session {one.next.number}, " if one.next.number is not None else ""
    return f"{number}{one.next.when or 'on a day not named'} ({one.next.reason})"


def _line(session: Session) -> Text:
    line = Text(f"{session.number or '':>10}  ", style="green")
    line.append(days_of(session.start, session.end), style="cyan")
    if session.status != "held":
        line.append(f"  {session.status}", style="yellow")
    if session.other_days:
        line.append(f"  (others say {', '.join(session.other_days)})", style="yellow")
    if session.place:
        line.append(f"  {session.place}")
    if session.people:
        line.append(f"  {', '.join(name for name, _ in session.people)}")
    return line
