#!/bin/sh
# First process of the lab's namespaces: gives the tree that the lab runs from its places, then waits for the supervisor.
# When it ends, everything in the namespaces ends.
#
# Usage: start.sh TREE SIZE COMMAND…     the tree's /mnt becomes the lab's own folder, in memory, of this size at most
set -eu

tree=$1
size=$2
shift 2
# chroot and nsenter are where only root looks on some machines
export PATH="$PATH:/usr/sbin:/sbin"
# `ip` in the tree wants its root to be a mount
mount --bind "$tree" "$tree"
mount -t tmpfs -o "mode=755,size=$size" lab "$tree/mnt"
mount -t tmpfs -o mode=755,size=4m lab "$tree/run"
mount --rbind /proc "$tree/proc"
mount --rbind /dev "$tree/dev"
mkdir "$tree/mnt/hosts" "$tree/run/netns"
"$@" &
wait $!
