type Environment = { readonly [name: string]: string | undefined };

/** Where AWS' services are asked. */
export interface Endpoints {
  readonly metadata: string;
  readonly bucket: string;
  readonly cloudWatch: string;
  readonly logs: string;
}

/**
 * AWS' own endpoints, or those that the environment names, as AWS' SDKs read it.
 *
 * A bucket is part of the host name on AWS, and of the path where an endpoint is given.
 */
export function endpoints(environment: Environment, region: string, bucket: string): Endpoints {
  const domain = region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
  const given = (service: string) => environment[`AWS_ENDPOINT_URL_${service}`] || environment["AWS_ENDPOINT_URL"];
  const s3 = given("S3");
  return {
    metadata: withoutSlash(environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] || "http://169.254.169.254"),
    bucket: s3 === undefined ? `https://${bucket}.s3.${region}.${domain}` : `${withoutSlash(s3)}/${bucket}`,
    logs: withoutSlash(given("CLOUDWATCH_LOGS") ?? `https://logs.${region}.${domain}`),
    cloudWatch: withoutSlash(given("CLOUDWATCH") ?? `https://monitoring.${region}.${domain}`),
  };
}

const withoutSlash = (url: string) => url.replace(/\/+$/, "");
