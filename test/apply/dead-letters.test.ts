import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropOwed, listOwed, markSent, resendOwed } from '../../src/apply/dead-letters.ts';
import type { Delivery } from '../../src/engine/deliver.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { countGivenUp, givenUpNote } from '../../src/engine/given-up.ts';
import { transact } from '../../src/engine/transact.ts';
import { wellbeing } from '../../src/engine/well.ts';
import type { Incident, PersonCommand } from '../../src/incident/types.ts';
import { testDatabase } from '../support/database.ts';
import { hasty, startDelivery } from '../support/delivery.ts';
import { declared, gesture, startEngine } from '../support/engine.ts';
import { runMuster } from '../support/muster-command.ts';
import { settledAll } from '../support/settled.ts';
import { withDatabase } from '../support/stored.ts';
import { type PlannedFault, StubSlack } from '../support/stub-slack.ts';

const database = testDatabase();
let engine: Engine;
let slack: StubSlack;
let delivery: Delivery;
let incident: Incident;

beforeAll(async () => {
  engine = await startEngine(database.url);
  slack = new StubSlack();
  const patience = { ...hasty, maxAttempts: 2, lookUpMs: 30 };
  ({ delivery } = startDelivery(engine, await slack.open(), { patience }));
  incident = await declared(engine);
  delivery.start();
  await rest();
});
afterAll(async () => {
  await delivery.stop();
  await slack.close();
  await engine.database.close();
});

const rest = () => settledAll(engine, delivery);
const where = () => ({ url: database.url });

async function does(command: PersonCommand, about = incident): Promise<void> {
  await transact(engine, { incidentId: about.id, command, gesture: gesture() });
  delivery.kick();
  await rest();
}

const note = (text: string, about = incident) =>
  does({ type: 'add_note', by: 'U0ANA', kind: 'note', text }, about);

/** Slack refuses the next message with this text. */
function refuse(text: string, fault: PlannedFault['fault'], method = 'chat.postMessage'): void {
  slack.fail({ method, fault, when: (args) => Object.values(args).join().includes(text) });
}

const said = (text: string) => slack.messages.filter((each) => each.text.includes(text));

/** Short ids in the list. */
async function ids(): Promise<string[]> {
  return (await listOwed(where())).flatMap((line) => /^[0-9a-f]{8}(?= )/.exec(line)?.[0] ?? []);
}

function timeline(): Promise<{ type: string; data: object }[]> {
  return withDatabase(
    database.url,
    (sql) => sql`
      select type, data from timeline where incident_id = ${incident.id} order by seq`,
  );
}

describe('what Slack did not take', () => {
  it('is listed in words without what is in it, and is told to who watches over Muster', async () => {
    expect(await listOwed(where())).toEqual(['Nothing was given up, and nothing waits for long.']);
    refuse('the first secret', { error: 'restricted_action' });
    await note('the first secret');
    const [line = '', ...others] = await listOwed(where());
    expect(others).toEqual([]);
    expect(line).toMatch(
      /^[0-9a-f]{8} #1 message note_added {2}given up, 1 try, 1 min old, talk: restricted_action\. The workspace forbids it/,
    );
    expect(line).not.toContain('secret');
    const listed = await runMuster(['outbox', 'list'], { DATABASE_URL: database.url });
    expect(listed).toEqual({ code: 0, stdout: `${line}\n`, stderr: '' });
    expect(givenUpNote(await countGivenUp(engine))).toEqual(['1 message given up']);
    expect((await wellbeing(engine)).notes).toContain('1 message given up');
  });

  it('goes to the end of its place, once, however many operators ask', async () => {
    await note('the second');
    const [id = ''] = await ids();
    const asked = await Promise.all([resendOwed(where(), id), resendOwed(where(), id)]);
    expect(asked.flat().filter((line) => line.includes('goes out again'))).toHaveLength(1);
    delivery.kick();
    await rest();
    expect(said('the first secret')).toHaveLength(1);
    expect(slack.messages.at(-1)?.text).toContain('the first secret');
    expect((await resendOwed(where(), id)).join()).toContain('was dealt with already');
    expect(await ids()).toEqual([]);
  });

  it('is looked for before it is sent again where it may be there', async () => {
    const seen = slack.hide(() => false);
    refuse('in doubt', { lost: 'after' });
    for (let times = 0; times < 40; times += 1) {
      slack.fail({ method: 'conversations.history', fault: { error: 'missing_scope' } });
    }
    await note('in doubt');
    await expect.poll(ids).toHaveLength(1);
    const [line = ''] = await listOwed(where());
    expect(line).toContain('may be in Slack already');
    expect(line).toContain('installed again');
    seen();
    const [id = ''] = await ids();
    while ((await ids()).length > 0) {
      await resendOwed(where(), id);
      delivery.kick();
      await rest();
    }
    expect(said('in doubt')).toHaveLength(1);
  });

  it('counts as sent where somebody saw it, and is dropped for good; the timeline says so once', async () => {
    refuse('seen by somebody', { error: 'restricted_action' });
    await note('seen by somebody');
    const [first = ''] = await ids();
    const marked = await runMuster(['outbox', 'retry', '--mark-sent', first], {
      DATABASE_URL: database.url,
    });
    expect(marked.stdout).toContain('counts as sent.');
    refuse('dropped', { error: 'restricted_action' });
    await note('dropped');
    const [id = ''] = await ids();
    const done = await Promise.all([dropOwed(where(), id), dropOwed(where(), id)]);
    expect(done.flat().join()).toContain('was dropped: nobody sends it any more.');
    expect((await timeline()).filter(({ type }) => type === 'settle_send')).toMatchObject([
      { data: { how: 'sent', what: 'message', who: null } },
      { data: { how: 'dropped', what: 'message', who: null } },
    ]);
    expect((await resendOwed(where(), id)).join()).toContain('was dealt with already');
    delivery.kick();
    await rest();
    expect([...said('seen by somebody'), ...said('dropped')]).toEqual([]);
    await expect(dropOwed(where(), 'deadbeef')).rejects.toThrow('There is no send deadbeef');
  });

  it('brings back nothing that a newer one made equal to the state', async () => {
    refuse('topic', { error: 'restricted_action' }, 'conversations.setTopic');
    await does({ type: 'change_severity', by: 'U0ANA', severity: 'sev2', reason: 'less' });
    const [id = ''] = await ids();
    await expect(markSent(where(), id)).resolves.toBeDefined();
    refuse('topic', { error: 'restricted_action' }, 'conversations.setTopic');
    await does({ type: 'change_severity', by: 'U0ANA', severity: 'sev1', reason: 'more' });
    const [older = ''] = await ids();
    await does({ type: 'change_severity', by: 'U0ANA', severity: 'sev2', reason: 'less' });
    const before = slack.calls.length;
    expect(await resendOwed(where(), 'all')).toEqual([
      `${older} #1 topic is not needed: a newer one says the same.`,
    ]);
    delivery.kick();
    await rest();
    expect(slack.calls.slice(before).map(({ method }) => method)).toEqual([]);
  });

  it('says of a private incident nothing but its number', async () => {
    const secret = await declared(engine, { isPrivate: true });
    await rest();
    refuse('of the private one', { error: 'restricted_action' });
    await note('of the private one', secret);
    const [line = ''] = await listOwed(where());
    expect(line).toMatch(
      /^[0-9a-f]{8} #\d+ \(private\) {2}given up, 1 try, 1 min old: restricted_action\./,
    );
    await dropOwed(where(), line.slice(0, 8));
  });
});
