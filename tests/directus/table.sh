#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries the client's contract on every server that it can be tried on, and prints which
# operation works on which server, over which transport:
#
#   table.sh    the embedded server, what answers as 12.4.1 does, and a real Directus
#               10.13.4, 11.3.5 and 11.17.4, each installed if need be
#
# BUILD (default _build) is the build folder. Fails if a case fails.
set -uo pipefail

here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "${BUILD:-$here/../../_build}" && pwd)
export BUILD=$build
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

G_TEST_SRCDIR=$here/.. G_DEBUG=fatal-criticals "$build/tests/client/test-client-contract" >"$work/tap" 2>"$work/log"
for version in 10.13.4 11.3.5 11.17.4; do
  DIRECTUS_VERSION=$version "$here/run.sh" "$build/tests/directus/contract" >>"$work/tap" 2>>"$work/log"
done

# ok 3 /client/contract/SERVER/TRANSPORT/OPERATION
python3 - "$work/tap" <<'TABLE'
import re, sys

seen = {}
servers, operations = [], []
for line in open(sys.argv[1]):
    found = re.match(r'(not ok|ok) \d+ /client/contract/([^/]+)/([^/]+)/(\S+)', line)
    if not found:
        continue
    result, server, transport, operation = found.groups()
    if (server, transport) not in servers:
        servers.append((server, transport))
    if operation not in operations:
        operations.append(operation)
    seen[server, transport, operation] = 'ok' if result == 'ok' else 'FAILED'

width = max(map(len, operations), default=0)
print(' ' * width, *(f'{server:>8}' for server, _ in servers))
print(' ' * width, *(f'{transport:>8}' for _, transport in servers))
for operation in operations:
    cells = (seen.get((*server, operation), '–') for server in servers)
    print(f'{operation:{width}}', *(f'{cell:>8}' for cell in cells))
# A program that ends early leaves its last cases out, which fails too.
wanted = {'embedded', '12.4.1', '10.13.4', '11.3.5', '11.17.4'}
missing = wanted - {server for server, _ in servers}
failed = [key for key, result in seen.items() if result != 'ok']
print(f'{len(seen) - len(failed)} passed, {len(failed) + len(missing)} failed')
sys.exit(bool(failed or missing))
TABLE
status=$?
[ "$status" -eq 0 ] || tail -n 40 "$work/log" >&2
exit $status
