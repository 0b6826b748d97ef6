# Two hosts in namespaces of their own: here forwarder and load on loopback, next door the upstream, so that both can have port 53.
# Debian 13 is under /mnt/root, in memory above a tree that stays as it is.
set -e
mount -t tmpfs bench /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work$OVERLAY_OPTIONS" bench /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
mkdir -p /mnt/root/run/named
# Where there is one user only, the servers' own are that one.
[ -z "$OVERLAY_OPTIONS" ] || sed -i 's/^\(\(unbound\|nsd\):[^:]*\):[0-9]*:[0-9]*:/\1:0:0:/' /mnt/root/etc/passwd
rm -f /mnt/root/etc/bind/rndc.key
echo 'key "rndc-key" { algorithm hmac-sha256; secret "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; };' > /mnt/root/etc/bind/rndc.key
ip() { chroot /mnt/root ip "$@"; }
unshare --net sleep infinity &
upstream=/proc/$!/ns/net
until [ "$(readlink "$upstream")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
ip link set lo up
ip link add out type veth peer name eth0 netns $!
ip address add 10.53.0.2/24 dev out
ip link set out up
nsenter --net="$upstream" chroot /mnt/root sh -e -c '
ip link set lo up
ip address add 10.53.0.1/24 dev eth0
ip link set eth0 up'
UPSTREAM_NETWORK=$upstream exec "$@"
