import { expect, test } from 'vitest';
import type { Person } from '../../sandbox/client/person.ts';
import type { Room } from '../../sandbox/client/room.ts';
import { wordsOf } from '../../sandbox/client/words.ts';
import { type Declared, declared } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();

let first: Declared | undefined;
/** One incident with a room, for all that does not change it. */
async function theIncident(): Promise<Declared> {
  first ??= await declared(world, 'Checkout is failing sev2');
  return first;
}

/** What a command shows to who typed it: the answer, or else the form that opens. */
async function shown(person: Person, text: string, where?: Room | string): Promise<string> {
  const said = await person.ask(text, where);
  if (said !== '') return said;
  const form = await person.modal();
  const words = `Form: ${form.title}\n${form.words()}`;
  await form.close(true);
  return words;
}

/** What the room hears when this is done. */
async function heard(room: Room, deed: () => Promise<unknown>): Promise<string> {
  const before = (await room.messages()).length;
  await deed();
  await world.slack.settle();
  const news = (await room.messages()).slice(before);
  expect(news).not.toEqual([]);
  return news.map((each) => wordsOf(each.blocks, world.slack.names)).join('\n');
}

const panel = /#1 Checkout is failing[\s\S]*Incident commander/;
const lost = /I do not know|Something went wrong|undefined|\[object/;

test('in a war room /incident is its panel, and anywhere else the form', async () => {
  const { room } = await theIncident();
  const reporter = world.slack.user('reporter');
  expect(await shown(reporter, '/incident', room)).toMatch(panel);
  expect(await shown(reporter, '/incident panel', room)).toMatch(panel);
  expect(await shown(reporter, '/incident', 'general')).toMatch(/^Form: Declare an incident/);
});

test('list, mine, find and show answer anywhere, in a channel without Muster too', async () => {
  await theIncident();
  const { slack } = world;
  const reporter = slack.user('reporter').goTo('support');
  const line = /#1 Checkout is failing[\s\S]*SEV2 · Investigating/;
  expect(await reporter.ask('/incident list')).toMatch(line);
  expect(await reporter.ask('/incident mine')).toMatch(line);
  expect(await slack.user('newcomer').ask('/incident mine')).not.toMatch(/Checkout/);
  expect(await reporter.ask('/incident find checkout')).toMatch(line);
  expect(await reporter.ask('/incident find moon')).toBe('Nothing found for “moon”.');
  expect(await reporter.ask('/incident find')).toBe('Like this: /incident find checkout');
  for (const asked of [
    'show #1',
    '#1',
    '#1 show',
    'show 1',
    '1',
    'panel #1',
    'show #inc-1-checkout-is-failing',
  ]) {
    const said = await reporter.ask(`/incident ${asked}`);
    expect(said, asked).toMatch(panel);
    expect(said, asked).toContain('inc-1-checkout-is-failing');
  }
});

test('an alias, in any case and with a colon, is the word itself', async () => {
  const { room } = await theIncident();
  const reporter = world.slack.user('reporter').goTo(room);
  const pairs: [string, string][] = [
    ['ls', 'list'],
    ['LIST', 'list'],
    ['my', 'mine'],
    ['?', 'help'],
    ['Help:', 'help'],
    ['f checkout', 'find checkout'],
    ['view', 'show'],
    ['card', 'panel'],
    ['tl', 'timeline'],
    ['st', 'status'],
    ['sev', 'severity'],
    ['u', 'update'],
    ['n', 'note'],
    ['rename', 'title'],
    ['fixed', 'resolve'],
    ['false-alarm', 'cancel'],
    ['false alarm', 'cancel'],
    ['hand over', 'handover'],
  ];
  for (const [alias, word] of pairs) {
    const answer = await shown(reporter, `/incident ${word}`);
    expect(await shown(reporter, `/incident ${alias}`), alias).toBe(answer);
    expect(answer, word).not.toMatch(lost);
  }
});

test.each([
  ['hlep', 'help'],
  ['lst', 'list'],
  ['resovle because it is over', 'resolve'],
  ['severty sev1', 'severity'],
  ['timelien', 'timeline'],
  ['handoevr @enzo', 'handover'],
])('a slip of the finger, %s, is answered with the nearest word', async (typed, meant) => {
  const { room } = await theIncident();
  const said = await world.slack.user('newcomer').ask(`/incident ${typed}`, room);
  expect(said).toContain(`I do not know “${typed.split(' ')[0]}”.`);
  expect(said).toMatch(new RegExp(`Did you mean .*\\b${meant}\\b`));
  expect(said).toContain('All words: /incident help');
});

test('whoever is new here and types anything at all is told what to do', async () => {
  await theIncident();
  const newcomer = world.slack.user('newcomer').goTo('general');
  const odd: [string, RegExp][] = [
    ['xyzzy', /I do not know “xyzzy”.\nAll words: \/incident help/],
    ['sev1', /Did you mean \/incident severity sev1\?/],
    ['constructor', /I do not know “constructor”/],
    ['__proto__', /I do not know “_+proto_+”/],
    ['🔥🔥🔥', /I do not know “🔥🔥🔥”/],
    ['<!channel>', /I do not know “.*channel.*”/],
    ['"', /^I do not know “"”.\nAll words/],
    [`${'very '.repeat(500)}`, /I do not know “very”/],
    ['x'.repeat(3000), /I do not know “x{10,100}/],
    ['the site is down', /I do not know “the”[\s\S]*All words/],
    ['#0', /no such incident/],
    ['#999', /no such incident/],
    ['#99999999999', /I do not know/],
    ['show', /Which incident\?.*\/incident show #1[\s\S]*Checkout is failing/],
    ['note', /Which incident\?.*\/incident note #1/],
    ['note the disk is full', /Which incident\?[\s\S]*\/incident note the disk is full/],
    ['take', /Which incident\?.*\/incident take #1/],
    ['take juggler #1', /no role|not a role|juggler/i],
    ['assign #1', /^Form: /],
    ['handover #1', /^Form: /],
    ['severity #1', /^Form: /],
    ['severity #1 purple because it is', /no severity “purple”. There are: sev1/],
    ['status #1 sideways', /no status “sideways”. There are: investigating/],
    ['snooze #1 soon', /^Form: /],
    ['resolve #1', /^Form: /],
    ['reopen #1 because', /^Form: |still/],
    ['accept #1', /./],
    ['giveup #1', /./],
    ['declare', /^Form: Declare an incident/],
    ['declare sev1', /^Form: Declare an incident/],
    ['retry #1', /Nothing has failed in #1/],
  ];
  for (const [typed, answer] of odd) {
    const said = await shown(newcomer, `/incident ${typed}`);
    expect(said, typed).toMatch(answer);
    expect(said, typed).not.toMatch(/Something went wrong|undefined|\[object|Error/);
  }
});

test('a sentence without a word of ours can become an incident with one press', async () => {
  await theIncident();
  const newcomer = world.slack.user('newcomer').goTo('general');
  await newcomer.command('/incident everything burns & <!here> nobody knows why');
  const answer = newcomer.ephemeral(/I do not know “everything”/);
  await answer.button('Declare incident').click(newcomer);
  const form = await newcomer.modal('Declare an incident');
  expect(form.value('What is wrong?')).toBe('everything burns & <!here> nobody knows why');
  await form.close();
});

test('a direct message is answered like a command, and what needs a form gets a button', async () => {
  await theIncident();
  const { slack } = world;
  const dba = slack.user('dba');
  const dm = await dba.dm();
  dba.goTo(dm);
  expect(await dba.ask('/incident list')).toMatch(/Checkout is failing/);
  await dba.say('list');
  await dm.message(/Open incidents[\s\S]*Checkout is failing/).seen();
  await dba.say('/incident show #1');
  await dm.message(panel).seen();
  await dba.say('halp');
  await dm.message(/I do not know “halp”.[\s\S]*Did you mean \/incident help/).seen();
  await dba.say('note #1');
  await dm
    .message(/Press to open it/)
    .button('Open the form')
    .click(dba);
  await dba.modal('Note on #1').then((form) => form.close());
});

test('in a thread Slack takes no commands; there one asks Muster by name, and alone sees the answer', async () => {
  const { room } = await theIncident();
  const { slack } = world;
  const engineer = slack.user('engineer');
  await engineer.join(room);
  await engineer.say('is it the cache?', room);
  const { ts } = await room.message('is it the cache?').seen();
  const inThread = { channel: room.id, thread_ts: ts };
  expect(
    await engineer.attempt({ type: 'run_command', text: '/incident list', ...inThread }),
  ).toMatchObject({ ok: false, message: expect.stringContaining('not supported in threads') });

  const muster = '@muster';
  const says = (text: string) => engineer.do({ type: 'post_message', text, ...inThread });
  await says(`${muster} note decision: we drop the cache`);
  const answer = await engineer.ephemeral('In the timeline of #1.').seen();
  expect(answer.thread_ts).toBe(ts);
  expect(await engineer.ask('/incident timeline', room)).toContain(
    'Decision by @enzo: we drop the cache',
  );
  await says(`${muster} lst`);
  await engineer.ephemeral(/Did you mean \/incident list,/).seen();
  await says(muster);
  await engineer.ephemeral(/Muster runs incidents with you/).seen();
  await says(`does ${muster} know?`);
  await slack.settle();
  const helps = (await engineer.ephemerals()).filter((each) =>
    wordsOf(each.blocks, slack.names).includes('runs incidents with you'),
  );
  expect(helps).toHaveLength(2);
});

test('every word that help names does something', async () => {
  const { slack } = world;
  const { room } = await declared(world, 'Search is slow sev3');
  const commander = slack.user('commander').goTo(room);
  await commander.join(room);
  const result = await commander.command('/incident help');
  const text = JSON.stringify(result.ephemerals?.[0]?.blocks).replaceAll('\\n', '\n');
  const named = [...text.matchAll(/`([^`]+)`/g)].flatMap(([, code = '']) => code);
  expect(named.length).toBeGreaterThan(20);
  for (const code of named) {
    const typed = code
      .replace(/^\/incident ?/, '')
      .replace('@ann', '@dita')
      .replace('#12', '#1')
      .replace(/…/g, 'we must');
    if (typed.startsWith('#')) continue;
    // What changes a role or the severity, or pages, is said in the room, to everybody.
    const isPublic = /^(take|assign @|giveup|severity sev|page @)/.test(typed);
    const said = isPublic
      ? await heard(room, () => commander.command(`/incident ${typed}`))
      : await shown(commander, `/incident ${typed}`);
    expect(said, typed).not.toMatch(lost);
  }
});

test('after the room is archived there is an answer still', async () => {
  const { slack } = world;
  const { room, number } = await declared(world, 'Mail is late sev4');
  const reporter = slack.user('reporter').goTo(room);
  await reporter.command('/incident resolve the queue is empty');
  await reporter.command('/incident close nothing left to do');
  await slack.settle();
  await reporter.archive(room);
  await slack.settle();
  expect(await shown(reporter, '/incident')).toContain(`#${number} Mail is late`);
  expect(await shown(reporter, '/incident note too late', room)).not.toMatch(lost);
  expect(await shown(reporter, `/incident show #${number}`, 'general')).toContain('Closed');
});
