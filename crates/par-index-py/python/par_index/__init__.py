"""Exact score analytics for the PAR Index, Vietnam's index of public administration reform.

Phân tích điểm Chỉ số cải cách hành chính (PAR INDEX): chấm điểm, xếp hạng, tìm tiêu chí mất điểm và cách khắc
phục. Điểm là số thập phân chính xác, thứ hạng so theo tỷ lệ chính xác: bằng nhau là bằng nhau.

>>> import par_index
>>> dossier = par_index.Dossier("hon-quan-2023", par_index.sample("communes-2023"))
>>> print(dossier.weak(unit="sample-commune-01", top=1).to_dicts()[0]["lost"])
2.15
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from . import _core
from ._core import __version__
from .answer import Answer, Rows
from .dossier import Dossier
from .errors import Error, ReadError, Refused, UsageError
from .findings import Finding
from .sources import ArrowStream, name_and_bytes, to_json, typed

__all__ = [
    "Answer",
    "ArrowStream",
    "Dossier",
    "Error",
    "Finding",
    "ReadError",
    "Refused",
    "Rows",
    "UsageError",
    "__version__",
    "components",
    "exact",
    "form",
    "framework",
    "frameworks",
    "ranks",
    "sample",
]


def _ruler(framework: str | os.PathLike[str] | Mapping[str, Any]) -> str:
    """A framework as its embedded id or as JSON."""
    if isinstance(framework, Mapping):
        return to_json(framework)
    if isinstance(framework, str) and not any(sign in framework for sign in "/\\."):
        return framework
    return _core.framework_json(*name_and_bytes("framework", framework))


def ranks(
    framework: str | os.PathLike[str] | Mapping[str, Any],
    frame: ArrowStream,
    node: str = "total",
    by_group: bool = False,
) -> Rows:
    """Exact ranks of millions of rows: a wide frame of final points, ``unit`` and a column a component.

    The rows come back in the order of the frame: ``unit``, ``obtained``, ``possible``, ``open``, ``rank``.

    Xếp hạng chính xác hàng triệu dòng: bảng ngang điểm cuối cùng, cột ``unit`` và mỗi tiêu chí một cột. Kết quả
    giữ thứ tự của bảng.
    """
    return Rows(_core.ranks(_ruler(framework), typed(frame), node, by_group))


def exact(frame: ArrowStream) -> Rows:
    """The frame with decimals in place of floats that hold decimals; refused where one holds none.

    A float such as 0.1 is taken as the shortest decimal that it prints as, of at most nine places. Nothing does
    this unasked.

    Bảng đó với cột float đổi thành số thập phân (số lẻ ngắn nhất mà giá trị in ra, tối đa 9 chữ số lẻ); bị từ chối
    nếu có giá trị không phải số thập phân.
    """
    return Rows(_core.exact(typed(frame)))


def frameworks() -> dict[str, dict[str, str]]:
    """The embedded frameworks by id, with their titles. Các bộ tiêu chí có sẵn, theo mã."""
    return {id: {"en": en, "vi": vi} for id, en, vi in _core.frameworks()}


def framework(framework: str | os.PathLike[str]) -> dict[str, Any]:
    """A framework as a dict: an embedded id, or a file. Bộ tiêu chí dạng dict."""
    document: dict[str, Any] = json.loads(_core.framework_json(_ruler(framework)))
    return document


def components(
    framework: str | os.PathLike[str] | Mapping[str, Any], lang: str = "vi"
) -> list[dict[str, Any]]:
    """The components that points are given for: code, name, max, who scores, who leads, by which rule.

    Các tiêu chí chấm điểm của bộ tiêu chí: mã, tên, điểm tối đa, cách chấm, cơ quan chủ trì, quy tắc.
    """
    document: dict[str, Any] = json.loads(_core.framework_json(_ruler(framework)))
    found: list[dict[str, Any]] = []

    def walk(nodes: list[dict[str, Any]], lead: list[str]) -> None:
        for node in nodes:
            own = node.get("lead", lead)
            if children := node.get("children"):
                walk(children, own)
                continue
            name = node.get("name", "")
            found.append(
                {
                    "code": node["code"],
                    "name": name if isinstance(name, str) else name.get(lang) or name.get("vi", ""),
                    "max": Decimal(node["max"]),
                    "scorer": node.get("scorer", "appraisal"),
                    "lead": ", ".join(own),
                    "rule": node.get("rule"),
                }
            )

    walk(document["nodes"], [])
    return found


def sample(id: str) -> list[dict[str, Any]]:
    """An embedded sample of assessments; its figures are illustrative. Số liệu mẫu (minh họa)."""
    documents: Any = json.loads(_core.sample(id))
    return documents if isinstance(documents, list) else [documents]


def form(
    framework: str | os.PathLike[str] | Mapping[str, Any],
    unit: str,
    *,
    stage: str = "self",
    period: str | int | None = None,
    lang: str = "vi",
) -> bytes:
    """A form of a unit to fill in, as a workbook that ``Dossier`` reads.

    Biểu mẫu của một đơn vị dạng bảng tính để điền; ``Dossier`` đọc lại được.
    """
    dated = None if period is None else str(period)
    return _core.form(_ruler(framework), unit, stage, dated, lang)
