#!/usr/bin/python3
# drive.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Drives the installed Flatpak by keys over the accessibility bus: the sample opens, one change
# is made and published, and relations-cli in a sandbox of its own is asked what came of it.
#
#     drive.py APP_ID PICTURE.png

import json
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "window"))

from driver import DEADLINE_S, Atspi, Person, Window, xdotool  # noqa: E402

PUSH_BUTTON = Atspi.Role.PUSH_BUTTON


class SandboxedWindow(Window):
    """The program in a sandbox, which has processes of its own: it is known by its name."""

    def __init__(self, app_id, *arguments):
        super().__init__("flatpak", os.environ["HOME"], ["run", "--user", app_id, *arguments])

    def find_app(self):
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_name() in ("relations", "Relations"):
                app.set_cache_mask(Atspi.Cache.NONE)
                return app
        return None

    def focus_newest(self):
        title = self.app.get_child_at_index(self.app.get_child_count() - 1).get_name()
        windows = xdotool("search", "--all", "--onlyvisible", "--name", "^%s$" % title)
        if windows and xdotool("getwindowfocus") != windows[-1:]:
            xdotool("windowfocus", "--sync", windows[-1])
        return windows


def run_cli(app_id, *arguments):
    return subprocess.run(["flatpak", "run", "--user", "--command=relations-cli", app_id, *arguments], check=True,
                          stdout=subprocess.PIPE, timeout=DEADLINE_S, text=True).stdout


def get_on_delete(app_id):
    return json.loads(run_cli(app_id, "show", "sample", "articles", "author", "--json"))["schema"]["on_delete"]


def choose_on_delete(person, key):
    """What becomes of an article when its author is deleted: one of a list, by a key of it."""
    name = "When the related item is deleted"
    person.tab_to(PUSH_BUTTON, name)
    person.window.press("Return")
    person.window.wait_focus(Atspi.Role.LIST, name)
    person.window.press(key, "Return")
    person.window.wait_focus(PUSH_BUTTON, name)


def drive(app_id, window, picture):
    window.wait(Atspi.Role.LABEL, "27 fields")
    assert get_on_delete(app_id) == "SET NULL"

    person = Person(None, window)
    person.go("articles author", "articles.author")
    window.wait_focus(Atspi.Role.PANEL, "articles, 1 relation")
    choose_on_delete(person, "End")
    window.wait(Atspi.Role.LABEL, "1 change not published")
    subprocess.run(["import", "-window", "root", picture], check=True, timeout=DEADLINE_S)
    assert get_on_delete(app_id) == "SET NULL", "sent before it was published"

    person.publish()
    window.wait(Atspi.Role.LABEL, "Published 1 change.")
    assert get_on_delete(app_id) == "CASCADE", "not published"


def main():
    app_id, picture = sys.argv[1:]
    Atspi.init()
    with SandboxedWindow(app_id, "sample") as window:
        drive(app_id, window, picture)


main()
