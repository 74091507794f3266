"""Dossiers: all that an office holds for an evaluation, asked as many questions as one likes.

Hồ sơ đánh giá: mọi dữ liệu của một cơ quan cho một kỳ đánh giá.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import _core
from ._questions import Questions
from .answer import Answer
from .errors import ReadError, UsageError
from .sources import ArrowStream, Source, Sources, name_and_bytes, to_json

__all__ = ["Dossier"]

#: The name of a folder's manifest. Tên tệp khai báo của thư mục.
MANIFEST = "par-index.toml"


class Dossier(Questions):
    """All that an office holds for an evaluation: a framework, what units report, what stands beside.

    ``framework`` is an embedded id (see :func:`par_index.frameworks`), a file, or a dict; ``inputs`` a frame
    long (``unit``, ``component``, ``self``, ``appraised``, ``survey`` …) or wide (``unit``, then a column a
    component), a file, or several. Columns of floats are refused: see :func:`par_index.exact`.

    Hồ sơ đánh giá. ``framework`` là mã bộ tiêu chí có sẵn, tệp, hoặc dict; ``inputs`` là bảng dọc (``unit``,
    ``component``, ``self``, ``appraised``, ``survey`` …) hoặc bảng ngang (``unit`` và mỗi tiêu chí một cột), tệp,
    hoặc nhiều nguồn. Cột kiểu float bị từ chối: xem :func:`par_index.exact`.

    >>> dossier = Dossier("hon-quan-2023", sample("communes-2023"))
    >>> dossier.rank().to_dicts()[0]["unit"]
    'sample-commune-09'
    """

    def __init__(
        self,
        framework: str | os.PathLike[str] | Mapping[str, Any],
        inputs: Sources | None = None,
        *,
        period: str | int | None = None,
        basis: str | None = None,
        units: Source | None = None,
        previous: Sources | None = None,
        previous_framework: str | os.PathLike[str] | Mapping[str, Any] | None = None,
        crosswalk: Source | None = None,
        efforts: Source | None = None,
        directive: Source | None = None,
        progress: Source | None = None,
        policies: Source | None = None,
        channel: str | None = None,
        others: Mapping[str, Sources] | None = None,
        head: Mapping[str, str] | None = None,
        title: str = "",
        language: str = "en",
    ) -> None:
        files: dict[str, bytes] = {}
        folder: dict[str, Any] = {"language": language}
        index: dict[str, Any] = {"framework": _ruler(files, "framework", framework)}
        if inputs is not None:
            index["inputs"] = _sources(files, "inputs", inputs)
        if previous is not None:
            index["previous"] = _sources(files, "previous", previous)
        if previous_framework is not None:
            index["previous_framework"] = _ruler(files, "previous_framework", previous_framework)
        if channel is not None:
            index["channel"] = channel
        if crosswalk is not None:
            index["crosswalk"] = _named(files, "crosswalk", crosswalk)
        for key, source in {
            "units": units,
            "efforts": efforts,
            "progress": progress,
            "policies": policies,
        }.items():
            if source is not None:
                folder[key] = _put(files, key, source)
        if directive is not None:
            folder["directive"] = _named(files, "directive", directive)
        for key, value in {"title": title, "basis": basis, "period": period}.items():
            if value:
                folder[key] = str(value)
        indices = [index]
        for n, (ruler, own) in enumerate((others or {}).items()):
            indices.append(
                {
                    "framework": _ruler(files, f"framework_{n + 2}", ruler),
                    "inputs": _sources(files, f"inputs_{n + 2}", own),
                }
            )
        files[MANIFEST] = _manifest(folder, head or {}, indices).encode()
        self._begin(title, files)

    def _begin(self, title: str, files: dict[str, bytes]) -> None:
        self._title = title
        self._files = files
        self._office = _core.Office(title, files)

    @classmethod
    def open(
        cls,
        folder: str | os.PathLike[str],
        framework: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    ) -> Dossier:
        """Opens a folder as the command does: with its ``par-index.toml``, or under a framework.

        Mở một thư mục như lệnh ``par-index``: theo ``par-index.toml``, hoặc theo bộ tiêu chí cho trước.
        """
        folder = Path(folder)
        files = _read(folder)
        if framework is not None:
            named: dict[str, bytes] = {}
            ruler = _ruler(named, "framework", framework)
            files.update(named)
            inputs = [name for name in files if "/" not in name and name not in named]
            inputs = [name for name in inputs if name != MANIFEST]
            index = {"framework": ruler, "inputs": sorted(inputs)}
            files[MANIFEST] = _manifest({}, {}, [index]).encode()
        elif MANIFEST not in files:
            raise UsageError(
                f"{folder}: no {MANIFEST}; name a framework: Dossier.open(folder, framework)",
                f"{folder}: không có {MANIFEST}; cần nêu bộ tiêu chí: Dossier.open(folder, framework)",
            )
        dossier = cls.__new__(cls)
        dossier._begin(folder.resolve().name, files)
        return dossier

    @property
    def files(self) -> list[str]:
        """The names of the files and frames that it holds. Tên các tệp và bảng trong hồ sơ."""
        return self._office.names()

    def with_files(self, files: Mapping[str, Source]) -> Dossier:
        """The same dossier with further or other files. Hồ sơ đó với tệp được thêm hoặc thay."""
        dossier = type(self).__new__(type(self))
        more = {name: name_and_bytes(name, source)[1] for name, source in files.items()}
        dossier._begin(self._title, {**self._files, **more})
        return dossier

    def ask(self, question: str, lang: str | None = None, **flags: Any) -> Answer:
        """Asks a question by its name. Đặt câu hỏi theo tên."""
        return self._ask(question, flags, None, lang, {})

    def verify(self, printed: str | bytes | os.PathLike[str], lang: str | None = None) -> Answer:
        """Whether a printed result, JSON or a workbook is what these data give.

        Kiểm chứng một kết quả đã in, tệp JSON hoặc bảng tính có đúng với dữ liệu này hay không.
        """
        if isinstance(printed, os.PathLike):
            printed = Path(printed).read_bytes()
        data = printed.encode() if isinstance(printed, str) else printed
        dossier = type(self).__new__(type(self))
        dossier._begin(self._title, {**self._files, "printed": data})
        return dossier._ask("verify", {"printed": "printed"}, None, lang, {})

    def _ask(
        self,
        question: str,
        flags: Mapping[str, Any],
        index: str | None,
        lang: str | None,
        beside: Mapping[str, Sources | None],
    ) -> Answer:
        request: dict[str, Any] = {"call": question}
        for key, value in flags.items():
            if value is not None and value is not False:
                request[key] = value
        if index is not None:
            request["index"] = index
        if lang is not None:
            request["lang"] = lang
        office = self._office
        brought: dict[str, bytes] = {}
        for key, source in beside.items():
            if source is None:
                continue
            if key in ("old", "new"):
                request[key] = _ruler(brought, key, source)
            else:
                request[key] = _sources(brought, key, source)
        if brought:
            office = _core.Office(self._title, {**self._files, **brought})
        try:
            return Answer(office.ask(to_json(request)), lang)
        except UsageError as error:
            # The command calls its inputs IN.
            if not str(error).startswith("IN:"):
                raise
            raise UsageError(
                f"{question} needs inputs: Dossier(framework, inputs)",
                f"{question} cần số liệu đầu vào: Dossier(framework, inputs)",
            ) from None

    def __repr__(self) -> str:
        return f"<Dossier {self._title or ', '.join(self.files)}>"


def _put(files: dict[str, bytes], argument: str, source: Source) -> str:
    """Adds a source to the files; gives its name there."""
    name, data = name_and_bytes(argument, source)
    stem, n = name, 2
    while name in files:
        name, n = f"{n}-{stem}", n + 1
    files[name] = data
    return name


def _sources(files: dict[str, bytes], argument: str, sources: Any) -> list[str]:
    rows = isinstance(sources, (list, tuple)) and all(isinstance(one, Mapping) for one in sources)
    if isinstance(sources, (list, tuple)) and not rows:
        several = len(sources) > 1
        return [
            _put(files, f"{argument}-{n + 1}" if several else argument, one)
            for n, one in enumerate(sources)
        ]
    return [_put(files, argument, sources)]


def _named(files: dict[str, bytes], argument: str, source: Source) -> str:
    """An embedded id stays; all else is put among the files."""
    if isinstance(source, str) and not any(sign in source for sign in "/\\."):
        return source
    return _put(files, argument, source)


def _ruler(files: dict[str, bytes], argument: str, ruler: Any) -> str:
    if isinstance(ruler, ArrowStream) or not isinstance(ruler, str):
        return _put(files, argument, ruler)
    return _named(files, argument, ruler)


def _read(folder: Path) -> dict[str, bytes]:
    """The files of a folder and of those below it; hidden ones are nobody's inputs."""
    if not folder.is_dir():
        raise ReadError(f"{folder}: no folder", f"{folder}: không phải thư mục")
    files: dict[str, bytes] = {}
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(path, name)
            if name.startswith((".", "~$")) or not file.is_file():
                continue
            try:
                files[file.relative_to(folder).as_posix()] = file.read_bytes()
            except OSError as error:
                raise ReadError(f"{file}: {error.strerror}") from error
    return files


def _manifest(folder: dict[str, Any], head: Mapping[str, str], indices: list[dict[str, Any]]) -> str:
    lines = [f"{key} = {to_json(value)}" for key, value in folder.items()]
    if head:
        lines += ["[head]", *(f"{to_json(key)} = {to_json(value)}" for key, value in head.items())]
    for index in indices:
        lines += ["[[index]]", *(f"{key} = {to_json(value)}" for key, value in index.items())]
    return "\n".join(lines) + "\n"
