"""The cases of the corpus: each a sheet as an office makes it, with one trait or defect, and what must come
of it. Expectations are written from the design of the case: values first, then findings by their cells."""
import datetime
import re
import unicodedata

from book import *

CASES = []


# Every so many tables stand in the corpus as CSV and as a workbook, the others in turn as one of them.
BOTH = 8


def case(name, rows, values, findings=(), kinds="xc", register=True, year=2023, unit_of=None, file=None,
         sheet="Sheet1", style=None, by="openpyxl", csv=None, sheets=None):
    if kinds == "xc" and len(CASES) % BOTH and not name.startswith("messy"):
        kinds = "xc"[len(CASES) % 2]
    CASES.append(dict(name=name, rows=rows, expected=list(values) + list(findings), kinds=kinds,
                      register=register, year=year, unit_of=unit_of, file=file, sheet=sheet, style=style,
                      by=by, csv=csv or {}, sheets=sheets))


def moved(findings, down=0, right=0, after=0):
    """The findings of a table that stands lower or farther right."""
    def one(finding):
        found = re.fullmatch(r"(.*?)([A-Z]+)(\d+)", finding)
        if not found or int(found[3]) <= after:
            return finding
        at = coordinate_to_tuple(found[2] + found[3])
        return f"{found[1]}{get_column_letter(at[1] + right)}{at[0] + down}"
    return [one(finding) for finding in findings]


def without(lines, *begins):
    return [line for line in lines if not line.startswith(begins)]


# The sheet of one commune: own and appraised points, fields with their sums, a signature.
HEAD = ["STT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Thẩm định", "Ghi chú"]
OWN = [
    ["BẢNG TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2023"],
    ["Đơn vị: UBND xã An Bình"],
    HEAD,
    ["1", "Chỉ đạo điều hành", 14, 4.5, 4, ""],
    ["1.1.1", "Ban hành kế hoạch", 2, 2, 2, ""],
    ["1.2", "Sáng kiến", 2, 1.5, 1, "thiếu quyết định công nhận"],
    ["1.3.1", "Kế hoạch tuyên truyền", 1, 1, 1, ""],
    ["2", "Cải cách thể chế", 16, 3, 2.5, ""],
    ["2.1", "Rà soát văn bản", 2, 1, 0.5, ""],
    ["2.5", "Số hóa hồ sơ", 4, 2, 2, ""],
    ["", "Tổng cộng", 40, 7.5, 6.5, ""],
    [],
    ["", "NGƯỜI LẬP BIỂU", "", "CHỦ TỊCH", "", ""],
]
VALUES = [
    "xa-1 1.1.1 self=2 appraised=2",
    "xa-1 1.2 self=1.5 appraised=1",
    "xa-1 1.3.1 self=1 appraised=1",
    "xa-1 2.1 self=1 appraised=0.5",
    "xa-1 2.5 self=2 appraised=2",
]
# The sum and the signature stand below the table.
FOOT = ["row_no_leaf A11", "row_no_leaf A13"]


def own(name, cells=None, values=None, findings=(), only=None, **more):
    """The sheet of one commune with some cells changed; `only` is all that comes of it."""
    values = VALUES if values is None else values
    expected = [*values, *FOOT, *findings] if only is None else only
    case(name, put(OWN, cells or {}), expected, **more)


def value(line):
    """The values with one of them changed."""
    begin = " ".join(line.split()[:2]) + " "
    return [line if known.startswith(begin) else known for known in VALUES]


# Whose it is.
own("plain")
own("unit-in-two-cells", {"A2": "Đơn vị:", "B2": "Xã An Bình"})
own("unit-in-capitals", {"A2": "ĐƠN VỊ: ỦY BAN NHÂN DÂN XÃ AN BÌNH"})
own("unit-by-another-label", {"A2": "Tên cơ quan, đơn vị: UBND xã An Bình"})
own("unit-as-a-line-of-its-own", {"A2": "ỦY BAN NHÂN DÂN XÃ AN BÌNH"})
own("unit-before-the-title", {"A1": "UBND XÃ AN BÌNH", "A2": "BẢNG TỰ CHẤM ĐIỂM NĂM 2023"})
own("unit-with-other-tone-marks", {"A2": "Đơn vị: UBND xã Hoà Phú"},
    [line.replace("xa-1", "xa-2") for line in VALUES])
own("unit-decomposed", {"A2": unicodedata.normalize("NFD", "Đơn vị: UBND xã An Bình")})
own("unit-by-the-call", {"A2": ""}, unit_of="xa-1")
own("unit-by-the-file", {"A2": ""}, file="Xã An Bình")
own("unit-of-nobody", {"A2": ""}, only=["unit_open"])
own("unit-left-as-dots", {"A2": "Đơn vị: …………………"}, only=["unit_open"])
own("unit-unknown", {"A2": "Đơn vị: xã Lạ"}, only=["unknown_unit A2"])
own("unit-told-two-ways", file="Xã Hòa Phú", only=["units_disagree A2"])
own("unit-by-call-and-title", unit_of="xa-2", only=["units_disagree A2"])
own("unit-without-register", {}, [line.replace("xa-1", "UBND xã An Bình") for line in VALUES], register=False)

# The header.
own("header-in-capitals", {"A3": "TT", "B3": "TIÊU CHÍ", "C3": "ĐIỂM TỐI ĐA", "D3": "TỰ CHẤM"})
own("header-with-breaks", {"C3": "Điểm\ntối đa", "D3": "Tự\nchấm", "E3": "Thẩm\nđịnh"})
own("header-with-hard-blanks", {"C3": "Điểm\u00a0tối\u00a0đa ", "D3": "  Tự\u00a0chấm"})
own("header-decomposed", {letter + "3": unicodedata.normalize("NFD", text) for letter, text in zip("ABCDEF", HEAD)})
own("header-with-another-d", {"E3": "Thẩm \u00f0ịnh"})
own("header-of-other-words", {"B3": "Nội dung đánh giá", "D3": "Điểm đơn vị tự chấm", "E3": "Hội đồng thẩm định"})
case("header-numbered", insert(OWN, 4, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]), VALUES, moved(FOOT, 1))
case("header-numbered-by-letters", insert(OWN, 4, ["A", "B", "1", "2", "3", "4"]), VALUES, moved(FOOT, 1))
TWO = insert(put(OWN, {"D3": "Điểm", "E3": ""}), 4, ["", "", "", "Tự chấm", "Thẩm định", ""])
case("header-of-two-rows", TWO, VALUES, moved(FOOT, 1))
case("header-of-two-merged-rows", TWO, VALUES, moved(FOOT, 1), kinds="x",
     style=lambda book, sheet: [sheet.merge_cells(area) for area in ["A3:A4", "B3:B4", "C3:C4", "D3:E3", "F3:F4"]])
case("header-in-the-first-row", OWN[2:], VALUES, moved(FOOT, -2), unit_of="xa-1")
LOW = [[f"Căn cứ số {n}"] for n in range(1, 31)] + OWN
case("header-low", LOW, VALUES, moved(FOOT, 30))
case("header-too-low", [["Căn cứ"] for _ in range(45)] + OWN, [], ["table_unclear"])
case("header-missing", OWN[:2] + OWN[3:], [], ["table_unclear"], kinds="x")
case("columns-in-another-order", [[row[i] if i < len(row) else "" for i in (1, 0, 4, 3, 2, 5)] if n > 2 else row
     for n, row in enumerate(OWN, 1)], VALUES, ["row_no_leaf B11", "row_no_leaf B13"])
