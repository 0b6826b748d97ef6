#!/bin/sh
# systemctl for the tests of the agent: start, stop, restart and kill -9 of the two DNS services, and poweroff.
run=/run/units
mkdir -p "$run"
for unit; do :; done
case $unit in
  unbound.service) command="unbound -d -p -c /etc/unbound/unbound.conf" ;;
  named.service) command="named -f -u bind" ;;
esac
pid_file=$run/$unit.pid
begin() {
  touch "$run/$unit.wanted"
  [ ! -e "$run/$unit.loop" ] || return 0
  touch "$run/$unit.loop"
  setsid sh -c "while [ -e $run/$unit.wanted ]; do $command >> /var/log/$unit.log 2>&1 & echo \$! > $pid_file; wait; sleep 0.2; done; rm -f $run/$unit.loop" < /dev/null > /dev/null 2>&1 &
}
end() {
  rm -f "$run/$unit.wanted"
  kill "$(cat $pid_file)"
  while [ -e "$run/$unit.loop" ]; do sleep 0.02; done
}
echo "$*" >> /srv/systemctl
case $1 in
  start) begin ;;
  stop) end ;;
  kill) kill -9 "$(cat "$pid_file")" ;;
  restart) end; begin ;;
  poweroff) touch /srv/off ;;
esac
