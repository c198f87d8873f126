import { describe, expect, it } from 'vitest';
import { Story } from './story.ts';

describe('a repair', () => {
  it('renews exactly what was found wrong, and is one line of the timeline', () => {
    const repaired = new Story().does({
      type: 'repair',
      by: 'UADA',
      what: ['pin', 'topic', 'bookmark', 'sends'],
    });
    expect(repaired.effects).toEqual([
      { family: 'sync', type: 'sync_topic' },
      { family: 'sync', type: 'sync_pin' },
      { family: 'sync', type: 'sync_bookmark', anew: true },
    ]);
    expect(repaired.last).toMatchObject({
      type: 'repair',
      data: { what: ['topic', 'pin', 'bookmark', 'sends'] },
    });
  });

  it('of nothing is refused', () => {
    expect(new Story().refuses({ type: 'repair', by: 'UADA', what: [] })).toEqual({
      code: 'nothing_to_repair',
    });
  });
});

describe('a send that was settled by hand', () => {
  it('is one line that says who did it and sends nothing', () => {
    const story = new Story().does({
      type: 'settle_send',
      how: 'dropped',
      what: 'message',
      who: null,
    });
    expect(story.effects).toEqual([]);
    expect(story.last).toMatchObject({ type: 'settle_send', actor: { kind: 'operator' } });
  });
});
