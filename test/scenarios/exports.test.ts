import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { afterAll, expect, test } from 'vitest';
import { Mailboxes } from '../support/mailbox.ts';
import { declared, policyWith } from '../support/story.ts';
import { testWorld } from '../support/world.ts';

const policyPath = policyWith({
  'messages: {}': `messages: {}

postmortem:
  required: { severity: [sev1, sev2] }
  within_days: 5
audiences:
  - key: managers
    name: Managers
    channels: ["#general"]
    people: [sasha@example.com, nobody@example.com]
  - { key: customers, name: Customers, outside: true, by: [Mail] }
  - key: law
    name: Regulator and counsel
    outside: true
    emails: [busy@example.com, law@example.com, gone@example.com]
  - key: board
    name: Board
    when: { is_private: true }
    emails: [board@example.com]`,
});
const boxes = await new Mailboxes().open();
afterAll(() => boxes.close());
const world = testWorld({ policyPath, smtpUrl: boxes.url });

/** Bytes of the newest file of that name. */
function fileOf(name: string): Uint8Array {
  const files = [...world.local.sandbox.core.workspace.files.values()];
  const found = files.filter((file) => file.name === name && file.complete).at(-1);
  if (!found) throw new Error(`there is no ${name} among ${files.map((file) => file.name)}`);
  return found.content;
}

async function wordsOf(pdf: Uint8Array): Promise<string> {
  const read = await getDocument({ data: new Uint8Array(pdf), verbosity: 0 }).promise;
  let words = '';
  for (let number = 1; number <= read.numPages; number += 1) {
    const { items } = await (await read.getPage(number)).getTextContent();
    words += items.map((item) => ('str' in item ? item.str : '')).join('');
  }
  await read.destroy();
  return words;
}

