#!/usr/bin/env bash
# Debian 13's Docker (26.1: BuildKit, API 1.45, volume subpath) next to this machine's own engine, for the tests.
#
#   second-engine.sh start      creates or finds it, and prints what `env` prints; if it is not running yet, further words
#                               are options of its dockerd: with --live-restore its containers outlive it; with --own-socket
#                               it recreates its socket at each start, as a dockerd does that no init
#                               system gives one to
#   second-engine.sh plain      the same without options; stops it first if it runs with some
#   second-engine.sh crash      kills dockerd and containerd, and waits until they have been restarted, as an
#                               init system does
#   second-engine.sh env        DOCKER_HOST=… ENGINE_ADDRESS=… ENGINE_NETNS=…; exit 1 if it is not running
#   second-engine.sh root       creates its root file system, and starts nothing
#   second-engine.sh exec …     runs a program where the engine is
#   second-engine.sh stop       stops it; its images and volumes stay in the cache for the next start
#
# It runs in its own network and mount namespace. What a container publishes on 0.0.0.0 can be reached from here at
# http://$ENGINE_ADDRESS:<port>; what it publishes on 127.0.0.1, by `ip netns exec $ENGINE_NETNS curl http://127.0.0.1:<port>`.
# Bind mounts name paths that the engine sees: of this machine, only $ENGINE_SHARED, at that same path.
# Works from nothing on Debian 12 as root. HUBWRIGHT_TEST_CACHE moves the cache.
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get
readonly home=$cache/second-engine
readonly root=$home/root run=$home/run shared=$home/shared log=$home/dockerd.log
readonly pid_file=$home/engine.pid options_file=$home/engine.options
self=$(realpath "${BASH_SOURCE[0]}")
readonly self

readonly netns=hubwright-test-2 veth=hubwright-2
# 198.18.0.0/15 is set apart for tests of network devices (RFC 2544), so no site's own network is there.
readonly gateway=198.18.213.1 address=198.18.213.2 prefix=30

say() { echo "second-engine.sh: $*" >&2; }

need() { # command package
  command -v "$1" >/dev/null && return
  say "installing $2"
  apt-cache show "$2" >/dev/null 2>&1 || "$apt_get" update -qq >&2
  if ! DEBIAN_FRONTEND=noninteractive "$apt_get" install -y -qq --no-install-recommends "$2" >"$cache/apt.log" 2>&1; then
    tail -n 15 "$cache/apt.log" >&2
    exit 1
  fi
}

pids() { ip netns pids "$netns" 2>/dev/null || true; }

# The first process of the engine's pid namespace, by its number out here. A pid file outlives a machine
# that was switched off, so it is trusted only if that process is in our network namespace.
first() {
  local parent
  # No grep -q: it would close the pipe early, which pipefail treats as a failure.
  parent=$(cat "$pid_file" 2>/dev/null) && pids | grep -x "$parent" >/dev/null && pgrep -P "$parent"
}

# Asked with the client in its own root: this machine may have none. Its host is said, because DOCKER_HOST may be set.
# Until it has that root, the same path there is the socket of this machine's own engine, which would answer in its place.
answers() {
  local pid
  pid=$(first) && [[ -S $run/docker.sock ]] && nsenter --target "$pid" --net --mount timeout 10 docker --host unix:///run/docker.sock version --format '{{.Server.Version}}' 2>/dev/null
}

env_lines() {
  echo "DOCKER_HOST=unix://$run/docker.sock"
  echo "ENGINE_ADDRESS=$address"
  echo "ENGINE_NETNS=$netns"
  echo "ENGINE_SHARED=$shared"
}

# The temporary directory of the user who runs the tests is not in there.
in_root() { env -u TMPDIR chroot "$root" "$@"; }

make_root() {
  [[ -f $home/root.ready ]] && return
  say "making Debian 13 with docker.io"
  local base
  base=$("$(dirname "${BASH_SOURCE[0]}")/engine.sh" base)
  rm -rf "$root"
  mkdir -p "$root"
  tar --numeric-owner -C "$root" -xf "$base"
  resolver
  # Without this the package's own script tries to start the engine in a chroot, where it cannot run.
  printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
  chmod +x "$root/usr/sbin/policy-rc.d"
  if ! in_root sh -ec 'export DEBIAN_FRONTEND=noninteractive
      apt-get update -qq
      apt-get install -y -qq --no-install-recommends docker.io docker-cli iptables tini ca-certificates' >"$home/root.log" 2>&1; then
    say "the packages do not install. The last lines of $home/root.log:"
    tail -n 15 "$home/root.log" >&2
    exit 1
  fi
  touch "$home/root.ready"
}

