#!/bin/sh
# poweroff, halt and shutdown of a lab host: its first process ends, and everything with it.
case " $* " in *" -r "* | *" --reboot "*) echo "this is a lab host: it can be powered off, not rebooted" >&2; exit 1 ;; esac
kill -s PWR 1
