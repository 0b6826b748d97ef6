#!/bin/sh
# systemctl of a lab host: what images' scripts ask of it, towards the loop that runs the unit.
set -eu

state=/run/lab/state
wanted=/etc/systemd/system/multi-user.target.wants
quiet=
command=
units=
for word; do
  case $word in
    -q | --quiet) quiet=1 ;;
    -*) ;;
    *) if [ -z "$command" ]; then command=$word; else units="$units ${word%.service}.service"; fi ;;
  esac
done
fail() { printf 'systemctl: %s\n' "$*" >&2; exit 1; }
pid_of() { cat "$state/$1/pid" 2>/dev/null || true; }
alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }

# Waits for another process than the one before, and that it is still there a moment later.
started() {
  tries=0
  while [ "$tries" -lt 100 ]; do
    now=$(pid_of "$1")
    if [ -n "$now" ] && [ "$now" != "$2" ]; then
      sleep 0.05
      if alive "$now"; then return 0; fi
      fail "$1 ended as soon as it was started; see /var/log/${1%.service}.log"
    fi
    sleep 0.02
    tries=$((tries + 1))
  done
  fail "$1 did not start within two seconds"
}
stop() {
  : > "$state/$1/stopped"
  old=$(pid_of "$1")
  if alive "$old"; then kill "$old"; fi
  tries=0
  while alive "$old" && [ "$tries" -lt 250 ]; do sleep 0.02; tries=$((tries + 1)); done
  if alive "$old"; then kill -9 "$old"; fi
}

case $command in
  daemon-reload | preset | mask | unmask | reset-failed) exit 0 ;;
  enable | disable) ;;
  start | stop | restart | try-restart | reload | reload-or-restart | is-active | status) ;;
  *) fail "this is a lab host: it knows start, stop, restart, reload, enable, disable, is-active and status, not '$command'" ;;
esac
[ -n "$units" ] || fail "which unit? expected e.g. 'systemctl $command unbound'"
for unit in $units; do
  [ -d "$state/$unit" ] || fail "Unit $unit not found in this image"
  old=$(pid_of "$unit")
  case $command in
    enable) mkdir -p "$wanted" && ln -sf "/usr/lib/systemd/system/$unit" "$wanted/$unit" ;;
    disable) rm -f "$wanted/$unit" ;;
    is-active | status)
      if alive "$old"; then [ -n "$quiet" ] || echo active; else [ -n "$quiet" ] || echo inactive; exit 3; fi ;;
    start)
      rm -f "$state/$unit/stopped"
      if ! alive "$old"; then started "$unit" ""; fi ;;
    stop) stop "$unit" ;;
    reload) if alive "$old"; then kill -HUP "$old"; else fail "$unit does not run"; fi ;;
    *)
      stop "$unit"
      rm -f "$state/$unit/stopped"
      started "$unit" "$old" ;;
  esac
done
