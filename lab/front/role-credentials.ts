import type { LabAnswer } from "./lab-answer";
import type { MotoClient, QueryScope } from "./moto-client";

const seconds = 6 * 3_600;

/** Credentials of a role for an instance that has it; the front then takes their calls as that account's. */
export async function roleCredentials(moto: MotoClient, role: string, account = "123456789012"): Promise<LabAnswer> {
  const scope = (service: string): QueryScope => ({ service, region: "us-east-1", accessKey: undefined, account });
  const found = await moto.query(scope("iam"), { Action: "GetRole", Version: "2010-05-08", RoleName: role });
  const arn = /<Arn>([^<]+)<\/Arn>/.exec(found.body)?.[1];
  if (arn === undefined) {
    return { status: 404, content: { message: `account ${account} has no role ${role}` } };
  }
  const answer = await moto.query(scope("sts"), {
    Action: "AssumeRole",
    Version: "2011-06-15",
    RoleArn: arn,
    RoleSessionName: "instance",
    DurationSeconds: String(seconds),
  });
  const member = (name: string) => new RegExp(`<${name}>([^<]+)</${name}>`).exec(answer.body)?.[1];
  return {
    status: 200,
    content: {
      AccessKeyId: member("AccessKeyId"),
      SecretAccessKey: member("SecretAccessKey"),
      Token: member("SessionToken"),
      Expiration: member("Expiration"),
    },
  };
}
