import { describe, expect, test } from 'vitest';
import type { KindsAlso } from '../../../src/incident/kinds/types.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { kindsPolicy } from '../../support/kinds-policy.ts';
import { minutesAfterNoon, noon, Story } from '../story.ts';

const by = 'UADA';

function told(changes: Partial<Declare> = {}): Story {
  return new Story({ severity: 'sev3', ...changes }, kindsPolicy);
}

/** What the last entry says that followed by itself. */
function also(story: Story): KindsAlso[] {
  return (story.last?.data['also'] ?? []) as KindsAlso[];
}

describe('the kind at declaration', () => {
  test('is the default where none is given, and raises the severity it forces', () => {
    expect(told().incident.state).toMatchObject({ kind: 'minor', kindSince: noon });
    const story = told({ kind: 'critical' });
    expect(story.incident.severity).toBe('sev2');
    expect(story.incident.state.updates.nextDueAt).toEqual(minutesAfterNoon(60));
    expect(also(story)).toEqual([
      {
        type: 'severity_raised',
        from: 'sev3',
        to: 'sev2',
        because: { what: 'kind', key: 'critical' },
      },
    ]);
    expect(told({ kind: 'critical', severity: 'sev1' }).incident.severity).toBe('sev1');
  });

  test('may make it private, with its own people and nobody else', () => {
    const story = told({ kind: 'security', fields: { victim: 'a customer' } });
    expect(story.incident).toMatchObject({ isPrivate: true, severity: 'sev1' });
    expect(story.renewed()).toContain('invite:UREPORTER,UGUARD');
    expect(story.renewed()).not.toContain('news');
  });

  test('with a module becomes what the module makes of it, and brings who owns that', () => {
    const story = told({ modules: ['ledger', 'ledger'] });
    expect(story.incident.state).toMatchObject({ kind: 'critical', modules: ['ledger'] });
    expect(story.incident.state.place).toBe('channel');
    expect(story.renewed()).toContain(
      'invite:UREPORTER,@everyone,UMONEY,@night,audit@example.com,UAUDIT',
    );
    expect(told({ modules: ['gateway'] }).incident.severity).toBe('sev1');
  });

  test('that nobody knows is refused', () => {
    const story = told();
    expect(story.refuses({ type: 'change_kind', by, kind: 'odd', reason: 'x' })).toMatchObject({
      code: 'unknown_kind',
      given: 'odd',
    });
    expect(() => told({ kind: 'odd' })).toThrow('unknown_kind');
    expect(() => told({ modules: ['attic'] })).toThrow('unknown_module');
  });
});

describe('changing the kind', () => {
  const change = (kind: string) =>
    ({ type: 'change_kind', by, kind, reason: 'we looked' }) as const;

  test('keeps what was done, never lowers the severity, and is told once', () => {
    const story = told({ kind: 'critical' })
      .does({ type: 'take_role', by, role: 'lead' })
      .does(change('minor'));
    expect(story.incident.severity).toBe('sev2');
    expect(story.incident.state.roles['lead']).toHaveLength(1);
    expect(story.told().map(({ fact }) => fact.type)).toEqual(['kind_changed']);
    expect(story.renewed().slice(0, 2)).toEqual(['card', 'news']);
    story.does({ type: 'change_severity', by, severity: 'sev3', reason: 'small' });
    expect(story.incident.severity).toBe('sev3');
  });

  test('to one that forces more does all of it in one entry', () => {
    const story = told().does(change('security'));
    expect(story.incident).toMatchObject({ isPrivate: true, severity: 'sev1' });
    expect(also(story).map(({ type }) => type)).toEqual([
      'severity_raised',
      'made_private',
      'place_changed',
    ]);
    expect(story.renewed()).toContain('room');
    expect(story.renewed()).toContain('invite:UREPORTER,UGUARD');
    expect(story.renewed()).not.toContain('news');
    expect(story.refuses({ type: 'change_severity', by, severity: 'sev2', reason: 'x' })).toEqual({
      code: 'severity_held',
      severity: 'sev1',
      because: { what: 'kind', key: 'security' },
    });
    story.does(change('minor'));
    expect(story.incident.isPrivate).toBe(true);
  });

  test('is refused for the same, without a reason, once another was chosen, and at the end', () => {
    const story = told();
    expect(story.refuses(change('minor'))).toEqual({ code: 'same_kind' });
    expect(story.refuses({ ...change('critical'), reason: ' ' })).toMatchObject({
      code: 'missing',
    });
    expect(story.refuses({ ...change('critical'), expect: { kind: 'unknown' } })).toEqual({
      code: 'changed',
      field: 'kind',
      now: 'minor',
    });
    story.does({ type: 'cancel', by, reason: 'none' });
    expect(story.refuses(change('critical'))).toMatchObject({ code: 'ended' });
  });

  test('is held by a module that makes it another', () => {
    const story = told().does({ type: 'set_modules', by, modules: ['ledger'] });
    expect(story.incident.state.kind).toBe('critical');
    expect(story.refuses(change('minor'))).toEqual({
      code: 'kind_held',
      kind: 'critical',
      module: 'ledger',
    });
    story.does({ type: 'set_modules', by, modules: [] }).does(change('minor'));
    expect(story.incident.state.kind).toBe('minor');
  });
});

