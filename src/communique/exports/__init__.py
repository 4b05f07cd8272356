"""What a ledger gives, in other programs' forms: one module a form, each a function over an iterator of values.

Every function takes the values as they come and writes them as it goes, so that a ledger of any size can be exported.
The values are frozen dataclasses of one type, `kind`, which gives the columns even where there are no values.
"""

from communique.exports.delimited import write_csv
from communique.exports.markdown import write_markdown
from communique.exports.objects import write_json, write_jsonl
from communique.exports.parquet import write_parquet

TEXT_FORMS = {"json": write_json, "jsonl": write_jsonl, "csv": write_csv, "md": write_markdown}
"""The forms that are text, by the suffix that names them."""

__all__ = ["TEXT_FORMS", "write_csv", "write_json", "write_jsonl", "write_markdown", "write_parquet"]