# The namespace cannot reach a resolver on this machine's own loopback, such as systemd's.
resolver() {
  local from=/etc/resolv.conf
  if grep -q '^nameserver 127\.' "$from" && [[ -f /run/systemd/resolve/resolv.conf ]]; then from=/run/systemd/resolve/resolv.conf; fi
  cat "$from" >"$root/etc/resolv.conf"
}

# A network that inspects TLS is inspected for this engine too.
authorities() {
  local found=(/usr/local/share/ca-certificates/*.crt)
  [[ -e ${found[0]} ]] || return 0
  cp "${found[@]}" "$root/usr/local/share/ca-certificates/"
  in_root update-ca-certificates >>"$home/root.log" 2>&1
}

# Containers there have an MTU of 1500. Where the way out has less, a server elsewhere may send packets that do not fit
# through, and may never learn it.
readonly smaller_packets="-p tcp --tcp-flags SYN,RST SYN -j TCPMSS --clamp-mss-to-pmtu"

# In pairs: what `start` adds and `stop` takes away.
rules() { # -A or -D
  local change=$1 rule
  for rule in \
    "nat POSTROUTING -s $address/32 ! -o $veth -j MASQUERADE" \
    "filter FORWARD -i $veth -j ACCEPT" \
    "filter FORWARD -o $veth -j ACCEPT" \
    "mangle FORWARD -i $veth $smaller_packets" \
    "mangle FORWARD -o $veth $smaller_packets"; do
    local table=${rule%% *} rest=${rule#* }
    local chain=${rest%% *} match=${rest#* }
    # shellcheck disable=SC2086 # the words of a rule are meant to be split
    if iptables -w -t "$table" -C "$chain" $match 2>/dev/null; then
      [[ $change == -A ]] || iptables -w -t "$table" -D "$chain" $match
    else
      # First, so that neither docker's own chains nor its policy of DROP come before it.
      [[ $change == -D ]] || iptables -w -t "$table" -I "$chain" $match
    fi
  done
}

# As small as the way out: the namespace then answers too large a packet itself, as this machine does for docker0.
mtu() {
  local device
  device=$(ip -o route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p' | head -n 1)
  cat "/sys/class/net/${device:-lo}/mtu"
}

make_network() {
  [[ -e /run/netns/$netns ]] || ip netns add "$netns"
  if ! ip link show "$veth" >/dev/null 2>&1; then
    ip link add "$veth" mtu "$(mtu)" type veth peer name eth0 mtu "$(mtu)" netns "$netns"
    ip address add "$gateway/$prefix" dev "$veth"
    ip -n "$netns" address add "$address/$prefix" dev eth0
  fi
  ip link set "$veth" up
  ip -n "$netns" link set lo up
  ip -n "$netns" link set eth0 up
  ip -n "$netns" route replace default via "$gateway"
  sysctl -qw net.ipv4.ip_forward=1
  rules -A
}

remove_network() {
  rules -D
  ip netns del "$netns" 2>/dev/null || true
  ip link del "$veth" 2>/dev/null || true
  # `ip netns add` mounts that directory on itself; without a namespace in it nobody needs that.
  [[ -n $(ls /run/netns 2>/dev/null) ]] || umount /run/netns 2>/dev/null || true
}

# Runs inside the namespaces, entered by nsenter: `ip netns exec` mounts its own /sys, without the cgroups.
# pivot_root rather than chroot: runc refuses to build in a chroot ("remount /: invalid argument").
inside() {
  mount --make-rprivate /
  mount --bind "$root" "$root"
  mount -t proc proc "$root/proc"
  mount -t sysfs sysfs "$root/sys"
  mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"
  mount --rbind /dev "$root/dev"
  mount --bind "$run" "$root/run"
  mkdir -p "$root$shared" "$root/.before"
  mount --bind "$shared" "$root$shared"
  cd "$root"
  pivot_root . .before
  umount -l /.before
  # An empty environment: no proxy, DOCKER_HOST or PATH of the user who runs the tests reaches the engine.
  # tini, because the first process of a pid namespace inherits the orphans and dockerd does not wait for them.
  exec env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root tini -- perl -e "$keep_up" -- /run/docker.sock \
    --bip 10.213.0.1/24 --default-address-pool base=10.214.0.0/15,size=24 "$@"
}

# Restarts dockerd when a signal ended it, unless it was asked to stop; as docker.service does, after two seconds. And as
# docker.socket does it holds the socket: containers that have it mounted would keep the one of a dockerd that is gone.
readonly keep_up='
  use strict; use IO::Socket::UNIX; use POSIX;
  my ($path, @options) = @ARGV; my ($engine, $ending, $socket);
  my $own = grep { $_ eq "--own-socket" } @options;
  @options = grep { $_ ne "--own-socket" } @options;
  unless ($own) {
    # The listening socket must be number 3, and stay open.
    $^F = 3;
    unlink $path;
    $socket = IO::Socket::UNIX->new(Local => $path, Listen => 128) or die "$path: $!";
    POSIX::dup2(fileno($socket), 3) if fileno($socket) != 3;
  }
  $SIG{TERM} = sub { $ending = 1; kill TERM => $engine };
  do {
    sleep 2 if $engine;
    $engine = fork;
    if ($engine == 0) {
      exec "dockerd", "--host", "unix://$path", @options if $own;
      $ENV{LISTEN_PID} = $$; $ENV{LISTEN_FDS} = 1; exec "dockerd", "--host", "fd://", @options
    }
    1 while waitpid($engine, 0) < 0 and $! == POSIX::EINTR;
  } until $ending or ($? & 127) == 0'

# Both at once, before one of them can tell the other.
crash() {
  local pid engine
  engine=$(named dockerd)
  for pid in $engine $(named containerd); do kill -KILL "$pid" 2>/dev/null || true; done
  for _ in {1..120}; do
    sleep 0.5
    [[ $(named dockerd) == "$engine" ]] || ! answers >/dev/null || return 0
  done
  say "the engine has not come back. The last lines of $log:"
  tail -n 15 "$log" >&2
  exit 1
}

named() { # comm
  local pid
  for pid in $(pids); do
    if [[ $(cat "/proc/$pid/comm" 2>/dev/null) == "$1" ]]; then echo "$pid"; fi
  done
}

start() {
  if answers >/dev/null; then
    env_lines
    return
  fi
  need ip iproute2
  need iptables iptables
  need pgrep procps
  mkdir -p "$home" "$run" "$shared"
  make_root
  end_all
  # Files left in /run are from an earlier engine; the start would wait for its containerd.
  find "$run" -mindepth 1 -delete
  resolver
  authorities
  # A machine without an init system may not have mounted them, and dockerd will not.
  mountpoint -q /sys/fs/cgroup || mount -t cgroup2 cgroup2 /sys/fs/cgroup
  make_network
  # fd 9 is the lock; the engine must not hold it for its whole life.
  nohup setsid nsenter --net="/run/netns/$netns" unshare --mount --pid --fork --kill-child "$self" inside "$@" >"$log" 2>&1 </dev/null 9>&- &
  local started=$!
  echo "$started" >"$pid_file"
  echo "$*" >"$options_file"
  for _ in {1..120}; do
    if answers >/dev/null; then
      env_lines
      return
    fi
    [[ -d /proc/$started ]] || break
    sleep 0.5
  done
  say "the engine does not start. The last lines of $log:"
  tail -n 15 "$log" >&2
  end_all
  remove_network
  exit 1
}

plain() {
  if answers >/dev/null && [[ $(cat "$options_file") != "" ]]; then end_all; fi
  start
}

# The engine first, so that it stops its containers in order. With the first process of the pid namespace
# the kernel ends everything that is left in it.
end_all() {
  local signal pid
  for signal in TERM KILL; do
    pid=$(first) || return 0
    kill -"$signal" "$pid"
    for _ in {1..80}; do
      [[ -d /proc/$pid ]] || break
      sleep 0.25
    done
  done
}

if [[ ${1:-} == inside ]]; then inside "${@:2}"; fi

mkdir -p "$cache"
exec 9>"$cache/second-engine.lock"
flock 9

case "${1:-}" in
start) start "${@:2}" ;;
plain) plain ;;
crash) crash ;;
root)
  mkdir -p "$home" "$run" "$shared"
  make_root
  ;;
exec)
  pid=$(first) || { say "not running"; exit 1; }
  # Programs that are left running there must not hold the lock either.
  nsenter --target "$pid" --net --mount --pid env -i PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "${@:2}" 9>&-
  ;;
env)
  answers >/dev/null || { say "not running"; exit 1; }
  env_lines
  ;;
stop)
  end_all
  remove_network
  rm -f "$pid_file"
  ;;
*)
  sed -n '2,12s/^# \{0,1\}//p' "$0" >&2
  exit 64
  ;;
esac
