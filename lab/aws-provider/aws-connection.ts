import { AutoScalingClient } from "@aws-sdk/client-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { EC2Client } from "@aws-sdk/client-ec2";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { ImagebuilderClient } from "@aws-sdk/client-imagebuilder";
import { Route53Client } from "@aws-sdk/client-route-53";
import { S3Client } from "@aws-sdk/client-s3";
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from "@aws-sdk/client-sts";
import type { Configuration } from "./configuration";
import { type PlainCalls, plainCalls } from "./plain-calls";

interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** The clients of one provider, each made when it is first asked for. */
export interface AwsConnection {
  readonly region: string;
  readonly partition: string;
  readonly autoScaling: AutoScalingClient;
  readonly cloudWatch: CloudWatchClient;
  readonly cloudWatchLogs: CloudWatchLogsClient;
  readonly ec2: EC2Client;
  readonly efs: EFSClient;
  readonly elb: ElasticLoadBalancingV2Client;
  readonly iam: IAMClient;
  readonly imageBuilder: ImagebuilderClient;
  readonly route53: Route53Client;
  readonly s3: S3Client;
  readonly sts: STSClient;
  /** Services without a client here. */
  readonly calls: PlainCalls;
  accountId(): Promise<string>;
  /** The same account in another region. */
  inRegion(region: string | undefined): AwsConnection;
}

export function connect(
  configuration: Configuration,
  environment: { readonly [name: string]: string | undefined },
  region = configuration.region,
): AwsConnection {
  const settings = (service: string) => {
    return {
      region,
      endpoint: endpointOf(service, configuration, environment),
      maxAttempts: configuration.maxRetries + 1,
      credentials: credentials(configuration, environment, region),
    };
  };
  const regions = new Map<string, AwsConnection>();
  const account = once(async () => {
    const identity = await connection.sts.send(new GetCallerIdentityCommand({}));
    return identity.Account ?? "";
  });
  const clients = {
    autoScaling: once(() => new AutoScalingClient(settings("autoscaling"))),
    cloudWatch: once(() => new CloudWatchClient(settings("cloudwatch"))),
    cloudWatchLogs: once(() => new CloudWatchLogsClient(settings("cloudwatchlogs"))),
    ec2: once(() => new EC2Client(settings("ec2"))),
    efs: once(() => new EFSClient(settings("efs"))),
    elb: once(() => new ElasticLoadBalancingV2Client(settings("elbv2"))),
    iam: once(() => new IAMClient(settings("iam"))),
    imageBuilder: once(() => new ImagebuilderClient(settings("imagebuilder"))),
    route53: once(() => new Route53Client(settings("route53"))),
    // An emulator has one address for all buckets.
    s3: once(() => new S3Client({ ...settings("s3"), forcePathStyle: true })),
    calls: once(() => plainCalls(settings)),
    sts: once(() => new STSClient(settings("sts"))),
  };
  const connection: AwsConnection = {
    region,
    partition: partitionOf(region),
    get autoScaling() {
      return clients.autoScaling();
    },
    get cloudWatch() {
      return clients.cloudWatch();
    },
    get cloudWatchLogs() {
      return clients.cloudWatchLogs();
    },
    get ec2() {
      return clients.ec2();
    },
    get efs() {
      return clients.efs();
    },
    get elb() {
      return clients.elb();
    },
    get iam() {
      return clients.iam();
    },
    get imageBuilder() {
      return clients.imageBuilder();
    },
    get route53() {
      return clients.route53();
    },
    get s3() {
      return clients.s3();
    },
    get sts() {
      return clients.sts();
    },
    get calls() {
      return clients.calls();
    },
    accountId: account,
    inRegion(other) {
      if (other === undefined || other === region) return connection;
      const known = regions.get(other) ?? connect(configuration, environment, other);
      regions.set(other, known);
      return known;
    },
  };
  return connection;
}

/** An emulator's address always: this provider must never reach real AWS by a setting that was forgotten. */
function endpointOf(
  service: string,
  configuration: Configuration,
  environment: { readonly [name: string]: string | undefined },
): string {
  const endpoint = configuration.endpoints[service] ?? environment.AWS_ENDPOINT_URL;
  if (endpoint === undefined || endpoint === "") {
    throw new Error(
      `the lab's provider only talks to an emulator, and has no address for ${service}: ` +
        'set AWS_ENDPOINT_URL (eval "$(npx hybrid-dns lab env)"), or the provider\'s endpoints',
    );
  }
  return endpoint;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}

/** Given keys, else the environment's, else the emulator's; then each role in turn. */
function credentials(
  configuration: Configuration,
  environment: { readonly [name: string]: string | undefined },
  region: string,
): () => Promise<Credentials> {
  const token = configuration.token ?? environment.AWS_SESSION_TOKEN;
  const first: Credentials = {
    accessKeyId: configuration.accessKey ?? environment.AWS_ACCESS_KEY_ID ?? "test",
    secretAccessKey: configuration.secretKey ?? environment.AWS_SECRET_ACCESS_KEY ?? "test",
    ...(token === undefined ? {} : { sessionToken: token }),
  };
  return once(async () => {
    let current = first;
    for (const role of configuration.assumeRoles) {
      const client = new STSClient({
        region,
        credentials: current,
        endpoint: endpointOf("sts", configuration, environment),
      });
      const answer = await client.send(
        new AssumeRoleCommand({ RoleArn: role.roleArn, RoleSessionName: role.sessionName }),
      );
      const given = answer.Credentials;
      if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) {
        throw new Error(`AssumeRole of ${role.roleArn} gave no credentials`);
      }
      current = {
        accessKeyId: given.AccessKeyId,
        secretAccessKey: given.SecretAccessKey,
        ...(given.SessionToken === undefined ? {} : { sessionToken: given.SessionToken }),
      };
    }
    return current;
  });
}
