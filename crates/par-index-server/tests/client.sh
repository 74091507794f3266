#!/usr/bin/env bash
# A client that openapi-python-client makes of the description asks the service, from the repository's root:
# `pip install openapi-python-client` somewhere on the path, then `crates/par-index-server/tests/client.sh FOLDER`,
# where the client is made.
set -euo pipefail
server=${SERVER:-target/debug/par-index-server}
at=$1
out=$(mktemp)
trap 'kill "$pid"; wait "$pid" || true; rm -f "$out"' EXIT
"$server" --http 127.0.0.1:0 >"$out" &
pid=$!
until [[ -s $out ]]; do sleep 0.1; done
url=$(<"$out")
curl --silent --fail --show-error "$url/openapi.json" >"$at/openapi.json"
rm -rf "$at/par_index_client"
openapi-python-client generate --path "$at/openapi.json" --meta none --output-path "$at/par_index_client"
PYTHONPATH=$at python crates/par-index-server/tests/client.py "$url"
