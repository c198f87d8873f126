import { describe, expect, it } from 'vitest';
import { formNames } from '../../src/slack/modals.ts';
import { actionWords } from '../../src/views/action-words.ts';
import { actionItemsPictures } from './action-items/pictures.ts';
import { bookingPictures } from './booking/pictures.ts';
import { clocksPictures } from './clocks/pictures.ts';
import { doctorPictures } from './doctor/pictures.ts';
import { drillsPictures } from './drills/pictures.ts';
import { escalationPictures } from './escalation/pictures.ts';
import { gallery } from './gallery.ts';
import { kindsPictures } from './kinds/pictures.ts';
import { linksPictures } from './links/pictures.ts';
import { meetingPictures } from './meeting/pictures.ts';
import { onCallPictures } from './on-call/pictures.ts';
import { pictures as organisationPictures } from './organisation/pictures.ts';
import { postmortemPictures } from './postmortem/pictures.ts';
import { presencePictures } from './presence/pictures.ts';
import { tasksPictures } from './tasks/pictures.ts';

/** Topics that draw their own pictures, and all the rest. */
const every = {
  ...gallery(),
  ...kindsPictures(),
  ...tasksPictures(),
  ...linksPictures(),
  ...bookingPictures(),
  ...clocksPictures(),
  ...drillsPictures(),
  ...presencePictures(),
  ...escalationPictures(),
  ...onCallPictures(),
  ...organisationPictures(),
  ...doctorPictures(),
  ...meetingPictures(),
  ...postmortemPictures(),
  ...actionItemsPictures(),
};

/** Every button, overflow option and form in every view, as `what they carry`. */
function found(): { words: Set<string>; forms: Set<string>; values: string[] } {
  const words = new Set<string>();
  const forms = new Set<string>();
  const values: string[] = [];
  const look = (part: unknown): void => {
    if (Array.isArray(part)) {
      for (const each of part) look(each);
      return;
    }
    if (part === null || typeof part !== 'object') return;
    const { type, action_id, value, options } = part as Record<string, unknown>;
    if (type === 'button') {
      words.add(String(action_id).split(':')[0] ?? '');
      values.push(String(value));
    }
    // In a form its word is `value`, and the form carries it.
    if (type === 'static_select' && action_id !== 'value') {
      words.add(String(action_id));
      for (const option of options as { value: string }[]) values.push(option.value);
    }
    if (type === 'overflow') {
      words.add(String(action_id));
      for (const option of options as { value: string }[]) {
        words.add(option.value.split(':')[0] ?? '');
      }
    }
    for (const each of Object.values(part)) look(each);
  };
  for (const { surface, shows } of Object.values(every)) {
    look(shows.blocks);
    if (surface === 'modal' && shows.submit) forms.add(shows.callback_id ?? '');
  }
  return { words, forms, values };
}

const { words, forms, values } = found();

describe('no dead buttons', () => {
  it('every button is answered, and every answer has its button', () => {
    // Cards of earlier releases have a menu behind three dots; it is answered for ever.
    expect([...words, 'more'].sort()).toEqual([...actionWords].sort());
  });

  it('every form is answered when it is sent, and every answer has its form', () => {
    expect([...forms].sort()).toEqual([...formNames].sort());
  });

  it('every button carries JSON of at most 2000 characters', () => {
    for (const value of values) {
      expect(value.length).toBeLessThanOrEqual(2000);
      expect(() => JSON.parse(value)).not.toThrow();
    }
  });

  it('words that were released are answered for ever', () => {
    const released = [
      'accept_handover',
      'add_note',
      'ask_timeline_file',
      'assign_role',
      'cancel',
      'change_severity',
      'change_status',
      'change_title',
      'close',
      'declare',
      'decline_handover',
      'give_up_role',
      'help',
      'join_room',
      'list',
      'more',
      'offer_handover',
      'own_update',
      'post_update',
      'reopen',
      'resolve',
      'retry_step',
      'doctor',
      'repair',
      'resend',
      'mark_sent',
      'drop_send',
      'show',
      'snooze_update',
      'take_role',
      'timeline',
    ];
    expect([...actionWords]).toEqual(expect.arrayContaining(released));
  });
});
