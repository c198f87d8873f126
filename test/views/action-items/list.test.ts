import { expect, test } from 'vitest';
import { validateMessage } from '../../../sandbox/blocks/validate.ts';
import { actionItemLimits } from '../../../src/incident/action-items/limits.ts';
import { actionItemsMessage } from '../../../src/views/action-items/list.ts';
import { Story } from '../../incident/story.ts';
import { linksPolicy } from '../../support/links-policy.ts';

test('a full list of long action items names each of them', () => {
  const story = new Story({}, linksPolicy).at(1);
  const nameOf = (at: number) => `item-${at}-`;
  for (let at = 1; at <= actionItemLimits.items; at += 1) {
    const text = nameOf(at).padEnd(actionItemLimits.text, 'x & ');
    story.does({
      ...{ type: 'add_action_item', by: 'UADA', kind: null, text, owner: null, due: null },
    });
  }
  const places = {
    roomId: 'C1',
    roomThreadTs: null,
    cardTs: null,
    newsChannelId: null,
    newsTs: null,
  };
  const { incident, policy, now } = story;
  const shown = actionItemsMessage({ incident, policy, places, now });
  expect(validateMessage(shown)).toEqual([]);
  // Buttons say their names aloud; what people read are sections.
  const read = JSON.stringify(shown.blocks.filter(({ type }) => type === 'section'));
  for (let at = 1; at <= actionItemLimits.items; at += 1) expect(read).toContain(nameOf(at));
});
