"""Writes the methods of a dossier from the list of questions, so that none is forgotten.

``python questions.py`` writes ``python/par_index/_questions.py`` anew; a test holds it to the list.
"""

from __future__ import annotations

import json
import keyword
from pathlib import Path

from par_index import _core

FILE = Path(__file__).parent / "python" / "par_index" / "_questions.py"

HEAD = '''"""The questions of a dossier, a method each: written by ``questions.py`` from the list of questions.

Các câu hỏi của hồ sơ, mỗi câu hỏi một phương thức.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .answer import Answer
from .sources import Source, Sources

__all__ = ["Questions"]


def _texts(value: str | Sequence[str] | None) -> list[str] | None:
    if value is None:
        return None
    return [value] if isinstance(value, str) else list(value)


def _percent(value: str | int | float | Decimal | None) -> str | None:
    if value is None:
        return None
    text = format(value, "f") if isinstance(value, Decimal) else str(value)
    return text.strip().removesuffix("%").strip().replace(",", ".")


class Questions:
    """What may be asked of a dossier. Những câu hỏi đặt cho hồ sơ."""

    def _ask(
        self,
        question: str,
        flags: Mapping[str, Any],
        index: str | None,
        lang: str | None,
        beside: Mapping[str, Sources | None],
    ) -> Answer:
        raise NotImplementedError
'''

TYPES = {
    "nothing": "bool = False",
    "text": "str | None = None",
    "needed": "str",
    "texts": "str | Sequence[str] | None = None",
    "number": "int | None = None",
    "percent": "str | int | float | Decimal | None = None",
    "pairs": "Mapping[str, str] | None = None",
    "any": "Any = None",
}


def _name(key: str) -> str:
    return f"{key}_" if keyword.iskeyword(key) else key


def _sentence(text: object) -> str:
    return str(text).rstrip(".") + "."


def _method(question: dict[str, object]) -> str:
    flags: list[dict[str, str]] = question["flags"]  # type: ignore[assignment]
    beside: list[str] = question["beside"]  # type: ignore[assignment]
    # `period` of Python may be a number: a year.
    kinds = {flag["key"]: TYPES[flag["takes"]] for flag in flags}
    if "period" in kinds:
        kinds["period"] = "str | int | None = None"
    needed = [flag for flag in flags if flag["takes"] == "needed"]
    rest = [flag for flag in flags if flag["takes"] != "needed"]
    name = str(question["name"]).replace("-", "_")
    lines = [f"    def {name}(", "        self,", "        *,"]
    lines += [f"        {_name(flag['key'])}: {kinds[flag['key']]}," for flag in needed + rest]
    lines += [f"        {key}: Sources | None = None," for key in beside]
    lines += ["        index: str | None = None,", "        lang: str | None = None,"]
    lines += ["    ) -> Answer:", f'        """{_sentence(question["en"])}', "", f"        {_sentence(question['vi'])}", ""]
    for flag in needed + rest:
        lines += [f"        :param {_name(flag['key'])}: {_sentence(flag['en'])}"]
        lines += [f"            {_sentence(flag['vi'])}"]
    for key in beside:
        lines += [f"        :param {key}: A frame, file or rows. Bảng, tệp hoặc danh sách dòng."]
    lines += ["        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số."]
    lines += ["        :param lang: ``en`` or ``vi``."]
    lines += ['        """', "        flags: dict[str, Any] = {"]
    for flag in flags:
        value = _name(flag["key"])
        if flag["takes"] == "texts":
            value = f"_texts({value})"
        elif flag["takes"] == "percent":
            value = f"_percent({value})"
        elif flag["takes"] == "pairs":
            value = f"dict({value}) if {value} else None"
        elif flag["key"] == "period":
            value = "None if period is None else str(period)"
        lines += [f'            "{flag["key"]}": {value},']
    given = ", ".join(f'"{key}": {key}' for key in beside)
    lines += ["        }", f'        return self._ask("{question["name"]}", flags, index, lang, {{{given}}})']
    return "\n".join(lines)


def text() -> str:
    """The module as it should stand."""
    questions = json.loads(_core.questions())
    body = "\n\n".join(_method(question) for question in questions)
    return HEAD.replace("from .sources import Source, Sources", "from .sources import Sources") + "\n" + body + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
