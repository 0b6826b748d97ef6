#!/bin/sh
# Starts the Terraform provider "hybriddns" with a Node that is new enough.
folder=${0%/*}
[ "$folder" = "$0" ] && folder=.

new_enough() {
  version=$("$1" --version 2>/dev/null) || return 1
  major=${version#v}
  major=${major%%.*}
  [ "$major" -ge 22 ] 2>/dev/null
}

# States are large and short of life: with these, what is done with goes back to the system at once (the first is for glibc).
export MALLOC_MMAP_THRESHOLD_=131072
options=--max-semi-space-size=1

for node in ${HYBRID_DNS_NODE:+"$HYBRID_DNS_NODE"} node nodejs \
  /usr/local/bin/node /usr/bin/node /opt/homebrew/bin/node \
  "$HOME"/.nvm/versions/node/*/bin/node \
  "$HOME"/.local/share/fnm/node-versions/*/installation/bin/node \
  "$HOME"/.volta/bin/node "$HOME"/.asdf/shims/node; do
  # exec: whoever started us must be able to end Node itself.
  new_enough "$node" && exec "$node" "$options" "$folder/provider.js" "$@"
done

found=$(command -v node 2>/dev/null) && found="; $found is $(node --version 2>/dev/null)"
echo "hybriddns: the provider needs Node 22 or later, and none was found$found. Install it, or name one in HYBRID_DNS_NODE." >&2
exit 1
