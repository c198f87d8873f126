import { beforeAll, expect } from 'vitest';
import { type Answer, asForm, formType, jsonType, type Sending, send } from './signed-request.ts';
import { stored } from './stored.ts';
import type { World } from './world.ts';

type Payload = Record<string, unknown>;

/** A request as Slack sent it. */
export interface Sent {
  body: string;
  type: string;
  payload: Payload;
}

/** One of each kind that does something. */
export const kinds = [
  '/incident',
  'block_actions',
  'view_submission',
  'message_action',
  'reaction_added',
];

let gestures = 0;

/** The number of a gesture that nobody made before. */
export function nextGesture(): number {
  gestures += 1;
  return gestures;
}

/** Plays a short story before the tests of a file, and keeps a request of each kind from it. */
export function captureRequests(world: World) {
  const sent = new Map<string, Sent>();
  beforeAll(async () => {
    await playStory(world);
    for (const kind of kinds) sent.set(kind, await capture(world, kind));
  });

  /** The captured request of a kind. */
  function captured(kind: string): Sent {
    const found = sent.get(kind);
    if (!found) throw new Error(`${kind} was not captured`);
    return found;
  }

  /** The same as a gesture that is made now, changed by `change`. A command declares. */
  function fresh(kind: string, change: Payload = {}): Sent {
    const number = nextGesture();
    const { payload } = captured(kind);
    const made = {
      ...structuredClone(payload),
      ...('trigger_id' in payload ? { trigger_id: `${number}.777.fresh` } : {}),
      ...('event_id' in payload ? { event_id: `Ev0FRESH${number}` } : {}),
      ...(kind === '/incident' ? { text: `declare Forged ${number} sev1` } : {}),
      ...change,
    };
    return { payload: made, ...encoded(made) };
  }

  /** Of the changes, those to something that requests of this kind hold. */
  function partOf(kind: string, change: Payload): Payload {
    const { payload } = captured(kind);
    return Object.fromEntries(Object.entries(change).filter(([key]) => key in payload));
  }

  /** Sends it to Muster, signed as Slack signs unless said otherwise. */
  function post(
    { body, type }: Pick<Sent, 'body' | 'type'>,
    sending: Partial<Sending> = {},
  ): Promise<Answer> {
    const { app } = world.local.sandbox;
    const port = Number(new URL(app.request_url ?? '').port);
    return send(port, body, { secret: app.signing_secret, type, ...sending });
  }

  return {
    captured,
    fresh,
    partOf,
    post,
    changingNothing: <T>(work: () => Promise<T>, silent = true) =>
      changingNothing(world, work, silent),
  };
}

async function playStory({ slack }: World): Promise<void> {
  const reporter = slack.user('reporter');
  await reporter.command('/incident declare API is down sev1');
  const room = await slack.channel(/^inc-1-/);
  await room
    .message(/nobody yet/)
    .button('Take')
    .click(reporter);
  await reporter.command('/incident note', room);
  const form = await reporter.modal();
  await form.fill({ Note: 'the disk is full' });
  await form.submit();
  await reporter.say('it began at ten', room);
  await room.message('it began at ten').shortcut(reporter, 'add_to_timeline');
  await reporter.say('a node went away', room);
  await room.message('a node went away').react(reporter, 'pushpin');
  await slack.settle();
}

async function capture({ slack }: World, kind: string): Promise<Sent> {
  const [entry] = await slack.journal({ direction: 'delivery', name: kind });
  if (!entry) throw new Error(`nothing like ${kind} was sent`);
  const payload = entry.request as Payload;
  return { payload, ...encoded(payload) };
}

/** A payload as it goes over the wire, by what it is. */
function encoded(payload: Payload): { body: string; type: string } {
  if ('command' in payload) return { body: asForm(payload), type: formType };
  if ('event_id' in payload) return { body: JSON.stringify(payload), type: jsonType };
  return { body: asForm({ payload }), type: formType };
}

/** Whatever `work` does must change nothing that is stored. With `silent`, Slack is not called either. */
async function changingNothing<T>(
  { slack, databaseUrl }: World,
  work: () => Promise<T>,
  silent: boolean,
): Promise<T> {
  const before = await stored(databaseUrl);
  const last = (await slack.journal({ limit: '1' })).at(-1)?.sequence ?? 0;
  const result = await work();
  await slack.settle();
  expect(await stored(databaseUrl)).toEqual(before);
  if (silent) {
    const calls = await slack.journal({ direction: 'call', since: String(last) });
    expect(calls.map(({ name }) => name)).toEqual([]);
  }
  return result;
}
