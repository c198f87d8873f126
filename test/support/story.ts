import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessageHandle } from '../../sandbox/client/message.ts';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import type { World } from './world.ts';

/** An incident that has a room. */
export interface Declared {
  number: number;
  room: Room;
  /** What who declared was told at once. */
  said: string;
}

/** Declares by command (`API is down sev1`) and waits until the room is made and all is quiet. */
export async function declared(
  { slack }: World,
  what: string,
  by: Person = slack.user('reporter'),
): Promise<Declared> {
  const said = await by.ask(`/incident declare ${what}`);
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  const room = await slack.channel(new RegExp(`^inc-${number}(-|$)`));
  return { number, room, said };
}

/** Presses `label` among what is behind “More” on a card. */
export async function pressMore(card: MessageHandle, person: Person, label: string): Promise<void> {
  await card.button('More …').click(person);
  await person
    .ephemeral(/^(?:Your part: |You hold no role)/)
    .button(label)
    .click(person);
}

/** The default policy as a file with some of its text replaced; each text must be in it. */
export function policyWith(replacements: Readonly<Record<string, string>>): string {
  const base = join(import.meta.dirname, '../../policies/default.yaml');
  let yaml = readFileSync(base, 'utf8');
  for (const [before, after] of Object.entries(replacements)) {
    if (!yaml.includes(before)) throw new Error(`the default policy has no ${before}`);
    yaml = yaml.replace(before, after);
  }
  const path = join(mkdtempSync(join(tmpdir(), 'muster-policy-')), 'policy.yaml');
  writeFileSync(path, yaml);
  return path;
}

/** Whole minutes from now until the next update that the card promises. */
export async function minutesToNextUpdate({ slack }: World, room: Room): Promise<number> {
  const { blocks } = await room.message(/Next update \d/).seen();
  const seconds = Number(/Next update <!date\^(\d+)/.exec(JSON.stringify(blocks))?.[1]);
  const { now } = await slack.link.state();
  return Math.round((seconds - now / 1000) / 60);
}
