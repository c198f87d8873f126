import type { FieldValue } from '../incident/kinds/types.ts';
import { fieldName, fieldText } from '../views/kinds/field-text.ts';
import { moduleNames } from '../views/names.ts';
import { sayPlain } from '../views/say.ts';
import { type Given, list, table } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** What is known of it: whom it hit, what was asked of people, where there is more to see. */

/** What is affected, and every field that somebody gave, but for links and files. */
export function impact(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const { modules } = incident.state;
  const rows = givenFields(given)
    .filter(([key]) => !leadsElsewhere(given, key))
    .map(([key, value]) => [fieldName(policy, key), given.plain(fieldText(policy, key, value))]);
  const affected =
    modules.length > 0 ? [[sayPlain(policy, 'fill.modules'), moduleNames(policy, modules)]] : [];
  const head = [sayPlain(policy, 'fill.fact'), sayPlain(policy, 'fill.value')];
  return table(head, [...affected, ...rows]);
}

/** Fields that lead elsewhere, files, other incidents, the call. */
export function links(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const { files, related, call } = incident.state;
  return list([
    ...givenFields(given)
      .filter(([key]) => leadsElsewhere(given, key))
      .map(([key, value]) =>
        sayPlain(policy, 'fill.link_to', {
          name: fieldName(policy, key),
          link: given.plain(fieldText(policy, key, value)),
        }),
      ),
    ...files.map(({ name, permalink, sha256 }) =>
      [name, permalink ?? '', sha256 ? `SHA-256 ${sha256}` : '']
        .filter((part) => part !== '')
        .join(' – '),
    ),
    ...related.map(({ number, title }) =>
      sayPlain(policy, 'fill.incident', { number, title }).trim(),
    ),
    ...(call
      ? [sayPlain(policy, 'fill.link_to', { name: sayPlain(policy, 'fill.call'), link: call.link })]
      : []),
  ]);
}

function givenFields({ incident, policy }: Given): [string, FieldValue][] {
  const { fields } = incident.state;
  const known = policy.fields.filter(({ key }) => Object.hasOwn(fields, key)).map(({ key }) => key);
  const others = Object.keys(fields).filter((key) => !known.includes(key));
  return [...known, ...others].flatMap((key): [string, FieldValue][] => {
    const value = fields[key];
    return value === undefined || value === '' ? [] : [[key, value]];
  });
}

function leadsElsewhere({ policy }: Given, key: string): boolean {
  const type = policy.fields.find((each) => each.key === key)?.type;
  return type === 'link' || type === 'files';
}
