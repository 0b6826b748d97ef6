import { DescribeAvailabilityZonesCommand } from "@aws-sdk/client-ec2";
import type { AwsConnection } from "../aws-connection";
import { blocksOf, flagOf, type Properties, requiredText, textOf, textsOf } from "../property-values";

export async function getAvailabilityZones(args: Properties, aws: AwsConnection): Promise<Properties> {
  const state = textOf(args, "state");
  const filters = blocksOf(args, "filters").map((filter) => ({
    Name: requiredText(filter, "name"),
    Values: textsOf(filter, "values"),
  }));
  if (state !== undefined) filters.push({ Name: "state", Values: [state] });
  const answer = await aws.ec2.send(
    new DescribeAvailabilityZonesCommand({
      AllAvailabilityZones: flagOf(args, "allAvailabilityZones"),
      ...(filters.length > 0 ? { Filters: filters } : {}),
    }),
  );
  const excluded = new Set([...textsOf(args, "excludeNames"), ...textsOf(args, "excludeZoneIds")]);
  const zones = (answer.AvailabilityZones ?? [])
    .filter(({ ZoneName, ZoneId }) => !excluded.has(ZoneName ?? "") && !excluded.has(ZoneId ?? ""))
    .sort((a, b) => (a.ZoneName ?? "").localeCompare(b.ZoneName ?? ""));
  return {
    ...args,
    id: aws.region,
    region: aws.region,
    groupNames: [...new Set(zones.map(({ GroupName }) => GroupName ?? aws.region))],
    names: zones.map(({ ZoneName }) => ZoneName ?? ""),
    zoneIds: zones.map(({ ZoneId }) => ZoneId ?? ""),
  };
}
