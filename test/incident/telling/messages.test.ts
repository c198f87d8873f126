import { describe, expect, test } from 'vitest';
import { lastSent, promisedNext, waiting } from '../../../src/incident/telling/audiences.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { Checklist } from '../../../src/policy/language/lists.ts';
import { Audience, Template } from '../../../src/policy/language/telling.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const template = (key: string) => Template.parse({ key, name: key, text: `{know} (${key})` });

function policyWith(...audiences: Record<string, unknown>[]): Policy {
  return {
    ...defaultPolicy,
    templates: ['first', 'next', 'calmer', 'over', 'shut'].map(template),
    audiences: audiences.map((each) => Audience.parse(each)),
  };
}

const told = { declared: 'first', update: 'next', resolved: 'over' };
const staff = { key: 'staff', name: 'Staff', channels: ['#staff'], people: ['UBEN'], told };
const customers = { key: 'customers', name: 'Customers', outside: true, every_minutes: 30, told };
const board = { key: 'board', name: 'Board', channels: ['#board'], approval: ['UMONA'], told };

function story(audience: Record<string, unknown>, changes: Partial<Declare> = {}): Story {
  return new Story(changes, policyWith(audience));
}

const update = (know: string) =>
  ({ type: 'post_update', by: 'UADA', know, doing: '', need: '' }) as const;

/** Occasions by what became of their messages, oldest first. */
function messages({ incident }: Story): string[] {
  return incident.state.messages.map(({ occasion, status }) => `${occasion} ${status}`);
}

/** Where audiences are told by the last decision, with the template. */
function toldNow(story: Story): string[] {
  return story
    .told()
    .flatMap(({ to, fact }) =>
      fact.type === 'audience_told' ? [`${to} ${fact.text ?? fact.template}`] : [],
    );
}

describe('an audience that Muster reaches', () => {
  test('is told of the declaration, of each update and of the end, by itself', () => {
    const one = story(staff);
    expect(toldNow(one)).toEqual(['channel first', 'people first']);
    expect(one.at(5).does(update('It is the disk')).told()).toContainEqual({
      to: 'channel',
      fact: {
        ...{ type: 'audience_told', audience: 'staff', template: 'next', text: null },
        update: {
          at: minutesAfterNoon(5),
          by: 'UADA',
          know: 'It is the disk',
          doing: '',
          need: '',
        },
        nextMinutes: null,
      },
    });
    expect(toldNow(one.at(9).does({ type: 'resolve', by: 'UADA', reason: 'new disk' }))).toEqual([
      'channel over',
      'people over',
    ]);
    expect(toldNow(one.at(10).does({ type: 'close', by: 'UADA', reason: 'over' }))).toEqual([]);
    expect(messages(one)).toEqual(['declared sent', 'update sent', 'resolved sent']);
  });

  test('hears what ends the matter rather than the update that said so', () => {
    const mitigated = { ...told, mitigated: 'calmer' };
    const one = story({ ...staff, told: mitigated }).at(1);
    expect(toldNow(one.does({ ...update('calm'), status: 'monitoring' }))).toEqual([
      'channel calmer',
      'people calmer',
    ]);
  });

  test('is told first when it comes to concern it, and of the end although it does no more', () => {
    const one = story({ ...staff, when: { severity_at_least: 'sev2' } }, { severity: 'sev4' });
    expect(messages(one)).toEqual([]);
    const change = { type: 'change_severity', by: 'UADA', reason: 'it spreads' } as const;
    one.at(1).does({ ...change, severity: 'sev2' });
    expect(toldNow(one)).toEqual(['channel first', 'people first']);
    one.at(2).does({ ...change, severity: 'sev4' });
    expect(toldNow(one)).toEqual([]);
    one.at(3).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(toldNow(one)).toEqual(['channel over', 'people over']);
  });

  test('that was told of what turns out to be nothing is told that', () => {
    const one = story({ ...staff, told: { ...told, closed: 'shut' } }).at(1);
    one.does({ type: 'cancel', by: 'UADA', reason: 'a cable' });
    expect(toldNow(one)).toEqual(['channel shut', 'people shut']);
  });

  test('is told of a private incident only where the policy says so, and of a past one never', () => {
    expect(messages(story(staff, { isPrivate: true }))).toEqual(['declared prepared']);
    expect(toldNow(story(staff, { isPrivate: true }))).toEqual([]);
    const also = { ...staff, when: { is_private: true } };
    expect(toldNow(story(also, { isPrivate: true }))).toEqual(['channel first', 'people first']);
    const past = story({ ...staff, told: { update: 'next' } }).at(1);
    const { state } = past.incident;
    past.incident = { ...past.incident, state: { ...state, isPast: true } };
    expect(messages(past.does(update('It was the disk')))).toEqual([]);
  });

  test('weeks of updates take no more room than the last', () => {
    const one = story(staff);
    for (let minute = 1; minute < 300; minute += 1) one.at(minute).does(update(`news ${minute}`));
    expect(messages(one)).toEqual(['declared sent', 'update sent']);
    expect(lastSent(one.incident, 'staff')?.sentAt).toEqual(minutesAfterNoon(299));
  });
});

