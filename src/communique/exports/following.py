"""A commitment and what became of it, as JSON and Markdown."""

import json
from collections.abc import Iterator

from communique.exports.columns import plain
from communique.ledger.following import Followed, Proposal
from communique.show import escaped

FORMAT = "communique.following/1"


def to_json(found: Followed) -> str:
    """All of it."""
    return json.dumps({"format": FORMAT, **plain(found)}, ensure_ascii=False, indent=1)


def to_markdown(found: Followed) -> str:
    """A page: the commitment, how it stands, its evidence by day, and its scores."""
    one = found.commitment
    sides = ", ".join(one.by) + (f" to {', '.join(one.to)}" if one.to else "")
    lines = [f"# {escaped(sides)}: {escaped(one.words)}", "", f"> {escaped(found.sentence)}", ""]
    lines += [f"- {escaped(line)}" for line in facts(found)]
    if found.evidence:
        lines += ["", "## Evidence", ""]
        for proposal in found.evidence:
            lines.append(f"- **{proposal.day or 'no day'}, {proposal.status}** {mark(proposal)} `{proposal.id}`")
            lines.append(f"  {escaped(proposal.words)}")
            lines += [f"  {escaped(line)}" for line in grounds(proposal)]
    if found.scores:
        lines += ["", "## Scores", "", "| coder | stage | score | note |", "| --- | --- | --- | --- |"]
        lines += [f"| {escaped(s.coder)} | {s.stage} | {s.value:+d} | {escaped(s.note or '')} |" for s in found.scores]
    return "\n".join(lines) + "\n"


def facts(found: Followed) -> Iterator[str]:
    """How a commitment stands, a line each."""
    one, life = found.commitment, found.life
    yield f"{one.kind} on {one.start or 'an unknown day'}" + (f", {one.title}" if one.title else "") + f" ({one.id})"
    since = f" since {life.since}" if life.since and life.status != "announced" else ""
    confirmed = sum(p.verdict == "confirm" for p in found.evidence)
    ground = f"by {confirmed} confirmed" if confirmed else "nothing confirmed yet"
    yield f"{life.status}{since}, {ground}"
    if life.overdue:
        yield "overdue"
    if life.waits_for:
        yield f"waits for: {life.waits_for}"
    if len(found.tellings) > 1:
        yield f"one life of the {len(found.tellings)} records that tell of it: {', '.join(t.id for t in found.tellings)}"


def mark(proposal: Proposal) -> str:
    """Whether somebody decided on a sentence, or it is only proposed."""
    verdicts = {one.verdict for one in proposal.decided}
    if not verdicts:
        return "proposed"
    return "disputed" if len(verdicts) > 1 else {"confirm": "confirmed", "reject": "rejected"}[verdicts.pop()]


def grounds(proposal: Proposal) -> Iterator[str]:
    """Where a sentence is from, why it is proposed, and what people said of it."""
    whose = f"{proposal.side}'s own account" if proposal.side else None
    origin = ", ".join(part for part in (proposal.publisher, whose, proposal.title, proposal.address) if part)
    if origin:
        yield origin
    if proposal.reasons:
        sure = f"{proposal.score:.2f}: " if proposal.score is not None else ""
        yield f"{sure}{'; '.join(proposal.reasons)}"
    for one in proposal.decided:
        by = f" by {one.judge}" if one.judge else ""
        yield f"{mark_of(one.verdict)}{by}, {one.made[:10]}" + (f": {one.note}" if one.note else "")


def mark_of(verdict: str) -> str:
    """A verdict in words."""
    return "confirmed" if verdict == "confirm" else "rejected"