case("column-of-maxima-missing", [row[:2] + row[3:] if n > 2 else row for n, row in enumerate(OWN, 1)], VALUES, FOOT)
case("columns-farther-right", [[""] + row if n > 2 else row for n, row in enumerate(OWN, 1)], VALUES, moved(FOOT, 0, 1))
case("column-before-the-numbers", [["", ""] + row for row in OWN], VALUES, moved(FOOT, 0, 2))
own("column-unknown-of-words", {"F3": "Người theo dõi", "F6": "Nguyễn Văn A"}, findings=["unknown_column F3"])
own("column-of-points-twice", {"F3": "Tự chấm", "F6": 1}, findings=["duplicate_column F3"])
own("column-misspelt", {"E3": "Thẩm địnhh"}, [re.sub(r" appraised=\S+", "", line) for line in VALUES],
    ["unknown_column E3"])

# The numbering.
own("codes-with-dots", {"A5": "1.1.1.", "A6": "1.2.", "A9": "2.1."})
own("codes-with-blanks", {"A5": " 1.1.1", "A6": "1. 2", "A9": "2.1 "})
own("codes-with-commas", {"A6": "1,2", "A9": "2,1"})
case("codes-before-names", [[row[0]] if n < 3 else
     [(f"{row[0]}. {row[1]}" if row[0] and n > 3 else row[1])] + row[2:] if row else []
     for n, row in enumerate(OWN, 1)], VALUES, FOOT)
own("fields-by-roman-numbers", {"A4": "I", "A8": "II"})
own("fields-by-roman-numbers-with-dots", {"A4": "I.", "A8": "II."})
own("fields-as-roman-titles", {"A4": "I. Chỉ đạo điều hành", "B4": "", "A8": "II. Cải cách thể chế", "B8": ""})
own("numbers-anew-below-fields", {"A4": "I", "A5": "1.1", "A6": "2", "A7": "3.1", "A8": "II", "A9": "1", "A10": "5"})
own("rows-counted", {"A4": "", "A5": "1", "A6": "2", "A7": "3", "A8": "", "A9": "4", "A10": "5", "B6": "Rà soát văn bản",
    "C6": 2, "D6": 1.5, "E6": 1, "B9": "Theo dõi pháp luật"},
    ["xa-1 1.1.1 self=2 appraised=2", "xa-1 1.3.1 self=1 appraised=1", "xa-1 2.1 self=1.5 appraised=1",
     "xa-1 2.5 self=2 appraised=2", "xa-1 2.10 self=1 appraised=0.5"],
    ["sum_differs D4", "sum_differs E4", "sum_differs D8", "sum_differs E8"])
NAMED = {f"A{n}": "" for n in range(4, 11)} | {"B6": "Theo dõi pháp luật", "D4": "", "E4": "", "D8": "", "E8": ""}
NAMED_VALUES = ["xa-1 1.1.1 self=2 appraised=2", "xa-1 1.3.1 self=1 appraised=1", "xa-1 2.1 self=1 appraised=0.5",
                "xa-1 2.5 self=2 appraised=2", "xa-1 2.10 self=1.5 appraised=1"]
# Then the names stand where codes do.
NAMED_FOOT = ["row_no_leaf B11", "row_no_leaf B13"]
own("rows-by-name", NAMED, only=NAMED_VALUES + NAMED_FOOT)
own("rows-by-name-as-a-list", NAMED | {"B5": "- Ban hành kế hoạch", "B9": "+ Rà soát văn bản"},
    only=NAMED_VALUES + NAMED_FOOT)
own("rows-by-a-name-of-two", NAMED | {"B6": "Sáng kiến"},
    only=without(NAMED_VALUES, "xa-1 2.10") + NAMED_FOOT + ["name_unclear B6"])
own("rows-by-an-unknown-name", NAMED | {"B6": "Việc khác"},
    only=without(NAMED_VALUES, "xa-1 2.10") + NAMED_FOOT + ["name_unclear B6"])
case("names-without-numbers", [row[1:] if n > 2 else row for n, row in enumerate(put(OWN, NAMED), 1)], NAMED_VALUES,
     FOOT)
own("code-unknown", {"A10": "2.9", "B10": "Việc mới"}, without(VALUES, "xa-1 2.5"),
    ["unknown_code A10", "sum_differs D8", "sum_differs E8"])
own("code-unknown-with-a-known-name", {"A10": "2.9"}, findings=["code_by_name A10"])
own("code-of-a-field-with-the-name-of-a-leaf", {"A10": "3"}, findings=["code_by_name A10"])
own("code-twice", {"A10": "2.1", "B10": ""}, without(VALUES, "xa-1 2.5"), ["duplicate_code A10", "sum_differs D8", "sum_differs E8"])
own("code-made-a-day", {"A9": datetime.date(2024, 1, 2), "B9": ""}, without(VALUES, "xa-1 2.1"),
    ["unknown_code A9", "sum_differs D8", "sum_differs E8"])
own("code-shown-as-a-day", {"A9": "01-Thg2", "B9": ""}, without(VALUES, "xa-1 2.1"),
    ["unknown_code A9", "sum_differs D8", "sum_differs E8"])
own("name-of-another", {"B9": "Số hóa hồ sơ"}, findings=["name_of_other B9"])
own("name-a-little-other", {"B9": "Rà soát các văn bản (năm 2023)"})

# Maxima and sums.
own("maximum-differs", {"C9": 3}, findings=["max_differs C9"])
own("sum-differs", {"D4": 5}, findings=["sum_differs D4"])
own("sums-as-dashes", {"D4": "-", "E4": "–", "D8": "-", "E8": "-"})
own("points-at-a-field-alone", {"A11": "3", "B11": "Tác động", "C11": 10, "D11": 8, "E11": ""},
    only=[*VALUES, "not_a_leaf D11", "row_no_leaf A13"])

# Points as they are written.
own("points-as-texts", {"D6": "1,5", "E9": "0,5"})
own("points-with-words", {"D6": "1,5 điểm", "D5": "2 đ"})
own("points-with-hard-blanks", {"D6": "\u00a01,5\u00a0", "D5": "2 "})
own("points-with-a-plus", {"D5": "+2"})
own("points-as-a-range", {"D5": "1-2"}, value("xa-1 1.1.1 appraised=2"), ["bad_number D5"])
own("points-above-the-maximum", {"D5": 3}, value("xa-1 1.1.1 appraised=2"), ["out_of_range D5", "sum_differs D4"])
own("points-below-zero", {"D5": -1}, value("xa-1 1.1.1 appraised=2"), ["out_of_range D5", "sum_differs D4"])
own("points-as-a-share", {"D5": "85%"}, value("xa-1 1.1.1 appraised=2"), ["percent_given D5"])
own("points-in-error", {"D5": "#REF!"}, value("xa-1 1.1.1 appraised=2"), ["spreadsheet_error D5"])
own("points-as-a-word", {"D5": "tốt"}, value("xa-1 1.1.1 appraised=2"), ["unknown_word D5"])
own("points-as-a-day", {"D5": datetime.date(2024, 4, 3)}, value("xa-1 1.1.1 appraised=2"), ["date_given D5"])
own("points-of-two-readings", {"A10": "3.1", "B10": "", "C10": 10, "D10": "", "E10": ""}, without(VALUES, "xa-1 2.5"),
    ["sum_differs D8", "sum_differs E8"])
