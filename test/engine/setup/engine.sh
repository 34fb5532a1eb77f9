#!/usr/bin/env bash
# The Docker engine of this machine, for the tests.
#
#   engine.sh start [--image]   finds it or starts it; --image also makes sure of debian:trixie-slim
#   engine.sh image             debian:trixie-slim alone, on the engine that DOCKER_HOST names
#   engine.sh base              prints the path of a tar of a minimal Debian 13 (made by debootstrap, then kept)
#   engine.sh status            one line; exit 0 if it answers, 1 if not
#   engine.sh stop              stops it if `start` started it; other engines are left alone
#
# Works from nothing on Debian 12 as root; it does not change what already exists. HUBWRIGHT_TEST_CACHE moves the cache.
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get
readonly log=$cache/dockerd.log
readonly pid_file=$cache/dockerd.pid
readonly image=debian:trixie-slim
readonly base=$cache/trixie-slim.tar

say() { echo "engine.sh: $*" >&2; }

answers() { timeout 10 docker version --format '{{.Server.Version}}' 2>/dev/null; }

need() { # command package
  command -v "$1" >/dev/null && return
  say "installing $2"
  apt-cache show "$2" >/dev/null 2>&1 || "$apt_get" update -qq >&2
  if ! DEBIAN_FRONTEND=noninteractive "$apt_get" install -y -qq --no-install-recommends "$2" >"$cache/apt.log" 2>&1; then
    tail -n 15 "$cache/apt.log" >&2
    exit 1
  fi
}

ours() { [[ -f $pid_file ]] && [[ $(cat "/proc/$(cat "$pid_file")/comm" 2>/dev/null) == dockerd ]]; }

start() {
  if answers >/dev/null; then
    say "running: $(answers)"
    return
  fi
  if [[ -n ${DOCKER_HOST:-} ]]; then
    say "DOCKER_HOST is $DOCKER_HOST, and nothing answers there"
    exit 1
  fi
  need dockerd docker.io
  need docker docker.io
  # A package that was installed just now may have started its own through systemd.
  if ! answers >/dev/null && ! ours; then
    # A machine without an init system may not have mounted them, and dockerd will not.
    mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup
    # fd 9 is the lock; the engine must not hold it for its whole life.
    nohup setsid dockerd >"$log" 2>&1 </dev/null 9>&- &
    echo $! >"$pid_file"
  fi
  for _ in {1..120}; do
    if answers >/dev/null; then
      say "running: $(answers)"
      return
    fi
    ours || break
    sleep 0.5
  done
  # If another engine has started in the meantime, ours gives up; that is fine.
  if answers >/dev/null; then return; fi
  say "the engine does not start. The last lines of $log:"
  tail -n 15 "$log" >&2 || true
  rm -f "$pid_file"
  exit 1
}

stop() {
  if ! ours; then
    say "nothing of ours is running"
    return
  fi
  local pid
  pid=$(cat "$pid_file")
  kill "$pid"
  for _ in {1..120}; do
    [[ -d /proc/$pid ]] || break
    sleep 0.5
  done
  if [[ -d /proc/$pid ]]; then
    say "the engine ($pid) has not stopped within a minute; it is left alone"
    exit 1
  fi
  rm -f "$pid_file"
}

make_base() {
  [[ -f $base ]] && return
  need debootstrap debootstrap
  say "making a minimal Debian 13"
  local root
  root=$(mktemp -d "$cache/trixie.XXXXXX")
  if ! debootstrap --variant=minbase trixie "$root" "${DEBIAN_MIRROR:-http://deb.debian.org/debian}" >"$cache/debootstrap.log" 2>&1; then
    say "debootstrap failed. The last lines of $cache/debootstrap.log:"
    tail -n 15 "$cache/debootstrap.log" >&2
    rm -rf "$root"
    exit 1
  fi
  rm -rf "$root"/var/cache/apt/* "$root"/var/lib/apt/lists/* "$root"/var/log/*
  tar --numeric-owner -C "$root" -cf "$base.new" .
  mv "$base.new" "$base"
  rm -rf "$root"
}

make_image() {
  docker image inspect "$image" >/dev/null 2>&1 && return
  timeout 120 docker pull -q "$image" >&2 2>/dev/null && return
  make_base
  docker import -c 'CMD ["bash"]' - "$image" <"$base" >/dev/null
}

mkdir -p "$cache"
exec 9>"$cache/engine.lock"
flock 9

case "${1:-} ${2:-}" in
"start ") start ;;
"start --image")
  start
  make_image
  ;;
"image ") make_image ;;
"base ")
  make_base
  echo "$base"
  ;;
"status ") answers ;;
"stop ") stop ;;
*)
  sed -n '2,8s/^# \{0,1\}//p' "$0" >&2
  exit 64
  ;;
esac
