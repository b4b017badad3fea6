#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Has a real Directus answer the requests of transcripts, and writes its answers into them.

    record.py URL TOKEN DATABASE FILE...

The server is one that tests/directus/server.sh has started; the rest is what that printed. Each
file begins with the project of project.sql. Whatever a file says of answers is replaced.
"""
import http.client
import json
import pathlib
import re
import sqlite3
import sys
import urllib.parse

KEPT = ("Allow", "Cache-Control", "Content-Type", "ETag", "Location", "Retry-After", "Set-Cookie", "Vary")
HERE = pathlib.Path(__file__).resolve().parent
PROJECT = HERE.parent / "data" / "transcripts" / "project.sql"


class Server:
    def __init__(self, url, token, database):
        self.host = urllib.parse.urlsplit(url)
        self.token, self.database = token, database

    def run_sql(self, sql):
        with sqlite3.connect(self.database) as database:
            database.executescript(sql)
        database.close()
        self.send("POST", "/utils/cache/clear?system", {"Authorization": "Bearer " + self.token})

    def reset(self):
        with sqlite3.connect(self.database) as database:
            tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            drops = "".join(f'DROP TABLE "{name}";' for name, in tables.fetchall())
        database.close()
        token = f"UPDATE directus_users SET token = '{self.token}' WHERE email = 'admin@example.com';"
        self.run_sql("PRAGMA foreign_keys = OFF;" + drops + PROJECT.read_text() + token)

    def send(self, method, path, headers, body=None):
        connection = http.client.HTTPConnection(self.host.hostname, self.host.port, timeout=120)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer, text

    def answer(self, request):
        head, _, body = request.partition("\n\n")
        first, *lines = head.replace("{{token}}", self.token).split("\n")
        method, path = first.split(" ", 1)
        headers = dict(line.split(": ", 1) for line in lines)
        body = body.replace("{{token}}", self.token)
        answer, text = self.send(method, path, headers, body.encode() if body else None)
        kept = [f"{name}: {answer.getheader(name)}" for name in KEPT if answer.getheader(name)]
        return "\n".join([f"HTTP/1.1 {answer.status}", *kept, "", *([text] if text else [])]).rstrip("\n")


def record(server, path):
    exchanges = []
    server.reset()
    for part in re.split(r"^### ", path.read_text(), flags=re.M)[1:]:
        title, _, rest = part.partition("\n")
        request = rest.split("\nHTTP/1.1 ")[0].rstrip("\n")
        if request.startswith("SQL "):
            server.run_sql(request[4:])
            exchanges.append(f"### {title}\n{request}\n")
        else:
            answer = server.answer(request).replace(server.token, "{{token}}")
            exchanges.append(f"### {title}\n{request}\n\n{answer}\n")
    path.write_text("\n".join(exchanges))


def main():
    server = Server(*sys.argv[1:4])
    for path in sys.argv[4:]:
        record(server, pathlib.Path(path))


if __name__ == "__main__":
    main()
