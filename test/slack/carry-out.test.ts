import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;
beforeEach(async () => {
  muster = await stage();
  await muster.form(command('declare API is down sev1'));
});
afterEach(() => muster.stop());

async function say(text: string, more: Record<string, unknown> = {}): Promise<string> {
  return (await muster.form({ ...command(text), ...more })).body;
}

const inRoom = { channel_id: 'CROOM1' };

describe('a change that the room reads', () => {
  it.each([
    ['take', 'You are *Incident commander*'],
    ['severity sev2 because the queue shrinks', 'is now *SEV2*'],
    ['status identified because of a bad deploy', 'is now *Identified*'],
  ])('%s is answered only to who stands elsewhere', async (text, answer) => {
    expect(await say(text, inRoom)).toBe('');
    await say('declare Mail is late sev1');
    const [word = '', ...rest] = text.split(' ');
    expect(await say([word, '#2', ...rest].join(' '))).toContain(answer);
  });

  it('is answered where it was refused', async () => {
    await say('take', inRoom);
    expect(await say('take', inRoom)).toContain('is *Incident commander* already');
  });
});

it('a command goes with what the directory says of who acts and of who is given something', async () => {
  muster.refs.set('UREPORTER', ['team:sre']).set('U0ANN', ['@support']);
  await say('assign <@U0ANN|ann> scribe', inRoom);
  expect(muster.commands.at(-1)?.command).toMatchObject({
    as: ['team:sre'],
    receiverAs: ['@support'],
  });
});
