import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModalView } from '@slack/types';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { validateBlocks, validateView } from '../../sandbox/blocks/validate.ts';
import { instant } from '../../sandbox/server/settings.ts';
import { backfill } from '../../src/apply/backfill.ts';
import { listOwed } from '../../src/apply/dead-letters.ts';
import { exportIncident } from '../../src/audit/export.ts';
import { verify } from '../../src/audit/verify.ts';
import { cleanText } from '../../src/incident/text.ts';
import { eventNames } from '../../src/slack/events.ts';
import { formNames } from '../../src/slack/modals.ts';
import { shortcutNames } from '../../src/slack/shortcuts.ts';
import { words } from '../../src/slack/words.ts';
import { asLines } from '../../src/terminal.ts';
import { actionWords } from '../../src/views/action-words.ts';
import { hostileCorpus, packedCorpus } from '../support/hostile-packs.ts';
import { type Handed, keepHanded, liveTexts, sequencesIn } from '../support/live-text.ts';
import { privatePolicy } from '../support/private-policy.ts';
import { type RecordedDesk, recordedDesk } from '../support/recorded-desk.ts';
import { withDatabase } from '../support/stored.ts';
import { type Declared, declared } from '../support/story.ts';
import * as typed from '../support/typed-asks.ts';
import { testWorld } from '../support/world.ts';

const policyPath = privatePolicy();
const { latency, visibilityLagMs, eventSpreadMs } = instant;
const world = testWorld({ policyPath, settings: { latency, visibilityLagMs, eventSpreadMs } });
/** All of the corpus that is not long itself, in texts that every long field takes whole. */
const whole = packedCorpus(
  2900,
  hostileCorpus.filter(({ length }) => length <= 900),
);
const long = hostileCorpus.filter(({ length }) => length > 900);
/** What fits a title. */
const short = packedCorpus(140);

let handed: Handed[];
let recorded: RecordedDesk;
let first: Declared;
let id: number;
const heard: [string, unknown][] = [];
const thrown: string[] = [];
const views = new Map<string, ModalView>();

beforeAll(async () => {
  world.expectErrors();
  handed = keepHanded(world);
  first = await declared(world, 'Something is odd minor');
  const [row] = await withDatabase(
    world.databaseUrl,
    (sql) => sql<{ id: string }[]>`select id from incidents where number = ${first.number}`,
  );
  id = Number(row?.id);
  recorded = await recordedDesk(world);
});
// Nonsense is refused, by Slack too where it names people and channels that are not there.
beforeEach(() => world.expectErrors());
afterAll(() => recorded?.close());

const rita = () => ({ userId: 'U0REPORTER', channelId: first.room.id });

/** Does something, keeps what came of it, and remembers every form that opened. */
async function gesture(what: string, does: () => Promise<unknown>): Promise<void> {
  await does().then(
    (answer) => heard.push([what, answer]),
    (error: unknown) => thrown.push(`${what}: ${error}`),
  );
  for (const each of await recorded.heard()) {
    heard.push([what, each]);
    const [call, ...args] = each as [string, ...unknown[]];
    if (call === 'log' && Object(args[0]).level === 'error') thrown.push(`${what}: ${args[0]}`);
    const view = args.find((arg) => Object(arg).type === 'modal') as ModalView | undefined;
    if (view && formNames.includes(view.callback_id ?? '')) {
      const known = views.get(view.callback_id ?? '');
      if (!known || typed.typedFields(known) < typed.typedFields(view)) {
        views.set(view.callback_id ?? '', view);
      }
    }
  }
}

/** The texts for an input: the whole corpus, and a long and two short ones that are others for each. */
function textsFor(index: number): string[] {
  const few = [0, 1].map((step) => short[(index * 2 + step) % short.length] ?? '');
  return [...whole, long[index % long.length] ?? '', ...few];
}

