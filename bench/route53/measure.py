"""Runs a command and says in a file what it took, with all processes that it started and waited for.

usage: measure.py FILE COMMAND [ARGUMENT …]
"""

import json
import os
import sys
import time

file, command = sys.argv[1], sys.argv[2:]
begin = time.monotonic()
child = os.posix_spawnp(command[0], command, os.environ)
_, status, usage = os.wait4(child, 0)
took = {
    "wallSeconds": time.monotonic() - begin,
    "cpuSeconds": usage.ru_utime + usage.ru_stime,
    "peakBytes": usage.ru_maxrss * 1024,
    "exitCode": os.waitstatus_to_exitcode(status),
}
with open(file, "w", encoding="utf-8") as output:
    json.dump(took, output)
