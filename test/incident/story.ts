import { decide } from '../../src/incident/decide.ts';
import { declare } from '../../src/incident/declare.ts';
import { timersFor } from '../../src/incident/timers.ts';
import type {
  Command,
  Decision,
  Declare,
  Effect,
  Fact,
  Incident,
  Refusal,
  TimelineEntry,
  Timer,
} from '../../src/incident/types.ts';
import { loadPolicyFile } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/schema.ts';

const loaded = await loadPolicyFile('policies/default.yaml');
if (!loaded.ok) throw new Error(loaded.faults.join('\n'));

/** The policy that Muster starts with. */
export const defaultPolicy: Policy = loaded.policy;

export const noon = new Date('2026-03-02T12:00:00.000Z');

export function minutesAfterNoon(minutes: number): Date {
  return new Date(noon.getTime() + minutes * 60_000);
}

export const outage: Declare = {
  type: 'declare',
  by: 'UREPORTER',
  title: 'API is down',
  severity: 'sev1',
  summary: 'All requests fail',
  isPrivate: false,
  isDrill: false,
  origin: null,
};

type Accepted = Extract<Decision, { ok: true }>;

/** One incident told from its declaration at noon; `at` says how many minutes later the next thing happens. */
export class Story {
  incident: Incident;
  now: Date = noon;
  readonly policy: Policy;
  readonly entries: TimelineEntry[] = [];
  /** What the last accepted command left to tell and to renew. */
  effects: Effect[];
  participants: Accepted['participants'];

  constructor(changes: Partial<Declare> = {}, policy: Policy = defaultPolicy) {
    this.policy = policy;
    const declared = declare({ ...outage, ...changes }, policy, noon);
    if (!declared.ok) throw new Error(`refused: ${declared.refusal.code}`);
    this.incident = { ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: 'hash' };
    this.effects = declared.effects;
    this.participants = declared.participants;
    this.entries.push(declared.entry);
  }

  at(minutes: number): this {
    this.now = minutesAfterNoon(minutes);
    return this;
  }

  /** Carries a command out; throws when it is refused. */
  does(command: Command): this {
    const decision = decide(this.incident, command, this.policy, this.now);
    if (!decision.ok) {
      throw new Error(`${command.type} was refused: ${JSON.stringify(decision.refusal)}`);
    }
    this.incident = decision.incident;
    this.effects = decision.effects;
    this.participants = decision.participants;
    if (decision.entry) this.entries.push(decision.entry);
    return this;
  }

  /** Why a command is refused. */
  refuses(command: Command): Refusal {
    const decision = decide(this.incident, command, this.policy, this.now);
    if (decision.ok) throw new Error(`${command.type} was accepted`);
    return decision.refusal;
  }

  /** Lets everything happen that is due by now, as the clock would. */
  ticks(): this {
    const keys = this.due().map((timer) => timer.key);
    return keys.length > 0 ? this.does({ type: 'fire_timers', keys }) : this.hears();
  }

  private hears(): this {
    this.effects = [];
    return this;
  }

  due(): Timer[] {
    return this.timers().filter((timer) => timer.dueAt <= this.now);
  }

  timers(): Timer[] {
    return timersFor(this.incident, this.policy);
  }

  /** When timers are due, as `kind+minutes` after noon. */
  agenda(): string[] {
    return this.timers().map(
      ({ kind, dueAt }) => `${kind}+${(dueAt.getTime() - noon.getTime()) / 60_000}`,
    );
  }

  get last(): TimelineEntry | undefined {
    return this.entries.at(-1);
  }

  /** What the last command tells, with its place: `room`, `dm:UADA` … */
  told(): { to: string; fact: Fact }[] {
    return this.effects.flatMap((effect) => {
      if (effect.type !== 'announce') return [];
      const { to, fact, more = [] } = effect;
      const place = 'userId' in to ? `${to.place}:${to.userId}` : to.place;
      return [fact, ...more.map((each) => each.fact)].map((each) => ({ to: place, fact: each }));
    });
  }

  /** What the last command renews: `card`, `home:UADA`, `invite:UADA,@sre` … */
  renewed(): string[] {
    return this.effects.flatMap((effect) => {
      if (effect.family !== 'sync') return [];
      const place = effect.type.replace('sync_', '');
      if (effect.type === 'sync_home') return [`${place}:${effect.userId}`];
      if (effect.type !== 'sync_invite') return [place];
      return [`${place}:${effect.who.map((who) => ('ref' in who ? who.ref : who.userId)).join()}`];
    });
  }
}
