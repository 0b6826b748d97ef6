import { DEFAULT_INSTANCE_TYPE } from "../backend";
import { checkImageNetwork } from "../checks/image-network-check";
import { checkComponentName, checkRoleName } from "../checks/logical-name-check";
import type { ForwarderImageConfig } from "../forwarder-image-config";
import { type ForwarderSystem, forwarderSystem } from "../forwarder-system";
import { type ImageFile, imageDocuments } from "../image-documents";
import { architectureOf, type InstanceArchitecture } from "../instance-architecture";
import type { PlannedRule, Planning } from "../part-plan";
import type { PlannedForwarderImage, PlannedImageRecipe } from "../planned-forwarder-image";
import { forwarderImageArguments } from "../reading/description-schema";
import type { Report } from "../reading/written-values";
import { shownText } from "../shown-text";
import { ownText, type ValueReader, type Values } from "../values";
import { planPart } from "./planning";

/** What core is given to make an image of: it reads no file itself. */
export interface ForwarderImageSource {
  readonly files: readonly ImageFile[];
  /** Tells this image's parts from those of other programs in the same account, e.g. project and stack. */
  readonly scope: string;
  /** A few digits that are others for every other text. */
  digest(text: string): string;
}

/** Begins the name of every image of forwarders. */
export const IMAGE_NAME_PREFIX = "hybrid-dns-forwarder";

/** Names tell contents apart, so that nothing has a second version. */
const VERSION = "1.0.0";

/**
 * Checks and plans an image of forwarders.
 *
 * What goes into the image is in the names of components, recipe and image: where nothing of it changes, nothing is built,
 * and what changes stands beside the old until that is not used any more.
 */
export function planForwarderImage<V extends Values>(
  logicalName: string,
  config: ForwarderImageConfig<V>,
  source: ForwarderImageSource,
  reader?: ValueReader<V>,
): Planning<PlannedForwarderImage<V>> {
  return planPart<V, ForwarderImageConfig<V>, PlannedForwarderImage<V>>(
    config,
    forwarderImageArguments,
    reader,
    (read, values, report) => {
      checkComponentName(logicalName, report);
      checkRoleName(String(logicalName), "name", "take a shorter name", report);
      checkImageNetwork(read, "", report);
      const architecture = findArchitecture(read, values, report);
      return () => plan(logicalName, read, source, architecture);
    },
  );
}

function findArchitecture<V extends Values>(
  { instanceType, architecture }: ForwarderImageConfig<V>,
  reader: ValueReader<V>,
  report: Report,
): InstanceArchitecture {
  const said = architecture as InstanceArchitecture | undefined;
  const type = instanceType === undefined ? DEFAULT_INSTANCE_TYPE : reader.text(instanceType);
  const found = type === undefined ? undefined : architectureOf(type);
  if (type !== undefined && found === undefined) {
    const message = `got ${shownText(type)}, expected an instance type, e.g. "${DEFAULT_INSTANCE_TYPE}"`;
    report({ code: "BAD_INSTANCE_TYPE", path: "instanceType", message });
  } else if (found === undefined && said === undefined) {
    const message = "`instanceType` is known only after `up`; give `architecture`: arm64 or x86_64";
    report({ code: "ARCHITECTURE_UNKNOWN", path: "architecture", message });
  } else if (instanceType !== undefined && found !== undefined && said !== undefined && said !== found) {
    const message = `got ${said}, but a ${type} is ${found}; leave one of them out`;
    report({ code: "ARCHITECTURE_MISMATCH", path: "architecture", message });
  }
  return said ?? found ?? "arm64";
}

