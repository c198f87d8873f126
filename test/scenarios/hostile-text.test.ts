import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Form } from '../../sandbox/client/form.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import type { MessageShown } from '../../sandbox/protocol.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { cleanText, codePoints } from '../../src/incident/text.ts';
import { hostileWords } from '../support/hostile-words.ts';
import { type Handed, keepHanded, liveTexts, sequencesIn } from '../support/live-text.ts';
import { testWorld } from '../support/world.ts';

// Hundreds of gestures, and nothing here depends on how slow Slack is.
const { latency, visibilityLagMs, eventSpreadMs } = instant;
const world = testWorld({ settings: { latency, visibilityLagMs, eventSpreadMs } });

let handed: Handed[];
let room: Room;

beforeAll(async () => {
  const { slack } = world;
  handed = keepHanded(world);
  await slack.user('reporter').command('/incident declare Something is odd sev1');
  room = await slack.channel(/^inc-1-/);
  slack.user('reporter').goTo(room);
  await slack.settle();
});

afterAll(async () => {
  await world.slack.settle();
  expectNothingLive(handed);
  await expectNobodyCalled();
});

/** What Muster itself writes between angle brackets. */
function isOurs(sequence: string): boolean {
  const { workspace, url } = world.local.sandbox;
  const channel = /^<#(C[A-Z0-9]+)>$/.exec(sequence)?.[1];
  if (channel) return workspace.channels.get(channel)?.name.startsWith('inc-') ?? false;
  const link = /^<(https?:\/\/[^<>|\s]+)(\|[^<>]+)?>$/.exec(sequence);
  if (link) return link[2] ? link[1]?.startsWith(`${url}/archives/`) === true : isTyped(link[1]);
  return /^<@U0(REPORTER|NEWCOMER)>$|^<!date\^\d+\^\{[^|>]+\}\|[\d: -]+ UTC>$/.test(sequence);
}

