# tap.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Runs what a module has of functions that begin with `test_`, as meson reads it.

import sys
import traceback


def run(module, path):
    """Runs each test of a module; its name begins with the path. Fails if one does."""
    tests = [(name[5:], test) for name, test in vars(module).items() if name.startswith("test_")]
    print("1..%u" % len(tests))
    n_failed = 0
    for number, (name, test) in enumerate(tests, 1):
        try:
            test()
            said = "ok"
        except Exception:
            n_failed += 1
            said = "not ok"
            for line in traceback.format_exc().splitlines():
                print("# " + line)
        print("%s %u %s/%s" % (said, number, path, name.replace("_", "-")), flush=True)
    sys.exit(n_failed > 0)
