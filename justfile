# `just` lists the recipes; each calls the script that CI calls.

_list:
    @just --list --unsorted

# Format all code
fmt:
    cargo fmt --all

# Look at the format only, then lint with warnings as errors
lint:
    scripts/check fmt lint

# The test command that the README gives
test:
    scripts/check test

# Build the documentation, warnings as errors
doc:
    scripts/check doc

# Run every example
examples:
    scripts/check examples

# Write the JSON Schemas anew
schema:
    UPDATE_SCHEMAS=1 cargo test --workspace --test documents schema

# Pages in a real browser
browser:
    scripts/check browser

# The service under a generated client and under made requests
service:
    scripts/check service

# Build the page and try it in browsers
page:
    scripts/check page

# Take the pictures of the documentation anew
pictures:
    scripts/pictures

# Make the book anew where it shows what commands print; look at what changed
book:
    UPDATE_BOOK=1 cargo test --package par-index-cli --test book
    UPDATE_BOOK=1 cargo test --workspace --test documents page

# Licences, bans and sources of the dependencies
deny:
    scripts/check deny

# Time the kernel
bench:
    cargo bench --bench kernel

# The standard job and the command beside pandas, polars, numpy, duckdb and mcdm, in turn; let nothing else run
bench-rivals *args:
    scripts/rivals {{args}}

# Instructions of every kernel step beside the committed ones
counts:
    scripts/check counts

# Everything CI runs
ci:
    .ci/run
