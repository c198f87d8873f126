import { describe, expect, test } from 'vitest';
import { awaitingPolicy } from '../../../src/incident/action-items/policy-items.ts';
import type { PolicyChange } from '../../../src/incident/action-items/types.ts';
import { linksPolicy } from '../../support/links-policy.ts';
import { Story } from '../story.ts';

const add = {
  type: 'add_action_item',
  ...{ by: 'UADA', kind: null, text: 'Ask for news sooner', owner: 'UBEN', due: null },
} as const;
const change: PolicyChange = {
  ...{ was: 'a'.repeat(64), hash: 'b'.repeat(64), name: 'Shop', more: 2 },
  lines: ['severities.sev1.update_every_minutes: 30 → 15'],
};
const link = { type: 'link_policy', by: null, id: 1, change } as const;

const marked = () => new Story({}, linksPolicy).at(1).does({ ...add, changesPolicy: true });
const item = (story: Story) => story.incident.state.actionItems[0];

describe('an action item that changes the policy', () => {
  test('keeps which one it is to change, and waits until one does', () => {
    const story = marked();
    expect(item(story)?.policy).toEqual({ was: story.incident.policyHash, change: null });
    expect(awaitingPolicy(story.incident)).toHaveLength(1);
    expect(new Story({}, linksPolicy).at(1).does(add).incident.state.actionItems).toMatchObject([
      { policy: null },
    ]);
  });

  test('is linked to what changed, is told to whose it is, and stays open', () => {
    const story = marked().at(5).does(link);
    expect(item(story)).toMatchObject({
      ended: null,
      policy: { was: story.incident.policyHash, change: { ...change, at: story.now } },
    });
    expect(awaitingPolicy(story.incident)).toEqual([]);
    expect(story.effects).toContainEqual(
      expect.objectContaining({
        fact: { type: 'action_item_policy', id: 1, by: null },
        to: { place: 'dm', userId: 'UBEN' },
      }),
    );
    expect(story.refuses(link)).toEqual({ code: 'action_item_same', id: 1 });
    const again = marked().does({ ...link, by: 'UBEN' });
    expect(JSON.stringify(again.effects)).not.toContain('action_item_policy');
  });

  test('is linked to nothing where nothing differs, and by nobody where it is not there', () => {
    expect(marked().refuses({ ...link, change: { ...change, lines: [] } })).toEqual({
      code: 'policy_unchanged',
    });
    expect(marked().refuses({ ...link, id: 7 })).toEqual({ code: 'unknown_action_item', id: 7 });
  });

  test('is marked and unmarked by changing it, and the link goes with the mark', () => {
    const edit = { type: 'edit_action_item', by: 'UADA', id: 1 } as const;
    const story = new Story({}, linksPolicy)
      .at(1)
      .does(add)
      .does({ ...edit, changesPolicy: true });
    expect(awaitingPolicy(story.incident)).toHaveLength(1);
    expect(story.refuses({ ...edit, changesPolicy: true }).code).toBe('action_item_same');
    story.does(link).does({ ...edit, text: 'Ask for news after 15 minutes' });
    expect(item(story)?.policy?.change?.hash).toBe(change.hash);
    story.does({ ...edit, changesPolicy: false });
    expect(item(story)?.policy).toBeNull();
  });
});
