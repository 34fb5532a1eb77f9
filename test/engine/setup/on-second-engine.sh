#!/usr/bin/env bash
# Runs a command on the second engine:
#
#   on-second-engine.sh COMMAND…
#
# The engine is started without options, and restarted first if earlier tests have left it with options. It has
# debian:trixie-slim then.
set -euo pipefail

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
readonly here

environment=$("$here/second-engine.sh" plain)
while IFS= read -r line; do export "${line?}"; done <<<"$environment"
"$here/engine.sh" image
exec "$@"
