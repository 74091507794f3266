"""What par-index raises.

Dữ liệu bị từ chối, lời gọi sai, tệp không đọc được: mỗi trường hợp một lớp ngoại lệ.
"""

from __future__ import annotations

from .findings import Finding, read_findings

__all__ = ["Error", "ReadError", "Refused", "UsageError"]


class Error(Exception):
    """Anything that went wrong; ``findings`` says what is wrong with the data, all at once.

    Lỗi nói chung; ``findings`` liệt kê tất cả những gì sai trong dữ liệu.
    """

    def __init__(self, text: str, text_vi: str = "", findings: str = "[]") -> None:
        super().__init__(text)
        #: The sentence in Vietnamese. Câu thông báo bằng tiếng Việt.
        self.text_vi: str = text_vi or text
        #: What was found in the data. Những gì tìm thấy trong dữ liệu.
        self.findings: list[Finding] = read_findings(findings)


class Refused(Error, ValueError):
    """The data were refused. Dữ liệu bị từ chối."""


class UsageError(Error, ValueError):
    """The call was wrong: an unknown unit, a flag of another question. Lời gọi sai."""


class ReadError(Error, OSError):
    """A file could not be read. Không đọc được tệp."""
