"""Frames that the tests share."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

import par_index

#: Unit, then points of a few components of the embedded framework `vn-ministry-2023`.
MINISTRIES: list[tuple[str, str, str]] = [
    ("bo-noi-vu", "60.65", "26.38"),
    ("bo-y-te", "54.1", "27.01"),
    ("bo-tu-phap", "60.65", "26.380"),
]


@pytest.fixture
def rows() -> list[dict[str, Any]]:
    return [{"unit": unit, "1": Decimal(one), "2": Decimal(two)} for unit, one, two in MINISTRIES]


@pytest.fixture
def communes() -> par_index.Dossier:
    return par_index.Dossier("hon-quan-2023", par_index.sample("communes-2023"))
