#!/usr/bin/python3
# by_clicks.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The journey without a key: by what the accessibility bus offers to do, and by the pointer.
#
#     by_clicks.py RELATIONS RELATIONS_CLI

from driver import Atspi, wait_for
from journey import NO_CHANGE, Journey, main
from pointer import Pointer

CHECK_BOX = Atspi.Role.CHECK_BOX
ENTRY = Atspi.Role.ENTRY
LIST_ITEM = Atspi.Role.LIST_ITEM
MENU_ITEM = Atspi.Role.MENU_ITEM
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON
TEXT = Atspi.Role.TEXT


class Clicks(Journey):
    prefix = "e2eclicks"

    def __init__(self, server, window):
        super().__init__(server, window)
        self.pointer = Pointer(window)

    def open_sample(self):
        self.pointer.click_row("Try the Sample")

    def connect(self, address, token):
        self.pointer.enter(TEXT, "Address", address)
        self.pointer.enter(TEXT, "Static Token", token)
        self.pointer.scroll_to(PUSH_BUTTON, "Connect")
        self.pointer.do(PUSH_BUTTON, "Connect")

    def go_to_collection(self, collection):
        """The list shows it alone then, and not its folder unfolded."""
        self.pointer.enter(ENTRY, "Filter Collections", collection)
        self.pointer.choose_row(collection)

    def go_to_relation(self, collection, field):
        self.pointer.enter(ENTRY, "Filter Collections", "%s %s" % (collection, field))
        self.pointer.choose_row(field)

    def create(self, kind, *targets):
        self.go_to_collection(self.works)
        self.pointer.do(PUSH_BUTTON, "Add Relation")
        self.window.wait_for_windows(2)
        self.pointer.click_row(kind)
        row = "Allowed Collections" if kind == "Many to Any" else "Related Collection"
        if targets:
            self.pointer.do(PUSH_BUTTON, row)
        for target in targets:
            self.pointer.enter(ENTRY, "Filter", target)
            self.pointer.click_row(target)
        if kind == "Many to Any":
            self.pointer.do(PUSH_BUTTON, row)
        self.pointer.do(PUSH_BUTTON, "Next")
        self.pointer.do(PUSH_BUTTON, "Create")
        self.window.wait_for_windows(1)

    def choose_cascade(self):
        self.pointer.do(PUSH_BUTTON, "When the related item is deleted")
        self.pointer.click_row("Cascade")

    def undo(self):
        self.pointer.do(PUSH_BUTTON, "Undo")

    def keep_mine(self):
        self.pointer.do(PUSH_BUTTON, "Main Menu")
        self.pointer.click(MENU_ITEM, "Refresh")
        self.pointer.click_row("Changes")
        self.pointer.do(PUSH_BUTTON, "Keep Mine")

    def revert(self):
        self.pointer.click_row("History")
        self.pointer.do(PUSH_BUTTON, "Revert")

    def take_over(self):
        self.pointer.click_row("Compare")
        self.pointer.click_first_in("This Project Before…")
        self.pointer.click(CHECK_BOX, "0 of 1 difference")
        self.pointer.do(PUSH_BUTTON, "Take Over")

    def fix_list(self):
        self.pointer.click_row("Checks")
        self.pointer.scroll_to(LIST_ITEM, self.people + ".lost")
        self.pointer.do_in_row(self.people + ".lost", PUSH_BUTTON, "Fix")

    def publish(self):
        """From any page."""
        self.pointer.click_row("Changes")
        wait_for("something to publish", lambda: self.find_publish() not in (None, NO_CHANGE))
        self.pointer.do(PUSH_BUTTON, "Publish ")
        self.wait_for_publishing()


main(Clicks)