/** An address that somebody typed as it stands leads where it says; Slack itself adds `http://`. */
function isTyped(address = ''): boolean {
  const typed = address.replaceAll('&amp;', '&').replace(/^http:\/\//, '');
  return hostileWords.some((word) => word.includes(typed));
}

function expectNothingLive(all: readonly Handed[]): void {
  const strange = all.flatMap(({ name, content }) =>
    liveTexts(content)
      .flatMap(sequencesIn)
      .filter((sequence) => !isOurs(sequence))
      .map((sequence) => `${name}: ${sequence}`),
  );
  expect([...new Set(strange)]).toEqual([]);
}

/** Neither in what Slack keeps: nobody else's name, no group, no broadcast in any message of ours. */
async function expectNobodyCalled(): Promise<void> {
  const { channels } = await world.slack.link.state();
  const texts = channels.flatMap(({ messages, topic, purpose }) => [
    topic,
    purpose,
    ...messages.filter(({ bot_id }) => bot_id).flatMap((message) => liveTexts(message)),
  ]);
  const called = texts.flatMap(
    (text) => text.match(/<!(?!date)[^>]*>|<@(?!U0(REPORTER|NEWCOMER))[^>]*>/g) ?? [],
  );
  expect([...new Set(called)]).toEqual([]);
  const failed = (await world.slack.journal({ direction: 'delivery' })).filter(
    ({ status }) => status >= 500,
  );
  expect(failed.map(({ name }) => name)).toEqual([]);
}

/** What is left of a text when formatting and spaces do not count. */
function letters(text: string): string {
  return cleanText(text, 1_000_000).text.replace(/[\s*_~`>•]|^[-]/g, '');
}

/** Slack itself writes names and addresses in commands anew. */
function isRewritten(word: string): boolean {
  return /[@#][\p{L}\d]|\.example|\w\.(com|org)/u.test(word);
}

/** What a person reads in a message. */
function said(message: MessageShown): string {
  return wordsOfMessage(message, world.slack.names);
}

/** Everything that is said in the room holds each of these, in some message. */
async function expectReadable(words: readonly string[]): Promise<void> {
  await world.slack.settle();
  const all = letters((await room.messages()).map(said).join('\n'));
  expect(words.filter((word) => !all.includes(letters(word)))).toEqual([]);
}

/** How long a text is once Slack's three signs are escaped. */
function escapedLength(text: string): number {
  return text.replaceAll('&', '&amp;').replace(/[<>]/g, '&lt;').length;
}

/** The words in groups that fit into one field together, and whole into one message. */
function packed(longest: number): string[] {
  const packs: string[] = [];
  for (const word of hostileWords.filter(({ length }) => length < longest)) {
    const last = packs.at(-1);
    if (last !== undefined && escapedLength(last + word) < longest) {
      packs[packs.length - 1] = `${last}\n${word}`;
    } else {
      packs.push(word);
    }
  }
  return packs;
}

describe('whatever is typed', () => {
  test('after a command, it is answered', async () => {
    const reporter = world.slack.user('reporter');
    for (const [index, word] of hostileWords.entries()) {
      await reporter.command(`/incident ${index % 2 === 0 ? 'find ' : ''}${word}`);
    }
    expect(handed.length).toBeGreaterThan(hostileWords.length);
  });

  test('as a title, it is told in the room as it was typed, or refused as too long', async () => {
    const reporter = world.slack.user('reporter');
    const titles = hostileWords.filter((_word, index) => index % 3 > 0);
    expect(titles.length).toBeGreaterThan(100);
    for (const word of titles) {
      const said = await reporter.ask(`/incident title ${word}`, room);
      if (codePoints(cleanText(word, 20_000).text) > 200) expect(said).toMatch(/at most 150/);
    }
    await expectReadable(titles.filter((word) => word.length <= 150 && !isRewritten(word)));
  });

  test('as the title of a declaration, it gives its room a name that Slack takes', async () => {
    const reporter = world.slack.user('reporter');
    // Rooms are slow to make; what matters is what comes out as a name.
    const titles = hostileWords.filter((word, index) => word.length < 40 && index % 3 === 0);
    for (const word of titles) await reporter.command(`/incident declare ${word}`, 'general');
    await world.slack.settle();
    const { channels } = await world.slack.link.state();
    const rooms = channels.filter(({ name }) => name.startsWith('inc-'));
    expect(rooms.length).toBeGreaterThan(titles.length * 0.9);
  });

  test('in notes, updates and reasons, by command and by form, it is told as it was typed', async () => {
    for (const [index, pack] of packed(900).entries()) {
      await tellEverywhere(pack, index % 2 === 0 ? 'SEV2' : 'SEV1');
    }
    const short = hostileWords.filter(({ length }) => length <= 900);
    await expectReadable(short);
  });

  test('in a declaration and its summary, by form, it is told as it was typed', async () => {
    const reporter = world.slack.user('reporter');
    for (const pack of packed(1800)) {
      const form = await opened('declare', 'general');
      await form.fill({ 'What is wrong?': pack.slice(0, 40), 'What is happening?': pack });
      expect(await form.submit()).toMatchObject({ accepted: true });
    }
    await world.slack.settle();
    const { channels } = await world.slack.link.state();
    const rooms = channels.filter(({ name }) => name.startsWith('inc-'));
    const shown = letters(rooms.flatMap(({ messages }) => messages.map(said)).join('\n'));
    const beginnings = packed(1800).map((pack) => letters(pack.slice(0, 300)));
    expect(beginnings.filter((beginning) => !shown.includes(beginning))).toEqual([]);
    await reporter.command('/incident list');
  });

  test('in messages that are kept, it is told as it was typed', async () => {
    const reporter = world.slack.user('reporter');
    for (const pack of packed(1800)) {
      const { ts = '' } = await reporter.say(pack, room);
      const message = { channel: room.id, ts };
      await reporter.do({ type: 'message_shortcut', callback_id: 'add_to_timeline', ...message });
      await reporter.do({
        type: 'message_shortcut',
        callback_id: 'declare_from_message',
        ...message,
      });
      const form = await reporter.modal('Declare an incident');
      await form.fill({ 'What is wrong?': 'From a message' });
      expect(await form.submit()).toMatchObject({ accepted: true });
      const { ts: pinned = '' } = await reporter.say(`Look: ${pack}`, room);
      await reporter.do({ type: 'add_reaction', channel: room.id, ts: pinned, name: 'pushpin' });
    }
    await world.slack.settle();
    await reporter.ask('/incident timeline');
  });

  test('comes out of every place that shows it', async () => {
    const { slack } = world;
    const reporter = slack.user('reporter');
    const newcomer = slack.user('newcomer');
    await newcomer.join(room);
    for (const shown of ['panel', 'timeline', 'timeline file', 'list', 'mine', 'show #2', 'help']) {
      await reporter.command(`/incident ${shown}`, room);
    }
    for (const word of ['update', 'title', 'severity', 'note', 'assign', 'resolve'] as const) {
      await (await opened(word, room)).close(true);
    }
    await reporter.home();
    await slack.settle();
    const { messages } = await (await reporter.dm()).state();
    expect(messages.flatMap(({ files }) => files)).toHaveLength(1);
  });
});

/** How the form of each word is called. */
const titles = {
  declare: /^Declare an incident$/,
  note: /^Note on #/,
  update: /^Update #/,
  title: /^Title of #/,
  severity: /^Severity of #/,
  status: /^Status of #/,
  assign: /^Assign a role$/,
  snooze: /^Move the update$/,
  resolve: /^Resolve #/,
  reopen: /^Reopen #/,
};

/** The form that a word of the reporter opens, a moment after the command is acknowledged. */
async function opened(word: keyof typeof titles, where: Room | string): Promise<Form> {
  const reporter = world.slack.user('reporter');
  await reporter.command(`/incident ${word}`, where);
  return reporter.modal(titles[word]);
}

/** Types a text into everything in the room that takes more than a line. */
async function tellEverywhere(text: string, severity: string): Promise<void> {
  const reporter = world.slack.user('reporter');
  const fill = async (word: keyof typeof titles, fields: Record<string, string>) => {
    const form = await opened(word, room);
    await form.fill(fields);
    expect(await form.submit()).toMatchObject({ accepted: true });
  };
  await fill('note', { Note: text });
  await fill('update', {
    'What do we know?': text,
    'What are we doing?': text,
    'What do we need?': text,
  });
  await fill('severity', { 'New severity': severity, 'Why?': text });
  await fill('status', { 'New status': 'Identified', 'Why?': text });
  await fill('snooze', { 'Why?': text });
  await reporter.command(`/incident note ${text}`, room);
  await reporter.command(`/incident note decision: ${text}`, room);
  await reporter.command(`/incident update ${text}`, room);
  await fill('resolve', { 'What fixed it?': text });
  await fill('reopen', { 'Why?': text });
}
