#!/usr/bin/python3
# test-installed.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Installs the build into a folder of its own, as packagers do, and looks at what came there:
# all files and no others, programs that run from there, and an entry that leads to them.
#
#     test-installed.py BUILD SOURCE

import configparser
import os
import struct
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

import tap

BUILD, SOURCE = sys.argv[1:]
APP_ID = "org.example.Relations"
sys.path.insert(0, os.path.join(SOURCE, "tests", "window"))

from driver import Atspi, Window  # noqa: E402

folder = tempfile.TemporaryDirectory(prefix="relations-installed-")
# Without what the build gives its own programs, so that the installed files are found or missed.
environment = {name: value for name, value in os.environ.items()
               if name not in ("GSETTINGS_SCHEMA_DIR", "XDG_DATA_DIRS")}
environment.update({"XDG_%s_HOME" % name: os.path.join(folder.name, name.lower())
                    for name in ("DATA", "STATE", "CONFIG", "CACHE")})


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=120, env=environment).stdout


def install():
    """Where it was installed: a prefix, in a folder for packagers."""
    root = os.path.join(folder.name, "root")
    run("meson", "install", "-C", BUILD, "--no-rebuild", "--quiet", "--destdir", root)
    for path, folders, _ in os.walk(root):
        if "bin" in folders:
            return path
    raise AssertionError("no programs")


def list_files(top):
    return {os.path.relpath(os.path.join(path, name), top) for path, _, names in os.walk(top) for name in names}


def read_languages():
    with open(os.path.join(SOURCE, "po", "LINGUAS"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


PREFIX = install()
SHARE = os.path.join(PREFIX, "share")


def test_files():
    expected = {
        "bin/relations",
        "bin/relations-cli",
        "share/applications/%s.desktop" % APP_ID,
        "share/doc/relations/checks.md",
        "share/doc/relations/query.md",
        "share/glib-2.0/schemas/%s.gschema.xml" % APP_ID,
        "share/man/man1/relations.1",
        "share/man/man1/relations-cli.1",
        "share/metainfo/%s.metainfo.xml" % APP_ID,
        "share/mime/packages/%s.xml" % APP_ID,
    }
    icons = os.path.join(SOURCE, "data", "icons")
    expected |= {"share/icons/" + path for path in list_files(icons)}
    expected |= {"share/locale/%s/LC_MESSAGES/relations.mo" % language for language in read_languages()}
    assert list_files(PREFIX) == expected, list_files(PREFIX) ^ expected


def test_icons_are_ours():
    """All programs share these folders, and what is there goes before the icons in a program."""
    for path in list_files(os.path.join(SHARE, "icons")):
        assert os.path.basename(path).startswith(APP_ID), path


def test_command_line():
    lines = run(os.path.join(PREFIX, "bin", "relations-cli"), "list", "sample").splitlines()
    assert len(lines) > 10, lines


def test_libraries_are_the_systems():
    for name in ("relations", "relations-cli"):
        said = run("readelf", "--wide", "--dynamic", os.path.join(PREFIX, "bin", name))
        assert "(NEEDED)" in said and "PATH)" not in said, said


def test_manual():
    environment["MANPATH"] = os.path.join(SHARE, "man")
    for name in ("relations", "relations-cli"):
        assert run("man", "--where", name).startswith(SHARE), name


def test_entry():
    entry = configparser.ConfigParser(interpolation=None, strict=True)
    entry.optionxform = str
    entry.read(os.path.join(SHARE, "applications", APP_ID + ".desktop"), encoding="utf-8")
    main = entry["Desktop Entry"]
    groups = ["Desktop Entry"] + ["Desktop Action " + name for name in main["Actions"].rstrip(";").split(";")]
    assert entry.sections() == groups, entry.sections()
    for group in groups:
        assert os.access(os.path.join(PREFIX, "bin", entry[group]["Exec"].split()[0]), os.X_OK), group
    icons = {os.path.basename(path) for path in list_files(os.path.join(SHARE, "icons"))}
    assert main["Icon"] + ".svg" in icons and main["Icon"] + "-symbolic.svg" in icons, icons
    with open(os.path.join(SHARE, "mime", "packages", APP_ID + ".xml"), encoding="utf-8") as file:
        types = ElementTree.parse(file).iter("{http://www.freedesktop.org/standards/shared-mime-info}mime-type")
    assert {kind.get("type") for kind in types} <= set(main["MimeType"].split(";"))


def test_metainfo():
    about = ElementTree.parse(os.path.join(SHARE, "metainfo", APP_ID + ".metainfo.xml")).getroot()
    for summary in about.findall("summary"):
        # Longer ones are cut where programs are listed.
        assert summary.get("{http://www.w3.org/XML/1998/namespace}lang") or len(summary.text) <= 35, summary.text
    images = about.findall("screenshots/screenshot/image")
    assert len(images) >= 2
    for image in images:
        path = os.path.join(SOURCE, "data", "screenshots", os.path.basename(image.text))
        with open(path, "rb") as file:
            width, height = struct.unpack(">II", file.read(24)[16:])
        assert (str(width), str(height)) == (image.get("width"), image.get("height")), (path, width, height)


def test_window():
    run("glib-compile-schemas", os.path.join(SHARE, "glib-2.0", "schemas"))
    os.environ.pop("GSETTINGS_SCHEMA_DIR", None)
    os.environ["XDG_DATA_DIRS"] = SHARE + ":/usr/share"
    with Window(os.path.join(PREFIX, "bin", "relations"), folder.name, ["sample"]) as window:
        window.wait(Atspi.Role.LABEL, "27 fields")


with folder:
    Atspi.init()
    tap.run(sys.modules["__main__"], "/install/installed")
