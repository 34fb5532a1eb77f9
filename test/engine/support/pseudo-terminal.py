"""Runs a program at a pseudo terminal: pseudo-terminal.py COLUMNS ROWS PROGRAM WORD...

What the program shows goes to the standard output, what comes on the standard input is typed. Ends as the program does.
"""

import fcntl
import os
import pty
import select
import struct
import sys
import termios

columns, rows, program = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
child, terminal = pty.fork()
if child == 0:
    os.execvp(program[0], program)
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
typing = [0]
while True:
    ready, _, _ = select.select([terminal, *typing], [], [])
    if terminal in ready:
        try:
            shown = os.read(terminal, 65536)
        except OSError:
            break
        if not shown:
            break
        os.write(1, shown)
    if 0 in ready:
        keys = os.read(0, 1024)
        if keys:
            os.write(terminal, keys)
        else:
            typing = []
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
