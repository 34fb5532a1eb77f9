#!/usr/bin/env python3
"""Starts Chromium so that it does not notice changes to the machine's networks: the path of Chromium is in $CHROMIUM.

Chromium drops what it loads over HTTP/2 (ERR_NETWORK_CHANGED) when an interface gets an address, and tests on the engine create
networks all the time. It watches them with a netlink socket, and continues without one if the system does not support it.
A seccomp filter, which Chromium's processes inherit, makes socket(AF_NETLINK, ...) fail.
"""

import ctypes
import errno
import os
import platform
import struct
import sys

SOCKET = {"x86_64": (0xC000003E, 41), "aarch64": (0xC00000B7, 198)}
"""For each architecture, its number in seccomp and the number of its socket system call."""
AF_NETLINK = 16
LOAD, EQUAL, RETURN = 0x20, 0x15, 0x06
NUMBER_AT, MACHINE_AT, FIRST_ARGUMENT_AT = 0, 4, 16
ALLOW, FAIL = 0x7FFF0000, 0x00050000 | errno.EAFNOSUPPORT
PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, FILTER_MODE = 38, 22, 2


class Program(ctypes.Structure):
    """struct sock_fprog"""

    _fields_ = (("length", ctypes.c_ushort), ("instructions", ctypes.c_char_p))


def refuse_netlink(machine: int, socket: int) -> None:
    """Applies to this process from now on, and to all processes that it starts."""
    rows = [
        (LOAD, 0, 0, MACHINE_AT),
        (EQUAL, 0, 5, machine),
        (LOAD, 0, 0, NUMBER_AT),
        (EQUAL, 0, 3, socket),
        (LOAD, 0, 0, FIRST_ARGUMENT_AT),
        (EQUAL, 0, 1, AF_NETLINK),
        (RETURN, 0, 0, FAIL),
        (RETURN, 0, 0, ALLOW),
    ]
    instructions = b"".join(struct.pack("HBBI", *row) for row in rows)
    program = Program(len(rows), instructions)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for words in ((PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0), (PR_SET_SECCOMP, FILTER_MODE, ctypes.byref(program), 0, 0)):
        if prctl(*words) != 0:
            sys.exit(f"The filter was refused: {os.strerror(ctypes.get_errno())}")


refuse_netlink(*SOCKET[platform.machine()])
chromium = os.environ["CHROMIUM"]
os.execv(chromium, [chromium, *sys.argv[1:]])
