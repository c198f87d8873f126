import { expect, it } from 'vitest';
import { postmortemDocument } from '../../src/document/postmortem.ts';
import { documentWords } from '../../src/document/words.ts';
import { minutesAfterNoon, Story } from '../incident/story.ts';

it.each([
  ['Asia/Bangkok', 'Asia/Bangkok', '2026-03-02 12:00 UTC (2026-03-02 19:00 Asia/Bangkok)'],
  ['UTC', 'UTC', '2026-03-02 12:00 UTC'],
  // As whoever gives one back may have written it.
  ['Moon/Tycho', 'UTC', '2026-03-02 12:00 UTC'],
])('a document for a reader in %s has its times in %s', (asked, zone, declared) => {
  const { incident, policy } = new Story();
  const document = postmortemDocument({
    ...{ incident, policy, timeline: [], nameOf: () => null, zone: asked },
    ...{ past: { similar: [], again: [] }, now: minutesAfterNoon(30) },
  });
  expect(document.zone).toBe(zone);
  expect(document.facts.map(({ value }) => value)).toContain(declared);
  expect(documentWords(policy, document).made).toContain('2026-03-02 12:30 UTC');
});
