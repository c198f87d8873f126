import { setTimeout as wait } from 'node:timers/promises';
import type { Fault } from '../../sandbox/protocol-operate.ts';
import { type CrashPoint, crashPoints } from './crash-points.ts';
import { crashPolicy } from './crash-policy.ts';
import { NotPassed, type OpenRig } from './rig.ts';
import type { Rig, Scenario } from './scenario.ts';
import { type Story, stories, Teller, triesAtMost } from './stories.ts';

/** How long a place may take to be passed once everything else has come to rest. */
const patienceMs = 6_000;

/** Every crash point, with one replica and with two. */
export const crashScenarios: readonly Scenario[] = crashPoints.flatMap((point) =>
  ([1, 2] as const).map((replicas) => ({
    name: `crash/${point.name} ×${replicas}`,
    replicas,
    run: (rig: Rig) => crash(rig as OpenRig, point, replicas),
  })),
);

async function crash(
  rig: OpenRig,
  { name, story, passes }: CrashPoint,
  replicas: 1 | 2,
): Promise<void> {
  const told: Story = stories[story];
  const policyPath = told.policy?.() ?? crashPolicy();
  const env = (await told.env?.(rig)) ?? {};
  await Promise.all(Array.from({ length: replicas }, () => rig.start({ policyPath, env })));
  const teller = new Teller(rig);
  await told.before?.(teller);
  await rig.atRest();
  await arm(rig, name, rig.random.between(1, passes ?? 1));
  const said = await told.deed(teller);
  await untilCrashed(rig, name);
  await rig.disarm();
  // With two, the other one goes on; a supervisor starts the first again only where nobody is left.
  if (rig.living.length === 0) await rig.start({ policyPath, env });
  if (!said) await again(told, teller);
}

/** `slack.call:chat.postMessage`: Slack took the call, or heard the answer, and the process is gone. */
async function arm(rig: OpenRig, name: string, nth: number): Promise<void> {
  const [, on, method] = /^slack\.(\w+):(.+)$/.exec(name) ?? [];
  if (!on || !method) return rig.arm({ point: name, nth });
  const fault = { kind: 'hook', name: 'kill' } as const;
  await rig.slack.faults({ on: on as NonNullable<Fault['on']>, method, nth, fault });
}

async function untilCrashed(rig: OpenRig, point: string): Promise<void> {
  let restSinceMs = performance.now();
  while (!rig.replicas.some(({ end }) => end !== undefined)) {
    if ((await rig.restless()).length > 0) restSinceMs = performance.now();
    if (performance.now() - restSinceMs > patienceMs) throw new NotPassed(point);
    await wait(20);
  }
}

/** As people do: they look, and where it is not there they try once more, and again on a slow machine. */
async function again(story: Story, teller: Teller): Promise<void> {
  for (let tries = 0; tries < triesAtMost; tries += 1) {
    await teller.rig.atRest();
    if (await story.isDone?.(teller)) return;
    if (await story.deed(teller)) return;
  }
  throw new Error(`it was never taken: ${teller.trouble}`);
}
