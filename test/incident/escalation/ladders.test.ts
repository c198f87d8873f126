import { describe, expect, it } from 'vitest';
import { beginLadder } from '../../../src/incident/escalation/begin.ts';
import { ladderOf } from '../../../src/incident/escalation/ladders.ts';
import type { Command, Declare } from '../../../src/incident/types.ts';
import { Kind } from '../../../src/policy/language/severities.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import { noon, Story } from '../story.ts';
import { pagedBy } from './told.ts';

function story(changes: Partial<Declare> = {}): Story {
  return new Story({ severity: 'sev1', ...changes }, escalationPolicy);
}

const ladder = (told: Story, path: string) => told.incident.state.ladders[path];
const due = (told: Story) => told.due().filter(({ kind }) => /ladder|page/.test(kind));
const facts = (told: Story) => told.told().map(({ fact }) => fact.type);
const field = (key: string, given: string): Command => ({
  type: 'set_fields',
  by: 'UADA',
  fields: { [key]: given },
});

describe('a ladder that is climbed by the clock', () => {
  it('begins at declaration, pages its levels at their times, again, and says at last that nobody came', () => {
    const told = story();
    expect(pagedBy(told.effects)).toEqual(['1:on_call:primary']);
    expect(told.last?.data['also']).toContainEqual({ type: 'ladder_begun', name: 'Technical' });
    expect(told.agenda()).toEqual(expect.arrayContaining(['page_unanswered+3', 'ladder_step+10']));
    expect(pagedBy(told.at(3).ticks().effects)).toEqual(['2:on_call:secondary']);
    expect(pagedBy(told.at(10).ticks().effects)).toEqual(['3:ULEAD']);
    expect(pagedBy(told.at(25).ticks().effects)).toContain('4:UCTO');
    // The second round keeps the distances: 15 minutes after the last level, then 10 and 15 more.
    expect(told.agenda()).toContain('ladder_step+40');
    expect(pagedBy(told.at(40).ticks().effects)).toContain('5:on_call:primary');
    expect(told.agenda()).toContain('ladder_step+50');
    told.at(50).ticks();
    told.at(65).ticks();
    expect(told.incident.state.pages.filter((page) => page.instead === null)).toHaveLength(6);
    told.at(80).ticks();
    expect(told.told()).toContainEqual({
      to: 'room',
      fact: { type: 'ladder_at_the_top', path: 'technical', name: 'Technical', toCall: [] },
    });
    expect(ladder(told, 'technical')?.ended?.why).toBe('at_the_top');
    expect(told.agenda().filter((each) => each.startsWith('ladder_step'))).toEqual([]);
  });

  it('pages one level only after a week away, and the next in its distance from then', () => {
    const week = 7 * 24 * 60;
    const told = story().at(week).ticks();
    expect(pagedBy(told.effects)).toEqual(['2:ULEAD']);
    expect(told.due()).toEqual([]);
    expect(told.agenda()).toContain(`ladder_step+${week + 15}`);
    expect(facts(told).filter((type) => type === 'ladder_climbed')).toHaveLength(1);
  });

  it('ends when somebody comes, and never pages after it', () => {
    const told = story().at(2).does({ type: 'acknowledge_page', by: 'UPRIM', page: 1 });
    expect(ladder(told, 'technical')?.ended).toMatchObject({ why: 'acknowledged', by: 'UPRIM' });
    expect(told.incident.state.pages[0]?.endedAt).toEqual(told.now);
    expect(told.incident.state.milestones['acknowledged']?.at).toEqual(told.now);
    expect(told.renewed()).toContain('invite:UPRIM');
    expect(told.told()).toContainEqual({
      to: 'room',
      fact: { type: 'page_answered', page: 1, userId: 'UPRIM', comes: true },
    });
    expect(pagedBy(told.at(600).ticks().effects)).toEqual([]);
  });

  it('ends when whom it paged takes a role, or comes for another page; not when they are given one', () => {
    const lead = () =>
      story()
        .at(10)
        .ticks()
        .does({ type: 'page', by: 'UADA', who: ['ULEAD'], reason: '' });
    const given = lead().does({
      type: 'assign_role',
      by: 'UADA',
      userId: 'ULEAD',
      role: 'commander',
    });
    expect(ladder(given, 'technical')?.ended).toBeNull();
    const other = lead().does({ type: 'take_role', by: 'UELSE', role: 'commander' });
    expect(ladder(other, 'technical')?.ended).toBeNull();
    const takes = lead().does({ type: 'take_role', by: 'ULEAD', role: 'commander' });
    expect(ladder(takes, 'technical')?.ended).toMatchObject({ why: 'acknowledged', by: 'ULEAD' });
    expect(takes.incident.state.pages.every(({ endedAt }) => endedAt !== null)).toBe(true);
    const byHand = takes.incident.state.pages.at(-1);
    const comes = lead().does({ type: 'acknowledge_page', by: 'ULEAD', page: byHand?.id ?? 0 });
    expect(ladder(comes, 'technical')?.ended).toMatchObject({ why: 'acknowledged', by: 'ULEAD' });
    expect(pagedBy(comes.at(600).ticks().effects)).toEqual([]);
  });

  it('is not moved by another policy', () => {
    const told = story();
    const other = {
      ...escalationPolicy,
      escalation: escalationPolicy.escalation.map((path) => ({
        ...path,
        levels: [{ name: 'Else', to: ['UELSE'], after_minutes: 0, when: {} }],
      })),
    };
    const moved = new Story({ severity: 'sev1' }, other);
    moved.incident = told.incident;
    expect(pagedBy(moved.at(10).ticks().effects)).toContain('2:ULEAD');
  });

  it('waits with a level until its condition holds: losses over a sum go to the board', () => {
    const told = story({ severity: 'sev3' });
    expect(ladder(told, 'money')).toMatchObject({ waiting: [1], ended: null });
    expect(told.does(field('loss', '5000')).told()).toEqual([]);
    told.at(9).does(field('loss', '150000'));
    const board = told.incident.state.pages.at(-1);
    expect(board).toMatchObject({ who: ['contact:board'], asked: [], endedAt: null });
    expect(board?.failed).toEqual([{ who: 'contact:board', error: 'outside' }]);
    expect(facts(told)).toContain('ladder_climbed');
    told.does({ type: 'acknowledge_page', by: 'UADA', page: board?.id ?? 0 });
    expect(told.last?.data).toMatchObject({ for: ['contact:board'] });
    expect(told.renewed().some((each) => each.startsWith('invite'))).toBe(false);
  });

  it('begins as soon as its condition holds', () => {
    const told = story({ severity: 'sev4' });
    expect(told.at(8).does(field('impact', 'yes')).effects).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ type: 'page', who: [{ userId: 'UBOSS' }] }),
      ]),
    );
  });

  it('says once that nobody came: at its top, and not of the last page as well', () => {
    const told = story({ severity: 'sev4' });
    told.does(field('impact', 'yes'));
    told.at(5).ticks();
    expect(facts(told).filter((each) => /top|not_reached/.test(each))).toEqual([
      'ladder_at_the_top',
    ]);
  });

  it('asks once more who calls a contact outside, where nobody said that they did', () => {
    const outside = {
      ...escalationPolicy,
      escalation: escalationPolicy.escalation
        .filter(({ key }) => key === 'money')
        .map((path) => ({ ...path, levels: path.levels.filter(({ contact }) => contact) })),
    };
    const uncalled = new Story({ severity: 'sev3' }, outside).does(field('loss', '150000'));
    const toCall = ['contact:board'];
    expect(uncalled.at(5).ticks().told()).toEqual([
      expect.objectContaining({
        fact: { type: 'ladder_at_the_top', path: 'money', name: 'Money', toCall },
      }),
    ]);
    const called = new Story({ severity: 'sev3' }, outside).does(field('loss', '150000'));
    called.at(1).does({ type: 'acknowledge_page', by: 'UADA', page: 1 });
    expect(called.at(5).ticks().told()).toEqual([]);
  });

  it('ends with what it was begun for, and begins anew when that comes again', () => {
    const told = story({ severity: 'sev4' });
    expect(told.agenda()).toContain('ladder_step+5');
    told.at(3).does({ type: 'take_role', by: 'UADA', role: 'commander' });
    expect(ladder(told, 'command')?.ended?.why).toBe('condition');
    told.at(30).does({ type: 'give_up_role', by: 'UADA', role: 'commander' });
    expect(told.agenda()).toContain('ladder_step+35');
    expect(pagedBy(told.at(35).ticks().effects)).toEqual(['1:UCOMM']);
    expect(pagedBy(told.at(45).ticks().effects)).toEqual(['2:USECONE', '2:USECTWO']);
    told.at(46).does({ type: 'take_role', by: 'UCOMM', role: 'commander' });
    expect(told.incident.state.pages.every(({ endedAt }) => endedAt !== null)).toBe(true);
  });

  it.each([
    { type: 'resolve', by: 'UADA', reason: 'fixed' },
    { type: 'cancel', by: 'UADA', reason: 'none' },
  ] as const)('ends with the incident: $type', (over) => {
    const told = story().at(2).does(over);
    expect(ladder(told, 'technical')?.ended?.why).toBe('condition');
    expect(told.incident.state.pages.every(({ endedAt }) => endedAt !== null)).toBe(true);
    expect(pagedBy(told.at(600).ticks().effects)).toEqual([]);
  });
});