describe('what is affected', () => {
  test('is added to or set as a whole, and says what came and went', () => {
    const story = told().does({ type: 'set_modules', by, modules: ['site'], add: true });
    story.does({ type: 'set_modules', by, modules: ['gateway'], add: true });
    expect(story.incident.state.modules).toEqual(['site', 'gateway']);
    expect(story.incident.severity).toBe('sev1');
    story.does({ type: 'set_modules', by, modules: ['gateway'] });
    expect(story.last?.data).toEqual({ added: [], removed: ['site'] });
    expect(story.refuses({ type: 'set_modules', by, modules: ['gateway'] })).toEqual({
      code: 'same_modules',
    });
    expect(story.refuses({ type: 'set_modules', by, modules: ['attic'] })).toMatchObject({
      code: 'unknown_module',
    });
  });
});

describe('an unsettled kind', () => {
  test('may be cancelled, and neither resolved nor closed', () => {
    const story = told({ kind: 'unknown' });
    const loss = { loss: '0' };
    expect(story.refuses({ type: 'resolve', by, reason: 'gone', fields: loss })).toEqual({
      code: 'kind_unsettled',
      kind: 'unknown',
    });
    story.does({ type: 'change_kind', by, kind: 'minor', reason: 'a typo' });
    story.does({ type: 'resolve', by, reason: 'gone', fields: loss });
    story.does({ type: 'change_kind', by, kind: 'unknown', reason: 'or was it' });
    expect(story.refuses({ type: 'close', by, reason: 'over' })).toMatchObject({
      code: 'kind_unsettled',
    });
    told({ kind: 'unknown' }).does({ type: 'cancel', by, reason: 'none' });
  });
});

describe('the place', () => {
  test('is where more people can work, if kind and severity differ, and only grows', () => {
    const quiet = {
      ...kindsPolicy,
      kinds: kindsPolicy.kinds.map((each) =>
        each.key === 'minor' ? { ...each, place: 'record' as const } : each,
      ),
    };
    expect(new Story({ severity: 'sev3' }, quiet).incident.state.place).toBe('thread');
    const record = new Story({ severity: 'sev1' }, quiet);
    expect(record.incident.state.place).toBe('record');
    expect(record.renewed()).toEqual(['home:UREPORTER']);
    expect(record.timers()).toEqual([]);
    record.does({ type: 'post_update', by, know: 'it hums', doing: '', need: '' });
    expect(record.told()).toEqual([]);
    record.at(5).does({ type: 'change_kind', by, kind: 'critical', reason: 'it burns' });
    expect(record.incident.state.place).toBe('channel');
    expect(record.renewed()).toEqual(expect.arrayContaining(['room', 'card', 'news']));
    expect(record.incident.state.updates.nextDueAt).toEqual(minutesAfterNoon(30));
    record.does({ type: 'change_kind', by, kind: 'minor', reason: 'it does not' });
    expect(record.incident.state.place).toBe('channel');
  });
});

describe('fields', () => {
  const set = (fields: Record<string, string | string[] | null>) =>
    ({ type: 'set_fields', by, fields, zone: 'Asia/Bangkok' }) as const;

  test('are kept clean, with what stood there before', () => {
    const story = told().does(set({ hurt: '1,200', since: '18:30' }));
    expect(story.incident.state.fields).toEqual({
      hurt: 1200,
      since: '2026-03-02T11:30:00.000Z',
    });
    story.does(set({ hurt: '1300', since: '18:30' }));
    expect(also(story)).toEqual([{ type: 'field_given', field: 'hurt', from: 1200, to: 1300 }]);
    story.does(set({ hurt: null }));
    expect(also(story)).toEqual([{ type: 'field_given', field: 'hurt', from: 1300, to: null }]);
    expect(story.refuses(set({ since: '18:30' }))).toEqual({ code: 'fields_unchanged' });
    expect(story.refuses(set({ colour: 'red' }))).toMatchObject({ code: 'unknown_field' });
    expect(story.refuses(set({ hurt: 'all' }))).toEqual({
      code: 'field_value',
      field: 'hurt',
      why: 'number',
    });
  });

  test('come with updates and the resolution, which insist on what is required', () => {
    const story = told();
    const resolve = { type: 'resolve', by, reason: 'fixed' } as const;
    expect(story.refuses(resolve)).toEqual({
      code: 'fields_missing',
      fields: ['loss'],
      moment: 'resolve',
    });
    story.does({ type: 'post_update', by, know: 'x', doing: '', need: '', fields: { hurt: '5' } });
    expect(also(story)).toContainEqual({ type: 'field_given', field: 'hurt', from: null, to: 5 });
    story.does({ ...resolve, fields: { loss: '1.5k' } });
    expect(story.incident.phase).toBe('resolved');
    expect(story.incident.state.fields).toEqual({ hurt: 5, loss: 1500 });
  });

  test('that a kind insists on are asked for at declaration, but not of what is past; files are not', () => {
    expect(() => told({ kind: 'security' })).toThrow('fields_missing');
    const past = { startedAt: noon, resolvedAt: null };
    expect(told({ kind: 'security', past }).incident.state.kind).toBe('security');
  });

  test('together take no more room than the state has', () => {
    const story = told();
    const long = '🔥'.repeat(1500);
    expect(
      story.refuses(set({ story: long, note: long.slice(0, 600), victim: long.slice(0, 600) })),
    ).toMatchObject({ code: 'fields_full' });
  });
});
