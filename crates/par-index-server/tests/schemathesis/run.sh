#!/usr/bin/env bash
# Schemathesis over the service: `pip install schemathesis` somewhere, then
# `ST=path/to/st crates/par-index-server/tests/schemathesis/run.sh [ARGUMENTS OF st run]`, from the repository's root.
set -euo pipefail
here=crates/par-index-server/tests/schemathesis
server=${SERVER:-target/debug/par-index-server}
out=$(mktemp)
trap 'kill "$pid"; wait "$pid" || true; rm -f "$out"' EXIT
"$server" --http 127.0.0.1:0 --time 20 >"$out" &
pid=$!
until [[ -s $out ]]; do sleep 0.1; done
url=$(<"$out")
put() { curl --silent --fail --show-error --request PUT "$url/dossiers/$1" "${@:2}"; }
put samples
put samples/files/communes.json --data-binary @samples/communes-2023.json
put samples/files/par-index.toml --data-binary $'[[index]]\nframework = "hon-quan-2023"\ninputs = "communes.json"\n'
put samples/files/efforts.csv --data-binary @samples/efforts-2023.csv
"${ST:-st}" --config-file "$here/schemathesis.toml" run "$url/openapi.json" \
    --phases examples,coverage,fuzzing --max-examples "${EXAMPLES:-20}" "$@"
