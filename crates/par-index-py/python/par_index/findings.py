"""Findings: what is wrong with the data, or should be known of them.

Phát hiện về dữ liệu: mã, vị trí, nội dung tìm thấy, yêu cầu và cách sửa.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

__all__ = ["Finding", "read_findings"]


@dataclass(frozen=True)
class Finding:
    """One finding, with its place. Một phát hiện, kèm vị trí."""

    #: ``error``, ``warning`` or ``note``.
    severity: str
    #: A word that never changes, such as ``points_above_max``.
    code: str
    #: The whole sentence. Cả câu, tiếng Anh.
    text: str
    #: The same in Vietnamese. Cả câu, tiếng Việt.
    text_vi: str
    #: What is wrong, without its place.
    message: str
    message_vi: str
    expected: str
    expected_vi: str
    suggestion: str
    suggestion_vi: str
    unit: str | None = None
    name: str | None = None
    node: str | None = None
    stage: str | None = None
    #: The file; of a frame the argument that it was given as (``inputs``, ``units`` …).
    file: str | None = None
    sheet: str | None = None
    cell: str | None = None
    #: The line of a file; of a frame the row, counted from 1.
    line: int | None = None
    pointer: str | None = None
    #: The column.
    column: str | None = None
    found: str | None = None

    @property
    def is_error(self) -> bool:
        """Whether it keeps a unit from being computed. Có làm cho đơn vị không được tính hay không."""
        return self.severity == "error"

    @property
    def row(self) -> int | None:
        """The row of a frame, counted from 0 as ``iloc`` does. Dòng của bảng, tính từ 0."""
        return None if self.line is None else self.line - 1

    def __str__(self) -> str:
        return self.text


def _finding(row: dict[str, Any]) -> Finding:
    vi: dict[str, str] = row["vi"]
    place = ("unit", "name", "node", "stage", "file", "sheet", "cell", "line", "pointer", "found")
    return Finding(
        severity=row["severity"],
        code=row["code"],
        text=row["text"],
        text_vi=vi["text"],
        message=row["message"],
        message_vi=vi["message"],
        expected=row["expected"],
        expected_vi=vi["expected"],
        suggestion=row["suggestion"],
        suggestion_vi=vi["suggestion"],
        column=row["heading"],
        **{key: row[key] for key in place},
    )


def read_findings(text: str) -> list[Finding]:
    """The findings of a JSON text. Đọc danh sách phát hiện từ JSON."""
    return [_finding(row) for row in json.loads(text)]
