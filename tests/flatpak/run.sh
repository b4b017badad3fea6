#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/flatpak/run.sh [FOLDER]
# Builds the Flatpak of the tree as it is now with org.example.Relations.json, which runs
# its tests in the sandbox; installs it, drives its window, and asks the installed
# relations-cli what came of that. Prints TAP. The picture of the window is left in
# FOLDER/window.png; FOLDER is _build-flatpak unless given.
#
# All of it is in FOLDER, Flatpak's installation too: nothing of the user's is touched.
# The runtime is GNOME's where it is installed for all users, else the stand-in that
# runtime.sh makes, once. RUNTIME_VERSION takes another one than the manifest names.

set -euo pipefail
cd "$(dirname "$0")/../.."

id=org.example.Relations
named=$(sed -n 's/^ *"runtime-version": "\(.*\)",$/\1/p' "$id.json")
version=${RUNTIME_VERSION:-$named}
folder=$(mkdir -p "${1:-_build-flatpak}" && cd "${1:-_build-flatpak}" && pwd)
export FLATPAK_USER_DIR=$folder/user
# Where the program finds nothing of an earlier run.
export HOME=$folder/home
rm -rf "$folder/home"
mkdir "$folder/home"

.ci/install flatpak flatpak-builder elfutils mmdebstrap git patch python3 xvfb xauth dbus-daemon \
  at-spi2-core gir1.2-atspi-2.0 python3-gi xdotool imagemagick >&2

n=0
# try NAME COMMAND...: one test case; nothing can be tested after one that fails
try() {
  n=$((n + 1))
  if "${@:2}" >"$folder/said" 2>&1; then
    echo "ok $n /flatpak/$1"
  else
    echo "not ok $n /flatpak/$1"
    tail -n 80 "$folder/said" | sed 's/^/# /'
    exit 1
  fi
}

# The tree as it is now, without what git does not keep.
copy_tree() {
  rm -rf "$folder/tree"
  mkdir "$folder/tree"
  git ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
      if [ -e "$file" ]; then printf '%s\0' "$file"; fi
    done |
    tar --create --null --files-from=- | tar --extract --directory="$folder/tree"
  sed -i "s/\(\"runtime-version\": \)\"$named\"/\1\"$version\"/" "$folder/tree/$id.json"
}

# Gets the sources of the modules from where the manifest says. Where that can not be
# reached, the sources that Debian has of the same release are put in place of an archive,
# by name, and what is built then is said.
get_sources() {
  (
    cd "$folder/tree"
    flatpak-builder --download-only --state-dir="$folder/state" "$folder/app" "$id.json" && exit
    echo 'The archives of the manifest can not be had: Debian has them as well'
    "$OLDPWD/tests/flatpak/sources.py" "$id.json" "$folder/sources" trixie libargon2=argon2
  )
}

build() {
  (
    cd "$folder/tree"
    flatpak-builder --user --force-clean --disable-rofiles-fuse --disable-download --install \
      --state-dir="$folder/state" "$folder/app" "$id.json"
  )
}

# The installed program may do what the manifest says, and no more.
compare_permissions() {
  diff -u - <(flatpak info --user --show-permissions "$id") <<'END'
[Context]
shared=network;ipc;
sockets=x11;wayland;fallback-x11;
devices=dri;
END
}

if ! flatpak info "org.gnome.Sdk//$version" >/dev/null 2>&1; then
  try stand-in-runtime env RUNTIME_VERSION="$version" tests/flatpak/runtime.sh "$folder/runtime"
fi
copy_tree
try sources get_sources
sed -n '/ in place of /s/^/# /p' "$folder/said"
try builds-and-passes-its-tests build
try permissions compare_permissions
try command-line flatpak run --user --command=relations-cli "$id" --version
try window timeout 180 xvfb-run -a -s '-screen 0 1200x860x24' dbus-run-session -- \
  /usr/bin/python3 tests/flatpak/drive.py "$id" "$folder/window.png"
echo "1..$n"
