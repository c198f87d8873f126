import { afterEach, beforeEach, expect, it } from 'vitest';
import { command, happened } from './payloads.ts';
import { bot, type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
  await muster.form(command('declare API is down sev1'));
});

afterEach(() => muster.stop());

/** People whom no other test of this process has heard: what was reported is remembered. */
const [fay, gil] = ['UFAY', 'UGIL'];
const line = { type: 'message', channel_type: 'channel', channel: 'CROOM1', text: 'x', ts: '7.1' };

async function says(event: Record<string, unknown>): Promise<void> {
  expect(await muster.json(happened({ ...line, ...event }))).toMatchObject({ status: 200 });
}

const heard = () =>
  muster.commands.flatMap(({ command }) => (command.type === 'heard' ? [command.userId] : []));

it('who writes in a war room is heard, once in a while, and nobody else is', async () => {
  await says({ user: fay });
  await says({ user: fay });
  await says({ user: gil, subtype: 'thread_broadcast' });
  expect(heard()).toEqual([fay, gil]);
  await says({ user: 'UHAL', channel: 'CELSEWHERE' });
  await says({ user: 'UHAL', subtype: 'channel_join' });
  await says({ user: 'UHAL', bot_id: 'B1' });
  await says({ user: bot.userId });
  expect(heard()).toEqual([fay, gil]);
});

it('who left the workspace is told to their incidents, who only changed is not', async () => {
  const changed = (user: Record<string, unknown>) =>
    muster.json(happened({ type: 'user_change', user }));
  await changed({ id: fay, name: 'fay', deleted: false });
  await changed({ id: gil, name: 'gil', deleted: true });
  expect(muster.gone).toEqual([gil]);
  expect(muster.directory).toHaveLength(2);
});
