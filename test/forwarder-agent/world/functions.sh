# What the tests' scripts say of a forwarder: sourced by them.
ask() { dig +short +time=2 +tries=1 @127.0.0.1 "${1:-told.example}"; }
now() { sha256sum < "$CONFIGURATION" | cut -c 1-64; }
# Waits until a command works; the test fails by what it then prints.
until_true() {
  tries=0
  until eval "$1" > /dev/null 2>&1; do
    tries=$((tries + 1))
    if [ "$tries" -ge 300 ]; then echo "waited in vain for: $1"; cat /var/log/agent.log; return 1; fi
    sleep 0.1
  done
}
# desire FILE [IMAGE] [SLOTS] [PROBES] [SOFTWARE]
desire() {
  hash=$(sha256sum < "$1" | cut -c 1-64)
  mkdir -p /srv/bucket/configuration
  cp "$1" "/srv/bucket/configuration/$hash"
  image=${2:-ami-1}
  slots=${3:-}
  [ -n "$slots" ] || slots='[{"key":"a","address":"127.0.0.1"}]'
  probes=${4:-[]}
  cat > /srv/desired <<JSON
{"version":1,"software":"${5:-unbound}","configuration":{"sha256":"$hash","bytes":$(wc -c < "$1")},
 "imageId":"$image","slots":$slots,"probes":$probes}
JSON
  mv /srv/desired /srv/bucket/desired.json
}
report() { cat /srv/bucket/reports/a.json; }
said() { grep -q "$1" /var/log/agent.log; }
agent() {
  AWS_ENDPOINT_URL=http://127.0.0.1:8080 AWS_EC2_METADATA_SERVICE_ENDPOINT=http://127.0.0.1:8080 HYBRID_DNS_POLL_SECONDS=0.5 \
    node /usr/lib/hybrid-dns/agent.js >> /var/log/agent.log 2>&1 &
  agent=$!
}
