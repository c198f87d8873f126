import { beforeEach, describe, expect, it } from 'vitest';
import { type Letter, MailFault } from '../../src/integrations/mailer.ts';
import { Audience } from '../../src/policy/language/telling.ts';
import { deliveryScene } from '../support/delivery-scene.ts';

/** A mail server that misbehaves at one address, so many times. */
let written: Letter[] = [];
let takenOver = '';
/** What happens once somebody has a letter. */
let then: (address: string) => Promise<unknown>;
let trouble: { at: string; error: Error; times: number };
const mailer = {
  async write(letter: Letter) {
    if (letter.to.address === trouble.at && trouble.times > 0) {
      trouble.times -= 1;
      throw trouble.error;
    }
    written.push(letter);
    await then(letter.to.address);
    if (letter.to.address === takenOver) {
      takenOver = '';
      await scene.engine.database.work.use(
        ({ sql }) => sql`
          update outbox set lease_token = gen_random_uuid() where effect->'to' ? 'emails'
            and state = 'sending'`,
      );
      await scene.expireLeases();
    }
  },
};
const scene = deliveryScene({ mailer });
const silent = new MailFault('smtp_silent', { isPassing: true, isOfOne: false });

/** What the timeline says of the record once everything was tried, for three addresses. */
async function sentToThree({ when, hiddenAfter }: { when?: object; hiddenAfter?: string } = {}) {
  const emails = ['a@example.com', 'b@example.com', 'c@example.com'];
  const law = Audience.parse({ key: 'law', name: 'Law', emails, ...(when ? { when } : {}) });
  await scene.policy({ audiences: [law] });
  const incident = await scene.declare();
  const hide = { type: 'make_private', by: 'U1', reason: 'keys leaked' } as const;
  then = async (address) => address === hiddenAfter && (await scene.run(incident, hide));
  await scene.run(incident, { type: 'send_record', by: 'U1', audience: 'law', note: '' });
  await scene.deliver();
  const lines = await scene.engine.database.work.use(
    ({ sql }) => sql<{ to: string[]; missed: string[] }[]>`
      select data->'to' as to, jsonb_path_query_array(data, '$.missed[*].where') as missed
      from timeline where incident_id = ${incident.id} and type = 'record_sent' order by seq`,
  );
  return lines.map(({ to, missed }) => ({ to, missed }));
}

const receivers = () => written.map(({ to }) => to.address);

describe('the record by e-mail', () => {
  beforeEach(() => {
    written = [];
  });

  it('goes on after an attempt that ended in the middle; nobody gets a second letter', async () => {
    trouble = { at: 'b@example.com', error: new Error('the process ended'), times: 1 };
    const lines = await sentToThree();
    expect(receivers()).toEqual(['a@example.com', 'b@example.com', 'c@example.com']);
    expect(new Set(written.map(({ id }) => id)).size).toBe(3);
    expect(lines).toEqual([
      { to: ['a@example.com'], missed: [] },
      { to: ['b@example.com', 'c@example.com'], missed: [] },
    ]);
  });

  it('is left to who took over by who stood still for long', async () => {
    trouble = { at: '', error: silent, times: 0 };
    takenOver = 'b@example.com';
    await sentToThree();
    // Who stood still could not write down that b has it.
    expect(receivers()).toEqual(['a', 'b', 'b', 'c'].map((each) => `${each}@example.com`));
    expect(new Set(written.map(({ id }) => id)).size).toBe(3);
  });

  it('is written to nobody more once its incident is private, but to whom that is told', async () => {
    trouble = { at: '', error: silent, times: 0 };
    const hiddenAfter = 'a@example.com';
    expect(await sentToThree({ hiddenAfter })).toEqual([{ to: [hiddenAfter], missed: [] }]);
    expect(receivers()).toEqual([hiddenAfter]);
    await sentToThree({ hiddenAfter, when: { is_private: true } });
    expect(receivers()).toEqual(['a', 'a', 'b', 'c'].map((each) => `${each}@example.com`));
    expect(written.map(({ subject }) => /#\d+ ./.test(subject))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('says whom it reached before the server fell silent, and whom not when it stays so', async () => {
    trouble = { at: 'b@example.com', error: silent, times: 1_000 };
    expect(await sentToThree()).toEqual([
      { to: ['a@example.com'], missed: [] },
      { to: [], missed: ['b@example.com', 'c@example.com'] },
    ]);
    expect(receivers()).toEqual(['a@example.com']);
  });
});
