# driver.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The program as a person meets it who cannot see it: found over the accessibility bus by role
# and name, and driven by keys. What came of it is asked of the server by a second client, which
# shares nothing with the program.

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request

from bus import Atspi, Bus, GLib

# A machine with too much to do may be so slow; only what fails takes so long.
DEADLINE_S = 60

# Lines of what the window shows, which a failed test ends with.
MOST_LINES = 300


def wait_for(what, condition):
    """Waits until a condition gives something true, and gives that."""
    end = time.monotonic() + DEADLINE_S
    while True:
        while GLib.MainContext.default().iteration(False):
            pass
        try:
            found = condition()
        except GLib.Error:
            # What was looked at went away meanwhile.
            found = None
        if found:
            return found
        if time.monotonic() > end:
            raise AssertionError("this did not come: %s" % what)
        # Only how often it asks: a condition that holds is never waited for.
        time.sleep(0.02)


class Client:
    """A client of a server that is not the program's."""

    def __init__(self, url, token):
        self.url = url
        self.token = token

    def send(self, method, path, body=None):
        """The data that comes back; None if there is none."""
        data = json.dumps(body).encode() if body is not None else None
        headers = {"Authorization": "Bearer " + self.token, "Content-Type": "application/json"}
        request = urllib.request.Request(self.url + path, data=data, headers=headers, method=method)
        with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:
            text = answer.read()
        return json.loads(text)["data"] if text else None

    def ask(self, path):
        """The data at a path; None if the server says that there is none."""
        try:
            return self.send("GET", path)
        except urllib.error.HTTPError as error:
            with error:
                assert error.code == 403, error
            return None

    def relation(self, collection, field):
        return self.ask("/relations/%s/%s" % (collection, field))


class Server(Client):
    """The sample that is in a folder of data, served; and a client of it."""

    def __init__(self, cli, folder):
        environment = dict(os.environ, XDG_DATA_HOME=folder)
        self.process = subprocess.Popen([cli, "serve", "sample"], env=environment, stdout=subprocess.PIPE, text=True)
        super().__init__(self.read("url="), self.read("token="))

    def read(self, key):
        line = self.process.stdout.readline().strip()
        assert line.startswith(key), line
        return line[len(key):]

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.process.terminate()
        self.process.wait(DEADLINE_S)
        self.process.stdout.close()


def xdotool(*arguments):
    """The words that it answers; none if it finds nothing."""
    return subprocess.run(["xdotool", *arguments], stdout=subprocess.PIPE, timeout=DEADLINE_S, text=True,
                          check=False).stdout.split()


def read_clipboard():
    return subprocess.run(["xclip", "-selection", "clipboard", "-o"], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=DEADLINE_S, text=True, check=False).stdout


