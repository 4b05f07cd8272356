"""What was merged from several pages, as Markdown: accounts by side, claims side by side, lists put together."""

from collections.abc import Iterable, Iterator

from communique.ledger.clusters import MergedShown, Told
from communique.relate.described import Member
from communique.show import escaped


def to_markdown(shown: MergedShown, facts: Iterable[str] = ()) -> str:
    """A page: name and days, what else is known in a line each, each side's accounts in their words, what is told
    differently, lists, and why it is one."""
    merged = shown.merged
    span = " to ".join(dict.fromkeys(day for day in (merged.first, merged.last) if day)) or "day open"
    pages = f"{merged.pages} page{'s' * (merged.pages != 1)}"
    lines = [f"# {escaped(merged.name)}", "", f"*{merged.kind} on {pages}, {span}* (`{merged.id}`)", ""]
    told = [f"- {escaped(fact)}" for fact in facts]
    lines += [*told, ""] if told else []
    for side in dict.fromkeys(one.side for one in shown.accounts):
        lines += [f"## {escaped(f'{side}: its own account' if side else 'Press and others')}", ""]
        for one in shown.accounts:
            if one.side == side:
                lines += [f"> {escaped(one.words)}", "", f"{escaped(_source(one))} (`{one.record}`)", ""]
    if shown.claims:
        lines += ["## Told differently", "", "| what | told | by |", "| --- | --- | --- |"]
        for claim in shown.claims:
            lines += [
                f"| {escaped(claim.what)} | {escaped(value)} | {escaped(_whose(members, shown))} |"
                for value, members in claim.values
            ]
        lines.append("")
    lines += _lists(shown)
    if shown.reasons:
        lines += ["## Taken for one because", "", *(f"- {escaped(reason)}" for reason in shown.reasons), ""]
    for judged in shown.judgements:
        by = f" by {judged.judge}" if judged.judge else ""
        lines.append(f"- {escaped(f'{judged.verdict}{by}, {judged.made}: {judged.on_one} | {judged.on_other}')}")
    return "\n".join(lines).rstrip() + "\n"


def _lists(shown: MergedShown) -> Iterator[str]:
    for counted in shown.lists:
        claimed = " or ".join(map(str, counted.claimed))
        yield f"## {escaped(f'{claimed} {counted.label} claimed, {len(counted.points)} listed in all')}"
        yield ""
        for point, members in counted.points:
            yield f"1. {escaped(point)} ({escaped(_whose(members, shown))})"
        yield ""


def _source(account: Told) -> str:
    parts = (account.publisher, account.published, account.address or account.page)
    return ", ".join(part for part in parts if part)


def _whose(members: Iterable[Member], shown: MergedShown) -> str:
    by_page = {one.page: one for one in reversed(shown.accounts)}
    pages = dict.fromkeys(member.page for member in members)
    return ", ".join(_called(by_page[page]) if page in by_page else page for page in pages)


def _called(account: Told) -> str:
    who = account.side or account.publisher or account.page
    return " ".join(part for part in (who, account.published) if part)
