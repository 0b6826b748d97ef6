# A world of two hosts, in namespaces of its own: here stand all servers and clients, next door the forwarder alone, so that
# its listening on every address meets nobody else's. Debian 13 is under /mnt/root, in memory above the lab's tree.
set -e
mount -t tmpfs world /mnt
mkdir /mnt/upper /mnt/work /mnt/root
mount -t overlay -o "lowerdir=$TREE,upperdir=/mnt/upper,workdir=/mnt/work$OVERLAY_OPTIONS" world /mnt/root
mount --rbind /proc /mnt/root/proc
mount --rbind /dev /mnt/root/dev
mkdir -p /mnt/root/run/named
# Where there is one user only, Unbound's own is that one.
[ -z "$OVERLAY_OPTIONS" ] || sed -i 's/^\(unbound:[^:]*\):[0-9]*:[0-9]*:/\1:0:0:/' /mnt/root/etc/passwd
# A server that runs as root without root's rights could not read Debian's key.
chmod -R a+rX /mnt/root/etc/bind
rm -f /mnt/root/etc/bind/rndc.key
echo 'key "rndc-key" { algorithm hmac-sha256; secret "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="; };' > /mnt/root/etc/bind/rndc.key
ip() { chroot /mnt/root ip "$@"; }
ip link set lo up
for address in $ADDRESSES; do ip address add "$address" dev lo; done
unshare --net sleep infinity &
forwarder=/proc/$!/ns/net
until [ "$(readlink "$forwarder")" != "$(readlink /proc/self/ns/net)" ]; do sleep 0.01; done
ip link add world type veth peer name eth0 netns $!
ip address add 10.20.1.1/24 dev world
ip link set world up
nsenter --net="$forwarder" chroot /mnt/root sh -e -c '
ip link set lo up
ip address add 10.20.1.53/24 dev eth0
ip link set eth0 up
ip route add default via 10.20.1.1'
FORWARDER_NETWORK=$forwarder exec "$@"
