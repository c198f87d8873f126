import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from '../../../src/incident/decide.ts';
import type { Page } from '../../../src/incident/escalation/types.ts';
import { timersFor } from '../../../src/incident/timers.ts';
import type { Command, Effect, Incident } from '../../../src/incident/types.ts';
import { readState } from '../../../src/store/state.ts';
import { escalationPolicy as policy } from '../../support/escalation-policy.ts';
import { noon, Story } from '../story.ts';

/** Two people, the clock and delivery, in whatever order. */

const oneOf = <T>(...values: T[]) => fc.constantFrom(...values);
const by = oneOf('UPRIM', 'ULEAD');
const member = oneOf('UPRIM', 'ULEAD', 'USECO', 'UCTO');
const page = fc.integer({ min: 1, max: 8 });
const path = oneOf('technical', 'hand', 'command', null);

function command(type: Command['type'], rest: Record<string, fc.Arbitrary<unknown>>) {
  return fc.record({ type: fc.constant(type), ...rest }) as fc.Arbitrary<Command>;
}

const tick = 'tick' as const;

const anything: fc.Arbitrary<Command | typeof tick> = fc.oneof(
  { weight: 4, arbitrary: fc.constant(tick) },
  command('acknowledge_page', { by, page }),
  command('cannot_come', { by, page }),
  command('escalate', {
    by,
    path,
    reason: fc.constant(''),
    seen: oneOf('0.0', '0.1', '0.2', '1.1'),
  }),
  command('stop_escalation', { by, path: oneOf('technical', 'hand'), reason: fc.constant('so') }),
  command('page', {
    by,
    who: oneOf(['on_call:primary'], ['UANN', 'UBEN']),
    reason: fc.constant(''),
  }),
  command('page_reached', { page, userIds: member.map((userId) => [userId]) }),
  command('page_failed', {
    page,
    who: oneOf('on_call:primary', 'on_call:secondary', 'ULEAD', 'UCTO'),
    error: fc.constant('nobody_on_call'),
  }),
  command('page_quiet', { page, userId: member, untilAt: fc.constant(null) }),
  command('take_role', { by, role: fc.constant('commander') }),
  command('give_up_role', { by, role: fc.constant('commander') }),
  command('change_severity', {
    by,
    severity: oneOf('sev1', 'sev4'),
    reason: fc.constant('so'),
  }),
);

const happening = fc.record({ after: oneOf(0, 0, 1, 3, 5, 10, 15, 2000), next: anything });

const pagesIn = (effects: readonly Effect[]) => effects.filter(({ type }) => type === 'page');
const climbs = (effects: readonly Effect[]) =>
  effects.flatMap((effect) =>
    effect.type === 'announce' && effect.fact.type === 'ladder_climbed' ? [effect.fact.path] : [],
  );
const isOurs = ({ kind }: { kind: string }) => kind === 'ladder_step' || kind === 'page_unanswered';

/** One incident with all that was ever paged. */
class Watch {
  incident: Incident;
  now = noon;
  readonly levels = new Map<string, number>();
  /** How often each ladder began; it may do so twice at one instant. */
  private readonly begun = new Map<string, number>();
  private isAnswered = false;

  constructor(severity: string) {
    const story = new Story({ severity }, policy);
    this.incident = story.incident;
    this.count(null, story.incident);
  }

  due() {
    return timersFor(this.incident, policy).filter(({ dueAt }) => dueAt <= this.now);
  }

  /** Everything that is due, as the clock does it: on every replica, so twice. */
  ticks(): void {
    const keys = this.due().map(({ key }) => key);
    const effects = this.carriesOut({ type: 'fire_timers', keys });
    expect(this.due()).toEqual([]);
    // Each ladder goes up once, however late.
    expect(new Set(climbs(effects)).size).toBe(climbs(effects).length);
    expect(pagesIn(this.carriesOut({ type: 'fire_timers', keys }))).toEqual([]);
  }

  carriesOut(next: Command): Effect[] {
    const before = this.incident;
    const decision = decide(before, next, policy, this.now);
    if (!decision.ok) return [];
    this.incident = decision.incident;
    this.count(before, decision.incident);
    this.afterAnswer(before, next, decision.effects);
    return decision.effects;
  }

  /** One page for each level of each round of each ladder. */
  private count(before: Incident | null, { state }: Incident): void {
    const known = new Set(before?.state.pages.map(({ id }) => id));
    for (const [path, { startedAt }] of Object.entries(state.ladders)) {
      if (startedAt === before?.state.ladders[path]?.startedAt) continue;
      this.begun.set(path, (this.begun.get(path) ?? 0) + 1);
    }
    for (const each of state.pages.filter(({ id }) => !known.has(id))) {
      const { ladder } = each;
      if (!ladder || each.instead !== null) continue;
      const key = `${ladder.path} ${this.begun.get(ladder.path)} ${ladder.round}.${ladder.level}`;
      expect(this.levels.has(key), key).toBe(false);
      this.levels.set(key, each.id);
    }
  }

  /** Who came ends it: until a person asks for more, or it begins anew, nothing pages along that ladder. */
  private afterAnswer(before: Incident, next: Command, effects: readonly Effect[]): void {
    const of = ({ state }: Incident) => state.ladders['technical'];
    if (of(this.incident)?.startedAt !== of(before)?.startedAt) this.isAnswered = false;
    if (next.type === 'escalate') {
      this.isAnswered &&= !climbs(effects).includes('technical');
      return;
    }
    if (this.isAnswered) {
      expect(climbs(effects)).not.toContain('technical');
      const paged = this.incident.state.pages.filter(isNew(before));
      expect(paged.filter((each) => isOfTechnical(each) && each.instead === null)).toEqual([]);
    }
    if (next.type !== 'acknowledge_page') return;
    const page = before.state.pages.find(({ id }) => id === next.page);
    if (page && isOfTechnical(page) && !of(before)?.ended) this.isAnswered = true;
  }
}

function isOfTechnical({ ladder }: Page): boolean {
  return ladder?.path === 'technical';
}

function isNew(before: Incident) {
  const known = new Set(before.state.pages.map(({ id }) => id));
  return ({ id }: Page) => !known.has(id);
}

test('one page for each level and round, none after an answer, and every ladder comes to its end', () => {
  fc.assert(
    fc.property(
      oneOf('sev1', 'sev4'),
      fc.array(happening, { maxLength: 40, size: 'max' }),
      (severity, story) => {
        const watch = new Watch(severity);
        for (const { after, next } of story) {
          watch.now = new Date(watch.now.getTime() + after * 60_000);
          if (next === tick) watch.ticks();
          else watch.carriesOut(next);
          const { state } = watch.incident;
          expect(readState(JSON.parse(JSON.stringify(state)), 1)).toEqual(state);
          for (const { endedAt, asked, failed } of state.pages) {
            // Nobody waits for somebody who was never asked.
            expect(endedAt !== null || asked.length > 0 || failed.length > 0).toBe(true);
          }
        }
        // Left alone, the clock comes to an end: two rounds of three levels, and the silence after them.
        for (let step = 0; step < 40; step += 1) {
          const [first] = timersFor(watch.incident, policy).filter(isOurs);
          if (!first) break;
          if (first.dueAt > watch.now) watch.now = first.dueAt;
          watch.ticks();
        }
        expect(timersFor(watch.incident, policy).filter(isOurs)).toEqual([]);
        const technical = watch.incident.state.ladders['technical'];
        if (technical) expect(technical.ended).not.toBeNull();
      },
    ),
    { numRuns: Number(process.env['STORIES'] ?? 60) },
  );
});