own("points-not-applicable", {"D9": "Không áp dụng", "E9": ""}, value("xa-1 2.1 self=n/a"), ["sum_differs E8"])
own("points-empty", {"D9": "", "E9": "", "D8": 2, "E8": 2}, without(VALUES, "xa-1 2.1"))
own("points-of-no-level", {"A10": "1.3.2", "B10": "", "C10": 3, "D10": 2, "E10": 1, "D4": 6.5, "E4": 5, "D8": 1, "E8": 0.5},
    without(VALUES, "xa-1 2.5") + ["xa-1 1.3.2 appraised=1"], ["not_a_level D10"])
own("points-with-many-places", {"D5": "1,9999999999"}, value("xa-1 1.1.1 appraised=2"), ["bad_number D5"])

# Facts and words by the rule.
FACT = {"A10": "1.1.2", "B10": "Hoàn thành nhiệm vụ", "C10": 4, "E10": "", "D4": "", "E4": "", "D8": 1, "E8": 0.5}
REST = without(VALUES, "xa-1 2.5")


def fact(name, cell, line, findings=(), code="1.1.2", **more):
    change = FACT | {"D10": cell}
    if code != "1.1.2":
        change |= {"A10": code, "B10": "", "C10": ""}
    own("fact-" + name, change, REST + ([line] if line else []), findings, **more)


fact("quotient", "58/60", "xa-1 1.1.2 stage=self done=58 of=60")
fact("quotient-of-thousands", "1.250 / 2.200", "xa-1 1.1.2 stage=self done=1250 of=2200")
fact("quotient-above-one", "61/60", None, ["done_over_of D10"])
fact("quotient-of-nothing", "0/0", None, ["of_zero D10"])
fact("quotient-of-typed-points", "1/2", None, ["bad_number D10"], code="2.10")
fact("word-of-no-level", "Đạt", None, ["unknown_word D10"], code="1.3.2")
for n, (word, answer) in enumerate([("Đạt", "yes"), ("Có", "yes"), ("x", "yes"), ("✓", "yes"), ("Không đạt", "no"),
                                    ("Chưa", "no"), ("Không", "no")]):
    own(f"word-{n}-of-a-declaration", {"D7": word, "D4": ""}, without(VALUES, "xa-1 1.3.1") +
        ["xa-1 1.3.1 appraised=1", f"xa-1 1.3.1 stage=self answer={answer}"])
fact("no-case-of-a-penalty", "Không", None, ["unknown_word D10"], code="1.3.3")
fact("none-arose", "Không phát sinh", "xa-1 2.2 self=n/a", code="2.2")

# Done and of beside points.
BESIDE = [
    ["Đơn vị: UBND xã An Bình"],
    ["STT", "Tiêu chí", "Tự chấm", "Đã hoàn thành", "Tổng số", "Ghi chú"],
    ["1.1.2", "Hoàn thành nhiệm vụ", 3, 45, 60, ""],
    ["2.2", "Giải quyết hồ sơ", "", 90, 100, ""],
]
FACTS = ["xa-1 1.1.2 stage=self done=45 of=60", "xa-1 2.2 stage=self done=90 of=100"]
case("facts-beside-equal-points", BESIDE, FACTS)
case("facts-beside-other-points", put(BESIDE, {"C3": 3.5}),
     ["xa-1 1.1.2 stage=self done=45 of=60 self_note=3.5"] + FACTS[1:], ["award_differs C3"])
case("facts-half-given", put(BESIDE, {"E4": ""}), FACTS[:1], ["facts_missing E4"])
case("facts-of-thousands", put(BESIDE, {"D4": "1.200", "E4": "1.250"}),
     FACTS[:1], ["ambiguous_number D4", "ambiguous_number E4"])
case("facts-above-the-whole", put(BESIDE, {"D4": 101}), FACTS[:1], ["done_over_of D4"])
case("facts-where-points-are-typed", put(BESIDE, {"A4": "2.10", "B4": ""}), FACTS[:1], ["facts_foreign D4", "facts_foreign E4"])

# The title speaks of the period.
own("title-of-another-year", {"A1": "BẢNG TỰ CHẤM ĐIỂM NĂM 2022"}, findings=["title_year A1"])
own("title-of-half-a-year", {"A1": "BẢNG TỰ CHẤM ĐIỂM 6 THÁNG ĐẦU NĂM 2023"}, findings=["title_year A1"])
own("title-with-the-day-of-a-letter", {"A1": "An Bình, ngày 05 tháng 01 năm 2024"})
own("title-says-the-year", year=None, values=[line for line in VALUES])
own("title-says-a-quarter", {"A1": "TỰ CHẤM ĐIỂM QUÝ III/2023"}, year=None,
    values=[f"{line} period=2023-Q3" for line in VALUES])
own("title-says-two-years", {"A1": "TỰ CHẤM NĂM 2022", "C2": "Kế hoạch năm 2023"}, year=None, findings=["year_unknown"])
own("title-says-no-year", {"A1": "BẢNG TỰ CHẤM ĐIỂM"}, year=None, findings=["year_unknown"])

# Units by leaves.
WIDE = [
    ["TỔNG HỢP ĐIỂM CẢI CÁCH HÀNH CHÍNH NĂM 2023"],
    ["TT", "Đơn vị", "1.1.1", "1.2", "2.1", "3.1", "Tổng cộng", "Xếp hạng"],
    [1, "Xã An Bình", 2, 1.5, 1, 8, 12.5, 1],
    [2, "Xã Hòa Phú", 1, 2, 0.5, 7.5, 11, 2],
]
WIDE_VALUES = ["xa-1 1.1.1 appraised=2", "xa-1 1.2 appraised=1.5", "xa-1 2.1 appraised=1", "xa-1 3.1 survey=8",
               "xa-2 1.1.1 appraised=1", "xa-2 1.2 appraised=2", "xa-2 2.1 appraised=0.5", "xa-2 3.1 survey=7.5"]


def wide(name, cells=None, values=None, findings=(), **more):
    case("wide-" + name, put(WIDE, cells or {}), WIDE_VALUES if values is None else values, findings, **more)


wide("plain")
wide("of-own-points", {"A1": "TỔNG HỢP ĐIỂM TỰ CHẤM NĂM 2023"},
     [line if " 3.1 " in line else line.replace("appraised", "self") for line in WIDE_VALUES])
