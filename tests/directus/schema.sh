#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The embedded server beside a real Directus 11.3.5, which run.sh starts: the same snapshot of
# the same database, the same differences, and what one gives the other takes.
set -uo pipefail

cli=$BUILD/src/relations-cli
work=$(mktemp -d)
trap 'kill $(jobs -p) 2>/dev/null; rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work XDG_STATE_HOME=$work
n=0
failed=0

version=$(curl -sS "$RELATIONS_DIRECTUS_URL/server/info" -H "Authorization: Bearer $RELATIONS_DIRECTUS_TOKEN" |
  sed -E 's/.*"version":"([^"]*)".*/\1/')
if [ "$version" != 11.3.5 ]; then
  echo "1..0 # SKIP The embedded server follows 11.3.5, and this is $version"
  exit 0
fi

# call SERVER METHOD PATH [BODY-FILE]: SERVER is `real` or a name given to `serve`
call() {
  local url token
  if [ "$1" = real ]; then
    url=$RELATIONS_DIRECTUS_URL token=$RELATIONS_DIRECTUS_TOKEN
  else
    url=$(sed -n 's/^url=//p' "$work/$1.started") token=$(sed -n 's/^token=//p' "$work/$1.started")
  fi
  curl -sS -m 60 -X "$2" "$url$3" -H "Authorization: Bearer $token" -o "$work/answer" -w '%{http_code}' \
    ${4:+-H 'Content-Type: application/json' --data-binary "@$4"}
}

# serve NAME FILE
serve() {
  "$cli" serve "$2" >"$work/$1.started" &
  local end=$((SECONDS + 20))
  until grep -q '^token=' "$work/$1.started"; do
    [ "$SECONDS" -lt "$end" ] || return 1
    sleep 0.05
  done
}

# same NAME EXPECTED GOT
same() {
  n=$((n + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $n - $1"
  else
    failed=$((failed + 1))
    echo "not ok $n - $1"
    diff <(echo "$2") <(echo "$3") | cut -c1-300 | head -n 20 | sed 's/^/# /'
  fi
}

# snapshot SERVER FILE: keeps what it has, as a file to send
snapshot() {
  call "$1" GET /schema/snapshot >/dev/null
  node -e 'const fs = require("fs"); fs.writeFileSync(process.argv[2],
    JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1])).data))' "$work/answer" "$2"
}

# apply SERVER FILE: makes it like a snapshot, and says how that ended
apply() {
  local status
  status=$(call "$1" POST /schema/diff "$2")
  [ "$status" = 200 ] || { echo "diff $status $(head -c 300 "$work/answer")"; return; }
  node -e 'const fs = require("fs"); fs.writeFileSync(process.argv[2],
    JSON.stringify(JSON.parse(fs.readFileSync(process.argv[1])).data))' "$work/answer" "$work/diff"
  status=$(call "$1" POST /schema/apply "$work/diff")
  [ "$status" = 204 ] && echo 204 || echo "apply $status $(head -c 300 "$work/answer")"
}

# difference SERVER FILE: what is left to do, one entry a line, without the hash
difference() {
  call "$1" POST /schema/diff "$2" >/dev/null
  node -e 'const fs = require("fs"); const text = fs.readFileSync(process.argv[1], "utf8");
    const answer = text ? JSON.parse(text) : { data: { diff: {} } };
    if (!answer.data) console.log(text);
    else for (const [list, entries] of Object.entries(answer.data.diff))
      for (const entry of entries) console.log(list, JSON.stringify(entry));' "$work/answer"
}

# The same database.
call real POST /utils/cache/clear?system >/dev/null
cp "$RELATIONS_DIRECTUS_DATABASE" "$work/copy.sqlite"
serve copy "$work/copy.sqlite"
for format in json yaml; do
  call real GET "/schema/snapshot?export=$format" >/dev/null
  cp "$work/answer" "$work/real.$format"
  call copy GET "/schema/snapshot?export=$format" >/dev/null
  same "the snapshot is the same, byte for byte, as $format" '' \
    "$(cmp "$work/real.$format" "$work/answer" 2>&1)"
done

# The same differences: every collection but one gone, a few things changed.
snapshot real "$work/real.json"
node -e 'const fs = require("fs"); const snapshot = JSON.parse(fs.readFileSync(process.argv[1]));
  const keep = snapshot.collections[0].collection;
  snapshot.collections = snapshot.collections.filter(c => c.collection === keep);
  snapshot.collections[0].meta = { ...snapshot.collections[0].meta, note: "changed", extra: [1] };
  snapshot.collections.push({ collection: "new_one", meta: { group: null }, schema: { name: "new_one" } });
  snapshot.fields = snapshot.fields.filter((f, i) => f.collection !== keep || i % 3);
  snapshot.fields.forEach((f, i) => { if (f.meta && i % 2) f.meta.special = ["a", "b"]; });
  snapshot.relations.forEach((r, i) => { if (r.schema && i % 2) r.schema.on_delete = "RESTRICT"; });
  fs.writeFileSync(process.argv[2], JSON.stringify(snapshot))' "$work/real.json" "$work/changed.json"
same 'a difference is told the same' "$(difference real "$work/changed.json")" \
  "$(difference copy "$work/changed.json")"
same 'and there is one' 200 "$(call copy POST /schema/diff "$work/changed.json")"

# nothing SNAPSHOT FILE: a snapshot of nothing at all
nothing() {
  node -e 'const fs = require("fs"); const snapshot = JSON.parse(fs.readFileSync(process.argv[1]));
    const none = { collections: [], fields: [], relations: [] };
    fs.writeFileSync(process.argv[2], JSON.stringify({ ...snapshot, ...none }))' "$1" "$2"
}

# From there to here, into a project that has nothing any more.
nothing "$work/real.json" "$work/nothing.json"
cp "$RELATIONS_DIRECTUS_DATABASE" "$work/empty.sqlite"
serve empty "$work/empty.sqlite"
same 'a project is emptied' 204 "$(apply empty "$work/nothing.json")"
same 'and nothing is left' '' "$(difference empty "$work/nothing.json")"
same 'it takes the snapshot of a real Directus' 204 "$(apply empty "$work/real.json")"
same 'and nothing is left to do' '' "$(difference empty "$work/real.json")"
snapshot empty "$work/empty.json"
same 'nor would be there' '' "$(difference real "$work/empty.json")"

# From here to there. What is left is what Directus itself cannot do on SQLite: a relation
# whose snapshot has no foreign key gets one, one without a row gets a row, and what is unique
# gets a second index, which hides that it is.
serve sample sample
snapshot sample "$work/sample.json"
same 'a real Directus is emptied' 204 "$(apply real "$work/nothing.json")"
same 'a real Directus takes the snapshot of the sample' 204 "$(apply real "$work/sample.json")"
same 'and only its own habits are left' 'fields articles.slug
fields payments.recorded_by
relations legacy_contributions.author
relations payments.recorded_by' "$(difference real "$work/sample.json" |
  sed -E 's/^([a-z]+) \{"collection":"([^"]*)","field":"([^"]*)".*/\1 \2.\3/' | sort)"

echo "1..$n"
[ "$failed" -eq 0 ]
