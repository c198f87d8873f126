import { expect, test } from 'vitest';
import { factMessage } from '../../src/views/facts.ts';
import { Story } from '../incident/story.ts';
import { factsWith, viewOf } from './samples.ts';

/** Each `&` takes five characters once it is escaped, more than a block can hold. */
const typed = '&'.repeat(1_000);

test('whatever is too long for a message says where all of it stands', () => {
  const view = viewOf(new Story());
  const cut = new Set<string>();
  for (const fact of factsWith(typed)) {
    const { blocks } = factMessage(view, fact, { place: 'room' });
    for (const block of blocks) {
      const text = block.type === 'section' ? (block.text?.text ?? '') : '';
      if (text.length < 2_900) continue;
      cut.add(fact.type);
      expect(text, fact.type).toMatch(/rest: `\/incident timeline #1`$/);
    }
  }
  expect([...cut]).toEqual(expect.arrayContaining(['note_added', 'update_posted', 'resolved']));
});
