#!/bin/sh
# First process of a lab host: makes its root the machine's root and hands over to what runs there.
#
# Usage: init.sh ROOT NAME      in own mount, process, name and network namespaces
set -eu

root=$1
name=$2

hostname "$name"
cd "$root"
mount -t proc proc proc
# A file system of its own for devices: the tree's are a plain folder, and without root none can be made.
mount -t tmpfs -o mode=755,size=64k devices dev
for device in null zero full random urandom tty; do
  : > "dev/$device"
  mount --bind "/dev/$device" "dev/$device"
done
ln -s /proc/self/fd dev/fd
ln -s /proc/self/fd/0 dev/stdin
ln -s /proc/self/fd/1 dev/stdout
ln -s /proc/self/fd/2 dev/stderr
mkdir dev/shm dev/pts
mount -t tmpfs -o size=16m shared dev/shm
if mount -t devpts -o newinstance,ptmxmode=0666,mode=620 terminals dev/pts 2>/dev/null; then ln -s pts/ptmx dev/ptmx; fi
mount -t sysfs -o ro sysfs sys 2>/dev/null || true

pivot_root . mnt
cd /
exec /bin/sh /run/lab/boot
