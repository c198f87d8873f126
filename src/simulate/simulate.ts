import { decide } from '../incident/decide.ts';
import { declare } from '../incident/declare.ts';
import { atPace } from '../incident/drills/pace.ts';
import { foretell } from '../incident/foretell.ts';
import { minutesAfter } from '../incident/instants.ts';
import type {
  Actor,
  Command,
  Decision,
  Effect,
  Incident,
  TimelineEntry,
} from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';
import { refusalMessage } from '../views/refusal.ts';
import { timelineSentence } from '../views/timeline.ts';
import { ahead } from './ahead.ts';
import { instantOf } from './instant.ts';
import { everybody, userIdOf } from './people.ts';
import { aloudIn, messageText } from './plain.ts';
import { summed } from './summed.ts';
import { Stage } from './told.ts';
import type { Scenario, ScriptStep, SimulatedEvent, Simulation } from './types.ts';

/** A policy with its hash, as `load.ts` gives it. */
export interface Loaded {
  policy: Policy;
  hash: string;
}

/**
 * Declares an incident under the policy and follows it: what the rules decide, what they leave to
 * the clock, and what people are told. Nobody does anything but what the scenario says. Pure: the
 * same arguments give the same answer.
 */
export function simulate({ policy, hash }: Loaded, scenario: Scenario): Simulation {
  const run = new Run(policy, hash, scenario);
  run.follow();
  const events = [...run.events, ...ahead(policy, scenario, run.incident)];
  return summed({
    policy,
    hash,
    scenario,
    room: run.stage.room,
    incident: run.incident,
    events: sorted(events),
  });
}

/** The policy does not let the scenario be declared; the message says why. */
export class DeclarationRefused extends Error {}

/** One run through the time of a scenario. */
class Run {
  readonly events: SimulatedEvent[] = [];
  incident: Incident;
  readonly #policy: Policy;
  readonly #scenario: Scenario;
  readonly stage: Stage;
  readonly #everybody: string[];

  constructor(policy: Policy, hash: string, scenario: Scenario) {
    this.#scenario = scenario;
    this.#everybody = everybody(policy);
    const { title, severity, kind, modules, fields, isPrivate, isDrill, drill, at } = scenario;
    const by = userIdOf('reporter');
    const declared = declare(
      {
        type: 'declare',
        by,
        as: this.#everybody,
        title,
        severity,
        kind,
        modules,
        fields,
        zone: policy.calendar.zone,
        summary: '',
        isPrivate,
        isDrill,
        ...(drill === undefined ? {} : { drill }),
        origin: null,
      },
      policy,
      at,
    );
    if (!declared.ok) {
      const why = refusalMessage(policy, declared.refusal, null);
      throw new DeclarationRefused(messageText(why, aloudIn(policy.calendar.zone, {})));
    }
    this.incident = { ...declared.incident, id: 1, teamId: 'T1', number: 1, policyHash: hash };
    this.#policy = atPace(policy, this.incident);
    this.stage = new Stage(this.#policy, this.incident);
    this.#record(declared.entry, declared.effects, at);
  }

  /** Step by step until nothing more happens, or the time is over. */
  follow(): void {
    const { at, forMinutes, steps } = this.#scenario;
    let now = at;
    for (const step of steps) {
      const stepAt = minutesAfter(at, step.afterMinutes);
      if (stepAt > minutesAfter(at, forMinutes)) break;
      // What is due at the instant of a step finds it done.
      this.#clock(now, new Date(stepAt.getTime() - 1));
      this.#person(step, stepAt);
      now = stepAt;
    }
    this.#clock(now, minutesAfter(at, forMinutes));
  }

  /** What happens by itself until then: the same that a war room is told of what is ahead. */
  #clock(from: Date, until: Date): void {
    for (const { at, entry, effects, incident } of foretell(
      this.incident,
      this.#policy,
      from,
      until,
    )) {
      this.incident = incident;
      if (entry) this.#record(entry, effects, at);
    }
  }

  #person({ command, said, anyway }: ScriptStep, now: Date): void {
    const may = { ...command, as: this.#everybody, receiverAs: this.#everybody } as Command;
    const asked = decide(this.incident, may, this.#policy, now);
    const decision = anyway ? this.#past(may, asked, now) : asked;
    if (!decision.ok) {
      this.#refused(command, said, decision, now);
      return;
    }
    this.incident = decision.incident;
    this.#record(decision.entry, decision.effects, now);
  }

  /** The same, going past the gates that stood before it, with a reason. */
  #past(command: Command, decision: Decision, now: Date): Decision {
    if (decision.ok || decision.refusal.code !== 'gate_closed') return decision;
    const gates = decision.refusal.gates.map(({ gate }) => gate);
    const past = { gates, reason: 'as simulated' };
    return decide(this.incident, { ...command, past } as Command, this.#policy, now);
  }

  #record(entry: TimelineEntry | null, effects: Effect[], now: Date): void {
    const actor: Actor = entry?.actor ?? { kind: 'clock' };
    const row = { seq: this.incident.version, at: now, ...jsonOf(entry, actor) };
    if (entry) this.stage.keep(row);
    const line = entry ? this.stage.aloud(timelineSentence(this.#policy, row).text) : '';
    this.events.push({
      ...instantOf(now, this.#scenario, this.#policy),
      cause: actor.kind === 'person' ? 'person' : 'clock',
      what: entry?.type ?? 'nothing',
      text: line,
      who: this.stage.invited(effects),
      told: this.stage.told(effects, this.incident, now),
      enforced: true,
      refused: false,
    });
  }

  #refused(
    command: Command,
    said: string,
    { refusal }: Extract<Decision, { ok: false }>,
    now: Date,
  ): void {
    const why = refusalMessage(this.#policy, refusal, this.incident);
    this.events.push({
      ...instantOf(now, this.#scenario, this.#policy),
      cause: 'person',
      what: command.type,
      text: `${said}: ${messageText(why, this.stage.aloud)}`,
      who: [],
      told: [],
      enforced: true,
      refused: true,
    });
  }
}

/** An entry as it is read back from the database: instants are texts. */
function jsonOf(entry: TimelineEntry | null, actor: Actor) {
  const data = JSON.parse(JSON.stringify(entry?.data ?? {})) as Record<string, unknown>;
  return { type: entry?.type ?? '', actor, data };
}

/** By time, what has none last; what happens at one instant stays in its order. */
function sorted(events: SimulatedEvent[]): SimulatedEvent[] {
  const when = ({ at }: SimulatedEvent) =>
    at === null ? Number.POSITIVE_INFINITY : Date.parse(at);
  return events
    .map((event, index) => ({ event, index }))
    .sort((a, b) =>
      when(a.event) === when(b.event) ? a.index - b.index : when(a.event) < when(b.event) ? -1 : 1,
    )
    .map(({ event }) => event);
}
