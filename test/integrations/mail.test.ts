import { createServer } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CalendarEvent } from '../../src/calendar/icalendar.ts';
import type { Invitation } from '../../src/integrations/inviter.ts';
import { createMail } from '../../src/integrations/mail.ts';
import { MailFault } from '../../src/integrations/mailer.ts';
import { Mailboxes } from '../support/mailbox.ts';

const log = pino({ level: 'silent' });
const ada = { name: 'Ada "the first"', address: 'ada@example.com' };
const from = 'Muster <muster@example.com>';

function invitation(event: Partial<CalendarEvent> = {}): Invitation {
  return {
    ...{ id: 'muster-T1-7-1-UADA', to: ada, subject: 'Postmortem of #7 การล่ม', text: 'Come, Ada.' },
    event: {
      ...{ uid: 'muster-T1-7@muster', sequence: 1, stampAt: new Date('2026-03-02T08:00:00Z') },
      fromAt: new Date('2026-03-05T09:30:00Z'),
      toAt: new Date('2026-03-05T11:00:00Z'),
      ...{
        isCancelled: false,
        summary: 'Postmortem; of #7, การล่ม '.repeat(5),
        description: 'a\nb',
      },
      ...{ location: '', attendee: ada },
      organizer: { name: 'Muster', address: 'muster@example.com' },
      ...event,
    },
  };
}

async function faultOf(sent: Promise<void>): Promise<MailFault> {
  const error: unknown = await sent.then(
    () => null,
    (fault: unknown) => fault,
  );
  if (!(error instanceof MailFault)) throw new Error(`no fault, but ${String(error)}`);
  return error;
}

describe('an invitation by e-mail', () => {
  const boxes = new Mailboxes();
  beforeAll(async () => {
    await boxes.open();
  });
  afterAll(() => boxes.close());

  test('is one that mail programs know as such, under an id that a repeat has, too', async () => {
    const mail = createMail({ url: boxes.url, from, log });
    await mail.invite(invitation());
    await mail.invite(invitation({ isCancelled: true, sequence: 2 }));
    const [first, second] = boxes.taken;
    expect(first?.to).toBe('ada@example.com');
    expect(first?.headers['message-id']).toBe('<muster-T1-7-1-UADA@example.com>');
    expect(second?.headers['message-id']).toBe(first?.headers['message-id']);
    expect(first?.headers['from']).toBe('Muster <muster@example.com>');
    expect(first?.words).toBe('Come, Ada.');
    expect(first?.calendar).toContain('METHOD:REQUEST\r\n');
    expect(first?.calendar).toContain('UID:muster-T1-7@muster\r\nSEQUENCE:1\r\n');
    expect(first?.calendar).toContain('DTSTART:20260305T093000Z\r\nDTEND:20260305T110000Z\r\n');
    expect(first?.calendar).toContain('SUMMARY:Postmortem\\; of #7\\, การล่ม Postmortem\\;');
    expect(first?.calendar).toContain('CN="Ada  the first"');
    expect(second?.calendar).toMatch(/METHOD:CANCEL[\s\S]*SEQUENCE:2[\s\S]*STATUS:CANCELLED/);
  });

  test('is refused for good, or for now', async () => {
    const mail = createMail({ url: boxes.url, from, log });
    boxes.refusals.set(ada.address, 550);
    expect(await faultOf(mail.invite(invitation()))).toMatchObject({
      code: 'smtp_550',
      isPassing: false,
    });
    boxes.refusals.set(ada.address, 451);
    expect(await faultOf(mail.invite(invitation()))).toMatchObject({
      code: 'smtp_451',
      isPassing: true,
    });
  });

  test('waits for a server that is down, says nothing, or wants another password', async () => {
    await boxes.close();
    const down = createMail({ url: boxes.url, from, log });
    expect(await faultOf(down.invite(invitation()))).toMatchObject({ isPassing: true });
    await boxes.open();
    const url = boxes.url.replace('://', '://muster:wrong-secret@');
    const fault = await faultOf(createMail({ url, from, log }).invite(invitation()));
    expect(fault.isPassing).toBe(true);
    expect(`${fault.message} ${fault.stack}`).not.toContain('wrong-secret');
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await new Promise((resolve) => silent.once('listening', resolve));
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const mute = createMail({ url: `smtp://127.0.0.1:${port}`, from, timeoutMs: 50, log });
    expect(await faultOf(mute.invite(invitation()))).toMatchObject({ code: 'smtp_silent' });
    silent.close();
  });
});
