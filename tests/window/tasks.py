#!/usr/bin/python3
# tasks.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Does the tasks of tasks.txt in the real window by keys alone, counts the keys, and asks the
# server what came of them.
#
#     tasks.py RELATIONS RELATIONS_CLI

import os
import re
import sys
import tempfile

from driver import Atspi, Person, Server, Window, read_clipboard, wait_for

ENTRY = Atspi.Role.ENTRY
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON


def read_table():
    """What stands in the last column, by the number of the task."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "tasks.txt")
    with open(path, encoding="utf-8") as file:
        rows = [re.split(r" *\| *", line.strip()) for line in file if not line.startswith("#")]
    return {int(number): keys for number, _, keys in rows}


class Tasks(Person):
    def __init__(self, server, window, program):
        super().__init__(server, window)
        self.program = program
        self.counted = {}
        self.users = [relation for relation in server.ask("/relations")
                      if relation["related_collection"] == "directus_users" and relation["schema"]
                      and not relation["collection"].startswith("directus_")]

    def do(self, number):
        """Does a task, and remembers how many keys it took."""
        before = self.window.n_keys
        getattr(self, "do_%u" % number)()
        self.counted[number] = self.window.n_keys - before

    def do_1(self):
        """In a window of its own, which asks what to open."""
        with tempfile.TemporaryDirectory(prefix="relations-") as folder:
            with Window(self.program, folder) as window:
                window.wait(Atspi.Role.TEXT, "Address")
                window.press("alt+t")
                window.wait(Atspi.Role.LABEL, "27 fields")
                self.window.n_keys += window.n_keys

    def do_2(self):
        self.go("articles author", "articles.author")
        self.window.wait_focus(Atspi.Role.PANEL, "articles, 1 relation")

    def do_3(self):
        self.choose_on_delete("End")

    def do_4(self):
        self.window.press("ctrl+z")

    def do_5(self):
        self.go("all rel", "Show All Relations")
        self.window.wait_focus(ENTRY, "Filter Relations")
        self.window.type("to:directus_users")
        self.window.press("Return")
        expected = {"%s.%s" % (relation["collection"], relation["field"]) for relation in self.users}
        wait_for("the rows %s" % sorted(expected), lambda: self.list_rows() == expected)
        self.window.wait_focus(Atspi.Role.TABLE_ROW)

    def list_rows(self):
        return {row.name for row in self.window.list(Atspi.Role.TABLE_ROW) if "." in row.name}

    def do_6(self):
        self.window.press("ctrl+a")
        self.window.wait(Atspi.Role.LABEL, "%u relations selected" % len(self.users))
        self.window.press("alt+d")
        self.window.wait_focus(Atspi.Role.MENU_ITEM, "No action")
        self.window.press("Down")
        self.window.wait_focus(Atspi.Role.MENU_ITEM, "Restrict")
        self.window.press("Return")

    def do_7(self):
        self.go("articles", "articles")
        self.window.wait_focus(Atspi.Role.PANEL, "articles, ")
        self.window.press("ctrl+shift+n")
        self.window.wait(Atspi.Role.LIST_ITEM, "Many to One", Atspi.StateType.FOCUSED)
        self.window.press("Down", "Down")
        self.window.wait_focus(Atspi.Role.LIST_ITEM, "Many to Many")
        self.window.press("Return")
        self.window.wait_focus(PUSH_BUTTON, "Related Collection")
        self.window.press("Return")
        self.window.wait_focus(ENTRY, "Filter")
        self.window.type("tags")
        self.window.press("Return")
        self.window.wait_focus(PUSH_BUTTON, "Related Collection: tags")
        self.window.press("alt+n")
        self.window.wait_focus(PUSH_BUTTON, "Create")
        self.window.press("Return")
        self.window.wait_for_windows(1)

    def do_8(self):
        self.go("pages.b", "pages.blocks")
        self.window.wait_focus(Atspi.Role.PANEL, "pages, ")
        self.window.press("alt+a")
        self.window.wait_focus(ENTRY, "Filter")
        self.window.type("articles")
        self.window.press("Return", "Escape")
        self.window.wait(Atspi.Role.LABEL, "1 change not published")

    def do_9(self):
        self.go("categories", "categories")
        self.window.wait_focus(Atspi.Role.PANEL, "categories, ")
        self.tab_to(Atspi.Role.LIST_ITEM, "When an Item Is Deleted")
        self.window.press("Return")
        self.window.wait(Atspi.Role.LIST_ITEM, "Deleting an item of “categories” is refused")

    def do_10(self):
        self.go("graphql", "Copy the Last Change as GraphQL")

    def do_12(self):
        self.go("published", "Show What Was Published")
        self.tab_to(PUSH_BUTTON, "Revert")
        self.window.press("Return")
        self.window.wait(PUSH_BUTTON, "Publish 1 Change")
        # It leads to the changes, so the first of the two keys is spared.
        self.window.press("ctrl+Return")

    def do_11(self):
        self.publish()


def get_on_delete(server, relation):
    return server.relation(relation["collection"], relation["field"])["schema"]["on_delete"]


def publish(tasks):
    tasks.do(11)
    tasks.window.wait(PUSH_BUTTON, "Publish 0 Changes")


def do_all(server, window, program):
    tasks = Tasks(server, window, program)
    author = {"collection": "articles", "field": "author"}
    n_before = len(server.ask("/relations"))

    assert get_on_delete(server, author) == "SET NULL"
    tasks.do(2)
    tasks.do(3)
    assert get_on_delete(server, author) == "SET NULL", "sent before it was published"
    tasks.do(4)
    # Had it not been taken back, this would be published with the rest.
    tasks.do(5)
    tasks.do(6)
    publish(tasks)
    assert [get_on_delete(server, relation) for relation in tasks.users] == ["RESTRICT"] * len(tasks.users)
    assert get_on_delete(server, author) == "SET NULL", "published what was taken back"

    tasks.do(7)
    publish(tasks)
    assert len(server.ask("/relations")) == n_before + 2

    tasks.do(8)
    publish(tasks)
    allowed = server.relation("pages_blocks", "item")["meta"]["one_allowed_collections"]
    assert sorted(allowed) == ["articles", "block_image", "block_quote", "block_text"], allowed

    tasks.do_2()
    tasks.do_3()
    tasks.do(10)
    text = wait_for("what was copied", read_clipboard)
    assert "CASCADE" in text and "articles" in text, text
    publish(tasks)
    assert get_on_delete(server, author) == "CASCADE"
    tasks.do(12)
    window.wait(PUSH_BUTTON, "Publish 0 Changes")
    assert get_on_delete(server, author) == "SET NULL"
    tasks.do(9)
    tasks.do(1)
    return tasks.counted


def main():
    table = read_table()
    Atspi.init()
    with tempfile.TemporaryDirectory(prefix="relations-") as folder:
        with (Server(sys.argv[2], os.path.join(folder, "served")) as server,
              Window(sys.argv[1], folder, [server.url], server.token) as window):
            window.wait(Atspi.Role.LABEL, "27 fields")
            counted = do_all(server, window, sys.argv[1])
    expected = {number: int(keys) for number, keys in table.items() if keys.isdigit()}
    assert sorted(table) == list(range(1, 13)), "twelve tasks"
    assert counted == expected, "tasks.txt says %s, it took %s" % (expected, counted)


main()
