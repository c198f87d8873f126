import { DateTime } from 'luxon';
import { decideOrganisation } from '../../src/organisation/decide.ts';
import { turnAt } from '../../src/organisation/on-call.ts';
import { shiftTimers } from '../../src/organisation/shift-timers.ts';
import { organisationTimersFor } from '../../src/organisation/timers.ts';
import type {
  Organisation,
  OrganisationCommand,
  OrganisationEffect,
  OrganisationPersonCommand,
  OrganisationRefusal,
} from '../../src/organisation/types.ts';
import { OnCall } from '../../src/policy/language/on-call.ts';
import type { Policy } from '../../src/policy/schema.ts';
import { defaultPolicy } from '../incident/story.ts';

/** Clocks in Berlin go forward on Sunday 29 March 2026 at 02:00, and back on 25 October. */
const zone = 'Europe/Berlin';

export const primary = {
  key: 'primary',
  name: 'Primary',
  channel: '#ops',
  user_group: '@oncall',
  duties: ['Carry the phone'],
  layers: [{ key: 'weeks', people: ['UANN', 'UBOB'], from: '2026-03-23', at: '09:00' }],
};

export function policyWith(...schedules: object[]): Policy {
  return {
    ...defaultPolicy,
    on_call: schedules.map((each) => OnCall.parse(each)),
    calendar: { ...defaultPolicy.calendar, zone },
  };
}

export function local(text: string): Date {
  return DateTime.fromISO(text, { zone }).toJSDate();
}

/** An organisation that only decides: what each command left to tell. */
export function deciding(policy: Policy, startAt: Date) {
  let organisation: Organisation = {
    ...{ teamId: 'T0', updatedAt: startAt, version: 0 },
    state: { overrides: [], shifts: {}, recurring: {}, leftToDo: 0 },
  };
  const decide = (command: OrganisationCommand, now: Date) => {
    const decision = decideOrganisation(organisation, command, policy, now);
    if (!decision.ok) throw new Error(decision.refusal.code);
    ({ organisation } = decision);
    return decision.effects;
  };
  decide({ type: 'follow_policy', name: 'P', sinceAt: startAt }, startAt);
  /** Fires what is due by then, but for keys that `but` leaves out. */
  return (now: Date, but: (key: string) => boolean = () => false) => {
    const due = organisationTimersFor(organisation, policy)
      .filter(({ dueAt, key }) => dueAt <= now && !but(key))
      .map(({ key }) => key);
    return decide({ type: 'fire_timers', keys: due }, now);
  };
}

/** An organisation that lives: commands are carried out and timers fire when the clock is moved. */
export class Life {
  organisation: Organisation;
  policy: Policy;
  now: Date;
  told: OrganisationEffect[] = [];

  constructor(policy: Policy, at: string) {
    this.policy = policy;
    this.now = local(at);
    const state = { overrides: [], shifts: {}, recurring: {}, leftToDo: 0 };
    this.organisation = { teamId: 'T1', updatedAt: this.now, version: 0, state };
    this.#tick();
  }

  /** Fires what is due on the way, each at its time; `away`: all of it at the end, at once. */
  until(at: string, { away = false } = {}): this {
    const end = local(at);
    for (let times = 0; !away && times < 1_000; times += 1) {
      const next = this.due().find((each) => each <= end);
      if (!next) break;
      this.now = next;
      this.#tick();
    }
    this.now = end;
    this.#tick();
    return this;
  }

  does(command: OrganisationPersonCommand): OrganisationRefusal | null {
    const decision = decideOrganisation(this.organisation, command, this.policy, this.now);
    if (!decision.ok) return decision.refusal;
    this.told.push(...decision.effects);
    this.organisation = decision.organisation;
    return null;
  }

  overrides(userId: string, from: string | null, until: string, by = 'UANN') {
    const fromAt = from === null ? null : local(from);
    const command = { type: 'override_on_call', by, schedule: 'primary', userId, fromAt } as const;
    return this.does({ ...command, untilAt: local(until) });
  }

  due(): Date[] {
    const timers = shiftTimers(this.organisation, this.policy);
    return timers.map(({ dueAt }) => dueAt).sort((a, b) => a.getTime() - b.getTime());
  }

  /** Who is on call now. */
  get who(): string {
    const [schedule] = this.policy.on_call;
    if (!schedule) return '';
    return turnAt(this.organisation.state, schedule, this.policy, this.now).people.join(' ');
  }

  /** What was told since the last look: to whom, and what. */
  heard(): string[] {
    return this.told.splice(0).map(spelt);
  }

  #tick(): void {
    const due = shiftTimers(this.organisation, this.policy).filter(
      ({ dueAt }) => dueAt <= this.now,
    );
    if (due.length === 0) return;
    const command = { type: 'fire_timers', keys: due.map(({ key }) => key) } as const;
    const decision = decideOrganisation(this.organisation, command, this.policy, this.now);
    if (!decision.ok) throw new Error('timers are never refused');
    this.organisation = decision.organisation;
    this.told.push(...decision.effects);
    const left = shiftTimers(this.organisation, this.policy).filter(
      ({ dueAt }) => dueAt <= this.now,
    );
    if (left.length > 0) throw new Error(`not recorded: ${left.map(({ key }) => key).join()}`);
  }
}

function spelt(effect: OrganisationEffect): string {
  if (effect.type === 'tell_owners') return `owners ${effect.fact.type}`;
  if (effect.type === 'sync_user_group') return `group of ${effect.schedule}`;
  const { fact } = effect;
  const what = [fact.type];
  const until =
    'untilAt' in fact && fact.untilAt
      ? [DateTime.fromJSDate(fact.untilAt, { zone }).toFormat('ccc dd.MM. HH:mm')]
      : [];
  const people = 'people' in fact ? [fact.people.join(' ') || 'nobody'] : [];
  if (effect.type === 'tell_channel')
    return [effect.channel, ...what, ...people, ...until].join(' ');
  if (effect.type === 'retire_review') return [effect.channelId, ...what].join(' ');
  const to =
    effect.type === 'tell_person'
      ? effect.userId
      : effect.who.map((each) => ('ref' in each ? each.ref : each.userId)).join(' ');
  return [to, ...what, ...until].join(' ');
}
