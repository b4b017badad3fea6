#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs the Directus that install.sh installed, on loopback, with a database of its own:
#
#   server.sh start FOLDER   wipes FOLDER, starts, waits until it answers; prints url=, token=,
#                            database= (the SQLite file) and pid=
#   server.sh stop FOLDER    ends it and waits until it is gone
#   server.sh check FOLDER   fails if it has ended
#
# Any setting of Directus can be given in the environment.
set -euo pipefail

. "$(dirname "$0")/node.sh"

action=${1:-}
folder=${2:-}
if [ -z "$folder" ]; then
  sed -n 's/^# \{0,1\}//; 5,9p' "$0" >&2
  exit 1
fi
pid_file=$folder/pid

is_alive() { [ -f "$pid_file" ] && kill -0 "$(cat "$pid_file")" 2>/dev/null; }

# Waits up to the given number of seconds for a command to succeed.
wait_for() {
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.1
  done
}

is_gone() { ! is_alive; }

stop() {
  if is_alive; then
    kill "$(cat "$pid_file")"
    wait_for 20 is_gone || kill -9 "$(cat "$pid_file")"
  fi
  rm -f "$pid_file"
}

fail() {
  echo "server.sh: $1" >&2
  tail -n 30 "$folder/log" >&2
  stop
  exit 1
}

# True as well when it has ended, so that nobody waits for the dead.
answers_or_ended() { [ "$(curl -s -m 5 "$PUBLIC_URL/server/ping")" = pong ] || is_gone; }

start() {
  local app cli
  app=$("$(dirname "$0")/install.sh")
  # The "directus" command asks the registry for a newer version first; this does not.
  cli=$app/node_modules/@directus/api/dist/cli/run.js

  stop
  rm -rf "$folder"
  mkdir -p "$folder/uploads" "$folder/extensions"
  folder=$(cd "$folder" && pwd)
  pid_file=$folder/pid

  PORT=$(node -e 'const s = require("net").createServer().listen(0, "127.0.0.1",
    () => { console.log(s.address().port); s.close(); })')
  ADMIN_TOKEN=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
  export HOST=127.0.0.1 PORT ADMIN_TOKEN PUBLIC_URL=http://127.0.0.1:$PORT
  export KEY=contract-tests SECRET=$ADMIN_TOKEN$ADMIN_TOKEN
  export DB_CLIENT=sqlite3 DB_FILENAME=$folder/data.db
  export ADMIN_EMAIL=admin@example.com ADMIN_PASSWORD=$ADMIN_TOKEN
  export STORAGE_LOCAL_ROOT=$folder/uploads EXTENSIONS_PATH=$folder/extensions
  # Nothing may dial out, and nothing but the API is wanted.
  export TELEMETRY=false SERVE_APP=false EMAIL_VERIFY_SETUP=false MARKETPLACE_REGISTRY=http://127.0.0.1:9
  # A busy machine is no reason to refuse.
  export PRESSURE_LIMITER_ENABLED=false RATE_LIMITER_ENABLED=${RATE_LIMITER_ENABLED:-false}
  # So that it can be seen how a session goes on.
  export ACCESS_TOKEN_TTL=4s
  export LOG_STYLE=raw LOG_LEVEL=warn

  cd "$app"
  timeout 300 node "$cli" bootstrap >"$folder/log" 2>&1 </dev/null || fail "the database cannot be set up"
  node "$cli" start >>"$folder/log" 2>&1 </dev/null &
  echo $! >"$pid_file"
  wait_for 120 answers_or_ended || fail "it does not answer"
  is_alive || fail "it ended at once"

  echo "url=$PUBLIC_URL"
  echo "token=$ADMIN_TOKEN"
  echo "database=$DB_FILENAME"
  echo "pid=$(cat "$pid_file")"
}

case $action in
start) start ;;
stop) stop ;;
check) is_alive || fail "it has ended" ;;
*)
  echo "server.sh: start, stop or check" >&2
  exit 1
  ;;
esac
