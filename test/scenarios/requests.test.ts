import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { captureRequests, kinds } from '../support/captured.ts';
import { formType, type Sending, sign, timestampIn } from '../support/signed-request.ts';
import { stored } from '../support/stored.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();
const { captured, fresh, partOf, post, changingNothing } = captureRequests(world);

describe('a request that does not come from Slack', () => {
  const right = () => fresh('/incident').body;
  const forgeries: [string, () => Partial<Sending>][] = [
    ['without a signature', () => ({ signature: null })],
    ['without a time', () => ({ timeless: true })],
    ['without either', () => ({ signature: null, timeless: true })],
    ['with an empty signature', () => ({ signature: '' })],
    ['signed with another secret', () => ({ secret: 'not-the-secret-of-this-app' })],
    ['signed with an empty secret', () => ({ secret: '' })],
    ['signed with another version', () => ({ signature: `v1=${'0'.repeat(64)}` })],
    ['signed six minutes ago', () => ({ timestamp: timestampIn(-360) })],
    ['signed just too long ago', () => ({ timestamp: timestampIn(-303) })],
    ['signed just too far ahead', () => ({ timestamp: timestampIn(303) })],
    ['signed six minutes from now', () => ({ timestamp: timestampIn(360) })],
    ['signed in a year', () => ({ timestamp: timestampIn(366 * 86_400) })],
    ['signed at no number', () => ({ timestamp: 'NaN' })],
    ['signed at a number with words', () => ({ timestamp: `${timestampIn(0)} or so` })],
    ['signed at infinity', () => ({ timestamp: 'Infinity' })],
    ['signed before time began', () => ({ timestamp: '-1' })],
  ];

  test.each(forgeries)('%s is refused, and nothing is done', async (_what, sending) => {
    const answers = await changingNothing(() =>
      Promise.all(kinds.map((kind) => post(fresh(kind), sending()))),
    );
    expect(answers.map(({ status }) => status)).toEqual(kinds.map(() => 401));
  });

  test('is accepted by none of 1,500 changes to a signature, its time or its body', async () => {
    const { secret, time } = {
      secret: world.local.sandbox.app.signing_secret,
      time: timestampIn(0),
    };
    const body = right();
    const signature = sign(secret, time, body);
    await changingNothing(() =>
      fc.assert(
        fc.asyncProperty(mutant({ signature, time, body }), async (changed) => {
          const { status } = await post(
            { body: changed.body, type: formType },
            { signature: changed.signature, timestamp: changed.time },
          );
          expect(status).toBe(401);
        }),
        { numRuns: 1_500 },
      ),
    );
  });
});

interface Signed {
  signature: string;
  time: string;
  body: string;
}

/** A signed request with at least one thing about it changed. */
function mutant(right: Signed): fc.Arbitrary<Signed> {
  const { signature, time, body } = right;
  const visible = fc.string({
    unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
    maxLength: 80,
  });
  const signatures = fc.oneof(
    visible,
    visible.map((text) => `v0=${text}`),
    fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 }),
    altered(signature, '0123456789abcdef'),
    fc.constantFrom(
      signature.toUpperCase(),
      signature.slice(3),
      `v0=${signature}`,
      `${signature}0`,
    ),
    fc.nat({ max: signature.length - 1 }).map((length) => signature.slice(0, length)),
    visible.map((secret) => sign(secret, time, body)),
  );
  return fc
    .oneof(
      signatures.map((changed) => ({ ...right, signature: changed })),
      altered(body, 'abcxyz=&%+0').map((changed) => ({ ...right, body: changed })),
      fc.integer({ min: -290, max: 290 }).map((by) => ({ ...right, time: timestampIn(by) })),
      altered(time, '0123456789').map((changed) => ({ ...right, time: changed })),
      fc.tuple(visible, visible).map(([secret, text]) => ({
        time,
        body: `${body}&x=${encodeURIComponent(text)}`,
        signature: sign(secret, time, body),
      })),
    )
    .filter((made) => made.signature !== signature || made.time !== time || made.body !== body);
}

/** A text with one letter replaced, left out or put in. */
function altered(text: string, letters: string): fc.Arbitrary<string> {
  const place = fc.nat({ max: text.length - 1 });
  const letter = fc.constantFrom(...letters);
  return fc
    .tuple(place, letter, fc.constantFrom(0, 1), fc.boolean())
    .map(([at, put, taken, keep]) => text.slice(0, at) + (keep ? put : '') + text.slice(at + taken))
    .filter((made) => made !== text);
}

describe('a request of Slack', () => {
  test('is carried out with a clock that differs by less than five minutes', async () => {
    for (const seconds of [-290, 290]) {
      const before = await stored(world.databaseUrl);
      const answer = await post(fresh('/incident'), { timestamp: timestampIn(seconds) });
      expect(answer.status).toBe(200);
      expect(await stored(world.databaseUrl)).toMatchObject({ incidents: before.incidents + 1 });
    }
    await world.slack.settle();
  });

  test.each(kinds)('%s, sent a second time, has no second effect', async (kind) => {
    world.expectTrouble();
    const { slack } = world;
    const said = async () => {
      await slack.settle();
      const { channels } = await slack.link.state();
      return channels.map(({ name, messages }) => `${name}: ${messages.length}`);
    };
    const before = await said();
    const first = captured(kind);
    const answers = await changingNothing(
      () => Promise.all([post(first), post(first), post(first)]),
      false,
    );
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await said()).toEqual(before);
  });

  test.each([
    ['another workspace', { team_id: 'T0OTHER', team: { id: 'T0OTHER', domain: 'other' } }],
    ['no workspace', { team_id: '', team: null }],
    ['another app', { api_app_id: 'A0OTHER' }],
  ])('of %s is answered like any other, and nothing is done', async (_what, change) => {
    // Some kinds do not say which app they are for.
    const concerned = kinds.filter((kind) =>
      Object.keys(change).some((key) => key in captured(kind).payload),
    );
    expect(concerned.length).toBeGreaterThan(3);
    const answers = await changingNothing(() =>
      Promise.all(concerned.map((kind) => post(fresh(kind, partOf(kind, change))))),
    );
    expect(answers).toEqual(concerned.map(() => ({ status: 200, body: '' })));
  });
});
