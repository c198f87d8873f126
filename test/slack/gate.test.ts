import type { Receiver, ReceiverEvent } from '@slack/bolt';
import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { gated, Underway } from '../../src/slack/gate.ts';
import { bot } from './stage.ts';

type BoltApp = Parameters<Receiver['init']>[0];

/** A receiver with nothing behind it: what Bolt would do is given by the test. */
function gateTo(processEvent: (event: ReceiverEvent) => Promise<void>) {
  const dropped: string[] = [];
  let heldBack = 0;
  const underway = new Underway();
  let inner: { processEvent(event: ReceiverEvent): Promise<void> } | undefined;
  const receiver: Receiver = {
    init: (app) => {
      inner = app;
    },
    start: () => Promise.resolve(),
    stop: () => Promise.resolve(),
  };
  const log = pino({ enabled: false });
  const gate = gated(receiver, {
    bot,
    log,
    onDropped: (reason) => dropped.push(reason),
    onHeldBack: () => {
      heldBack += 1;
    },
    underway,
  });
  gate.init({ processEvent } as unknown as BoltApp);
  return {
    dropped,
    heldBack: () => heldBack,
    underway,
    arrives: (body: Record<string, unknown>, ack: ReceiverEvent['ack']) => {
      if (!inner) throw new Error('the receiver was not initialised');
      return inner.processEvent({ body, ack });
    },
  };
}

const ours = { team_id: 'T1', api_app_id: 'A1' };

describe('the acknowledgement', () => {
  it('waits until everything is done, though Bolt gives it first', async () => {
    const order: string[] = [];
    const gate = gateTo(async (event) => {
      await event.ack({ text: 'done' });
      order.push('committed');
    });
    await gate.arrives(ours, async (given) => {
      order.push(`acknowledged ${given.text}`);
    });
    expect(order).toEqual(['committed', 'acknowledged done']);
  });

  it('is not given for what failed', async () => {
    const gate = gateTo(async (event) => {
      await event.ack();
      throw new Error('not recorded');
    });
    let acknowledged = false;
    const arriving = gate.arrives(ours, async () => {
      acknowledged = true;
    });
    await expect(arriving).rejects.toThrow('not recorded');
    expect(acknowledged).toBe(false);
  });

  it('is not given where nobody gave it', async () => {
    const gate = gateTo(() => Promise.resolve());
    let acknowledged = false;
    const arriving = gate.arrives(ours, async () => {
      acknowledged = true;
    });
    await expect(arriving).rejects.toThrow('no listener');
    expect(acknowledged).toBe(false);
  });
});

describe('what is under way', () => {
  it('is waited for, with what it begins', async () => {
    const order: string[] = [];
    const underway = new Underway();
    const second = async () => {
      await Promise.resolve();
      order.push('second');
    };
    const first = async () => {
      await Promise.resolve();
      void underway.add(second());
      order.push('first');
      throw new Error('failed');
    };
    underway.add(first()).catch(() => {});
    await underway.settled();
    expect(order).toEqual(['first', 'second']);
  });
});

describe('the gate', () => {
  it.each([
    ['a command', { team_id: 'T1', api_app_id: 'A1' }, null],
    ['an interaction', { team: { id: 'T1' }, api_app_id: 'A1' }, null],
    ['one that names no app', { team: { id: 'T1' } }, null],
    ['one of another workspace', { team: { id: 'T2' }, api_app_id: 'A1' }, 'other_team'],
    ['one of another app', { team_id: 'T1', api_app_id: 'A2' }, 'other_app'],
    [
      'one of an organisation that is not ours',
      { team: null, enterprise: { id: 'E1' } },
      'other_team',
    ],
    ['one of nobody', {}, 'other_team'],
    ['one with a team of the wrong kind', { team: { id: 7 }, team_id: ['T1'] }, 'other_team'],
  ])('knows %s', async (_what, body, reason) => {
    let through = false;
    const gate = gateTo(async (event) => {
      through = true;
      await event.ack();
    });
    await gate.arrives(body, async () => {});
    expect(through).toBe(reason === null);
    expect(gate.dropped).toEqual(reason === null ? [] : [reason]);
  });
});
