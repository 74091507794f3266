"""Makes the files of the corpus and the table of what must come of each.

    python3 make.py        (needs openpyxl, and LibreOffice for the files it saves)

Workbooks of the third writer are made from `tables.json` by the example `third_writer`."""
import json
import shutil
import tempfile
from pathlib import Path

from book import HERE, calc, table, workbook
from cases import CASES

FILES = HERE / "files"


def encoded(rows, form):
    form = dict(form)
    kind = form.pop("encoding", "utf-8-sig")
    plain = table(rows, encoding="utf-8", **form).decode()
    lines = plain.split("\r\n")
    if kind == "utf-16-be-mark":
        return b"\xfe\xff" + plain.encode("utf-16-be")
    if kind == "windows-1258":
        import unicodedata
        tones = "\u0300\u0301\u0303\u0309\u0323"
        out = []
        for letter in unicodedata.normalize("NFC", plain):
            parts = unicodedata.normalize("NFD", letter)
            tone = "".join(c for c in parts if c in tones)
            base = unicodedata.normalize("NFC", "".join(c for c in parts if c not in tones))
            out.append(base + tone)
        return "".join(out).encode("cp1258")
    if kind == "sep":
        return ("sep=;\r\n" + plain).encode("utf-8-sig")
    if kind == "blanks":
        return "\r\n".join(";".join(f" {cell} " if cell else cell for cell in line.split(";")) for line in lines[:-1]).encode()
    if kind == "quotes":
        return "\r\n".join(";".join(f'"{cell}"' for cell in line.split(";")) for line in lines[:-1]).encode()
    if kind == "empty-lines":
        return "\r\n".join(line + ("\r\n" if 3 <= n <= 10 else "") for n, line in enumerate(lines, 1)).encode()
    if kind == "open-quote":
        return plain.replace("Số hóa hồ sơ", '"Số hóa hồ sơ').encode()
    if kind == "tcvn3":
        # Letters of the old fonts, as a program carries them over.
        old = dict(zip("áàảãạâấầẩẫậăắằẳẵặđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵ",
                       "¸µ¶·¹©ÊÇÈÉË¨¾»¼½Æ®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ"))
        return "".join(old.get(c, c) for c in plain.lower()).encode("utf-8")
    return table(rows, encoding=kind, **form)


def main():
    shutil.rmtree(FILES, ignore_errors=True)
    FILES.mkdir()
    expected, tables, again = [], [], {}
    folder = Path(tempfile.mkdtemp())
    for one in CASES:
        for kind in one["kinds"]:
            end = {"xls": "xls", "ods": "ods"}.get(one["by"], "xlsx") if kind == "x" else "csv"
            name = f"{len(expected) + 1:03}-{one['name']}.{end}"
            expected.append(dict(file=name, read_as=f"{one['file'] or 'bang'}.{end}", year=one["year"], unit_of=one["unit_of"],
                                 register=one["register"], expected=sorted(one["expected"])))
            if kind == "c":
                (FILES / name).write_bytes(encoded(one["rows"], one["csv"]))
            elif one["by"] == "rust":
                tables.append(dict(file=name, rows=[[cell for cell in row] for row in one["rows"]]))
            else:
                book = workbook(one["sheets"] or [(one["sheet"], one["rows"])], one["style"])
                if one["by"] == "openpyxl":
                    book.save(FILES / name)
                else:
                    file = folder / (name.rsplit(".", 1)[0] + ".xlsx")
                    book.save(file)
                    again.setdefault("xlsx" if one["by"] == "calc" else one["by"], []).append(file)
    for end, files in again.items():
        calc(files, FILES, end)
    shutil.rmtree(folder)
    text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in expected) + "\n]\n"
    (HERE / "expected.json").write_text(text)
    text = "[\n" + ",\n".join(json.dumps(one, ensure_ascii=False) for one in tables) + "\n]\n"
    (HERE / "tables.json").write_text(text)
    print(len(expected), "files")


main()
