import { describe, expect, it } from 'vitest';
import { one, policyOf, step } from './policy-of.ts';

/** Numbers are those of docs/processes.md. */
const p = await policyOf('001-small-team.yaml');

describe('001-small-team.yaml says what its document asks for', () => {
  it('001-01 For teams of fewer than eight people: little noise, one person with two parts', () => {
    expect(p.about).toMatch(/fewer than eight/);
    expect(p.room.quiet).toBe(true);
    expect(one(p.roles, 'communicator').takes_along).toEqual(['recorder']);
  });
  it('001-02 Whoever reports must attach a video; the room does not wait for it', () => {
    expect(one(p.fields, 'video')).toMatchObject({
      type: 'files',
      required: true,
      ask: ['declare'],
    });
  });
  it('001-03 The report is submitted', () => {
    expect(p.declare).toMatchObject({ asks_severity: false, asks_kind: false });
    expect(p.severities).toEqual([]);
  });
  it('001-04 A voice call with business people and engineers is started', () => {
    expect(p.call).toMatchObject({ expected: true, provider: 'Slack huddle' });
    expect(p.invite.always).toEqual(['team:engineers', 'team:business']);
  });
  it('001-05 Who reported is thanked', () => {
    expect(p.declare.thanks).toBe(true);
  });
  it('001-06 Everybody joins the call within 2 minutes', () => {
    expect(p.call.join_within_minutes).toBe(2);
    expect(step(p, 'joining.everyone_in')).toMatchObject({
      reaches: 'team_assembled',
      within_minutes: 2,
    });
  });
  it('001-07 Everybody stays in the call until it is resolved', () => {
    expect(p.call.stay).toMatch(/until it is resolved/);
  });
  it('001-08 The first discoverer is heard', () => {
    expect(step(p, 'joining.hear_discoverer').asks_field).toBe('first_discoverer');
  });
  it('001-09 It is decided within 2 minutes whether it is an incident; any yes makes it one', () => {
    expect(p.triage).toMatchObject({
      ask: 'room',
      incident_if: 'any',
      within_minutes: 2,
      of: 'team_assembled',
    });
  });
  it('001-10 Question: are more than half of the users affected?', () => {
    expect(one(p.triage.criteria, 'half_of_users').question).toMatch(/more than 50 %/);
  });
  it('001-11 Question: is data being corrupted?', () => {
    expect(one(p.triage.criteria, 'data_corrupting').question).toMatch(/data being corrupted/);
  });
  it('001-12 Question: are we under attack?', () => {
    expect(one(p.triage.criteria, 'under_attack').question).toMatch(/attacking us/);
    expect(p.triage.criteria).toHaveLength(3);
  });
  it('001-13 The parts are taken within 1 minute', () => {
    expect(p.roles.map(({ within_minutes: within, of }) => [within, of])).toEqual([
      [1, 'confirmed'],
      [1, 'confirmed'],
      [1, 'confirmed'],
    ]);
  });
  it('001-14 One or more engineers investigate', () => {
    expect(one(p.roles, 'investigator')).toMatchObject({ min: 1, may_hold: ['team:engineers'] });
    expect(one(p.roles, 'investigator').max).toBeGreaterThan(1);
  });
  it('001-15 One person communicates', () => {
    expect(one(p.roles, 'communicator')).toMatchObject({ min: 1, max: 1 });
  });
  it('001-16 One person records', () => {
    expect(one(p.roles, 'recorder')).toMatchObject({ min: 1, max: 1 });
  });
  it('001-17 The incident and its communicator are announced to stakeholders by mail or as news', () => {
    expect(one(p.audiences, 'stakeholders')).toMatchObject({
      outside: true,
      by: ['Mail', 'A published note'],
      told: { declared: 'announced' },
    });
    expect(one(p.templates, 'announced').text).toContain('{role.communicator}');
  });
  it('001-18 Task: the problem', () => {
    expect(step(p, 'investigation.problem').asks_field).toBe('problem');
  });
  it('001-19 Task: first aid', () => {
    expect(step(p, 'investigation.first_aid').reaches).toBe('first_aid_finished');
    expect(one(p.gates, 'first_aid_given').needs).toContainEqual({
      item: 'investigation.first_aid',
    });
  });
  it('001-20 The investigators write down all they find and how far they are', () => {
    expect(one(p.roles, 'investigator').duties.join(' ')).toMatch(/whatever you find/);
  });
  it('001-21 Task: find out when it started', () => {
    expect(step(p, 'investigation.when_started').text).toMatch(/when it started/);
  });
  it('001-22 Task: find out how many users are affected', () => {
    expect(step(p, 'investigation.how_many').asks_field).toBe('affected');
    expect(one(p.fields, 'affected').type).toBe('number');
  });
  it('001-23 The recorder keeps the record in order and up to date', () => {
    expect(one(p.checklists, 'record').role).toBe('recorder');
    expect(one(p.roles, 'recorder').duties.join(' ')).toMatch(/record in order/);
  });
  it('001-24 The timeline holds whatever is useful, more than the template names', () => {
    expect(one(p.roles, 'recorder').duties.join(' ')).toMatch(/more than the list of milestones/);
  });
  it('001-25 The communicator informs and takes all work but the investigation', () => {
    expect(one(p.roles, 'communicator').duties.join(' ')).toMatch(/not investigating/);
    expect(one(p.audiences, 'stakeholders').told.update).toBe('how_it_stands');
  });
  it('001-26 A postmortem of two hours is arranged while the incident goes on', () => {
    expect(one(p.checklists, 'postmortem').when.phase).toContain('active');
    expect(p.postmortem).toMatchObject({ arrange: 'active', meeting_minutes: 120 });
  });
  it('001-27 Everybody concerned is invited on Google Calendar', () => {
    expect(step(p, 'postmortem.invite').text).toMatch(/Google Calendar/);
    expect(p.postmortem?.calendar).toBe('Google Calendar');
  });
  it('001-28 The resolution is announced', () => {
    expect(one(p.audiences, 'stakeholders').told.resolved).toBe('over');
    expect(step(p, 'finishing.announce').text).toMatch(/resolved/);
  });
  it('001-29 The label `incident` goes and `incident-improvement` comes', () => {
    expect(step(p, 'finishing.label_off').text).toMatch(/`incident`/);
    expect(step(p, 'finishing.label_on').text).toMatch(/`incident-improvement`/);
  });
  it('001-30 The call is closed', () => {
    expect(step(p, 'finishing.call').text).toMatch(/call/);
    expect(one(p.gates, 'finished').needs).toContainEqual({ checklist: 'finishing' });
  });
  it('001-31 The record has the video, which it must have', () => {
    expect(one(p.gates, 'finished')).toMatchObject({ before: { phase: ['closed'] } });
    expect(one(p.gates, 'finished').needs).toContainEqual({ field: 'video' });
  });
  it('001-32 The timeline is in UTC', () => {
    expect(p.calendar.zone).toBe('UTC');
  });
  it('001-33 Milestone: the trigger, what was merged or changed', () => {
    expect(one(p.milestones, 'trigger')).toMatchObject({ asks_text: true, order: 1 });
  });
  it('001-34 Milestone: it started', () => {
    expect(one(p.milestones, 'started').order).toBe(2);
  });
  it('001-35 Milestone: found, by a user, one of us or another', () => {
    expect(one(p.milestones, 'detected').asks_text).toBe(true);
    expect(one(p.fields, 'found_by').choices.map(({ key }) => key)).toEqual([
      'user',
      'staff',
      'other',
    ]);
  });
  it('001-36 Milestone: known, by whom', () => {
    expect(one(p.milestones, 'acknowledged').people).toBe(true);
  });
  it('001-37 Milestone: the issue was created, by whom', () => {
    expect(one(p.milestones, 'declared').people).toBe(true);
  });
  it('001-38 Milestone: the call was started, by whom', () => {
    expect(one(p.milestones, 'call_started').people).toBe(true);
  });
  it('001-39 Milestone: the investigation began, by whom (several)', () => {
    expect(one(p.milestones, 'investigating')).toMatchObject({
      people: true,
      set_by: { role: 'investigator' },
    });
  });
  it('001-40 Milestone: users were first spoken to, by whom', () => {
    expect(one(p.milestones, 'communicating')).toMatchObject({
      people: true,
      set_by: { told: 'stakeholders' },
    });
  });
  it('001-41 Milestone: the root cause was found, by whom', () => {
    expect(one(p.milestones, 'cause_found').people).toBe(true);
  });
  it('001-42 Milestone: first aid began, by whom (several)', () => {
    expect(one(p.milestones, 'first_aid_begun')).toMatchObject({
      people: true,
      set_by: { status: 'first_aid' },
    });
  });
  it('001-43 Milestone: first aid was finished', () => {
    expect(one(p.milestones, 'first_aid_finished').set_by).toMatchObject({
      status: 'first_aid_done',
    });
  });
  it('001-44 Milestone: the postmortem was arranged', () => {
    expect(one(p.milestones, 'postmortem_booked').name).toBe('Postmortem arranged');
    expect(step(p, 'postmortem.arrange').reaches).toBe('postmortem_booked');
  });
  it('001-45 Milestone: the call was finished', () => {
    expect(one(p.milestones, 'call_ended').order).toBe(13);
  });
  it("001-46 Milestones of one's own", () => {
    expect(one(p.milestones, 'other')).toMatchObject({ people: true, asks_text: true });
  });
  it('001-47 Record: where the bug is', () => {
    expect(step(p, 'record.where_bug').asks_field).toBe('where_bug');
  });
  it('001-48 Record: what first aid was given', () => {
    expect(one(p.fields, 'first_aid').ask).toEqual(['update', 'resolve']);
  });
  it('001-49 Record: how many people were affected', () => {
    expect(one(p.fields, 'affected')).toMatchObject({ unit: 'people', on_card: true });
  });
});
