"""The examples that people copy run as they stand: README, the book, the notebook, the program."""

from __future__ import annotations

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CRATE = ROOT / "crates" / "par-index-py"


def blocks(page: Path) -> list[str]:
    return re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.M | re.S)


@pytest.mark.parametrize("page", ["README.md", "docs/python.md", "docs/vi/integrators.md", "crates/par-index-py/README.md"])
def test_the_examples_of_a_page_run(page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    found = blocks(ROOT / page)
    assert found, page
    # One page is one session.
    scope: dict[str, object] = {}
    for block in found:
        exec(compile(block, page, "exec"), scope)


def test_the_program_runs(capsys: pytest.CaptureFixture[str]) -> None:
    runpy.run_path(str(CRATE / "examples" / "analyst.py"), run_name="__main__")
    assert "xã 01" in capsys.readouterr().out


def test_the_notebook_runs_and_is_rendered(tmp_path: Path) -> None:
    notebook = CRATE / "examples" / "xep-hang.ipynb"
    run = [sys.executable, "-m", "nbconvert", "--execute", "--to", "html", "--output-dir", str(tmp_path), str(notebook)]
    subprocess.run(run, check=True, timeout=300)
    page = (tmp_path / "xep-hang.html").read_text("utf-8")
    assert "<caption>par-index · rank</caption>" in page and "sample-commune-09" in page
    # What is committed holds no output: nobody reads figures that nobody computed.
    cells = json.loads(notebook.read_text("utf-8"))["cells"]
    assert all(not cell.get("outputs") for cell in cells)


def test_type_checkers_pass_over_package_tests_and_examples() -> None:
    paths = [str(CRATE / "examples" / "analyst.py"), "-p", "par_index"]
    run = [sys.executable, "-m", "mypy", "--strict", "--config-file", str(CRATE / "pyproject.toml")]
    for target in (paths[:1], paths[1:]):
        done = subprocess.run([*run, *target], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
