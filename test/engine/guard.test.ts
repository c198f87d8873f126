import { describe, expect, it } from 'vitest';
import { current } from '../../src/engine/guard.ts';
import { declare } from '../../src/incident/declare.ts';
import type { Effect, Incident } from '../../src/incident/types.ts';
import { together } from '../../src/views/blocks.ts';
import { declaration, testPolicy } from '../support/engine.ts';

const declared = declare(declaration(), testPolicy, new Date('2026-03-02T12:00:00Z'));
if (!declared.ok) throw new Error('refused');
const incident: Incident = {
  ...declared.incident,
  id: 1,
  teamId: 'T',
  number: 1,
  policyHash: 'h',
};

const room = { place: 'room' } as const;
const holds = { phases: ['active', 'triage'] } as const;
const over = { phases: ['resolved'] } as const;
const missing = { type: 'commander_missing', sinceAt: incident.declaredAt } as const;

function announce(...guards: { phases: readonly string[] }[]): Effect {
  const [first, ...others] = guards.map((guard) => ({ fact: missing, guard }));
  return { family: 'announce', type: 'announce', to: room, ...first, more: others } as never;
}

describe('what of an announcement is still so', () => {
  it('is said, and the rest is not', () => {
    expect(current(announce(holds), incident)).toMatchObject({ fact: missing, guard: holds });
    const both = current(announce(over, holds, over, holds), incident);
    expect(both).toMatchObject({ guard: holds, more: [{ guard: holds }] });
  });

  it('may be nothing: then it is not sent, and the row says why', () => {
    expect(current(announce(over, over), incident)).toBe('phase_changed');
  });
});

describe('several messages as one', () => {
  it('keep to what Slack takes', () => {
    const block = { type: 'divider' } as const;
    const long = { text: 'x'.repeat(3_000), blocks: Array.from({ length: 30 }, () => block) };
    const one = together([long, long]);
    expect(one.blocks).toHaveLength(50);
    expect(one.text.length).toBeLessThanOrEqual(3_900);
    expect(together([long])).toBe(long);
  });
});
