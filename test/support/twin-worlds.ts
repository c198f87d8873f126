import { expect } from 'vitest';
import type { SlackClient } from '../../sandbox/client.ts';
import { withDatabase } from './stored.ts';
import { type Declared, declared } from './story.ts';
import type { World } from './world.ts';

/** Two worlds with the same public incidents; in one of them there is a private one besides. */

/** What both worlds have. */
export interface Common {
  /** #1, about which nothing is asked. */
  search: Declared;
  /** #2, which may be spoilt. */
  mail: Declared;
  /** Number of somebody else's private incident, which has one in both. */
  otherNumber: number;
}

/** Public life, and a private incident of other people. */
export async function commonStory(world: World, tell: () => Promise<void>): Promise<Common> {
  const { slack } = world;
  const [engineer, dba, observer] = [
    slack.user('engineer'),
    slack.user('dba'),
    slack.user('observer'),
  ];
  const search = await declared(world, 'Search is slow minor', dba);
  await tell();
  const mail = await declared(world, 'Mail is late critical', observer);
  const said = await engineer.ask('/incident declare Quiet leak in the wiki minor --private');
  const otherNumber = Number(/#(\d+)/.exec(said)?.[1]);
  await observer.command(`/incident #${mail.number} take`, 'general');
  await observer.command(`/incident #${mail.number} relate #${search.number}`, 'general');
  await slack.settle();
  return { search, mail, otherNumber };
}

/** A whole private incident: everything in it that an incident can have. */
export async function privateStory(world: World, held: { channelId: string; ts: string }) {
  const { slack } = world;
  const [reporter, scribe, dba, commander] = ['reporter', 'scribe', 'dba', 'commander'].map((key) =>
    slack.user(key),
  );
  if (!reporter || !scribe || !dba || !commander) throw new Error('they are in the cast');
  const what = 'Zebra in the payroll critical security --private';
  const { number, room } = await declared(world, what, reporter);
  await reporter.invite(room, scribe, dba);
  await slack.settle();
  const said = async (who: typeof reporter, ...words: string[]) => {
    for (const each of words) await who.command(`/incident ${each}`, room);
    await slack.settle();
  };
  await said(
    scribe,
    ...['take commander', 'update Zebra seen. We look. Nothing', 'note decision: Zebra stays'],
    ...['follow', 'action Ask the Zebra @dita in 3 days', 'runbook payments_down'],
    ...['stage recovery because we can', 'relate #1', 'merge #1', 'sub Zebra in the stable minor'],
    ...['escalate security because of Zebra', 'page @omar Zebra', 'severity minor because Zebra'],
    ...['severity critical because it is back', 'field affected 12', 'call', 'tasks', 'timeline'],
  );
  await said(dba, 'take responder', 'note Zebra in the database');
  await scribe.upload('zebra.txt', 'Zebra', room);
  const { channelId: channel, ts } = held;
  await reporter.do({ type: 'message_shortcut', callback_id: 'add_to_timeline', channel, ts });
  const form = await reporter.modal();
  await form.fill({ incident: `#${number} Zebra in the payroll` });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await dba.do({ type: 'leave_channel', channel: room.id });
  await slack.settle();
  const [row] = await withDatabase(
    world.databaseUrl,
    (sql) => sql<{ id: string }[]>`select id from incidents where number = ${number}`,
  );
  return { number, id: Number(row?.id), roomId: room.id };
}

/** What is asked about, as it is written: the same in both worlds, or said to be the same. */
export interface Hidden {
  number: number;
  id: number;
  roomId: string;
}

/** Names of rooms that are drawn: of private incidents, and of what they left behind. */
const drawnName = /\b(?:inc-(?:\d{7}-)?[0-9a-f]{6}|moved-[0-9a-f]{8})\b/g;

/** Makes what differs for reasons of its own the same: ids of Slack, instants, drawn numbers. */
export async function leveller(world: World, otherNumber: number, hidden: Hidden) {
  const { channels } = await world.slack.link.get<{ channels: { id: string; name: string }[] }>(
    'channels',
  );
  const names = new Map(
    channels
      .filter(({ name }) => !name.startsWith('inc-'))
      .map((channel) => [channel.id, channel.name]),
  );
  const swaps: [RegExp, string | ((found: string) => string)][] = [
    [new RegExp(hidden.roomId, 'g'), '<its room>'],
    [/_room being made_|<#C0[0-9A-Z]{8}L(?:\|[^>]*)?>/g, '<a room>'],
    [/\bC0[0-9A-Z]{8}L\b/g, (id) => `<${names.get(id) ?? 'a room'}>`],
    [/\b([A-Z][a-z]?)0[0-9A-Z]{8}L\b/g, '<id>'],
    [/<!date\^[^>]*>/g, '<date>'],
    [/\b\d{10}\.\d{6}\b/g, '<ts>'],
    // Before numbers: the last part of one may be digits alone.
    [/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, '<uuid>'],
    // Ids of incidents are drawn; the one that must not be known is left as it is.
    [/\b\d{10,15}\b/g, (id) => (id === String(hidden.id) ? 'ITS ID' : '<id>')],
    [/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<instant>'],
    [new RegExp(String(otherNumber), 'g'), '<other>'],
    [drawnName, 'a drawn name'],
    [/\b[1-9]\d{6}\b/g, (found) => (found === String(hidden.number) ? found : '<drawn>')],
    // What the local Slack adds: names of blocks, its own port, instants in links.
    [/,?\\?"block_id\\?":\\?"[^"\\]{5}\\?"/g, ''],
    [/127\.0\.0\.1:\d+/g, '<slack>'],
    [/\/p\d{16}/g, '/<message>'],
    // One world is told about seconds after the other.
    [/\b\d+ (?:s|min|h|d)\b(?: \d+ (?:s|min|h|d)\b)*/g, '<span>'],
    // Said before or after the page is known to have reached them.
    [/(?<=paging [A-Z][a-z]+) \(<@U0[A-Z]+>\)/g, ''],
    // People who are invited together come in as they come.
    [/(?:\\n)?<date> <@U0[A-Z]+> joined/g, ''],
  ];
  return (value: unknown): string =>
    swaps.reduce(
      (text, [found, swap]) => text.replaceAll(found, swap as string),
      JSON.stringify(value) ?? 'undefined',
    );
}

export type Level = Awaited<ReturnType<typeof leveller>>;

/** What somebody sees in Slack: every public channel, what only they see, and their Home tab. */
export async function seenBy(slack: SlackClient, key: string, level: Level): Promise<string[]> {
  const person = slack.user(key);
  const view = await slack.link.view(person.id);
  const seen: string[] = [];
  for (const { id, name } of view.channels) {
    const { messages, topic, purpose, bookmarks, members } = await slack.channelState(id);
    const where = name.replace(drawnName, 'a drawn name');
    seen.push(
      ...[topic, purpose, bookmarks, members.sort()].map((each) => `${where}: ${level(each)}`),
    );
    seen.push(...messages.map(({ text, blocks }) => `${where}: ${level([text, blocks])}`));
  }
  const alone = await person.ephemerals();
  seen.push(...alone.map(({ text, blocks }) => `alone: ${level([text, blocks])}`));
  seen.push(...view.homes.map(({ view: home }) => `home: ${level(home?.blocks)}`));
  return seen.sort();
}

/** All that the private incident has in the database because of people outside it, and who is in it. */
export function traces(databaseUrl: string, id: number): Promise<unknown> {
  return withDatabase(
    databaseUrl,
    (sql) => sql`
      select i.title, i.status, i.severity, i.phase,
        (select jsonb_agg(distinct t.actor->>'userId') from timeline t
          where t.incident_id = i.id and t.type <> 'edit_message') as actors,
        (select jsonb_agg(p.user_id order by p.user_id) from participants p
          where p.incident_id = i.id and p.left_at is null) as people
      from incidents i where i.id = ${id}`,
  );
}
