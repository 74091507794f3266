"""What a part of a dossier may be given as: a frame, a file, rows, a JSON document.

Dữ liệu của hồ sơ có thể là bảng (DataFrame), tệp, danh sách dòng, hoặc tài liệu JSON.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Protocol, TypeAlias, Union, runtime_checkable

from . import _core
from .errors import ReadError, UsageError

__all__ = ["ArrowStream", "Source", "Sources", "name_and_bytes", "to_json", "typed"]


@runtime_checkable
class ArrowStream(Protocol):
    """A frame: of polars, pandas, pyarrow, DuckDB … Bảng dữ liệu của các thư viện đó."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


#: A frame; a file by its path; rows as dicts; a JSON document as a dict.
Source: TypeAlias = Union[
    ArrowStream, str, "os.PathLike[str]", Mapping[str, Any], Sequence[Mapping[str, Any]]
]
#: One source, or several.
Sources: TypeAlias = Union[Source, Sequence[Source]]


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, os.PathLike):
        return os.fspath(value)
    raise TypeError(f"{type(value).__name__} is no JSON")


def to_json(value: object) -> str:
    """JSON in which decimals keep their digits. JSON giữ nguyên chữ số của số thập phân."""
    return json.dumps(value, default=_plain, ensure_ascii=False)


def _places(number: str) -> str:
    """A number with its places, which are its precision; zeros behind the ninth say nothing."""
    whole, point, places = number.partition(".")
    return whole + point + places[:9] + places[9:].rstrip("0") if point else number


def _cell(name: str, value: object) -> tuple[str, str]:
    if value is None:
        return ("t", "")
    if isinstance(value, bool):
        return ("b", "TRUE" if value else "FALSE")
    if isinstance(value, float):
        raise UsageError(
            f"{name}: {value!r} is a float, which is not exact; give a Decimal, an int or a str",
            f"{name}: {value!r} là float, không phải số chính xác; dùng Decimal, int hoặc str",
        )
    if isinstance(value, Decimal):
        return ("n", _places(format(value, "f")))
    if isinstance(value, int):
        return ("n", str(value))
    if isinstance(value, date):
        return ("d", value.isoformat()[:10])
    if isinstance(value, (list, tuple)):
        return ("t", "; ".join(str(part) for part in value))
    return ("t", str(value))


def typed(frame: ArrowStream) -> ArrowStream:
    """A frame of polars whose columns without any value are empty texts: it hands them over in a way of its own
    that not everybody reads. Others stay as they are.
    """
    schema = getattr(frame, "schema", None)
    if not type(frame).__module__.startswith("polars") or schema is None:
        return frame
    import polars

    empty = [name for name, kind in schema.items() if kind == polars.Null]
    if not empty or not isinstance(frame, polars.DataFrame):
        return frame
    return frame.with_columns(polars.col(empty).cast(polars.String))


def _rows(rows: Sequence[Mapping[str, Any]]) -> bytes:
    headings = list(dict.fromkeys(name for row in rows for name in row))
    cells = [[_cell(name, row.get(name)) for name in headings] for row in rows]
    return _core.rows_frame([str(name) for name in headings], cells)


def _is_document(value: Mapping[str, Any]) -> bool:
    return "schema_version" in value or "kind" in value


def name_and_bytes(argument: str, source: Source) -> tuple[str, bytes]:
    """The name by which findings call a source, and what it holds."""
    if isinstance(source, (str, os.PathLike)):
        path = Path(source)
        try:
            return (path.name, path.read_bytes())
        except OSError as error:
            raise ReadError(f"{path}: {error.strerror}") from error
    if isinstance(source, Mapping):
        return (f"{argument}.json", to_json(source).encode())
    if isinstance(source, (list, tuple)):
        if all(isinstance(row, Mapping) and _is_document(row) for row in source):
            return (f"{argument}.json", to_json(source).encode())
        return (argument, _rows(source))
    if isinstance(source, ArrowStream):
        return (argument, _core.frame(argument, typed(source)))
    raise UsageError(
        f"{argument}: {type(source).__name__} is no frame, file, rows or document",
        f"{argument}: {type(source).__name__} không phải bảng, tệp, danh sách dòng hoặc tài liệu",
    )
