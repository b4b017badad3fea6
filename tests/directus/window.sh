#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The window on a real Directus, which run.sh starts, by clicks and by keys: tests/window/journey.py.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
export GSK_RENDERER=cairo GDK_DEBUG=gl-disable GSETTINGS_BACKEND=memory GSETTINGS_SCHEMA_DIR=$BUILD/data
export PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
for journey in by_clicks by_keys; do
  xvfb-run -a dbus-run-session -- /usr/bin/python3 "$here/../window/$journey.py" "$BUILD/src/relations" "$BUILD/src/relations-cli"
done
