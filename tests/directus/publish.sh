#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Publishing to a real Directus, which run.sh starts, one by one and all at once: every kind of
# relation is made, changed, taken back and deleted through plans, and after each publish a
# second plan is empty. Where Directus itself cannot, as with a key on SQLite, that is said.
# Asks the server itself, through curl.
set -uo pipefail

url=$RELATIONS_DIRECTUS_URL
token=$RELATIONS_DIRECTUS_TOKEN
cli=$BUILD/src/relations-cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work XDG_STATE_HOME=$work XDG_CONFIG_HOME=$work
export RELATIONS_TOKEN=$token
n=0
failed=0

# call METHOD PATH [BODY]
call() {
  curl -sS -X "$1" "$url$2" -H "Authorization: Bearer $token" -H 'Content-Type: application/json' ${3:+-d "$3"}
}

# same NAME EXPECTED GOT
same() {
  n=$((n + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $n - $1"
  else
    failed=$((failed + 1))
    echo "not ok $n - $1"
    diff <(echo "$2") <(echo "$3") | cut -c1-400 | head -n 20 | sed 's/^/# /'
    sed 's/^/# said: /' "$work/said" | cut -c1-400 | tail -n 8
  fi
}

# snapshot FILE: what the server has now
snapshot() { "$cli" export "$project" --format=snapshot -o "$work/$1" 2>"$work/said"; }

# lines: what is left of it, as requests
left() { "$cli" plan "$project" --against "$work/$1" 2>/dev/null | grep -E '^(POST|PATCH|DELETE) '; }

# publish NAME FILE: makes the server as the file, and sees that then nothing is left, and that
# the same plan sends nothing the second time
publish() {
  "$cli" plan "$project" --against "$work/$2" --format=json -o "$work/plan.json" 2>"$work/hazards"
  "$cli" apply "$project" "$work/plan.json" --confirm "$project" 2>"$work/said"
  same "$way: $1 is published" 0 $?
  [ "$way" = one-by-one ] || same "$way: $1 went at once" 0 "$(grep -c 'one by one' "$work/said")"
  same "$way: of $1 nothing is left" '' "$(left "$2")"
  "$cli" apply "$project" "$work/plan.json" --confirm "$project" 2>"$work/again"
  same "$way: $1 is not published twice" '0 Nothing to do: it is so already.' "$? $(grep -v 'already there' "$work/again")"
}

# edit FILE COMMAND...: an edit of a file, as the window would make it
edit() { "$cli" "$2" "$work/$1" "${@:3}" 2>"$work/said" || same "edit $*" 0 1; }

seed() {
  local key='{"field":"id","type":"integer","schema":{"is_primary_key":true,"has_auto_increment":true},"meta":{"hidden":true}}'
  call POST /collections '{"collection":"pub_writers","schema":{},"meta":{},"fields":['"$key"']}' >/dev/null
  call POST /collections '{"collection":"pub_books","schema":{},"meta":{},"fields":['"$key"',
    {"field":"title","type":"string","schema":{},"meta":{}}]}' >/dev/null
}

unseed() {
  local name
  for name in $(call GET /collections | grep -oE '"collection":"pub_[a-z_]*"' | sort -u | sed 's/.*:"\(.*\)"/\1/'); do
    call DELETE "/collections/$name" >/dev/null
  done
}

# A relation of each kind, what is changed of it, and how it goes.
kinds() {
  cat <<'KINDS'
m2o pub_books writer pub_writers related_field=books
o2m pub_writers drafts pub_books
tree pub_writers pupils
m2m pub_books cast pub_writers related_field=plays_in sort_field=place
m2a pub_books things pub_books pub_writers
translations pub_books translations pub_languages
file pub_books cover
files pub_books gallery
KINDS
}

try_way() {
  local kind collection field rest
  seed
  snapshot empty.json
  cp "$work/empty.json" "$work/made.json"
  while read -r kind collection field rest; do
    # shellcheck disable=SC2086 # words on purpose
    edit made.json create "$kind" "$collection" "$field" $rest
  done < <(kinds)
  publish 'every kind made' made.json

  snapshot now.json
  cp "$work/now.json" "$work/changed.json"
  edit changed.json set pub_books writer schema.on_delete=CASCADE meta.one_deselect_action=delete
  edit changed.json set pub_books_pub_writers pub_books_id schema.on_delete=CASCADE
  edit changed.json set pub_books_things pub_books_id meta.one_deselect_action=delete
  publish 'every kind changed' changed.json
  same "$way: the server has it" CASCADE \
    "$(call GET /relations/pub_books/writer | sed -E 's/.*"on_delete":"([^"]*)".*/\1/')"

  publish 'what was before' now.json
  same "$way: the server has what it had" 'SET NULL' \
    "$(call GET /relations/pub_books/writer | sed -E 's/.*"on_delete":"([^"]*)".*/\1/')"

  publish 'everything deleted' empty.json
  same "$way: it says that values are lost" 1 \
    "$(grep -c '^pub_books.writer: loss: deletes-values\|^pub_books.writer: loss: All values' "$work/hazards")"

  # A relation whose column stays.
  cp "$work/empty.json" "$work/kept.json"
  edit kept.json create m2o pub_books writer pub_writers
  publish 'a column with a key' kept.json
  snapshot now.json
  cp "$work/now.json" "$work/kept.json"
  edit kept.json delete pub_books writer
  "$cli" plan "$project" --against "$work/kept.json" --format=json -o "$work/plan.json" 2>/dev/null
  "$cli" apply "$project" "$work/plan.json" --confirm "$project" 2>"$work/said"
  same "$way: the key that Directus on SQLite cannot drop is an error" 1 $?
  same "$way: and that is said" 1 "$(grep -c 'Directus on SQLite cannot drop a foreign key' "$work/said")"
  unseed
}

unseed
for way in one-by-one at-once; do
  project=Pub-$way
  if [ "$way" = at-once ]; then option=--schema-api; else option=--kind=production; fi
  "$cli" project add "$project" "$url" "$option" 2>"$work/said"
  try_way
done

# Nothing is deleted in production by mistake.
project=Pub-one-by-one way=production
seed
snapshot seeded.json
cp "$work/seeded.json" "$work/less.json"
call POST /fields/pub_books '{"field":"more","type":"string","schema":{},"meta":{}}' >/dev/null
"$cli" plan "$project" --against "$work/less.json" --format=json -o "$work/plan.json" 2>"$work/said"
"$cli" apply "$project" "$work/plan.json" </dev/null 2>"$work/said"
same 'production: without its name nothing is deleted' 1 $?
same 'production: the field is there' 200 "$(curl -sS -o /dev/null -w '%{http_code}' "$url/fields/pub_books/more" \
  -H "Authorization: Bearer $token")"
"$cli" apply "$project" "$work/plan.json" --confirm "$project" 2>"$work/said"
same 'production: with its name it is' 0 $?
unseed

echo "1..$n"
[ "$failed" -eq 0 ]
