import { describe, expect, test } from 'vitest';
import { icalendar } from '../../../src/calendar/icalendar.ts';
import { meetingInvitation } from '../../../src/views/booking/invitation.ts';
import { Story } from '../../incident/story.ts';
import { describeViews } from '../looks.ts';
import { viewOf } from '../samples.ts';
import { bookingPictures, newsWith } from './pictures.ts';

describeViews({ name: 'booking', pictures: bookingPictures, snapshot: './pictures.txt' });

describe('an invitation outside Slack', () => {
  const ben = { name: 'Ben', address: 'ben@example.com' };
  const invited = { zone: 'Asia/Tokyo', mailbox: ben, organizer: { ...ben, name: 'Muster' } };
  const named = (story: Story) => ({ ...viewOf(story), nameOf: () => 'Ada' });

  test('says when it is on the clock of whoever reads it', () => {
    const view = named(new Story({ title: 'API is down' }));
    const moved = newsWith('Room 3', { what: 'moved', wasAt: new Date('2026-03-03T08:00:00Z') });
    const { subject, text, event } = meetingInvitation(view, moved, invited);
    expect(subject).toBe('Moved: postmortem of #1 API is down');
    expect(text.split('\n')).toEqual([
      'The postmortem of #1 API is down was moved.',
      '',
      'When: 2026-03-04 21:00–22:30 (Asia/Tokyo), 2026-03-04 12:00 UTC',
      'Before: 2026-03-03 08:00 UTC',
      'Where: Room 3',
      'Moved by Ada.',
      '',
      'The room in Slack: https://slack.com/app_redirect?channel=CROOM&team=T1',
    ]);
    expect(event).toMatchObject({ uid: 'muster-T1-1-postmortem@muster', location: 'Room 3' });
  });

  test('leaves the calendar of who came to it earlier, and says why', () => {
    const view = named(new Story({ title: 'API is down' }));
    const met = newsWith('Room 3', { what: 'cancelled', met: true });
    const { text, event } = meetingInvitation(view, met, invited);
    expect(text).toMatch(/^People met .* before this time: it is off\.\n\nWhen: /);
    expect(text).not.toMatch(/Cancelled by|Where/);
    expect(icalendar(event)).toMatch(/METHOD:CANCEL[\s\S]*STATUS:CANCELLED/);
  });

  test('says it in UTC where the zone of whoever reads it is unknown here', () => {
    const view = named(new Story({ title: 'API is down' }));
    for (const zone of [null, 'UTC', 'Moon/Tycho']) {
      const { text } = meetingInvitation(view, newsWith('Room 3'), { ...invited, zone });
      expect(text).toContain('When: 2026-03-04 12:00–13:30 UTC\n');
    }
  });

  test('says nothing of what a private incident is about', () => {
    const view = named(new Story({ title: 'Payroll leaked', isPrivate: true }));
    const secret = { where: 'Room of the payroll', reason: 'The leak is fixed' };
    for (const what of ['booked', 'moved', 'cancelled'] as const) {
      const { subject, text, event } = meetingInvitation(
        view,
        newsWith('', { ...secret, what }),
        invited,
      );
      const all = `${subject}\n${text}\n${icalendar(event).replaceAll('\r\n ', '')}`;
      expect(all).toContain('a private incident');
      expect(all).not.toMatch(/payroll|leak/i);
    }
  });
});
