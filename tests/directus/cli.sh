#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# relations-cli on a real Directus, which run.sh starts: the main job from the shell, and
# that nothing is lost by it. Asks the server itself, through curl.
set -uo pipefail

url=$RELATIONS_DIRECTUS_URL
export RELATIONS_TOKEN=$RELATIONS_DIRECTUS_TOKEN
cli=$BUILD/src/relations-cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work XDG_STATE_HOME=$work
n=0
failed=0

# call METHOD PATH [BODY]
call() {
  curl -sS -X "$1" "$url$2" -H "Authorization: Bearer $RELATIONS_TOKEN" \
    -H 'Content-Type: application/json' ${3:+-d "$3"}
}

# same NAME EXPECTED GOT
same() {
  n=$((n + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $n - $1"
  else
    failed=$((failed + 1))
    echo "not ok $n - $1"
    printf '# wanted: %s\n# got:    %s\n' "$2" "$3"
  fi
}

# What the server has of the relation: deselect on_delete on_update
state() {
  call GET /relations/cli_books/writer |
    sed -E 's/.*"on_update":"([^"]*)","on_delete":"([^"]*)".*"one_deselect_action":"([^"]*)".*/\3, \2, \1/'
}

# What Directus keeps no row of, a newer one leaves out of its snapshots.
key='{"field":"id","type":"integer","schema":{"is_primary_key":true,"has_auto_increment":true},"meta":{}}'
call POST /collections '{"collection":"cli_writers","schema":{},"meta":{},"fields":['"$key"']}' >/dev/null
call POST /collections '{"collection":"cli_books","schema":{},"meta":{},"fields":['"$key"',{"field":"writer","type":"integer","schema":{},"meta":{}}]}' >/dev/null
call POST /relations '{"collection":"cli_books","field":"writer","related_collection":"cli_writers","schema":{"on_delete":"CASCADE","on_update":"SET NULL"},"meta":{}}' >/dev/null
same 'seeded' 'nullify, CASCADE, SET NULL' "$(state)"

"$cli" set "$url" cli_books writer meta.one_deselect_action=delete 2>"$work/said"
same 'set of meta ends well' 0 $?
same 'set of meta leaves the actions of the key' 'delete, CASCADE, SET NULL' "$(state)"

"$cli" set "$url" cli_books writer schema.on_delete='SET NULL' 2>>"$work/said"
same 'set of one action leaves the other' 'delete, SET NULL, SET NULL' "$(state)"

"$cli" set "$url" cli_books writer schema.on_delete=CASCADE --dry-run >/dev/null
same 'a dry run changes nothing' 'delete, SET NULL, SET NULL' "$(state)"

"$cli" set "$url" cli_books writer schema.on_delete=banana 2>/dev/null
same 'a value that does not fit is refused' 1 $?

"$cli" export "$url" --format=yaml -o "$work/wanted.yaml"
"$cli" export "$url" --format=snapshot -o "$work/whole.json"
same 'Directus takes what was exported, and finds no difference' 204 "$(curl -sS -o /dev/null -w '%{http_code}' \
  -X POST "$url/schema/diff" -H "Authorization: Bearer $RELATIONS_TOKEN" -H 'Content-Type: application/json' \
  --data-binary "@$work/whole.json")"

"$cli" set "$work/wanted.yaml" cli_books writer schema.on_delete=RESTRICT 2>>"$work/said"
"$cli" plan "$url" --against "$work/wanted.yaml" --format=json -o "$work/plan.json"
"$cli" apply "$url" "$work/plan.json" 2>>"$work/said"
same 'apply ends well' 0 $?
same 'the plan is applied' 'delete, RESTRICT, SET NULL' "$(state)"
same 'nothing is left to do' '' "$("$cli" plan "$url" --against "$work/wanted.yaml" 2>/dev/null)"

call PATCH /relations/cli_books/writer '{"collection":"cli_books","field":"writer","related_collection":"cli_writers","schema":{"on_delete":"CASCADE","on_update":"SET NULL"}}' >/dev/null
"$cli" apply "$url" "$work/plan.json" 2>/dev/null
same 'a plan whose base has moved is refused' 2 $?
same 'and changes nothing' 'delete, CASCADE, SET NULL' "$(state)"

# Each kind of relation can be made, and deleted without a trace.
"$cli" export "$url" --format=snapshot -o "$work/before.json"
while read -r kind collection field rest; do
  # shellcheck disable=SC2086 # words on purpose
  "$cli" create "$url" "$kind" "$collection" "$field" $rest 2>>"$work/said"
  same "create $kind" 0 $?
  same "$collection.$field is there" 1 "$("$cli" list "$url" |
    grep -c " $collection .*one_field=$field \|^$collection\.$field ")"
done <<'KINDS'
m2o cli_books second cli_writers related_field=seconded
o2m cli_writers drafts cli_books
tree cli_writers pupils
m2m cli_books cast cli_writers related_field=plays_in sort_field=place
m2a cli_books things cli_books cli_writers
translations cli_books translations cli_languages
file cli_books cover
files cli_books gallery
KINDS
while read -r collection field with; do
  "$cli" delete "$url" "$collection" "$field" "$with" 2>>"$work/said"
  same "delete $collection.$field" 0 $?
done <<'FIELDS'
cli_books second --with-field
cli_writers drafts --with-field
cli_writers pupils --with-field
cli_books cast --with-junction
cli_books things --with-junction
cli_books translations --with-junction
cli_books cover --with-field
cli_books gallery --with-junction
FIELDS
same 'only the languages are left of them' 'DELETE /collections/cli_languages' \
  "$("$cli" plan "$url" --against "$work/before.json" 2>>"$work/said")"

# Whoever is no administrator is shown a part, and it is said; nothing is planned from what
# is not there.
call POST /users '{"token":"cli-part-token","policies":[{"policy":{"name":"part","app_access":true,"permissions":[{"collection":"cli_books","action":"read","fields":["*"]}]}}]}' >/dev/null
RELATIONS_TOKEN=cli-part-token "$cli" list "$url" >/dev/null 2>"$work/part"
same 'a user who sees a part can list it' 0 $?
same 'and is told that it is a part' 1 "$(grep -c 'only a part' "$work/part")"
RELATIONS_TOKEN=cli-part-token "$cli" plan "$url" --against "$work/wanted.yaml" >"$work/part" 2>/dev/null
same 'a part is not compared' 1 $?
same 'and nothing is planned from it' '' "$(cat "$work/part")"
same 'an administrator sees all' '' "$("$cli" list "$url" 2>&1 >/dev/null)"

RELATIONS_TOKEN=wrong "$cli" list "$url" >/dev/null 2>>"$work/said"
same 'a wrong token is an error' 1 $?
same 'no secret is printed' '' "$(grep -F "$RELATIONS_TOKEN" "$work/said")"

call DELETE /collections/cli_languages >/dev/null
# A saved project, with an email address and a password that the keyring keeps.
export XDG_CONFIG_HOME=$work SECRET_BACKEND=file SECRET_FILE_TEST_PATH=$work/keyring SECRET_FILE_TEST_PASSWORD=test
printf '%s\n' "$RELATIONS_TOKEN" >"$work/password"
for transport in '' --graphql; do
  # shellcheck disable=SC2086 # nothing, or one word
  env -u RELATIONS_TOKEN "$cli" project add Saved "$url" --email admin@example.com $transport 2>>"$work/said"
  env -u RELATIONS_TOKEN "$cli" sign-in Saved --token-file "$work/password" 2>>"$work/said"
  same "one can sign in with a password $transport" 0 $?
  same "and is known by name $transport" 1 "$(env -u RELATIONS_TOKEN "$cli" list Saved 2>>"$work/said" | grep -c cli_books.writer)"
  env -u RELATIONS_TOKEN "$cli" sign-out Saved 2>>"$work/said"
  env -u RELATIONS_TOKEN "$cli" list Saved >/dev/null 2>>"$work/said" </dev/null
  same "and not after signing out $transport" 1 $?
  env -u RELATIONS_TOKEN "$cli" project remove Saved 2>>"$work/said"
done
same 'no password is printed' '' "$(grep -F "$RELATIONS_TOKEN" "$work/said")"

call DELETE /collections/cli_books >/dev/null
call DELETE /collections/cli_writers >/dev/null
echo "1..$n"
[ "$failed" -eq 0 ]