function plan<V extends Values>(
  logicalName: string,
  config: ForwarderImageConfig<V>,
  { files, scope, digest }: ForwarderImageSource,
  architecture: InstanceArchitecture,
): PlannedForwarderImage<V> {
  const base = forwarderSystem(config.base);
  const documents = imageDocuments(files, {
    SECURITY_UPDATES: config.securityUpdates === true ? "yes" : "no",
    SSM_AGENT: config.ssmAgent === true ? "yes" : "no",
  });
  const system = systemOf(base, architecture, config.ssmAgent ?? false);
  const hashOf = (...what: readonly unknown[]) => digest(JSON.stringify(what));
  const named = (hash: string, key?: string) =>
    [logicalName.replaceAll(".", "-"), key, hash].filter((part) => part !== undefined).join("-");
  const contents = hashOf(documents, system);
  const own = named(hashOf(scope, logicalName));
  return {
    logicalName,
    architecture,
    components: documents.map((document) => ({
      logicalName: `${logicalName}-${document.key}`,
      key: document.key,
      name: named(hashOf(scope, logicalName, document), document.key),
      version: VERSION,
      description: document.description,
      document: document.text,
    })),
    recipe: {
      name: named(hashOf(scope, logicalName, contents)),
      version: VERSION,
      description: `DNS forwarder on ${base.title}, ${architecture}`,
      ...system,
    },
    infrastructure: {
      name: own,
      description: "Builds the image of the DNS forwarders",
      instanceTypes: BUILD_INSTANCE_TYPES[architecture],
      assumeRolePolicy: ASSUMED_BY_EC2,
      managedPolicies: MANAGED_POLICIES.map(([key, policy]) => ({
        logicalName: `${logicalName}-${key}`,
        key,
        arn: `arn:${config.partition ?? "aws"}:iam::aws:policy/${policy}`,
      })),
      network: networkOf(logicalName, config),
    },
    distribution: {
      name: own,
      imageName: `${IMAGE_NAME_PREFIX}-${contents}-{{ imagebuilder:buildDate }}`,
      description: `DNS forwarder on ${base.title}`,
    },
    pipeline: {
      name: own,
      // The first day of each month, at three in the night, UTC.
      scheduleExpression: "cron(0 3 1 * ? *)",
      startCondition: "EXPRESSION_MATCH_AND_DEPENDENCY_UPDATES_AVAILABLE",
    },
    tests: { enabled: false, timeoutMinutes: 60 },
    tags: config.tags,
  };
}

const BUILD_INSTANCE_TYPES: { readonly [Architecture in InstanceArchitecture]: readonly string[] } = {
  arm64: ["t4g.small", "m7g.medium"],
  x86_64: ["t3.small", "m7i.large"],
};

/** The instance that builds is one of EC2's. */
const ASSUMED_BY_EC2 = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "ec2.amazonaws.com" } }],
});

const MANAGED_POLICIES = [
  ["image-builder", "EC2InstanceProfileForImageBuilder"],
  ["ssm", "AmazonSSMManagedInstanceCore"],
] as const;

const GIGABYTES = 8;

function systemOf(
  base: ForwarderSystem,
  architecture: InstanceArchitecture,
  keepsSsmAgent: boolean,
): Omit<PlannedImageRecipe, "name" | "version" | "description"> {
  return {
    parentImage: `ssm:${base.parameterOf(architecture)}`,
    userDataBase64: base.hasSsmAgent ? undefined : btoa(INSTALL_SSM_AGENT),
    removeSsmAgent: !keepsSsmAgent,
    rootDevice: base.rootDevice,
    volumeSize: GIGABYTES,
  };
}

/** Image Builder works through this agent, which Debian does not have; AWS gives it out per region. */
const INSTALL_SSM_AGENT = `#!/bin/sh
set -eu
region=$(cloud-init query region)
case $region in cn-*) domain=amazonaws.com.cn ;; *) domain=amazonaws.com ;; esac
package=amazon-ssm-$region/latest/debian_$(dpkg --print-architecture)/amazon-ssm-agent.deb
/usr/lib/apt/apt-helper download-file "https://s3.$region.$domain/$package" /var/tmp/amazon-ssm-agent.deb
dpkg --install /var/tmp/amazon-ssm-agent.deb
rm /var/tmp/amazon-ssm-agent.deb
systemctl enable --now amazon-ssm-agent
`;

/** Where packages come from: HTTP for Debian's and Ubuntu's mirrors, HTTPS for AWS. */
const EGRESS = [
  ["http", 80],
  ["https", 443],
] as const;
const ANYWHERE = [
  ["ipv4", "0.0.0.0/0"],
  ["ipv6", "::/0"],
] as const;

function networkOf<V extends Values>(logicalName: string, { subnetId, vpcId }: ForwarderImageConfig<V>) {
  if (subnetId === undefined || vpcId === undefined) return undefined;
  const egressRules = EGRESS.flatMap(([service, port]) =>
    ANYWHERE.map(
      ([family, cidrBlock]): PlannedRule<V> => ({
        logicalName: `${logicalName}-${service}-${family}`,
        cidrBlock: ownText<V>(cidrBlock),
        protocol: "tcp",
        port,
        description: "packages and AWS",
      }),
    ),
  );
  return { vpcId, subnetId, egressRules };
}
