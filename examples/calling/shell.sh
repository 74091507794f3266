#!/bin/sh
# Points lost per lead agency, worst first, with jq. Run from the repository's root.
set -eu
: "${PAR_INDEX:=par-index}"

"$PAR_INDEX" weak -f hon-quan-2023 samples/communes-2023.json --by lead --format json |
    jq -r '.rows[] | [.position, (if .lead == "" then "none" else .lead end), .lost] | @tsv'
