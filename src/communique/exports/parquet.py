"""Parquet, for data frames and query engines; needs pyarrow (`pip install 'communique[parquet]'`)."""

import types
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from communique.exports.columns import columns_of, plain

GROUP = 10_000
"""Rows of one row group, held in memory at a time."""


def write_parquet(values: Iterable[Any], kind: type, target: Path) -> int:
    """A Parquet file with one row a value, typed as `kind` is; gives how many. ImportError without pyarrow."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    hints = get_type_hints(kind)
    schema = pa.schema([pa.field(column, _type(hints[column], pa)) for column in columns_of(kind)])
    count = 0
    pending = iter(values)
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        while chunk := [plain(value) for value in islice(pending, GROUP)]:
            writer.write_table(pa.Table.from_pylist(chunk, schema))
            count += len(chunk)
    return count


def _type(hint: Any, pa: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _type(next(arg for arg in get_args(hint) if arg is not type(None)), pa)
    if origin is tuple:
        return pa.list_(_type(get_args(hint)[0], pa))
    if hasattr(hint, "__dataclass_fields__"):
        inner = get_type_hints(hint)
        return pa.struct([pa.field(name, _type(inner[name], pa)) for name in columns_of(hint)])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[hint]
