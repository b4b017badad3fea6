#!/usr/bin/python3
# test-types.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The desktop knows a snapshot and a project by their content or name, takes nothing else for
# one, and opens them with the program.
#
#     test-types.py TYPES.xml ENTRY.desktop SNAPSHOT.json RELATIONS_CLI

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

import tap

TYPES, ENTRY, SNAPSHOT, RELATIONS_CLI = sys.argv[1:]
JSON = "application/x-directus-snapshot+json"
YAML = "application/x-directus-snapshot+yaml"
PROJECT = "application/x-directus-project+sqlite3"
SQLITE = "application/vnd.sqlite3"

folder = tempfile.TemporaryDirectory(prefix="relations-types-")
share = os.path.join(folder.name, "share")
environment = dict(os.environ, XDG_DATA_HOME=os.path.join(folder.name, "home"),
                   XDG_CONFIG_HOME=os.path.join(folder.name, "config"), XDG_DATA_DIRS=share + ":/usr/share",
                   # An entry counts only if its program is found.
                   PATH=os.path.dirname(os.path.abspath(RELATIONS_CLI)) + ":" + os.environ["PATH"])


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=60, env=environment).stdout


def install():
    """What an installation does with the files."""
    os.makedirs(os.path.join(share, "mime", "packages"))
    os.makedirs(os.path.join(share, "applications"))
    shutil.copy(TYPES, os.path.join(share, "mime", "packages"))
    shutil.copy(ENTRY, os.path.join(share, "applications"))
    run("update-mime-database", os.path.join(share, "mime"))
    run("update-desktop-database", os.path.join(share, "applications"))


def get_type(name, content):
    path = os.path.join(folder.name, name)
    with open(path, "wb") as file:
        file.write(content)
    said = run("gio", "info", "--attributes=standard::content-type", path)
    os.remove(path)
    return said.split("standard::content-type:")[1].strip()


def export(kind):
    return run(RELATIONS_CLI, "export", SNAPSHOT, "--format=" + kind).encode()


def make_database():
    path = os.path.join(folder.name, "made")
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE articles (id INTEGER PRIMARY KEY)")
    with open(path, "rb") as file:
        return file.read()


def test_snapshots():
    for name in ("schema.json", "schema.snapshot.json", "schema"):
        assert get_type(name, export("snapshot")) == JSON, name
    for name in ("schema.yaml", "schema.yml", "schema.snapshot.yaml", "schema"):
        assert get_type(name, export("yaml")) == YAML, name


def test_other_files():
    for name, content in (("package.json", b'{\n  "version": 1,\n  "name": "directus"\n}\n'),
                          ("empty.json", b"{}\n"), ("list.json", b'["version", "directus"]')):
        assert get_type(name, content) == "application/json", name
    for name, content in (("compose.yaml", b"version: 1\nservices:\n  directus: {}\n"), ("empty.yml", b"a: 1\n")):
        assert get_type(name, content) in ("application/x-yaml", "application/yaml"), name
    assert get_type("note.txt", b"version: 1\n") == "text/plain"


def test_projects():
    database = make_database()
    for name in ("cms.directus.sqlite", "cms.directus.sqlite3", "cms.directus.db"):
        assert get_type(name, database) == PROJECT, name
    for name in ("cms.sqlite", "cms.sqlite3", "cms.db"):
        assert get_type(name, database) == SQLITE, name


def test_opened_with():
    for name in (JSON, YAML, PROJECT, SQLITE):
        said = run("gio", "mime", name)
        assert os.path.basename(ENTRY) in said, said
    assert os.path.basename(ENTRY) not in run("gio", "mime", "text/plain")


def test_icons():
    for name, icon in ((JSON, "snapshot"), (YAML, "snapshot"), (PROJECT, "project")):
        with open(os.path.join(share, "mime", "icons"), encoding="utf-8") as file:
            assert "%s:org.example.Relations-%s\n" % (name, icon) in file.read()


install()
with folder:
    tap.run(sys.modules["__main__"], "/install/types")
