import { expect, test } from 'vitest';
import { withState } from '../../src/incident/decision.ts';
import { sectionsOf } from '../../src/incident/postmortem/sections.ts';
import { small, started } from './meeting/meeting-story.ts';

test('taking a whole incident out leaves no word of its postmortem, its meeting and what is left to do', () => {
  const key = sectionsOf(small)[0]?.key ?? '';
  const story = started(small);
  const { postmortem } = story.incident.state;
  story.incident = withState(story.incident, {
    postmortem: { ...postmortem, where: 'beside Jane Roe' },
  });
  story
    .does({ type: 'edit_section', by: 'UADA', key, text: 'Jane Roe', revision: 0 })
    .does({
      ...{ type: 'add_action_item', by: 'UADA', kind: null, text: 'Ask Jane Roe for a new key' },
      ...{ owner: 'UBEN', due: { days: 3 } },
    })
    .does({ type: 'take_meeting_role', by: 'UADA', role: 'facilitator' })
    .at(170)
    .does({ type: 'end_meeting', by: 'UADA' })
    .at(171)
    .ticks()
    .does({
      ...{ type: 'answer_survey', by: 'UREPORTER', mark: 'a mark' },
      answers: { went: '2', helped: 'Jane Roe did' },
    });
  story.incident = { ...story.incident, phase: 'closed', closedAt: story.now };
  expect(JSON.stringify(story.incident)).toContain('Jane Roe');
  story.does({ type: 'erase_text', lines: 'all', reason: 'her request' });
  expect(JSON.stringify(story.incident)).not.toContain('Jane Roe');
  // What showed these words shows them no more.
  expect(story.effects).toEqual(
    expect.arrayContaining([
      { family: 'sync', type: 'sync_postmortem' },
      { family: 'sync', type: 'sync_home', userId: 'UBEN' },
    ]),
  );
  // Numbers stay, and a section can be written again from the beginning.
  expect(story.incident.state.meeting?.survey?.answers).toEqual([{ key: 'went', given: '2' }]);
  story.does({ type: 'edit_section', by: 'UADA', key, text: 'A key', revision: 0 });
});
