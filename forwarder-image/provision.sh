#!/bin/sh
# Makes a forwarder out of a plain Debian 13. The one provisioning path: it runs as root inside the system that becomes
# the image, whoever started that system (mmdebstrap in the lab, a builder of machine images on AWS).
#
# Usage: provision.sh        in the folder that holds it, with `packages` and `files/` beside it
set -eu

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
say() { printf 'provision: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || fail "must run as root, runs as $(id -un)"
[ -f /etc/debian_version ] || fail "this is not Debian: /etc/debian_version is missing"

# What is there already is not asked for again, so that a build without a network works where the packages came before.
missing=
while read -r package; do
  case $package in '' | '#'*) continue ;; esac
  dpkg-query --show --showformat='${db:Status-Status}\n' "$package" 2>/dev/null | grep -qx installed || missing="$missing $package"
done < "$folder/packages"
if [ -n "$missing" ]; then
  say "installs$missing"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update
  # One word a package is wanted here.
  # shellcheck disable=SC2086
  apt-get install --yes --no-install-recommends $missing
fi

# Git keeps the executable bit and nothing else of a mode, so modes are given here.
say "copies files"
cd "$folder/files"
find . -type f | while IFS= read -r file; do
  mode=0644
  [ ! -x "$file" ] || mode=0755
  install -D --owner=root --group=root --mode="$mode" "$file" "/${file#./}"
done

# Debian's fragments would be read by nothing: unbound.conf is complete. Away with them, so that nobody wonders.
rm -f /etc/unbound/unbound.conf.d/*.conf

# The same for BIND. Its key of rndc would be the same on every forwarder of this image: each host makes its own.
rm -f /etc/bind/named.conf.* /etc/bind/rndc.key

# Unbound is what runs until `configure` says otherwise, which remembers it here.
rm -f /etc/systemd/system/multi-user.target.wants/named.service /etc/systemd/system/bind9.service
install -d --owner=root --group=root --mode=0755 /var/lib/hybrid-dns

# Debian would make this host ask its own Unbound; it asks the VPC's resolver.
ln -sf /dev/null /etc/systemd/system/unbound-resolvconf.service

# The anchor comes from the package, not from the internet: the forwarder's subnet may have none.
install -d --owner=unbound --group=unbound --mode=0755 /var/lib/unbound
install --owner=unbound --group=unbound --mode=0644 /usr/share/dns/root.key /var/lib/unbound/root.key

# A plain file: neither resolved nor a DHCP client puts the VPC's option set (which names this very host) into it.
rm -f /etc/resolv.conf
printf 'nameserver 169.254.169.253\noptions edns0\n' > /etc/resolv.conf

unbound-checkconf /etc/unbound/unbound.conf > /dev/null
named-checkconf /etc/bind/named.conf > /dev/null
version() { dpkg-query --show --showformat='${Version}' "$1"; }
say "done: unbound $(version unbound), bind9 $(version bind9)"
