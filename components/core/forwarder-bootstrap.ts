import type { ForwarderSystemConfig } from "./forwarder-image-config";
import { forwarderSystem } from "./forwarder-system";
import { heredoc } from "./heredoc";
import type { ImageFile } from "./image-documents";
import type { InstanceArchitecture } from "./instance-architecture";

/** What core is given to make a bootstrap of: it reads no file itself. */
export interface BootstrapSource {
  readonly files: readonly ImageFile[];
  /** In hexadecimal digits. */
  sha256(text: string): string;
}

/** How forwarders come about without an image of their own. */
export interface PlannedBootstrap extends ForwarderSystemConfig {
  readonly architecture: InstanceArchitecture;
}

/** What makes a forwarder out of a plain system. */
export interface RenderedBootstrap {
  /** For launch templates: the newest official image at the time of each launch. */
  readonly imageId: string;
  /** Stands for an image's id where forwarders are compared with what they should be, e.g. `bootstrap-3f9a1c0b77e2`. */
  readonly madeBy: string;
  /** The script's key in the bucket. */
  readonly objectKey: string;
  readonly sha256: string;
  /** The files of an image, and `provision.sh` among them, which it runs. */
  readonly script: string;
}

const FOLDER = "/var/tmp/hybrid-dns";
const FILE_END = "END OF HYBRID-DNS FILE";

export function renderBootstrap(
  { architecture, base, securityUpdates }: PlannedBootstrap,
  { files, sha256 }: BootstrapSource,
): RenderedBootstrap {
  const parameter = forwarderSystem(base).parameterOf(architecture);
  const script = `#!/bin/sh
# Makes a DNS forwarder out of a plain system, as an image of it would be made.
set -eu
umask 022
rm -rf ${FOLDER}
${files.map(writtenFile).join("")}export SECURITY_UPDATES=${securityUpdates === true ? "yes" : "no"} SSM_AGENT=no
/bin/sh ${FOLDER}/provision.sh
rm -rf ${FOLDER}
`;
  const hash = sha256(script);
  return {
    imageId: `resolve:ssm:${parameter}`,
    madeBy: `bootstrap-${hash.slice(0, 12)}`,
    objectKey: bootstrapKey(hash),
    sha256: hash,
    script,
  };
}

const bootstrapKey = (sha256: string) => `${BOOTSTRAP_FOLDER}/${sha256}`;

/** Of the bucket. */
export const BOOTSTRAP_FOLDER = "bootstrap";

function writtenFile({ path, mode, text }: ImageFile): string {
  const target = `${FOLDER}/${path}`;
  const folder = target.slice(0, target.lastIndexOf("/"));
  return `mkdir -p ${folder}
cat > ${target} ${heredoc(FILE_END, text)}
chmod ${mode.toString(8)} ${target}
`;
}

/**
 * The part of a forwarder's user data that fetches the script from the bucket and runs it, as often as it takes; a machine
 * that does not become a forwarder powers itself off, so that another one takes its place. Expects `agent.json`.
 *
 * @param sha256 - of the script
 */
export function bootstrapCommands(sha256: string): string {
  return `cat > ${PROGRAM} ${heredoc(PROGRAM_END, program(sha256))}
tries=0
until sh ${PROGRAM}; do
  tries=$((tries + 1))
  if [ $tries = ${MOST_TRIES} ]; then
    echo "hybrid-dns: no forwarder after $tries tries; powers off" >&2
    systemctl poweroff
    exit 1
  fi
  sleep ${PAUSE_SECONDS}
done
systemctl daemon-reload
`;
}

const PROGRAM = "/run/hybrid-dns-bootstrap";
const PROGRAM_END = "END OF HYBRID-DNS BOOTSTRAP";
const MOST_TRIES = 20;
const PAUSE_SECONDS = 15;

// Names are asked of the VPC's own resolver: its option set may name the forwarder that this becomes. The role's keys
// reach curl by its standard input, so that no list of processes has them.
const program = (sha256: string) => `set -eu
setting() { sed -n "s/.*\\"$1\\": *\\"\\([^\\"]*\\)\\".*/\\1/p" /etc/hybrid-dns/agent.json; }
bucket=$(setting bucket)
region=$(setting region)
case $region in cn-*) domain=amazonaws.com.cn ;; *) domain=amazonaws.com ;; esac
endpoint=$(printenv AWS_ENDPOINT_URL || :)
base=https://$bucket.s3.$region.$domain
[ -z "$endpoint" ] || base=$endpoint/$bucket
metadata=$(printenv AWS_EC2_METADATA_SERVICE_ENDPOINT || echo http://169.254.169.254)

if [ -e /run/systemd/resolve ]; then
  mkdir -p /run/systemd/resolved.conf.d
  printf '[Resolve]\\nDNS=169.254.169.253\\nDomains=~.\\n' > /run/systemd/resolved.conf.d/hybrid-dns.conf
  systemctl restart systemd-resolved
elif [ ! -L /etc/resolv.conf ]; then
  echo 'nameserver 169.254.169.253' > /etc/resolv.conf
fi
export DEBIAN_FRONTEND=noninteractive
if ! command -v curl > /dev/null; then
  apt-get update
  apt-get install --yes --no-install-recommends ca-certificates curl
fi

token=$(curl -sSf -m 5 -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 300' "$metadata/latest/api/token")
ask() { curl -sSf -m 5 -H "X-aws-ec2-metadata-token: $token" "$metadata/latest/meta-data/$1"; }
role=$(ask iam/security-credentials/)
keys=$(ask "iam/security-credentials/$role")
key() { printf '%s\\n' "$keys" | tr ',{}' '\\n\\n\\n' | sed -n "s/.*\\"$1\\" *: *\\"\\([^\\"]*\\)\\".*/\\1/p"; }
script=/var/tmp/hybrid-dns-bootstrap
curl -sSf -m 120 -o $script -K - <<END
aws-sigv4 = "aws:amz:$region:s3"
user = "$(key AccessKeyId):$(key SecretAccessKey)"
header = "X-Amz-Security-Token: $(key Token)"
url = "$base/${bootstrapKey(sha256)}"
END
echo "${sha256}  $script" | sha256sum --check --quiet
sh $script
rm $script
`;
