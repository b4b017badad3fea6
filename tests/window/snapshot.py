# snapshot.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Snapshots as Directus writes them: what a project has before the program opens it, and what it
# has afterwards.

import json


def make_field(collection, name, special, **schema):
    return {"collection": collection, "field": name, "type": "integer",
            "meta": {"collection": collection, "field": name, "special": special},
            "schema": {"name": name, "table": collection, "data_type": "integer", **schema}}


def make_relation(collection, field, related):
    """Many to one."""
    return {"collection": collection, "field": field, "related_collection": related,
            "meta": {"many_collection": collection, "many_field": field, "one_collection": related,
                     "one_field": None, "one_deselect_action": "nullify"},
            "schema": {"table": collection, "column": field, "foreign_key_table": related,
                       "foreign_key_column": "id", "on_update": "NO ACTION", "on_delete": "SET NULL",
                       "constraint_name": None}}


def write_snapshot(path, names, relations):
    """Collections with a key each, and with the fields of the relations."""
    keys = [make_field(name, "id", None, is_primary_key=True, has_auto_increment=True) for name in names]
    fields = [make_field(relation["collection"], relation["field"], ["m2o"], is_nullable=True,
                         foreign_key_table=relation["related_collection"], foreign_key_column="id")
              for relation in relations]
    snapshot = {"version": 1, "directus": "11.3.5", "vendor": "sqlite",
                "collections": [{"collection": name, "meta": {"collection": name}, "schema": {"name": name}}
                                for name in names],
                "fields": keys + fields, "relations": relations}
    with open(path, "w", encoding="utf-8") as file:
        json.dump(snapshot, file)


def read_relations(path):
    """By their collections and fields."""
    with open(path, encoding="utf-8") as file:
        return {(relation["collection"], relation["field"]): relation for relation in json.load(file)["relations"]}
