"""A dataclass as columns."""

from collections.abc import Mapping
from dataclasses import asdict, fields, is_dataclass
from typing import Any


def columns_of(kind: type) -> list[str]:
    """The names of a dataclass's fields, in order."""
    return [field.name for field in fields(kind)]


def plain(value: Any) -> Any:
    """A value without types of ours: dataclasses as mappings, tuples as lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(one) for name, one in asdict(value).items()}
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return [plain(one) for one in value] if isinstance(value, tuple | list) else value


def cell(value: Any) -> str:
    """A value as the text of one cell: nothing for None, "; " between several, `name: value` within one of them."""
    if value is None:
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(map(cell, value))
    if is_dataclass(value) and not isinstance(value, type):
        held = ((name, getattr(value, name)) for name in columns_of(type(value)))
        return ", ".join(f"{name}: {cell(one)}" for name, one in held if one not in (None, ""))
    return str(value)
