#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the JavaScript libraries that clients of Directus use, from the npm registry:
#
#   install.sh    prints the folder that they are in
#
# They are kept in the user's cache, so the next run returns at once. The versions are those
# that Directus 11.3.5 comes with.
set -euo pipefail

packages=(graphql@16.9.0 @directus/sdk@18.0.3)
folder=${XDG_CACHE_HOME:-$HOME/.cache}/relations/sdk

if [ "$(cat "$folder/.complete" 2>/dev/null)" != "${packages[*]}" ]; then
  mkdir -p "$folder"
  cd "$folder"
  echo '{ "private": true }' >package.json
  npm install --no-audit --no-fund --no-package-lock --loglevel=error "${packages[@]}" >&2
  echo "${packages[*]}" >.complete
fi
echo "$folder"
