import type { ConfigurationFiles, Trial } from "./configuration-files";
import { forwardedByName } from "./forwarded-zones";
import { sha256Of } from "./hash";

/** What taking a configuration needs of the world. */
export interface TakingWorld {
  readonly files: ConfigurationFiles;
  readonly server: {
    check(file: string): Promise<string | undefined>;
    reload(): Promise<void>;
  };
  /** Which of the zones are answered for by this forwarder now. */
  readonly probe: (zones: readonly string[]) => Promise<readonly string[]>;
  /** Whether the service answers what it knows by itself. */
  readonly answers: () => Promise<boolean>;
  readonly pause: (milliseconds: number) => Promise<void>;
}

export type Taken =
  | { readonly kind: "taken" }
  /** `final`: it would be refused at any other time too. */
  | { readonly kind: "refused"; readonly reason: string; readonly final: boolean };

const LOOKS = 10;
const PAUSE_MILLISECONDS = 500;

/**
 * Makes a configuration live, or leaves everything as it was.
 *
 * What the configuration before forwards by name, and is answered, must be answered with the new one.
 *
 * It can be broken off between any two steps: {@link resumeTrial} then ends what was begun. At every moment the file that
 * the service would start with is the old configuration or the new one, whole.
 */
export async function takeConfiguration(world: TakingWorld, text: string, zones: readonly string[]): Promise<Taken> {
  const { files, server, probe } = world;
  await files.writeCandidate(text);
  const complaint = await server.check(files.candidate);
  if (complaint !== undefined) return { kind: "refused", reason: complaint, final: true };
  // A zone that is new in it may not be there yet: that is no fault of it, and must not keep the rest from going live.
  const before = forwardedByName((await files.live()) ?? "", zones);
  const trial = { sha256: sha256Of(text), answered: await probe(before) };
  await files.beginTrial(trial);
  await files.install();
  return endTrial(world, trial);
}

/** Ends a trial that was broken off, as it would have ended. @returns `undefined` where there was none */
export async function resumeTrial(world: TakingWorld): Promise<(Taken & Pick<Trial, "sha256">) | undefined> {
  const { files, server } = world;
  const trial = await files.trial();
  if (trial === undefined) return undefined;
  if (sha256Of((await files.live()) ?? "") === trial.sha256) {
    return { ...(await endTrial(world, trial)), sha256: trial.sha256 };
  }
  // Before it was live, or after it was no more: what is live is good.
  await server.reload();
  await files.endTrial();
  return undefined;
}

async function endTrial(world: TakingWorld, { answered }: Trial): Promise<Taken> {
  const { files, server } = world;
  const reason = await whyNot(world, answered);
  if (reason === undefined) {
    await files.endTrial();
    return { kind: "taken" };
  }
  await files.restore();
  await server.reload();
  await files.endTrial();
  return { kind: "refused", reason, final: false };
}

/** Why a configuration that is live does not work; what was answered before must be answered now. */
async function whyNot(world: TakingWorld, answered: readonly string[]): Promise<string | undefined> {
  try {
    await world.server.reload();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  let lost = answered;
  for (let look = 0; look < LOOKS; look++) {
    if (look > 0) await world.pause(PAUSE_MILLISECONDS);
    if (!(await world.answers())) continue;
    const again = await world.probe(lost);
    lost = lost.filter((zone) => !again.includes(zone));
    if (lost.length === 0) return undefined;
  }
  if (lost.length === 0) return "it does not answer with it";
  return `with it these are not answered any more: ${lost.join(", ")}`;
}
