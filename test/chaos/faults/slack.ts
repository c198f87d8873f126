import { setTimeout as wait } from 'node:timers/promises';
import type { Fault, FaultKind, JournalEntry } from '../../../sandbox/protocol-operate.ts';
import type { Rig, Scenario } from '../scenario.ts';
import { declare, declareRoom, expectAlive, Load, metric, promised, until } from './load.ts';

/** What Slack does on a bad day. */

const isLong = process.env['CHAOS_LONG'] === '1';
const titles = ['API is down', 'Mail is late', 'Search is slow'];

function strikes(kind: FaultKind, rate: number, method = 'chat.*'): Fault {
  return { on: 'call', method, rate, fault: kind };
}

/** Everything that Slack can do to a call that shows something, one kind of trouble at a time. */
const kinds: Record<string, FaultKind> = {
  accepted_then_dropped: { kind: 'drop' },
  accepted_then_500: { kind: 'fail_after' },
  accepted_then_silent: { kind: 'hang' },
  html: { kind: 'malformed' },
  refused: { kind: 'refuse' },
  unavailable: { kind: 'fail_before', status: 503 },
};

/** Half of all calls that make or change something end in this way, while rooms are made and talked in. */
function troubledBy(fault: FaultKind): (rig: Rig) => Promise<void> {
  return async (rig) => {
    const replica = await rig.start();
    const methods = [
      'chat.postMessage',
      'conversations.create',
      'pins.add',
      'conversations.invite',
    ];
    // A silent call costs ten seconds each time.
    const rate = fault.kind === 'hang' ? 0.15 : 0.4;
    await rig.slack.faults(...methods.map((method) => strikes(fault, rate, method)));
    const numbers: number[] = [];
    for (const title of titles) {
      numbers.push(await declare(rig, title));
    }
    const load = new Load(rig);
    for (const number of numbers)
      for (const key of ['engineer', 'dba']) await load.note(key, number);
    await until('half of it is through', async () => (await owed(rig)) < 20, 60_000);
    await wait(1_000);
    await rig.slack.faults();
    load.report();
    await rig.atRest();
    rig.figure('struck', await struck(rig));
    await expectAlive(replica);
  };
}

async function struck(rig: Rig): Promise<number> {
  const calls = await rig.slack.journal({ direction: 'call' });
  return calls.filter(({ trouble }) => trouble !== null).length;
}

async function owed(rig: Rig): Promise<number> {
  return (await metric(rig.replicas[0] ?? missing(), 'muster_outbox_waiting')) || 0;
}

function missing(): never {
  throw new Error('no replica runs');
}

/** One channel is blocked for long; who is to be woken and every other channel go on. */
async function rateLimited(rig: Rig): Promise<void> {
  const blockSeconds = isLong ? 30 : 6;
  const blocks = isLong ? 10 : 2;
  const replicas = [await rig.start(), await rig.start()];
  const blocked = await declareRoom(rig, 'API is down');
  const other = await declareRoom(rig, 'Mail is late');
  await rig.atRest();
  const room = await rig.slack.channel(new RegExp(`^inc-${blocked}-`));
  const load = new Load(rig);
  let worst = 0;
  let early = 0;
  for (let n = 0; n < blocks; n += 1) {
    const since = String((await rig.slack.journal()).at(-1)?.sequence ?? 0);
    await rig.slack.faults({
      on: 'call',
      method: 'chat.postMessage',
      channel: room.id,
      fault: { kind: 'rate_limit', retry_after_s: blockSeconds },
    });
    for (let m = 0; m < 5; m += 1) await load.note('reporter', blocked);
    for (let m = 0; m < 5; m += 1) await load.note('engineer', other);
    const begunMs = performance.now();
    await until(
      'the other channel has its messages',
      () => isSaid(rig, other, (n + 1) * 5),
      20_000,
    );
    worst = Math.max(worst, performance.now() - begunMs);
    await wait(Math.max(0, blockSeconds * 1_000 - (performance.now() - begunMs) - 1_000));
    const inBlock = postsTo(await rig.slack.journal({ since }), room.id);
    early = Math.max(early, inBlock.length);
    await rig.slack.faults();
  }
  rig.figure('blocks', blocks);
  promised(rig, 'calls_in_block', early, replicas.length);
  promised(rig, 'other_channel_ms', worst, 8_000);
  load.report();
  await expectAlive(...replicas);
}

function postsTo(entries: JournalEntry[], channel: string): JournalEntry[] {
  return entries.filter((each) => each.name === 'chat.postMessage' && each.channel === channel);
}

