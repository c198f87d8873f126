import type { FieldValue } from '../incident/kinds/types.ts';
import type { KeptFile } from '../incident/links/types.ts';
import { sectionsOf } from '../incident/postmortem/sections.ts';
import { fieldName, fieldText } from '../views/kinds/field-text.ts';
import { moduleNames } from '../views/names.ts';
import { sayPlain } from '../views/say.ts';
import { type Given, list, table, texts } from './given.ts';
import type { DocumentBlock } from './model.ts';

/** What is known of it: whom it hit, what was asked of people, where there is more to see. */

/** What is affected, and every field that somebody gave, but for links, files and what has a section of its own. */
export function impact(given: Given): DocumentBlock[] {
  const { incident, policy } = given;
  const { modules } = incident.state;
  const own = new Set(sectionsOf(policy).map(({ field }) => field));
  const rows = givenFields(given)
    .filter(([key]) => !leadsElsewhere(given, key) && !own.has(key))
    .map(([key, value]) => [fieldName(policy, key), given.plain(fieldText(policy, key, value))]);
  const affected =
    modules.length > 0 ? [[sayPlain(policy, 'fill.modules'), moduleNames(policy, modules)]] : [];
  const head = [sayPlain(policy, 'fill.fact'), sayPlain(policy, 'fill.value')];
  return table(head, [...affected, ...rows]);
}

/** What one field says; files by their names. */
export function fieldOf(given: Given, key: string): DocumentBlock[] {
  const { incident, policy } = given;
  const value = incident.state.fields[key];
  const files = incident.state.files.filter(({ field }) => field === key).map(fileLine);
  const type = policy.fields.find((each) => each.key === key)?.type;
  const isText = value !== undefined && type !== 'files';
  const text = isText ? given.plain(fieldText(policy, key, value)) : '';
  return [...texts(text), ...list(files)];
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
    ...files.map(fileLine),
    ...related.map(({ number, title }) =>
      sayPlain(policy, 'fill.incident', { number, title }).trim(),
    ),
    ...(call
      ? [sayPlain(policy, 'fill.link_to', { name: sayPlain(policy, 'fill.call'), link: call.link })]
      : []),
  ]);
}

function fileLine({ name, permalink, sha256 }: KeptFile): string {
  return [name, permalink ?? '', sha256 ? `SHA-256 ${sha256}` : '']
    .filter((part) => part !== '')
    .join(' – ');
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
