#!/usr/bin/env bash
# Prints the path of Chromium: the machine's own, or Debian's, installed by the first run.
#
# Installed, and not unpacked like the web servers, because it needs many libraries. It starts no service.
set -euo pipefail

readonly installed=/usr/bin/chromium
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get

if [[ ! -x $installed ]]; then
  if [[ $(id -u) != 0 ]]; then
    echo "Chromium is not installed. Run: sudo apt-get install --no-install-recommends chromium" >&2
    exit 1
  fi
  apt-cache show chromium >/dev/null 2>&1 || "$apt_get" update -qq >&2
  DEBIAN_FRONTEND=noninteractive "$apt_get" -qq install -y --no-install-recommends chromium >&2
fi
echo "$installed"
