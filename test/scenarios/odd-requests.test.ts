import { describe, expect, test } from 'vitest';
import { captureRequests, kinds, nextGesture } from '../support/captured.ts';
import { asForm, formType, jsonType } from '../support/signed-request.ts';
import { testWorld } from '../support/world.ts';

const world = testWorld();
const { captured, fresh, post, changingNothing } = captureRequests(world);

describe('somebody who may not use Muster', () => {
  const people = () => ({
    bot: world.local.sandbox.app.bot_user_id,
    slackbot: 'USLACKBOT',
    guest: 'U0GUEST',
    former: 'U0FORMER',
    unknown: 'U0NOBODY',
  });

  test.each(['bot', 'slackbot', 'guest', 'former', 'unknown'] as const)(
    'changes nothing as %s, whatever they send, and is told so where Slack shows it',
    async (who) => {
      world.expectTrouble();
      const id = people()[who];
      const answers = await changingNothing(
        () => Promise.all(kinds.map((kind) => post(fresh(kind, actedBy(kind, id))))),
        false,
      );
      expect(answers.map(({ status }) => status)).toEqual(kinds.map(() => 200));
      const [command, , form] = answers;
      expect(command?.body).toContain('only full members');
      expect(form?.body).toContain('only full members');
    },
  );

  test('changes nothing as a member of another workspace who shares a channel with us', async () => {
    world.expectTrouble();
    const acting = kinds.slice(1, 4);
    await changingNothing(
      () =>
        Promise.all(
          acting.map((kind) => {
            const { payload } = captured(kind);
            const user = { ...(payload['user'] as object), id: 'U0AFAR', team_id: 'T0OTHER' };
            return post(fresh(kind, { user }));
          }),
        ),
      false,
    );
  });

  test('is told so in front of the page as a guest', async () => {
    const guest = world.slack.user('guest');
    const said = await changingNothing(() => guest.ask('/incident declare Mine', 'partners'));
    expect(said).toContain('only full members');
  });
});

/** What makes a request of this kind come from somebody else. */
function actedBy(kind: string, id: string): Record<string, unknown> {
  const { payload } = captured(kind);
  if (kind === '/incident') return { user_id: id };
  const part = kind === 'reaction_added' ? 'event' : 'user';
  const held = payload[part] as Record<string, unknown>;
  return { [part]: part === 'event' ? { ...held, user: id } : { ...held, id } };
}