wide("of-both-stages", {"A1": "ĐIỂM TỰ CHẤM VÀ THẨM ĐỊNH NĂM 2023"}, [], ["stage_open A1"])
wide("with-a-mean", {"B5": "Trung bình", "C5": 1.5}, findings=["row_passed B5"])
wide("with-a-place-named-mean", {"B4": "Phường Trung Bình"}, [line.replace("xa-2", "xa-3") for line in WIDE_VALUES])
wide("with-a-signature", {"B7": "TM. ỦY BAN NHÂN DÂN", "G7": ""}, findings=["row_passed B7"])
wide("with-names-in-its-header", {"C2": "Ban hành kế hoạch", "E2": "Rà soát văn bản", "F2": "Mức độ hài lòng"})
wide("with-codes-and-names", {"C2": "1.1.1. Ban hành kế hoạch", "E2": "2.1 Rà soát văn bản"})
wide("with-an-unknown-unit", {"B4": "Xã Lạ"}, WIDE_VALUES[:4], ["unknown_unit B4"])
wide("with-a-nameless-row", {"B4": ""}, WIDE_VALUES[:4], ["unit_missing B4"])
wide("with-a-code-unknown", {"E2": "2.9"}, without(WIDE_VALUES, "xa-1 2.1", "xa-2 2.1"),
     ["unknown_column E2"])
wide("with-a-code-twice", {"E2": "1.2"}, without(WIDE_VALUES, "xa-1 2.1", "xa-2 2.1"),
     ["duplicate_column E2"])
case("wide-with-sums-of-fields", column(WIDE, "C", {2: "1", 3: 3.5, 4: 3}), WIDE_VALUES)
case("wide-with-a-wrong-sum", column(WIDE, "C", {2: "1", 3: 3.5, 4: 4}), WIDE_VALUES, ["sum_differs C4"])
wide("with-extras", {"G2": "Điểm thưởng", "G3": "", "G4": ""})
wide("of-ids", {"B3": "xa-1", "B4": "xa-2"})
wide("of-empty-cells", {"C3": "", "D4": "-"}, without(WIDE_VALUES, "xa-1 1.1.1", "xa-2 1.2"))
wide("of-words", {"C3": "chưa chấm"}, without(WIDE_VALUES, "xa-1 1.1.1"), ["unknown_word C3"])
PAIRS = [
    ["Đơn vị", "1.1.1", "", "2.1", ""],
    ["", "TC", "TĐ", "TC", "TĐ"],
    ["Xã An Bình", 2, 1.5, 1, 1],
    ["Xã Hòa Phú", 1, 1, 2, ""],
]
PAIR_VALUES = ["xa-1 1.1.1 self=2 appraised=1.5", "xa-1 2.1 self=1 appraised=1", "xa-2 1.1.1 self=1 appraised=1",
               "xa-2 2.1 self=2"]
case("wide-of-pairs", PAIRS, PAIR_VALUES)
case("wide-of-merged-pairs", PAIRS, PAIR_VALUES, kinds="x",
     style=lambda book, sheet: [sheet.merge_cells(area) for area in ["A1:A2", "B1:C1", "D1:E1"]])
case("wide-of-pairs-in-one-heading", [["Đơn vị", "1.1.1 Tự chấm", "1.1.1 Thẩm định", "2.1 Tự chấm", "2.1 Thẩm định"]] + PAIRS[2:],
     PAIR_VALUES)

# Leaves by units.
CROSS = [
    ["TỔNG HỢP ĐIỂM THẨM ĐỊNH NĂM 2023"],
    ["STT", "Tiêu chí", "Điểm tối đa", "Xã An Bình", "Xã Hòa Phú"],
    ["I", "Chỉ đạo điều hành", 14, 3.5, 3],
    ["1.1.1", "Ban hành kế hoạch", 2, 2, 1],
    ["1.2", "Sáng kiến", 2, 1.5, 2],
    ["II", "Cải cách thể chế", 16, 1, 0.5],
    ["2.1", "Rà soát văn bản", 2, 1, 0.5],
    ["3.1", "Mức độ hài lòng", 10, 8, 7.5],
    ["", "Tổng cộng", 40, 12.5, 11],
]


def cross(name, cells=None, values=None, findings=(), foot="row_no_leaf A9", **more):
    found = [foot] + list(findings)
    case("cross-" + name, put(CROSS, cells or {}), WIDE_VALUES if values is None else values, found, **more)


cross("plain")
cross("of-own-points", {"A1": "TỔNG HỢP ĐIỂM TỰ CHẤM NĂM 2023"},
      [line if " 3.1 " in line else line.replace("appraised", "self") for line in WIDE_VALUES])
cross("with-a-wrong-sum", {"E3": 4}, findings=["sum_differs E3"])
cross("with-an-unknown-unit", {"E2": "Xã Lạ"}, WIDE_VALUES[:4], ["unknown_unit E2"])
cross("with-a-name-of-another", {"B4": "Rà soát văn bản"}, None, ["name_of_other B4"])
cross("with-an-unknown-code", {"A7": "2.9", "B7": "Việc mới", "D6": "", "E6": ""}, without(WIDE_VALUES, "xa-1 2.1", "xa-2 2.1"),
      ["unknown_code A7"])
cross("numbered-anew", {"A4": "1.1", "A5": "2", "A7": "1", "A8": "", "D8": "", "E8": "", "B8": ""},
      without(WIDE_VALUES, "xa-1 3.1", "xa-2 3.1"))
cross("by-names", {"A4": "", "A7": "", "A5": "", "B5": "Theo dõi pháp luật", "A3": "", "A6": "", "A8": "", "D3": "", "E3": "",
      "D6": "", "E6": ""},
      [line.replace(" 1.2 ", " 2.10 ") for line in WIDE_VALUES], foot="row_no_leaf B9")
cross("with-remarks", {"F2": "Ghi chú", "F4": "đủ hồ sơ"})
cross("above-the-maximum", {"D4": 2.5}, without(WIDE_VALUES, "xa-1 1.1.1"), ["out_of_range D4", "sum_differs D3"])
CROSS_PAIRS = [
    ["STT", "Tiêu chí", "Điểm tối đa", "Xã An Bình", "", "Xã Hòa Phú", ""],
    ["", "", "", "TC", "TĐ", "TC", "TĐ"],
    ["1.1.1", "Ban hành kế hoạch", 2, 2, 1.5, 1, 1],
    ["2.1", "Rà soát văn bản", 2, 1, 1, 2, ""],
]
case("cross-of-pairs", CROSS_PAIRS, PAIR_VALUES)
case("cross-of-pairs-merged", CROSS_PAIRS, PAIR_VALUES, kinds="x",
     style=lambda book, sheet: [sheet.merge_cells(area) for area in ["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"]])

# A row for each unit and leaf.
LONG = [
    ["Đơn vị", "Mã TC", "Tự chấm", "Thẩm định", "Ghi chú"],
    ["Xã An Bình", "1.1.1", 2, 1.5, ""],
    ["Xã An Bình", "2.1", 1, 1, ""],
    ["Xã Hòa Phú", "1.1.1", 1, 1, ""],
    ["Xã Hòa Phú", "2.1", 2, "", ""],
]


def long(name, cells=None, values=None, findings=(), **more):
    case("long-" + name, put(LONG, cells or {}), PAIR_VALUES if values is None else values, findings, **more)


long("plain")
long("with-units-once", {"A3": "", "A5": ""}, findings=["unit_continued A3", "unit_continued A5"])
long("with-merged-units", {"A3": "", "A5": ""}, kinds="x",
     style=lambda book, sheet: [sheet.merge_cells(area) for area in ["A2:A3", "A4:A5"]])
