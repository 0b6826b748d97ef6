"""Counts what changes without a call: an instance that a group replaced by itself.

Whoever draws the cloud asks for the number and looks again when it is another one.
"""

import threading

lock = threading.Lock()
count = 0


def changed():
    global count
    with lock:
        count += 1
