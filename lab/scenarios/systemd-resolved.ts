/** Where it answers its host, and nobody else. */
export const address = "127.0.0.53";

const pidFile = "/run/systemd/resolve.pid";
const log = "/var/log/systemd-resolved.log";

/** Shell script that starts systemd-resolved in a host, without systemd and D-Bus: it takes the servers of resolv.conf. */
export const start = `mkdir -p /run/systemd/resolve
chown systemd-resolve:systemd-resolve /run/systemd/resolve
setsid sh -c 'echo $$ > ${pidFile}; exec /usr/lib/systemd/systemd-resolved' > ${log} 2>&1 < /dev/null &
tries=0
until grep -q '^ *[0-9]*: 3500007F:0035 ' /proc/net/udp; do
  tries=$((tries + 1))
  [ "$tries" -lt 250 ] || { cat ${log} >&2; exit 1; }
  sleep 0.02
done`;

/** Shell script that ends it, and waits until it has. */
export const stop = `pid=$(cat ${pidFile})
kill "$pid"
while kill -0 "$pid" 2> /dev/null; do sleep 0.02; done`;
