"""Criteria as a pandas table with exact decimals. Run from the repository's root.

The command prints points as text, so that no parser turns them into binary floating point:
`Decimal` keeps them exact, and sums close to the last digit.
"""

import io
import os
import subprocess
from decimal import Decimal

import pandas as pd

COMMAND = os.environ.get("PAR_INDEX", "par-index")


def rows(call: str, *args: str) -> pd.DataFrame:
    """The rows of a call, every column as text."""
    done = subprocess.run(
        [COMMAND, call, "-f", "hon-quan-2023", "samples/communes-2023.json", *args, "--format", "csv"],
        check=True, capture_output=True, text=True, encoding="utf-8",
    )
    return pd.read_csv(io.StringIO(done.stdout), dtype=str, keep_default_na=False)


scores = rows("score")
fields = scores[scores["code"].str.fullmatch(r"\d")].copy()
for column in ["obtained", "lost", "open", "possible"]:
    fields[column] = fields[column].map(Decimal)

# Parts sum to the whole, exactly.
assert (fields["obtained"] + fields["lost"] + fields["open"] == fields["possible"]).all()

lost = fields.groupby(["code", "title_en"])["lost"].sum().sort_values(ascending=False)
print(lost.to_string())
print("together", lost.sum())
