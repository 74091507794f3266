"""The questions of a dossier, a method each: written by ``questions.py`` from the list of questions.

Các câu hỏi của hồ sơ, mỗi câu hỏi một phương thức.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from .answer import Answer
from .sources import Sources

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

    def check(
        self,
        *,
        draft: bool = False,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Everything wrong with the inputs, and nothing else.

        Kiểm tra số liệu, nêu mọi nội dung cần sửa.

        :param draft: Silent about what is still empty.
            Không nhắc nội dung còn trống.
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "draft": draft,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("check", flags, index, lang, {})

    def join(
        self,
        *,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The joined inputs, each value with its origin.

        Ghép số liệu từ nhiều tệp, ghi rõ nguồn từng giá trị.

        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("join", flags, index, lang, {})

    def intake(
        self,
        *,
        by: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Who has sent what, and what is open.

        Đơn vị nào đã gửi, còn thiếu gì.

        :param by: appraiser: one row per appraiser.
            appraiser: mỗi cơ quan thẩm định một dòng.
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "by": by,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("intake", flags, index, lang, {})

    def score(
        self,
        *,
        unit: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Every node of every unit.

        Điểm của từng tiêu chí, từng đơn vị.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("score", flags, index, lang, {})

    def rank(
        self,
        *,
        node: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The ranking, by the whole or by one node.

        Xếp hạng theo chỉ số hoặc theo một tiêu chí.

        :param node: Rank by one node, such as 3 or 3.2.
            Xếp hạng theo một tiêu chí, ví dụ 3 hoặc 3.2.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "node": node,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("rank", flags, index, lang, {})

    def weak(
        self,
        *,
        unit: str | None = None,
        each: bool = False,
        order: str | None = None,
        lead: str | None = None,
        by: str | None = None,
        below: str | int | float | Decimal | None = None,
        top: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The criteria that cost points, and why.

        Tiêu chí đạt điểm thấp và nguyên nhân.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param each: Every unit by itself.
            Từng đơn vị.
        :param order: points-lost (default), attainment, peer-gap, repeat.
            points-lost (mặc định), attainment, peer-gap, repeat.
        :param lead: Only criteria led by this agency.
            Chỉ tiêu chí do cơ quan này chủ trì.
        :param by: lead: one row per lead agency.
            lead: mỗi cơ quan chủ trì một dòng.
        :param below: A year counts as weak below this percentage (100).
            Năm đạt thấp khi dưới tỷ lệ này (100).
        :param top: Only the first N rows.
            Chỉ N dòng đầu.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "each": each,
            "order": order,
            "lead": lead,
            "by": by,
            "below": _percent(below),
            "top": top,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("weak", flags, index, lang, {})

    def strengths(
        self,
        *,
        unit: str,
        top: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The criteria where a unit is above the median of its block.

        Tiêu chí đơn vị đạt cao hơn trung vị của khối.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param top: Only the first N rows.
            Chỉ N dòng đầu.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "top": top,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("strengths", flags, index, lang, {})

    def lost(
        self,
        *,
        unit: str | None = None,
        by: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Lost points by cause: not met, cut, no evidence, survey.

        Điểm mất theo nguyên nhân: chưa đạt, thẩm định giảm, thiếu TLKC, điều tra.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param by: Sums by node, lead, appraiser, unit, group or year.
            Cộng theo node, lead, appraiser, unit, group hoặc year.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "by": by,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("lost", flags, index, lang, {})

    def cuts(
        self,
        *,
        unit: str | None = None,
        by: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """What units claimed against what appraisal recognised.

        Đối chiếu điểm tự chấm với điểm thẩm định.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param by: Sums by node, lead, appraiser, unit or group.
            Cộng theo node, lead, appraiser, unit hoặc group.
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "by": by,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("cuts", flags, index, lang, {})

    def table(
        self,
        *,
        level: str | None = None,
        show: str | None = None,
        annex: bool = False,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Units by fields, criteria or components: the annex of an announcement.

        Bảng kết quả các đơn vị theo lĩnh vực, tiêu chí: phụ lục công bố.

        :param level: A column for each field (default), criterion or leaf.
            Mỗi field (mặc định), criterion hoặc leaf một cột.
        :param show: obtained (default), ratio, rank, lost, self or cut.
            obtained (mặc định), ratio, rank, lost, self hoặc cut.
        :param annex: The annex of an announcement, with a row of maxima.
            Phụ lục công bố, có dòng điểm tối đa.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "level": level,
            "show": show,
            "annex": annex,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("table", flags, index, lang, {})

    def report(
        self,
        *,
        unit: str | None = None,
        lead: str | None = None,
        group: str | None = None,
        on: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """What to look at first, of all units or of one: charts and the tables behind them; as a page: -o FILE.html.

        Báo cáo tổng hợp của các đơn vị hoặc một đơn vị: biểu đồ và bảng số liệu; lập trang: -o TỆP.html.

        :param unit: The unit, by id or name; all by default.
            Đơn vị, theo mã hoặc tên; mặc định là tất cả.
        :param lead: What this agency leads.
            Nội dung do cơ quan này chủ trì.
        :param group: Only the units of this block.
            Chỉ các đơn vị của khối này.
        :param on: The day on which the letter's obligations are looked at.
            Ngày xem tình hình thực hiện văn bản.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "lead": lead,
            "group": group,
            "on": on,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("report", flags, index, lang, {})

    def paper(
        self,
        *,
        paper: str,
        unit: str | None = None,
        node: str | None = None,
        reason: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        head: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """A paper to sign: self-assessment, appraisal, announcement, its correction, what is re-scaled, why points fell, one number.

        Lập văn bản: phiếu tự đánh giá, phiếu thẩm định, thông báo, điều chỉnh, báo cáo đặc thù, nguyên nhân giảm điểm, giải trình.

        :param paper: self, appraisal, announcement, correction, rescaled, fall or number.
            self, appraisal, announcement, correction, rescaled, fall hoặc number.
        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param node: Of number: a code, bonus, deduction or total (default).
            Của number: mã tiêu chí, bonus, deduction hoặc total (mặc định).
        :param reason: Of correction: why the announced result of `--previous` is corrected.
            Của correction: lý do điều chỉnh kết quả đã công bố (`--previous`).
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param head: What stands around a paper: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day.
            Thể thức văn bản: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "paper": paper,
            "unit": unit,
            "node": node,
            "reason": reason,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
            "head": dict(head) if head else None,
        }
        return self._ask("paper", flags, index, lang, {})

    def trend(
        self,
        *,
        unit: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The index over the periods of one kind: of a unit, or of all and in the mean.

        Chỉ số qua các kỳ cùng loại: của một đơn vị, hoặc của mọi đơn vị và trung bình.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("trend", flags, index, lang, {})

    def compare(
        self,
        *,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """A year against the one before, also under another ruler: work and ruler apart.

        So sánh với năm trước, kể cả khi bộ tiêu chí thay đổi: kết quả và bộ tiêu chí.

        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("compare", flags, index, lang, {})

    def diff(
        self,
        *,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        before: Sources | None = None,
        after: Sources | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Two states of the data: what changed, and whose rank it moved.

        Hai lần cập nhật số liệu: thay đổi gì, đơn vị nào đổi hạng.

        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param before: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param after: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("diff", flags, index, lang, {"before": before, "after": after})

    def robustness(
        self,
        *,
        vary: str | None = None,
        amount: str | int | float | Decimal | None = None,
        replicates: int | None = None,
        seed: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """How far ranks hold: other weights, other survey points, one field less.

        Thứ hạng có bền không: đổi trọng số, đổi điểm điều tra, bỏ từng lĩnh vực.

        :param vary: weights (default), survey or fields.
            weights (mặc định), survey hoặc fields.
        :param amount: By at most so many percent: 25 for weights, 5 for the survey.
            Thay đổi nhiều nhất bao nhiêu %: trọng số 25, điều tra 5.
        :param replicates: How often (1000).
            Số lần (1000).
        :param seed: Where the random numbers begin (0).
            Số khởi đầu của dãy ngẫu nhiên (0).
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "vary": vary,
            "amount": _percent(amount),
            "replicates": replicates,
            "seed": seed,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("robustness", flags, index, lang, {})

    def together(
        self,
        *,
        unit: str | None = None,
        within: str | None = None,
        by: str | None = None,
        lead: str | None = None,
        top: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """PAR INDEX, SIPAS and PAPI side by side, and what of them concerns an agency.

        PAR INDEX, SIPAS, PAPI đặt cạnh nhau, và nội dung liên quan từng cơ quan.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param within: The unit above, such as the province, where an index measures only that.
            Đơn vị cấp trên, ví dụ tỉnh, nếu chỉ số chỉ đo ở cấp đó.
        :param by: lead: a list for each agency of what loses points.
            lead: mỗi cơ quan một danh sách nội dung mất điểm.
        :param lead: Only the list of this agency; none: what nobody leads.
            Chỉ danh sách của cơ quan này; none: chưa phân công cơ quan chủ trì.
        :param top: Only the first N rows of each agency and index.
            Chỉ N dòng đầu của từng cơ quan, từng chỉ số.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "within": within,
            "by": by,
            "lead": lead,
            "top": top,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("together", flags, index, lang, {})

    def explain(
        self,
        *,
        unit: str,
        node: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Any number of a unit down to rule, facts and the cell it was read from.

        Giải thích một điểm số của đơn vị: quy tắc, số liệu, ô đã đọc.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param node: The number explained: a code, bonus, deduction or total (default).
            Điểm cần giải thích: mã tiêu chí, bonus, deduction hoặc total (mặc định).
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "node": node,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("explain", flags, index, lang, {})

    def versus(
        self,
        *,
        unit: str,
        other: str,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Two units, criterion by criterion: where one is ahead.

        So sánh hai đơn vị theo từng tiêu chí: cao hơn, thấp hơn ở đâu.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param other: The unit it is held against, by id or name.
            Đơn vị đối chiếu, theo mã hoặc tên.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "other": other,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("versus", flags, index, lang, {})

    def what_if(
        self,
        *,
        unit: str,
        set: str | Sequence[str] | None = None,
        repair: str | Sequence[str] | None = None,
        repair_first: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """What other points would change.

        Chỉ số và thứ hạng thay đổi ra sao nếu khắc phục.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param set: Points at criteria, CODE=POINTS ….
            Đặt điểm cho tiêu chí, CODE=POINTS ….
        :param repair: Criteria repaired to their best level.
            Khắc phục các tiêu chí lên mức cao nhất.
        :param repair_first: Repair the first N weak criteria no survey decides.
            Khắc phục N tiêu chí thấp nhất không qua điều tra.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "set": _texts(set),
            "repair": _texts(repair),
            "repair_first": repair_first,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("what-if", flags, index, lang, {})

    def plan(
        self,
        *,
        unit: str | None = None,
        lead: str | None = None,
        target: str | int | float | Decimal | None = None,
        node: str | None = None,
        grade: str | None = None,
        rank: int | None = None,
        budget: int | None = None,
        frontier: bool = False,
        why: bool = False,
        with_survey: bool = False,
        fix: str | Sequence[str] | None = None,
        without: str | Sequence[str] | None = None,
        capacity: str | Sequence[str] | None = None,
        most_items: int | None = None,
        most_percent: str | int | float | Decimal | None = None,
        on: str | None = None,
        until: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The cheapest repairs to a target, a grade or a rank: what, who, by when.

        Phương án tốn ít công sức nhất để đạt tỷ lệ, xếp loại hoặc thứ hạng: việc, cơ quan, thời hạn.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param lead: Only steps led by this agency; without unit a budget of it over all units.
            Chỉ giải pháp do cơ quan này chủ trì; không có unit: khối lượng chung cho mọi đơn vị.
        :param target: The index to reach, in percent.
            Chỉ số cần đạt, %.
        :param node: The target is of this field or criterion.
            Mục tiêu của lĩnh vực hoặc tiêu chí này.
        :param grade: The grade to reach, or a better one.
            Xếp loại cần đạt hoặc cao hơn.
        :param rank: The rank to reach, others unchanged.
            Hạng cần đạt, đơn vị khác giữ nguyên.
        :param budget: The most points for this effort.
            Nhiều điểm nhất với khối lượng này.
        :param frontier: The best points for each effort.
            Điểm cao nhất với từng khối lượng.
        :param why: Why these steps: what each buys, and what keeps more back.
            Vì sao chọn các giải pháp này, giới hạn nào cản trở.
        :param with_survey: Survey criteria may be raised too.
            Kể cả tiêu chí điều tra xã hội học.
        :param fix: Steps that are taken.
            Giải pháp chắc chắn thực hiện.
        :param without: Criteria that stay as they are.
            Tiêu chí giữ nguyên.
        :param capacity: The most effort an agency can take on.
            Khối lượng nhiều nhất của một cơ quan.
        :param most_items: No step that needs more items than these.
            Bỏ giải pháp cần làm thêm nhiều hơn số lượng này.
        :param most_percent: No step that needs a greater part of its whole.
            Bỏ giải pháp cần làm thêm quá tỷ lệ này của tổng số.
        :param on: Seen from this day: steps due before it are left out.
            Tính từ ngày này: bỏ giải pháp đã quá thời hạn.
        :param until: For this period: steps due after it are listed for the next.
            Trong kỳ này: giải pháp có thời hạn sau kỳ được nêu riêng cho kỳ sau.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "lead": lead,
            "target": _percent(target),
            "node": node,
            "grade": grade,
            "rank": rank,
            "budget": budget,
            "frontier": frontier,
            "why": why,
            "with_survey": with_survey,
            "fix": _texts(fix),
            "without": _texts(without),
            "capacity": _texts(capacity),
            "most_items": most_items,
            "most_percent": _percent(most_percent),
            "on": on,
            "until": until,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("plan", flags, index, lang, {})

    def forecast(
        self,
        *,
        unit: str,
        on: str,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Where the unit would stand if the year ended on a day, and what is still needed.

        Kết quả nếu kết thúc năm vào một ngày, và việc còn thiếu.

        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param on: The day, such as 2023-09-30.
            Ngày, ví dụ 2023-09-30.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "unit": unit,
            "on": on,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("forecast", flags, index, lang, {})

    def crosswalk(
        self,
        *,
        old: Sources | None = None,
        new: Sources | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The map between two frameworks: the embedded one, or a first draft.

        Bảng chuyển đổi giữa hai bộ tiêu chí: có sẵn, hoặc bản nháp để hoàn thiện.

        :param old: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param new: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
        }
        return self._ask("crosswalk", flags, index, lang, {"old": old, "new": new})

    def framework_diff(
        self,
        *,
        old: Sources | None = None,
        new: Sources | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """What changed from one framework to another: nodes, points, rules, agencies, policies.

        Bộ tiêu chí sau khác bộ tiêu chí trước ở đâu: tiêu chí, điểm, cách tính, cơ quan, quy định.

        :param old: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param new: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
        }
        return self._ask("framework-diff", flags, index, lang, {"old": old, "new": new})

    def survey(
        self,
        *,
        above: str | Sequence[str] | None = None,
        at_least: str | Sequence[str] | None = None,
        least: int | None = None,
        confidence: str | None = None,
        error: str | int | float | Decimal | None = None,
        year: int | None = None,
        period: str | int | None = None,
        ballots: Sources | None = None,
        questions: Sources | None = None,
        asked: Sources | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """Ballots into survey points, with response rates, intervals and targets.

        Tổng hợp phiếu điều tra thành điểm, tỷ lệ thu về, khoảng tin cậy, chỉ tiêu.

        :param above: A target to pass, such as regular=95.
            Chỉ tiêu phải vượt, ví dụ regular=95.
        :param at_least: A target to reach, such as regular=90.
            Chỉ tiêu phải đạt, ví dụ regular=90.
        :param least: Warn of groups with fewer valid answers (30).
            Cảnh báo nhóm có ít phiếu hợp lệ hơn (30).
        :param confidence: Of the intervals: 90, 95 (default), 99.
            Độ tin cậy: 90, 95 (mặc định), 99.
        :param error: The error that a required sample is for, in percent (5).
            Sai số để tính cỡ mẫu cần thiết, % (5).
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param ballots: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param questions: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param asked: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "above": _texts(above),
            "at_least": _texts(at_least),
            "least": least,
            "confidence": confidence,
            "error": _percent(error),
            "year": year,
            "period": None if period is None else str(period),
        }
        return self._ask("survey", flags, index, lang, {"ballots": ballots, "questions": questions, "asked": asked})

    def audit(
        self,
        *,
        table: Sources | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """A published table against arithmetic: parts, changes, ranks, grades.

        Kiểm tra bảng kết quả đã công bố: tổng điểm, tăng giảm, xếp hạng, xếp loại.

        :param table: A frame, file or rows. Bảng, tệp hoặc danh sách dòng.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
        }
        return self._ask("audit", flags, index, lang, {"table": table})

    def directive_check(
        self,
        *,
        days: int | None = None,
        below: str | int | float | Decimal | None = None,
        unit: str | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """What is wrong with a letter: dates, owners, goals, targets, addressees; with data, weak criteria it leaves out.

        Rà soát văn bản: thời hạn, cơ quan chủ trì, mục tiêu, chỉ tiêu, nơi gửi; nếu có số liệu, cả các tiêu chí đạt thấp bị bỏ sót.

        :param days: How many days an order must leave (15).
            Số ngày tối thiểu để thực hiện (15).
        :param below: A criterion is weak below this percentage (50).
            Tiêu chí đạt thấp khi dưới tỷ lệ này (50).
        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "days": days,
            "below": _percent(below),
            "unit": unit,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
        }
        return self._ask("directive-check", flags, index, lang, {})

    def directive_status(
        self,
        *,
        on: str,
        within: int | None = None,
        lead: str | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """How every obligation stands on a day, by agency and by field.

        Tình hình thực hiện đến một ngày, theo cơ quan và lĩnh vực.

        :param on: The day, such as 2023-06-30.
            Ngày, ví dụ 2023-06-30.
        :param within: Due soon: so many days before (15).
            Sắp đến hạn: trước thời hạn bao nhiêu ngày (15).
        :param lead: Only what this agency leads.
            Chỉ nội dung do cơ quan này chủ trì.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "on": on,
            "within": within,
            "lead": lead,
        }
        return self._ask("directive-status", flags, index, lang, {})

    def directive_papers(
        self,
        *,
        paper: str,
        unit: str | None = None,
        lead: str | None = None,
        on: str | None = None,
        within: int | None = None,
        basis: str | None = None,
        by_group: bool = False,
        year: int | None = None,
        period: str | int | None = None,
        as_of: str | None = None,
        channel: str | None = None,
        no_survey: bool = False,
        prefer: str | None = None,
        strict: bool = False,
        unit_of: Mapping[str, str] | None = None,
        policy: Mapping[str, str] | None = None,
        head: Mapping[str, str] | None = None,
        index: str | None = None,
        lang: str | None = None,
    ) -> Answer:
        """The papers a letter orders: report on repair, plan to raise, monitoring table.

        Lập báo cáo khắc phục, kế hoạch nâng cao, bảng theo dõi.

        :param paper: repair, raise or monitoring.
            repair, raise hoặc monitoring.
        :param unit: The unit, by id or name.
            Đơn vị, theo mã hoặc tên.
        :param lead: Only what this agency leads.
            Chỉ nội dung do cơ quan này chủ trì.
        :param on: The day, such as 2023-06-30.
            Ngày, ví dụ 2023-06-30.
        :param within: Due soon: so many days before (15).
            Sắp đến hạn: trước thời hạn bao nhiêu ngày (15).
        :param basis: self, appraised or final (default).
            self, appraised hoặc final (mặc định).
        :param by_group: Rank inside each block of units.
            Xếp hạng trong từng khối.
        :param year: The year; the latest of the inputs by default.
            Năm; mặc định là năm mới nhất.
        :param period: A year, or a part of one: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
            Kỳ: năm hoặc một phần của năm: 2026, 2026-H1, 2026-Q3, 2026-9M, 2026-09.
        :param as_of: Of figures of several days those up to this one count; all by default.
            Tính theo số liệu đến ngày này; mặc định là ngày mới nhất.
        :param channel: The survey channel.
            Kênh điều tra.
        :param no_survey: As if no survey was held.
            Tính như không điều tra xã hội học.
        :param prefer: last: of two different values the later one counts.
            last: khi hai giá trị khác nhau, tính giá trị sau.
        :param strict: Compute nothing while any unit has errors.
            Không tính khi còn đơn vị có lỗi.
        :param unit_of: Whose a file's sheets are that have no column of units, FILE=ID.
            Đơn vị của tệp có trang tính không có cột đơn vị, FILE=ID.
        :param policy: Override a policy, KEY=VALUE.
            Thay một quy định, KEY=VALUE.
        :param head: What stands around a paper: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day.
            Thể thức văn bản: above, issuer, number, place, day, to, copies, authority, post, signer, corrects, corrects_day.
        :param index: The id of one of several indices. Mã của một trong nhiều chỉ số.
        :param lang: ``en`` or ``vi``.
        """
        flags: dict[str, Any] = {
            "paper": paper,
            "unit": unit,
            "lead": lead,
            "on": on,
            "within": within,
            "basis": basis,
            "by_group": by_group,
            "year": year,
            "period": None if period is None else str(period),
            "as_of": as_of,
            "channel": channel,
            "no_survey": no_survey,
            "prefer": prefer,
            "strict": strict,
            "unit_of": dict(unit_of) if unit_of else None,
            "policy": dict(policy) if policy else None,
            "head": dict(head) if head else None,
        }
        return self._ask("directive-papers", flags, index, lang, {})
