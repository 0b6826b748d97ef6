#!/bin/sh
# systemctl of a lab host: what an image's scripts and programs ask of it, towards the scripts that run the units.
set -eu

state=/run/lab/state
wants=/etc/systemd/system/multi-user.target.wants
quiet=
block=1
now=
signal=TERM
property=
value=
command=
units=
fail() { printf 'systemctl: %s\n' "$*" >&2; exit 1; }
while [ $# -gt 0 ]; do
  case $1 in
    -q | --quiet) quiet=1 ;;
    --no-block) block= ;;
    --now) now=1 ;;
    --value) value=1 ;;
    -s | --signal) signal=$2; shift ;;
    --signal=*) signal=${1#*=} ;;
    -p | --property) property=$2; shift ;;
    --property=*) property=${1#*=} ;;
    -*) ;;
    *)
      if [ -z "$command" ]; then command=$1
      else case $1 in *.*) units="$units $1" ;; *) units="$units $1.service" ;; esac
      fi ;;
  esac
  shift
done
say() { if [ -z "$quiet" ]; then echo "$1"; fi; }
content_of() { cat "$1" 2>/dev/null || true; }
pid_of() { content_of "$state/$1/pid"; }
alive() { [ -n "$1" ] && kill -0 "$1" 2>/dev/null; }
active() { alive "$(pid_of "$1")" || [ -e "$state/$1/exited" ]; }
known() { [ -e "/run/lab/units/$1" ]; }
on_disk() { [ -f "/etc/systemd/system/$1" ] || [ -f "/usr/lib/systemd/system/$1" ]; }

# Begins a unit's script, with nothing of the environment of who asks, and waits until its process is there and stays.
start() {
  if active "$1"; then return 0; fi
  mkdir -p "$state/$1"
  rm -f "$state/$1/stopped" "$state/$1/exited" "$state/$1/skipped"
  if ! alive "$(content_of "$state/$1/loop")"; then
    env -i "PATH=$PATH" HOME=/root LANG=C.UTF-8 setsid /bin/sh "/run/lab/units/$1" < /dev/null > /dev/null 2>&1 &
    echo $! > "$state/$1/loop"
  fi
  [ -n "$block" ] || return 0
  tries=0
  while [ "$tries" -lt 250 ]; do
    now_pid=$(pid_of "$1")
    if alive "$now_pid"; then
      sleep 0.05
      if alive "$now_pid"; then return 0; fi
      fail "$1 ended as soon as it was started; see /var/log/${1%.service}.log"
    fi
    if [ -e "$state/$1/skipped" ]; then return 0; fi
    # a unit that runs once is done when its script is
    if ! alive "$(content_of "$state/$1/loop")"; then
      if grep -q '^# oneshot$' "/run/lab/units/$1"; then return 0; fi
      fail "$1 failed; see /var/log/${1%.service}.log"
    fi
    sleep 0.02
    tries=$((tries + 1))
  done
  fail "$1 did not start within five seconds; see /var/log/${1%.service}.log"
}
stop() {
  [ -d "$state/$1" ] || return 0
  : > "$state/$1/stopped"
  rm -f "$state/$1/exited"
  main=$(pid_of "$1")
  loop=$(content_of "$state/$1/loop")
  if alive "$main"; then kill "$main"; fi
  tries=0
  while { alive "$main" || alive "$loop"; } && [ "$tries" -lt 250 ]; do
    sleep 0.02
    tries=$((tries + 1))
  done
  if alive "$main"; then kill -9 "$main"; sleep 0.1; fi
  if alive "$loop"; then kill -9 "$loop" 2>/dev/null || true; fi
  rm -f "$state/$1/pid" "$state/$1/loop"
}
show() {
  case $property in
    MainPID) content=$(pid_of "$1"); content=${content:-0} ;;
    ActiveState) if active "$1"; then content=active; else content=inactive; fi ;;
    *) fail "a lab host shows -p MainPID and -p ActiveState, not '$property'" ;;
  esac
  if [ -n "$value" ]; then echo "$content"; else echo "$property=$content"; fi
}

case $command in
  daemon-reload | reset-failed | preset | preset-all | set-default) exit 0 ;;
  poweroff | halt) exec /usr/sbin/poweroff ;;
  start | stop | restart | try-restart | reload | reload-or-restart | kill | show | enable | disable | mask | unmask) ;;
  is-active | is-enabled | is-failed | status) ;;
  *) fail "this is a lab host: it does not know '$command'" ;;
esac
[ -n "$units" ] || fail "which unit? expected e.g. 'systemctl $command unbound'"
code=0
[ "$command" != is-active ] || code=3
for unit in $units; do
  case $unit in *.service) ;; *) continue ;; esac
  if ! known "$unit" && ! { on_disk "$unit" && case $command in enable | disable) ;; *) false ;; esac; }; then
    case $command in
      # what is not in the image is neither active nor enabled, and is not run by being masked
      is-active) say inactive; continue ;;
      is-enabled) say not-found; code=1; continue ;;
      disable | mask | unmask | stop) continue ;;
      *) fail "Unit $unit not found" ;;
    esac
  fi
  case $command in
    is-active) if active "$unit"; then say active; code=0; else say inactive; fi ;;
    is-failed) say "$(if active "$unit"; then echo active; else echo inactive; fi)"; code=1 ;;
    status) if active "$unit"; then say active; else say inactive; code=3; fi ;;
    is-enabled) if [ -L "$wants/$unit" ] || [ -e "$wants/$unit" ]; then say enabled; else say disabled; code=1; fi ;;
    enable | unmask)
      if [ -L "/etc/systemd/system/$unit" ] && [ "$(readlink "/etc/systemd/system/$unit")" = /dev/null ]; then
        rm -f "/etc/systemd/system/$unit"
      fi
      if [ "$command" = enable ]; then
        mkdir -p "$wants"
        ln -sf "/usr/lib/systemd/system/$unit" "$wants/$unit"
        if [ -n "$now" ]; then start "$unit"; fi
      fi ;;
    disable)
      rm -f "$wants/$unit"
      if [ -n "$now" ]; then stop "$unit"; fi ;;
    mask)
      if [ -n "$now" ]; then stop "$unit"; fi
      rm -f "$wants/$unit"
      mkdir -p /etc/systemd/system
      ln -sf /dev/null "/etc/systemd/system/$unit" ;;
    start) start "$unit" ;;
    stop) stop "$unit" ;;
    show) show "$unit" ;;
    kill)
      main=$(pid_of "$unit")
      if alive "$main"; then kill -s "${signal#SIG}" "$main"; else fail "$unit does not run"; fi ;;
    reload)
      if alive "$(pid_of "$unit")"; then /bin/sh "/run/lab/units/$unit" reload; else fail "$unit does not run"; fi ;;
    try-restart)
      if active "$unit"; then stop "$unit"; start "$unit"; fi ;;
    reload-or-restart)
      if alive "$(pid_of "$unit")"; then /bin/sh "/run/lab/units/$unit" reload; else start "$unit"; fi ;;
    restart) stop "$unit"; start "$unit" ;;
  esac
done
exit "$code"
