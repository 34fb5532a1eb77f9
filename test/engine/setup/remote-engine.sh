#!/usr/bin/env bash
# The second engine, used like an engine on another machine: over ssh, and over TCP with TLS, for the tests.
#
#   remote-engine.sh start    starts second-engine.sh's engine with both ways in, and prints what `env` prints
#   remote-engine.sh env      REMOTE_SSH=… REMOTE_TLS=… REMOTE_CERTS=… REMOTE_BIN=… in addition to the lines of second-engine.sh
#
# second-engine.sh stop stops it. It sees nothing of this machine except $ENGINE_SHARED. Keys and certificates are made for it
# only, in the cache, and work nowhere else. $REMOTE_BIN, first in PATH, has an ssh that uses them, and no file of
# the user who runs the tests; $REMOTE_CERTS is for DOCKER_CERT_PATH.
set -euo pipefail

readonly cache=${HUBWRIGHT_TEST_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/hubwright-test}
apt_get=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/apt-get.sh
readonly apt_get
readonly home=$cache/second-engine remote=$cache/second-engine/remote
readonly root=$home/root
readonly address=198.18.213.2 port=2376
second=$(dirname "$(realpath "${BASH_SOURCE[0]}")")/second-engine.sh
readonly second

say() { echo "remote-engine.sh: $*" >&2; }

quietly() { "$@" >>"$remote/setup.log" 2>&1 || { tail -n 15 "$remote/setup.log" >&2; exit 1; }; }

need() { # command package
  command -v "$1" >/dev/null && return
  say "installing $2"
  apt-cache show "$2" >/dev/null 2>&1 || "$apt_get" update -qq >&2
  DEBIAN_FRONTEND=noninteractive quietly "$apt_get" install -y -qq --no-install-recommends "$2"
}

# Separate: the user who runs the tests may have a ~/.ssh, which is read wherever HOME is.
make_keys() {
  [[ -f $remote/keys.ready ]] && return
  say "making keys and certificates"
  mkdir -p "$remote/bin" "$remote/client" "$remote/server"
  ssh-keygen -q -t ed25519 -N '' -C 'hubwright test' -f "$remote/id" <<<y >/dev/null
  ssh-keygen -q -t ed25519 -N '' -C 'hubwright test' -f "$remote/server/host" <<<y >/dev/null
  echo "$address $(cut -d' ' -f1,2 "$remote/server/host.pub")" >"$remote/known_hosts"
  cat >"$remote/ssh_config" <<END
Host *
  IdentityFile $remote/id
  IdentitiesOnly yes
  UserKnownHostsFile $remote/known_hosts
  StrictHostKeyChecking yes
END
  printf '#!/bin/sh\nexec %s -F %s "$@"\n' "$(command -v ssh)" "$remote/ssh_config" >"$remote/bin/ssh"
  chmod +x "$remote/bin/ssh"
  quietly openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj "/CN=hubwright test" \
    -keyout "$remote/ca.key" -out "$remote/ca.pem"
  certificate server "subjectAltName=IP:$address\nextendedKeyUsage=serverAuth"
  certificate client "extendedKeyUsage=clientAuth"
  touch "$remote/keys.ready"
}

certificate() { # directory extensions
  quietly openssl req -newkey rsa:2048 -nodes -subj "/CN=$1" -keyout "$remote/$1/key.pem" -out "$remote/$1/request.pem"
  quietly openssl x509 -req -days 3650 -in "$remote/$1/request.pem" -CA "$remote/ca.pem" -CAkey "$remote/ca.key" \
    -CAcreateserial -extfile <(printf "%b\n" "$2") -out "$remote/$1/cert.pem"
  cp "$remote/ca.pem" "$remote/$1/ca.pem"
}

listens() { timeout 2 bash -c "</dev/tcp/$address/$1" 2>/dev/null; }

# The other machine's part of it, at the same path in its own file system.
give() {
  mkdir -p "$root/etc/hubwright-test"
  cp "$remote"/server/{ca,cert,key}.pem "$remote/server/host" "$root/etc/hubwright-test/"
  cp "$remote/id.pub" "$root/etc/hubwright-test/authorized_keys"
  chmod 600 "$root/etc/hubwright-test/host" "$root/etc/hubwright-test/key.pem"
  cat >"$root/etc/hubwright-test/sshd_config" <<END
HostKey /etc/hubwright-test/host
AuthorizedKeysFile /etc/hubwright-test/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
END
}

start() {
  mkdir -p "$remote"
  need ssh openssh-client
  need openssl openssl
  make_keys
  local tls=/etc/hubwright-test
  local options=(--host "tcp://0.0.0.0:$port" --tlsverify --tlscacert "$tls/ca.pem" --tlscert "$tls/cert.pem" --tlskey "$tls/key.pem")
  # An engine that was started without TLS cannot add it.
  if "$second" env >/dev/null 2>&1 && ! listens "$port"; then "$second" stop; fi
  [[ -f $home/root.ready ]] || "$second" root
  give
  "$second" start "${options[@]}" >/dev/null
  if [[ ! -x $root/usr/sbin/sshd ]]; then
    say "installing openssh-server there"
    quietly env -u TMPDIR DEBIAN_FRONTEND=noninteractive chroot "$root" apt-get install -y -qq --no-install-recommends openssh-server
  fi
  if ! listens 22; then
    "$second" exec sh -c 'mkdir -p /run/sshd && exec /usr/sbin/sshd -f /etc/hubwright-test/sshd_config'
  fi
  for _ in {1..40}; do
    if listens 22 && listens "$port"; then
      env_lines
      return
    fi
    sleep 0.25
  done
  say "nobody answers at $address, ports 22 and $port"
  exit 1
}

env_lines() {
  "$second" env
  echo "REMOTE_SSH=ssh://root@$address"
  echo "REMOTE_TLS=tcp://$address:$port"
  echo "REMOTE_CERTS=$remote/client"
  echo "REMOTE_BIN=$remote/bin"
}

case "${1:-}" in
start) start ;;
env)
  listens 22 && listens "$port" || { say "not running"; exit 1; }
  env_lines
  ;;
*)
  sed -n '2,9s/^# \{0,1\}//p' "$0" >&2
  exit 64
  ;;
esac
