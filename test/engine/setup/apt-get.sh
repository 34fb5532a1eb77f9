#!/usr/bin/env bash
# apt-get for the tests: one at a time. apt itself gives up if another one is running.
#
#   apt-get.sh update -qq
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}
mkdir -p "$cache"
# Closed, because a service that a package starts must not hold the lock for its whole life.
exec flock --close "$cache/apt.lock" apt-get "$@"
