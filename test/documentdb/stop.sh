#!/usr/bin/env bash
# Ends what start.sh started and takes its mounts away; what was built and unpacked stays for the next start.
set -uo pipefail
cache=${XDG_CACHE_HOME:-$HOME/.cache}/meepraten-documentdb
sid=$cache/sid

if [ -f "$cache/ferretdb.pid" ]; then
  kill "$(cat "$cache/ferretdb.pid")" 2>/dev/null
  rm -f "$cache/ferretdb.pid"
fi
if [ -d "$sid/data" ]; then
  chroot "$sid" su postgres -c '/usr/lib/postgresql/18/bin/pg_ctl -D /data -m fast stop' >/dev/null 2>&1
fi
for place in "$sid/dev/shm" "$sid/proc"; do
  if mountpoint -q "$place"; then umount "$place"; fi
done
exit 0
