import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Field } from '../../../src/policy/language/fields.ts';
import { Audience } from '../../../src/policy/language/telling.ts';
import { Policy } from '../../../src/policy/schema.ts';
import { keyedTemplateGaps, templateGaps } from '../../../src/policy/template-gaps.ts';
import { fillPlain, fillTemplate } from '../../../src/views/telling/template.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../../incident/story.ts';
import { hostileWords } from '../../support/hostile-words.ts';

const policy = {
  ...defaultPolicy,
  fields: [
    Field.parse({ key: 'loss', name: 'Loss', type: 'money', currency: 'IDR' }),
    Field.parse({ key: 'who', name: 'Who', type: 'people' }),
    Field.parse({
      ...{ key: 'source', name: 'Source', type: 'choice' },
      choices: [{ key: 'alert', name: 'An alert' }],
    }),
    Field.parse({ key: 'since', name: 'Since', type: 'time' }),
  ],
};

const places = {
  ...{ roomId: 'CROOM', roomThreadTs: null, cardTs: null },
  ...{ newsChannelId: null, newsTs: null },
};

function filling(story: Story) {
  return { incident: story.incident, policy: story.policy, now: story.now, places };
}

const fill = (text: string, story: Story) => fillTemplate({ text }, filling(story)).text;
const plain = (text: string, story: Story, nameOf = (id: string) => `name of ${id}`) =>
  fillPlain({ text }, filling(story), nameOf);

const begun = (changes = {}) => new Story(changes, policy).at(30);

describe('a template', () => {
  test('says what is known, in Slack with mentions and local times', () => {
    const story = begun().does({ type: 'take_role', by: 'UADA', role: 'commander' });
    expect(fill('#{number} {title} {severity} {status} by {commander} in {room}', story)).toBe(
      '#1 API is down SEV1 Investigating by <@UADA> in <#CROOM>',
    );
    expect(fill('{declared}', story)).toMatch(/^<!date\^\d+\^.*\|2026-03-02 12:00 UTC>$/);
  });

  test('says it outside with names and times in UTC', () => {
    const story = begun().does({ type: 'take_role', by: 'UADA', role: 'commander' });
    expect(plain('{commander} {role.commander} {declared} {now} {duration}', story)).toBe(
      'name of UADA name of UADA 2026-03-02 12:00 UTC 2026-03-02 12:30 UTC 30 min',
    );
    expect(fillPlain({ text: '{commander}' }, filling(story))).toBe('a member of our team');
  });

  test('says as public state what its status means to the public, until somebody shows another', () => {
    const [status, ...others] = policy.statuses;
    const { public_states } = Policy.parse({
      ...structuredClone(policy),
      public_states: [
        { key: 'looking', name: 'We look into it', meaning: 'Wait' },
        { key: 'known', name: 'We know', meaning: 'Wait' },
      ],
    });
    if (!status) throw new Error('no status');
    const statuses = [{ ...status, public_state: 'looking' }, ...others];
    const story = new Story({}, { ...policy, public_states, statuses });
    expect(fill('{public_state}', story)).toBe('We look into it');
    story.does({ type: 'change_public_state', by: 'UADA', state: 'known', reason: '' });
    expect(fill('{public_state}', story)).toBe('We know');
  });

  test('never has a hole: what nobody knows is said to be unknown', () => {
    const gaps = [
      ...templateGaps.map(({ name }) => `{${name}}`),
      ...['{field.loss}', '{role.scribe}', '{milestone.detected}'],
    ];
    const story = begun({ summary: '' });
    for (const gap of gaps) {
      for (const text of [fill(gap, story), plain(gap, story)]) {
        expect(text, gap).not.toBe('');
        const shown = text.replace(/<!date\^[^|]*\|([^>]*)>/g, '$1');
        expect(shown, gap).not.toMatch(/[{}]|undefined|null|NaN/);
      }
    }
    expect(keyedTemplateGaps.map(({ name }) => name)).toEqual(['field', 'role', 'milestone']);
    expect(plain('{know} / {doing} / {field.loss} / {kind}', story)).toBe(
      'not known yet / not known yet / not known yet / not known yet',
    );
  });

  test('leaves alone what is no gap', () => {
    expect(plain('{nothing} {field.nothing} {} {A} { title }', begun())).toBe(
      '{nothing} {field.nothing} {} {A} { title }',
    );
  });

  test('shows fields as people read them', () => {
    const story = begun();
    const { state } = story.incident;
    const fields = {
      ...{ loss: 1_250_000, who: ['UADA', 'UBEN'], source: 'alert' },
      since: '2026-03-02T09:00:00.000Z',
    };
    story.incident = { ...story.incident, state: { ...state, fields } };
    expect(plain('{field.loss}; {field.who}; {field.source}; {field.since}', story)).toBe(
      '1,250,000 IDR; name of UADA, name of UBEN; An alert; 2026-03-02 09:00 UTC',
    );
  });

  test('of an update says that one, in full, although the state keeps its beginning', () => {
    const know = 'ก'.repeat(1900);
    const story = begun();
    story.does({ type: 'post_update', by: 'UADA', know, doing: 'a', need: '' });
    const update = { at: minutesAfterNoon(30), by: 'UADA', know, doing: 'a', need: '' };
    expect(fillPlain({ text: '{know}' }, { ...filling(story), update })).toBe(know);
    expect(plain('{know}', story)).not.toBe(know);
    expect(plain('{current_actions}', story)).toBe('a');
  });

  test('promises an audience its own pace', () => {
    const audience = Audience.parse({ key: 'a', name: 'A', every_choices_minutes: [45, 60] });
    const story = begun();
    const given = { ...filling(story), audience };
    expect(fillPlain({ text: '{every}; {next_update}' }, given)).toBe(
      'every 45 min; 2026-03-02 13:15 UTC',
    );
    expect(fillPlain({ text: '{every}' }, { ...given, nextMinutes: 60 })).toBe('every 1 h');
    expect(plain('{every}', story)).toBe('every 30 min');
    story.does({ type: 'resolve', by: 'UADA', reason: 'over' });
    expect(plain('{next_update}', story)).toBe('no more updates are planned');
  });

  test('of a drill says so first, in both', () => {
    const story = begun({ isDrill: true });
    expect(fill('{title}', story)).toMatch(/^DRILL\. /);
    expect(plain('{title}', story)).toMatch(/^DRILL\. /);
  });

  test.each(hostileWords.map((typed) => [typed.slice(0, 30), typed]))(
    'brings nothing to life that somebody typed: %s',
    (_name, typed) => {
      const title = typed.slice(0, 60).trim() || 'x';
      const filled = fill('{title} {know}', begun({ title, summary: typed.slice(0, 500) }));
      const live = (filled.match(/<[^>]*>?/g) ?? []).filter((each) => !/^<https?:/.test(each));
      expect(live).toEqual([]);
      expect(filled.replace(/&(amp|lt|gt);/g, '')).not.toContain('&');
    },
  );

  test('fills what stands in a value no second time', () => {
    fc.assert(
      fc.property(fc.constantFrom(...templateGaps.map(({ name }) => name)), (gap) => {
        const story = begun({ title: `{${gap}}` });
        expect(plain('{title}', story)).toBe(`{${gap}}`);
        expect(fill('{title}', story)).toBe(`{${gap}}`);
      }),
    );
  });
});
