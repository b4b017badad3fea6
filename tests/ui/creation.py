#!/usr/bin/python3
# creation.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The real window, driven over the accessibility bus and by keys, as a person does who cannot
# see it: makes a relation of each kind, publishes them, deletes one and takes that back. What
# came of it is asked of the server, by a client that knows nothing of the program's.
#
#     creation.py RELATIONS RELATIONS_CLI

import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

DEADLINE_S = 15

# The kind; how often the down key is pressed in the list of kinds; what is chosen, and where;
# the relation that the server is asked for, and its one_field.
KINDS = [
    ("m2o", 0, ("Related Collection", "authors"), "articles/made_m2o", None),
    ("o2m", 1, ("Related Collection", "comments"), "comments/articles_id", "made_o2m"),
    ("m2m", 2, ("Related Collection", "authors"), "articles_authors/articles_id", "made_m2m"),
    ("m2a", 3, ("Allowed Collections", "authors"), "articles_made_m2a/articles_id", "made_m2a"),
    ("translations", 4, None, "articles_translations_1/articles_id", "made_translations"),
    ("file", 5, None, "articles/made_file", None),
    ("files", 6, None, "articles_files_1/articles_id", "made_files"),
    ("tree", 7, None, "articles/parent", "made_tree"),
]


class Server:
    """The sample, served; and a second client of it."""

    def __init__(self, cli, folder):
        environment = dict(os.environ, XDG_DATA_HOME=os.path.join(folder, "served"))
        self.process = subprocess.Popen([cli, "serve", "sample"], env=environment, stdout=subprocess.PIPE, text=True)
        self.url = self.read("url=")
        self.token = self.read("token=")

    def read(self, key):
        line = self.process.stdout.readline().strip()
        assert line.startswith(key), line
        return line[len(key):]

    def ask(self, path):
        """The data at a path; None if the server says that there is none."""
        request = urllib.request.Request(self.url + path, headers={"Authorization": "Bearer " + self.token})
        try:
            with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:
                return json.load(answer)["data"]
        except urllib.error.HTTPError as error:
            assert error.code == 403, error
            return None

    def stop(self):
        self.process.terminate()
        self.process.wait(DEADLINE_S)


def wait_for(what, condition):
    """Waits until something is so, and gives it."""
    end = time.monotonic() + DEADLINE_S
    pause = GLib.MainContext.default()
    while time.monotonic() < end:
        while pause.iteration(False):
            pass
        try:
            found = condition()
        except GLib.Error:
            # What was looked at is gone meanwhile.
            found = None
        if found:
            return found
        time.sleep(0.02)
    raise AssertionError("This did not come: " + what)


def walk(node):
    for i in range(node.get_child_count()):
        child = node.get_child_at_index(i)
        if child is not None:
            yield child
            yield from walk(child)


def has_state(node, state):
    node.clear_cache()
    return node.get_state_set().contains(state)


class Window:
    """The program, by what it tells to a screen reader."""

    KEYCODES = {"Control": 37, "Shift": 50, "Down": 116, "Return": 36, "Delete": 119, "F6": 72, "z": 52, "n": 57,
                "f": 41, "Escape": 9}

    def __init__(self, program, server, folder):
        # GTK 4.8 itself is critical of being asked for a widget that goes away just then.
        environment = dict(os.environ, RELATIONS_TOKEN=server.token, GTK_A11Y="atspi", G_DEBUG="")
        for name in ("DATA", "STATE", "CONFIG", "CACHE"):
            environment["XDG_%s_HOME" % name] = os.path.join(folder, name.lower())
        self.process = subprocess.Popen([program, server.url], env=environment)
        self.app = wait_for("the program", self.find_app)

    def find_app(self):
        assert self.process.poll() is None, "the program ended"
        desktop = Atspi.get_desktop(0)
        for i in range(desktop.get_child_count()):
            app = desktop.get_child_at_index(i)
            if app is not None and app.get_process_id() == self.process.pid:
                return app
        return None

    def find(self, role, name, active=False):
        """What has a role, and a name that begins so; with active, only what does something."""
        assert self.process.poll() is None, "the program ended"
        self.app.clear_cache()
        for node in walk(self.app):
            if node.get_role() == role and node.get_name().replace("_", "").startswith(name.replace("_", "")):
                if not active or Atspi.Action.get_n_actions(node) > 0:
                    return node
        return None

    def wait(self, role, name, active=False):
        return wait_for("%s “%s”" % (role.value_nick, name), lambda: self.find(role, name, active))

    def click(self, name):
        node = self.wait(Atspi.Role.PUSH_BUTTON, name, True)
        wait_for("a sensitive “%s”" % name, lambda: has_state(node, Atspi.StateType.SENSITIVE))
        assert Atspi.Action.do_action(node, 0)

    def find_focus(self, role, name=""):
        """What has the focus in one of the windows, a role, and a name that begins so."""
        self.app.clear_cache()
        for node in walk(self.app):
            if (has_state(node, Atspi.StateType.FOCUSED) and node.get_role() == role and
                    node.get_name().replace("_", "").startswith(name.replace("_", ""))):
                return node
        return None

    def wait_for_focus(self, role, name=""):
        return wait_for("the focus on %s “%s”" % (role.value_nick, name), lambda: self.find_focus(role, name))

    def write(self, text):
        """Writes into the entry that has the focus."""
        assert Atspi.EditableText.set_text_contents(self.wait_for_focus(Atspi.Role.ENTRY, "Filter"), text)

    def press(self, keys):
        """Presses a key, after others with plus signs."""
        codes = [self.KEYCODES[key] for key in keys.split("+")]
        for code in codes:
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.PRESS)
        for code in reversed(codes):
            Atspi.generate_keyboard_event(code, None, Atspi.KeySynthType.RELEASE)

    def wait_for_changes(self, n_changes):
        """Waits until so many changes are to be published."""
        self.wait(Atspi.Role.PUSH_BUTTON, "Publish %u Change" % n_changes)

    def stop(self):
        self.process.terminate()
        self.process.wait(DEADLINE_S)


