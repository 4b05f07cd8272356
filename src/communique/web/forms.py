"""One address, several forms: `.json`, `.csv`, `.md` and others behind the address of a page."""

import io
import json
from collections.abc import Callable, Sequence
from typing import Any

from fastapi import HTTPException
from starlette.responses import Response

from communique.exports import TEXT_FORMS
from communique.exports.atom import write_atom
from communique.exports.calendar import write_ics
from communique.exports.citations import write_ris
from communique.exports.columns import plain
from communique.ledger.found import Found

MEDIA = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "csv": "text/csv; charset=utf-8",
    "md": "text/markdown; charset=utf-8",
    "atom": "application/atom+xml",
    "ics": "text/calendar; charset=utf-8",
    "ris": "application/x-research-info-systems",
    "jsonld": "application/ld+json",
}
"""The forms by suffix, and what each is called on the web."""


def parted(name: str) -> tuple[str, str]:
    """An address's last part as what is meant and the form that is wanted, "html" where none is named."""
    stem, dot, suffix = name.rpartition(".")
    return (stem, suffix) if dot and suffix in MEDIA and stem else (name, "html")


def written(form: str, write: Callable[[io.StringIO], object]) -> Response:
    """What `write` writes, as an answer in that form."""
    out = io.StringIO(newline="")
    write(out)
    return Response(out.getvalue().encode("utf-8", "replace"), media_type=MEDIA[form])


def as_json(value: Any, form: str = "json") -> Response:
    """A value, or a dataclass of ours, as JSON."""
    made = json.dumps(plain(value), ensure_ascii=False, indent=1)
    return Response(f"{made}\n".encode("utf-8", "replace"), media_type=MEDIA[form])


def rows(form: str, values: Sequence[Found], base: str, title: str, address: str) -> Response:
    """Records in a form that holds many. 404 for a form that there isn't."""
    if form in TEXT_FORMS:
        return written(form, lambda out: TEXT_FORMS[form](values, Found, out))
    if form == "atom":
        return written(form, lambda out: write_atom(values, out, title=title, address=address, base=base))
    if form == "ics":
        return written(form, lambda out: write_ics(values, out, base))
    if form == "ris":
        return written(form, lambda out: write_ris(values, out, base))
    raise no_such_form(form)


def plain_note(note: str | None) -> str | None:
    """A note as it is kept; None where nothing was written."""
    return (note or "").replace("\0", " ").strip() or None


def no_such_form(form: str) -> HTTPException:
    """The refusal of a form that a page hasn't."""
    return HTTPException(404, f"this page has no form .{form}")
