import type { LabAnswer } from "./lab-answer";
import type { MotoClient } from "./moto-client";
import { roleCredentials } from "./role-credentials";

/** What the lab asks and does beside AWS's calls, so that its network can follow the cloud and its hosts live in it. */
export interface Cloud {
  /** Notes a call that has been answered. */
  called(service: string, operation: string): void;
  /** Another number after each change of what a network is drawn from, whether by a call or by itself. */
  generation(): Promise<number>;
  /** What became of an instance: `{"state": "powered-off" | "impaired"}`. */
  setInstanceState(id: string, body: string): Promise<LabAnswer>;
  /** Temporary credentials of a role, as an instance's metadata service shows them. */
  credentials(role: string, account: string | undefined): Promise<LabAnswer>;
}

const drawn = new Set(["ec2", "autoscaling", "elasticfilesystem", "elasticloadbalancing"]);
const reads = /^(Describe|Get|List|Search|GET|HEAD)/;

/** @param route53Generation - Route 53 counts its own changes */
export function cloud(moto: MotoClient, route53Generation: () => number): Cloud {
  // A front that starts anew must not come to a number that the one before it had.
  const start = Date.now();
  let calls = 0;
  return {
    called: (service, operation) => {
      if (drawn.has(service) && !reads.test(operation)) calls += 1;
    },
    generation: async () => {
      const { body } = await moto.lab("GET", "/_lab/changes");
      const { changes }: { changes: number } = JSON.parse(body);
      return start + calls + changes + route53Generation();
    },
    setInstanceState: async (id, body) => {
      const answer = await moto.lab("POST", `/_lab/instances/${encodeURIComponent(id)}`, body);
      return { status: answer.status, content: JSON.parse(answer.body) };
    },
    credentials: (role, account) => roleCredentials(moto, role, account),
  };
}
