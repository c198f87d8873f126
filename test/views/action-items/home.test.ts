import { expect, test } from 'vitest';
import type { OwedItem } from '../../../src/organisation/nags.ts';
import { homeView } from '../../../src/views/home.ts';
import { minutesAfterNoon, Story } from '../../incident/story.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { viewOf } from '../samples.ts';

const { incident } = new Story({}, linksPolicy);

/** As many as that, the most urgent first, each as long as one may be. */
function owed(count: number): OwedItem[] {
  return Array.from({ length: count }, (_, index) => ({
    incident: { ...incident, number: index + 1 },
    item: {
      ...{ id: 1, kind: 'hotfix', text: `${index} ${'ย'.repeat(195)}`, owner: 'UADA' },
      ...{ dueOn: '2026-03-02', priority: 'P0', link: null, by: 'UBEN', at: incident.declaredAt },
      ...{ moved: 3, policy: null, ended: null },
    },
    readers: null,
    holders: {},
  }));
}

test('the Home tab of somebody with 500 action items and much else stays within what Slack takes', () => {
  const view = viewOf(new Story({}, linksPolicy));
  const resolved = new Story({}, linksPolicy)
    .at(1)
    .does({ type: 'resolve', by: 'UADA', reason: 'mended' });
  const written = resolved.does({ type: 'hold_postmortem', by: 'UADA', author: 'UADA', where: '' });
  const meets = { fromAt: minutesAfterNoon(60), toAt: minutesAfterNoon(120), by: 'UADA' };
  const booked = {
    ...meets,
    at: written.now,
    invited: ['UADA'],
    sequence: 1,
    where: '',
    unmailed: [],
  };
  const booking = { ...written.incident.state.booking, booked };
  const toWrite = {
    incident: { ...written.incident, state: { ...written.incident.state, booking } },
    places: view.places,
  };
  const rows = Array(60).fill({ incident: view.incident, places: view.places });
  const { blocks } = homeView(linksPolicy, {
    open: rows.map((each, index) => ({ ...each, incident: { ...each.incident, id: index + 100 } })),
    mine: rows,
    owed: owed(500),
    reviews: Array(30).fill(toWrite),
    viewer: 'UADA',
    now: minutesAfterNoon(0),
  });
  expect(blocks.length).toBeLessThanOrEqual(100);
  const shown = JSON.stringify(blocks);
  expect(shown).toContain('Your action items (500)');
  // The meeting of each comes before its writing, which nobody gave a day here.
  expect(shown.match(/:calendar:/g)).toHaveLength(6);
  expect(shown).toContain('and 54 more');
  expect(shown.indexOf('*#1* 0 ')).toBeLessThan(shown.indexOf('*#2* 1 '));
  expect(shown).toContain('and 462 more');
  const longest = [...shown.matchAll(/"text":"((?:[^"\\]|\\.)*)"/g)].map(
    ([, text = '']) => text.length,
  );
  expect(Math.max(...longest)).toBeLessThanOrEqual(3000);
});
