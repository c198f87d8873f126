import { describe, expect, it } from 'vitest';
import { holds } from '../../../src/incident/conditions.ts';
import { oddBeside } from '../../../src/incident/course/milestone-rules.ts';
import { milestoneAt, reachedMilestones } from '../../../src/incident/course/milestones.ts';
import type { PersonCommand } from '../../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { policyWith, whole } from './course-policy.ts';

const policy = policyWith(whole);

function take(by: string, role: string): PersonCommand {
  return { type: 'take_role', by, role };
}

function set(milestone: string, at: Date | null, more = {}): PersonCommand {
  return { type: 'set_milestone', by: 'UADA', milestone, at, reason: '', ...more };
}

function reached(story: Story): string[] {
  return reachedMilestones(story.incident, story.policy).map(({ key }) => key);
}

describe('a milestone', () => {
  it('that asks what it was is not set without an answer', () => {
    const story = new Story({}, policy);
    story.at(10);
    expect(story.refuses(set('trigger', noon))).toEqual({ code: 'missing', field: 'text' });
    story.does(set('trigger', noon, { text: 'a merge into main' }));
    expect(story.incident.state.milestones['trigger']?.text).toBe('a merge into main');
    story.does(set('trigger', minutesAfterNoon(1), { reason: 'seen in the log' }));
    expect(story.incident.state.milestones['trigger']?.text).toBe('a merge into main');
  });

  it('is reached by what happens, once', () => {
    const story = new Story({}, policy);
    expect(reached(story)).toEqual(['declared']);
    story.at(3).does(take('UADA', 'lead'));
    story.at(5).does(take('UB', 'scribe'));
    expect(story.last?.data['also']).toContainEqual({
      type: 'milestone_reached',
      milestone: 'team_assembled',
    });
    story.at(9).does({ type: 'give_up_role', by: 'UB', role: 'scribe' });
    story.at(12).does(take('UCY', 'scribe'));
    story
      .at(20)
      .does({ type: 'change_status', by: 'UADA', status: 'watching', reason: 'it holds' });
    story.at(30).does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
    story.at(40).does({ type: 'close', by: 'UADA', reason: 'over' });
    const at = (key: string) => milestoneAt(story.incident, key);
    expect(at('acknowledged')).toEqual(minutesAfterNoon(3));
    expect(at('team_assembled')).toEqual(minutesAfterNoon(5));
    expect(at('mitigated')).toEqual(minutesAfterNoon(20));
    expect(at('resolved')).toEqual(minutesAfterNoon(30));
    expect(at('closed')).toEqual(minutesAfterNoon(40));
    expect(at('started')).toBeNull();
  });

  it('stands where the policy puts it; those that it puts nowhere stand among them by time', () => {
    const milestones = [
      { key: 'detected', name: 'Detected', order: 1 },
      { key: 'acknowledged', name: 'First response', order: 2 },
      { key: 'resolved', name: 'Resolved', order: 3 },
    ];
    const story = new Story({}, policyWith({ ...whole, milestones }));
    story
      .at(3)
      .does(take('UADA', 'lead'))
      .does(set('detected', minutesAfterNoon(2)));
    story.at(20).does(set('mitigated', minutesAfterNoon(20)));
    story.at(30).does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
    story.at(40).does({ type: 'close', by: 'UADA', reason: 'over' });
    expect(reached(story)).toEqual([
      ...['declared', 'detected', 'acknowledged', 'mitigated', 'resolved', 'closed'],
    ]);
  });

  it('of the team is the matter of the policy, where the policy says what reaches it', () => {
    const list = {
      key: 'begin',
      name: 'Begin',
      when: {},
      items: [{ key: 'call', text: 'Call them', reaches: 'team_assembled' }],
    };
    const story = new Story({}, policyWith({ ...whole, checklists: [list] }));
    story.does(take('UADA', 'lead')).does(take('UB', 'scribe'));
    expect(reached(story)).not.toContain('team_assembled');
    story.at(4).does({ type: 'tick_task', by: 'UADA', path: 'begin.call' });
    expect(milestoneAt(story.incident, 'team_assembled')).toEqual(minutesAfterNoon(4));
  });

  it('names the people of its role, also those who take it later', () => {
    const story = new Story({}, policy).at(3).does(take('UADA', 'helper'));
    story.at(6).does(take('UB', 'helper'));
    expect(story.incident.state.milestones['investigating']).toEqual({
      at: minutesAfterNoon(3),
      by: null,
      people: ['UADA', 'UB'],
      text: '',
    });
  });

  it.each([
    ['a status', { status: 'fixing' }],
    ['a kind', { kind: 'unknown' }],
    ['a field', { field: 'affected' }],
    ['a stage', { stage: 'recovery' }],
  ])('of the policy is set by %s', (_title, set_by) => {
    const own = { key: 'own', name: 'Own', set_by };
    const story = new Story({}, policyWith({ ...whole, milestones: [own] })).at(7);
    const deeds: PersonCommand[] = [
      { type: 'change_status', by: 'UADA', status: 'fixing', reason: 'x' },
      { type: 'change_kind', by: 'UADA', kind: 'unknown', reason: 'x' },
      { type: 'set_fields', by: 'UADA', fields: { affected: '3' } },
      { type: 'change_stage', by: 'UADA', stage: 'recovery', reason: 'x' },
    ];
    expect(milestoneAt(story.incident, 'own')).toBeNull();
    for (const deed of deeds) story.does(deed);
    expect(milestoneAt(story.incident, 'own')).toEqual(minutesAfterNoon(7));
  });

  it('is asked for in conditions, those of the incident itself too', () => {
    const { incident } = new Story({}, policy);
    expect(holds({ milestone: ['declared'] }, incident, policy)).toBe(true);
    expect(holds({ milestone: ['declared', 'resolved'] }, incident, policy)).toBe(false);
  });

  it('is taken back by reopening, and the line says so', () => {
    const story = new Story({}, policy)
      .does({ type: 'change_status', by: 'UADA', status: 'watching', reason: 'x' })
      .does({ type: 'resolve', by: 'UADA', reason: 'x' })
      .does({ type: 'reopen', by: 'UADA', reason: 'x' });
    expect(reached(story)).toEqual(['declared']);
    expect(story.last?.data['also']).toContainEqual({
      type: 'milestones_dropped',
      milestones: ['mitigated'],
    });
  });
});