describe('a private incident', () => {
  it('has the path of its kind climbed where something else leads to one that may not go on by itself', () => {
    const named = { key: 'breach', name: 'Breach', meaning: 'Somebody got in' };
    const breach = Kind.parse({ ...named, forces: { escalation: 'hand' } });
    const led = (policy: Policy, isPrivate: boolean) => {
      const { incident, now } = new Story({ severity: 'sev4', isPrivate }, policy);
      const state = { ...incident.state, kind: policy.kinds[0]?.key ?? null };
      const { after } = beginLadder({ incident: { ...incident, state }, policy, now }, 'technical');
      return Object.keys(after.state.ladders).filter((key) => !ladderOf(incident, key));
    };
    expect(led(escalationPolicy, false)).toEqual(['technical']);
    expect(led(escalationPolicy, true)).toEqual([]);
    expect(led({ ...escalationPolicy, kinds: [breach] }, true)).toEqual(['hand']);
  });

  it('calls nobody by itself whom its kind does not name, and nobody more once it becomes private', () => {
    expect(pagedBy(story({ isPrivate: true }).effects)).toEqual([]);
    const told = story().at(1).does({ type: 'make_private', by: 'UADA', reason: 'people' });
    expect(ladder(told, 'technical')?.ended?.why).toBe('condition');
    expect(pagedBy(told.at(60).ticks().effects)).toEqual([]);
    // People who know what it is about may call whom they want.
    told.does({ type: 'escalate', by: 'UADA', path: 'technical', reason: '' });
    expect(pagedBy(told.effects)).toEqual(['2:on_call:primary']);
  });
});

