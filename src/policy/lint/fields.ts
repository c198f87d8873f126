import type { Field } from '../language/fields.ts';
import type { Fault } from '../positions.ts';
import type { Policy } from '../schema.ts';

/** Fields whose parts do not go with what they hold. */
export function lintFields({ fields }: Policy): Fault[] {
  return fields.flatMap((field, index) =>
    [...parts(field), ...asking(field)].map((fault) => ({
      ...fault,
      path: ['fields', index, ...fault.path],
    })),
  );
}

const withChoices: Field['type'][] = ['choice', 'choices'];

function parts(field: Field): Fault[] {
  const { type, choices, currency, unit, files } = field;
  const faults: Fault[] = [];
  if (withChoices.includes(type) && choices.length < 2) {
    const what = `has ${choices.length}; a ${type} field needs two at least`;
    faults.push({ path: ['choices'], what });
  }
  if (!withChoices.includes(type) && choices.length > 0) {
    const what = `go with choice and choices; this field is of type ${type}`;
    faults.push({ path: ['choices'], what });
  }
  if (currency !== undefined && type !== 'money') {
    faults.push({ path: ['currency'], what: `goes with money; this field is of type ${type}` });
  }
  if (type === 'money' && currency === undefined) {
    const what = 'is missing: nobody could tell which money is meant';
    faults.push({ path: ['currency'], what, warning: true });
  }
  if (unit !== undefined && type !== 'number') {
    faults.push({ path: ['unit'], what: `goes with number; this field is of type ${type}` });
  }
  if (files > 1 && type !== 'files') {
    faults.push({ path: ['files'], what: `goes with files; this field is of type ${type}` });
  }
  return faults;
}

function asking({ required, ask }: Field): Fault[] {
  if (!required || ask.length > 0) return [];
  const what = 'no form asks for it; say in ask which ones, or let a gate need it';
  return [{ path: ['required'], what }];
}