describe('a milestone set by hand', () => {
  it('keeps time, people and text', () => {
    const story = new Story({}, policy).at(30);
    story.does(set('detected', minutesAfterNoon(-10), { people: ['UB'], text: 'a user wrote' }));
    expect(story.incident.state.milestones['detected']).toEqual({
      at: minutesAfterNoon(-10),
      by: 'UADA',
      people: ['UB'],
      text: 'a user wrote',
    });
  });

  it('is corrected only with a reason, and the line keeps what it said before', () => {
    const story = new Story({}, policy).at(30).does(set('detected', noon, { text: 'an alert' }));
    const correct = set('detected', minutesAfterNoon(-5));
    expect(story.refuses(correct)).toEqual({ code: 'missing', field: 'reason' });
    story.does({ ...correct, reason: 'the log says so' } as PersonCommand);
    expect(story.last?.data).toMatchObject({
      at: minutesAfterNoon(-5),
      reason: 'the log says so',
      before: { at: noon, people: [], text: 'an alert' },
    });
    expect(story.incident.state.milestones['detected']?.text).toBe('an alert');
  });

  it('overrides the time of the declaration', () => {
    const story = new Story({}, policy).at(30);
    const earlier = set('declared', minutesAfterNoon(-20), { reason: 'told by phone first' });
    expect(milestoneAt(story.does(earlier).incident, 'declared')).toEqual(minutesAfterNoon(-20));
    expect(story.incident.declaredAt).toEqual(noon);
  });

  it.each([
    ['that nobody knows', set('lunch', noon), 'unknown_milestone'],
    ['at no time', set('started', null), 'bad_time'],
    ['in the future', set('started', minutesAfterNoon(31)), 'in_future'],
  ])('%s is refused', (_title, command, code) => {
    expect(new Story({}, policy).at(30).refuses(command).code).toBe(code);
  });

  it('at an odd time is taken all the same, and what is odd is named', () => {
    const story = new Story({}, policy).at(30).does(set('detected', minutesAfterNoon(10)));
    expect(oddBeside(story.incident, policy, 'detected')).toEqual([]);
    story.does(set('started', minutesAfterNoon(20)));
    expect(oddBeside(story.incident, policy, 'started')).toEqual(['detected', 'declared']);
  });

  it('can be set after the end: times are found out afterwards', () => {
    const story = new Story({}, policy)
      .does({ type: 'cancel', by: 'UADA', reason: 'nothing' })
      .at(60)
      .does(set('started', noon));
    expect(milestoneAt(story.incident, 'started')).toEqual(noon);
  });
});

describe('a note of something that was so before', () => {
  it('says when, and is never of the future', () => {
    const note = { type: 'add_note', by: 'UADA', kind: 'note', text: 'the pager rang' } as const;
    const story = new Story({}, policy).at(30).does({ ...note, at: minutesAfterNoon(5) });
    expect(story.last?.data).toMatchObject({ at: minutesAfterNoon(5) });
    expect(story.refuses({ ...note, at: minutesAfterNoon(40) }).code).toBe('in_future');
    expect(story.refuses({ ...note, at: null }).code).toBe('bad_time');
  });
});
