import { describe, expect, it } from 'vitest';
import { declare } from '../../src/incident/declare.ts';
import type { PersonCommand } from '../../src/incident/types.ts';
import { Policy } from '../../src/policy/schema.ts';
import { defaultPolicy, noon, outage, Story } from './story.ts';

function permitting(permissions: Record<string, unknown>): Policy {
  return Policy.parse({ ...structuredClone(defaultPolicy), permissions });
}

const close: PersonCommand = { type: 'close', by: 'UADA', reason: 'done' };

describe('who may', () => {
  it('declare', () => {
    const policy = permitting({ declare: ['team:support'] });
    expect(declare(outage, policy, noon)).toEqual({
      ok: false,
      refusal: { code: 'not_allowed', who: ['team:support'] },
    });
    expect(declare({ ...outage, as: ['team:support'] }, policy, noon).ok).toBe(true);
  });

  it('close, once it is resolved', () => {
    const story = new Story({}, permitting({ close: ['role:commander'] })).does({
      type: 'resolve',
      by: 'UADA',
      reason: 'rolled back',
    });
    expect(story.refuses(close)).toEqual({ code: 'not_allowed', who: ['role:commander'] });
    story.does({ type: 'take_role', by: 'UADA', role: 'commander' }).does(close);
    expect(story.incident.phase).toBe('closed');
  });

  it('change the severity', () => {
    const story = new Story({}, permitting({ change_severity: ['@sre'] }));
    const change: PersonCommand = {
      type: 'change_severity',
      by: 'UADA',
      severity: 'sev2',
      reason: 'not so bad',
    };
    expect(story.refuses(change)).toMatchObject({ code: 'not_allowed' });
    expect(story.does({ ...change, as: ['@sre'] }).incident.severity).toBe('sev2');
  });

  it('use a word, by whatever button or form it is said', () => {
    const story = new Story({}, permitting({ words: { update: ['@comms'], take: ['@sre'] } }));
    const update: PersonCommand = {
      type: 'post_update',
      by: 'UADA',
      know: 'all is dark',
      doing: '',
      need: '',
    };
    expect(story.refuses(update)).toEqual({ code: 'not_allowed', who: ['@comms'] });
    expect(story.refuses({ type: 'take_role', by: 'UADA', role: 'comms' })).toEqual({
      code: 'not_allowed',
      who: ['@sre'],
    });
    story.does({ ...update, as: ['@comms'] });
    story.does({ type: 'add_note', by: 'UADA', kind: 'note', text: 'it is dark' });
  });

  it('change the status, also with an update', () => {
    const story = new Story({}, permitting({ words: { status: ['@sre'] } }));
    const update = { type: 'post_update', by: 'UADA', know: 'calm', doing: '', need: '' } as const;
    expect(story.refuses({ ...update, status: 'monitoring' })).toEqual({
      code: 'not_allowed',
      who: ['@sre'],
    });
    story.does({ ...update, status: story.incident.status });
    expect(story.does({ ...update, status: 'monitoring', as: ['@sre'] }).incident.status).toBe(
      'monitoring',
    );
  });

  it('skip a task, also by an action item in its place', () => {
    const story = new Story({}, permitting({ words: { tasks: ['@sre'] } }));
    story.does({ type: 'add_task', by: 'UADA', as: ['@sre'], text: 'Restore' });
    const item: PersonCommand = {
      ...{ type: 'add_action_item', by: 'UADA', kind: null, text: 'Rehearse the restore' },
      ...{ owner: null, due: { days: 3 } },
    };
    const path = `added.${story.incident.state.addedTasks[0]?.id}`;
    expect(story.refuses({ ...item, task: path })).toEqual({ code: 'not_allowed', who: ['@sre'] });
    story.does(item).does({ ...item, task: path, as: ['@sre'] });
    expect(story.incident.state.addedTasks).toEqual([]);
  });

  it('decide that there is a postmortem, also by arranging its meeting', () => {
    const story = new Story({}, permitting({ words: { postmortem: ['@sre'] } }));
    const propose = { type: 'propose_slots', by: 'UADA', fromAt: null, minutes: null } as const;
    expect(story.refuses(propose)).toEqual({ code: 'not_allowed', who: ['@sre'] });
    // It is decided; when it is, is another question.
    story.does({ ...propose, as: ['@sre'] }).does(propose);
  });

  it('is not asked of what only happens: leaving the room, an edited message', () => {
    const words = { note: [], leave_room: [], edit_message: [] };
    const story = new Story({}, permitting({ words }));
    story.does({ type: 'leave_room', by: 'UADA' });
    const source = { channelId: 'C1', ts: '1.2', authorId: 'UADA', permalink: null, text: 'x' };
    story.does({ type: 'edit_message', by: 'UADA', source });
  });
});