describe('a request that nobody would send', () => {
  test('of ten megabytes is refused, with or without its length', async () => {
    const body = asForm({ command: '/incident', text: 'x'.repeat(10_000_000) });
    await changingNothing(async () => {
      for (const chunked of [false, true]) {
        const { status } = await post({ body, type: formType }, { chunked });
        // Whoever goes on sending after the refusal may lose it with the connection.
        expect([413, 0]).toContain(status);
      }
    });
    expect((await post(fresh('/incident', { text: 'help' }))).status).toBe(200);
  });

  test.each([
    ['half an object', '{"type": "event_callback", "event": {', jsonType],
    ['no payload', 'payload=', formType],
    ['half a payload', 'payload=%7B%22type%22%3A', formType],
    ['a word', 'hello', jsonType],
    ['nothing', '', jsonType],
    ['an empty form', '', formType],
    ['null', 'null', jsonType],
    ['null in a form', 'payload=null', formType],
    ['a number', '42', jsonType],
    ['a list', '[]', jsonType],
    ['lists in lists', '['.repeat(50_000) + ']'.repeat(50_000), jsonType],
    ['an object of nothing', '{}', jsonType],
    ['a prototype', '{"__proto__": {"team_id": "T0LOCAL"}, "type": "event_callback"}', jsonType],
    ['another content type', '<xml/>', 'text/xml'],
  ])('%s is turned away', async (_what, body, type) => {
    const { status } = await changingNothing(() => post({ body, type }));
    expect([200, 400]).toContain(status);
  });

  test.each([
    ['an unknown button', 'block_actions', withAction({ action_id: 'launch_rockets' })],
    ['a button called like a prototype', 'block_actions', withAction({ action_id: '__proto__' })],
    ['a button with broken words', 'block_actions', withAction({ value: '{"incident":' })],
    ['a button with a list', 'block_actions', withAction({ value: '[1,2,3]' })],
    ['a button of incident -1', 'block_actions', withAction({ value: '{"incident":-1}' })],
    ['a button of incident 1e400', 'block_actions', withAction({ value: '{"incident":1e400}' })],
    ['a button of no incident', 'block_actions', withAction({ value: '{"incident":999999}' })],
    ['a list nobody chose from', 'block_actions', withAction({ type: 'static_select' })],
    ['a menu nobody chose from', 'block_actions', withAction({ type: 'overflow' })],
    ['an unknown form', 'view_submission', withView({ callback_id: 'launch_rockets' })],
    ['a form called like a method', 'view_submission', withView({ callback_id: 'toString' })],
    ['a form without its data', 'view_submission', withView({ private_metadata: '' })],
    ['a form with broken data', 'view_submission', withView({ private_metadata: '{' })],
    ['a form of no incident', 'view_submission', withView({ private_metadata: '{"incident":99}' })],
    ['a form without fields', 'view_submission', withView({ state: { values: {} }, blocks: [] })],
    ['an unknown shortcut', 'message_action', () => ({ callback_id: 'launch_rockets' })],
    ['a reaction to nothing', 'reaction_added', withEvent({ item: {} })],
    ['a reaction to a file', 'reaction_added', withEvent({ item: { type: 'file', file: 'F1' } })],
    ['an unknown event', 'reaction_added', withEvent({ type: 'rocket_launched' })],
    ['an event called like a method', 'reaction_added', withEvent({ type: 'constructor' })],
  ] as const)('%s is answered and changes nothing', async (_what, kind, change) => {
    world.expectTrouble();
    const { payload } = captured(kind);
    const { status } = await changingNothing(() => post(fresh(kind, change(payload))), false);
    expect(status).toBe(200);
  });

  test.each([
    ['a command of another name', '/incident', () => ({ command: '/launch' })],
    ['a press of no button', 'block_actions', () => ({ actions: [] })],
    ['something of a kind that nobody listens to', 'block_actions', () => ({ type: 'launched' })],
  ] as const)(
    'with %s is refused, so that Slack says that it failed',
    async (_what, kind, change) => {
      world.expectErrors();
      const { status } = await changingNothing(() => post(fresh(kind, change())), false);
      expect(status).toBe(503);
    },
  );

  test('about an unknown form or button says so to whoever sent it', async () => {
    world.expectTrouble();
    const { payload } = captured('view_submission');
    const change = withView({ callback_id: 'launch_rockets' })(payload);
    const answer = await post(fresh('view_submission', change));
    expect(answer.body).toMatch(/"response_action":"errors".*not/);
  });
});

type Change = (payload: Record<string, unknown>) => Record<string, unknown>;

function withAction(change: Record<string, unknown>): Change {
  return ({ actions }) => {
    const [first] = actions as Record<string, unknown>[];
    return { actions: [{ ...first, action_ts: `${nextGesture()}.5`, ...change }] };
  };
}

function withView(change: Record<string, unknown>): Change {
  return ({ view }) => ({ view: { ...(view as object), hash: `h${nextGesture()}`, ...change } });
}

function withEvent(change: Record<string, unknown>): Change {
  return ({ event }) => ({ event: { ...(event as object), ...change } });
}

describe('what Slack asks of every app', () => {
  test('a check of the certificate is answered without a signature, and carries nothing', async () => {
    const { payload } = fresh('/incident');
    const body = asForm({ ...payload, ssl_check: '1' });
    const answer = await changingNothing(() => post({ body, type: formType }, { signature: null }));
    expect(answer).toEqual({ status: 200, body: '' });
  });

  test('the challenge is given back, but only to who signs', async () => {
    const body = JSON.stringify({ type: 'url_verification', challenge: 'c0ffee', token: 'x' });
    expect(await post({ body, type: jsonType })).toEqual({
      status: 200,
      body: JSON.stringify({ challenge: 'c0ffee' }),
    });
    const forged = await post({ body, type: jsonType }, { secret: 'another' });
    expect(forged).toEqual({ status: 401, body: '' });
  });
});
