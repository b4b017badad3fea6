#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The window on a real Directus, which run.sh starts, by clicks and by keys: tests/window/journey.py. Writes TAP.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export GSK_RENDERER=cairo GDK_DEBUG=gl-disable GSETTINGS_BACKEND=memory GSETTINGS_SCHEMA_DIR=$BUILD/data
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8

travel() {
  # As meson does it: keys do not repeat.
  xvfb-run -a -s '-screen 0 1280x1024x24 -r' dbus-run-session -- /usr/bin/python3 "$here/../window/$1.py" \
    "$BUILD/src/relations" "$BUILD/src/relations-cli" "${@:2}" 2>&1
}

# A journey that fails is made once more, from a start of its own: Directus and a window on one machine can take
# longer than either is given. It says so.
echo 1..2
status=0
for journey in by_clicks by_keys; do
  if travel "$journey"; then
    echo "ok - the window $journey"
  elif travel "$journey" again; then
    echo "ok - the window $journey, the second time"
  else
    echo "not ok - the window $journey"
    status=1
  fi
done
exit $status
