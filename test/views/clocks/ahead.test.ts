import { expect, test } from 'vitest';
import { timerKinds } from '../../../src/incident/timer-rules.ts';
import { agendaMessage } from '../../../src/views/clocks/agenda.ts';
import { aheadTexts } from '../../../src/views/clocks/ahead.ts';
import { timelineSentence } from '../../../src/views/timeline.ts';
import { promising } from '../../incident/presence/policy.ts';
import { Story } from '../../incident/story.ts';
import { escalationPolicy } from '../../support/escalation-policy.ts';
import { viewOf } from '../samples.ts';

const shown = (story: Story) => JSON.stringify(agendaMessage(viewOf(story)).blocks);

test('what a timer is going to do is not told as if it had happened', () => {
  const { incident, policy } = new Story({}, promising);
  for (const kind of timerKinds) {
    const about = kind.startsWith('audience') ? 'board' : 'commander';
    const past = timelineSentence(policy, {
      ...{ seq: 1, at: incident.updatedAt, type: kind, actor: { kind: 'clock' } },
      data: { fired: [{ kind, dueAt: incident.updatedAt.toISOString(), about }] },
    });
    const ahead = aheadTexts[kind](policy, about, incident).text;
    expect(ahead).not.toBe('');
    if (!/^(clock_|inject|archive)/.test(kind)) expect(ahead).not.toBe(past.text);
    expect(ahead).not.toMatch(/ was | were |Muster asked/);
  }
});

test('a ladder says what goes up, and whom it pages', () => {
  const story = new Story({ severity: 'sev1' }, escalationPolicy);
  expect(shown(story)).toMatch(/It goes up, Technical.* → .*a page to <@ULEAD>/);
  expect(shown(story)).toContain('Without an answer from Primary somebody else is looked for');
});

test('a silent commander is asked, by name', () => {
  const story = new Story({ severity: 'sev1' }, promising);
  story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
  expect(shown(story)).toMatch(
    /Incident commander is asked whether they are still with it → <@UADA>, the room/,
  );
  // Nobody is deputy: everybody is asked.
  expect(shown(story)).toContain('Everybody is asked to take over from Incident commander → the');
  expect(shown(story)).toContain('News for public, board is due');
});
