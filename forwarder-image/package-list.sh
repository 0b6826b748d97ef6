#!/bin/sh
# Prints which packages with which versions are in this system, as a bill of materials in CycloneDX' form.
set -eu

# shellcheck source=/dev/null
. /etc/os-release

# In a package URL, a plus and a colon of a version are escaped.
list() {
  # shellcheck disable=SC2016
  dpkg-query --show --showformat='${Package} ${Version} ${Architecture} ${db:Status-Status}\n' | LC_ALL=C sort |
    awk -v distribution="$ID" '$4 == "installed" {
      escaped = $2
      gsub(/[+]/, "%2B", escaped)
      gsub(/:/, "%3A", escaped)
      url = "pkg:deb/" distribution "/" $1 "@" escaped "?arch=" $3
      printf "%s    { \"type\": \"library\", \"bom-ref\": \"%s\", \"name\": \"%s\", \"version\": \"%s\", \"purl\": \"%s\" }", comma, url, $1, $2, url
      comma = ",\n"
    }'
}

cat <<END
{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": { "component": { "type": "operating-system", "name": "$ID", "version": "$VERSION_ID" } },
  "components": [
$(list)
  ]
}
END
