#!/bin/sh
# journalctl of a lab host: follows what a unit writes from now on, each line with its time. A unit's lines stand in a file.
unit=
for argument; do
  case $argument in
    --unit=*) unit=${argument#--unit=} ;;
    --follow | --lines=0 | --no-pager | --quiet | --output=short-unix) ;;
    *) echo "journalctl: $argument is nothing that the lab knows" >&2; exit 1 ;;
  esac
done
name=${unit%.service}
exec tail -n 0 -F "/var/log/$name.log" 2> /dev/null |
  mawk -W interactive -v host="$(hostname)" -v name="$name" '{ printf "%d.000000 %s %s[1]: %s\n", systime(), host, name, $0; fflush() }'
