#!/usr/bin/python3
# empty.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# A project without collections, by keys alone: there is nothing to make a relation of. Somebody
# else makes two; the window goes to the first one, and a relation is made. It is read from the file.
#
#     empty.py RELATIONS RELATIONS_CLI

import os
import sys
import tempfile

from driver import Atspi, Person, Window, wait_for
from snapshot import read_relations, write_snapshot

LABEL = Atspi.Role.LABEL
LIST = Atspi.Role.LIST
LIST_ITEM = Atspi.Role.LIST_ITEM
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON


def begin_relation(window):
    window.press("ctrl+shift+n")
    window.wait(LIST_ITEM, "Many to One", Atspi.StateType.FOCUSED)
    window.press("Return")


def make_nothing(window):
    window.wait(LABEL, "No Collections")
    begin_relation(window)
    window.wait_focus(PUSH_BUTTON, "Collection: Choose")
    assert not window.find(PUSH_BUTTON, "Next", Atspi.StateType.SENSITIVE), "something can be made of nothing"
    window.press("Escape")
    window.wait_for_windows(1)


def make_relation(window):
    window.press("F5")
    window.wait(LIST_ITEM, "authors", Atspi.StateType.SELECTED)
    begin_relation(window)
    window.wait_focus(PUSH_BUTTON, "Related Collection: Choose")
    window.press("Return")
    window.wait_focus(LIST, "Related Collection")
    window.press("End", "Return")
    window.wait_focus(PUSH_BUTTON, "Related Collection: books")
    window.press("alt+n")
    window.wait_focus(PUSH_BUTTON, "Create")
    window.press("Return")
    window.wait_for_windows(1)


def main():
    Atspi.init()
    with tempfile.TemporaryDirectory(prefix="relations-") as folder:
        path = os.path.join(folder, "shelf.json")
        write_snapshot(path, [], [])
        with Window(sys.argv[1], folder, [path]) as window:
            make_nothing(window)
            write_snapshot(path, ["authors", "books"], [])
            make_relation(window)
            Person(None, window).publish()
            wait_for("the relation in the file", lambda: list(read_relations(path)) == [("authors", "books")])


main()
