import {
  GetHostedZoneCommand,
  ListResourceRecordSetsCommand,
  type ResourceRecordSet,
  type RRType,
} from "@aws-sdk/client-route-53";
import { given } from "../arn";
import type { AwsConnection } from "../aws-connection";
import { isCode } from "../aws-error";
import {
  blocksOf,
  flagOf,
  numberOf,
  type Properties,
  type PropertyValue,
  requiredText,
  textOf,
  textsOf,
} from "../property-values";
import { type ResourceType, updating } from "../resource-type";
import { bareId, bareName, changeRecords } from "../route53-changes";
import { withoutNotes } from "../state";

export const record: ResourceType = {
  token: "aws:route53/record:Record",
  tagged: false,
  global: true,
  arguments: {
    ...updating("ttl", "setIdentifier", "healthCheckId", "multivalueAnswerRoutingPolicy"),
    name: { change: "replace", required: true, normalise: (value) => bareName(String(value)) },
    zoneId: { change: "replace", required: true, normalise: (value) => bareId(String(value)) },
    type: { change: "update", required: true },
    records: { change: "update", set: true },
    aliases: {
      change: "update",
      set: true,
      members: ["evaluateTargetHealth", "name", "zoneId"],
      normalise: normaliseAliases,
    },
    weightedRoutingPolicies: { change: "update", members: ["weight"] },
    allowOverwrite: { change: "kept", computed: true },
  },
  outputs: ["fqdn"],
  check(inputs) {
    const failures = [];
    if ((inputs.records === undefined) === (inputs.aliases === undefined)) {
      const got = inputs.records === undefined ? "none" : "both";
      failures.push({ property: "records", reason: `one of records and aliases is expected, got ${got}` });
    }
    if (inputs.records !== undefined && inputs.ttl === undefined) {
      failures.push({ property: "ttl", reason: "is expected where records are given" });
    }
    if (inputs.aliases !== undefined && inputs.ttl !== undefined) {
      failures.push({ property: "ttl", reason: "conflicts with aliases: an alias has its target's" });
    }
    if (blocksOf(inputs, "aliases").length > 1)
      failures.push({ property: "aliases", reason: "at most one is expected" });
    return failures;
  },
  async create(inputs, aws) {
    const zoneId = bareId(requiredText(inputs, "zoneId"));
    const name = await completeName(zoneId, requiredText(inputs, "name"), aws);
    const Action = flagOf(inputs, "allowOverwrite") ? "UPSERT" : "CREATE";
    await changeRecords(zoneId, [{ Action, ResourceRecordSet: recordSet(name, inputs) }], aws);
    const parts = [zoneId, requiredText(inputs, "name").toLowerCase(), requiredText(inputs, "type")];
    const setIdentifier = textOf(inputs, "setIdentifier");
    return [...parts, ...(setIdentifier === undefined ? [] : [setIdentifier])].join("_");
  },
  async read(id, aws, state) {
    const place = placeOf(id, state);
    const name = await completeName(place.zoneId, place.name, aws);
    const found = await find(place.zoneId, name, place.type, place.setIdentifier, aws);
    if (found === undefined) return undefined;
    const alias = found.AliasTarget;
    const values = (found.ResourceRecords ?? []).map(({ Value }) => fromValue(place.type, Value ?? ""));
    return {
      zoneId: place.zoneId,
      name: place.name,
      fqdn: name,
      type: found.Type,
      ...(alias === undefined
        ? { records: values, ttl: found.TTL ?? 0, aliases: undefined }
        : {
            records: undefined,
            ttl: undefined,
            aliases: [
              {
                name: bareName(alias.DNSName ?? ""),
                zoneId: alias.HostedZoneId ?? "",
                evaluateTargetHealth: alias.EvaluateTargetHealth ?? false,
              },
            ],
          }),
      setIdentifier: found.SetIdentifier,
      healthCheckId: found.HealthCheckId,
      multivalueAnswerRoutingPolicy: found.MultiValueAnswer,
      weightedRoutingPolicies: found.Weight === undefined ? undefined : [{ weight: Number(found.Weight) }],
    };
  },
  async known(_id, inputs, aws) {
    const zoneId = bareId(requiredText(inputs, "zoneId"));
    return { ...withoutNotes(inputs), fqdn: await completeName(zoneId, requiredText(inputs, "name"), aws) };
  },
  async update({ id, inputs, oldInputs, oldOutputs, changed }, aws) {
    const place = placeOf(id, { ...oldInputs, ...oldOutputs });
    const name = await completeName(place.zoneId, place.name, aws);
    const ResourceRecordSet = recordSet(name, inputs);
    if (!changed.has("type") && !changed.has("setIdentifier")) {
      await changeRecords(place.zoneId, [{ Action: "UPSERT", ResourceRecordSet }], aws);
      return;
    }
    // Another type is another record set: both in one batch, so that the name is never without.
    const old = await find(place.zoneId, name, textOf(oldInputs, "type") ?? place.type, place.setIdentifier, aws);
    await changeRecords(
      place.zoneId,
      [
        ...(old === undefined ? [] : [{ Action: "DELETE" as const, ResourceRecordSet: old }]),
        { Action: "CREATE", ResourceRecordSet },
      ],
      aws,
    );
  },
  async delete(id, aws, state) {
    const place = placeOf(id, state);
    const name = await completeName(place.zoneId, place.name, aws);
    try {
      await changeRecords(place.zoneId, [{ Action: "DELETE", ResourceRecordSet: recordSet(name, state) }], aws);
    } catch (error) {
      if (!isCode(error, "InvalidChangeBatch")) throw error;
      // Somebody changed it: what is there goes, as with the real provider, which always looks first.
      const found = await find(place.zoneId, name, place.type, place.setIdentifier, aws);
      if (found === undefined) return;
      await changeRecords(place.zoneId, [{ Action: "DELETE", ResourceRecordSet: found }], aws);
    }
  },
};