case("long-with-sums", insert(insert(LONG, 4, ["Xã Hòa Phú", "1", 1, 1, ""]), 2, ["Xã An Bình", "1", 2, 1.5, ""]), PAIR_VALUES)
case("long-with-a-wrong-sum", insert(LONG, 2, ["Xã An Bình", "1", 3, 1.5, ""]), PAIR_VALUES, ["sum_differs C2"])
case("long-with-a-field-alone", LONG + [["Xã Hòa Phú", "3", 5, "", ""]], PAIR_VALUES, ["not_a_leaf C6"])
long("by-names", {"B2": "Ban hành kế hoạch", "B3": "Rà soát văn bản", "B4": "Ban hành kế hoạch", "B5": "Rà soát văn bản"})
long("by-a-name-of-two", {"B3": "Sáng kiến"}, without(PAIR_VALUES, "xa-1 2.1"), ["name_unclear B3"])
long("with-an-unknown-code", {"B3": "2.9"}, without(PAIR_VALUES, "xa-1 2.1"), ["unknown_code B3"])
long("with-an-unknown-unit", {"A4": "Xã Lạ", "A5": "Xã Lạ"}, PAIR_VALUES[:2], ["unknown_unit A4"])
long("with-a-total-row", {"A6": "Tổng cộng", "C6": 6}, findings=["row_passed A6"])
long("with-days", {"E1": "Ngày", "E2": "30/6/2023", "E3": datetime.date(2023, 6, 30), "E4": "30/6/23"},
     [PAIR_VALUES[3]] + [line for unit, code, own, other in
      [("xa-1", "1.1.1", "2", "1.5"), ("xa-1", "2.1", "1", "1"), ("xa-2", "1.1.1", "1", "1")]
      for line in [f"{unit} {code} self={own} on=2023-06-30", f"{unit} {code} appraised={other} on=2023-06-30"]])
long("with-a-day-that-is-none", {"E1": "Ngày", "E2": "31/6/2023"}, findings=["bad_date E2", "bad_date E2"])
long("with-years", {"E1": "Năm", "E2": 2023, "E3": 2023, "E4": 2023, "E5": 2023})
long("with-quarters", {"E1": "Kỳ", "E2": "Quý I/2023", "E3": "Quý I/2023", "E4": "Quý I/2023", "E5": "Quý I/2023"},
     [f"{line} period=2023-Q1" for line in PAIR_VALUES])
long("with-a-bad-year", {"E1": "Năm", "E2": "202", "E3": 2023, "E4": 2023, "E5": 2023}, None, ["bad_number E2"])
long("with-evidence", {"E1": "Tài liệu kiểm chứng", "E2": "KH số 12; QĐ số 5"},
     ["xa-1 1.1.1 self=2 appraised=1.5 evidence=KH số 12; QĐ số 5"] + PAIR_VALUES[1:])
long("with-notes", {"E1": "Giải trình", "E2": "chậm do mất điện"},
     ["xa-1 1.1.1 self=2 appraised=1.5 explanation=chậm do mất điện"] + PAIR_VALUES[1:])
long("of-one-value-twice", {"A5": "Xã Hòa Phú", "B5": "1.1.1", "C5": 1, "D5": 1}, PAIR_VALUES[:3])
long("of-two-values", {"B5": "1.1.1", "C5": 2, "D5": ""}, PAIR_VALUES[:2] + ["xa-2 1.1.1 self=1 appraised=1"],
     ["conflict C5"])

# CSV as programs write it.
BOOK = dict(kinds="c")
for name, form in {
    "commas": dict(separator=",", encoding="utf-8"),
    "points-and-semicolons": dict(point=True),
    "tabs-in-utf-16": dict(separator="\t", encoding="utf-16"),
    "utf-16-of-the-other-order": dict(separator="\t", encoding="utf-16-be-mark"),
    "no-mark": dict(encoding="utf-8"),
    "old-line-ends": dict(ends="\r"),
    "unix-line-ends": dict(ends="\n"),
    "windows-1258": dict(encoding="windows-1258"),
    "a-line-that-names-the-separator": dict(encoding="sep"),
    "blanks-around": dict(encoding="blanks"),
    "quotes-around-all": dict(encoding="quotes"),
    "empty-lines-between": dict(encoding="empty-lines"),
    "a-quote-left-open": dict(encoding="open-quote"),
    "tcvn3": dict(encoding="tcvn3"),
}.items():
    found = {"windows-1258": ["windows_1258"], "tcvn3": []}.get(name, [])
    expected = [*VALUES, *FOOT, *found]
    if name == "tcvn3":
        expected = ["old_encoding"]
    if name == "empty-lines-between":
        expected = [*VALUES, *moved(FOOT, 8, after=3)]
    if name == "a-quote-left-open":
        expected = [*VALUES[:4], "quote_open", "sum_differs D8", "sum_differs E8"]
    case("csv-of-" + name, OWN, expected, kinds="c", csv=form)
case("csv-formulas-held-off", put(OWN, {"B9": "'=Rà soát", "D9": "=1+0"}), value("xa-1 2.1 appraised=0.5"),
     FOOT + ["formula_text D9"], kinds="c")
case("csv-of-exponents", put(OWN, {"D9": "1E+00"}), value("xa-1 2.1 appraised=0.5"), FOOT + ["bad_number D9"], kinds="c")


# What only a workbook has.
def book(name, style, cells=None, values=None, findings=(), only=None, **more):
    own("book-" + name, cells, values, findings, only, kinds="x", style=style, **more)


def formats(**cells):
    def style(book, sheet):
        for cell, form in cells.items():
            sheet[cell].number_format = form
    return style


book("with-a-merged-title", lambda book, sheet: [sheet.merge_cells(area) for area in ["A1:F1", "A2:F2"]])
# Whether the number is of both columns nobody knows.
book("with-points-merged-over-columns", lambda book, sheet: sheet.merge_cells("E6:F6"), {"F6": ""},
     value("xa-1 1.2 self=1.5"), ["merged_value E6"])
book("with-points-merged-over-rows", lambda book, sheet: sheet.merge_cells("D9:D10"), {"D10": ""},
     without(VALUES, "xa-1 2.") + ["xa-1 2.1 appraised=0.5", "xa-1 2.5 appraised=2"], ["merged_value D9", "merged_value D10"])


def pretty(book, sheet):
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    thin = Side(style="thin")
    for row in sheet["A3:F11"]:
        for cell in row:
            cell.font, cell.alignment = Font(name="Times New Roman", size=13), Alignment(wrap_text=True)
            cell.border = Border(left=thin, right=thin, top=thin, bottom=thin)
    for cell in sheet[3]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDEBF7")
    sheet.freeze_panes = "C4"
    sheet.column_dimensions["B"].width = 60
    sheet.page_setup.orientation = "landscape"
    sheet.print_area = "A1:F13"
    sheet.auto_filter.ref = "A3:F11"


book("with-borders-and-fonts", pretty)


