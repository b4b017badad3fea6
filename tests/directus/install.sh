#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs a real Directus from the npm registry, for the contract tests:
#
#   install.sh    prints the folder that it is in
#
# Needs node 18 or later, npm, python3, make and g++: sqlite3 and isolated-vm are compiled.
# That takes some minutes; the result is kept in the user's cache, so the next run returns
# at once. DIRECTUS_VERSION chooses another version of 10 or 11. Directus 12 is not
# installed: its licence allows less.
set -euo pipefail

case ${DIRECTUS_VERSION:-11.3.5} in
10.* | 11.*) ;;
*)
  echo "install.sh: Directus $DIRECTUS_VERSION is not 10 or 11" >&2
  exit 1
  ;;
esac

. "$(dirname "$0")/node.sh"
folder=$cache/directus-$version

if [ ! -e "$folder/.complete" ]; then
  mkdir -p "$folder"
  cd "$folder"
  echo '{ "private": true }' >package.json
  npm install --no-audit --no-fund --no-package-lock --loglevel=error "directus@$version" >&2
  touch .complete
fi
echo "$folder"
