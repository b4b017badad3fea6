#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: tests/flatpak/runtime.sh FOLDER
# Makes stand-ins for org.gnome.Platform and org.gnome.Sdk, version 48, out of the
# packages of Debian trixie, which has the same GTK and libadwaita, and installs both in
# FLATPAK_USER_DIR from the repository FOLDER/repo. So the manifest is built where the
# real runtime can not be had. They are not the GNOME runtime: versions, patches and
# paths are Debian's.
#
# Needs root, a Debian with apt set up, and 4 GB.

set -euo pipefail

suite=trixie
version=48
if [ "${RUNTIME_VERSION:-$version}" != "$version" ]; then
  echo "runtime.sh: GNOME's runtime $RUNTIME_VERSION is not installed, and only $version can be stood in for" >&2
  exit 1
fi
: "${FLATPAK_USER_DIR:?where Flatpak is to install}"
folder=$(mkdir -p "$1" && cd "$1" && pwd)
arch=$(flatpak --default-arch)

# What the real one has of what the program uses. It has no libargon2.
platform=(
  adwaita-icon-theme at-spi2-core ca-certificates dbus fonts-cantarell fonts-dejavu-core
  glib-networking gsettings-desktop-schemas hicolor-icon-theme libadwaita-1-0 libgl1-mesa-dri
  libgtk-4-1 libjson-glib-1.0-0 librsvg2-common libsecret-1-0 libsoup-3.0-0 libsqlite3-0
  libyaml-0-2 shared-mime-info
)
sdk=(
  appstream appstream-util desktop-file-utils gcc gettext git libadwaita-1-dev libc6-dev libgnutls28-dev
  libgtk-4-bin libgtk-4-dev libjson-glib-dev libsecret-1-dev libsoup-3.0-dev libsqlite3-dev
  libyaml-dev make man-db groff meson ninja-build patch pkgconf python3 python3-gi
)

# The mirror that apt is set up with here, and what apt was told of its dates: a mirror
# that stands still is past them.
mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' \
  'Origin: Debian' 'Component: main' \
  "Codename: $(. /etc/os-release && echo "$VERSION_CODENAME")" | head -n 1)
dates=()
for option in Acquire::Check-Valid-Until Acquire::Check-Date; do
  value=$(apt-config dump --format '%v' "$option")
  dates+=("--aptopt=$option \"${value:-true}\"")
done

# make_runtime NAME PACKAGE...: org.gnome.NAME of these packages, in FOLDER/repo
make_runtime() {
  local name=$1 root=$folder/$1.root export=$folder/$1
  rm -rf "$root" "$export"
  mmdebstrap --quiet --variant=essential --include="${*:2}" "${dates[@]}" \
    --dpkgopt=force-unsafe-io --dpkgopt='path-exclude=/usr/share/doc/*' \
    "$suite" "$root" "$mirror"
  # A runtime is /usr alone, with /etc in it.
  mkdir -p "$export/files"
  mv "$root/usr" "$export/usr"
  rm -rf "$export/usr/etc"
  mv "$root/etc" "$export/usr/etc"
  rm -rf "$root"
  # Flatpak looks for it in /usr/bin.
  ln -sf ../sbin/ldconfig "$export/usr/bin/ldconfig"
  printf '%s\n' /app/lib 'include /run/flatpak/ld.so.conf.d/*.conf' \
    'include /etc/ld.so.conf.d/*.conf' >"$export/usr/etc/ld.so.conf"
  cat >"$export/metadata" <<END
[Runtime]
name=org.gnome.$name
runtime=org.gnome.Platform/$arch/$version
sdk=org.gnome.Sdk/$arch/$version

[Environment]
GI_TYPELIB_PATH=/app/lib/girepository-1.0
XDG_DATA_DIRS=/app/share:/usr/share:/run/host/user-share:/run/host/share
END
  flatpak build-export --runtime "$folder/repo" "$export" "$version"
  rm -rf "$export"
}

make_runtime Platform "${platform[@]}"
make_runtime Sdk "${platform[@]}" "${sdk[@]}"

flatpak --user remote-add --if-not-exists --no-gpg-verify stand-in "$folder/repo"
for name in Platform Sdk; do
  flatpak --user install --noninteractive --reinstall stand-in "org.gnome.$name//$version"
done