def checked(book, sheet):
    from openpyxl.formatting.rule import CellIsRule
    from openpyxl.styles import PatternFill
    from openpyxl.worksheet.datavalidation import DataValidation
    rule = DataValidation(type="decimal", operator="between", formula1="0", formula2="10")
    rule.add("D4:E11")
    sheet.add_data_validation(rule)
    red = PatternFill("solid", bgColor="FFC7CE")
    sheet.conditional_formatting.add("E5:E10", CellIsRule(operator="lessThan", formula=["D5"], fill=red))
    sheet.protection.sheet = True


book("with-validations-and-protection", checked)


def noted(book, sheet):
    sheet["E6"].comment = Comment("Chưa có quyết định", "Tổ thẩm định")
    sheet["E9"].comment = Comment("Trừ 0,5", "Tổ thẩm định")


book("with-comments", noted, findings=["comments_passed"])


def rich(book, sheet):
    bold = InlineFont(b=True)
    sheet["B9"].value = CellRichText("Rà soát ", TextBlock(bold, "văn bản"))
    sheet["A9"].value = CellRichText(TextBlock(bold, "2."), "1")


book("with-letters-of-two-kinds", rich)
book("with-numbers-as-texts", lambda book, sheet: None, {"D5": "2", "D6": "1.5", "E9": "0,5"})
book("with-codes-as-numbers", None, {"A4": 1, "A6": 1.2, "A8": 2, "A9": 2.1, "A10": 2.5})
book("with-a-code-that-lost-its-zero", None, {"A10": 2.1, "B10": "Theo dõi pháp luật", "C10": 2},
     without(VALUES, "xa-1 2.5"), ["duplicate_code A10", "sum_differs D8", "sum_differs E8"])
book("with-a-code-shown-with-its-zero", formats(A10="0.00"), {"A10": 2.1, "B10": "Theo dõi pháp luật", "C10": 2},
     [line.replace(" 2.5 ", " 2.10 ") for line in VALUES])
book("with-places-shown", formats(D5="0.00", D6="0.0", E9="#,##0.00"))
book("with-a-format-of-percent", formats(D9="0%"), {"D9": 0.85}, value("xa-1 2.1 appraised=0.5"), ["percent_given D9"])
book("with-a-format-of-days", formats(D9="dd/mm/yyyy"), {"D9": 45000}, value("xa-1 2.1 appraised=0.5"), ["date_given D9"])
book("with-a-fraction-made-a-day", formats(D10="d-mmm"), {"A10": "1.1.2", "B10": "Hoàn thành nhiệm vụ", "C10": 4,
     "D10": datetime.date(2024, 4, 3), "E10": "", "D4": "", "E4": "", "D8": 1, "E8": 0.5}, REST, ["date_given D10"])
book("with-noise-of-binary-numbers", None, {"D6": 0.1 + 0.2 + 1.2, "E9": 0.1 + 0.4})
book("with-more-than-nine-places", None, {"D9": 58 / 60, "D8": ""}, value("xa-1 2.1 self=0.966666667 appraised=0.5"),
     ["cells_rounded D9"])
book("with-truth-values", None, {"D9": True}, value("xa-1 2.1 appraised=0.5"), ["unknown_word D9"])
book("with-a-formula-nobody-computed", None, {"D9": "==1+0"}, value("xa-1 2.1 appraised=0.5"), ["formula_text D9"])


def hide_rows(book, sheet):
    sheet.row_dimensions[9].hidden = True
    sheet.row_dimensions[10].hidden = True


def hide_columns(book, sheet):
    sheet.column_dimensions["E"].hidden = True


book("with-hidden-rows", hide_rows, findings=["rows_hidden"])
book("with-a-hidden-column", hide_columns, findings=["columns_hidden E1"])


def hidden_sheet(state):
    def style(book, sheet):
        other = book.create_sheet("Nháp")
        fill(other, put(OWN, {"D5": 1}))
        other.sheet_state = state
    return style


book("with-a-hidden-sheet", hidden_sheet("hidden"), findings=["sheet_hidden Nháp!"])
book("with-a-very-hidden-sheet", hidden_sheet("veryHidden"), findings=["sheet_hidden Nháp!"])


def beside(name, rows, first=False):
    def style(book, sheet):
        fill(book.create_sheet(name, 0 if first else None), rows)
    return style


book("with-an-empty-sheet", beside("Sheet2", []))
book("with-a-sheet-of-words", beside("Hướng dẫn", [["Hướng dẫn ghi biểu"], ["Ghi điểm vào cột D"]], True),
     findings=["sheet_passed Hướng dẫn!"])
book("with-a-sheet-of-another-unit", beside("Xã Hòa Phú", [HEAD, ["1.2", "Sáng kiến", 2, 2, 2, ""]]),
     values=[*VALUES, "xa-2 1.2 self=2 appraised=2"])


def far(book, sheet):
    from openpyxl.styles import Font
    sheet["A5000"].font = Font(bold=True)
    sheet["XFD3"].font = Font(bold=True)


book("with-formats-far-away", far)


def of_1904(book, sheet):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904
    book.epoch = CALENDAR_MAC_1904


book("that-counts-days-from-1904", of_1904)
book("with-a-name-of-its-own", lambda book, sheet: setattr(sheet, "title", "Xã An Bình"), {"A2": ""},
     only=VALUES + ["row_no_leaf Xã An Bình!A11", "row_no_leaf Xã An Bình!A13"])


def drawn(book, sheet):
    from openpyxl.chart import BarChart, Reference
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=4, min_row=5, max_row=10))
    sheet.add_chart(chart, "H3")


book("with-a-chart", drawn)
book("of-dates-as-years", None, {"A1": "BẢNG TỰ CHẤM", "B1": 2023})

# A second program's files: formulas have values there.
SUMMED = {"D4": "==SUM(D5:D7)", "E4": "==SUM(E5:E7)", "D8": "==D9+D10", "E8": "==E9+E10", "D11": "==D4+D8", "E11": "==E4+E8"}
own("calc-plain", kinds="x", by="calc")
own("calc-with-formulas", SUMMED, kinds="x", by="calc")
own("calc-with-a-formula-of-points", {"D9": "==2/2", "E6": "==ROUND(0.96,0)"}, kinds="x", by="calc")
own("calc-with-a-formula-in-error", {"D9": "==1/0"}, value("xa-1 2.1 appraised=0.5"), ["spreadsheet_error D9"], kinds="x", by="calc")
own("calc-with-a-formula-of-text", {"D9": '==CONCATENATE("1",",0")'}, kinds="x", by="calc")
own("calc-with-a-formula-of-many-places", {"D9": "==58/60", "D8": ""}, value("xa-1 2.1 self=0.966666667 appraised=0.5"),
    ["cells_rounded D9"], kinds="x", by="calc")
