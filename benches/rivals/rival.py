#!/usr/bin/env python3
"""One tool at the standard job, in a process of its own.

    rival.py pandas|polars|duckdb|numpy UNITS DIR     the standard job over the set that make.py made
    rival.py rank UNITS DIR OUT                       polars: read, sum, rank and write, as `par-index rank` does
    rival.py table UNITS DIR OUT                      polars: the same with the points of every component

Each reads the table; sums criteria, fields and the index; ranks the index and every field, and the index inside
every group; finds what all units lose at each component and the ten largest losses of every unit; ranks the
index without each field. What is printed are seconds of each step by the clock and of the processors, the peak of memory, and how many units have
another rank than the exact one.
"""

import csv
import resource
import sys
import time
from contextlib import contextmanager

tool, count, at = sys.argv[1:4]
seconds, processor = {}, {}


@contextmanager
def step(name):
    began, used = time.perf_counter(), time.process_time()
    yield
    seconds[name], processor[name] = time.perf_counter() - began, time.process_time() - used


with open(f"{at}/framework.csv") as file:
    rows = list(csv.DictReader(file))
codes = {level: [row["code"] for row in rows if row["level"] == level] for level in "123"}
fields, criteria, components = codes["1"], codes["2"], codes["3"]
parent = {row["code"]: row["parent"] for row in rows}
most = {row["code"]: row["max"] for row in rows}
points, units = f"{at}/final_{count}.csv", f"{at}/units_{count}.csv"


def below(code, among):
    return [one for one in among if parent[one] == code]


def pandas():
    with step("import"):
        import numpy as np
        import pandas as pd
    with step("read"):
        table = pd.read_csv(points, index_col="unit")
        groups = pd.read_csv(units, index_col="unit")["group"]
    with step("sum"):
        of_criteria = pd.DataFrame({code: table[below(code, components)].sum(axis=1) for code in criteria})
        of_fields = pd.DataFrame({code: of_criteria[below(code, criteria)].sum(axis=1) for code in fields})
        index = of_fields.sum(axis=1)
    with step("rank"):
        ranks = index.rank(method="min", ascending=False)
        of_fields.rank(method="min", ascending=False)
    with step("groups"):
        index.groupby(groups).rank(method="min", ascending=False)
    with step("losses"):
        maxima = pd.Series({code: float(most[code]) for code in components})
        (maxima * len(table) - table.sum()).sort_values(ascending=False)
    with step("largest"):
        lost = maxima.to_numpy() - table.to_numpy()
        np.argsort(-lost, axis=1, kind="stable")[:, :10]
    with step("without"):
        for code in fields:
            (index - of_fields[code]).rank(method="min", ascending=False)
    return zip(ranks.index, ranks)


def polars():
    with step("import"):
        import polars as pl
    rank = lambda expression: expression.rank("min", descending=True)
    with step("read"):
        table = pl.read_csv(points, schema_overrides=dict.fromkeys(components, pl.Float64))
        groups = pl.read_csv(units)
    with step("sum"):
        for parents, among in ((criteria, components), (fields, criteria), (["PAR"], fields)):
            table = table.with_columns(pl.sum_horizontal(below(code, among)).alias(code) for code in parents)
    with step("rank"):
        ranks = table.select("unit", *(rank(pl.col(code)) for code in ["PAR", *fields]))
    with step("groups"):
        table.join(groups, on="unit").select("unit", rank(pl.col("PAR")).over("group"))
    with step("losses"):
        lost = table.select((float(most[code]) - pl.col(code)).sum().alias(code) for code in components)
        lost.transpose(include_header=True).sort("column_0", descending=True)
    with step("largest"):
        long = table.select("unit", *((float(most[code]) - pl.col(code)).alias(code) for code in components))
        long = long.unpivot(index="unit", variable_name="code", value_name="lost")
        long = long.sort(["unit", "lost"], descending=[False, True], maintain_order=True)
        long.group_by("unit", maintain_order=True).head(10)
    with step("without"):
        table.select(rank(pl.col("PAR") - pl.col(code)).alias(code) for code in fields)
    return ranks.select("unit", "PAR").iter_rows()


