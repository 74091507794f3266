#!/usr/bin/env python3
"""Runs par-index and its rivals in turn, and prints the tables of docs/speed.md. Called by scripts/rivals.

    run.py TURNS UNITS...

Every tool is a process of its own. What counts of a tool is the time of its steps without `import`; of the
command it is the whole process. Ratios are taken inside one turn; what is printed is their median.
"""

import os
import subprocess
import sys
import time
from pathlib import Path
from statistics import median

here = Path(__file__).resolve().parent
root = here.parent.parent
target = Path(os.environ.get("CARGO_TARGET_DIR", root / "target"))
sets = target / "rivals"
release = target / "release"
rival = [sys.executable, str(here / "rival.py")]

NAMES = {
    "par-index": "**par-index** (`examples/national.rs`)",
    "mcdm": "`mcdm`: read, sum, rank only",
    "numpy": "`numpy`, integers",
    "duckdb": "`duckdb`, `DECIMAL`",
}


def tools(count):
    yield "par-index", [str(release / "examples/national"), str(sets), count]
    yield "mcdm", [str(target / "rivals/mcdm/release/rival-mcdm"), count, str(sets)]
    for tool in ("pandas", "polars", "numpy", "duckdb"):
        yield tool, [*rival, tool, count, str(sets)]


def told(command):
    """Seconds of the steps together, MiB, wrong ranks, and seconds of the processors, as a tool prints them."""
    lines = subprocess.run(command, check=True, capture_output=True, text=True).stdout.splitlines()
    rows = [line.split(",") for line in lines if line.startswith(("TIME,", "CPU,", "MEM,", "EXACT,"))]
    spent = lambda kind: sum(float(row[4]) for row in rows if row[0] == kind and row[3] != "import")
    last = {row[0]: int(row[4]) for row in rows if row[0] in ("MEM", "EXACT")}
    return spent("TIME"), last["MEM"], last["EXACT"], spent("CPU")


def shown(seconds):
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds:.2f} s"


def job(count, turns):
    runs = {}
    for _ in range(turns):
        for name, command in tools(count):
            runs.setdefault(name, []).append(told(command))
    print(f"\nThe standard job, {int(count):,} units, turns: {turns}\n")
    print("| tool | time | ratio | memory | units with a wrong rank |\n|---|---|---|---|---|")
    for name, own in sorted(runs.items(), key=lambda one: median(run[0] for run in one[1])):
        ratio = median(run[0] / ours[0] for run, ours in zip(own, runs["par-index"]))
        spent, memory = (median(run[n] for run in own) for n in (0, 1))
        print(f"| {NAMES.get(name, name)} | {shown(spent)} | {ratio:.2f} | {memory:.0f} MiB | {own[0][2]:,} |")


def process(command, out):
    """Wall and processor seconds of a whole process, and its peak in MiB."""
    with open(out, "wb") as file:
        began = time.perf_counter()
        child = subprocess.Popen(command, stdout=file, stderr=subprocess.DEVNULL, cwd=sets)
        _, status, used = os.wait4(child.pid, 0)
        wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        sys.exit(f"{command} ended with {child.returncode}")
    return wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def copied(*files):
    """Wall and processor seconds of reading files and writing them elsewhere."""
    began, used = time.perf_counter(), time.process_time()
    for file in files:
        with open(file, "rb") as source, open(sets / "copy", "wb") as copy:
            while block := source.read(1 << 20):
                copy.write(block)
    return time.perf_counter() - began, time.process_time() - used


def commands(count, turns):
    table, out = f"final_{count}.csv", str(sets / "out")
    ours = lambda command, form="csv": [
        str(release / "par-index"), *command, "-f", "framework.csv", table, "--year", "2023", "--format", form]
    leaves = ["table", "--level", "leaf"]
    rows = {}
    note = lambda name, run, beside: rows.setdefault(name, []).append((*run, run[0] / beside[0], run[1] / beside[1]))
    for _ in range(turns):
        for name, command in (("rank", ["rank"]), ("table", leaves)):
            own = process(ours(command), out)
            wall, *_, cpu = told([*rival, name, count, str(sets), out])
            note(f"`{' '.join(command)}` beside a polars script, without its import", own, (wall, cpu))
        rank = process(ours(["rank"]), out)
        note("`rank --format json` beside CSV", process(ours(["rank"], "json"), out), rank)
        score = process(ours(["score"]), out)
        note("`score` beside copying its input and output", score, copied(sets / table, out))
        note("`score --format json` beside CSV", process(ours(["score"], "json"), out), score)
    print(f"\nThe command, {int(count):,} units, turns: {turns}\n")
    print("| command | time | processor time | ratio of time | ratio of processor time | memory |\n|---|---|---|---|---|---|")
    for name, runs in rows.items():
        wall, cpu, memory, by_wall, by_cpu = (median(run[n] for run in runs) for n in range(5))
        print(f"| {name} | {shown(wall)} | {shown(cpu)} | {by_wall:.2f} | {by_cpu:.2f} | {memory:.0f} MiB |")


def main():
    turns, counts = int(sys.argv[1]), sys.argv[2:]
    for count in counts:
        subprocess.run([sys.executable, here / "make.py", count, sets], check=True)
        job(count, turns)
    commands(counts[-1], turns)


main()
