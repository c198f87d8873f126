import { describe, expect, test } from 'vitest';
import type { Command, MessageRef, Step } from '../../src/incident/types.ts';
import { minutesAfterNoon, Story } from './story.ts';

const join = (by: string): Command => ({ type: 'join_room', by });
const leave = (by: string): Command => ({ type: 'leave_room', by });
const failed = (step: Step, error = 'channel_not_found'): Command => ({
  type: 'step_failed',
  step,
  error,
});

describe('coming and going', () => {
  test('whoever joins gets a brief that only they see, and is a participant', () => {
    const story = new Story().at(20).does(join('UBOB'));
    expect(story.told()).toEqual([{ to: 'whisper:UBOB', fact: { type: 'brief' } }]);
    expect(story.participants).toEqual({ joined: ['UBOB'] });
    expect(story.renewed()).toEqual(['home:UBOB']);
  });

  test('who declared needs no brief on the way in, but does when coming back later', () => {
    const story = new Story().at(0).does(join('UREPORTER'));
    expect(story.told()).toEqual([]);
    expect(story.at(10).does(join('UREPORTER')).told()).toHaveLength(1);
  });

  test('who comes with the first has the card, and needs no brief', () => {
    expect(new Story().at(1).does(join('UBOB')).told()).toEqual([]);
    expect(new Story().at(2).does(join('UBOB')).told()).toHaveLength(1);
  });

  test('whoever presses Join is invited, and has joined only when they come in', () => {
    const story = new Story().at(20).does({ type: 'join_room', by: 'UBOB', asked: true });
    expect(story.renewed()).toEqual(['invite:UBOB', 'card']);
    expect(story.participants).toBeUndefined();
    expect(story.last).toMatchObject({ type: 'join_room', data: { asked: true } });
    expect(story.incident.state.milestones['acknowledged']?.people).toEqual(['UBOB']);
  });

  test('only the first to press Join answers; who declared it does not', () => {
    const join = (by: string) => ({ type: 'join_room', by, asked: true }) as const;
    const story = new Story().does(join('UREPORTER'));
    expect(story.last?.type).toBe('declare');
    story.does(join('UBOB')).does(join('UCY'));
    expect(story.entries.map(({ type }) => type)).toEqual(['declare', 'join_room']);
  });

  test('whoever leaves is no participant any more, unless they declared it or hold a role', () => {
    const story = new Story().does({ type: 'take_role', by: 'UADA', role: 'scribe' });
    expect(story.does(leave('UBOB')).participants).toEqual({ left: ['UBOB'] });
    expect(story.does(leave('UADA')).participants).toBeUndefined();
    expect(story.does(leave('UREPORTER')).participants).toBeUndefined();
    expect(story.incident.state.roles['scribe']?.[0]?.userId).toBe('UADA');
  });
});

describe('a step that failed for good', () => {
  test('is told to who declared and who commands, and stands on the card until it is done', () => {
    const story = new Story().does({ type: 'take_role', by: 'UADA', role: 'commander' });
    story.at(1).does(failed('topic', 'restricted_action'));
    const fact = { type: 'step_failed', step: 'topic', error: 'restricted_action' };
    expect(story.told()).toEqual([
      { to: 'dm:UREPORTER', fact },
      { to: 'dm:UADA', fact },
    ]);
    expect(story.renewed()).toEqual(['card']);
    expect(story.incident.state.failedSteps).toEqual({
      topic: { error: 'restricted_action', at: minutesAfterNoon(1) },
    });
    story.does({ type: 'step_done', step: 'topic' });
    expect(story.incident.state.failedSteps).toEqual({});
    expect(story.entries.map((entry) => entry.type).slice(-2)).toEqual([
      'step_failed',
      'step_done',
    ]);
  });

  test('is told once for the same error, and once to somebody who is both', () => {
    const story = new Story().does({ type: 'take_role', by: 'UREPORTER', role: 'commander' });
    expect(story.does(failed('news')).told()).toHaveLength(1);
    const entries = story.entries.length;
    expect(story.does(failed('news')).effects).toEqual([]);
    expect(story.entries).toHaveLength(entries);
    expect(story.does(failed('news', 'is_archived')).told()).toHaveLength(1);
  });

  test('is not tried again by its own failure', () => {
    expect(new Story().does(failed('card')).renewed()).toEqual([]);
  });

  test('that is done without having failed is nothing', () => {
    const story = new Story().does({ type: 'step_done', step: 'card' });
    expect(story.effects).toEqual([]);
    expect(story.entries).toHaveLength(1);
  });

  test.each<[Step, string]>([
    ['room', 'room'],
    ['archive', 'archive'],
    ['invite', 'invite:UREPORTER,@sre,UADA'],
  ])('can be tried again: %s', (step, renewed) => {
    const story = new Story().does({ type: 'take_role', by: 'UADA', role: 'scribe' });
    expect(story.does({ type: 'retry_step', by: 'UADA', step }).renewed()).toEqual([renewed]);
  });

  test('of a private incident is not tried again where others would see it', () => {
    const story = new Story({ isPrivate: true });
    expect(story.does({ type: 'retry_step', by: 'UADA', step: 'news' }).effects).toEqual([]);
  });
});

