# journey.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# All that a person does with a project: opens it, mends what the checks found, makes a relation of each kind,
# edits, undoes, publishes, resolves a conflict, reverts, and compares. With which hands, by_keys.py and
# by_clicks.py say. What came of it is asked of a server by a second client.
#
# With RELATIONS_DIRECTUS_URL and RELATIONS_DIRECTUS_TOKEN in the environment it is done on that server, else on
# the sample, of which that client has a server of its own. It works in collections of its own, and leaves them
# there; a third argument becomes a part of their names.

import os
import sys
import tempfile

from driver import Atspi, Client, Server, Window, wait_for

LABEL = Atspi.Role.LABEL
PUSH_BUTTON = Atspi.Role.PUSH_BUTTON

KINDS = ("Many to One", "One to Many", "Many to Many", "Many to Any", "Translations", "File", "Files", "Tree")
NO_CHANGE = "Publish 0 Changes"


class Journey:
    """What is done, and what must come of it; a subclass has the hands, and a prefix for its collections."""

    def __init__(self, server, window):
        self.server = server
        self.window = window
        self.prefix += "".join(sys.argv[3:])
        self.works, self.people, self.topics = (self.prefix + name for name in ("works", "people", "topics"))
        self.author = None  # the field of the many to one

    def make_collections(self):
        key = {"field": "id", "type": "integer", "meta": {"hidden": True},
               "schema": {"is_primary_key": True, "has_auto_increment": True}}
        for name in (self.works, self.people, self.topics):
            title = {"field": "title", "type": "string", "meta": {}, "schema": {}}
            self.server.send("POST", "/collections",
                             {"collection": name, "meta": {}, "schema": {}, "fields": [key, title]})
        # What the checks find: a list of nothing.
        self.server.send("POST", "/fields/" + self.people,
                         {"field": "lost", "type": "alias", "meta": {"special": ["o2m"], "interface": "list-o2m"}})

    # What the server says

    def relations(self):
        """Those that this made: they begin or end at its collections."""
        own = (self.works, self.people, self.topics)
        return [relation for relation in self.server.ask("/relations")
                if relation["collection"].startswith(self.prefix) or relation["related_collection"] in own]

    def find(self, collection, related):
        return [relation for relation in self.relations()
                if (relation["collection"], relation["related_collection"]) == (collection, related)]

    def junctions(self, related):
        """The halves that lead from a junction of the works to a collection."""
        return [relation for relation in self.relations()
                if relation["related_collection"] == related and relation["meta"]["junction_field"]
                and relation["collection"] not in (self.works, self.people, self.topics)]

    def on_delete(self):
        return self.server.relation(self.works, self.author)["schema"]["on_delete"]

    # What the window says

    def wait_for_draft(self):
        self.window.wait(LABEL, "1 change not published")

    def wait_for_publishing(self):
        self.window.wait(PUSH_BUTTON, NO_CHANGE)

    def find_publish(self):
        """What the button says; it says what there was the last time until one is there again."""
        return next((text for text in (NO_CHANGE, "Publish ") if self.window.find(PUSH_BUTTON, text)), None)

    # What is done

    def create_all(self):
        self.create("Many to One", self.people)
        self.create("One to Many", self.topics)
        self.create("Many to Many", self.topics)
        self.create("Many to Any", self.people, self.topics)
        self.create("Translations")
        self.create("File")
        self.create("Files")
        self.create("Tree")
        assert self.relations() == [], "sent before it was published"
        self.publish()

        wait_for("the last relation", lambda: len(self.find(self.works, self.works)) == 1)
        assert len(self.find(self.works, self.people)) == 1
        self.author = self.find(self.works, self.people)[0]["field"]
        assert self.find(self.topics, self.works)[0]["meta"]["one_field"]
        assert len(self.junctions(self.topics)) == 1
        allowed = [relation["meta"]["one_allowed_collections"] for relation in self.relations()
                   if relation["meta"]["one_allowed_collections"]]
        assert [sorted(names) for names in allowed] == [[self.people, self.topics]], allowed
        assert len(self.junctions("languages")) == 1
        assert len(self.find(self.works, "directus_files")) == 1
        assert len(self.junctions("directus_files")) == 1

    def edit_and_undo(self):
        before = self.on_delete()
        self.go_to_relation(self.works, self.author)
        self.choose_cascade()
        self.wait_for_draft()
        self.undo()
        wait_for("the end of the change", lambda: self.window.find(LABEL, "1 change not") is None)
        assert self.on_delete() == before

    def resolve_conflict(self):
        self.choose_cascade()
        # Directus before 12.4 ends over a body that does not name them.
        self.server.send("PATCH", "/relations/%s/%s" % (self.works, self.author),
                         {"collection": self.works, "field": self.author, "related_collection": self.people,
                          "schema": {"on_delete": "RESTRICT", "on_update": "NO ACTION"}})
        assert self.on_delete() == "RESTRICT"
        self.keep_mine()
        wait_for("the end of the conflict", lambda: self.window.find(PUSH_BUTTON, "Keep Mine") is None)
        self.publish()
        wait_for("CASCADE", lambda: self.on_delete() == "CASCADE")

    def revert_last(self):
        self.revert()
        self.publish()
        wait_for("RESTRICT", lambda: self.on_delete() == "RESTRICT")

    def compare(self):
        """With how it was before the last publish; and takes that over."""
        self.take_over()
        self.wait_for_draft()
        self.publish()
        wait_for("CASCADE", lambda: self.on_delete() == "CASCADE")

    def fix(self):
        assert self.server.ask("/fields/%s/lost" % self.people) is not None
        self.fix_list()
        self.wait_for_draft()
        self.publish()
        wait_for("the end of the list", lambda: self.server.ask("/fields/%s/lost" % self.people) is None)

    def travel(self):
        self.window.wait(LABEL, self.works)
        self.fix()
        self.create_all()
        self.edit_and_undo()
        self.resolve_conflict()
        self.revert_last()
        self.compare()


def travel(hands, server, folder):
    with Window(sys.argv[1], folder) as window:
        journey = hands(server, window)
        journey.make_collections()
        if "RELATIONS_DIRECTUS_URL" in os.environ:
            journey.connect(server.url, server.token)
        else:
            journey.open_sample()
        journey.travel()


def main(hands):
    Atspi.init()
    url = os.environ.get("RELATIONS_DIRECTUS_URL")
    with tempfile.TemporaryDirectory(prefix="relations-") as folder:
        if url is not None:
            travel(hands, Client(url, os.environ["RELATIONS_DIRECTUS_TOKEN"]), folder)
            return
        with Server(sys.argv[2], os.path.join(folder, "data")) as server:
            travel(hands, server, folder)
