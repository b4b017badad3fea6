#!/usr/bin/python3
# test-translations.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What is translated is translated so that it works. What is not is only counted, so that a
# new sentence in the program does not wait for all its translations.
#
#     test-translations.py PO_FOLDER

import os
import re
import subprocess
import sys
import tempfile

import tap

FOLDER = sys.argv[1]
# What stands around a quotation.
QUOTES = {"de": "„“"}


def run(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          cwd=os.path.dirname(FOLDER), timeout=60, env=dict(os.environ, LC_ALL="C.UTF-8")).stdout


def list_languages():
    with open(os.path.join(FOLDER, "LINGUAS"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def get_path(language):
    return os.path.join(FOLDER, language + ".po")


def read_pairs(language):
    """Each sentence with one translation of it."""
    text = run("msgattrib", "--translated", "--no-wrap", "--no-location", get_path(language))
    for block in text.split("\n\n"):
        parts = dict(re.findall(r'^(msgid|msgid_plural|msgstr(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\n?)+)', block,
                                re.MULTILINE))
        parts = {key: "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', value)) for key, value in parts.items()}
        if parts.get("msgid"):
            for key, value in parts.items():
                if key.startswith("msgstr"):
                    yield parts["msgid"], value


def test_languages():
    assert {name[:-3] for name in os.listdir(FOLDER) if name.endswith(".po")} == set(list_languages())


def test_valid():
    for language in list_languages():
        # Placeholders, line ends, plurals, and as many keys as there were.
        run("msgfmt", "--check", "--check-accelerators=_", "--output-file=" + os.devnull, get_path(language))


def test_ends():
    for language in list_languages():
        for text, translated in read_pairs(language):
            end = re.search(r"(\\n|[:….?! ]*)$", text).group(1)
            assert translated.endswith(end), (text, translated)


def test_quotes():
    for language in list_languages():
        opening, closing = QUOTES[language]
        for text, translated in read_pairs(language):
            assert translated.count(opening) == translated.count(closing), translated
            assert "”" not in translated and "'" not in translated, translated


def test_counted():
    """Says how much is translated of what the program says now."""
    with tempfile.TemporaryDirectory(prefix="relations-words-") as folder:
        template = os.path.join(folder, "relations.pot")
        said = run("xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
                   "--keyword=g_dngettext:2,3", "--files-from=po/POTFILES.in", "--output=" + template)
        assert said == "", said
        for language in list_languages():
            merged = os.path.join(folder, language + ".po")
            run("msgmerge", "--quiet", "--no-fuzzy-matching", "--output-file=" + merged, get_path(language), template)
            print("# %s: %s" % (language, run("msgfmt", "--statistics", "--output-file=" + os.devnull, merged).strip()))


tap.run(sys.modules["__main__"], "/install/translations")
