#!/usr/bin/env bash
# A dossier is opened once and asked as often as one likes, with jq. Run from the repository's root.
set -euo pipefail
coproc door { "${PAR_INDEX:-par-index}" call --serve; }

# One request a line, one answer a line.
say() {
    printf '%s\n' "$1" >&"${door[1]}"
    IFS= read -r reply <&"${door[0]}"
    printf '%s\n' "$reply"
}

say "$(cat examples/calling/open.json)" >/dev/null
ranking=$(say '{"at": "samples", "index": "communes", "call": "rank"}')
while IFS=$'\t' read -r rank unit ratio; do
    weak=$(say "{\"at\": \"samples\", \"index\": \"communes\", \"call\": \"weak\", \"unit\": \"$unit\", \"top\": 1}")
    printf '%s\t%s\t%s\t%s\n' "$rank" "$unit" "$ratio" "$(jq -r '.rows[0] | [.code, .lost] | @tsv' <<<"$weak")"
done < <(jq -r '.rows[:3][] | [.rank, .unit, .ratio] | @tsv' <<<"$ranking")
printf 'seal %s\n' "$(jq -r .seal <<<"$ranking")"
exec {door[1]}>&-
