# pointer.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Somebody who works without a keyboard: buttons are clicked and texts are entered by what the
# accessibility bus offers to do with them; all else is clicked with the pointer, where the bus
# says that it is.

import time

from driver import Atspi, wait_for, xdotool

# How long it is looked at before it is clicked: a list that is filtered moves in less.
LOOK_S = 0.1

# How long a row that was clicked may take to be the chosen one.
CHOICE_S = 2

# Wheel steps until something is not to be found: longer than any page.
MAX_STEPS = 60


def read_geometry(window):
    """Left, top, width and height of a window on the screen; None if it went away meanwhile."""
    values = dict(word.split("=") for word in xdotool("getwindowgeometry", "--shell", window))
    return tuple(int(values[key]) for key in ("X", "Y", "WIDTH", "HEIGHT")) if values else None


class Pointer:
    def __init__(self, window):
        self.window = window

    # Where it is

    def find_frame(self):
        """The newest window, as soon as it is on the screen, and where it is there."""
        return wait_for("a window for the pointer", self.try_to_find_frame)

    def try_to_find_frame(self):
        frames = self.window.focus_newest()
        geometry = read_geometry(frames[-1]) if frames else None
        return (frames[-1], geometry) if geometry is not None else None

    def find_surface(self, node):
        """The frame or the popover that a node is in, and where that is on the screen."""
        ancestors = [ancestor for ancestor in node.list_ancestors() if ancestor.has_interface("Component")]
        frame, (left, top, width, height) = self.find_frame()
        for popover in xdotool("search", "--onlyvisible", "--pid", str(self.window.process.pid)):
            geometry = read_geometry(popover) if popover != frame else None
            for ancestor in ancestors[:-1]:
                if geometry is not None and ancestor.get_extents()[2:] == geometry[2:]:
                    return ancestor, geometry[:2]
        _, _, inner_width, inner_height = ancestors[-1].get_extents()
        # A frame is less than its window by the border around it.
        return ancestors[-1], (left + (width - inner_width) // 2, top + (height - inner_height) // 2)

    def find_point(self, node):
        """Where a node can be hit on the screen; None if something else is there, or nothing."""
        left, top, width, height = node.get_extents()
        if width == 0 or height == 0:
            return None
        surface, (origin_x, origin_y) = self.find_surface(node)
        surface_x, surface_y, _, _ = surface.get_extents()
        y = top + height // 2
        # GTK 4.8 gives no answer where something is that it does not list, as the picture on a
        # button; beside that is the padding, which is not of the extents, but of the button.
        for x in (left + width // 2, left - 2):
            if surface.is_at(node.path, x, y):
                return origin_x + x - surface_x, origin_y + y - surface_y
        return None

    def find_first(self, nodes):
        """Where the first of some is that can be hit."""
        return next((point for point in map(self.find_point, nodes) if point is not None), None)

    def find_still(self, look):
        """The same of those that a look finds, if it stays there."""
        point = self.find_first(look())
        if point is None:
            return None
        time.sleep(LOOK_S)
        return point if self.find_first(look()) == point else None

    # What it does

    def click(self, role, name):
        """Clicks what has a name that begins so."""
        self.click_one_of("%s “%s”" % (role.value_nick, name), lambda: self.window.list(role, name))

    def click_row(self, name):
        """Clicks a row of just this name."""
        self.click_one_of("the row “%s”" % name, lambda: self.list_rows(name))

    def choose_row(self, name):
        """Clicks a row of just this name until it is the chosen one: what comes into a list moves its rows."""
        wait_for("the row “%s” to be chosen" % name, lambda: self.try_to_choose(name))

    def try_to_choose(self, name):
        self.click_row(name)
        end = time.monotonic() + CHOICE_S
        while time.monotonic() < end:
            if any(node.has_state(Atspi.StateType.SELECTED) for node in self.list_rows(name)):
                return True
        return False

    def list_rows(self, name):
        return [node for node in self.window.list(Atspi.Role.LIST_ITEM, name) if node.name == name]

    def click_first_in(self, name):
        """Clicks the first row of a list."""
        self.click_one_of("the first row of “%s”" % name, lambda: self.list_in(name)[:1])

    def list_in(self, name):
        return [node for rows in self.window.list(Atspi.Role.LIST, name) for node in rows.children]

    def click_one_of(self, what, look):
        point = wait_for("%s under the pointer" % what, lambda: self.find_still(look))
        xdotool("mousemove", *map(str, point), "click", "1")

    def find_in(self, node, x, y):
        """Where a place in a node is on the screen, in words."""
        left, top, _, _ = node.get_extents()
        surface, (origin_x, origin_y) = self.find_surface(node)
        surface_x, surface_y, _, _ = surface.get_extents()
        return [str(round(origin_x + left - surface_x + x)), str(round(origin_y + top - surface_y + y))]

    def drag(self, node, start, end):
        """Drags from one place in a node to another one."""
        xdotool("mousemove", *self.find_in(node, *start), "mousedown", "1",
                "mousemove", *self.find_in(node, *end), "mouseup", "1")

    def turn_wheel(self, node, button, n_steps):
        """Turns the wheel in the middle of a node."""
        _, _, width, height = node.get_extents()
        xdotool("mousemove", *self.find_in(node, width / 2, height / 2),
                "click", "--repeat", str(n_steps), "--delay", "2", button)

    def scroll_to(self, role, name):
        """Turns the wheel at the right of the page until something of it can be hit."""
        self.window.wait(role, name)
        _, (left, top, width, height) = self.find_frame()
        for _ in range(MAX_STEPS):
            if self.find_still(lambda: self.window.list(role, name)) is not None:
                return
            xdotool("mousemove", str(left + width - 30), str(top + height // 2), "click", "5")
        raise AssertionError("not reached by the wheel: %s “%s”" % (role.value_nick, name))

    def do(self, role, name):
        """Does the first thing that can be done with something: clicks it, if it is a button."""
        wait_for("%s “%s” to be done" % (role.value_nick, name), lambda: self.try_to_do(self.window.list(role, name)))

    def do_in_row(self, row, role, name):
        """The same with what is in a row of just this name: other rows may have one of the name as well."""
        wait_for("%s “%s” in the row “%s” to be done" % (role.value_nick, name, row),
                 lambda: self.try_to_do([node for found in self.list_rows(row) for node in found.walk()
                                         if node.matches(role, name)]))

    def try_to_do(self, nodes):
        for node in nodes:
            if node.list_actions() and self.find_point(node) is not None:
                return node.do(0)
        return False

    def enter(self, role, name, text):
        """Puts a text in place of what is there."""
        wait_for("a text “%s”" % name, lambda: self.try_to_enter(role, name, text))

    def try_to_enter(self, role, name, text):
        for node in self.window.list(role, name):
            if node.has_interface("EditableText") and 0 not in node.get_extents()[2:]:
                return node.set_text(text)
        return False
