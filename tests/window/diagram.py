#!/usr/bin/python3
# diagram.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Finds a relation among a thousand collections in the diagram, changes it there, draws a new one and moves a card;
# undoes each of these, and begins again: what was not published is still there. First by keys alone, then without
# any. What came of it is read from the file, and from an arrangement that the window wrote.
#
#     diagram.py RELATIONS RELATIONS_CLI

import itertools
import json
import os
import subprocess
import sys
import tempfile

from driver import DEADLINE_S, Atspi, Person, Window, wait_for
from pointer import Pointer
from snapshot import make_relation, read_relations, write_snapshot

ENTRY = Atspi.Role.ENTRY
LABEL = Atspi.Role.LABEL
LIST_ITEM = Atspi.Role.LIST_ITEM
MENU_ITEM = Atspi.Role.MENU_ITEM
PANEL = Atspi.Role.PANEL
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON
TEXT = Atspi.Role.TEXT

ON_DELETE = "When the related item is deleted"

N_COLLECTIONS = 1000
N_CHANGES = 3  # a setting, a field and a relation
CORNER_PX = 24  # from the edge of the page
MOST_STEPS = 200  # of the wheel, over all of the picture
LEAST_WAY = 40  # of a card that is moved


def name_of(nth):
    return "part%04u" % nth


