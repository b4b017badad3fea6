#!/usr/bin/python3
# test-manual.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The manual pages say what the programs say of themselves, all of it and no more.
#
#     test-manual.py RELATIONS RELATIONS_CLI FOLDER

import os
import re
import subprocess
import sys

import tap

RELATIONS, RELATIONS_CLI, FOLDER = sys.argv[1:]
OPTION = re.compile(r"(?<![\w-])--?[a-z][a-z-]*")


def ask(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=30).stdout


def read_page(name):
    """The text of a page, without what only changes its face."""
    with open(os.path.join(FOLDER, name), encoding="utf-8") as file:
        page = file.read()
    return re.sub(r"\\f.", "", page).replace("\\-", "-")


def list_options(text):
    return set(OPTION.findall(text))


def list_commands():
    """What the help says of each command, by its name."""
    names = re.findall(r"^  ([a-z-]+) ", ask(RELATIONS_CLI, "--help"), re.MULTILINE)
    assert len(names) > 15, names
    return {name: ask(RELATIONS_CLI, name, "--help") for name in names}


def list_sections():
    """What the page says of each command, by its name."""
    page = read_page("relations-cli.1")
    commands = page[page.index(".SH COMMANDS"):page.index(".SH OPTIONS")]
    sections = {}
    for part in commands.split("\n.SS ")[1:]:
        name = part.split()[0]
        sections[name] = sections.get(name, "") + part
    return sections


def test_commands():
    assert list(list_commands()) == list(list_sections())


def test_options():
    sections = list_sections()
    for name, text in list_commands().items():
        told = list_options(sections[name])
        assert list_options(text) == told, (name, list_options(text) ^ told)


def test_choices():
    sections = list_sections()
    for name, text in list_commands().items():
        for choices in re.findall(r"=([a-z]+(?:\|[a-z]+)+)", text):
            for choice in choices.split("|"):
                assert re.search(r"\b%s\b" % choice, sections[name]), (name, choice)


def test_options_of_all_commands():
    page = read_page("relations-cli.1")
    told = list_options(page[page.index(".SH OPTIONS"):page.index(".SH EXIT STATUS")])
    assert told == {"--token-file", "-o", "--help", "-h", "--version"}, told
    footer = "".join(ask(RELATIONS_CLI, "--help").splitlines()[-6:])
    assert "--token-file" in footer and "-o FILE" in footer


def test_window():
    page = read_page("relations.1")
    told = list_options(page[page.index(".SH OPTIONS"):page.index(".SH EXIT STATUS")])
    assert list_options(ask(RELATIONS, "--help")) == told, list_options(ask(RELATIONS, "--help")) ^ told


def test_versions():
    version = ask(RELATIONS_CLI, "--version").split()[1]
    for name in ("relations.1", "relations-cli.1"):
        assert '"Relations %s"' % version in read_page(name).splitlines()[1], name


def test_no_warnings():
    for name in ("relations.1", "relations-cli.1"):
        run = subprocess.run(["man", "--warnings", "--encoding=UTF-8", "--local-file", "--troff-device=utf8",
                              "--ditroff", os.path.join(FOLDER, name)], check=True, stdout=subprocess.PIPE,
                             stderr=subprocess.PIPE, text=True, timeout=30, env={"PATH": os.environ["PATH"]})
        assert run.stderr == "", run.stderr
        assert run.stdout != ""


tap.run(sys.modules["__main__"], "/install/manual")