async function isSaid(rig: Rig, number: number, times: number): Promise<boolean> {
  const room = await rig.slack.channel(new RegExp(`^inc-${number}-`));
  return (await room.messages()).filter(({ text }) => /engineer saw/.test(text)).length >= times;
}

/** Nothing answers for an hour of the story; people and the clock go on. */
async function down(rig: Rig): Promise<void> {
  const replica = await rig.start();
  const number = await declareRoom(rig, 'API is down');
  await rig.atRest();
  const before = await roomSize(rig, number);
  await rig.slack.faults(strikes({ kind: 'fail_before', status: 503 }, 1, '*'));
  const load = new Load(rig);
  for (let n = 0; n < 12; n += 1) {
    await load.note(rig.random.pick(['engineer', 'dba', 'scribe']), number);
    await rig.passMinutes(5);
    await wait(250);
  }
  await rig.slack.faults();
  const beganMs = performance.now();
  await rig.atRest();
  rig.figure('recovery_ms', Math.round(performance.now() - beganMs));
  rig.figure('messages_after', (await roomSize(rig, number)) - before);
  load.report();
  await expectAlive(replica);
}

async function roomSize(rig: Rig, number: number): Promise<number> {
  return (await (await rig.slack.channel(new RegExp(`^inc-${number}-`))).messages()).length;
}

/** Slack shows what it took later than we wait for it: the one window in which there is a second copy. */
async function lateVisibility(rig: Rig): Promise<void> {
  const replica = await rig.start();
  const number = await declareRoom(rig, 'API is down');
  await rig.atRest();
  const post = 'chat.postMessage';
  await rig.slack.faults(
    { on: 'call', method: post, times: 3, fault: { kind: 'delay_visibility', ms: 6_000 } },
    { on: 'call', method: post, times: 3, fault: { kind: 'drop' } },
  );
  const load = new Load(rig);
  for (let n = 0; n < 3; n += 1) await load.note('engineer', number);
  await rig.atRest();
  await rig.slack.faults();
  load.report();
  const room = await rig.slack.channel(new RegExp(`^inc-${number}-`));
  // What is found twice within ten minutes is taken away again, the newer copy.
  await rig.passMinutes(1);
  await until('the copies are gone or counted', async () => (await counted(rig)) > 0, 20_000);
  const texts = (await room.messages()).filter(({ text }) => /engineer saw/.test(text));
  const copies = texts.length - new Set(texts.map(({ text }) => text)).size;
  promised(rig, 'copies_left', copies, 3);
  rig.figure('counted', await counted(rig));
  await expectAlive(replica);
}

function counted(rig: Rig): Promise<number> {
  return metric(rig.replicas[0] ?? missing(), 'muster_outbox_possible_duplicate_total');
}

/** Slack refuses the token for a while; what people do is kept and told afterwards, once. */
async function tokenRevoked(rig: Rig): Promise<void> {
  const replica = await rig.start();
  const number = await declareRoom(rig, 'API is down');
  await rig.atRest();
  await rig.slack.faults(strikes({ kind: 'reject', error: 'token_revoked' }, 1, '*'));
  const load = new Load(rig);
  for (let n = 0; n < 6; n += 1) {
    await load.note('engineer', number);
    await wait(300);
  }
  await rig.slack.user('dba').command('/incident declare Mail is late sev1');
  rig.acknowledged({ type: 'declared', title: 'Mail is late' });
  await wait(2_000);
  const during = (await rig.slack.journal({ direction: 'call' })).filter(
    ({ trouble }) => trouble === 'reject',
  );
  rig.figure('calls_while_revoked', during.length);
  await rig.slack.faults();
  await rig.atRest(90_000);
  load.report();
  await expectAlive(replica);
}

export const slackScenarios: readonly Scenario[] = [
  ...Object.entries(kinds).map(
    ([name, fault]): Scenario => ({ name: `slack/${name}`, replicas: 1, run: troubledBy(fault) }),
  ),
  { name: 'slack/rate_limited', replicas: 2, run: rateLimited },
  { name: 'slack/down_for_an_hour', replicas: 1, run: down },
  { name: 'slack/token_revoked', replicas: 1, run: tokenRevoked },
  {
    name: 'slack/late_visibility',
    replicas: 1,
    run: lateVisibility,
    allowed: {
      possibleDuplicate: 'Slack shows a message later than the settle time; counted and annotated',
    },
  },
];