/** What Muster itself writes between angle brackets in this workspace. */
function isOurs(sequence: string): boolean {
  const { workspace, url } = world.local.sandbox;
  const [, person] = /^<@(U0[A-Z]+)>$/.exec(sequence) ?? [];
  if (person) return workspace.users.has(person) && person !== 'U0OBSERVER';
  const [, channel] = /^<#(C[A-Z0-9]+)>$/.exec(sequence) ?? [];
  if (channel) return workspace.channels.has(channel);
  const [, group] = /^<!subteam\^(\w+)>$/.exec(sequence) ?? [];
  if (group) return policyGroups.has(group);
  if (/^<!date\^\d+\^\{[^|>]+\}\|[\d: -]+ UTC>$/.test(sequence)) return true;
  const [, address = '', label] =
    /^<((?:https?|tel|mailto):[^<>|\s]+)(\|[^<>]+)?>$/.exec(sequence) ?? [];
  if (address === '') return false;
  if (address.startsWith(`${url}/archives/`) || policyText.includes(address)) return true;
  if (label !== undefined && policyText.includes(label.slice(1))) return true;
  return label === undefined && typedTexts.some((word) => word.includes(plainly(address)));
}

const steering =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there.
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/;
/** As they are once what nobody sees is taken out. */
const typedTexts = hostileCorpus.map((word) => cleanText(word, 200_000).text);
const plainly = (address: string) => address.replaceAll('&amp;', '&');
/** Sequences that Slack made of what somebody chose name people who exist. */
const asSlackMade = (text: string) => text.replaceAll(/<@[UW][A-Z0-9]+/g, '<@U0DBA');
const policyText = readFileSync(policyPath, 'utf8');
const policyGroups = new Set<string>();

test('whatever is typed into every word, form, event, shortcut and button is answered, and opens what it opens', async () => {
  for (const group of world.local.sandbox.workspace.groups.values()) policyGroups.add(group.id);
  const { desk } = recorded;
  for (const [index, word] of words.entries()) {
    await gesture(`/incident ${word}`, () => typed.typeCommand(desk, rita(), word));
    for (const [at, text] of textsFor(index).entries()) {
      // Slack escapes what is typed; what it does not, it made itself.
      const sent = at % 2 === 0 ? typed.asSlackSends(text) : asSlackMade(text);
      await gesture(`/incident ${word}`, () => typed.typeCommand(desk, rita(), `${word} ${sent}`));
    }
  }
  for (const [index, word] of actionWords.entries()) {
    const carried = {
      incident: id,
      role: 'commander',
      arg: '1',
      severity: 'critical',
      minutes: 30,
    };
    await gesture(`button ${word}`, () => typed.press(desk, rita(), word, JSON.stringify(carried)));
    for (const text of textsFor(index).slice(-3)) {
      const value = JSON.stringify({ incident: id, arg: text, role: text, note: text });
      await gesture(`button ${word}`, () => typed.press(desk, rita(), word, value));
      await gesture(`button ${word}`, () => typed.press(desk, rita(), word, text));
    }
  }
  for (const [index, name] of shortcutNames.entries()) {
    for (const text of textsFor(index)) {
      await gesture(`shortcut ${name}`, () => typed.useShortcut(desk, name, rita(), text));
    }
  }
  for (const [index, name] of eventNames.entries()) {
    if (/^(channel|group)_(archive|deleted)$|uninstalled|revoked/.test(name)) continue;
    for (const text of textsFor(index)) {
      await gesture(`event ${name}`, () => typed.sayEvent(desk, name, rita(), text));
    }
  }
  expect(thrown).toEqual([]);
}, 400_000);

test('and so is what is filled into every field of every form', async () => {
  const { desk } = recorded;
  for (const [index, [name, view]] of [...views].entries()) {
    for (const text of textsFor(index)) {
      await gesture(`form ${name}`, () => typed.sendForm(desk, 'U0REPORTER', view, text));
    }
    await gesture('reopen', () => typed.typeCommand(desk, rita(), 'reopen because it is back'));
  }
  // Those that open only for a task, an audience or a channel, with fields made up.
  const unseen = formNames.filter((name) => !views.has(name));
  for (const [index, name] of unseen.entries()) {
    for (const text of textsFor(index)) {
      const view = typed.madeUp(name, { incident: id, arg: 'containment.freeze' });
      await gesture(`form ${name}`, () => typed.sendForm(desk, 'U0REPORTER', view, text));
    }
  }
  expect(thrown).toEqual([]);
  expect(views.size).toBeGreaterThan(35);
}, 400_000);