interface Place {
  readonly zoneId: string;
  readonly name: string;
  readonly type: string;
  readonly setIdentifier: string | undefined;
}

/** Of the state; an import has only its id, `ZONE_name_TYPE`, and the name may hold underscores. */
function placeOf(id: string, state: Properties): Place {
  const zoneId = textOf(state, "zoneId");
  const name = textOf(state, "name");
  const type = textOf(state, "type");
  if (zoneId !== undefined && name !== undefined && type !== undefined) {
    return { zoneId: bareId(zoneId), name, type, setIdentifier: textOf(state, "setIdentifier") };
  }
  const parts = /^([A-Z0-9]+)_(.+)_([A-Z0-9]+?)(?:_([^_]+))?$/.exec(id);
  if (parts?.[1] === undefined || parts[2] === undefined || parts[3] === undefined) {
    throw new Error(`expected an id ZONE_name_TYPE, got ${id}`);
  }
  return { zoneId: parts[1], name: parts[2], type: parts[3], setIdentifier: parts[4] };
}

const zoneNames = new Map<string, Promise<string>>();

/** A name that does not end with the zone's is relative to it; the real provider's rule. */
async function completeName(zoneId: string, name: string, aws: AwsConnection): Promise<string> {
  const known =
    zoneNames.get(zoneId) ??
    aws.route53
      .send(new GetHostedZoneCommand({ Id: zoneId }))
      .then((answer) => bareName(given(answer.HostedZone?.Name, "HostedZone.Name")));
  zoneNames.set(zoneId, known);
  // A failure is not remembered.
  known.catch(() => zoneNames.delete(zoneId));
  const zoneName = await known;
  const bare = name.toLowerCase().replace(/\.$/, "");
  if (bare === "") return zoneName;
  return bare === zoneName || bare.endsWith(`.${zoneName}`) ? bare : `${bare}.${zoneName}`;
}

function recordSet(name: string, inputs: Properties): ResourceRecordSet {
  const type = requiredText(inputs, "type") as RRType;
  const alias = blocksOf(inputs, "aliases")[0];
  const weight = blocksOf(inputs, "weightedRoutingPolicies")[0];
  return {
    Name: name,
    Type: type,
    SetIdentifier: textOf(inputs, "setIdentifier"),
    HealthCheckId: textOf(inputs, "healthCheckId"),
    MultiValueAnswer: flagOf(inputs, "multivalueAnswerRoutingPolicy"),
    Weight: weight === undefined ? undefined : numberOf(weight, "weight"),
    ...(alias === undefined
      ? {
          TTL: numberOf(inputs, "ttl"),
          ResourceRecords: textsOf(inputs, "records").map((value) => ({ Value: toValue(type, value) })),
        }
      : {
          AliasTarget: {
            DNSName: requiredText(alias, "name"),
            HostedZoneId: requiredText(alias, "zoneId"),
            EvaluateTargetHealth: flagOf(alias, "evaluateTargetHealth") ?? false,
          },
        }),
  };
}

/** Texts get the outer quotes and nothing else: a longer one is split by `""` by whoever gives it. */
function toValue(type: string, value: string): string {
  return type === "TXT" || type === "SPF" ? `"${value}"` : value;
}

function fromValue(type: string, value: string): string {
  return type === "TXT" || type === "SPF" ? value.replace(/^"([\s\S]*)"$/, "$1") : value;
}

function normaliseAliases(value: PropertyValue): PropertyValue {
  if (!Array.isArray(value)) return value;
  return value.map((element) => {
    const block = element as Properties;
    const name = bareName(textOf(block, "name") ?? "").replace(/^dualstack\./, "");
    return { ...block, name, evaluateTargetHealth: block.evaluateTargetHealth ?? false } as PropertyValue;
  });
}

async function find(
  HostedZoneId: string,
  name: string,
  type: string,
  setIdentifier: string | undefined,
  aws: AwsConnection,
): Promise<ResourceRecordSet | undefined> {
  const answer = await aws.route53.send(
    new ListResourceRecordSetsCommand({
      HostedZoneId,
      StartRecordName: name,
      StartRecordType: type as RRType,
      ...(setIdentifier === undefined ? {} : { StartRecordIdentifier: setIdentifier }),
      MaxItems: 100,
    }),
  );
  return answer.ResourceRecordSets?.find(
    (candidate) =>
      bareName(candidate.Name ?? "") === bareName(name) &&
      candidate.Type === type &&
      (setIdentifier === undefined || candidate.SetIdentifier === setIdentifier),
  );
}