class Window:
    """The program, which ends with the block that it is opened for. Counts the keys that it is given."""

    def __init__(self, program, folder, arguments=(), token=None):
        environment = dict(os.environ, GTK_A11Y="atspi")
        if token is not None:
            environment["RELATIONS_TOKEN"] = token
        for name in ("DATA", "STATE", "CONFIG", "CACHE"):
            environment["XDG_%s_HOME" % name] = os.path.join(folder, name.lower())
        self.n_keys = 0
        self.n_moves = 0  # of the focus
        self.listener = Atspi.EventListener.new(self.focus_moved_cb)
        assert self.listener.register("object:state-changed:focused")
        self.process = subprocess.Popen([program, *arguments], env=environment)
        self.app = wait_for("the program on the bus", self.find_app)
        self.bus = Bus(self.app.app.bus_name)

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is not None:
            self.tell()
        self.process.terminate()
        self.process.wait(DEADLINE_S)

    def tell(self):
        """Says what there is, for somebody who is to find out why a test failed."""
        try:
            windows, focus = self.list_windows(), self.find_focus()
        except (AssertionError, GLib.Error) as reason:
            print("nothing is shown: %s" % reason, file=sys.stderr)
            return
        lines = [line for node in windows[-1:] for line in node.describe()]
        # Pages of a stack that are not in sight are among them: GTK 4.8 does not tell which are.
        print("Of %s the last one has this, with the focus in %s:" % (", ".join(map(str, windows)), focus),
              *lines[:MOST_LINES], "(%u lines in all)" % len(lines), sep="\n", file=sys.stderr)

    def focus_moved_cb(self, event):
        self.n_moves += event.detail1

    def check_alive(self):
        assert self.process.poll() is None, "the program ended with %s" % self.process.returncode

    def find_app(self):
        """The program, as soon as it has a window."""
        self.check_alive()
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid and app.get_child_count() > 0:
                return app
        return None

    # Looking

    def list_windows(self):
        self.check_alive()
        return self.bus.list_windows(self.bus.read())

    def walk(self):
        """All that the newest window shows."""
        return (node for window in self.list_windows()[-1:] for node in window.walk())

    def list(self, role, name="", state=None):
        """What the newest window shows with a role, and a name that begins so."""
        return [node for node in self.walk() if node.matches(role, name, state)]

    def find(self, role, name="", state=None):
        return next(iter(self.list(role, name, state)), None)

    def wait(self, role, name="", state=None):
        return wait_for("%s “%s”" % (role.value_nick, name), lambda: self.find(role, name, state))

    def find_focus(self):
        """What in the newest window gets the keys; None if that window does not."""
        focused = [node for node in self.walk() if node.has_state(Atspi.StateType.FOCUSED)]
        return focused[-1] if focused else None

    def has_focus(self, role, name=""):
        """Whether the keys go to something with a role and a name that begins so, or into it."""
        self.focus_newest()
        node = self.find_focus()
        return node is not None and any(ancestor.matches(role, name) for ancestor in node.list_ancestors())

    def wait_focus(self, role, name=""):
        wait_for("the focus in %s “%s”" % (role.value_nick, name), lambda: self.has_focus(role, name))

    def count_moves(self):
        """How often the focus moved, of which nothing is still under way: it answers after it said all."""
        self.app.get_child_count()
        while GLib.MainContext.default().iteration(False):
            pass
        return self.n_moves

    def wait_for_windows(self, count):
        wait_for("%u windows" % count, lambda: len(self.list_windows()) == count)

    # Doing

    def focus_newest(self):
        """Gives the keys to the newest window, as a window manager would; there is none here."""
        self.check_alive()
        title = self.bus.get_newest_title()
        windows = xdotool("search", "--all", "--onlyvisible", "--pid", str(self.process.pid), "--name", "^%s$" % title)
        if windows and xdotool("getwindowfocus") != windows[-1:]:
            xdotool("windowfocus", "--sync", windows[-1])
        return windows

    def press(self, *keys):
        """Presses keys, one after the other; each counts one, however many are held with it."""
        self.n_keys += len(keys)
        wait_for("a window for the keys", self.focus_newest)
        xdotool("key", *keys)

    def type(self, text):
        """Types a text where the focus is; each letter counts one."""
        self.n_keys += len(text)
        wait_for("a window for the keys", self.focus_newest)
        xdotool("type", "--delay", "5", text)


class Person:
    """Somebody who works in the window by keys alone."""

    def __init__(self, server, window):
        self.server = server
        self.window = window

    def go(self, text, title):
        """Goes to what is found by a part of its name."""
        self.window.press("ctrl+k")
        self.window.wait_focus(Atspi.Role.ENTRY, "Collection, relation")
        self.window.type(text)
        self.window.wait(Atspi.Role.LIST_ITEM, title, Atspi.StateType.SELECTED)
        self.window.press("Return")

    def tab_until(self, condition, key="Tab"):
        """Presses a key until the focus is where it is wanted."""
        seen = set()
        while not condition():
            seen.add(self.tab_on(seen, key))

    def tab_to(self, role, name):
        """Once it is there: Tab comes round else before it does."""
        self.window.wait(role, name)
        self.tab_until(lambda: self.window.has_focus(role, name))

    def tab_on(self, seen=(), key="Tab"):
        """Gives the path of what had the focus before."""
        before, n_moves = wait_for("a focus", self.window.find_focus), self.window.count_moves()
        assert before.path not in seen, "%s comes again to %s" % (key, before)
        self.window.press(key)
        # It comes to where it was remembered if that was gone meanwhile.
        wait_for("another focus, after %s" % before, lambda: self.has_moved(before, n_moves))
        return before.path

    def has_moved(self, before, n_moves):
        now = self.window.find_focus()
        return now is not None and (now.path != before.path or self.window.count_moves() > n_moves)

    def choose_on_delete(self, key):
        self.window.press("alt+w")
        self.window.wait_focus(Atspi.Role.LIST, "When the related item is deleted")
        self.window.press(key, "Return")
        self.window.wait_focus(Atspi.Role.LIST_ITEM, "When the related item is deleted")

    def publish(self):
        """Publishes what is in the draft, from any page."""
        self.window.press("ctrl+Return")
        self.window.wait_focus(Atspi.Role.PUSH_BUTTON, "Publish")
        self.window.press("ctrl+Return")
