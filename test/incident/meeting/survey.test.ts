import { describe, expect, test } from 'vitest';
import { formatExport } from '../../../src/audit/export-format.ts';
import { postmortemDocument } from '../../../src/document/postmortem.ts';
import { surveyResult } from '../../../src/incident/meeting/survey.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import type { Story } from '../story.ts';
import { small, started, withPostmortem } from './meeting-story.ts';

const held = (policy: Policy = small) => {
  const story = started(policy);
  for (const [by, role] of [
    ['UADA', 'facilitator'],
    ['UBEN', 'writer'],
  ] as const) {
    story.does({ type: 'take_meeting_role', by, role });
  }
  return story.at(170).does({ type: 'end_meeting', by: 'UADA' }).at(171).ticks();
};
const answer = (by: string, went: string, helped = '') =>
  ({
    type: 'answer_survey',
    by,
    mark: `mark of ${by.length}${went}`,
    answers: { went, helped },
  }) as const;

describe('how it went', () => {
  test('is asked once, of those who worked on it', () => {
    const story = held();
    expect(asked(story)).toEqual(['dm:UREPORTER', 'dm:UADA', 'dm:UBEN']);
    story.does({ type: 'start_meeting', by: 'UADA', timed: true });
    story.at(180).does({ type: 'end_meeting', by: 'UADA' }).at(181);
    expect(asked(story.ticks())).toEqual([]);
    expect(story.refuses(answer('UCY', '1'))).toEqual({ code: 'survey_not_asked' });
  });

  test('without names: no line, no order, no time, and nothing before it is over', () => {
    const story = held();
    const entries = story.entries.length;
    story.does(answer('UBEN', '5', 'zebra'));
    expect(surveyResult(story.incident, small)).toMatchObject({ answered: 1, questions: [] });
    expect(story.refuses(answer('UBEN', '5'))).toEqual({ code: 'survey_answered' });
    expect(story.refuses(answer('UADA', '7'))).toEqual({ code: 'nothing_answered' });
    story.does(answer('UADA', '2', 'ant')).does(answer('UREPORTER', '4'));
    expect(story.entries).toHaveLength(entries);
    const { survey } = story.incident.state.meeting ?? {};
    expect(survey?.answers.map(({ given }) => given)).toEqual(['ant', 'zebra', '2', '4', '5']);
    expect(survey?.marks).toEqual(['', '', '']);
    const { asked: _asked, ...rest } = survey ?? {};
    expect(JSON.stringify(rest)).not.toMatch(/UBEN|UADA|UREPORTER/);
    expect(surveyResult(story.incident, small)).toMatchObject({
      ...{ asked: 3, answered: 3, isOver: true },
      questions: [{ counts: [0, 1, 0, 1, 1] }, { words: [{ text: 'ant' }, { text: 'zebra' }] }],
    });
    expect(story.refuses(answer('UBEN', '1'))).toEqual({ code: 'survey_over' });
  });

  test('without names: an export holds nothing of it while people still answer', () => {
    const story = held().does(answer('UBEN', '5', 'zebra'));
    const exported = () => {
      const around = { participants: [], places: [], names: {}, policies: [] };
      const row = { timeline_hash: new Uint8Array(32) };
      const texts = formatExport({
        ...{ incident: story.incident, lines: [], exportedAt: story.now },
        around: { ...around, row } as never,
      });
      return texts['incident.json'];
    };
    expect(exported()).not.toMatch(/zebra|mark of/);
    story.does(answer('UADA', '2', 'ant')).does(answer('UREPORTER', '4'));
    expect(exported()).toContain('zebra');
  });

  test('of so few that one could tell whose they are, nothing is kept', () => {
    const story = held().does(answer('UBEN', '5', 'zebra'));
    expect(story.agenda()).toContain(`survey_over+${171 + 3 * 24 * 60}`);
    story.at(171 + 3 * 24 * 60).ticks();
    expect(surveyResult(story.incident, small)).toMatchObject({ answered: 1, isOver: true });
    expect(JSON.stringify(story.incident)).not.toContain('zebra');
  });

  test('with names where the policy says so, an hour after it was resolved, or never', () => {
    const survey = { ask: 'after_resolved' as const, anonymous: false, questions: [] };
    const story = held(withPostmortem({ survey }));
    expect(asked(story)).toEqual([]);
    const past = { gates: ['first_aid_given'], reason: 'now' };
    story.does({ type: 'resolve', by: 'UADA', reason: 'over', past });
    expect(story.agenda()).toContain('survey_due+231');
    story.at(231).ticks();
    story.does(answer('UBEN', '5', 'zebra'));
    expect(story.last).toMatchObject({ type: 'answer_survey', actor: { userId: 'UBEN' } });
    expect(story.incident.state.meeting?.survey?.answers).toContainEqual({
      ...{ key: 'helped', given: 'zebra', by: 'UBEN' },
    });
    const never = held(withPostmortem({ survey: { ...survey, ask: 'never' } }));
    expect(never.agenda().filter((each) => each.startsWith('survey'))).toEqual([]);
  });
});

/** Whom the last decision asks how it went. */
function asked(story: Story): string[] {
  return story.told().flatMap(({ to, fact }) => (fact.type === 'meeting_survey' ? [to] : []));
}

test('the document has what was answered, once it is over', () => {
  const story = held();
  story.does(answer('UBEN', '5', 'zebra'));
  expect(filledOf(story)).toEqual([{ type: 'text', text: '1 of 3 answered.' }]);
  story.does(answer('UADA', '2')).does(answer('UREPORTER', '4', '*ant*'));
  expect(filledOf(story)).toEqual([
    { type: 'text', text: '3 of 3 answered.' },
    { type: 'text', text: 'How did it go, from 1 (badly) to 5 (well)? 3.7' },
    { type: 'table', head: ['1', '2', '3', '4', '5'], rows: [['0', '1', '0', '1', '1']] },
    { type: 'text', text: 'What one thing would have helped?' },
    { type: 'list', items: ['*ant*', 'zebra'] },
  ]);
});

function filledOf({ incident, policy, now }: Story) {
  const past = { similar: [], again: [] };
  const input = { incident, policy, timeline: [], nameOf: () => null, past, zone: 'UTC', now };
  return postmortemDocument(input).sections.find(({ key }) => key === 'went')?.filled;
}
