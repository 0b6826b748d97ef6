import { awsSettings } from "../../lab/front/route53/settings";
import { count, type Part } from "../terraform/report";
import { throttledFloorSeconds } from "./bounds";
import { type ContestFront, THROTTLED, withContestFront } from "./contest-front";
import { LONG_DOMAIN, networksOf } from "./hosts";
import { measured, measuredPhase } from "./measured";
import { octodns } from "./octodns";
import { ours } from "./ours";
import { HEAD, rowOf, secondsText } from "./rows";

const MOST_OF_FLOOR = 1.05;

/** New records at Route 53's own pace: how much longer than the pace itself it takes. */
export async function throttled(
  hosts: number,
  program: string,
  folder: string,
  octodnsMissing: string | undefined,
): Promise<Part> {
  const networks = networksOf(hosts, LONG_DOMAIN);
  const { burst, perSecond } = awsSettings.changes;
  const title = `${count(hosts)} A + ${count(hosts)} PTR created at Route 53's pace (${count(burst)} changes at once, then ${perSecond} a second)`;
  const { us, seconds } = await withContestFront(folder, THROTTLED, networks, async (front) => {
    const firstCall = firstCallOf(front);
    const us = await measuredPhase(front, await ours(program, folder, front, false), "create", networks, networks);
    return { us, seconds: (performance.now() - firstCall()) / 1000 };
  });
  const floor = throttledFloorSeconds(us.bound.tokens, { burst, perSecond });
  const ratio = seconds / floor;
  const them =
    octodnsMissing === undefined
      ? await withContestFront(folder, THROTTLED, networks, async (front) => {
          const rival = await octodns(folder, front, networks);
          return measured(front, () => rival.sync());
        })
      : undefined;
  return {
    title,
    head: HEAD,
    rows: [
      rowOf("hybrid-dns: create", us, us.bound),
      ...(them ? [rowOf(`octoDNS: create${them.taken.exitCode === 0 ? "" : ", failed"}`, them)] : []),
    ],
    bars: [
      {
        what: "time from the first call to the process's end, of what the pace takes",
        limit: `≤ ${MOST_OF_FLOOR} × ${secondsText(floor)}`,
        measured: `${ratio.toFixed(3)} ×`,
        met: ratio <= MOST_OF_FLOOR,
      },
    ],
    missing: [
      ...(octodnsMissing === undefined ? [] : [`octoDNS: skipped. ${octodnsMissing}`]),
      ...(them && them.taken.exitCode !== 0
        ? [`octoDNS: ${them.taken.output.trim().split("\n").at(-1)!.slice(0, 300)}`]
        : []),
    ],
  };
}

/** When the front was first asked for anything, from now on: how long a process takes to start is not the pace's doing. */
function firstCallOf({ service }: ContestFront): () => number {
  const { limits } = service.context;
  const take = limits.takeRequest;
  let first: number | undefined;
  limits.takeRequest = (account, action) => {
    first ??= performance.now();
    take(account, action);
  };
  return () => first!;
}