def whole_of(name):
    return name_of(int(name[-4:]) // 2)


def make_snapshot(path):
    """Each collection is a part of another one."""
    names = [name_of(nth) for nth in range(N_COLLECTIONS)]
    write_snapshot(path, names, [make_relation(name, "whole", whole_of(name)) for name in names[1:]])


def is_written(path):
    try:
        return read_pins(path)
    except (FileNotFoundError, json.JSONDecodeError):
        return None


def read_pins(path):
    with open(path, encoding="utf-8") as file:
        return {card["name"]: (card["x"], card["y"]) for card in json.load(file)["cards"]}


class Picture:
    """A collection and those next to it, as the command line lays them out."""

    def __init__(self, cli, path, collection):
        text = subprocess.run([cli, "export", path, "--format=layout", "--around", collection, "--steps", "1"],
                              stdout=subprocess.PIPE, timeout=DEADLINE_S, check=True).stdout
        layout = json.loads(text)
        self.width, self.height = layout["width"], layout["height"]
        self.cards = {card["name"]: card for card in layout["cards"]}
        self.ends = {edge["from"]: edge["points"][0] for edge in layout["edges"]}

    def get_middle(self, collection):
        card = self.cards[collection]
        return card["x"] + card["width"] / 2, card["y"] + card["height"] / 2

    def get_row(self, collection, field):
        return self.get_middle(collection)[0], self.ends["%s.%s" % (collection, field)][1]


class Keys(Person):
    def __init__(self, window, picture):
        super().__init__(None, window)
        self.picture = picture

    def go_into_canvas(self, name):
        """The picture is at a name that begins so, and the keys go on from there."""
        self.window.press("ctrl+d")
        wait_for("“%s” in the picture" % name, lambda: self.window.is_in_canvas(name))

    def find(self, collection):
        self.go(collection + " whole", collection + ".whole")
        self.window.wait_focus(PANEL, collection)
        self.go_into_canvas(collection + ".whole")
        # The page beside the picture comes a moment later, and does not hear keys before it is laid out.
        wait_for("the relation beside the picture", lambda: self.window.is_laid_out(PUSH_BUTTON, ON_DELETE))

    def find_card(self, collection):
        self.go(collection, collection)
        self.window.wait_focus(PANEL, collection)
        self.go_into_canvas(collection + ",")

    def arrange(self, name):
        """Does something of the menu for arranging. That is gone to step by step: while its page of the menu slides
        in, a letter means what is on the other page as well, and chooses nothing then."""
        self.go_into_canvas("part")
        self.window.press("shift+Tab")
        self.window.wait_focus(PUSH_BUTTON, "Diagram Menu")
        self.window.press("Return")
        self.window.wait_focus(MENU_ITEM, "Names of Collections")
        self.window.press("g")
        wait_for("the page for arranging", self.is_at_arranging)
        self.tab_until(lambda: self.window.has_focus(MENU_ITEM, name), "Down")
        self.window.press("Return")

    def is_at_arranging(self):
        """Its first row, which leads back, is called as the one that leads there."""
        rows, focus = self.window.list(MENU_ITEM, "Arrange"), self.window.find_focus()
        return focus is not None and rows != [] and focus.path == rows[-1].path

    def pin(self, collection):
        self.find_card(collection)
        self.arrange("Pin Where It Stands")
        wait_for("the card to be pinned", lambda: self.window.is_in_canvas(collection + ", 1 relation, pinned"))

    def save_arrangement(self, path):
        """The question for a file knows the suffix."""
        self.arrange("Save Arrangement")
        self.window.wait_focus(TEXT, "Name")
        self.window.type(path.removesuffix(".json"))
        self.window.press("Return")
        wait_for("all of the file", lambda: is_written(path))

    def move(self, collection):
        self.find_card(collection)
        self.window.press("ctrl+shift+Right")

    def choose(self):
        self.choose_on_delete("End")

    def draw(self, collection, related):
        """To the end of the line that there is, which is chosen as well."""
        self.find(collection)
        is_right = self.picture.get_middle(related)[0] > self.picture.get_middle(collection)[0]
        self.window.press("shift+Right" if is_right else "shift+Left")
        wait_for("“%s” as well" % related, lambda: self.window.is_in_canvas(related + ","))
        self.window.press("Insert")
        self.window.wait(PUSH_BUTTON, "Related Collection: " + related)
        self.window.press("alt+n")
        self.window.wait_focus(PUSH_BUTTON, "Create")
        self.window.press("Return")
        self.window.wait_for_windows(1)

    def undo(self):
        self.window.press("ctrl+z")

    def redo(self):
        self.window.press("ctrl+shift+z")


class Clicks(Keys):
    def __init__(self, window, picture):
        super().__init__(window, picture)
        self.pointer = Pointer(window)

    def show(self, text, row, name):
        """Goes to what a text finds in the list, and from there into the picture."""
        self.pointer.enter(ENTRY, "Filter Collections", text)
        self.pointer.choose_row(row)
        self.pointer.click_row("Diagram")
        self.window.wait_canvas(name)

    def wait_seen(self, name):
        wait_for("“%s” to be seen" % name, lambda: self.pointer.find_still(lambda: self.window.list(PUSH_BUTTON, name)))

    def find(self, collection):
        """The page beside the picture is there then, which leaves it less room."""
        self.show(collection + " whole", "whole", collection + ".whole")
        self.wait_seen(ON_DELETE)

    def find_card(self, collection):
        self.show(collection, collection, collection + ",")
        self.wait_seen("Add Relation…")

    def find_scale(self):
        """In percent; None before there is one."""
        names = [node.name for node in self.window.list(PUSH_BUTTON)]
        return next((int(name.removesuffix(" %")) for name in names if name.endswith(" %")), None)

    def zoom_in(self):
        """Until that is done: a button is clicked a quarter of a second after it was asked for."""
        before = wait_for("a scale", self.find_scale)
        self.pointer.do(PUSH_BUTTON, "Zoom In")
        wait_for("another scale than %u %%" % before, lambda: self.find_scale() not in (None, before))

    def move(self, collection):
        """Out of sight to the left and above, a card that is wanted comes no farther than into the corner."""
        self.find_card(collection)
        while wait_for("a scale", self.find_scale) < 100:
            self.zoom_in()
        canvas = self.window.wait_canvas(collection + ",")
        self.pointer.turn_wheel(canvas, "5", MOST_STEPS)
        self.pointer.turn_wheel(canvas, "7", MOST_STEPS)
        self.find_card(collection)
        start = CORNER_PX + 40, CORNER_PX + 10
        self.pointer.drag(canvas, start, (start[0] + 90, start[1] + 50))

    def choose(self):
        self.pointer.do(PUSH_BUTTON, ON_DELETE)
        self.pointer.click_row("Cascade")

    def draw(self, collection, related):
        """With nothing else in sight, in the middle of the page, once that is its picture."""
        self.find(collection)
        self.pointer.do(PUSH_BUTTON, "Diagram Menu")
        self.pointer.click(MENU_ITEM, "Only Around")
        self.wait_seen("Show All")
        canvas = self.window.wait_canvas("part")
        start, end = self.picture.get_row(collection, "whole"), self.picture.get_middle(related)
        self.pointer.drag(canvas, self.find_place(canvas, start), self.find_place(canvas, end))
        self.window.wait(PUSH_BUTTON, "Related Collection: " + related)
        self.pointer.do(PUSH_BUTTON, "Next")
        self.pointer.do(PUSH_BUTTON, "Create")
        self.window.wait_for_windows(1)

    def find_place(self, canvas, point):
        _, _, width, height = canvas.get_extents()
        return (width - self.picture.width) / 2 + point[0], (height - self.picture.height) / 2 + point[1]

    def undo(self):
        self.pointer.do(PUSH_BUTTON, "Undo")

    def redo(self):
        self.pointer.do(PUSH_BUTTON, "Redo")


class Canvas(Window):
    def find_in_diagram(self, role, name):
        """Something on the page of the diagram. It comes after what finds something in it; pages have pictures, and
        relations, as well."""
        nodes = itertools.dropwhile(lambda node: not node.matches(ENTRY, "Find in the Diagram"), self.walk())
        return next((node for node in nodes if node.matches(role, name)), None)

    def is_laid_out(self, role, name):
        """Whether something on the page of the diagram has a place in the window."""
        node = self.find_in_diagram(role, name)
        return node is not None and 0 not in node.get_extents()[2:]

    def find_canvas(self, name):
        """The picture, if it says that one is there in it, and no other picture follows."""
        canvas = self.find_in_diagram(PANEL, name)
        return canvas if canvas is not None and not canvas.has_state(Atspi.StateType.BUSY) else None

    def wait_canvas(self, name):
        return wait_for("“%s” in the picture" % name, lambda: self.find_canvas(name))

    def is_in_canvas(self, name):
        self.focus_newest()
        canvas, focus = self.find_canvas(name), self.find_focus()
        return canvas is not None and focus is not None and canvas.path == focus.path

    def has_changes(self, count):
        text = "%u change%s not published" % (count, "" if count == 1 else "s")
        return self.find(LABEL, text) is not None

    def wait_for_changes(self, count):
        wait_for("%u changes" % count, lambda: self.has_changes(count))

    def has_last(self, name):
        """Whether an edit is the one that can be undone."""
        return any(node.description == "Undo: " + name for node in self.list(PUSH_BUTTON, "Undo"))


def do_again(hands, what, is_done):
    """What was done is taken back, and done again."""
    wait_for(what, is_done)
    hands.undo()
    wait_for("not " + what, lambda: not is_done())
    hands.redo()
    wait_for(what, is_done)


def check_pins(before, after, collection):
    """Just one card stands elsewhere than before, to the right."""
    assert list(before) == list(after) == [collection], (before, after)
    assert after[collection][0] > before[collection][0] + LEAST_WAY, (before, after)


def check_relations(path, before, collection, related):
    """One was changed, and one is new."""
    after = read_relations(path)
    new = after.pop((collection, related))
    assert (new["related_collection"], new["schema"]["foreign_key_table"]) == (related, related), new
    changed = [place for place, relation in after.items() if relation != before[place]]
    assert changed == [(collection, "whole")] and len(after) == len(before), changed
    assert after[changed[0]]["schema"]["on_delete"] == "CASCADE", after[changed[0]]


def work(hands, window, collection, moved):
    hands.move(moved)
    do_again(hands, "the card elsewhere", lambda: window.has_last("Move " + moved))
    hands.find(collection)
    hands.choose()
    do_again(hands, "a change", lambda: window.has_changes(1))
    hands.draw(collection, whole_of(collection))
    do_again(hands, "a relation", lambda: window.has_changes(N_CHANGES))


def journey(program, cli, folder, kind):
    """What is asked is asked by keys."""
    path, pinned, kept = [os.path.join(folder, name + ".json") for name in ("parts", "pinned", "kept")]
    collection, moved = name_of(777), name_of(888)
    make_snapshot(path)
    before = read_relations(path)
    picture = Picture(cli, path, collection)
    with Canvas(program, folder, [path]) as window:
        window.wait(LIST_ITEM, name_of(0))
        asked = Keys(window, picture)
        asked.pin(moved)
        asked.save_arrangement(pinned)
        work(kind(window, picture), window, collection, moved)
    assert read_relations(path) == before, "sent before it was published"
    with Canvas(program, folder, [path]) as window:
        window.wait_for_changes(N_CHANGES)
        asked = Keys(window, picture)
        asked.save_arrangement(kept)
        check_pins(read_pins(pinned), read_pins(kept), moved)
        asked.publish()
        window.wait(PUSH_BUTTON, "Publish 0 Changes")
    check_relations(path, before, collection, whole_of(collection))


def main():
    Atspi.init()
    for kind in (Keys, Clicks):
        with tempfile.TemporaryDirectory(prefix="relations-") as folder:
            journey(sys.argv[1], sys.argv[2], folder, kind)


main()
