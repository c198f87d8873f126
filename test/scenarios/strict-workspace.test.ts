import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { wordsOfMessage } from '../../sandbox/client/words.ts';
import type { MessageShown } from '../../sandbox/protocol.ts';
import { type Strict, strict } from '../../sandbox/server/settings.ts';
import { testWorld, type World } from '../support/world.ts';

/** The scopes that the setup page says Muster cannot do without; all others may be refused. */
const page = readFileSync(join(import.meta.dirname, '../../docs/slack-setup.md'), 'utf8');
const sentence = /Muster cannot do without ([^.]+)\. /.exec(page)?.[1] ?? '';
const required = [...sentence.matchAll(/`([a-z:.]+)`/g)].flatMap(([, scope]) => scope ?? []);

const nothingAllowed: Strict = {
  noChannelCreation: true,
  noPostingIn: ['general', 'incidents'],
  noUserGroups: true,
  scopes: required,
};

const card = /Incident commander: [\s\S]*Declared by /;

/** What is said in the thread under this message, as people read it. */
async function threadOf({ slack }: World, head: MessageShown): Promise<string[]> {
  const messages = await slack.messagesIn(head.channel);
  return messages
    .filter(({ thread_ts, ts }) => thread_ts === head.ts && ts !== head.ts)
    .map((each) => wordsOfMessage(each, slack.names));
}