describe('a room that went away', () => {
  test('is told like a step that failed, once', () => {
    const story = new Story().does({ type: 'room_lost', why: 'archived' });
    expect(story.told()).toEqual([
      { to: 'dm:UREPORTER', fact: { type: 'step_failed', step: 'room', error: 'is_archived' } },
    ]);
    expect(story.last).toMatchObject({ type: 'room_lost', data: { why: 'archived' } });
    expect(story.does({ type: 'room_lost', why: 'archived' }).effects).toEqual([]);
  });

  test('and cannot be brought back is nothing that anybody has to see to', () => {
    const story = new Story().does({ type: 'room_lost', why: 'stays_archived' });
    expect(story.effects).toEqual([]);
    expect(story.incident.state.failedSteps.room?.error).toBe('is_archived');
  });

  test('by being archived after the end is how it should be', () => {
    const story = new Story().does({ type: 'cancel', by: 'UADA', reason: 'x' });
    expect(story.does({ type: 'room_lost', why: 'archived' }).effects).toEqual([]);
    expect(story.does({ type: 'room_lost', why: 'stays_archived' }).effects).toEqual([]);
    expect(story.does({ type: 'room_lost', why: 'deleted' }).told()).toHaveLength(1);
  });
});

describe('notes', () => {
  const source: MessageRef = {
    channelId: 'C1',
    ts: '1.2',
    authorId: 'UBOB',
    permalink: null,
    text: 'it was the cache',
  };

  test('that are typed are shown to the room', () => {
    const story = new Story().does({
      type: 'add_note',
      by: 'UADA',
      kind: 'tried',
      text: 'restart',
    });
    expect(story.told()).toEqual([
      { to: 'room', fact: { type: 'note_added', kind: 'tried', text: 'restart', by: 'UADA' } },
    ]);
    expect(story.last?.data).toEqual({ kind: 'tried', text: 'restart', source: null });
  });

  test('that are messages stand in the timeline with their source, and may have no text', () => {
    const story = new Story();
    story.does({ type: 'add_note', by: 'UADA', kind: 'note', text: source.text, source });
    expect(story.effects).toEqual([]);
    expect(story.last?.data).toEqual({ kind: 'note', text: source.text, source });
    story.does({ type: 'add_note', by: 'UADA', kind: 'note', text: '', source });
  });

  test('need a text of at most 3000 characters', () => {
    const note = (text: string): Command => ({ type: 'add_note', by: 'UADA', kind: 'note', text });
    expect(new Story().refuses(note(''))).toEqual({ code: 'missing', field: 'text' });
    expect(new Story().refuses(note('x'.repeat(3001)))).toEqual({
      code: 'too_long',
      field: 'text',
      max: 3000,
    });
    new Story().does(note('x'.repeat(3000)));
  });

  test('that are messages are followed when those change or go, whoever did it', () => {
    const story = new Story()
      .does({ type: 'edit_message', by: 'UBOB', source })
      .does({ type: 'unpin_message', by: 'UADA', source })
      .does({ type: 'delete_message', by: null, source });
    expect(story.entries.slice(1)).toEqual([
      { type: 'edit_message', actor: { kind: 'person', userId: 'UBOB' }, data: { source } },
      { type: 'unpin_message', actor: { kind: 'person', userId: 'UADA' }, data: { source } },
      { type: 'delete_message', actor: { kind: 'delivery' }, data: { source } },
    ]);
  });

  test('as a file come to who asks and leave no line', () => {
    const story = new Story().does({ type: 'ask_timeline_file', by: 'UBOB' });
    expect(story.effects).toEqual([{ family: 'announce', type: 'timeline_file', userId: 'UBOB' }]);
    expect(story.entries).toHaveLength(1);
  });
});
