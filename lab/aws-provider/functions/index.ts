import { GetCallerIdentityCommand } from "@aws-sdk/client-sts";
import type { AwsConnection } from "../aws-connection";
import type { Properties } from "../property-values";
import { getAmi } from "./get-ami";
import { getAvailabilityZones } from "./get-availability-zones";
import { getSubnet } from "./get-subnet";

type AwsFunction = (args: Properties, aws: AwsConnection) => Promise<Properties>;

const functions: { readonly [token: string]: AwsFunction } = {
  "aws:ec2/getAmi:getAmi": getAmi,
  "aws:ec2/getSubnet:getSubnet": getSubnet,
  "aws:index/getAvailabilityZones:getAvailabilityZones": getAvailabilityZones,
  "aws:index/getCallerIdentity:getCallerIdentity": getCallerIdentity,
  "aws:index/getPartition:getPartition": getPartition,
  "aws:index/getRegion:getRegion": getRegion,
};

/** Calls a function of the provider; any that the lab does not know is refused by name. */
export async function invokeFunction(token: string, args: Properties, aws: AwsConnection): Promise<Properties> {
  const call = Object.hasOwn(functions, token) ? functions[token] : undefined;
  if (call !== undefined) return call(args, aws);
  const known = Object.keys(functions).sort().join(", ");
  throw new Error(`the lab's provider does not know the function ${token}; it knows ${known}`);
}

async function getCallerIdentity(_args: Properties, aws: AwsConnection): Promise<Properties> {
  const identity = await aws.sts.send(new GetCallerIdentityCommand({}));
  const accountId = identity.Account ?? "";
  return { accountId, arn: identity.Arn ?? "", id: accountId, userId: identity.UserId ?? "" };
}

function dnsSuffix(aws: AwsConnection): string {
  return aws.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
}

async function getPartition(_args: Properties, aws: AwsConnection): Promise<Properties> {
  const reverse = dnsSuffix(aws).split(".").reverse().join(".");
  return { dnsSuffix: dnsSuffix(aws), id: aws.partition, partition: aws.partition, reverseDnsPrefix: reverse };
}

async function getRegion(_args: Properties, aws: AwsConnection): Promise<Properties> {
  const { region } = aws;
  return { description: region, endpoint: `ec2.${region}.${dnsSuffix(aws)}`, id: region, name: region, region };
}