test('lines that were written down elsewhere and a channel that is taken in say it, too', async () => {
  const { slack } = world;
  const folder = mkdtempSync(join(tmpdir(), 'muster-hostile-'));
  const file = join(folder, 'lines.json');
  const lines = packedCorpus(2900).map((text, minute) => ({
    at: `2026-01-01T10:${String(minute % 60).padStart(2, '0')}:00Z`,
    who: hostileCorpus[minute * 7] ?? '?',
    text,
  }));
  writeFileSync(file, JSON.stringify(lines));
  const where = { url: world.databaseUrl };
  const told = await backfill(where, { number: first.number, from: { file }, apply: true });
  const reporter = slack.user('reporter');
  await reporter.do({ type: 'create_channel', name: 'found-by-hand' });
  const found = await slack.channel('found-by-hand');
  for (const text of whole) await reporter.say(text, found);
  await slack.settle();
  const at = { userId: 'U0REPORTER', channelId: found.id };
  await gesture('adopt', () => typed.typeCommand(recorded.desk, at, 'adopt'));
  const view = views.get('declare_adopted') ?? typed.madeUp('none', {});
  expect(view.callback_id).toBe('declare_adopted');
  const text = short[3] ?? '';
  await gesture('adopt', () => typed.sendForm(recorded.desk, 'U0REPORTER', view, text));
  await slack.settle();
  for (const shown of ['timeline', 'timeline file', 'panel', 'doctor', 'list', 'mine', 'tasks']) {
    await reporter.command(`/incident ${shown}`, first.room);
  }
  await reporter.home();
  await slack.settle();

  const exported = join(folder, 'export');
  told.push(...(await exportIncident(where, first.number, exported)));
  told.push(...(await verify(where, [])).told, ...(await listOwed(where)));
  const names = await readdir(exported, { recursive: true });
  expect(names.filter((name) => !/^[\w./-]+$/.test(name))).toEqual([]);
  const timeline = await readFile(join(exported, 'timeline.md'), 'utf8');
  expect(timeline).not.toMatch(/(?<!\\)\]\(|(?<!\\)<[a-z!/]|^\s*(?:#{1,6} |[-+] )(?!\*\*|#)/m);
  JSON.parse(await readFile(join(exported, 'timeline.json'), 'utf8'));
  expect(steering.test(asLines(told))).toBe(false);
  expect(thrown).toEqual([]);
}, 200_000);

type Shown = { blocks: never; type?: 'modal' | 'home' };

/** Messages and views in what was answered. */
function partsIn(answer: unknown): Shown[] {
  if (Array.isArray(answer)) return answer.flatMap(partsIn);
  if (typeof answer !== 'object' || answer === null) return [];
  const more = Object.values(answer).flatMap(partsIn);
  if (!('blocks' in answer) || !Array.isArray(answer.blocks)) return more;
  return [answer as Shown];
}

test('nothing of it was live in what Slack was handed or people were answered, and Slack refused no block', async () => {
  // On a busy machine an event may wait for a lock too long, and again: Slack's third attempt is a minute later.
  await world.slack.fastForward({ minutes: 2 });
  const shown = [
    ...handed.map(({ name, content }): [string, unknown] => [name, content]),
    ...heard,
  ];
  const strange = shown.flatMap(([name, content]) =>
    liveTexts(content)
      .flatMap(sequencesIn)
      .filter((sequence) => !isOurs(sequence))
      .map((sequence) => `${name}: ${sequence}`),
  );
  expect([...new Set(strange)]).toEqual([]);
  const invalid = heard.flatMap(([what, each]) =>
    partsIn(each).flatMap((part) => {
      const isView = part.type !== undefined;
      const faults = isView ? validateView(part) : validateBlocks(part.blocks, 'message');
      return faults.map((fault) => `${what}: ${JSON.stringify(fault)}`);
    }),
  );
  expect([...new Set(invalid)]).toEqual([]);
  const { journal } = world.local.sandbox.core;
  const { entries } = journal.read({ limit: 100_000 });
  const refused = entries.filter(
    ({ direction, response }) =>
      direction === 'call' &&
      /invalid_blocks|invalid_arguments|msg_too_long|invalid_name|no_text|too_long/.test(
        JSON.stringify(response),
      ),
  );
  expect(refused.map(({ name, response }) => `${name}: ${JSON.stringify(response)}`)).toEqual([]);
  // What was sent again in the end counts.
  const last = new Map(
    entries
      .filter(({ direction }) => direction === 'delivery')
      .map((entry) => [Object(entry.request).event_id ?? entry.sequence, entry]),
  );
  const failed = [...last.values()].filter(({ status }) => status >= 500);
  expect(failed.map(({ name, attempt, took_ms }) => [name, attempt, took_ms])).toEqual([]);
});
