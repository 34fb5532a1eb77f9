#!/usr/bin/env bash
# Prints the path of a caddy: the machine's own, or Debian's, unpacked into the cache.
#
# Unpacked outside the system, not installed: an installed one would start a web server on port 80.
# Works from nothing on Debian; the second run only prints. HUBWRIGHT_TEST_CACHE moves the cache.
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}/caddy
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get
readonly unpacked=$cache/root/usr/bin/caddy

if [[ -x /usr/bin/caddy ]]; then
  echo /usr/bin/caddy
  exit
fi
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [[ ! -x $unpacked ]]; then
  apt-cache show caddy >/dev/null 2>&1 || "$apt_get" update -qq >&2
  # It is one program without its own libraries, so its package is enough.
  (cd "$cache" && "$apt_get" -qq -o APT::Sandbox::User=root download caddy >&2)
  rm -rf "$cache/new"
  dpkg -x "$cache"/caddy_*.deb "$cache/new"
  rm -f "$cache"/caddy_*.deb
  "$cache/new/usr/bin/caddy" version >/dev/null
  mv "$cache/new" "$cache/root"
fi
echo "$unpacked"
