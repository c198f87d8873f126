import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PersonCommand } from '../../../src/incident/types.ts';
import { Story } from '../story.ts';
import { policyWith, whole } from './course-policy.ts';

const resolve: PersonCommand = { type: 'resolve', by: 'UADA', reason: 'rolled back' };
const watch: PersonCommand = { type: 'change_status', by: 'UADA', status: 'watching', reason: 'x' };

function gated(needs: unknown[], more: Record<string, unknown> = {}): Story {
  const gate = { key: 'ready', name: 'Ready', before: { phase: ['resolved'] }, needs, ...more };
  return new Story({}, policyWith({ ...whole, gates: [gate] }));
}

describe('a gate before an end', () => {
  it.each<[string, unknown, PersonCommand]>([
    ['a role', { role: 'lead' }, { type: 'take_role', by: 'UADA', role: 'lead' }],
    ['a milestone', { milestone: 'acknowledged' }, { type: 'take_role', by: 'UB', role: 'helper' }],
    [
      'an update',
      { update: 'posted' },
      { type: 'post_update', by: 'UADA', know: 'it is dark', doing: '', need: '' },
    ],
    ['an approval', { approval: { by: ['anyone'] } }, { type: 'approve', by: 'UB', gate: 'ready' }],
    [
      'a field',
      { field: 'affected' },
      { type: 'set_fields', by: 'UADA', fields: { affected: '3' } },
    ],
  ])('waits for %s', (_title, need, meets) => {
    const story = gated([need]);
    expect(story.refuses(resolve)).toMatchObject({
      code: 'gate_closed',
      gates: [{ gate: 'ready', missing: [{ need }] }],
      mayPass: true,
      again: { word: 'resolve', reason: 'rolled back' },
    });
    expect(story.does(meets).does(resolve).incident.phase).toBe('resolved');
  });

  it('names the needed roles that nobody holds, and opens when they are filled', () => {
    const story = gated([{ roles: 'needed' }]).does({
      type: 'take_role',
      by: 'UADA',
      role: 'lead',
    });
    expect(story.refuses(resolve)).toMatchObject({ gates: [{ missing: [{ open: ['scribe'] }] }] });
    story.does({ type: 'take_role', by: 'UB', role: 'scribe' }).does(resolve);
  });

  it('waits until it is known what kind it is', () => {
    const story = gated([{ kind: 'settled' }]);
    const { incident } = story;
    story.incident = { ...incident, state: { ...incident.state, kind: null } };
    expect(story.refuses(resolve)).toMatchObject({ code: 'gate_closed' });
    story.incident = incident;
    story.does(resolve);
  });

  it('waits for measures to be undone, obligations to be met and audiences to be told', () => {
    const story = gated([{ measures: 'undone' }, { obligations: 'met' }, { told: 'customers' }]);
    const { incident } = story;
    const since = story.now;
    const owed = { openedAt: since, dueAt: null, by: null, endedAt: null, proof: null };
    const message = { id: 1, audience: 'customers', template: 't', occasion: 'asked', at: since };
    const told = { ...message, text: null, by: null, sentAt: since, proof: null };
    const withState = (open: boolean) => ({
      ...incident,
      state: {
        ...incident.state,
        measures: { maintenance: { status: open ? 'in_force' : 'undone', since, by: 'UADA' } },
        obligations: { notice: { ...owed, status: open ? 'open' : 'met' } },
        messages: [{ ...told, status: open ? 'prepared' : 'sent' }],
      },
    });
    story.incident = withState(true) as unknown as typeof incident;
    expect(story.refuses(resolve)).toMatchObject({
      gates: [{ missing: [{ open: ['maintenance'] }, { open: ['notice'] }, { open: [] }] }],
    });
    story.incident = withState(false) as unknown as typeof incident;
    story.does(resolve);
  });

  it('stands only before what it says and where it applies', () => {
    gated([{ role: 'lead' }]).does(watch);
    gated([{ role: 'lead' }], { when: { severity: ['sev4'] } }).does(resolve);
    const early = gated([{ role: 'lead' }], { before: { status: ['watching'] } });
    expect(early.refuses(watch)).toMatchObject({
      again: { word: 'change_status', to: 'watching' },
    });
    const update = { type: 'post_update', by: 'UADA', know: 'k', doing: '', need: '' } as const;
    expect(early.refuses({ ...update, status: 'watching' })).toMatchObject({ code: 'gate_closed' });
    early.does({ ...update, status: 'investigating' }).does(resolve);
    const phase = gated([{ role: 'lead' }], { before: { phase: ['mitigated'] } });
    expect(phase.refuses(watch)).toMatchObject({ code: 'gate_closed' });
  });

  it('lets what is wrong anyway be said first', () => {
    expect(gated([{ role: 'lead' }]).refuses({ ...resolve, reason: '' })).toEqual({
      code: 'missing',
      field: 'reason',
    });
  });
});

describe('the way past a gate', () => {
  const past = { gates: ['ready'], reason: 'nobody is awake' };

  it('asks for a reason, which the line of the timeline keeps', () => {
    const story = gated([{ role: 'lead' }]);
    expect(story.refuses({ ...resolve, past: { ...past, reason: ' ' } })).toEqual({
      code: 'missing',
      field: 'past',
    });
    story.does({ ...resolve, past });
    expect(story.last?.data['also']).toContainEqual({ type: 'went_past', ...past });
  });

  it('is for those whom the policy names, and for nobody where it says never', () => {
    const named = gated([{ role: 'lead' }], { bypass: ['team:leads'] });
    expect(named.refuses({ ...resolve, past })).toMatchObject({ mayPass: false });
    named.does({ ...resolve, past, as: ['team:leads'] });
    const never = gated([{ role: 'lead' }], { bypass: 'never' });
    expect(never.refuses({ ...resolve, past, as: ['team:leads'] })).toMatchObject({
      mayPass: false,
    });
  });

  it('is only past the gates that were shown', () => {
    const story = gated([{ role: 'lead' }]);
    expect(story.refuses({ ...resolve, past: { ...past, gates: ['other'] } })).toMatchObject({
      code: 'gate_closed',
    });
  });
});

