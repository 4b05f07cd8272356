"""Templates to answers. Everything that is put into a template is escaped; there is no way around it here."""

from dataclasses import fields
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import HTMLResponse

from communique.web import naming
from communique.web.room import room_of

templates = Environment(
    loader=PackageLoader("communique.web"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
templates.globals.update(
    address=naming.address,
    mechanism_address=naming.mechanism_address,
    pair_address=naming.pair_address,
    person_address=naming.person_address,
    party=naming.party,
    parties=naming.parties,
    days=naming.days,
    telling=naming.telling,
)


def _plural(number: int, word: str, many: str = "") -> str:
    return f"{number:,} {word}" if number == 1 else f"{number:,} {many or word + 's'}"


def _columns(value: Any) -> dict[str, Any]:
    return {field.name: getattr(value, field.name) for field in fields(value)}


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


templates.filters.update(plural=_plural, columns=_columns, capitalize_first=_capital)


def page(request: Request, name: str, status: int = 200, /, **values: Any) -> HTMLResponse:
    """The answer made of template `name`; every template knows who asks and where."""
    room = room_of(request)
    user = getattr(request.state, "user", None)
    made = templates.get_template(name).render(
        user=user,
        csrf=user.csrf if user else "",
        public=room.public,
        path=request.url.path,
        ledger=room.ledger.name,
        **values,
    )
    return HTMLResponse(made, status)
