"""The client that openapi-python-client makes of /openapi.json asks the service: see client.sh beside it."""

import io
import sys
from decimal import Decimal
from pathlib import Path

from par_index_client.api.default import ask_rank, ask_weak, get_dossier, make_dossier, put_file
from par_index_client.client import Client
from par_index_client.models import Problem
from par_index_client.types import File

client = Client(base_url=sys.argv[1])
make_dossier.sync_detailed("client", client=client)
manifest = b'[[index]]\nframework = "hon-quan-2023"\ninputs = "xa.json"\n'
for name, held in [("par-index.toml", manifest), ("xa.json", Path("samples/communes-2023.json").read_bytes())]:
    done = put_file.sync_detailed("client", name, client=client, body=File(io.BytesIO(held)))
    assert done.status_code in (201, 204), done
rank = ask_rank.sync("client", client=client, by_group=True)
assert rank.kind == "rank" and len(rank.rows) == 13, rank
best = rank.rows[0]
assert Decimal(best.ratio) > 90, best
weak = ask_weak.sync("client", client=client, unit=best.unit, top=1)
assert len(weak.rows) == 1, weak
problem = ask_weak.sync("client", client=client, unit="nobody")
assert isinstance(problem, Problem) and problem.status == 400, problem
assert get_dossier.sync_detailed("client", client=client).status_code == 200
print(best.unit, best.ratio, rank.seal)
