"""Frozen dataclasses as JSON and back, checked against their types; nothing here knows what the types mean.

For every type a function is made once that turns plain JSON into it. A fault is found on the way and its path is put
together only then, so that sound input costs no more than its reading.
"""

import types
from collections.abc import Callable, Iterator
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Literal, TypeAlias, Union, get_args, get_origin, get_type_hints

Span: TypeAlias = tuple[int, int]
Build: TypeAlias = Callable[[Any], Any]


class RecordError(ValueError):
    """A JSON value that is not of the type wanted, with the path to the fault."""

    def __init__(self, reason: str, path: str = "") -> None:
        super().__init__(f"{path}: {reason}" if path else reason)
        self.reason, self.path = reason, path

    def within(self, outer: str) -> "RecordError":
        """The same fault, seen from one level further out."""
        return RecordError(self.reason, f"{outer}{self.path}")


def plain(value: Any) -> dict[str, Any]:
    """A dataclass as a mapping of its fields, for `json.dumps(default=plain)`; a `format` comes first."""
    return {name: getattr(value, name) for name in _names(type(value))}  # type: ignore[arg-type]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} is not JSON")
    names = [field.name for field in fields(kind)]
    return tuple(sorted(names, key=lambda name: name != "format"))


@cache
def builder(hint: Any) -> Build:
    """What makes a value of type `hint` from plain JSON, or raises RecordError."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = builder(_inner(hint))
        return lambda raw: None if raw is None else inner(raw)
    if origin is Literal:
        return _literal(get_args(hint))
    if _is_span(hint):
        return _span
    if origin is tuple:
        return _several(builder(get_args(hint)[0]))
    if is_dataclass(hint):
        return _record(hint)  # type: ignore[arg-type]
    return _number if hint is float else _exactly(hint)


def _inner(hint: Any) -> Any:
    return next(arg for arg in get_args(hint) if arg is not type(None))


def _literal(allowed: tuple[str, ...]) -> Build:
    known = frozenset(allowed)

    def build(raw: Any) -> Any:
        if not isinstance(raw, str) or raw not in known:
            raise RecordError(f"{raw!r} is not one of {', '.join(allowed)}")
        return raw

    return build


def _span(raw: Any) -> Span:
    if type(raw) is not list or len(raw) != 2 or type(raw[0]) is not int or type(raw[1]) is not int:
        raise RecordError("expected [start, end]")
    return (raw[0], raw[1])


def _several(inner: Build) -> Build:
    def build(raw: Any) -> tuple[Any, ...]:
        if type(raw) is not list:
            raise RecordError("expected a list")
        made: list[Any] = []
        try:
            for item in raw:
                made.append(inner(item))
        except RecordError as error:
            raise error.within(f"[{len(made)}]") from None
        return tuple(made)

    return build


def _record(kind: type) -> Build:
    hints = get_type_hints(kind)
    inner = [(field.name, builder(hints[field.name])) for field in fields(kind)]
    names = frozenset(hints)
    left_out = _defaults(kind)

    def build(raw: Any) -> Any:
        if type(raw) is not dict:
            raise RecordError("expected an object")
        if raw.keys() != names:
            unknown, missing = sorted(raw.keys() - names), sorted(names - raw.keys() - left_out.keys())
            if unknown or missing:
                raise RecordError(f"unknown {unknown}" if unknown else f"missing {missing}")
        values: list[Any] = []
        try:
            for name, make in inner:
                values.append(make(raw[name]) if name in raw else left_out[name])
        except RecordError as error:
            raise error.within(f".{inner[len(values)][0]}") from None
        return kind(*values)

    return build


@cache
def _defaults(kind: Any) -> dict[str, Any]:
    """Fields that may be left out, with what they are then: one that is added later has a default, so that old JSON is read."""
    return {f.name: f.default for f in fields(kind) if f.default is not MISSING}


def _number(raw: Any) -> float:
    if type(raw) not in (int, float):
        raise RecordError("expected float")
    return raw  # type: ignore[no-any-return]


def _exactly(hint: type) -> Build:
    def build(raw: Any) -> Any:
        if type(raw) is not hint:
            raise RecordError(f"expected {hint.__name__}")
        return raw

    return build


def spans_of(value: Any, path: str) -> Iterator[tuple[str, Span]]:
    """Every span in a dataclass, with its path."""
    for name, shape in _with_spans(type(value)):  # type: ignore[arg-type]
        held = getattr(value, name)
        if held is None or held == ():
            continue
        if shape == "span":
            yield f"{path}.{name}", held
        elif shape == "spans":
            for number, span in enumerate(held):
                yield f"{path}.{name}[{number}]", span
        elif shape == "record":
            yield from spans_of(held, f"{path}.{name}")
        else:
            for number, one in enumerate(held):
                yield from spans_of(one, f"{path}.{name}[{number}]")


@cache
def _with_spans(kind: Any) -> tuple[tuple[str, str], ...]:
    """The fields of a dataclass that hold spans, and how: span, spans, record or records."""
    found = []
    for name, hint in get_type_hints(kind).items():
        inner = _inner(hint) if get_origin(hint) in (Union, types.UnionType) else hint
        if _is_span(inner):
            found.append((name, "span"))
        elif is_dataclass(inner):
            found.append((name, "record"))
        elif get_origin(inner) is tuple and _is_span(get_args(inner)[0]):
            found.append((name, "spans"))
        elif get_origin(inner) is tuple and is_dataclass(get_args(inner)[0]):
            found.append((name, "records"))
    return tuple(found)


def _is_span(hint: Any) -> bool:
    return bool(hint == tuple[int, int])


def schema_of(hint: Any, defs: dict[str, Any]) -> dict[str, Any]:
    """The JSON Schema of a type; those of dataclasses go into `defs`."""
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [schema_of(_inner(hint), defs), {"type": "null"}]}
    if origin is Literal:
        return {"enum": list(get_args(hint))}
    if _is_span(hint):
        whole = {"type": "integer", "minimum": 0}
        return {"type": "array", "prefixItems": [whole, whole], "items": False, "minItems": 2}
    if origin is tuple:
        return {"type": "array", "items": schema_of(get_args(hint)[0], defs)}
    if is_dataclass(hint):
        name = hint.__name__  # type: ignore[union-attr]
        if name not in defs:
            hints = get_type_hints(hint)
            defs[name] = {}
            defs[name] = {
                "type": "object",
                "description": (hint.__doc__ or "").strip(),
                "properties": {key: schema_of(kind, defs) for key, kind in hints.items()},
                "required": sorted(hints.keys() - _defaults(hint).keys()),  # type: ignore[arg-type]
                "additionalProperties": False,
            }
        return {"$ref": f"#/$defs/{name}"}
    simple = {str: "string", bool: "boolean", int: "integer", float: "number"}[hint]
    return {"type": simple, "minimum": 0, "maximum": 1} if hint is float else {"type": simple}
