#!/bin/sh
# Makes a forwarder out of a plain Debian 13 or Ubuntu 26.04. The one provisioning path: it runs as root inside the system
# that becomes the image, whoever started that system (mmdebstrap in the lab, a builder of machine images on AWS).
#
# Usage: provision.sh        in the folder that holds it, with `packages` and `files/` beside it
# Environment, yes or no, by default no:
#   SECURITY_UPDATES   whether forwarders install security updates by themselves
#   SSM_AGENT          whether the agent of Systems Manager, which must be there already, stays
set -eu

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
units=/etc/systemd/system
security_updates_file=/etc/apt/apt.conf.d/60hybrid-dns
export DEBIAN_FRONTEND=noninteractive

say() { printf 'provision: %s\n' "$*"; }
fail() { say "$*" >&2; exit 1; }
is_installed() { dpkg-query --show --showformat='${db:Status-Status}\n' "$1" 2> /dev/null | grep -qx installed; }
version() { dpkg-query --show --showformat='${Version}' "$1"; }
# What is masked is started by nobody, whatever a package says.
mask() { for unit; do ln -sf /dev/null "$units/$unit"; done; }
unmask() { for unit; do [ "$(readlink "$units/$unit")" != /dev/null ] || rm "$units/$unit"; done; }
option() {
  case $2 in yes | no) ;; *) fail "$1 is '$2', expected yes or no" ;; esac
}

security_updates=${SECURITY_UPDATES:-no}
ssm_agent=${SSM_AGENT:-no}
option SECURITY_UPDATES "$security_updates"
option SSM_AGENT "$ssm_agent"
[ "$(id -u)" = 0 ] || fail "must run as root, runs as $(id -un)"

# Older ones have no Unbound that takes the configurations.
# shellcheck source=/dev/null
. /etc/os-release
case $ID in debian) oldest=13 ;; ubuntu) oldest=26.04 ;; *) fail "this is $ID, expected debian or ubuntu" ;; esac
dpkg --compare-versions "${VERSION_ID:-0}" ge "$oldest" || fail "this is $ID ${VERSION_ID:-without a version}, expected $oldest or newer"

# What is there already is not asked for again, so that a build without a network works where the packages came before.
missing=
while read -r package; do
  case $package in '' | '#'*) continue ;; esac
  is_installed "$package" || missing="$missing $package"
done < "$folder/packages"
if [ "$security_updates" = yes ] && ! is_installed unattended-upgrades; then missing="$missing unattended-upgrades"; fi
if [ -n "$missing" ]; then
  say "installs$missing"
  apt-get update
  # One word a package is wanted here.
  # shellcheck disable=SC2086
  apt-get install --yes --no-install-recommends $missing
fi

# Nobody logs in: what is wrong with a forwarder is mended by another one.
if is_installed openssh-server; then apt-get purge --yes openssh-server; fi
mask ssh.service ssh.socket

if [ "$security_updates" = yes ]; then
  # A package whose configuration was changed here would be held back: what stands here is kept, and nobody asked.
  cat > "$security_updates_file" <<'END'
APT::Periodic::Update-Package-Lists "1";
APT::Periodic::Unattended-Upgrade "1";
Dpkg::Options { "--force-confdef"; "--force-confold"; };
END
  unmask apt-daily.timer apt-daily-upgrade.timer
else
  # A forwarder's subnet may have no internet, and what is newer comes with the next image.
  if is_installed unattended-upgrades; then apt-get purge --yes unattended-upgrades; fi
  rm -f "$security_updates_file"
  mask apt-daily.timer apt-daily-upgrade.timer
fi

# Only from the next boot on: an image may be built by way of this agent.
ssm_units="amazon-ssm-agent.service snap.amazon-ssm-agent.amazon-ssm-agent.service"
for unit in $ssm_units; do
  if [ -e "/usr/lib/systemd/system/$unit" ] || { [ -e "$units/$unit" ] && [ ! -L "$units/$unit" ]; }; then
    found=1
    if [ "$ssm_agent" = yes ]; then systemctl enable "$unit"; else systemctl disable "$unit"; fi
  fi
done
if [ "$ssm_agent" = yes ] && [ -z "${found-}" ]; then fail "SSM_AGENT is yes, but the agent of Systems Manager is not installed"; fi

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
rm -f "$units/multi-user.target.wants/named.service" "$units/bind9.service"
mkdir -p "$units/multi-user.target.wants"
ln -sf "$units/hybrid-dns-agent.service" "$units/multi-user.target.wants/hybrid-dns-agent.service"
install -d --owner=root --group=root --mode=0755 /var/lib/hybrid-dns /etc/hybrid-dns

# Debian would make this host ask its own servers; it asks the VPC's resolver.
mask unbound-resolvconf.service named-resolvconf.service

# The anchor comes from the package, not from the internet: the forwarder's subnet may have none.
install -d --owner=unbound --group=unbound --mode=0755 /var/lib/unbound
install --owner=unbound --group=unbound --mode=0644 /usr/share/dns/root.key /var/lib/unbound/root.key

# A plain file: neither resolved nor a DHCP client puts the VPC's option set (which names this very host) into it.
rm -f /etc/resolv.conf
printf 'nameserver 169.254.169.253\noptions edns0\n' > /etc/resolv.conf

unbound-checkconf /etc/unbound/unbound.conf > /dev/null
named-checkconf /etc/bind/named.conf > /dev/null
node --check /usr/lib/hybrid-dns/agent.js

mkdir -p /usr/share/hybrid-dns
/bin/sh "$folder/package-list.sh" > /usr/share/hybrid-dns/packages.cdx.json
say "package list: /usr/share/hybrid-dns/packages.cdx.json"
say "done: unbound $(version unbound), bind9 $(version bind9), nodejs $(version nodejs)"