describe('a ladder by hand', () => {
  it('climbs a level each time, passes over who is nobody in the same step, and asks for a call where only that helps', () => {
    const told = story({ severity: 'sev4' }).does({
      ...{ type: 'escalate', by: 'UADA', path: 'hand', reason: 'it spreads' },
    });
    expect(pagedBy(told.effects)).toEqual(['1:on_call:lonely']);
    expect(told.effects).toContainEqual({
      ...{ family: 'announce', type: 'pager', page: 1, onCall: 'lonely', action: 'trigger' },
    });
    told.does({ type: 'escalate', by: 'UADA', path: 'hand', reason: '' });
    expect(pagedBy(told.effects)).toEqual(['3:USECOND']);
    expect(told.last?.data).toMatchObject({ levels: ['Nobody', 'Second'] });
    expect(facts(told)).toEqual(['ladder_climbed']);
    told.does({ type: 'escalate', by: 'UADA', path: 'hand', reason: '' });
    expect(pagedBy(told.effects)).toEqual([]);
    expect(told.incident.state.pages.at(-1)?.failed).toEqual([
      { who: 'contact:board', error: 'outside' },
    ]);
    expect(told.refuses({ type: 'escalate', by: 'UADA', path: 'hand', reason: '' })).toEqual({
      ...{ code: 'ladder_at_the_top', path: 'hand' },
    });
    expect(told.effects.length).toBeGreaterThan(0);
    told.does({ type: 'resolve', by: 'UADA', reason: 'fixed' });
    expect(told.effects).toContainEqual({
      ...{ family: 'announce', type: 'pager', page: 1, onCall: 'lonely', action: 'resolve' },
    });
  });

  it('is told when somebody else, or the clock, climbed it meanwhile', () => {
    const told = story();
    const press = {
      type: 'escalate',
      by: 'UADA',
      path: 'technical',
      reason: '',
      seen: '0.1',
    } as const;
    told.at(4).does(press);
    expect(pagedBy(told.effects)).toEqual(['2:ULEAD']);
    expect(told.refuses({ ...press, by: 'UBEN' })).toMatchObject({ code: 'ladder_moved' });
    // The clock does not page that level again.
    told.at(10).ticks();
    expect(pagedBy(told.effects)).toEqual([]);
    expect(told.agenda()).toContain('ladder_step+25');
  });

  it('takes the path that is most likely meant, and refuses what there is not', () => {
    const told = story().at(1).does({ type: 'escalate', by: 'UADA', path: null, reason: '' });
    expect(pagedBy(told.effects)).toEqual(['2:ULEAD']);
    expect(told.refuses({ type: 'escalate', by: 'UADA', path: 'x', reason: '' })).toMatchObject({
      ...{ code: 'unknown_path', given: 'x' },
    });
    expect(new Story().refuses({ type: 'escalate', by: 'UADA', path: null, reason: '' })).toEqual({
      code: 'no_paths',
    });
  });

  it('is stopped with a reason, and begins anew when somebody asks', () => {
    const told = story().at(1);
    const stop = { type: 'stop_escalation', by: 'UADA', path: 'technical', reason: '' } as const;
    expect(told.refuses(stop)).toMatchObject({ code: 'missing' });
    told.does({ ...stop, reason: 'known' });
    expect(told.agenda().filter((each) => /ladder|page/.test(each))).toEqual([]);
    expect(told.refuses({ ...stop, reason: 'known' })).toMatchObject({
      code: 'ladder_not_running',
    });
    expect(pagedBy(told.at(60).ticks().effects)).toEqual([]);
    told.does({ type: 'escalate', by: 'UADA', path: 'technical', reason: '' });
    expect(pagedBy(told.effects)).toEqual(['2:on_call:primary']);
    expect(told.agenda()).toContain('ladder_step+70');
  });

  it('goes on after somebody came, in the distances of its levels', () => {
    const told = story().at(2).does({ type: 'acknowledge_page', by: 'UPRIM', page: 1 });
    told.at(40).does({ type: 'escalate', by: 'UPRIM', path: 'technical', reason: 'too much' });
    expect(pagedBy(told.effects)).toEqual(['2:ULEAD']);
    expect(due(told)).toEqual([]);
    expect(told.agenda()).toContain('ladder_step+55');
  });
});

