"""Frames of polars, pandas and pyarrow, in and out, without a float on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import par_index
from par_index import Dossier, Refused, UsageError

Rows = list[dict[str, Any]]


def frames(rows: Rows) -> dict[str, Any]:
    """The same rows in every library."""
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    decimal = pd.ArrowDtype(pa.decimal128(12, 3))
    return {
        "polars": pl.DataFrame(columns, schema={"unit": pl.String, "1": pl.Decimal(12, 3), "2": pl.Decimal(12, 3)}),
        "polars, texts": pl.DataFrame({"unit": columns["unit"], "1": [f"{v}" for v in columns["1"]], "2": [f"{v}" for v in columns["2"]]}),
        "polars, categories": pl.DataFrame(columns).with_columns(pl.col("unit").cast(pl.Categorical)),
        "polars, pieces": pl.concat([pl.DataFrame({n: [v] for n, v in row.items()}) for row in rows], rechunk=False),
        "pandas": pd.DataFrame(columns).astype({"1": decimal, "2": decimal}),
        "pandas, objects": pd.DataFrame(columns),
        "pandas, index": pd.DataFrame(columns).set_index("unit"),
        "pyarrow": pa.table(columns),
        "pyarrow, large": pa.table(columns).cast(pa.schema([("unit", pa.large_string()), ("1", pa.decimal256(40, 3)), ("2", pa.decimal128(20, 9))])),
        "pyarrow, dictionary": pa.table({**columns, "unit": pa.array(columns["unit"]).dictionary_encode()}),
        "rows": rows,
    }


def test_every_library_gives_the_same_ranks(rows: Rows) -> None:
    seen = {}
    for name, frame in frames(rows).items():
        answer = Dossier("vn-ministry-2023", frame, period=2023).rank()
        assert not answer.findings, (name, answer.findings)
        seen[name] = [(row["unit"], row["rank"], row["obtained"]) for row in answer.rows]
    first = [("bo-noi-vu", 1, Decimal("87.03")), ("bo-tu-phap", 1, Decimal("87.03")), ("bo-y-te", 3, Decimal("81.11"))]
    assert all(found == first for found in seen.values()), seen


def test_the_fast_ranks_are_the_same_in_the_order_of_the_frame(rows: Rows) -> None:
    for name, frame in frames(rows).items():
        if name == "rows":
            continue
        ranked = par_index.ranks("vn-ministry-2023", frame)
        assert [row["rank"] for row in ranked.to_pyarrow().to_pylist()] == [1, 3, 1], name
        assert ranked.columns == ["unit", "obtained", "possible", "open", "rank"]
        assert all("Decimal" in kind for key, kind in ranked.types.items() if key in ("obtained", "possible", "open"))


def test_a_column_of_floats_is_refused_and_named(rows: Rows) -> None:
    floats = {
        "polars": pl.DataFrame(rows).with_columns(pl.col("1").cast(pl.Float64)),
        "pandas": pd.DataFrame(rows).astype({"1": "float64"}),
        "pyarrow": pa.table({"unit": ["a"], "1": pa.array([1.5], pa.float32()), "2": pa.array([1])}),
    }
    for name, frame in floats.items():
        for ask in (lambda frame: Dossier("vn-ministry-2023", frame), lambda frame: par_index.ranks("vn-ministry-2023", frame)):
            with pytest.raises(Refused) as told:
                ask(frame)
            [finding] = told.value.findings
            assert (finding.code, finding.column) == ("float_column", "1"), name
            assert "par_index.exact" in finding.suggestion and "par_index.exact" in finding.suggestion_vi
    with pytest.raises(par_index.UsageError):
        Dossier("vn-ministry-2023", [{"unit": "a", "1": 0.5}])


def test_floats_become_decimals_when_somebody_says_so() -> None:
    frame = pl.DataFrame({"unit": ["a", "b"], "1": [0.1 + 0.2 - 0.2, 54.1], "2": [26.38, None]})
    with pytest.raises(Refused) as told:
        par_index.exact(frame)
    assert told.value.findings[0].row == 0 and told.value.findings[0].found == "0.10000000000000003"
    exact = par_index.exact(frame.with_columns(pl.col("1").round(2)))
    assert exact.to_dicts() == [
        {"unit": "a", "1": Decimal("0.1"), "2": Decimal("26.38")},
        {"unit": "b", "1": Decimal("54.1"), "2": None},
    ]
    answer = Dossier("vn-ministry-2023", exact, period=2023).rank()
    assert [row["obtained"] for row in answer.rows][0] == Decimal("26.48")
    for bad in (1e300, float("inf"), 1e-10):
        with pytest.raises(Refused):
            par_index.exact(pl.DataFrame({"1": [bad]}))


def test_rows_come_out_as_decimals_in_every_library(communes: Dossier) -> None:
    answer = communes.rank()
    polars, pandas, arrow = answer.to_polars(), answer.to_pandas(), answer.to_pyarrow()
    assert polars.schema["obtained"] == pl.Decimal(38, 2)
    assert arrow.schema.field("ratio").type == pa.decimal128(38, 2)
    assert pandas["obtained"].dtype == pd.ArrowDtype(pa.decimal128(38, 2))
    assert not any(pa.types.is_floating(field.type) for field in arrow.schema)
    best = Decimal("91.37")
    assert polars["ratio"][0] == pandas["ratio"].iloc[0] == arrow["ratio"][0].as_py() == best
    assert answer.to_dicts()[0]["ratio"] == best
    assert polars["rank"].dtype == pl.Int64 and polars["rescaled"].dtype == pl.Boolean
    # And back again: a result is a frame like any other.
    assert pl.DataFrame(answer).equals(polars)
    assert pa.table(answer.rows).equals(arrow)


def test_a_result_of_one_unit_has_the_columns_of_many(communes: Dossier) -> None:
    one = Dossier("hon-quan-2023", [par_index.sample("communes-2023")[0]]).rank()
    many = communes.rank()
    assert set(one.types) == set(many.types)
    differing = {key for key in many.types if one.types[key].split("(")[0] != many.types[key].split("(")[0]}
    assert differing <= {"group"}, differing


def test_findings_name_the_row_and_the_column() -> None:
    frame = pl.DataFrame({"unit": ["a", "b"], "1": [1, 1000], "2": ["26,38", "abc"]})
    answer = Dossier("vn-ministry-2023", frame, period=2023).rank()
    told = {(finding.code, finding.row, finding.column) for finding in answer.errors}
    assert told == {("out_of_range", 1, "1"), ("unknown_word", 1, "2")}
    assert all(finding.file == "inputs" for finding in answer.errors)
    assert answer.exit_code == 1
    # A comma is a decimal mark in a text, as in every table.
    assert answer.to_dicts()[0]["obtained"] == Decimal("27.38")


def test_days_truths_and_lists_keep_their_meaning() -> None:
    efforts = pl.DataFrame({"code": ["1.3"], "to": [Decimal("2")], "effort": [1], "due": [date(2023, 6, 30)]})
    dossier = Dossier("hon-quan-2023", par_index.sample("communes-2023"), efforts=efforts)
    plan = dossier.plan(unit="sample-commune-01", target="79")
    assert plan.name == "plan"
    units = pl.DataFrame({"unit": ["a", "b"], "ranked": [True, False]})
    frame = pl.DataFrame({"unit": ["a", "b"], "1": [1, 2], "2": [1, 2]})
    ranked = Dossier("vn-ministry-2023", frame, units=units, period=2023).rank().to_dicts()
    assert {row["unit"]: row["rank"] for row in ranked} == {"a": 1, "b": None}


def test_a_long_frame_and_one_that_is_no_table() -> None:
    long = pl.DataFrame({
        "Đơn vị": ["xã A"], "Mã TC": ["1.3"], "Tự chấm": [Decimal("1.250")],
    })
    answer = Dossier("hon-quan-2023", long, period=2023).score(unit="xã A", basis="self")
    assert {row["code"]: row["obtained"] for row in answer.rows}["1.3"] == Decimal("1.25")
    with pytest.raises(Refused) as told:
        Dossier("hon-quan-2023", pa.table({"unit": ["a"], "1.2": [[1]]}))
    assert told.value.findings[0].code == "column_type"
    with pytest.raises(par_index.Error):
        Dossier("hon-quan-2023", 5)  # type: ignore[arg-type]


def test_thousands_of_rows_rank_as_decimals_do_and_not_as_floats() -> None:
    random = Random(2023)
    leaves = par_index.components("papi-2021")
    rows = 5_000
    columns: dict[str, list[Decimal | None]] = {}
    for leaf in leaves:
        most = int(leaf["max"] * 100)
        columns[leaf["code"]] = [Decimal(random.randrange(most + 1)) / 100 for _ in range(rows)]
    # Some units lack a value: they are open, and stand without a rank.
    for row in range(0, rows, 97):
        columns[leaves[0]["code"]][row] = None
    schema = {code: pl.Decimal(12, 2) for code in columns}
    frame = pl.DataFrame({"unit": [f"u{n}" for n in range(rows)], **{code: pl.Series(values, dtype=pl.Decimal(12, 2)) for code, values in columns.items()}})
    assert dict(frame.schema) == {"unit": pl.String, **schema}
    ranked = pl.DataFrame(par_index.ranks("papi-2021", frame))
    sums = [None if None in cells else sum(cells, Decimal(0)) for cells in zip(*columns.values(), strict=True)]
    assert [total for total in ranked["obtained"]] != sums
    known = sorted((total for total in sums if total is not None), reverse=True)
    place = {total: n + 1 for n, total in reversed(list(enumerate(known)))}
    wanted = [None if total is None else place[total] for total in sums]
    assert ranked["rank"].to_list() == wanted
    assert all((open_ > 0) == (total is None) for open_, total in zip(ranked["open"], sums, strict=True))
    pieces = pl.concat([frame[:1000], frame[1000:1001], frame[1001:]], rechunk=False)
    assert pl.DataFrame(par_index.ranks("papi-2021", pieces)).equals(ranked)
    by_group = pl.DataFrame(par_index.ranks("papi-2021", frame.with_columns(group=pl.lit("a")), by_group=True))
    assert by_group["rank"].to_list() == wanted and by_group.columns[1] == "group"


def test_columns_without_a_value_and_frames_without_a_row() -> None:
    empty = pl.DataFrame({"unit": ["a"], "1": [None], "2": [None]})
    [row] = par_index.ranks("vn-ministry-2023", empty).to_dicts()
    assert (row["open"], row["rank"]) == (Decimal("100.00"), None)
    for frame in (empty, pa.table({"unit": ["a"], "1": pa.nulls(1), "2": pa.nulls(1)}), empty.to_pandas()):
        [row] = Dossier("vn-ministry-2023", frame, period=2023).rank().to_dicts()
        assert (row["state"], row["rank"]) == ("not_reported", None)
    nothing = pl.DataFrame({"unit": [], "1": [], "2": []})
    assert len(par_index.ranks("vn-ministry-2023", nothing)) == 0
    answer = Dossier("vn-ministry-2023", nothing, period=2023).rank()
    assert not len(answer) and answer.findings
    with pytest.raises(UsageError, match="inputs"):
        Dossier("vn-ministry-2023").rank()
    with pytest.raises(Refused):
        par_index.ranks("vn-ministry-2023", empty, node="9")
    # Where nothing is computed there are no rows, and no columns.
    bad = Dossier("vn-ministry-2023", pl.DataFrame({"unit": ["a"], "1": [1000], "2": [1]}), period=2023)
    void = bad.rank(strict=True)
    assert (void.columns, len(void), void.to_polars().shape) == ([], 0, (0, 0)) and void.errors