def numpy():
    with step("import"):
        import numpy as np
    with step("read"):
        with open(points) as file:
            lines = file.read().splitlines()[1:]
        names, cells = [], []
        for line in lines:
            name, *own = line.split(",")
            names.append(name)
            cells.append([int(cell.replace(".", "")) for cell in own])
        table = np.array(cells, dtype=np.int32)
        with open(units) as file:
            groups = np.array([line.rpartition(",")[2] for line in file.read().splitlines()[1:]])

    def ranked(column):
        return len(column) + 1 - np.searchsorted(np.sort(column), column, side="right")

    def starts(parents, code_of):
        of = [code_of(code) for code in components]
        return [of.index(code) for code in parents]

    with step("sum"):
        np.add.reduceat(table, starts(criteria, lambda code: parent[code]), axis=1)
        of_fields = np.add.reduceat(table, starts(fields, lambda code: parent[parent[code]]), axis=1)
        index = of_fields.sum(axis=1)
    with step("rank"):
        ranks = ranked(index)
        for column in of_fields.T:
            ranked(column)
    with step("groups"):
        inside = np.zeros_like(ranks)
        for group in np.unique(groups):
            members = groups == group
            inside[members] = ranked(index[members])
    with step("losses"):
        maxima = np.array([int(most[code].replace(".", "")) for code in components], dtype=np.int32)
        lost = maxima.astype(np.int64) * len(table) - table.sum(axis=0, dtype=np.int64)
        np.argsort(-lost, kind="stable")
    with step("largest"):
        np.argsort(table - maxima, axis=1, kind="stable")[:, :10]
    with step("without"):
        for column in of_fields.T:
            ranked(index - column)
    return zip(names, ranks)


def duckdb():
    with step("import"):
        import duckdb as tool
    run = tool.connect().execute
    decimal = ", ".join(f"'{code}': 'DECIMAL(9,2)'" for code in components)
    with step("read"):
        run(f"create table ruler as select *, row_number() over () as place "
            f"from read_csv('{at}/framework.csv', header = true, types = {{'max': 'DECIMAL(9,2)'}})")
        run(f"create table blocks as from read_csv('{units}', header = true)")
        run(f"create table wide as from read_csv('{points}', header = true, types = {{{decimal}}})")
        run("create table cells as unpivot wide on columns(* exclude unit) into name code value points")
    with step("sum"):
        run("create table criteria as select unit, parent as code, sum(points) as points "
            "from cells join ruler using (code) group by all")
        run("create table fields as select unit, parent as code, sum(points) as points "
            "from criteria join ruler using (code) group by all")
        run("create table whole as select unit, sum(points) as points from fields group by all")
    with step("rank"):
        run("create table ranks as select unit, rank() over (order by points desc) as place from whole")
        run("create table by_field as select unit, code, rank() over (partition by code order by points desc) from fields")
    with step("groups"):
        run('create table inside as select unit, rank() over (partition by "group" order by points desc) '
            "from whole join blocks using (unit)")
    with step("losses"):
        run('create table lost as select code, sum("max" - points) as lost from cells join ruler using (code) '
            "group by code order by lost desc")
    with step("largest"):
        run('create table largest as select unit, code, "max" - points as lost from cells join ruler using (code) '
            'qualify row_number() over (partition by unit order by "max" - points desc, place) <= 10')
    with step("without"):
        run("create table without as select unit, code, "
            "rank() over (partition by code order by whole.points - fields.points desc) "
            "from fields join whole using (unit)")
    return run("select unit, place from ranks").fetchall()


def written(out, wide):
    """What the command does, by polars: its points, and its ranks in order, as CSV."""
    with step("import"):
        import polars as pl
    with step("whole"):
        table = pl.read_csv(points, schema_overrides=dict.fromkeys(components, pl.Float64))
        whole = pl.sum_horizontal(components).alias("obtained")
        made = table.with_columns(whole).with_columns(pl.col("obtained").rank("min", descending=True).alias("rank"))
        made = made.with_columns((pl.col("obtained") / 100).alias("ratio"))
        kept = ["rank", "unit", "obtained", "ratio"] + (components if wide else [])
        made.select(kept).sort("rank", "unit").write_csv(out)
    return zip(made["unit"], made["rank"])


jobs = {"pandas": pandas, "polars": polars, "numpy": numpy, "duckdb": duckdb}
ranks = jobs[tool]() if tool in jobs else written(sys.argv[4], tool == "table")
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
with open(f"{at}/exact_{count}.csv") as file:
    exact = {row["unit"]: int(row["rank"]) for row in csv.DictReader(file)}
wrong = sum(exact[unit] != int(rank) for unit, rank in ranks)
for name, spent in seconds.items():
    print(f"TIME,{tool},{count},{name},{spent:.6f}")
    print(f"CPU,{tool},{count},{name},{processor[name]:.6f}")
print(f"MEM,{tool},{count},peak_MiB,{peak}")
print(f"EXACT,{tool},{count},units_with_wrong_rank,{wrong}")
