"""A million rows of polars: exact ranks beside sums and ranks in floats, in turn, as a ratio of medians.

``python tests/speed.py [ROWS] [TURNS]``; not part of the tests, since machines are noisy.
"""

from __future__ import annotations

import random
import statistics
import sys
import time
from decimal import Decimal
from typing import Any

import polars as pl

import par_index


def frame(rows: int, framework: str) -> tuple[pl.DataFrame, list[str]]:
    """A wide frame of full cards: the maximum or nothing, which every rule takes."""
    leaves = [(part["code"], part["max"]) for part in par_index.components(framework)]
    columns: dict[str, Any] = {"unit": pl.Series([f"u{n:07}" for n in range(rows)])}
    chance = random.Random(7)
    for code, most in leaves:
        values = pl.Series([chance.randrange(2) for _ in range(rows)], dtype=pl.Int64)
        hundredths = int(most * 100)
        columns[code] = (values * hundredths).cast(pl.Decimal(12, 0)).cast(pl.Decimal(12, 2)) / Decimal(100)
        columns[code] = columns[code].cast(pl.Decimal(12, 2))
    return pl.DataFrame(columns), [code for code, _ in leaves]


def main() -> None:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    turns = int(sys.argv[2]) if len(sys.argv) > 2 else 9
    framework = sys.argv[3] if len(sys.argv) > 3 else "hon-quan-2023"
    exact, codes = frame(rows, framework)
    floats = exact.with_columns(pl.col(codes).cast(pl.Float64))
    ratios, ours, theirs = [], [], []
    for _ in range(turns):
        began = time.perf_counter()
        ranked = par_index.ranks(framework, exact)
        middle = time.perf_counter()
        sums = floats.select(pl.col("unit"), total=pl.sum_horizontal(codes))
        binary = sums.with_columns(rank=pl.col("total").rank("min", descending=True))
        ended = time.perf_counter()
        ours.append(middle - began)
        theirs.append(ended - middle)
        ratios.append(ours[-1] / theirs[-1])
    wrong = (pl.DataFrame(ranked)["rank"] != binary["rank"]).sum()
    print(f"{rows} rows, {len(codes)} columns, polars {pl.__version__}, {pl.thread_pool_size()} threads")
    print(f"exact {statistics.median(ours):.3f} s, floats {statistics.median(theirs):.3f} s")
    print(f"ratio, median of {turns} turns: {statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})")
    print(f"units that floats rank otherwise: {wrong}")


if __name__ == "__main__":
    main()