test('the postmortem comes as a file, and goes as a PDF to an audience that sees beforehand who it is', async () => {
  const { slack } = world;
  // An address that nobody has, and a channel that Muster has to join first.
  world.expectTrouble();
  const [commander, scribe] = [slack.user('commander'), slack.user('scribe')];
  const { room, number } = await declared(world, 'Checkout is down sev1');
  await commander.command('/incident note finding: the pool was full', room);
  await commander.command('/incident resolve the pool is larger', room);
  await slack.settle();
  const review = room.message(/Postmortem of #\d+ Checkout is down/);
  // By word and by button; both ways the file comes directly.
  expect(await commander.ask('/incident postmortem export html', room)).toBe(
    `The postmortem of #${number} comes by direct message.`,
  );
  await slack.settle();
  const html = new TextDecoder().decode(fileOf(`incident-${number}-postmortem.html`));
  expect(html).toContain('<h1>Checkout is down</h1>');
  expect(html).toContain('the pool was full');
  await review.button('I write it').click(commander);
  await review.button('Export').click(commander);
  const form = await commander.modal('Export the postmortem');
  await form.fill({ 'As what': 'JSON, for programs' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await (await commander.dm()).message(`Postmortem of #${number}`).seen();
  await slack.settle();
  const json = JSON.parse(new TextDecoder().decode(fileOf(`incident-${number}-postmortem.json`)));
  expect(json).toMatchObject({ format: 'muster-postmortem/1', number, status: 'draft' });
  // To an audience: the form shows whom it reaches.
  await review.button('Send as PDF').click(commander);
  const send = await commander.modal('Send as PDF');
  expect(send.words()).toMatch(/Managers: #general, sasha@example\.com, nobody@example\.com/);
  expect(send.words()).toMatch(
    /Customers: outside Slack \(Mail\)\. You get the PDF, and hand it on/,
  );
  await send.fill({ 'To whom': 'Managers', 'A word about it': 'Please read *page 1*' });
  expect(await send.submit()).toMatchObject({ accepted: true });
  const general = await slack.channel('general');
  await general
    .message(/@cleo sends you the record and the review of #\d+ Checkout is down/)
    .seen();
  await (await scribe.dm()).message(/@cleo sends you the record/).seen();
  await slack.settle();
  const pdf = fileOf(`incident-${number}-postmortem.pdf`);
  expect(await wordsOf(pdf)).toMatch(/Checkout is down[\s\S]*the pool was full/);
  const sum = createHash('sha256').update(pdf).digest('hex');
  const told = await commander.ask('/incident timeline', room);
  expect(told).toMatch(/@cleo sent the record and the review as a PDF to Managers: Please read/);
  expect(told).toContain(`The PDF that @cleo sent to Managers reached #general (SHA-256 ${sum})`);
  expect(told).toMatch(
    /reached @sasha \(SHA-256 [0-9a-f]{64}\); not nobody@example\.com: users_not_found/,
  );
  // Whom Muster cannot reach somebody hands it to, and that is logged as well.
  await commander.command('/incident postmortem send customers', room);
  const outside = await commander.modal('Send as PDF');
  expect(outside.value('To whom')).toBe('customers');
  expect(await outside.submit()).toMatchObject({ accepted: true });
  await (await commander.dm()).message(/for Customers: hand it on/).seen();
  await slack.settle();
  expect(await commander.ask('/incident timeline', room)).toMatch(
    /The PDF for Customers was given to @cleo, who hands it on \(SHA-256/,
  );
});

test('an audience outside Slack gets it by e-mail, each address for itself, and a line says who did', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const { room, number } = await declared(world, 'Search is slow sev1');
  await commander.command('/incident resolve an index was missing', room);
  boxes.refusals.set('gone@example.com', 550).set('busy@example.com', 451);
  await commander.command('/incident postmortem send regulator', room);
  const form = await commander.modal('Send as PDF');
  expect(form.words()).toMatch(
    /Regulator and counsel: by e-mail busy@example\.com, law@example\.com, gone@example\.com/,
  );
  await form.fill({ 'A word about it': 'As we agreed' });
  expect(await form.submit()).toMatchObject({ accepted: true });
  // The busy one was asked first.
  const [first] = await boxes.until(1);
  const sum = createHash('sha256')
    .update(first?.pdf ?? '')
    .digest('hex');
  expect(first?.headers).toMatchObject({
    to: 'law@example.com',
    subject: `Record and review of incident #${number} Search is slow`,
  });
  expect(first?.raw).not.toMatch(/gone@|busy@/);
  expect(first?.words).toBe(
    `cleo sends you the record and the review of incident #${number} Search is slow, as a PDF.\n\nAs we agreed\n\nSHA-256 of the file: ${sum}`,
  );
  expect(await wordsOf(first?.pdf ?? new Uint8Array())).toMatch(/an index was missing/);
  // Whom the server takes later has a line of their own; nobody gets it twice, nor by direct message.
  boxes.refusals.delete('busy@example.com');
  await boxes.until(2);
  await slack.settle();
  expect(boxes.taken.map(({ to }) => to)).toEqual(['law@example.com', 'busy@example.com']);
  const told = await commander.ask('/incident timeline', room);
  expect(told).toContain(
    `The PDF that @cleo sent to Regulator and counsel reached law@example.com (SHA-256 ${sum}); not gone@example.com: smtp_550`,
  );
  expect(told).toMatch(/sent to Regulator and counsel reached busy@example\.com \(SHA-256/);
  await (await commander.dm()).expectNoMessage(/for Regulator/);
});

test('of a private incident nobody gets it who may not see it', async () => {
  const { slack } = world;
  const [commander, observer] = [slack.user('commander'), slack.user('observer')];
  const said = await commander.ask('/incident declare Secret matter sev1 --private');
  const number = Number(/#(\d+)/.exec(said)?.[1]);
  await slack.settle();
  await commander.command(`/incident postmortem send managers #${number}`);
  const form = await commander.modal('Send as PDF');
  // Of all audiences the policy tells one of private incidents.
  expect(form.words()).toMatch(/Board: by e-mail board@example\.com/);
  expect(form.words()).not.toMatch(/Managers|Customers|Regulator/);
  const before = boxes.taken.length;
  expect(await form.submit()).toMatchObject({ accepted: true });
  const letter = (await boxes.until(before + 1)).at(-1);
  expect(letter?.headers['subject']).toBe(`Record and review of incident #${number}`);
  expect(letter?.words).not.toMatch(/Secret/);
  expect(await wordsOf(letter?.pdf ?? new Uint8Array())).toMatch(/PRIVATE: for those/);
  const nothing = await observer.ask('/incident postmortem export pdf #999');
  expect(await observer.ask(`/incident postmortem export pdf #${number}`)).toBe(nothing);
  await commander.ask(`/incident postmortem export pdf #${number}`);
  await slack.settle();
  expect(await wordsOf(fileOf(`incident-${number}-postmortem.pdf`))).toMatch(/PRIVATE: for those/);
  await (await slack.channel('general')).expectNoMessage(new RegExp(`#${number}`));
});

test('what an audience in Slack got goes when its incident becomes private, also what is on its way then', async () => {
  const { slack } = world;
  // One of the audience is nobody.
  world.expectTrouble();
  const [commander, scribe] = [slack.user('commander'), slack.user('scribe')];
  const general = await slack.channel('general');
  const { room, number } = await declared(world, 'Payroll is odd sev1');
  await commander.command('/incident resolve done', room);
  const name = `incident-${number}-postmortem.pdf`;
  const files = () =>
    [...world.local.sandbox.core.workspace.files.values()].filter((file) => file.name === name);
  const send = async () => {
    await commander.command('/incident postmortem send managers', room);
    await (await commander.modal('Send as PDF')).submit();
  };
  await send();
  const comment = new RegExp(`the record and the review of #${number}`);
  await general.message(comment).seen();
  await slack.settle();
  const fault = { kind: 'hang', ms: 1_500 } as const;
  await slack.faults({ method: 'files.getUploadURLExternal', times: 2, fault });
  await send();
  await expect.poll(() => files().length, { timeout: 30_000 }).toBeGreaterThan(2);
  await commander.command('/incident private because of wages', room);
  await slack.settle();
  await general.expectNoMessage(comment);
  await (await scribe.dm()).expectNoMessage(comment);
  expect(files().map(({ deleted, channels }) => deleted || channels.length === 0)).not.toContain(
    false,
  );
  const told = await commander.ask(`/incident timeline #${number}`);
  const sum = createHash('sha256')
    .update(files()[0]?.content ?? '')
    .digest('hex');
  expect(told).toContain(
    `The PDF that @cleo sent to Managers was deleted from #general, because this became private (SHA-256 ${sum})`,
  );
  expect(told).toMatch(/sent to Managers was deleted from @sasha, because this became private/);
});

test('a copy of the document is a tab of the room, follows what is written, and goes with a public room', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const { room, number } = await declared(world, 'Search is down sev1');
  await commander.command('/incident resolve done', room);
  await slack.settle();
  // Nobody has written anything yet.
  expect(await room.canvases()).toEqual([]);
  await commander.command('/incident postmortem take', room);
  await slack.settle();
  const [canvas] = await room.canvases();
  expect(canvas).toMatchObject({ title: `Postmortem of #${number}`, can_write: false });
  expect(canvas?.markdown).toMatch(/^> A copy, kept by Muster/);
  const menu = room.message(/Postmortem of #\d+ Search is down/).field('Write …');
  await menu.choose(commander, 'Cause');
  const form = await commander.modal('Postmortem');
  await form.fill({
    'What is written here': 'A **disk** was full.\n\n#### Why\n\n<@U123> ![x](@U1)',
  });
  // Where Slack does not take what it is written in, it is written in plain words.
  world.expectTrouble();
  const fault = { kind: 'reject', error: 'canvas_editing_failed' } as const;
  await slack.faults({ method: 'canvases.edit', times: 1, fault });
  expect(await form.submit()).toMatchObject({ accepted: true });
  await slack.settle();
  const [after, ...more] = await room.canvases();
  expect(more).toEqual([]);
  expect(after?.id).toBe(canvas?.id);
  expect(after?.markdown).toMatch(
    /## Cause[\s\S]*A \*\*disk\*\* was full\.\n\n### Why\n\n\\<\\@U123\\>/,
  );
  // The public room keeps nothing of it; the private one gets a copy of its own.
  const before = await commander.channels();
  await commander.command('/incident private because an account was taken', room);
  await slack.settle();
  expect(await room.canvases()).toEqual([]);
  const own = (await commander.channels()).filter(
    (name) => name.startsWith('inc-') && !before.includes(name),
  );
  expect(own).toHaveLength(1);
  // The next thing that changes about the postmortem brings its copy.
  const secret = await slack.channel(own[0] ?? '');
  await commander.command('/incident postmortem assign @enzo', secret);
  await slack.settle();
  const [copy] = await secret.canvases();
  expect(copy?.markdown).toContain('PRIVATE');
  expect(copy?.id).not.toBe(canvas?.id);
});

test('a copy that is made while its incident becomes private goes with the public room, too', async () => {
  const { slack } = world;
  const commander = slack.user('commander');
  const { room } = await declared(world, 'Login is down sev1');
  await commander.command('/incident resolve done', room);
  await slack.settle();
  const fault = { kind: 'hang', ms: 2_000 } as const;
  await slack.faults({ method: 'canvases.create', times: 1, fault });
  await commander.command('/incident postmortem take', room);
  await expect.poll(() => room.canvases()).toHaveLength(1);
  await commander.command('/incident private because an account was taken', room);
  await slack.settle();
  expect(await room.canvases()).toEqual([]);
});

test('where owners forbid canvases there is none, and nobody is bothered with it', async () => {
  const { slack } = world;
  world.expectTrouble();
  const commander = slack.user('commander');
  const { room } = await declared(world, 'Mail is down sev1');
  await commander.command('/incident resolve done', room);
  await slack.settle();
  const strict = {
    noChannelCreation: false,
    noPostingIn: [],
    noUserGroups: false,
    noCanvases: true,
  };
  await slack.settings({ strict });
  await commander.command('/incident postmortem take', room);
  await slack.settle();
  await slack.settings({ strict: null });
  expect(await room.canvases()).toEqual([]);
  expect(await commander.ask('/incident timeline', room)).not.toMatch(/copy of the postmortem/);
  expect(await room.message(/Resolved/).words()).not.toMatch(/could not be made/);
});
