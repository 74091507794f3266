"""Twelve units from a frame to a ranking and a weak list: what docs/python.md tells, as a program."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

import par_index

UNITS = [f"xã {n:02}" for n in range(1, 13)]


def points() -> pl.DataFrame:
    """Final points of two parts of a ruler; the figures are illustrative."""
    return pl.DataFrame(
        {
            "unit": UNITS,
            "1": [Decimal(40 + n) / 2 for n in range(12)],
            "2": [Decimal(60 - n) / 4 for n in range(12)],
        },
        schema={"unit": pl.String, "1": pl.Decimal(12, 2), "2": pl.Decimal(12, 2)},
    )


def main() -> None:
    dossier = par_index.Dossier("vn-ministry-2023", points(), period=2023)
    ranking: pl.DataFrame = dossier.rank().to_polars()
    print(ranking.select("rank", "unit", "obtained", "ratio"))
    weak = dossier.weak(unit=UNITS[0], lang="vi")
    print(weak.text())
    for finding in dossier.check().findings:
        print(finding.severity, finding.text_vi)


if __name__ == "__main__":
    main()