describe('a message that a person sends', () => {
  test('waits, is recorded with proof, and promises the next news', () => {
    const one = story(customers).at(2);
    expect(toldNow(one)).toEqual([]);
    expect(waiting(one.incident)).toMatchObject([{ id: 1, occasion: 'declared', text: null }]);
    const sent = { type: 'message_sent', by: 'UADA', about: { message: 1 } } as const;
    expect(one.refuses({ ...sent, text: ' ', proof: '' })).toEqual({
      code: 'missing',
      field: 'message',
    });
    one.does({ ...sent, text: 'We are down.', proof: 'mail 7' });
    expect(one.last?.data).toEqual({
      audience: 'customers',
      text: 'We are down.',
      proof: 'mail 7',
    });
    const [audience] = one.policy.audiences;
    expect(audience && promisedNext(one.incident, one.policy, audience)).toEqual(
      minutesAfterNoon(32),
    );
    expect(one.agenda()).toContain('audience_due+32');
    expect(one.refuses({ ...sent, text: 'again', proof: '' })).toMatchObject({
      code: 'message_ended',
      status: 'sent',
    });
    one.at(33).ticks();
    expect(one.told().map(({ fact }) => fact)).toContainEqual({
      type: 'audiences_due',
      audiences: [{ key: 'customers', dueAt: minutesAfterNoon(32) }],
    });
    expect(one.agenda()).not.toContain('audience_due+32');
  });

  test('the sender promises the next news as the policy lets them choose', () => {
    const one = story({ ...customers, every_choices_minutes: [30, 60] }).at(2);
    const sent = { type: 'message_sent', by: 'UADA', text: 'x', proof: '' } as const;
    one.does({ ...sent, about: { message: 1 }, nextMinutes: 60 });
    expect(one.agenda()).toContain('audience_due+62');
    one.at(5).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(one.agenda().filter((each) => each.startsWith('audience_due'))).toEqual([]);
  });

  test('is dropped, where nobody sent it, when it turns out to be no incident', () => {
    const one = story({ ...customers, told: { ...told, closed: 'shut' } }).at(1);
    one.does({ type: 'cancel', by: 'UADA', reason: 'a cable' });
    expect(messages(one)).toEqual(['declared dropped']);
  });

  test('an unsent update gives way to the next one, and may still be said to have been sent', () => {
    const one = story({ ...customers, told: { update: 'next' } });
    one.at(1).does(update('one')).at(2).does(update('two'));
    expect(messages(one)).toEqual(['update dropped', 'update prepared']);
    const sent = { type: 'message_sent', by: 'UADA', text: 'one', proof: '' } as const;
    one.does({ ...sent, about: { message: 1 } });
    expect(messages(one)).toEqual(['update sent', 'update prepared']);
  });

  test('a first message that nobody sent says the newest by itself; the end replaces it', () => {
    const one = story(customers).at(1).does(update('one'));
    expect(messages(one)).toEqual(['declared prepared']);
    one.at(2).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(messages(one)).toEqual(['declared dropped', 'resolved prepared']);
  });

  test('what somebody wrote by hand is kept, and dropped only with a reason', () => {
    const one = story(customers).at(1);
    const about = { audience: 'customers', template: '' };
    one.does({ type: 'keep_message', by: 'UADA', about, text: 'Our own words' });
    expect(waiting(one.incident).at(-1)).toMatchObject({ id: 2, text: 'Our own words' });
    one.at(2).does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(messages(one)).toContain('asked prepared');
    const drop = { type: 'drop_message', by: 'UADA', about: { message: 2 } } as const;
    expect(one.refuses({ ...drop, reason: '' })).toEqual({ code: 'missing', field: 'reason' });
    one.does({ ...drop, reason: 'not needed' });
    expect(messages(one)).not.toContain('asked prepared');
  });

  test('texts kept for later do not outgrow the state', () => {
    const one = story(customers);
    const about = { audience: 'customers', template: '' };
    const keep = (text: string) => ({ type: 'keep_message', by: 'UADA', text, about }) as const;
    one.does(keep('ก'.repeat(2900)));
    expect(one.refuses(keep('ข'.repeat(2900)))).toEqual({ code: 'drafts_full' });
    expect(one.refuses(keep('x'.repeat(2901)))).toEqual({
      code: 'too_long',
      field: 'message',
      max: 2900,
    });
  });

  test('is prepared by a step that says who is to be told', () => {
    const list = Checklist.parse({
      ...{ key: 'first', name: 'First' },
      items: [{ key: 'tell', text: 'Tell them', tells: 'customers' }],
    });
    const told = { resolved: 'over', update: 'next' };
    const quiet = { ...customers, told, sender: 'commander' };
    const one = new Story({}, { ...policyWith(quiet), checklists: [list] }).at(1);
    expect(messages(one)).toEqual([]);
    one.does({ type: 'take_role', by: 'UADA', role: 'commander' });
    one.does({ type: 'tick_task', by: 'UADA', path: 'first.tell' });
    expect(waiting(one.incident)).toMatchObject([{ occasion: 'step', template: 'next' }]);
    expect(one.told().map(({ fact }) => fact)).toContainEqual({
      type: 'messages_ready',
      messages: [{ id: 1, audience: 'customers' }],
    });
  });

  test('is prepared by a step only where none like it waits, and none was sent meanwhile', () => {
    const list = Checklist.parse({
      ...{ key: 'first', name: 'First', when: {} },
      items: ['tell', 'again', 'last'].map((key) => ({ key, text: key, tells: 'customers' })),
    });
    const quiet = { ...customers, told: { resolved: 'over', update: 'next' } };
    const one = new Story({}, { ...policyWith(quiet), checklists: [list] }).at(1);
    const tick = (key: string) => one.does({ type: 'tick_task', by: 'UADA', path: `first.${key}` });
    tick('tell');
    tick('again');
    expect(messages(one)).toEqual(['step prepared']);
    one.at(5).does(update('it is the disk'));
    expect(messages(one)).toEqual(['step prepared']);
    const sent = { type: 'message_sent', by: 'UADA', text: 'x', proof: '' } as const;
    one.does({ ...sent, about: { message: 1 } });
    tick('last');
    expect(messages(one)).toEqual(['step sent']);
  });

  test('of a step that nobody wrote gives way to what is said at the end', () => {
    const list = Checklist.parse({
      ...{ key: 'first', name: 'First', when: {} },
      items: [{ key: 'tell', text: 'Tell them', tells: 'customers' }],
    });
    const quiet = { ...customers, told: { resolved: 'over', update: 'next' } };
    const one = new Story({}, { ...policyWith(quiet), checklists: [list] }).at(1);
    one.does({ type: 'tick_task', by: 'UADA', path: 'first.tell' });
    one.at(9).does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
    expect(messages(one)).toEqual(['step dropped', 'resolved prepared']);
  });

  test('unknown audiences, templates and messages are refused', () => {
    const one = story(customers);
    const keep = { type: 'keep_message', by: 'UADA', text: 'x' } as const;
    const codes = [
      { audience: 'nobody', template: '' },
      { audience: 'customers', template: 'nothing' },
      { message: 9 },
    ].map((about) => one.refuses({ ...keep, about }).code);
    expect(codes).toEqual(['unknown_audience', 'unknown_template', 'no_message']);
    const send = { type: 'send_message', by: 'UADA', text: 'x' } as const;
    expect(one.refuses({ ...send, about: { message: 1 } }).code).toBe('cannot_send');
  });
});

