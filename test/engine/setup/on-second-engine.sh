#!/usr/bin/env bash
# Runs a command on the second engine:
#
#   on-second-engine.sh COMMAND…
#
# The engine is restarted first, because the tests before may have left it with options of theirs. It has debian:trixie-slim then.
set -euo pipefail

here=$(dirname "$(realpath "${BASH_SOURCE[0]}")")
readonly here

"$here/second-engine.sh" stop
environment=$("$here/second-engine.sh" start)
while IFS= read -r line; do export "${line?}"; done <<<"$environment"
"$here/engine.sh" image
exec "$@"