describe('where Muster may only talk to people', () => {
  const world = testWorld({ settings: { strict: nothingAllowed } });

  test('it keeps the scopes it cannot do without, and no others', () => {
    // At the start Muster asks for lists that it may not have.
    world.expectTrouble();
    expect(required).toHaveLength(5);
    expect([...world.local.sandbox.app.scopes].sort()).toEqual([...required].sort());
  });

  test('an incident lives under its card, in the direct messages of who declared it', async () => {
    const { slack } = world;
    world.expectTrouble();
    const [reporter, commander] = [slack.user('reporter'), slack.user('commander')];
    expect(await reporter.ask('/incident declare API is down sev1')).toContain('Declared as #1');
    await slack.settle();
    const dm = await reporter.dm();
    await dm.message('The room could not be made. Slack said missing_scope.').seen();
    await dm.message(/The announcement could not be posted\. Slack said \w+/).seen();
    const shown = dm.message(card);
    const head = await shown.seen();
    expect(head.thread_ts === null || head.thread_ts === head.ts).toBe(true);
    for (const left of [
      /The room could not be made/,
      /The announcement could not be posted/,
      /Could not invite|Not everybody could be invited|@sre/,
    ]) {
      expect(await shown.words()).toMatch(left);
    }

    await shown.button('Take', /Incident commander/).click(reporter);
    await slack.settle();
    expect(await shown.words()).toContain('Incident commander: @rita');
    expect(await commander.ask('/incident take scribe #1')).toContain('You are Scribe of #1');
    await shown.button('Post update').click(reporter);
    const update = await reporter.modal('Update #1');
    await update.fill({ 'What do we know?': 'the gateway is full' });
    expect(await update.submit()).toMatchObject({ accepted: true });
    await slack.fastForward({ minutes: 30 });
    await dm
      .message(/an update is due now/)
      .button("I'm on it")
      .click(reporter);
    expect(await commander.ask('/incident note #1 decision: more gateways')).toContain('#1');
    await slack.settle();
    const [list, panel] = [
      await commander.ask('/incident list'),
      await commander.ask('/incident #1'),
    ];
    expect(list).toContain('#1 API is down');
    expect(panel).toContain('Its room: the direct messages of @rita');
    expect(`${list}${panel}`).not.toMatch(/#D0/);
    await shown.button('Resolve').click(reporter);
    const resolve = await reporter.modal('Resolve #1');
    await resolve.fill({ 'What fixed it?': 'three more gateways' });
    expect(await resolve.submit()).toMatchObject({ accepted: true });
    await slack.settle();
    expect(await shown.words()).toMatch(/SEV1 · Resolved[\s\S]*three more gateways/);
    const said = (await threadOf(world, head)).join('\n');
    for (const line of [
      '@rita is Incident commander',
      'the gateway is full',
      'an update is due now',
      'more gateways',
      'Resolved by @rita',
    ]) {
      expect(said).toContain(line);
    }
    const timeline = await commander.ask('/incident timeline #1');
    expect(timeline).toContain('Decision by @cleo: more gateways');
  });

  test('a private one says nothing to anybody else', async () => {
    const { slack } = world;
    world.expectTrouble();
    const [scribe, commander] = [slack.user('scribe'), slack.user('commander')];
    const said = await scribe.ask('/incident declare Salaries leaked sev1 --private');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    await slack.settle();
    const dm = await scribe.dm();
    const shown = dm.message(/Salaries leaked[\s\S]*Incident commander: /);
    await shown.button('Take', /Incident commander/).click(scribe);
    await slack.settle();
    expect(await shown.words()).toContain('Incident commander: @sasha');
    const { channels } = await slack.link.state();
    const elsewhere = channels
      .filter(({ id }) => id !== dm.id)
      .flatMap(({ messages }) => messages.map((each) => wordsOfMessage(each, slack.names)));
    expect(elsewhere.filter((words) => /Salaries/.test(words))).toEqual([]);
    expect(await commander.ask(`/incident #${number}`)).toContain('There is no such incident');
    expect(await commander.ask('/incident list')).not.toContain('Salaries');
    expect(await scribe.ask('/incident list')).toContain('Salaries');
  });

  test('what was refused is done once it is allowed, at a press', async () => {
    const { slack } = world;
    world.expectTrouble();
    const engineer = slack.user('engineer');
    const said = await engineer.ask('/incident declare Exports are empty sev3');
    const number = Number(/#(\d+)/.exec(said)?.[1]);
    await slack.settle();
    const shown = (await engineer.dm()).message(/Exports are empty[\s\S]*Incident commander: /);
    await slack.settings({ strict: null });
    await shown.button('Try again', /The room could not be made/).click(engineer);
    const room = await slack.channel(`inc-${number}-exports-are-empty`);
    await slack.settle();
    expect(await room.pins()).toHaveLength(1);
    expect(await room.people()).toContain('engineer');
    await room.expectNoMessage(/The room could not be made/);
    const incidents = await slack.channel('incidents');
    await incidents.message(`#${number} Exports are empty`).seen();
    await slack.settings({ strict: nothingAllowed });
  });
});

describe('where only channels and user groups are forbidden', () => {
  const world = testWorld({ settings: { strict } });

  test('an incident lives in the thread of its announcement, where people are called', async () => {
    const { slack } = world;
    world.expectTrouble();
    const [reporter, commander] = [slack.user('reporter'), slack.user('commander')];
    await reporter.command('/incident declare API is down sev1');
    await slack.settle();
    const incidents = await slack.channel('incidents');
    const head = await incidents.message(/#1 API is down[\s\S]*in this thread/).seen();
    const shown = incidents.message(card);
    expect((await shown.seen()).thread_ts).toBe(head.ts);
    expect(await shown.words()).toMatch(/The room could not be made[\s\S]*restricted_action/);
    expect(await shown.words()).toMatch(/@sre/);
    await incidents.message('@rita: this thread is the room of #1.').seen();

    await shown.button('Take', /Incident commander/).click(commander);
    await commander.command('/incident update #1 we look at the gateways');
    await slack.fastForward({ minutes: 30 });
    await incidents
      .message(/an update is due now/)
      .button('Post update')
      .click(commander);
    const update = await commander.modal('Update #1');
    await update.fill({ 'What do we know?': 'two of three are back' });
    expect(await update.submit()).toMatchObject({ accepted: true });
    await commander.command('/incident resolve #1 all three are back');
    await slack.settle();
    expect(await incidents.message(/#1 API is down[\s\S]*in this thread/).words()).toContain(
      'Resolved',
    );
    expect(await slack.user('dba').ask('/incident #1')).toContain('a thread in #incidents');
    const said = (await threadOf(world, head)).join('\n');
    for (const line of [
      '@cleo is Incident commander',
      'the gateways',
      'two of three',
      'Resolved',
    ]) {
      expect(said).toContain(line);
    }
    const top = (await incidents.messages()).filter(({ thread_ts }) => thread_ts === null);
    expect(top.length).toBeLessThanOrEqual(2);
  });

  test('a private one lives in direct messages, and nobody reads of it in the channel', async () => {
    const { slack } = world;
    world.expectTrouble();
    const scribe = slack.user('scribe');
    await scribe.command('/incident declare Salaries leaked sev2 --private');
    await slack.settle();
    await (await scribe.dm()).message(/Salaries leaked[\s\S]*Incident commander: /).seen();
    await (await slack.channel('incidents')).expectNoMessage(/Salaries/);
  });
});
