#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# usage: sources.py MANIFEST FOLDER SUITE MODULE=PACKAGE...
# Gets the sources that Debian has of some modules of a Flatpak manifest, into FOLDER, and
# names them in the manifest in place of upstream's archive. It says so: what Debian has of
# a release may be packed anew, and then has another checksum. apt verifies them.

import hashlib
import json
import os
import subprocess
import sys


def get_source(folder, suite, package):
    """Downloads what Debian has of a package's release, and gives its path."""
    os.makedirs(os.path.join(folder, "lists", "partial"), exist_ok=True)
    mirror = subprocess.run(
        ["apt-get", "indextargets", "--format", "$(REPO_URI)", "Created-By: Packages", "Origin: Debian",
         "Component: main"], check=True, stdout=subprocess.PIPE, text=True).stdout.split()[0]
    listing = os.path.join(folder, "suite.list")
    with open(listing, "w", encoding="utf-8") as file:
        file.write("deb-src %s %s main\n" % (mirror, suite))
    apt_get = ["apt-get", "-o", "Dir::Etc::sourcelist=" + listing, "-o", "Dir::Etc::sourceparts=-",
               "-o", "Dir::State::lists=" + os.path.join(folder, "lists")]
    subprocess.run([*apt_get, "update"], check=True)
    subprocess.run([*apt_get, "source", "--download-only", "--tar-only", package], check=True, cwd=folder)
    found = [name for name in os.listdir(folder) if name.startswith(package + "_") and ".orig.tar." in name]
    assert len(found) == 1, found
    return os.path.join(folder, found[0])


def main():
    manifest_path, folder, suite, *pairs = sys.argv[1:]
    packages = dict(pair.split("=") for pair in pairs)
    with open(manifest_path, encoding="utf-8") as file:
        manifest = json.load(file)
    for module in manifest["modules"]:
        if module["name"] not in packages:
            continue
        path = get_source(folder, suite, packages[module["name"]])
        with open(path, "rb") as file:
            checksum = hashlib.sha256(file.read()).hexdigest()
        print("%s: %s in place of %s" % (module["name"], os.path.basename(path), module["sources"][0]["url"]))
        module["sources"] = [{"type": "archive", "path": path, "sha256": checksum}]
    with open(manifest_path, "w", encoding="utf-8") as file:
        json.dump(manifest, file, indent=4)


main()
