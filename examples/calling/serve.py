"""A dossier is opened once and asked as often as one likes. Run from the repository's root."""

import json
import os
import subprocess
from decimal import Decimal

door = subprocess.Popen(
    [os.environ.get("PAR_INDEX", "par-index"), "call", "--serve"],
    stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8",
)


def say(line):
    """One request a line, one answer a line."""
    door.stdin.write(line.strip() + "\n")
    door.stdin.flush()
    reply = json.loads(door.stdout.readline())
    if reply["kind"] == "error":
        raise ValueError(reply["message"])
    return reply


def ask(call, **flags):
    return say(json.dumps({"at": "samples", "index": "communes", "call": call, **flags}))


with open("examples/calling/open.json", encoding="utf-8") as file:
    say(file.read())
ranking = ask("rank")
for row in ranking["rows"][:3]:
    weak = ask("weak", unit=row["unit"], top=1)["rows"][0]
    print(row["rank"], row["unit"], Decimal(row["ratio"]), weak["code"], weak["lost"], sep="\t")
print("seal", ranking["seal"])
door.stdin.close()
door.wait()
