#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the public JavaScript packages that the server and the snippets are tried with:
#
#   install.sh    prints the folder that they are in
#
# Needs node 18 or later and npm. The result is kept in the user's cache.
set -euo pipefail

packages='@directus/sdk@18.0.3'
folder=${XDG_CACHE_HOME:-$HOME/.cache}/relations/sdk

if [ "$(cat "$folder/.complete" 2>/dev/null)" != "$packages" ]; then
  mkdir -p "$folder"
  cd "$folder"
  echo '{ "private": true, "type": "module" }' >package.json
  # shellcheck disable=SC2086 # words on purpose
  npm install --no-audit --no-fund --no-package-lock --loglevel=error $packages >&2
  echo "$packages" >.complete
fi
echo "$folder"
