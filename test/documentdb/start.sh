#!/usr/bin/env bash
# Gives the store tests a MongoDB-compatible server on loopback and prints its URL as the only line of standard output.
# Two parts: FerretDB 2.7, compiled here with Go, and PostgreSQL 18 with DocumentDB, which Debian has in sid. Sid is unpacked
# in a folder of its own (debootstrap), so that nothing of the machine itself is upgraded. All of it is kept in the cache
# folder: the first start takes some minutes and about 1 GB, later ones a few seconds. Running it twice is harmless.
# Needs: Debian, root, go. Settings: XDG_CACHE_HOME, DOCUMENTDB_PORT (27217), DOCUMENTDB_POSTGRES_PORT (25432).
set -euo pipefail
source_dir=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/meepraten-documentdb
sid=$cache/sid
port=${DOCUMENTDB_PORT:-27217}
postgres_port=${DOCUMENTDB_POSTGRES_PORT:-25432}

say() { printf 'documentdb: %s\n' "$*" >&2; }
need_root() { [ "$(id -u)" = 0 ] || { say "needs root for chroot and mount"; exit 1; }; }
# The place this machine already gets Debian from, in either notation that apt knows.
debian_mirror() {
  cat /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list 2>/dev/null |
    awk '$1 == "URIs:" { print $2; exit } $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /^https?:/) { print $i; exit } }'
}
in_sid_as_postgres() { chroot "$sid" su postgres -c "PATH=/usr/lib/postgresql/18/bin:\$PATH $*"; }

unpack_sid() {
  say "unpacking Debian sid (once; about a minute)"
  command -v debootstrap >/dev/null || { apt-get update -qq && apt-get install -y -qq debootstrap; } >&2
  rm -rf "$sid"
  debootstrap --variant=minbase sid "$sid" "$(debian_mirror)" >"$cache/debootstrap.log" 2>&1
  # A frozen mirror is as good as a live one here.
  echo 'Acquire::Check-Valid-Until "false";' >"$sid/etc/apt/apt.conf.d/90frozen"
  touch "$cache/unpacked"
}

mount_sid() {
  mountpoint -q "$sid/proc" || mount --bind /proc "$sid/proc"
  mkdir -p "$sid/dev/shm"
  mountpoint -q "$sid/dev/shm" || mount -t tmpfs -o size=512m tmpfs "$sid/dev/shm"
}

install_postgres() {
  say "installing PostgreSQL 18 with DocumentDB (once; about a minute)"
  chroot "$sid" env DEBIAN_FRONTEND=noninteractive sh -c \
    'apt-get update && apt-get install -y --no-install-recommends postgresql-18-documentdb' >"$cache/apt.log" 2>&1
  rm -rf "$sid/data"
  install -d "$sid/data" && chroot "$sid" chown postgres: /data
  in_sid_as_postgres "initdb -D /data -U postgres --auth=trust --locale=C.UTF-8" >"$cache/initdb.log" 2>&1
  printf '%s\n' >>"$sid/data/postgresql.conf" \
    "listen_addresses = '127.0.0.1'" \
    "unix_socket_directories = '/tmp'" \
    "shared_preload_libraries = 'pg_cron,pg_documentdb_core,pg_documentdb'" \
    "cron.database_name = 'postgres'"
  touch "$cache/installed"
}

start_postgres() {
  in_sid_as_postgres "pg_ctl -D /data status" >/dev/null 2>&1 ||
    in_sid_as_postgres "pg_ctl -D /data -l /data/log -o '-p $postgres_port' -w start" >&2
  in_sid_as_postgres "psql -q -h 127.0.0.1 -p $postgres_port -c 'CREATE EXTENSION IF NOT EXISTS documentdb CASCADE'" >&2
}

build_ferretdb() {
  say "building FerretDB (once; about two minutes)"
  (cd "$source_dir" && go build -o "$cache/ferretdb" .) >&2
}

start_ferretdb() {
  if [ -f "$cache/ferretdb.pid" ] && kill -0 "$(cat "$cache/ferretdb.pid")" 2>/dev/null; then return; fi
  mkdir -p "$cache/state"
  nohup "$cache/ferretdb" -listen "127.0.0.1:$port" -state "$cache/state" \
    -postgres "postgres://postgres@127.0.0.1:$postgres_port/postgres" >"$cache/ferretdb.log" 2>&1 </dev/null &
  echo $! >"$cache/ferretdb.pid"
}

# Waits until it accepts a connection; a failed build or a taken port shows in the log.
await_ferretdb() {
  for _ in $(seq 150); do
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && return
    sleep 0.1
  done
  say "no answer on port $port; see $cache/ferretdb.log"
  exit 1
}

need_root
mkdir -p "$cache"
# Compiling and unpacking share nothing, so they run side by side.
builder=
if [ ! -x "$cache/ferretdb" ]; then build_ferretdb & builder=$!; fi
[ -f "$cache/unpacked" ] || unpack_sid
mount_sid
[ -f "$cache/installed" ] || install_postgres
start_postgres
[ -z "$builder" ] || wait "$builder"
start_ferretdb
await_ferretdb
echo "mongodb://127.0.0.1:$port/?directConnection=true"
