"""Answers: rows as Arrow, decimals never floats; the page a person reads; findings; files.

Kết quả của một câu hỏi: các dòng, phần tổng hợp, phát hiện, và tệp để lưu.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from decimal import Decimal
from functools import cached_property
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from . import _core
from .findings import Finding, read_findings

if TYPE_CHECKING:
    import polars

__all__ = ["Answer", "Rows"]

#: So many rows a notebook shows.
_SHOWN = 60


class Rows:
    """Rows that polars, pandas, pyarrow, DuckDB … take as they are. Points are decimals.

    Các dòng mà polars, pandas, pyarrow, DuckDB nhận trực tiếp. Điểm là số thập phân.
    """

    def __init__(self, table: _core.Table) -> None:
        self._table = table

    @property
    def columns(self) -> list[str]:
        """The names of the columns. Tên các cột."""
        return self._table.columns

    @property
    def types(self) -> dict[str, str]:
        """The Arrow type of each column. Kiểu Arrow của từng cột."""
        return self._table.types

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self._table.__arrow_c_stream__(requested_schema)

    def __len__(self) -> int:
        return len(self._table)

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter(self._table.to_dicts())

    def to_dicts(self) -> list[dict[str, Any]]:
        """The rows as dicts; numbers are ``int`` and ``Decimal``. Các dòng dạng dict."""
        return self._table.to_dicts()

    def to_polars(self) -> polars.DataFrame:
        """The rows as a frame of polars. Bảng của polars."""
        import polars

        return polars.DataFrame(self)

    def to_pyarrow(self) -> Any:
        """The rows as a table of pyarrow. Bảng của pyarrow."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """The rows as a frame of pandas, each column of its Arrow type, so that decimals stay.

        Bảng của pandas; cột giữ kiểu Arrow nên số thập phân không bị đổi.
        """
        import pandas
        import pyarrow

        return pyarrow.table(self).to_pandas(types_mapper=pandas.ArrowDtype)

    def _repr_html_(self) -> str:
        return _html(self, None)

    def __repr__(self) -> str:
        return f"<Rows: {len(self)} × {', '.join(self.columns)}>"


class Answer(Rows):
    """The answer to a question. Kết quả của một câu hỏi."""

    def __init__(self, reply: _core.Reply, lang: str | None = None) -> None:
        self._reply = reply
        #: The language of sentences: ``en`` or ``vi``. Ngôn ngữ của câu chữ.
        self.lang: str = lang or reply.lang
        super().__init__(reply.rows(self.lang))

    @property
    def name(self) -> str:
        """The name of the question. Tên câu hỏi."""
        return self._reply.name

    @property
    def seal(self) -> str:
        """What the figures follow from, as 32 digits. Mã kiểm chứng, 32 chữ số."""
        return self._reply.seal

    @property
    def exit_code(self) -> int:
        """0: all is well; 1: the inputs have errors; 4: a goal is out of reach. Mã kết thúc."""
        return self._reply.exit_code

    @property
    def not_read(self) -> int:
        """How many parts of the inputs were not read. Số phần dữ liệu chưa đọc được."""
        return self._reply.not_read

    @cached_property
    def rows(self) -> Rows:
        """The rows alone. Riêng các dòng."""
        return Rows(self._table)

    @cached_property
    def summary(self) -> dict[str, Any]:
        """What stands beside the rows. Phần tổng hợp bên cạnh các dòng."""
        summary: dict[str, Any] | None = json.loads(self._reply.summary())
        return summary or {}

    @cached_property
    def findings(self) -> list[Finding]:
        """All that was found in the data. Tất cả phát hiện về dữ liệu."""
        return read_findings(self._reply.findings())

    @property
    def errors(self) -> list[Finding]:
        """Those of them that are errors. Các phát hiện là lỗi."""
        return [finding for finding in self.findings if finding.is_error]

    def to_json(self, lang: str | None = None) -> dict[str, Any]:
        """The result object, as the command writes it. Đối tượng kết quả như lệnh ghi ra."""
        result: dict[str, Any] = json.loads(self._reply.json(lang or self.lang))
        return result

    def text(self, lang: str | None = None, width: int | None = None, ascii: bool = False) -> str:
        """The page as the command prints it. Trang kết quả như lệnh in ra."""
        return self._reply.text(lang or self.lang, width, ascii)

    def html(self, lang: str | None = None) -> str:
        """The page with its charts, in one file. Trang HTML có biểu đồ, gọn trong một tệp."""
        return self._reply.written("html", lang or self.lang).decode()

    def save(self, path: str | os.PathLike[str], lang: str | None = None) -> Path:
        """Writes a file of the kind that its end says: csv, json, html, docx, xlsx, txt, md.

        Ghi tệp theo đuôi tên: csv, json, html, docx, xlsx, txt, md.
        """
        path = Path(path)
        bytes_ = self._reply.written(path.suffix.lstrip(".").lower(), lang or self.lang)
        # A reader never sees half a file.
        part = path.with_name(f".{path.name}.part")
        try:
            part.write_bytes(bytes_)
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        return path

    def _repr_html_(self) -> str:
        return _html(self, self)

    def __repr__(self) -> str:
        return f"<Answer {self.name}: {len(self)} rows, seal {self.seal}>"

    def __str__(self) -> str:
        return self.text()


def _cell(value: object) -> str:
    if value is None:
        return "<td></td>"
    if isinstance(value, bool):
        return f"<td>{'✓' if value else ''}</td>"
    side = "right" if isinstance(value, (int, Decimal)) else "left"
    return f'<td style="text-align:{side}">{escape(str(value))}</td>'


def _html(rows: Rows, answer: Answer | None) -> str:
    """A table as a notebook shows it."""
    all_rows = rows.to_dicts()
    head = "".join(f"<th>{escape(name)}</th>" for name in rows.columns)
    body = "".join(
        "<tr>" + "".join(_cell(value) for value in row.values()) + "</tr>"
        for row in all_rows[:_SHOWN]
    )
    more = len(all_rows) - _SHOWN
    foot = []
    if more > 0:
        foot.append(f"… +{more}")
    caption = ""
    if answer is not None:
        caption = f"<caption>par-index · {escape(answer.name)}</caption>"
        foot.append(f"seal {answer.seal}")
        if answer.findings:
            listed = "".join(
                f"<li>{escape(one.text_vi if answer.lang == 'vi' else one.text)}</li>"
                for one in answer.findings[:20]
            )
            foot.append(f"<ul>{listed}</ul>")
    below = "".join(f"<div><small>{part}</small></div>" for part in foot)
    return f"<table>{caption}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{below}"
