import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { command } from './payloads.ts';
import { type Stage, stage } from './stage.ts';

let muster: Stage;

beforeEach(async () => {
  muster = await stage();
});

afterEach(() => muster.stop());

/** What `/incident …` says to who typed it. */
async function say(text: string, changes: Record<string, string> = {}): Promise<string> {
  const answer = await muster.form(command(text, changes));
  expect(answer.status).toBe(200);
  return answer.body === '' ? '' : JSON.stringify(JSON.parse(answer.body));
}

const inRoom = { channel_id: 'CROOM1' };

describe('/incident declare', () => {
  it('declares at once when a title is there, with the severity at its end', async () => {
    expect(await say('declare API is down sev1')).toContain('#1 API is down');
    expect(muster.declared[0]?.declare).toMatchObject({
      by: 'UREPORTER',
      title: 'API is down',
      severity: 'sev1',
    });
  });

  it('opens the form when nothing is typed', async () => {
    expect(await say('')).toBe('');
    expect(muster.shown.opened[0]?.view.callback_id).toBe('declare');
  });
});

describe('words in a war room', () => {
  beforeEach(() => say('declare API is down sev1'));

  it('take makes one the commander', async () => {
    expect(await say('take', inRoom)).toContain('Incident commander');
    expect(muster.commands[0]?.command).toMatchObject({ type: 'take_role', role: 'commander' });
  });

  it('the same word elsewhere asks which incident', async () => {
    expect(await say('take')).toContain('Which incident?');
  });
});
