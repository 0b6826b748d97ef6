#!/bin/sh
# What cloud-init does of which the lab needs anything: user data by IMDSv2, run once per instance when it is a script.
set -u

metadata=http://169.254.169.254/latest
ask() { curl --silent --show-error --fail --noproxy '*' --max-time 2 "$@"; }

tries=0
until token=$(ask -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$metadata/api/token" 2>/dev/null); do
  tries=$((tries + 1))
  if [ "$tries" -ge 200 ]; then
    echo "cloud-init: no instance metadata at $metadata"
    exit 1
  fi
  sleep 0.05
done
get() { ask -H "X-aws-ec2-metadata-token: $token" "$metadata/$1"; }

id=$(get meta-data/instance-id) || exit 1
folder=/var/lib/cloud/instances/$id
[ ! -e "$folder/sem/config_scripts_user" ] || exit 0
mkdir -p "$folder/sem"
if ! get user-data > "$folder/user-data.txt" 2>/dev/null; then
  echo "cloud-init: no user data"
elif [ "$(head -c 2 "$folder/user-data.txt")" = '#!' ]; then
  chmod 700 "$folder/user-data.txt"
  "$folder/user-data.txt"
  echo "cloud-init: user data ended with exit code $?"
else
  echo "cloud-init: user data is no script (it does not begin with #!) and was not run"
fi
: > "$folder/sem/config_scripts_user"
