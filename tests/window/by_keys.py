#!/usr/bin/python3
# by_keys.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The journey by keys alone.
#
#     by_keys.py RELATIONS RELATIONS_CLI

from driver import Atspi, Person, wait_for
from journey import KINDS, NO_CHANGE, Journey, main

CHECK_BOX = Atspi.Role.CHECK_BOX
ENTRY = Atspi.Role.ENTRY
LIST = Atspi.Role.LIST
LIST_ITEM = Atspi.Role.LIST_ITEM
PANEL = Atspi.Role.PANEL
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON
TEXT = Atspi.Role.TEXT


class Keys(Journey, Person):
    prefix = "e2ekeys"

    def open_sample(self):
        self.window.wait(TEXT, "Address")
        self.window.press("alt+t")

    def connect(self, address, token):
        self.window.wait(TEXT, "Address")
        self.tab_to(LIST_ITEM, "Open a File")
        self.type_in_next(address)
        self.window.press("Tab")
        self.window.wait_focus(Atspi.Role.COMBO_BOX, "Sign In With")
        self.type_in_next(token)
        self.window.press("Return")

    def type_in_next(self, text):
        """A row of libadwaita for a text does not say that it has the focus, so nothing has."""
        self.window.press("Tab")
        wait_for("no focus", lambda: self.window.find_focus() is None)
        self.window.type(text)

    def go_to_relation(self, collection, field):
        self.go("%s %s" % (collection, field), "%s.%s" % (collection, field))
        self.window.wait_focus(PANEL, collection)

    def choose(self, row, *names):
        self.window.wait_focus(PUSH_BUTTON, row)
        self.window.press("Return")
        self.window.wait_focus(ENTRY, "Filter")
        for name in names:
            self.window.type(name)
            self.window.press("Return")

    def create(self, kind, *targets):
        self.go(self.works, self.works)
        self.window.wait_for_windows(1)
        self.window.press("ctrl+shift+n")
        self.window.wait(LIST_ITEM, KINDS[0], Atspi.StateType.FOCUSED)
        for _ in range(KINDS.index(kind)):
            self.window.press("Down")
        self.window.wait_focus(LIST_ITEM, kind)
        self.window.press("Return")
        if kind == "Many to Any":
            self.choose("Allowed Collections", *targets)
            self.window.press("Escape")
        elif targets:
            self.choose("Related Collection", *targets)
            self.window.wait_focus(PUSH_BUTTON, "Related Collection: " + targets[0])
        else:
            self.window.wait(PUSH_BUTTON, "Next")
        self.window.press("alt+n")
        self.window.wait_focus(PUSH_BUTTON, "Create")
        self.window.press("Return")
        self.window.wait_for_windows(1)

    def choose_cascade(self):
        self.choose_on_delete("End")

    def undo(self):
        self.window.press("ctrl+z")

    def keep_mine(self):
        self.window.press("F5")
        self.window.press("ctrl+r")
        self.tab_to(PUSH_BUTTON, "Keep Mine")
        self.window.press("Return")

    def revert(self):
        self.go("published", "Show What Was Published")
        self.tab_to(PUSH_BUTTON, "Revert")
        self.window.press("Return")
        # It leads there, so publishing takes one key.
        self.window.wait(PUSH_BUTTON, "Publish 1 Change")

    def take_over(self):
        self.go("compare", "Compare with Another")
        self.window.wait(LIST, "This Project Before")
        self.tab_to(LIST_ITEM, "A File")
        # The next list is of what was published, the newest first.
        self.tab_on()
        self.window.wait_focus(LIST, "This Project Before")
        self.window.press("Return")
        self.window.wait(CHECK_BOX, "0 of 1 difference")
        self.tab_to(CHECK_BOX, "0 of 1 difference")
        self.window.press("space")
        self.window.press("alt+t")

    def fix_list(self):
        self.go("wrong", "Show What Is Wrong")
        self.tab_to(LIST_ITEM, self.people + ".lost")
        self.tab_on()
        self.window.wait_focus(PUSH_BUTTON, "Fix")
        self.window.press("Return")

    def publish(self):
        """On the page of changes one key is enough; from elsewhere the first goes there."""
        if not self.window.find(LIST_ITEM, "Changes", Atspi.StateType.SELECTED):
            self.window.press("ctrl+Return")
        wait_for("something to publish", lambda: self.find_publish() not in (None, NO_CHANGE))
        self.window.press("ctrl+Return")
        self.wait_for_publishing()


main(Keys)