describe('an approval', () => {
  const two = { approval: { by: ['@leads'], count: 2 } };
  const approve = (by: string): PersonCommand => ({
    type: 'approve',
    by,
    gate: 'ready',
    as: ['@leads'],
  });

  it('counts each person once, and must come from those named', () => {
    const story = gated([two]);
    expect(story.refuses({ ...approve('UADA'), as: [] })).toEqual({
      code: 'not_allowed',
      who: ['@leads'],
    });
    story.does(approve('UADA'));
    expect(story.told()).toEqual([
      { to: 'room', fact: { type: 'approved', gate: 'ready', by: 'UADA', left: 1 } },
    ]);
    expect(story.refuses(approve('UADA'))).toEqual({ code: 'approved_already', gate: 'ready' });
    expect(story.refuses(resolve)).toMatchObject({ gates: [{ missing: [{ left: 1 }] }] });
    story.does(approve('UB'));
    expect(story.refuses(approve('UCY'))).toEqual({ code: 'no_approval', gate: 'ready' });
    story.does(resolve);
  });

  it('of two lists needs somebody of each', () => {
    const by = (ref: string) => ({ approval: { by: [ref] } });
    const story = gated([by('@sec'), by('@fin')]);
    story.does({ type: 'approve', by: 'UADA', gate: 'ready', as: ['@sec'] });
    expect(story.refuses(resolve)).toMatchObject({
      gates: [{ missing: [{ need: by('@fin') }] }],
    });
    story.does({ type: 'approve', by: 'UADA', gate: 'ready', as: ['@fin'] }).does(resolve);
  });

  it('is void once the incident is open again', () => {
    const story = gated([{ approval: { by: ['anyone'] } }])
      .does({ type: 'approve', by: 'UB', gate: 'ready' })
      .does(resolve)
      .does({ type: 'reopen', by: 'UADA', reason: 'it is back' });
    expect(story.refuses(resolve)).toMatchObject({ code: 'gate_closed' });
  });

  it('can be asked for in the room, as long as one is missing', () => {
    const story = gated([{ approval: { by: ['anyone'] } }]);
    const ask: PersonCommand = { type: 'ask_approval', by: 'UADA', gate: 'ready' };
    expect(story.does(ask).told()).toEqual([
      { to: 'room', fact: { type: 'approval_asked', gate: 'ready', by: 'UADA' } },
    ]);
    story.does({ type: 'approve', by: 'UB', gate: 'ready' });
    expect(story.refuses(ask)).toEqual({ code: 'no_approval', gate: 'ready' });
  });
});

it('whatever a gate needs, it is refused with all that is missing, or goes through', () => {
  const needs = fc.uniqueArray(
    fc.constantFrom<unknown>(
      { role: 'lead' },
      { role: 'scribe' },
      { roles: 'needed' },
      { field: 'affected' },
      { milestone: 'team_assembled' },
      { update: 'posted' },
      { kind: 'settled' },
      { measures: 'undone' },
      { approval: { by: ['@leads'], count: 1 } },
    ),
    { minLength: 1 },
  );
  const deeds = fc.subarray<PersonCommand>([
    { type: 'take_role', by: 'UADA', role: 'lead' },
    { type: 'take_role', by: 'UB', role: 'scribe' },
    { type: 'set_fields', by: 'UADA', fields: { affected: '3' } },
    { type: 'post_update', by: 'UADA', know: 'k', doing: '', need: '' },
  ]);
  fc.assert(
    fc.property(
      needs,
      deeds,
      fc.constantFrom<unknown>('never', ['anyone']),
      (list, done, bypass) => {
        const story = gated(list, { bypass });
        for (const deed of done) story.does(deed);
        const before = story.incident;
        const past = { gates: ['ready'], reason: 'it must' };
        const isMet = list.every((need) => met(need as Record<string, string>, done));
        if (isMet) {
          story.does(resolve);
          expect(story.last?.data['also'] ?? []).not.toContainEqual(
            expect.objectContaining({ type: 'went_past' }),
          );
          return;
        }
        expect(story.refuses(resolve).code).toBe('gate_closed');
        expect(story.incident).toBe(before);
        if (bypass === 'never')
          expect(story.refuses({ ...resolve, past }).code).toBe('gate_closed');
        else expect(story.does({ ...resolve, past }).incident.phase).toBe('resolved');
      },
    ),
  );
});

function met(need: Record<string, unknown>, done: PersonCommand[]): boolean {
  const has = (type: string, role?: string) =>
    done.some((each) => each.type === type && (!role || ('role' in each && each.role === role)));
  const isTeam = has('take_role', 'lead') && has('take_role', 'scribe');
  if (need['role']) return has('take_role', String(need['role']));
  if (need['roles'] || need['milestone']) return isTeam;
  if (need['field']) return has('set_fields');
  if (need['update']) return has('post_update');
  return need['kind'] !== undefined || need['measures'] !== undefined;
}
