#!/usr/bin/python3
# test-hardened.py
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The programs are built so that a mistake in them does less harm.
#
#     test-hardened.py PROGRAM...

import os
import platform
import re
import subprocess
import sys

import tap

PROGRAMS = sys.argv[1:]


def ask(*command):
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=60,
                          env=dict(os.environ, LC_ALL="C")).stdout


def for_each(option, *patterns):
    """Each program says, asked with an option of readelf, what matches all the patterns."""
    for program in PROGRAMS:
        said = ask("readelf", "--wide", option, program)
        for pattern in patterns:
            assert re.search(pattern, said, re.MULTILINE), (program, pattern, said)


def test_somewhere_else_each_time():
    for_each("--file-header", r"^ *Type: +DYN ")
    for_each("--dynamic", r"\(FLAGS_1\).*\bPIE\b")


def test_tables_are_read_only():
    for_each("--program-headers", r"^ *GNU_RELRO ")
    for_each("--dynamic", r"\(FLAGS_1\).*\bNOW\b")


def test_nothing_is_both_written_and_run():
    for_each("--program-headers", r"^ *GNU_STACK .* RW +0x")
    for program in PROGRAMS:
        assert not re.search(r"^ *LOAD .* RWE ", ask("readelf", "--wide", "--program-headers", program), re.MULTILINE)


def test_stack_is_guarded():
    for_each("--dyn-syms", r" __stack_chk_fail@")


def test_sizes_are_checked():
    for_each("--dyn-syms", r" __\w+_chk@")


def test_jumps_have_marked_ends():
    if platform.machine() != "x86_64":
        return
    for program in PROGRAMS:
        main = ask("objdump", "--disassemble=main", "--no-show-raw-insn", program)
        assert re.search(r"<main>:\n[^\n]*\bendbr64\b", main), main


tap.run(sys.modules["__main__"], "/install/hardened")
