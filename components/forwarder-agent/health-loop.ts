import { HEALTHY, nextHealth } from "./decisions/health";
import type { Log } from "./log";

export interface HealthWorld {
  /** Whether the service answers at all what it knows by itself. */
  readonly answers: () => Promise<boolean>;
  readonly killAndStart: () => Promise<void>;
  readonly powerOff: () => Promise<void>;
  /** Whether it is being told to reload just now, which has its own end. */
  readonly isBusy: () => boolean;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonic: () => number;
  readonly log: Log;
}

/** Looks whether the DNS service answers, and does what helps. Call `look` every second. */
export function healthLoop({ answers, killAndStart, powerOff, isBusy, monotonic, log }: HealthWorld) {
  let state = HEALTHY;
  return {
    isHealthy: () => state.failures === 0 && state.failingSince === undefined,
    async look(): Promise<void> {
      const answered = await answers();
      if (!answered && isBusy()) return;
      const next = nextHealth(state, answered, monotonic());
      if (answered && state.failingSince !== undefined) log.info("the DNS service answers again");
      state = next.state;
      if (next.action === "restart") {
        log.warning("the DNS service does not answer: it is killed and started");
        await killAndStart();
      } else if (next.action === "power-off") {
        log.warning("the DNS service does not answer in spite of restarts: this machine goes off, to be replaced");
        await powerOff();
      }
    },
  };
}