describe('a ladder that something else leads to', () => {
  it('climbs its first level at once, unless that has a time; one that runs goes on as it is', () => {
    const told = story({ severity: 'sev4' });
    const scene = { incident: told.incident, policy: escalationPolicy, now: noon };
    const first = beginLadder(scene, 'hand');
    expect(pagedBy(first.effects)).toEqual(['1:on_call:lonely']);
    expect(beginLadder({ ...scene, incident: first.after }, 'hand').after).toBe(first.after);
    expect(beginLadder(scene, 'nothing').after).toBe(told.incident);
    expect(beginLadder(scene, 'command').effects).toEqual([]);
  });

  it('outlives the incident, until somebody comes', () => {
    const told = story({ severity: 'sev4' })
      .at(5)
      .does({ type: 'resolve', by: 'UADA', reason: 'ok' });
    const scene = { incident: told.incident, policy: escalationPolicy, now: told.now };
    told.incident = beginLadder(scene, 'technical').after;
    expect(told.agenda()).toEqual(expect.arrayContaining(['page_unanswered+8', 'ladder_step+15']));
    const page = told.incident.state.pages.at(-1)?.id ?? 0;
    told.does({ type: 'acknowledge_page', by: 'UPRIM', page });
    expect(told.agenda().filter((each) => /ladder|page/.test(each))).toEqual([]);
  });
});
