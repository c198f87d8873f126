import { describe, expect, test } from 'vitest';
import { loadPolicyFile } from '../../../src/policy/load.ts';
import type { Policy } from '../../../src/policy/schema.ts';
import type { ViewContext } from '../../../src/views/context.ts';
import { factMessage } from '../../../src/views/facts.ts';
import { Story } from '../../incident/story.ts';
import { policyWith } from '../../support/story.ts';
import { viewOf } from '../samples.ts';

const later = `messages: {}
escalation:
  - key: later
    name: Later
    when: { milestone: [closed], is_private: true }
    levels:
      - { name: Lead, to: [ULEAD], after_minutes: 0 }
      - { name: Head, to: [UHEAD], after_minutes: 30 }
clocks:
  - { key: mitigated, name: Harm stopped, within_minutes: 120, until: { milestone: mitigated }, escalates: later }
obligations:
  - { key: regulator, name: Report, to: Authority, within_minutes: 300, evidence: Receipt, escalates: later }
presence: { ask_after_minutes: 400, answer_within_minutes: 10, escalates: later }
`;

/** What the page of the level that was climbed last reads like, to whom it calls. */
function paged(view: ViewContext): string {
  const { pages } = view.incident.state;
  const page = pages.at(-1)?.id ?? 0;
  const fact = { type: 'paged', page, reason: '', by: null, ladder: 'later' } as const;
  return JSON.stringify(factMessage(view, fact, { place: 'dm', userId: 'ULEAD' }).blocks);
}

async function policyOf(): Promise<Policy> {
  const read = await loadPolicyFile(policyWith({ 'messages: {}': later }));
  if (!read.ok) throw new Error(read.faults.join('\n'));
  return read.policy;
}

describe('who is paged because something else led to it reads why', async () => {
  const policy = await policyOf();

  test('a clock that was missed, at every level', () => {
    const story = new Story({ severity: 'sev4' }, policy).at(121).ticks();
    expect(paged(viewOf(story))).toContain('Harm stopped is late.');
    story.at(152).ticks();
    expect(story.incident.state.pages).toHaveLength(2);
    expect(paged(viewOf(story))).toContain('Harm stopped is late.');
  });

  test('what is owed, when the incident is over', () => {
    const story = new Story({ severity: 'sev4' }, policy);
    story.at(60).does({ type: 'resolve', by: 'UADA', reason: 'ok' });
    story.at(301).ticks();
    expect(paged(viewOf(story))).toContain('Report is late.');
    expect(paged(viewOf(story))).not.toContain('Harm stopped');
  });

  test('who commands and is silent; of a private incident nothing', () => {
    const [open, hidden] = [false, true].map((isPrivate) => {
      const story = new Story({ severity: 'sev4', isPrivate }, policy);
      story.does({ type: 'take_role', by: 'UADA', role: 'commander' });
      story.at(1).does({ type: 'change_status', by: 'UADA', status: 'monitoring', reason: 'ok' });
      for (const minutes of [405, 420, 435]) story.at(minutes).ticks();
      expect(story.incident.state.pages).not.toHaveLength(0);
      return paged(viewOf(story));
    });
    expect(open).toContain('<@UADA> commands and does not answer.');
    expect(hidden).not.toContain('UADA');
  });
});

test('a page before there is a room says how one gets there, and who is next', async () => {
  const story = new Story({ severity: 'sev4' }, await policyOf()).at(121).ticks();
  const view = viewOf(story);
  const without = { ...view, places: { ...view.places, roomId: null } };
  expect(paged(without)).toContain('asks you in');
  expect(paged(view)).not.toContain('asks you in');
  expect(paged(view)).toMatch(/next: Head/);
});
