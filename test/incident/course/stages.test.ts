import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { publicStateOffered } from '../../../src/incident/course/public-state.ts';
import { windowEnd } from '../../../src/incident/course/stages.ts';
import type { PersonCommand } from '../../../src/incident/types.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';
import { policyWith, whole } from './course-policy.ts';

const policy = policyWith(whole);
const watch: PersonCommand = { type: 'change_status', by: 'UADA', status: 'watching', reason: 'x' };
const fix: PersonCommand = { ...watch, status: 'fixing' } as PersonCommand;
const resolve: PersonCommand = { type: 'resolve', by: 'UADA', reason: 'x' };
const reopen: PersonCommand = { type: 'reopen', by: 'UADA', reason: 'x' };

function stage(to: string): PersonCommand {
  return { type: 'change_stage', by: 'UADA', stage: to, reason: 'x' };
}

describe('a stage', () => {
  it('is entered by itself with a phase, a status or a milestone, and the line says so', () => {
    const story = new Story({}, policy);
    expect(story.incident.state.stage).toEqual({ key: 'detection', since: noon });
    story
      .at(5)
      .does({ type: 'take_role', by: 'UADA', role: 'lead' })
      .does({ type: 'take_role', by: 'UB', role: 'scribe' });
    expect(story.incident.state.stage).toEqual({ key: 'containment', since: minutesAfterNoon(5) });
    expect(story.last?.data['also']).toContainEqual({
      type: 'stage_entered',
      stage: 'containment',
    });
    story.does(watch);
    expect(story.incident.state.stage?.key).toBe('remediation');
    story.does(resolve);
    expect(story.incident.state.stage?.key).toBe('recovery');
  });

  it('never goes back by itself, but by hand', () => {
    const story = new Story({}, policy).does(watch).does(fix);
    expect(story.incident.state.stage?.key).toBe('remediation');
    story.does(stage('detection'));
    expect(story.incident.state.stage?.key).toBe('detection');
    expect(story.refuses(stage('detection')).code).toBe('same_stage');
    expect(story.refuses(stage('lunch')).code).toBe('unknown_stage');
  });

  it('is not entered by itself while a gate before it is closed', () => {
    const needs = [{ update: 'posted' }];
    const gate = { key: 'told', name: 'Told', before: { stage: ['remediation'] }, needs };
    const story = new Story({}, policyWith({ ...whole, gates: [gate] })).does(watch);
    expect(story.incident.state.stage?.key).toBe('detection');
    expect(story.refuses(stage('remediation'))).toMatchObject({ code: 'gate_closed' });
    story
      .does({ type: 'post_update', by: 'UADA', know: 'k', doing: '', need: '' })
      .does(stage('remediation'));
  });

  it('has a window that counts from its milestone', () => {
    const containment = policy.stages[1];
    if (!containment) throw new Error('no such stage');
    const { incident } = new Story({}, policy);
    expect(windowEnd(incident, containment)).toEqual(minutesAfterNoon(60));
    const later = { ...containment, window: { from_minutes: 0, to_minutes: 10, of: 'resolved' } };
    expect(windowEnd(incident, later)).toBeNull();
  });

  it('only ever moves forward, whatever happens, unless somebody moves it back', () => {
    const place = (key: string | undefined) => policy.stages.findIndex((each) => each.key === key);
    const deeds = fc.array(fc.constantFrom(watch, fix, resolve, reopen), { maxLength: 12 });
    fc.assert(
      fc.property(deeds, (list) => {
        const story = new Story({}, policy);
        for (const deed of list) {
          const before = place(story.incident.state.stage?.key);
          try {
            story.does(deed);
          } catch {
            // Refused: nothing happens.
          }
          expect(place(story.incident.state.stage?.key)).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });
});

describe('the public state', () => {
  const show = (state: string): PersonCommand => ({
    type: 'change_public_state',
    by: 'UADA',
    state,
    reason: '',
  });

  it('is offered with a status and set only by a person', () => {
    const story = new Story({}, policy).does(fix);
    expect(story.incident.state.publicState).toBeNull();
    expect(publicStateOffered(story.incident, policy)?.key).toBe('identified');
    story.does(show('identified'));
    expect(story.incident.state.publicState).toEqual({
      key: 'identified',
      since: noon,
      by: 'UADA',
    });
    expect(publicStateOffered(story.incident, policy)).toBeNull();
    expect(story.refuses(show('identified')).code).toBe('same_public_state');
    expect(story.refuses(show('fine')).code).toBe('unknown_public_state');
  });

  it('can have a gate before it', () => {
    const gate = {
      key: 'approved',
      name: 'Approved',
      before: { public_state: ['identified'] },
      needs: [{ approval: { by: ['@comms'] } }],
    };
    const story = new Story({}, policyWith({ ...whole, gates: [gate] })).does(show('looking'));
    expect(story.refuses(show('identified'))).toMatchObject({
      again: { word: 'change_public_state', to: 'identified' },
    });
  });
});
