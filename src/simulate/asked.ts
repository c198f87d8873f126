import { DateTime } from 'luxon';
import { drillsToHold } from '../incident/drills/planned.ts';
import type { FieldValue } from '../incident/kinds/types.ts';
import { folded } from '../incident/lookup.ts';
import type { Policy } from '../policy/schema.ts';
import { readStep } from './script.ts';
import type { Scenario, ScriptStep } from './types.ts';

/** What stands behind `muster policy simulate FILE`, as it was typed. */
export interface Asked {
  kind?: string;
  severity?: string;
  module?: string[];
  field?: string[];
  title?: string;
  at?: string;
  for?: string;
  do?: string[];
  private?: boolean;
  /** A drill of the policy, or any. */
  drill?: string | boolean;
}

/** A Monday morning, so that two runs without `--at` say the same. */
export const standardAt = '2026-11-23T10:00';
export const standardFor = '72h';

/** The scenario that was asked for, or every fault of the asking, each with what is allowed. */
export function readAsked(
  asked: Asked,
  policy: Policy,
): { ok: true; scenario: Scenario } | { ok: false; faults: string[] } {
  const faults: string[] = [];
  const kept = <T>(read: Read<T>): T | null => {
    if ('fault' in read) faults.push(read.fault);
    return 'fault' in read ? null : read.value;
  };
  const severity = kept(chosen('--severity', asked.severity, policy.severities, 'severity'));
  const kind = kept(chosen('--kind', asked.kind, policy.kinds, 'kind'));
  const drill =
    typeof asked.drill === 'string'
      ? kept(chosen('--drill', asked.drill, drillsToHold(policy), 'drill'))
      : null;
  const planned = policy.drills.find(({ key }) => key === drill)?.simulates;
  const modules = (asked.module ?? []).map((word) =>
    kept(chosen('--module', word, policy.modules, 'module')),
  );
  const fields = (asked.field ?? []).map((each) => kept(field(each, policy)));
  const at = kept(instant(asked.at ?? standardAt, policy.calendar.zone));
  const forMinutes = kept(length('--for', asked.for ?? standardFor));
  const steps = (asked.do ?? []).map((each) => kept(readStep(each, policy)));
  if (faults.length > 0 || !at || !forMinutes) return { ok: false, faults };
  const present = <T>(values: (T | null)[]) => values.filter((value) => value !== null);
  return {
    ok: true,
    scenario: {
      title: asked.title ?? planned?.title ?? 'Simulated incident',
      severity:
        severity ?? planned?.severity ?? defaultOf(policy.default_severity, policy.severities),
      kind: kind ?? planned?.kind ?? policy.default_kind ?? null,
      modules: present(modules),
      fields: Object.fromEntries(present(fields)),
      isPrivate: asked.private ?? false,
      isDrill: Boolean(asked.drill),
      ...(drill === null ? {} : { drill }),
      at,
      forMinutes,
      steps: inOrder(present(steps)),
    },
  };
}

export type Read<T> = { value: T } | { fault: string };

export interface Named {
  key: string;
  name: string;
  aliases?: string[];
}

/** The key of the one that a word means. */
export function chosen(
  option: string,
  word: string | undefined,
  list: readonly Named[],
  what: string,
): Read<string | null> {
  if (word === undefined) return { value: null };
  const wanted = folded(word);
  const found = list.find(({ key, name, aliases }) =>
    [key, name, ...(aliases ?? [])].some((known) => folded(known) === wanted),
  );
  if (found) return { value: found.key };
  const allowed = list.map(({ key }) => key).join(', ');
  const says = allowed ? `it must be one of ${allowed}` : `the policy has none`;
  return { fault: `${option}: there is no ${what} ${JSON.stringify(word)}; ${says}` };
}

function defaultOf(given: string | undefined, list: readonly Named[]): string | null {
  return given !== undefined && list.some(({ key }) => key === given) ? given : null;
}

function field(said: string, policy: Policy): Read<[string, FieldValue]> {
  const [, key = '', value = ''] = /^([^=]+)=(.*)$/s.exec(said) ?? [];
  if (key === '') return { fault: `--field: ${JSON.stringify(said)} is not key=value` };
  const read = chosen('--field', key, policy.fields, 'field');
  if ('fault' in read) return read;
  // What it may hold the rules know; they refuse the declaration if it does not fit.
  return { value: [read.value ?? key, value] };
}

function instant(typed: string, zone: string): Read<Date> {
  const at = DateTime.fromISO(typed, { zone });
  if (at.isValid) return { value: at.toJSDate() };
  return {
    fault: `--at: ${JSON.stringify(typed)} is not a time such as 2026-11-29T02:00 (in ${zone}) or 2026-11-29T02:00Z`,
  };
}

const unitMinutes = { m: 1, h: 60, d: 24 * 60 } as const;
/** A year: what a policy says of later is not worth following minute by minute. */
const longestMinutes = 366 * 24 * 60;

/** `90m`, `1h30m`, `72h` or `3d`, in minutes. */
export function length(option: string, typed: string): Read<number> {
  const parts = [...typed.matchAll(/(\d{1,6})([mhd])/g)];
  const whole = parts.map(([part]) => part).join('') === typed && typed !== '';
  const minutes = parts.reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMinutes[unit as keyof typeof unitMinutes],
    0,
  );
  if (whole && minutes > 0 && minutes <= longestMinutes) return { value: minutes };
  return {
    fault: `${option}: ${JSON.stringify(typed)} is not a length such as 90m, 1h30m, 72h or 3d, at most 366d`,
  };
}

/** By time; those of one minute as they were given. */
function inOrder(steps: ScriptStep[]): ScriptStep[] {
  return steps.sort((a, b) => a.afterMinutes - b.afterMinutes);
}
