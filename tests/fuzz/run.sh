#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Feeds the server what nobody would write, with libFuzzer, and both sanitizers on:
#
#   run.sh [SECONDS]    for all fuzzers together; 60 unless given
#
# Prints TAP, and how often each has run. What made one fail stays in _build-fuzz/found;
# `_build-fuzz/NAME FILE` tries it again. Needs clang with its libFuzzer.
#
# CORPUS is a folder that keeps what the fuzzers come upon, so that the next run begins there.
set -euo pipefail

top=$(cd "$(dirname "$0")/../.." && pwd)
build=$top/_build-fuzz
seconds=${1:-60}
fuzzers=(graphql router)
sanitizers=address,undefined
CC=$(command -v clang-14 || command -v clang)
export CC

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
corpus=${CORPUS:-$work/corpus}

# The rooms that are tried are built as always, with what libFuzzer wants to know of them.
build_fuzzers() {
  local libraries=(src/server/librel-server.a src/model/librel-model.a) packages name
  if [ ! -f "$build/build.ninja" ]; then
    meson setup "$build" "$top" -Db_sanitize=$sanitizers -Db_lundef=false -Doptimization=1 \
      -Dc_args='-fsanitize=fuzzer-no-link -fno-sanitize-recover=all' || return
  fi
  ninja -C "$build" "${libraries[@]}" || return
  packages='gio-2.0 json-glib-1.0 libsoup-3.0 sqlite3 libargon2 yaml-0.1'
  for name in "${fuzzers[@]}"; do
    # shellcheck disable=SC2046 # words on purpose
    "$CC" -std=gnu11 -g -O1 -Wall -Wextra -fsanitize=fuzzer,$sanitizers -fno-sanitize-recover=all \
      -I"$top/src/server" -I"$top/src/model" "$top/tests/fuzz/fuzz-$name.c" \
      $(printf " $build/%s" "${libraries[@]}") $(pkg-config --cflags --libs $packages) -lm \
      -o "$build/fuzz-$name" || return
  done
}

# seeds NAME: what it begins with, one file each
seeds() {
  local folder=$corpus/$1
  mkdir -p "$folder"
  case $1 in
  graphql) cat "$top"/tests/data/graphql/*.graphql ;;
  router) cat "$top/tests/data/fuzz/requests.txt" ;;
  esac | awk -v folder="$folder" '
    /^#### / { if (file) close(file); file = sprintf("%s/seed-%03d", folder, ++n); next }
    file { print >file }'
}

mkdir -p "$build/found"
if ! build_fuzzers >"$work/said" 2>&1; then
  cat "$work/said"
  echo 'not ok 1 - build'
  exit 1
fi

status=0
n=0
for name in "${fuzzers[@]}"; do
  n=$((n + 1))
  seeds "$name"
  share=$((seconds / ${#fuzzers[@]}))
  if G_SLICE=always-malloc G_DEBUG=fatal-criticals TMPDIR=$work \
    ASAN_OPTIONS=detect_stack_use_after_return=1 UBSAN_OPTIONS=print_stacktrace=1 \
    timeout -k 10 $((share + 120)) "$build/fuzz-$name" -max_total_time="$share" -timeout=10 -rss_limit_mb=2048 \
    -max_len=4096 -use_value_profile=1 -dict="$top/tests/data/fuzz/$name.dict" -print_final_stats=1 \
    -artifact_prefix="$build/found/$name-" "$corpus/$name" >"$work/said" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/said")
    echo "ok $n - $name, $runs runs"
  else
    tail -n 60 "$work/said" | sed 's/^/# /'
    echo "not ok $n - $name"
    status=1
  fi
done
echo "1..$n"
exit $status
