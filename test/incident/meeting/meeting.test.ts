import { expect, test } from 'vitest';
import { runOf } from '../../../src/incident/meeting/record.ts';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import { Story } from '../story.ts';

const loaded = await loadPolicyFile('policies/001-small-team.yaml');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));
const { policy } = loaded;

/** An incident whose first aid is finished, half an hour after its declaration. */
function mitigated(): Story {
  const story = new Story({ severity: null }, policy).at(2);
  story.does({ type: 'answer_criterion', by: 'UADA', criterion: 'half_of_users', yes: true });
  return story
    .at(30)
    .does({ type: 'change_status', by: 'UADA', status: 'first_aid_done', reason: 'ok' });
}

test('the agenda runs by the clock from part to part, and ends with the meeting', () => {
  const story = mitigated().at(60);
  story.does({ type: 'start_meeting', by: 'UADA', timed: true });
  expect(runOf(story.incident)).toMatchObject({
    step: 0,
    minutes: [5, 2, 10, 1, 0, 10, 20, 10, 20, 10, 20, 10],
  });
  expect(story.agenda()).toContain('part_over+65');
  story.at(65).ticks();
  expect(runOf(story.incident)?.step).toBe(1);
  // What takes no time is passed over.
  story.at(78).ticks();
  expect(runOf(story.incident)?.step).toBe(5);
  expect(story.agenda()).toContain('part_over+88');
});
