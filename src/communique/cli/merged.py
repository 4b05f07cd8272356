"""What was merged, for eyes: accounts by side, claims side by side, lists put together."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from communique.cli.tables import days_of
from communique.ledger.clusters import MergedShown, Told
from communique.relate.described import Member


def print_merged(shown: MergedShown, console: Console | None = None) -> None:
    """A cluster: its name and days, what each side's pages tell of it, and where they differ."""
    console = console or Console()
    merged = shown.merged
    console.print(Text(merged.name, style="bold"))
    pages = f"{merged.pages} page{'s' * (merged.pages != 1)}"
    console.print(Text(f"{merged.kind} on {pages}, {days_of(merged.first, merged.last)}; {merged.id}", style="dim"))
    sides = list(dict.fromkeys(account.side for account in shown.accounts))
    for side in sides:
        accounts = [account for account in shown.accounts if account.side == side]
        console.print(Text(f"\n{_side(side)} ({len(accounts)})", style="bold cyan"))
        for account in accounts:
            console.print(Text(f"{_source(account)}  {account.record}", style="dim"))
            console.print(Text(account.words))
    if shown.claims:
        console.print(Text("\nTold differently", style="bold cyan"))
        table = Table(box=None, show_header=False, pad_edge=False)
        for claim in shown.claims:
            for number, (value, members) in enumerate(claim.values):
                table.add_row(
                    Text("" if number else claim.what, style="cyan"),
                    Text(value),
                    Text(_whose(members, shown), style="dim"),
                )
        console.print(table)
    for counted in shown.lists:
        claimed = " or ".join(map(str, counted.claimed))
        listed = ", ".join(f"{number} in {_page(page, shown)}" for page, number in counted.listed)
        head = f"\n{claimed} {counted.label} claimed; {len(counted.points)} listed in all: {listed}"
        console.print(Text(head, style="bold cyan"))
        for number, (point, members) in enumerate(counted.points, 1):
            console.print(Text(f"{number:3} {point}"), Text(f"  {_whose(members, shown)}", style="dim"), sep="")
    if shown.reasons:
        console.print(Text("\nTaken for one because", style="bold cyan"))
        for reason in shown.reasons:
            console.print(Text(reason))
    for judged in shown.judgements:
        by = f" by {judged.judge}" if judged.judge else ""
        what = f"undo of {judged.undoes}" if judged.undoes is not None else judged.verdict
        console.print(Text(f"\n{what}{by}, {judged.made}: {judged.one}, {judged.other}", style="bold yellow"))
        if judged.note:
            console.print(Text(judged.note))


def _side(side: str | None) -> str:
    return f"{side}'s own account" if side else "Press and others"


def _source(account: Told) -> str:
    parts = (account.publisher, account.published, account.address or account.page)
    return ", ".join(part for part in parts if part)


def _whose(members: tuple[Member, ...], shown: MergedShown) -> str:
    return ", ".join(dict.fromkeys(_page(member.page, shown) for member in members))


def _page(page: str, shown: MergedShown) -> str:
    account = next((one for one in shown.accounts if one.page == page), None)
    if account is None:
        return page
    return " ".join(part for part in (account.side or account.publisher or page, account.published) if part)
