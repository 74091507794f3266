"""Dossiers: every question a method, folders, forms, workbooks, what goes wrong."""

from __future__ import annotations

import json
import threading
from decimal import Decimal
from pathlib import Path

import pytest

import par_index
from par_index import Dossier, Refused, UsageError, _core
from par_index._questions import Questions

ROOT = Path(__file__).parents[3]


def test_every_question_of_the_list_is_a_method() -> None:
    names = {question["name"].replace("-", "_") for question in json.loads(_core.questions())}
    assert names and names <= {name for name in vars(Questions) if not name.startswith("_")}


def test_the_methods_are_those_that_the_list_writes() -> None:
    scope: dict[str, object] = {"__name__": "questions", "__file__": str(ROOT / "crates/par-index-py/questions.py")}
    exec((ROOT / "crates/par-index-py/questions.py").read_text("utf-8"), scope)
    written = (ROOT / "crates/par-index-py/python/par_index/_questions.py").read_text("utf-8")
    assert scope["text"]() == written, "run: python crates/par-index-py/questions.py"  # type: ignore[operator]


def test_the_questions_of_assessments_answer(communes: Dossier) -> None:
    for name in ("check", "intake", "score", "rank", "weak", "lost", "cuts", "table", "report", "robustness"):
        answer = getattr(communes, name)()
        assert answer.name == name and len(answer.seal) == 32
        assert answer.text("vi") and answer.to_json()["kind"] == name
        assert answer._repr_html_().startswith("<table>")
        assert not any("Float" in kind for kind in answer.types.values()), (name, answer.types)
    answer = communes.weak(unit="xã mẫu 01", top=5, lang="vi")
    assert [row["lost"] for row in answer.rows][:2] == [Decimal("2.15"), Decimal("2.00")]
    assert answer.summary["rows"]["lost"] if "rows" in answer.summary else answer.summary
    assert communes.explain(unit="sample-commune-01", node="8.1").rows
    assert communes.versus(unit="sample-commune-01", other="sample-commune-09").rows
    what = communes.what_if(unit="sample-commune-01", repair=["1.3", "7.2"])
    assert what.rows
    assert communes.plan(unit="sample-commune-01", rank=5).exit_code == 0
    assert communes.plan(unit="sample-commune-01", target=Decimal("99.99")).exit_code == 4


def test_results_are_those_of_the_command(communes: Dossier, tmp_path: Path) -> None:
    folder = tmp_path / "cchc"
    folder.mkdir()
    (folder / "xa.json").write_text(json.dumps(par_index.sample("communes-2023")), "utf-8")
    (folder / "par-index.toml").write_text('[[index]]\nframework = "hon-quan-2023"\ninputs = "xa.json"\n', "utf-8")
    opened = Dossier.open(folder)
    assert opened.rank().seal == communes.rank().seal
    assert Dossier.open(folder, "hon-quan-2023").rank().seal == communes.rank().seal
    assert "cchc" in opened.rank().text()
    printed = opened.rank().to_json()
    assert opened.verify(json.dumps(printed)).exit_code == 0
    printed["rows"][0]["rank"] = 2
    assert opened.verify(json.dumps(printed)).exit_code == 1
    with pytest.raises(par_index.ReadError):
        Dossier.open(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(UsageError):
        Dossier.open(tmp_path / "empty")


def test_workbooks_and_forms_go_out_and_come_in(communes: Dossier, tmp_path: Path) -> None:
    book = communes.rank().save(tmp_path / "kq.xlsx", lang="vi")
    assert book.read_bytes().startswith(b"PK")
    assert communes.verify(book).exit_code == 0
    for end, start in [("csv", b"rank,"), ("html", b"<!DOCTYPE html>"), ("docx", b"PK"), ("json", b"{"), ("txt", b"")]:
        assert communes.rank().save(tmp_path / f"a.{end}").read_bytes().startswith(start), end
    assert not list(tmp_path.glob(".*"))
    with pytest.raises(ValueError, match="pdfx"):
        communes.rank().save(tmp_path / "a.pdfx")
    form = tmp_path / "xa-an-binh.xlsx"
    form.write_bytes(par_index.form("hon-quan-2023", "xã An Bình", period=2023))
    read = Dossier("hon-quan-2023", form, units=[{"unit": "an-binh", "name": "xã An Bình"}]).check()
    assert not read.errors
    joined = communes.join()
    assert {"unit", "component", "self", "appraised"} <= set(joined.columns)
    again = Dossier("hon-quan-2023", joined.to_polars(), period=2023)
    # Who has not reported has no row in the long table.
    assert [row["rank"] for row in again.rank().rows if row["rank"]] == [
        row["rank"] for row in communes.rank().rows if row["rank"]
    ]
    assert joined.types["year"] == "Int64"


def test_what_is_wrong_is_an_exception_with_findings(communes: Dossier) -> None:
    with pytest.raises(UsageError) as told:
        communes.weak(unit="sample commune 99")
    assert "sample" in str(told.value) and told.value.text_vi != str(told.value)
    with pytest.raises(UsageError):
        communes.ask("rnak")
    with pytest.raises(UsageError):
        communes.ask("rank", repair=["1.3"])
    with pytest.raises(Refused) as refused:
        Dossier({"schema_version": 1, "kind": "framework", "id": "x"}, par_index.sample("communes-2023")).rank()
    assert refused.value.findings
    with pytest.raises(UsageError):
        Dossier("no-such-framework", par_index.sample("communes-2023")).rank()


def test_questions_beside_a_dossier(communes: Dossier) -> None:
    table = [
        {"Đơn vị": f"u{n}", "Lĩnh vực 1": Decimal(10 - n), "Lĩnh vực 2": Decimal("5.00") + n, "Tổng điểm": Decimal("15.00")}
        for n in range(6)
    ]
    table[3]["Tổng điểm"] = Decimal("16.00")
    # The places of a decimal are its precision: 5.00 is not 5.
    table = [{key: round(v, 2) if isinstance(v, Decimal) else v for key, v in row.items()} for row in table]
    audit = communes.audit(table=table)
    assert {row["unit"] for row in audit.rows} == {"u3"}
    same = communes.framework_diff(old="hon-quan-2023", new="hon-quan-2023")
    assert not len(same.rows)


def test_threads_share_a_dossier_and_the_lock_is_free(communes: Dossier) -> None:
    seals: list[str] = []
    threads = [threading.Thread(target=lambda: seals.append(communes.rank().seal)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seals)) == 1 and len(seals) == 4


def test_both_languages_have_a_docstring() -> None:
    for question in json.loads(_core.questions()):
        doc = getattr(Dossier, question["name"].replace("-", "_")).__doc__
        assert question["en"] in doc and question["vi"] in doc
        assert all(flag["vi"] in doc for flag in question["flags"])
