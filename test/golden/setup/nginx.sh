#!/usr/bin/env bash
# Prints the path of an nginx: the machine's own, or Debian's nginx-light, unpacked into the cache.
#
# Unpacked beside the system, not installed: an installed one would start a web server on port 80.
# Works from nothing on Debian; the second run only prints. HUBWRIGHT_TEST_CACHE moves the cache.
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}/nginx
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/../../engine/setup/apt-get.sh
readonly apt_get
readonly unpacked=$cache/root/usr/sbin/nginx

if [[ -x /usr/sbin/nginx ]]; then
  echo /usr/sbin/nginx
  exit
fi
mkdir -p "$cache"
exec 9>"$cache/lock"
flock 9
if [[ ! -x $unpacked ]]; then
  apt-cache show nginx-light >/dev/null 2>&1 || "$apt_get" update -qq >&2
  packages=$("$apt_get" install --simulate --no-install-recommends nginx-light | sed -n 's/^Inst \([^ ]*\).*/\1/p')
  # shellcheck disable=SC2086 # one word per package is meant
  (cd "$cache" && "$apt_get" -qq -o APT::Sandbox::User=root download $packages >&2)
  for package in "$cache"/*.deb; do dpkg -x "$package" "$cache/new"; done
  rm -f "$cache"/*.deb
  "$cache/new/usr/sbin/nginx" -v 2>/dev/null
  mv "$cache/new" "$cache/root"
fi
echo "$unpacked"