own("calc-with-an-empty-formula", {"D9": '==IF(1=1,"",1)', "E9": "", "D8": 2, "E8": 2}, without(VALUES, "xa-1 2.1"), kinds="x", by="calc")
own("calc-with-comments", kinds="x", by="calc", style=noted, findings=["comments_passed"])
own("calc-with-hidden-rows", kinds="x", by="calc", style=hide_rows, findings=["rows_hidden"])
own("calc-with-a-merged-title", kinds="x", by="calc", style=lambda book, sheet: sheet.merge_cells("A1:F1"))
own("calc-with-a-percent", {"D9": 0.85}, value("xa-1 2.1 appraised=0.5"), ["percent_given D9"], kinds="x", by="calc", style=formats(D9="0%"))
own("calc-with-codes-as-numbers", {"A4": 1, "A6": 1.2, "A8": 2, "A9": 2.1, "A10": 2.5}, kinds="x", by="calc")
case("calc-wide", WIDE, WIDE_VALUES, kinds="x", by="calc")
case("calc-cross", CROSS, WIDE_VALUES, ["row_no_leaf A9"], kinds="x", by="calc")
own("old-workbook", only=["unknown_file"], kinds="x", by="xls")
own("open-document", only=["unknown_file"], kinds="x", by="ods")

# Workbooks of a third writer.
own("rust-plain", kinds="x", by="rust")
case("rust-wide", WIDE, WIDE_VALUES, kinds="x", by="rust")
case("rust-cross", CROSS, WIDE_VALUES, ["row_no_leaf A9"], kinds="x", by="rust")
case("rust-long", LONG, PAIR_VALUES, kinds="x", by="rust")
case("rust-pairs", PAIRS, PAIR_VALUES, kinds="x", by="rust")

