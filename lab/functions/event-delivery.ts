import type { LabAnswer } from "../front/lab-answer";
import type { MotoClient } from "../front/moto-client";
import { emulatedAws } from "./emulated-aws";
import { matchesEvent } from "./event-pattern";
import { packagedCode } from "./packaged-code";
import { type FunctionWorld, queueWorker } from "./queue-worker";
import { type AnsweredCall, type CloudEvent, ROUTE53_EVENTS_REGION, route53Event } from "./route53-events";

/** What carries events of Route 53 by rules and queues to functions, all as they are in the emulated AWS. */
export interface EventDelivery {
  /** Notes a call that was answered; what follows from it happens by itself. */
  called(call: AnsweredCall): void;
  end(): Promise<void>;
}

export interface EventDeliveryOptions {
  readonly moto: MotoClient;
  /** Where functions find AWS. */
  readonly endpoint: () => string;
  /** Where the code of functions is unpacked. */
  readonly folder: string;
  /** Credentials of a role by its name. */
  readonly credentials: (role: string, account: string) => Promise<LabAnswer>;
  /** What did not work. @default - a line on the standard error stream */
  readonly onTrouble?: (text: string) => void;
}

/**
 * The way that AWS has from a call to a function, which moto has not: CloudTrail, EventBridge's rules, SQS, Lambda.
 *
 * Rules, targets, queues and mappings are those of the emulator. Events arrive in us-east-1, whoever calls from where, and go on
 * to another region's bus only where a rule there says so. Schedules are not run: here no event is missed.
 */
export function eventDelivery(options: EventDeliveryOptions): EventDelivery {
  const { moto, endpoint, folder, credentials } = options;
  const trouble = options.onTrouble ?? ((text) => console.error(`events: ${text}`));
  const world: FunctionWorld = { moto, endpoint, credentials, codeOf: packagedCode(folder), trouble };
  const workers = new Map<string, ReturnType<typeof queueWorker>>();
  const going = new Set<Promise<void>>();
  let ended = false;

  const deliver = async (event: CloudEvent, account: string, region: string): Promise<void> => {
    const aws = emulatedAws(moto, account, region);
    for (const { Name, State, EventPattern } of await aws.rules()) {
      if (EventPattern === undefined || State === "DISABLED" || !isLetThrough(Name, EventPattern, event)) continue;
      for (const { Arn, SqsParameters } of await aws.targets(Name)) {
        const [, , service, ofRegion = region, ofAccount = account, resource = ""] = Arn.split(":");
        if (service === "events" && ofRegion !== region) await deliver(event, ofAccount, ofRegion);
        if (service !== "sqs") continue;
        const queue = emulatedAws(moto, ofAccount, ofRegion);
        await queue.send(await queue.queueUrl(resource), JSON.stringify(event), SqsParameters?.MessageGroupId);
        wake(Arn);
      }
    }
  };
  const isLetThrough = (rule: string, pattern: string, event: CloudEvent): boolean => {
    try {
      return matchesEvent(JSON.parse(pattern), event);
    } catch (error) {
      trouble(`rule ${rule}: ${(error as Error).message}`);
      return false;
    }
  };
  const wake = (queueArn: string) => {
    const worker = workers.get(queueArn) ?? queueWorker(queueArn, world);
    workers.set(queueArn, worker);
    worker.wake();
  };

  return {
    called: (call) => {
      const event = ended ? undefined : route53Event(call, new Date());
      if (!event) return;
      const delivery = deliver(event, call.account, ROUTE53_EVENTS_REGION)
        .catch((error: unknown) => trouble((error as Error).message))
        .finally(() => going.delete(delivery));
      going.add(delivery);
    },
    end: async () => {
      ended = true;
      await Promise.all(going);
      await Promise.all(Array.from(workers.values(), (worker) => worker.end()));
    },
  };
}
