#!/usr/bin/env bash
# Puts the two versions of compose that the tests compare into the cache, and prints where they are:
#
#   V2=/…/docker-compose       2.40.3, whose config hash hubwright reproduces
#   V1=/…/docker-compose       1.29, as Debian 12 still ships it
#
#   eval "$(test/engine/setup/docker-compose.sh)" && "$V2" version
#
# Works from nothing on Debian 12 as root; the second run only prints. HUBWRIGHT_TEST_CACHE moves the cache.
set -euo pipefail

readonly version=2.40.3
readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get
readonly v2=$cache/compose-$version/docker-compose
readonly v2_fallback=$cache/compose-trixie/docker-compose
readonly v1=$cache/compose-1.29/docker-compose

say() { echo "docker-compose.sh: $*" >&2; }

# apt's answers depend on its package lists, which a fresh machine (or container) does not have yet.
apt_lists() {
  apt-cache show docker-compose >/dev/null 2>&1 || "$apt_get" update -qq >&2
}

build_v2() {
  command -v go >/dev/null || return 1
  local work
  work=$(mktemp -d "$cache/build.XXXXXX")
  say "building compose $version (two minutes on two cores)"
  # The log of a build that fails is the only thing worth keeping of it. Go's own caches stay out of the user's home.
  if (
    cd "$work"
    export GOPATH=$work/go GOCACHE=$work/go-build GOFLAGS="-modcacherw -buildvcs=false"
    go mod init compose
    go get "github.com/docker/compose/v2/cmd@v$version"
    # A plain build calls itself "", and compose 1.29 crashes on containers whose version label is empty.
    go build -ldflags "-X github.com/docker/compose/v2/internal.Version=$version" -o docker-compose github.com/docker/compose/v2/cmd
  ) >"$work/log" 2>&1; then
    mkdir -p "${v2%/*}"
    mv "$work/docker-compose" "$v2"
    rm -rf "$work"
  else
    tail -n 5 "$work/log" >&2
    rm -rf "$work"
    return 1
  fi
}

# Debian 13's package runs on Debian 12 too: it is one static binary. Its lists are kept apart from the machine's own.
unpack_trixie() {
  local apt=$cache/compose-trixie/apt
  mkdir -p "$apt/lists/partial" "$apt/archives/partial"
  echo "deb ${DEBIAN_MIRROR:-http://deb.debian.org/debian} trixie main" >"$apt/sources.list"
  local options=(-qq -o APT::Sandbox::User=root -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o Dir::State::Lists="$apt/lists" -o Dir::Cache::Archives="$apt/archives")
  apt-get "${options[@]}" update >&2
  (cd "$apt" && apt-get "${options[@]}" download docker-compose >&2 && dpkg -x docker-compose_*.deb root)
  mv "$apt/root/usr/libexec/docker/cli-plugins/docker-compose" "$v2_fallback"
  rm -rf "$apt"
}

# Unpacked outside the system, not installed: an installed docker-compose would take the place of whatever
# `docker-compose` and its Python libraries are on this machine already.
unpack_v1() {
  local root=$cache/compose-1.29/root
  apt_lists
  if [[ $(apt-cache show --no-all-versions docker-compose | sed -n 's/^Version: //p') != 1.29.* ]]; then
    say "this system's docker-compose package is not 1.29 (Debian 12 has it)"
    return 1
  fi
  # Not unpacked separately: Debian spreads distutils over two packages, which Python finds only in one directory.
  if ! /usr/bin/python3 -c "import distutils.spawn" 2>/dev/null; then
    say "installing python3-distutils, which compose 1.29 needs"
    DEBIAN_FRONTEND=noninteractive "$apt_get" install -y -qq --no-install-recommends python3-distutils >"$cache/apt.log" 2>&1
  fi
  local packages
  packages=$("$apt_get" install --simulate --no-install-recommends docker-compose python3-yaml | sed -n 's/^Inst \([^ ]*\).*/\1/p')
  rm -rf "${root%/*}"
  mkdir -p "$root"
  # shellcheck disable=SC2086 # one word per package is meant
  (cd "${root%/*}" && "$apt_get" -qq -o APT::Sandbox::User=root download $packages >&2)
  local package
  for package in "${root%/*}"/*.deb; do dpkg -x "$package" "$root"; done
  rm "${root%/*}"/*.deb
  cat >"$v1.new" <<END
#!/bin/sh
export PYTHONPATH='$root/usr/lib/python3/dist-packages'
exec /usr/bin/python3 '$root/usr/bin/docker-compose' "\$@"
END
  chmod +x "$v1.new"
  "$v1.new" version --short >/dev/null
  mv "$v1.new" "$v1"
}

mkdir -p "$cache"
exec 9>"$cache/compose.lock"
flock 9

if [[ -x $v2 ]] || build_v2; then
  echo "V2=$v2"
else
  say "compose $version cannot be built here; taking Debian 13's, whose config hash differs for some services"
  [[ -x $v2_fallback ]] || unpack_trixie
  echo "V2=$v2_fallback"
fi

if [[ $(/usr/bin/docker-compose version --short 2>/dev/null) == 1.29.* ]]; then
  echo "V1=/usr/bin/docker-compose"
else
  [[ -x $v1 ]] || unpack_v1
  echo "V1=$v1"
fi