# Many traits in one sheet.
LINES = [
    ["ỦY BAN NHÂN DÂN HUYỆN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["", "", "", "Độc lập - Tự do - Hạnh phúc"],
    ["", "", "", "An Bình, ngày 05 tháng 01 năm 2024"],
]
LAYOUTS = {
    "under-a-letterhead": lambda rows: LINES + rows,
    "numbered": lambda rows: insert(rows, 4, ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"]),
    "of-two-rows": lambda rows: insert(put(rows, {"D3": "Điểm", "E3": ""}), 4, ["", "", "", "Tự chấm", "Thẩm định", ""]),
    "farther-right": lambda rows: [["", ""] + row for row in rows],
    "spread": lambda rows: insert(insert(rows, 8, []), 4, []),
}
SHIFTS = {"under-a-letterhead": (3, 0, 0), "numbered": (1, 0, 3), "of-two-rows": (1, 0, 3), "farther-right": (0, 2, 0)}
DEFECTS = {
    "a-word": ({"D5": "tốt"}, "xa-1 1.1.1 appraised=2", ["unknown_word D5"]),
    "a-share": ({"E7": "90%"}, "xa-1 1.3.1 self=1", ["percent_given E7"]),
    "too-much": ({"D9": 2.5}, "xa-1 2.1 appraised=0.5", ["out_of_range D9", "sum_differs D8"]),
    "an-error": ({"E10": "#N/A"}, "xa-1 2.5 self=2", ["spreadsheet_error E10"]),
    "a-maximum": ({"C6": 3}, None, ["max_differs C6"]),
    "a-sum": ({"E4": 5}, None, ["sum_differs E4"]),
}


def mixed(name, layout, defects, roman=False, texts=False, **more):
    rows, values, findings = OWN, list(VALUES), list(FOOT)
    for defect in defects:
        cells, line, found = DEFECTS[defect]
        rows, findings = put(rows, cells), findings + found
        if line:
            begin = " ".join(line.split()[:2]) + " "
            values = [line if known.startswith(begin) else known for known in values]
    if roman:
        rows = put(rows, {"A4": "I", "A8": "II"})
    if texts:
        rows = put(rows, {"D6": "1,5 điểm", "A5": "1.1.1.", "F2": "Kèm theo Công văn số 12"})
    # A sum that has lost a part is not held against the others.
    if {"a-sum", "a-share"} <= set(defects):
        findings.remove("sum_differs E4")
    down, right, after = SHIFTS[layout]
    case(f"mixed-{name}", LAYOUTS[layout](rows), values, moved(findings, down, right, after), **more)


mixed("1", "under-a-letterhead", ["a-word", "a-maximum"], roman=True)
mixed("2", "under-a-letterhead", ["a-share", "too-much"], texts=True)
mixed("3", "numbered", ["an-error", "a-sum"], roman=True, texts=True)
mixed("4", "numbered", ["a-word", "an-error", "a-maximum"])
mixed("5", "of-two-rows", ["a-share", "a-sum"], texts=True)
mixed("6", "of-two-rows", ["too-much", "an-error"], roman=True)
mixed("7", "farther-right", ["a-word", "a-share", "a-maximum"], texts=True)
mixed("8", "farther-right", ["too-much", "a-sum"], roman=True)
mixed("9", "under-a-letterhead", list(DEFECTS), texts=True)
mixed("10", "numbered", list(DEFECTS), roman=True)
mixed("11", "of-two-rows", [], roman=True, texts=True)
mixed("12", "farther-right", [], roman=True, texts=True)
mixed("13", "under-a-letterhead", [], roman=True, texts=True)
mixed("14", "under-a-letterhead", ["a-word", "a-share"], kinds="x", by="calc", roman=True)
mixed("15", "numbered", ["too-much", "a-maximum"], kinds="x", by="calc", texts=True)
mixed("16", "of-two-rows", list(DEFECTS), kinds="x", style=pretty, texts=True)
mixed("17", "farther-right", list(DEFECTS), kinds="x", style=checked, roman=True)

# As offices send them: several things at once, each of them seen before.
LETTER = [
    ["UBND HUYỆN HỚN QUẢN", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
    ["UBND XÃ AN BÌNH", "", "", "Độc lập - Tự do - Hạnh phúc"],
    ["Số: 45/BC-UBND", "", "", "An Bình, ngày 12 tháng 01 năm 2024"],
    [],
    ["BÁO CÁO TỰ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH"],
    ["NĂM 2023"],
    ["(Kèm theo Báo cáo số 45/BC-UBND ngày 12/01/2024 của UBND xã An Bình)"],
]
case("messy-01-a-whole-report", LETTER + [
    ["TT", "Lĩnh vực/Tiêu chí", "Điểm tối đa", "Kết quả tự chấm", "", ""],
    ["", "", "", "Điểm tự chấm", "Tài liệu kiểm chứng", "Ghi chú"],
    ["I", "CHỈ ĐẠO ĐIỀU HÀNH", 14, "3,5", "", ""],
    ["1", "Kế hoạch cải cách", 6, 2, "", ""],
    ["1.1", "Ban hành kế hoạch", 2, 2, "KH số 12/KH-UBND\nQĐ số 5", ""],
    ["2", "Sáng kiến", 2, "1,5", "", ""],
    ["II", "CẢI CÁCH THỂ CHẾ", 16, 3, "", ""],
    ["1", "Rà soát văn bản", 2, 1, "BC số 7", ""],
    ["5", "Số hóa hồ sơ", 4, 2, "", "đã số hóa 100%"],
    ["III", "TÁC ĐỘNG", 10, "", "", ""],
    ["1", "Mức độ hài lòng", 10, "ĐTXHH", "", ""],
    ["", "TỔNG CỘNG", 40, "6,5", "", ""],
    ["Nơi nhận:", "", "", "TM. ỦY BAN NHÂN DÂN", "", ""],
    ["- UBND huyện;", "", "", "CHỦ TỊCH", "", ""],
    ["- Lưu: VT.", "", "", "", "", ""],
], ["xa-1 1.1.1 self=2 evidence=KH số 12/KH-UBND; QĐ số 5", "xa-1 1.2 self=1.5", "xa-1 2.1 self=1 evidence=BC số 7",
    "xa-1 2.5 self=2"], ["row_no_leaf A19", "row_no_leaf A20", "row_no_leaf A21"])
case("messy-02-the-unit-in-the-title", [["BẢNG TỰ CHẤM ĐIỂM NĂM 2023 CỦA UBND XÃ AN BÌNH"]] + OWN[2:], VALUES,
     moved(FOOT, -1))
case("messy-03-groups-of-units", [
    ["KẾT QUẢ CHỈ SỐ CCHC NĂM 2023 CỦA CÁC XÃ, PHƯỜNG"],
    ["TT", "Đơn vị", "1.1.1", "1.2", "2.1", "Tổng điểm", "Xếp hạng"],
    ["I", "KHỐI XÃ", "", "", "", "", ""],
    ["1", "Xã An Bình", 2, "1,5", 1, "4,5", 1],
    ["2", "Xã Hòa Phú", 1, 2, "0,5", "3,5", 2],
    ["II", "KHỐI PHƯỜNG", "", "", "", "", ""],
    ["1", "Phường Trung Bình", 2, 2, 2, 6, 1],
    ["", "Trung bình chung", "1,67", "1,83", "1,17", "4,67", ""],
], ["xa-1 1.1.1 appraised=2", "xa-1 1.2 appraised=1.5", "xa-1 2.1 appraised=1", "xa-2 1.1.1 appraised=1",
    "xa-2 1.2 appraised=2", "xa-2 2.1 appraised=0.5", "xa-3 1.1.1 appraised=2", "xa-3 1.2 appraised=2",
    "xa-3 2.1 appraised=2"], ["row_passed B3", "row_passed B6", "row_passed B8"])
case("messy-04-a-header-again-on-each-page", OWN[:7] + [HEAD] + OWN[7:], VALUES,
     ["row_no_leaf A12", "row_no_leaf A14"])
case("messy-05-sums-named-by-their-field", put(OWN, {
    "A4": "", "B4": "Cộng lĩnh vực I", "A8": "", "B8": "Tổng điểm lĩnh vực II"}), VALUES,
     FOOT + ["row_no_leaf A4", "row_no_leaf A8"])
case("messy-06-points-with-remarks", put(OWN, {"D6": "1,5 (thiếu QĐ)", "E9": "0,5/2", "D5": "2đ"}),
     without(VALUES, "xa-1 1.2", "xa-1 2.1") + ["xa-1 1.2 appraised=1", "xa-1 2.1 self=1"],
     FOOT + ["bad_number D6", "bad_number E9"])
case("messy-07-three-kinds-of-points-under-one-heading", [
    ["Đơn vị: UBND xã An Bình"],
    ["STT", "Nội dung", "Điểm", "", "", "Ghi chú"],
    ["", "", "Tối đa", "Tự chấm", "Thẩm định", ""],
    ["1.1.1", "Ban hành kế hoạch", 2, 2, "1,5", ""],
    ["2.1", "Rà soát văn bản", 2, 1, 1, ""],
], PAIR_VALUES[:2])
case("messy-08-two-columns-of-the-same-two-letters", [
    ["Đơn vị: UBND xã An Bình"],
    ["STT", "Tiêu chí", "TĐ", "TC", "TĐ"],
    ["1.1.1", "Ban hành kế hoạch", 2, 2, "1,5"],
], [], ["unknown_column C2", "unknown_column D2", "duplicate_column E2", "sheet_empty"])
case("messy-09-last-year-beside", [
    ["BẢNG TỰ CHẤM ĐIỂM NĂM 2023"],
    ["Đơn vị: UBND xã An Bình"],
    ["STT", "Tiêu chí", "Điểm tối đa", "Năm 2022", "Tự chấm", "Ghi chú"],
    ["1.1.1)", "Ban hành kế hoạch", 2, "1,5", 2, ""],
    ["TC 2.1", "Rà soát văn bản", 2, 1, 1, ""],
], ["xa-1 1.1.1 self=2", "xa-1 2.1 self=1"], ["unknown_column D3"])
case("messy-10-a-sheet-for-each-unit", [], [
    "xa-1 1.1.1 self=2 appraised=2", "xa-1 1.2 self=1.5 appraised=1", "xa-1 1.3.1 self=1 appraised=1",
    "xa-1 2.1 self=1 appraised=0.5", "xa-1 2.5 self=2 appraised=2",
    "xa-2 1.1.1 self=1", "xa-2 2.1 self=2"],
     ["row_no_leaf Xã An Bình!A11", "row_no_leaf Xã An Bình!A13", "sheet_passed Bìa!"], kinds="x", sheets=[
    ("Bìa", [["HỒ SƠ CHẤM ĐIỂM"], ["Năm 2023"]]),
    ("Xã An Bình", OWN),
    ("Xã Hòa Phú", [["Năm 2023"], ["STT", "Tiêu chí", "Tự chấm"], ["1.1.1", "Ban hành kế hoạch", 1], ["2.1", "Rà soát văn bản", 2]]),
])
case("messy-11-a-list-of-a-department", [
    ["PHỤ LỤC 2", "", "", ""],
    ["DANH SÁCH THẨM ĐỊNH CHỈ SỐ CCHC - SỞ NỘI VỤ"],
    ["Đơn vị", "Tiêu chí", "Điểm tự chấm", "Kết quả thẩm định", "Lý do"],
    ["UBND xã An Bình", "1.1.1 Ban hành kế hoạch", 2, "1,5", "ban hành chậm"],
    ["", "2.1 Rà soát văn bản", 1, 1, ""],
    ["UBND xã Hoà Phú", "1.1.1 Ban hành kế hoạch", "1 ", "1", ""],
    ["", "2.1 Rà soát văn bản", 2, "", "chờ giải trình"],
    ["Người lập biểu", "", "", "Giám đốc", ""],
], PAIR_VALUES, ["unit_continued A5", "unit_continued A7", "row_passed A8"])
case("messy-12-quotients-and-ticks", [
    ["Tên đơn vị: UBND xã An Bình", "", "", "Biểu số 01"],
    ["Kỳ báo cáo: năm 2023"],
    ["STT", "Tiêu chí", "Điểm tối đa", "Tự chấm", "Ghi chú"],
    ["1.1.2", "Hoàn thành nhiệm vụ", 4, "45 / 60", "45/60 nhiệm vụ"],
    ["1.3.1", "Kế hoạch tuyên truyền", 1, "✓", ""],
    ["1.3.2", "Hình thức tuyên truyền", 3, "1", ""],
    ["1.3.3", "Báo cáo chậm", 2, "Không phát sinh", ""],
    ["2.2", "Giải quyết hồ sơ", 4, "1.250/1.300", ""],
    ["2.3", "Sáng kiến", 2, "không", ""],
], ["xa-1 1.1.2 stage=self done=45 of=60", "xa-1 1.3.1 stage=self answer=yes", "xa-1 1.3.2 self=1",
    "xa-1 1.3.3 self=n/a", "xa-1 2.2 stage=self done=1250 of=1300"], ["unknown_word D9"])
