#!/bin/sh
# What a lab host does with a lease: its address, its way out, its resolvers.
#
# LAB_ROOT is the host's root; LAB_RESOLVERS are the servers that its image asks instead of the lease's, if it does.
# The lease comes in variables of udhcpc's naming.
case $1 in
  bound | renew) ;;
  *) exit 0 ;;
esac

# shellcheck disable=SC2154
ip address replace "$ip/$mask" dev "$interface"
# shellcheck disable=SC2154
for gateway in $router; do ip route replace default via "$gateway" dev "$interface"; done

file=$LAB_ROOT/etc/resolv.conf
{
  [ -n "$LAB_RESOLVERS" ] || [ -z "$domain" ] || echo "search $domain"
  for server in ${LAB_RESOLVERS:-$dns}; do echo "nameserver $server"; done
} > "$file.new"
rm -f "$file"
mv "$file.new" "$file"