describe('a message that needs an approval', () => {
  const approve = { type: 'approve_message', about: { message: 1 }, text: 'Approved' } as const;
  const send = { type: 'send_message', by: 'UADA', about: { message: 1 } } as const;

  test('goes out with the approval, with exactly that text', () => {
    const one = story(board).at(1);
    expect(one.refuses({ ...approve, by: 'UADA' })).toEqual({
      code: 'not_allowed',
      who: ['UMONA'],
    });
    expect(one.refuses({ ...send, text: 'x' })).toEqual({ code: 'not_approved', who: ['UMONA'] });
    one.does({ ...approve, by: 'UMONA' });
    expect(toldNow(one)).toEqual(['channel Approved']);
    expect(messages(one)).toEqual(['declared sent']);
  });

  test('outside it is sent by a person, and only the approved text is', () => {
    const one = story({ ...board, outside: true })
      .at(1)
      .does({ ...approve, by: 'UMONA' });
    const sent = { ...send, type: 'message_sent', proof: '' } as const;
    expect(one.refuses({ ...sent, text: 'Another' }).code).toBe('not_approved');
    one.does({ ...sent, text: 'Approved' });
    expect(messages(one)).toEqual(['declared sent']);
  });

  test('another text voids the approval', () => {
    const one = story({ ...board, outside: true })
      .at(1)
      .does({ ...approve, by: 'UMONA' });
    one.does({ type: 'keep_message', by: 'UADA', about: { message: 1 }, text: 'Another' });
    expect(one.incident.state.approvals).toEqual({});
  });

  test('an audience without approval needs none', () => {
    expect(story(customers).refuses({ ...approve, by: 'UADA' }).code).toBe('needs_no_approval');
  });
});

test('feedback is asked of whom the policy names, and nobody waits for it', () => {
  const one = story({ ...customers, feedback: ['role:commander', '@editors'] }).at(1);
  const ask = { type: 'ask_feedback', by: 'UADA', about: { message: 1 }, text: 'So?' } as const;
  one.does({ type: 'take_role', by: 'UBEN', role: 'commander' }).does(ask);
  const asked = one.effects.find((effect) => effect.type === 'announce');
  expect(asked).toMatchObject({
    to: { place: 'people', who: [{ userId: 'UBEN' }, { ref: '@editors' }] },
    fact: { type: 'feedback_asked', message: 1, text: 'So?' },
  });
  expect(story(customers).refuses(ask).code).toBe('no_feedback');
});

test('an only channel that cannot be reached is said in the room, and its message waits', () => {
  const one = story({ ...staff, people: [] }).at(1);
  one.does({
    ...{ type: 'audience_not_reached', audience: 'staff', where: '#staff' },
    error: 'channel_not_found',
  } as const);
  expect(one.told()).toMatchObject([{ to: 'room', fact: { type: 'audience_not_reached' } }]);
  expect(one.last?.type).toBe('audience_not_reached');
  expect(messages(one)).toEqual(['declared prepared']);
});
