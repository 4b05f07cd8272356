"""A page: its text with every record underlined, what was taken out, where it is from; its versions, its copies and how
they differ."""

from collections.abc import Iterable, Iterator
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import RedirectResponse, Response

from communique.exports import TEXT_FORMS, diffs
from communique.exports.citations import as_jsonld
from communique.ledger.engine import LedgerError
from communique.ledger.found import Found
from communique.ledger.shown import Leaf, Version
from communique.ledger.store import Ledger
from communique.ledger.told import StoryTold
from communique.records import Reading
from communique.relate.diff import Diff
from communique.relate.edits import Change, segments
from communique.show import to_markdown
from communique.web.entering import Reader
from communique.web.forms import MEDIA, as_json, no_such_form, parted, rows, written
from communique.web.naming import address
from communique.web.rendering import page
from communique.web.room import base_of, room_of
from communique.web.underlining import blocks

router = APIRouter()

CAME = {
    "original": "nearest the source",
    "identical": "the same, word for word",
    "syndicated": "the same piece, taken over",
    "edited": "the same piece, edited",
    "spun": "the same piece, reworded",
    "spliced": "the same piece with something put in",
}
"""A page's relation to the one nearest the source, in words."""

KINDS = ("inserted", "deleted", "replaced", "moved")


@router.get("/pages/{name}")
def show(
    request: Request,
    user: Reader,
    name: str,
    start: Annotated[int, Query(alias="from", ge=0)] = 0,
    end: Annotated[int, Query(alias="to", ge=0)] = 0,
) -> Response:
    """A page by its id (its last version) or by the id of a version; the words between `from` and `to` are marked."""
    ident, form = parted(name)
    leaf = room_of(request).ledger.leaf(ident)
    if ident not in (leaf.shown.found.page, leaf.shown.found.version):
        return RedirectResponse(address(ident))
    if form != "html":
        return _formed(leaf, form, base_of(request))
    current = next((one.last for one in leaf.shown.versions if one.id == leaf.shown.found.version), True)
    return page(
        request,
        "page.html",
        leaf=leaf,
        blocks=blocks(leaf, (start, end)),
        current=current,
        doubts=doubts(leaf.reading),
        people=[actor for actor in leaf.reading.actors if actor.kind == "person"],
        story=story_of(leaf),
        came=CAME,
    )


@router.get("/pages/{ident}/versions")
@router.get("/pages/{ident}/versions.{form}")
def versions(request: Request, user: Reader, ident: str, form: str = "html") -> Response:
    """The versions of a page, and two of them chosen to be laid side by side."""
    shown = room_of(request).ledger.show(ident)
    if ident not in (shown.found.page, shown.found.version):
        return RedirectResponse(f"{address(shown.found.version)}/versions{'' if form == 'html' else f'.{form}'}")
    if form == "html":
        newest_first = shown.versions[::-1]
        return page(request, "versions.html", found=shown.found, versions=newest_first, suffixes=tuple(TEXT_FORMS))
    if form not in TEXT_FORMS:
        raise no_such_form(form)
    return written(form, lambda out: TEXT_FORMS[form](shown.versions, Version, out))


@router.get("/pages/{ident}/difference")
@router.get("/pages/{ident}/difference.{form}")
def difference(
    request: Request,
    user: Reader,
    ident: str,
    source: Annotated[str, Query(alias="from")] = "",
    to: str = "",
    form: str = "html",
) -> Response:
    """A page's text with what another page or version has otherwise: that named in `from`, or the page nearest its source;
    `to` names another version of it than its address does."""
    ledger = room_of(request).ledger
    copy = ledger.leaf(to or ident)
    other = ledger.leaf(source) if source else nearest(ledger, to or ident)
    if other.shown.found.version == copy.shown.found.version:
        raise HTTPException(404, "a page does not differ from itself")
    found = ledger.difference(other.shown.found.version, copy.shown.found.version)
    if form != "html":
        return _difference_as(found, form)
    return page(
        request,
        "difference.html",
        source=other.shown.found,
        copy=copy.shown.found,
        found=found,
        came=CAME,
        one_page=other.shown.found.page == copy.shown.found.page,
        numbers={kind: sum(one.kind == kind for one in found.edits) for kind in KINDS},
        lines=list(lines(segments(found.edits, found.text))),
        at=f"{address(copy.shown.found.version)}/difference",
        asked=f"?{urlencode({'from': other.shown.found.version})}",
        suffixes=("json", "csv", "md"),
    )


def _difference_as(found: Diff, form: str) -> Response:
    if form == "json":
        return Response(f"{diffs.to_json(found)}\n".encode("utf-8", "replace"), media_type=MEDIA["json"])
    if form == "md":
        return written(form, lambda out: out.write(diffs.to_markdown(found)))
    if form == "csv":
        return written(form, lambda out: TEXT_FORMS["csv"](found.edits, Change, out))
    raise no_such_form(form)


def nearest(ledger: Ledger, ident: str) -> Leaf:
    """The page nearest the source of the piece that a page carries. 404 where it is that page itself."""
    try:
        return ledger.leaf(ledger.difference(ident).source)
    except LedgerError as error:
        raise HTTPException(404, str(error)) from error


def story_of(leaf: Leaf) -> StoryTold | None:
    """The story in which a page stands, where others carry its piece too."""
    story = leaf.shown.story
    return story if story is not None and story.pages > 1 else None


def lines(stretches: Iterable[tuple[str, str]]) -> Iterator[list[tuple[str, str]]]:
    """Stretches of a text, each (what became of it, words), put into its lines; what is gone stays in one."""
    line: list[tuple[str, str]] = []
    for kind, text in stretches:
        for number, part in enumerate([" ".join(text.split())] if kind == "gone" else text.split("\n")):
            if number and line:
                yield line
                line = []
            if part:
                line.append((kind, part))
    if line:
        yield line


def doubts(reading: Reading) -> list[str]:
    """What an analyst should see before the text: counts that differ, dates that are open, what reading warned of."""
    article = reading.article
    groups = dict.fromkeys(one.group for one in reading.commitments if one.group is not None)
    said = [f"{g.label}: {g.claimed} claimed, {g.listed} listed here" for g in groups if g.claimed != g.listed]
    said += [f"“{one.name}” looks misprinted, perhaps {one.suggestion}" for one in reading.actors if one.suggestion]
    said += [f"day not fixed: “{article.cut(one.span)}”" for one in reading.times if one.start is None]
    return [*said, *article.warnings]


def _formed(leaf: Leaf, form: str, base: str) -> Response:
    if form == "json":
        return Response(leaf.reading.to_json(1).encode("utf-8", "replace"), media_type=MEDIA["json"])
    if form == "md":
        return written(form, lambda out: out.write(to_markdown(leaf.reading, why=True)))
    if form == "jsonld":
        every = [as_jsonld(one, leaf.reading.article, base) for one in (leaf.shown, *leaf.records)]
        return as_json(every, form)
    records: list[Found] = [one.found for one in leaf.records]
    if form == "csv":
        return rows(form, records, base, "", "")
    if form == "ics":
        return rows(form, [one for one in records if one.type == "meeting"], base, "", "")
    if form == "ris":
        return rows(form, [leaf.shown.found], base, "", "")
    raise no_such_form(form)