def choose(window, row, value):
    """Opens the list of a row, filters it and takes the first that matches."""
    window.click(row + ": ")
    window.write(value)
    window.press("Return")
    if row.startswith("Allowed"):
        window.press("Escape")
    window.wait(Atspi.Role.PUSH_BUTTON, "%s: %s" % (row, value))


def check_mistake(window, entry):
    """A wrong name is said to be wrong, and why, where it is typed; and one cannot go on."""
    Atspi.EditableText.set_text_contents(entry, "a/b")
    # GTK 4.8 has another word for it than later ones.
    wait_for("an invalid entry", lambda: has_state(entry, Atspi.StateType.INVALID) or
             has_state(entry, Atspi.StateType.INVALID_ENTRY))
    relations = [r for r in entry.get_relation_set() if r.get_relation_type() == Atspi.RelationType.DESCRIBED_BY]
    words = [r.get_target(i).get_name() for r in relations for i in range(r.get_n_targets())]
    assert any("slash" in word for word in words), words
    assert not has_state(window.wait(Atspi.Role.PUSH_BUTTON, "Next"), Atspi.StateType.SENSITIVE)


def begin(window, n_down):
    """Opens the assistant and chooses a kind, by keys."""
    window.press("Control+Shift+n")
    window.wait_for_focus(Atspi.Role.LIST_ITEM, "Many to One")
    for _ in range(n_down):
        window.press("Down")
    window.press("Return")
    window.wait(Atspi.Role.TEXT, "Name of the")


def make(window, server, kind, n_down, chosen, path, one_field):
    begin(window, n_down)
    if window.find(Atspi.Role.PUSH_BUTTON, "Collection: articles") is None:
        choose(window, "Collection", "articles")
    if chosen is not None:
        choose(window, *chosen)
    entry = window.wait(Atspi.Role.TEXT, "Name of the")
    if kind == "m2o":
        check_mistake(window, entry)
    Atspi.EditableText.set_text_contents(entry, "made_" + kind)
    window.click("Next")
    window.click("Create")
    wait_for("the end of the dialog", lambda: window.find(Atspi.Role.PUSH_BUTTON, "Create") is None)
    assert server.ask("/fields/articles/made_" + kind) is None, "sent before it was published"

    publish(window)
    relation = wait_for("the relation " + path, lambda: server.ask("/relations/" + path))
    assert relation["meta"]["one_field"] == one_field, relation
    assert server.ask("/fields/articles/made_" + kind) is not None
    print("made", kind, flush=True)


def publish(window):
    window.click("Review")
    window.click("Publish")
    window.wait_for_changes(0)


def delete(window, server, field, path):
    window.press("Control+f")
    window.write(field)
    window.press("Return")
    window.wait(Atspi.Role.LABEL, "articles." + field)
    window.press("F6")
    wait_for("the list", lambda: window.find_focus(Atspi.Role.ENTRY) is None)
    window.press("Delete")
    window.wait_for_changes(2)
    window.press("Control+z")
    window.wait_for_changes(0)
    assert server.ask("/fields/articles/" + field) is not None

    window.press("Control+Shift+z")
    window.wait_for_changes(2)
    publish(window)
    wait_for("the end of the list", lambda: server.ask("/fields/articles/" + field) is None)
    assert server.ask("/relations/" + path)["meta"]["one_field"] is None
    print("deleted", field, flush=True)


def main():
    Atspi.init()
    with tempfile.TemporaryDirectory(prefix="relations-") as folder:
        server = Server(sys.argv[2], folder)
        try:
            window = Window(sys.argv[1], server, folder)
            try:
                window.wait(Atspi.Role.LABEL, "articles")
                for case in KINDS:
                    make(window, server, *case)
                delete(window, server, "made_m2m", "articles_authors/articles_id")
            finally:
                window.stop()
        finally:
            server.stop()


main()
