import { describe, expect, it } from 'vitest';
import { runningClocks } from '../../../src/incident/clocks/clocks.ts';
import { milestoneAt } from '../../../src/incident/course/milestones.ts';
import type { TimelineRow } from '../../../src/incident/places.ts';
import { sectionsOf } from '../../../src/incident/postmortem/sections.ts';
import { revisionsIn, sectionNow, textsIn } from '../../../src/incident/postmortem/texts.ts';
import type { ReviewStatus } from '../../../src/incident/postmortem/types.ts';
import { whether } from '../../../src/incident/postmortem/whether.ts';
import type { Declare } from '../../../src/incident/types.ts';
import { Postmortem } from '../../../src/policy/language/later.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import { joined, partsOf } from '../../../src/views/postmortem/parts.ts';
import { defaultPolicy, minutesAfterNoon, Story } from '../story.ts';

const by = 'UADA';
const day = 24 * 60;
const asked = policyOf({
  required: { severity: ['sev1'] },
  optional: { severity: ['sev2'] },
  within_days: 3,
});
const chosen = policyOf({ chosen: true, within_days: 3 });

function policyOf(postmortem: Record<string, unknown>): Policy {
  return { ...defaultPolicy, postmortem: Postmortem.parse(postmortem) };
}

function resolved(policy: Policy, changes: Partial<Declare> = {}): Story {
  return new Story(changes, policy).at(60).does({ type: 'resolve', by, reason: 'over' });
}

/** The timeline as it is read back. */
function rowsOf({ entries }: Story): TimelineRow[] {
  return entries.map(({ type, actor, data }, index) => ({
    ...{ seq: index + 1, at: minutesAfterNoon(index), type },
    ...{ actor: JSON.parse(JSON.stringify(actor)), data: JSON.parse(JSON.stringify(data)) },
  }));
}

const syncs = ({ effects }: Story) =>
  effects.filter(({ type }) => type === 'sync_postmortem').length;
const due = ({ incident, policy }: Story) =>
  runningClocks(incident, policy).find(({ key }) => key === 'postmortem')?.targetAt;
const hold = { type: 'hold_postmortem', by, author: null, where: '' } as const;

describe('whether there is one', () => {
  it('is as the policy says by severity, and none of a drill or of what was none', () => {
    const how = (policy: Policy, changes: Partial<Declare>) => {
      const { incident } = resolved(policy, changes);
      return whether(incident, policy);
    };
    expect(how(asked, { severity: 'sev1' })).toBe('held');
    expect(how(asked, { severity: 'sev2' })).toBe('offered');
    expect(how(asked, { severity: 'sev3' })).toBe('none');
    expect(how(asked, { severity: 'sev1', isDrill: true })).toBe('none');
    expect(how(chosen, {})).toBe('undecided');
    expect(how(defaultPolicy, {})).toBe('none');
    const story = new Story({ severity: 'sev1' }, asked).does({ type: 'cancel', by, reason: 'no' });
    expect(whether(story.incident, asked)).toBe('none');
    expect(story.refuses(hold)).toEqual({ code: 'no_postmortem' });
  });

  it('is told to whoever somebody else makes its author, who comes into a private room', () => {
    const told = ({ effects }: Story) =>
      effects.flatMap((effect) =>
        effect.type === 'announce' && 'userId' in effect.to
          ? [[effect.to.userId, effect.fact.type]]
          : [],
      );
    const invited = ({ effects }: Story) =>
      effects.filter(({ type }) => type === 'sync_invite').length;
    const given = [['UBEN', 'postmortem_given']];
    const assign = { type: 'assign_postmortem', by, userId: 'UBEN' } as const;
    const open = resolved(asked, { severity: 'sev1' }).does(assign);
    expect(told(open)).toEqual(given);
    expect(invited(open)).toBe(0);
    expect(told(resolved(chosen).does({ ...hold, author: 'UBEN' }))).toEqual(given);
    expect(told(resolved(chosen).does({ ...hold, author: by }))).toEqual([]);
    const hidden = resolved(asked, { severity: 'sev1', isPrivate: true }).does(assign);
    expect(told(hidden)).toEqual(given);
    expect(invited(hidden)).toBe(1);
  });

  it('is shown once it is over, or while it is worked on where the policy arranges it then', () => {
    const story = new Story({ severity: 'sev1' }, asked);
    expect(syncs(story)).toBe(0);
    expect(syncs(story.does({ type: 'resolve', by, reason: 'over' }))).toBe(1);
    expect(syncs(resolved(asked, { severity: 'sev3' }))).toBe(0);
    expect(syncs(resolved(chosen))).toBe(0);
    const early = policyOf({ arrange: 'active' });
    expect(syncs(new Story({}, early))).toBe(1);
    expect(syncs(new Story({}, policyOf({})))).toBe(0);
  });

  it('can be held or not where it is left to people, and counts from then', () => {
    const story = resolved(chosen);
    expect(due(story)).toBeUndefined();
    expect(story.refuses({ type: 'take_postmortem', by })).toEqual({ code: 'no_postmortem' });
    story.at(2 * day).does(hold);
    expect(due(story)).toEqual(minutesAfterNoon(5 * day));
    expect(syncs(story)).toBe(1);
    expect(story.refuses(hold)).toEqual({ code: 'postmortem_held_already' });
    story.does({ type: 'skip_postmortem', by, reason: '' });
    expect(due(story)).toBeUndefined();
    expect(
      resolved(asked, { severity: 'sev1' }).refuses({ type: 'skip_postmortem', by, reason: '' }),
    ).toEqual({
      code: 'postmortem_required',
    });
  });
});

