#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The edits of relations-cli on a real Directus, which run.sh starts: each is done, and done
# again there is nothing left to do. What they make is deleted in the end.
set -uo pipefail

url=$RELATIONS_DIRECTUS_URL
export RELATIONS_TOKEN=$RELATIONS_DIRECTUS_TOKEN
cli=$BUILD/src/relations-cli
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME=$work XDG_STATE_HOME=$work
n=0
failed=0

# same NAME EXPECTED GOT
same() {
  n=$((n + 1))
  if [ "$2" = "$3" ]; then
    echo "ok $n - $1"
  else
    failed=$((failed + 1))
    echo "not ok $n - $1"
    printf '# wanted: %s\n# got:    %s\n' "$2" "$3"
    sed 's/^/# /' "$work/said"
  fi
}

# What the list says of a relation.
state() { "$cli" list "$url" --where "from:$1 field:$2" 2>/dev/null | grep -v ' o2m ' | tr -s ' '; }

while read -r command rest; do
  # shellcheck disable=SC2086 # words on purpose
  "$cli" "$command" "$url" $rest 2>"$work/said"
  same "$command $rest" 0 $?
  # shellcheck disable=SC2086
  [ "$command" != set ] || same 'and nothing is left to do' 1 "$("$cli" set "$url" $rest 2>&1 | grep -c 'Nothing to do')"
done <<'EDITS'
create collection edit_writers
create collection edit_books key_type=uuid meta.note=Printed
create collection edit_tags key=code key_type=string
create folder edit_shelf
create field edit_writers name meta.required=true
create m2o edit_books writer edit_writers related_field=edit_books
create m2o edit_books owner directus_users
create m2m edit_books tags edit_tags
create m2a edit_books parts edit_writers edit_tags
set edit_books writer alias=written
set edit_books writer schema.on_delete=CASCADE schema.on_update=CASCADE
set edit_books_parts item meta.one_allowed_collections+=edit_books
set edit_books writer alias=null
set edit_books meta.group=edit_shelf meta.hidden=true
set edit_writers name meta.hidden=true meta.note=Family
set --where from:edit_books_tags schema.on_delete=CASCADE
set edit_books writer related_collection=edit_tags
EDITS
same 'the column was made anew, with both actions' \
  'edit_books.writer m2o edit_tags deselect=nullify on_delete=CASCADE on_update=CASCADE' "$(state edit_books writer)"

# On SQLite both columns are text, so the one there is could stay; but Directus cannot drop its
# foreign key.
"$cli" set "$url" edit_books owner related_collection=edit_tags 2>"$work/said"
same 'where a key cannot be dropped, one is told' 1 "$(grep -c 'It was put back as it was' "$work/said")"
same 'and the relation is as it was' \
  'edit_books.owner m2o directus_users deselect=nullify on_delete="SET NULL" on_update="NO ACTION"' \
  "$(state edit_books owner)"

"$cli" set "$url" --where from:edit_books_parts schema.on_delete=CASCADE 2>"$work/said"
same 'of many relations none is changed if one cannot be' 1 $?
same 'and it is said which' 1 "$(grep -c '^edit_books_parts.item: ' "$work/said")"

# Directus refuses to delete a relation whose field it does not have. Such a one is made of
# another by what no client should send.
curl -sS -X PATCH "$url/relations/edit_books/owner" -H "Authorization: Bearer $RELATIONS_TOKEN" \
  -H 'Content-Type: application/json' \
  -d '{"collection":"edit_books","field":"owner","related_collection":"directus_users","schema":{"on_delete":"SET NULL","on_update":"NO ACTION"},"meta":{"many_field":"lost"}}' >/dev/null
same 'a row without its field' 1 "$(state edit_books lost | grep -c broken)"

while read -r rest; do
  # shellcheck disable=SC2086 # words on purpose
  "$cli" delete "$url" $rest 2>"$work/said"
  same "delete $rest" 0 $?
done <<'DELETIONS'
edit_books lost
edit_books owner --with-field
edit_writers name --with-field
edit_books tags --with-junction
edit_books parts --with-junction
edit_tags
edit_books
edit_writers
edit_shelf
DELETIONS
same 'nothing is left of them' '' "$("$cli" export "$url" --format=snapshot | grep -o '"edit_[a-z]*"' | sort -u)"

echo "1..$n"
[ "$failed" -eq 0 ]
