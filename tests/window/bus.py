# bus.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What a program tells the accessibility bus. All of it is asked at once, with what GTK keeps for
# those who ask so: one question for each of a thousand nodes takes seconds, and nodes come and go
# between two of them.

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402

ROOT = "/org/a11y/atspi/accessible/root"
NOTHING = "/org/a11y/atspi/null"
CACHE = "/org/a11y/atspi/cache"
DEADLINE_MS = 60000

# How often what came meanwhile is asked for.
MOST_ROUNDS = 10

# What is not worth a word in a log: states that most have, and what only holds others.
USUAL_STATES = ("enabled", "focusable", "horizontal", "selectable", "sensitive", "showing", "vertical", "visible")
HOLDERS = (Atspi.Role.PANEL, Atspi.Role.FILLER, Atspi.Role.SCROLL_PANE, Atspi.Role.SCROLL_BAR, Atspi.Role.SEPARATOR,
           Atspi.Role.IMAGE)

# Rows of a list that a log has, of a thousand.
MOST_ROWS = 12


class Node:
    """Something of a window as it was when it was asked for."""

    def __init__(self, bus, item):
        (_, self.path), _, (_, self.parent_path), self.index, self.n_children = item[:5]
        self.interfaces, self.name, role, self.description, self.states = item[5:]
        self.bus = bus
        self.role = Atspi.Role(role)
        self.parent = None
        self.children = []

    def __str__(self):
        return "%s “%s”" % (self.role.value_nick, self.name)

    def list_states(self):
        """The names of what it is, and of what it is not although nearly all else is."""
        states = [Atspi.StateType(nth) for nth in range(Atspi.StateType.LAST_DEFINED)]
        names = [state.value_nick for state in states if self.has_state(state)]
        return ([name for name in names if name not in USUAL_STATES]
                + ["not sensitive"] * ("sensitive" not in names))

    def is_holder(self):
        """Whether it only holds others, or nothing. GTK calls by its type what has no name."""
        is_named = self.name != "" and not self.name.startswith(("Gtk", "Adw", "Rel"))
        return self.role in HOLDERS and self.parent is not None and not is_named and not self.list_states()

    def describe(self, depth=0):
        """Lines of what is in it, indented, without what only holds others."""
        lines, inner = [], depth
        if not self.is_holder():
            states = self.list_states()
            lines.append("  " * depth + str(self) + (" [%s]" % ", ".join(states) if states else ""))
            inner += 1
        shown = [child for child in self.children if child.has_state(Atspi.StateType.VISIBLE)]
        n_most = MOST_ROWS if self.role == Atspi.Role.LIST else len(shown)
        lines += [line for child in shown[:n_most] for line in child.describe(inner)]
        if len(shown) > n_most:
            lines.append("%s(%u more)" % ("  " * inner, len(shown) - n_most))
        return lines

    def has_role(self, role):
        """What GTK 4.8 calls a panel is a grouping to newer ones."""
        same = (Atspi.Role.PANEL, Atspi.Role.GROUPING) if role == Atspi.Role.PANEL else (role,)
        return self.role in same

    def has_state(self, state):
        return bool(self.states[state // 32] >> state % 32 & 1)

    def has_interface(self, name):
        return "org.a11y.atspi." + name in self.interfaces

    def matches(self, role, name, state=None):
        """Whether it has a role, and a name that begins so."""
        # GTK 4.8 leaves mnemonics in names.
        is_named = self.name.startswith(name) or self.name.replace("_", "").startswith(name)
        return is_named and self.has_role(role) and (state is None or self.has_state(state))

    def walk(self):
        """What is shown in it, each before what it holds."""
        for child in self.children:
            if child.has_state(Atspi.StateType.VISIBLE):
                yield child
                yield from child.walk()

    def list_ancestors(self):
        """Itself and what it is in, up to its window."""
        node, nodes = self, []
        while node is not None:
            nodes.append(node)
            node = node.parent
        return nodes

    # Asked of the program each time

    def call(self, interface, method, parameters=None):
        return self.bus.call(self.path, interface, method, parameters)

    def get_extents(self):
        """Left, top, width and height in its window."""
        return self.call("Component", "GetExtents", GLib.Variant("(u)", (Atspi.CoordType.WINDOW,)))[0]

    def is_at(self, path, x, y):
        """Whether a node is what is there in this window, or holds it."""
        point = GLib.Variant("(iiu)", (x, y, Atspi.CoordType.WINDOW))
        there = self.call("Component", "GetAccessibleAtPoint", point)[0][1]
        while there not in (path, NOTHING, ROOT):
            there = self.bus.get_property(there, "Parent")[1]
        return there == path

    def list_actions(self):
        return [name for name, _, _ in self.call("Action", "GetActions")[0]] if self.has_interface("Action") else []

    def do(self, nth):
        return self.call("Action", "DoAction", GLib.Variant("(i)", (nth,)))[0]

    def set_text(self, text):
        return self.call("EditableText", "SetTextContents", GLib.Variant("(s)", (text,)))[0]


class Bus:
    """The bus as it leads to one program."""

    def __init__(self, name):
        self.name = name
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None,
                                    Gio.DBusCallFlags.NONE, DEADLINE_MS).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.connection = Gio.DBusConnection.new_for_address_sync(address, flags)

    def call(self, path, interface, method, parameters=None):
        return self.connection.call_sync(self.name, path, "org.a11y.atspi." + interface, method, parameters, None,
                                         Gio.DBusCallFlags.NONE, DEADLINE_MS).unpack()

    def get_property(self, path, name):
        asked = GLib.Variant("(ss)", ("org.a11y.atspi.Accessible", name))
        return self.connection.call_sync(self.name, path, "org.freedesktop.DBus.Properties", "Get", asked, None,
                                         Gio.DBusCallFlags.NONE, DEADLINE_MS).unpack()[0]

    def get_newest_title(self):
        """The name of the window that was opened last."""
        return self.get_property(self.call(ROOT, "Accessible", "GetChildren")[0][-1][1], "Name")

    def read(self):
        """All nodes by their paths, each with what it holds in order."""
        nodes = self.read_known()
        # What came while it asked is unknown again, and would be missed by who asks whether it is gone.
        for _ in range(MOST_ROUNDS):
            if not self.learn(nodes):
                break
            nodes = self.read_known()
        return nodes

    def read_known(self):
        """The nodes that GTK has in its list: those that were asked for once."""
        nodes = {item[0][1]: Node(self, item) for item in self.call(CACHE, "Cache", "GetItems")[0]}
        for node in nodes.values():
            parent = nodes.get(node.parent_path)
            # One that is no longer anywhere has no place.
            if parent is not None and node.index >= 0:
                node.parent = parent if parent.path != ROOT else None
                parent.children.append(node)
        for node in nodes.values():
            node.children.sort(key=lambda child: child.index)
        return nodes

    def learn(self, nodes):
        """Asks for all that is not among the nodes; gives whether there was something."""
        unknown = [node.path for node in nodes.values() if node.n_children > len(node.children)] + [ROOT]
        n_learnt = 0
        while unknown:
            try:
                children = [path for _, path in self.call(unknown.pop(), "Accessible", "GetChildren")[0]]
            except GLib.Error:
                # It went away meanwhile.
                continue
            news = [path for path in children if path not in nodes and path != NOTHING]
            n_learnt += len(news)
            unknown += news
        return n_learnt > 0

    def list_windows(self, nodes):
        """In the order in which they were opened."""
        return nodes[ROOT].children
