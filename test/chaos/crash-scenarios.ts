import type { Rig, Scenario } from './scenario.ts';

/** Declares while the process that hears it dies at this place, and goes on with another one. */
async function declareThrough(rig: Rig, point: string): Promise<void> {
  const first = await rig.start();
  await rig.arm({ point, nth: 1 });
  await rig.slack.user('reporter').attempt({
    type: 'run_command',
    channel: 'general',
    text: '/incident declare API is down sev1',
  });
  await first.ended;
  await rig.start();
  await rig.atRest();
}

/** Every crash point, with one replica and with two. */
export const crashScenarios: readonly Scenario[] = [
  'declare.before_commit',
  'declare.after_commit',
  'send.sync_card.after_call',
].map((point) => ({
  name: `crash/${point}`,
  replicas: 1,
  run: (rig) => declareThrough(rig, point),
}));
