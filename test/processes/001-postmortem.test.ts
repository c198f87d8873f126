import { describe, expect, it } from 'vitest';
import { agenda, comingAgain, meetingRole, policyOf } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('001-small-team.yaml');

describe('001-small-team.yaml says what its document asks for', () => {
  it('001-50 The postmortem has a date and lasts two hours', () => {
    expect(p.postmortem?.meeting_minutes).toBe(120);
  });
  it('001-51 It names its attendees', () => {
    expect(p.postmortem?.attendees).toEqual([
      'role:communicator',
      'role:investigator',
      'role:recorder',
    ]);
  });
  it('001-52 Starting, 20 minutes by its title: purpose and rules 5. Read as the sum of its parts, 18', () => {
    expect(agenda(p, 'starting').minutes).toBe(18);
    expect(agenda(p, 'starting').parts.map(({ minutes }) => minutes)).toEqual([5, 2, 10, 1, 0]);
  });
  it('001-53 Rule: system and way of working get better', () => {
    expect(p.postmortem?.rules.slice(0, 2).join(' ')).toMatch(/system.*way of working/);
  });
  it("001-54 Rule: no liability; everybody's safety is protected", () => {
    expect(p.postmortem?.rules[2]).toMatch(/no culprit.*safe/);
  });
  it('001-55 Whoever does not feel safe tells the rulekeeper in private', () => {
    expect(p.postmortem?.confidential_role).toBe('rulekeeper');
  });
  it('001-56 Rule: no "be careful"; code, template or schedule must change', () => {
    expect(p.action_items).toMatchObject({
      refused_words: ['be careful', 'do your best'],
      kinds: [{ key: 'code' }, { key: 'template' }, { key: 'schedule' }],
    });
  });
  it('001-57 Starting: the agenda is shared, 2 minutes', () => {
    expect(agenda(p, 'starting').parts[1]).toMatchObject({ minutes: 2 });
  });
  it('001-58 Starting: summary and timeline are shared and brought up to date, 10 minutes', () => {
    expect(agenda(p, 'starting').parts[2]).toMatchObject({
      minutes: 10,
      name: expect.stringMatching(/timeline/),
    });
  });
  it('001-59 Starting: who has which part in the meeting, 1 minute', () => {
    expect(agenda(p, 'starting').parts[3]).toMatchObject({ minutes: 1 });
  });
  it('001-60 The meeting has a facilitator', () => {
    expect(meetingRole(p, 'facilitator').substitute).toBeUndefined();
  });
  it('001-61 It has a timekeeper, or the facilitator is it', () => {
    expect(meetingRole(p, 'timekeeper').substitute).toBe('facilitator');
  });
  it('001-62 It has a writer', () => {
    expect(meetingRole(p, 'writer').duties).toHaveLength(1);
  });
  it('001-63 It has a rulekeeper, or the writer is it, who interrupts', () => {
    expect(meetingRole(p, 'rulekeeper').substitute).toBe('writer');
    expect(meetingRole(p, 'rulekeeper').duties[0]).toMatch(/interrupts/);
  });
  it('001-64 The writer shares the screen', () => {
    expect(agenda(p, 'starting').parts[4]).toMatchObject({
      minutes: 0,
      name: expect.stringMatching(/writer shares the screen/),
    });
  });
  it('001-65 Good points, 10 minutes', () => {
    expect(agenda(p, 'good_points').minutes).toBe(10);
  });
  it('001-66 Root problem, 40 minutes by its title. Read as the sum of its parts, 20 and 10', () => {
    expect(agenda(p, 'root').minutes).toBe(30);
    expect(agenda(p, 'root').parts.map(({ minutes }) => minutes)).toEqual([20, 10]);
  });
  it('001-67 Way of working, 40 minutes by its title. Read the same way', () => {
    expect(agenda(p, 'workflow').minutes).toBe(30);
    expect(agenda(p, 'workflow').parts.map(({ minutes }) => minutes)).toEqual([20, 10]);
  });
  it('001-68 Incident mode: first aid in half the time, 40 minutes by its title. Read the same way; all together 118 of 120 minutes', () => {
    expect(agenda(p, 'incident_mode').name).toMatch(/half the time/);
    expect(p.postmortem?.agenda.reduce((sum, { minutes }) => sum + minutes, 0)).toBe(118);
  });
  it('001-69 Closing: looked at weekly until every box is ticked. The ten minutes of closing follow the meeting', () => {
    expect(p.postmortem?.review_every).toBe('week');
    expect(p.postmortem?.closing[0]).toMatch(/weekly/);
    const come = comingAgain(p, '2026-06-10T00:00:00Z');
    expect(come.slice(0, 2)).toEqual([
      { what: 'review', at: '2026-06-15T09:00:00.000Z', to: ['#incidents'] },
      { what: 'review', at: '2026-06-22T09:00:00.000Z', to: ['#incidents'] },
    ]);
  });
  it('001-70 Closing: the template of the incident is brought up to date', () => {
    expect(p.postmortem?.closing[1]).toMatch(/template/);
  });
  it('001-71 Closing: the manager is told if somebody did not feel safe', () => {
    expect(p.postmortem?.confidential_to).toEqual(['team:manager']);
    expect(p.postmortem?.closing[2]).toMatch(/manager/);
  });
  it('001-72 Closing: a PDF goes to the stakeholders', () => {
    expect(p.postmortem?.closing[3]).toMatch(/PDF/);
  });
});
