import { runningClocks } from '../../../src/incident/clocks/clocks.ts';
import { minutesAfterNoon, type Story } from '../story.ts';

/** How the clocks of a story stand. */

/** Keys of clocks that run, with the minutes after noon at which they are due; `paused` ones with null. */
export function running(story: Story) {
  return Object.fromEntries(
    runningClocks(story.incident, story.policy).map(({ key, dueAt }) => [
      key,
      dueAt && (dueAt.getTime() - minutesAfterNoon(0).getTime()) / 60_000,
    ]),
  );
}

export const breachesOf = ({ incident }: Story, key: string) =>
  (incident.state.clocks[key]?.breaches ?? []).map(({ dueAt, at }) => [
    (dueAt.getTime() - minutesAfterNoon(0).getTime()) / 60_000,
    (at.getTime() - minutesAfterNoon(0).getTime()) / 60_000,
  ]);

/** Clocks that were told to be so, with their place. */
export const toldClocks = (story: Story, type: string) =>
  story
    .told()
    .filter(({ fact }) => fact.type === type)
    .map(({ to, fact }) => [to, 'clocks' in fact ? fact.clocks.map(({ key }) => key) : []]);

/** Whom the last decision told directly, each of them. */
export const people = (story: Story) =>
  story.effects.flatMap((effect) =>
    effect.type === 'announce' && effect.to.place === 'people' ? effect.to.who : [],
  );