describe('the document', () => {
  it('keeps every revision in the timeline, and in the state only which one it is', () => {
    const story = resolved(asked, { severity: 'sev1' })
      .does({ type: 'edit_section', by, key: 'cause', text: 'A pool.', revision: 0 })
      .does({
        type: 'add_to_section',
        by,
        key: 'cause',
        lines: [' Nobody knew', '- it leaked', ''],
      })
      .does({ type: 'edit_section', by: 'UBEN', key: 'cause', text: 'A leak.', revision: 2 });
    const rows = rowsOf(story);
    expect(
      revisionsIn(rows)
        .get('cause')
        ?.map(({ text }) => text),
    ).toEqual(['A pool.', 'A pool.\n- Nobody knew\n- it leaked', 'A leak.']);
    expect(textsIn(rows).get('cause')).toEqual({ key: 'cause', text: 'A leak.', revision: 3 });
    expect(story.incident.state.postmortem.sections['cause']).toMatchObject({
      revision: 3,
      length: 7,
      by: 'UBEN',
    });
    expect(JSON.stringify(story.incident.state)).not.toContain('A leak.');
    // What was taken out for good is nowhere.
    const erased = rows.map((row) =>
      row.type === 'edit_section' ? { ...row, data: {}, isErased: true } : row,
    );
    expect(textsIn(erased).get('cause')?.text).toBe('- Nobody knew\n- it leaked');
  });

  it('is written on where the line of its last revision was taken out', () => {
    const story = resolved(asked, { severity: 'sev1' });
    const edit = { type: 'edit_section', by, key: 'cause' } as const;
    story.does({ ...edit, text: 'A pool.', revision: 0 });
    story.does({ ...edit, text: 'Jane Roe', revision: 1 });
    const erased = (text: string) =>
      rowsOf(story).map((row) =>
        JSON.stringify(row.data).includes(text) ? { ...row, data: {}, isErased: true } : row,
      );
    const shown = sectionNow(story.incident, erased('Jane Roe'), 'cause');
    expect(shown).toEqual({ key: 'cause', text: 'A pool.', revision: 2 });
    // What was added to the text that is gone stands alone: the one before that does not come back.
    story.does({ type: 'add_to_section', by, key: 'cause', lines: ['A leak'] });
    expect(textsIn(erased('Jane Roe')).get('cause')?.text).toBe('- A leak');
    story.does({ ...edit, text: 'A key', revision: 3 });
    expect(sectionNow(story.incident, erased('e'), 'cause')).toMatchObject({ revision: 4 });
    story.does({ ...edit, text: 'Another one', revision: 4 });
  });

  it('refuses what was written over, what is too long, and sections that there are not', () => {
    const story = resolved(asked, { severity: 'sev1' });
    const edit = { type: 'edit_section', by, key: 'cause', text: 'A pool.', revision: 0 } as const;
    expect(story.refuses({ ...edit, key: 'moon' })).toMatchObject({ code: 'unknown_section' });
    expect(story.refuses({ ...edit, text: '' })).toMatchObject({ code: 'empty_section' });
    expect(story.refuses({ ...edit, text: 'x'.repeat(12_001) })).toMatchObject({
      code: 'too_long',
    });
    story.does(edit);
    expect(story.refuses(edit)).toMatchObject({ code: 'section_changed', revision: 1 });
    const given = { key: 'cause', text: 'A leak.', revision: 0, isClash: false };
    const give = { type: 'import_postmortem', by, sections: [given] } as const;
    expect(story.refuses({ ...give, sections: [] })).toMatchObject({ code: 'same_document' });
    expect(story.refuses({ ...give, sections: [given] })).toMatchObject({
      code: 'section_changed',
    });
    story.does({
      ...give,
      sections: [
        { ...given, revision: 1 },
        { ...given, key: 'well' },
      ],
    });
    expect(textsIn(rowsOf(story)).get('well')).toMatchObject({ text: 'A leak.', revision: 1 });
  });

  it('goes one step on or back to draft, names what is empty, and is held when it is published', () => {
    const story = resolved(asked, { severity: 'sev1' });
    const to = (from: ReviewStatus, status: ReviewStatus, anyway?: true) =>
      ({ type: 'set_postmortem_status', by, from, status, ...(anyway ? { anyway } : {}) }) as const;
    expect(story.refuses({ type: 'read_postmortem', by })).toEqual({
      code: 'postmortem_unwritten',
    });
    const empty = sectionsOf(asked).filter(({ from }) => from === 'nothing');
    expect(story.refuses(to('draft', 'in_review'))).toEqual({
      code: 'sections_empty',
      keys: empty.map(({ key }) => key),
    });
    expect(story.refuses(to('draft', 'published'))).toMatchObject({ code: 'postmortem_moved' });
    story.does(to('draft', 'in_review', true)).does({ type: 'read_postmortem', by });
    expect(story.refuses({ type: 'read_postmortem', by })).toEqual({
      code: 'postmortem_read_already',
    });
    expect(story.refuses(to('draft', 'in_review', true))).toEqual({
      code: 'postmortem_moved',
      status: 'in_review',
    });
    story.does(to('in_review', 'reviewed')).at(90).does(to('reviewed', 'published'));
    expect(milestoneAt(story.incident, 'postmortem_held')).toEqual(minutesAfterNoon(90));
    expect(due(story)).toBeUndefined();
  });

  it('leaves a room that was put away as it is', () => {
    const story = resolved(asked, { severity: 'sev1' }).does({ type: 'close', by, reason: 'done' });
    const { closedAt } = story.incident;
    const fired = { [`archive_room:${closedAt?.toISOString()}`]: minutesAfterNoon(70) };
    story.incident = { ...story.incident, state: { ...story.incident.state, fired } };
    expect(syncs(story.does({ type: 'take_postmortem', by }))).toBe(0);
  });
});

it('a long text in the fields of a form comes back as it was', () => {
  const paragraphs = Array.from(
    { length: 90 },
    (_, at) => `Paragraph ${at}. ${'word '.repeat(24)}end`,
  );
  for (const text of [
    paragraphs.join('\n\n'),
    paragraphs.join('\n'),
    'x'.repeat(9000),
    '',
    '🔥'.repeat(4000),
  ]) {
    const { parts, gaps } = partsOf(text);
    expect(parts.every((part) => part.length <= 3000 && part === part.trim())).toBe(true);
    expect(joined(parts, gaps)).toBe(text);
  }
});
