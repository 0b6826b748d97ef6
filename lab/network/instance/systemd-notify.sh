#!/bin/sh
# systemd-notify of a lab host: the service was heard of.
[ -z "${NOTIFY_SOCKET-}" ] || : > "$NOTIFY_SOCKET.heard"
