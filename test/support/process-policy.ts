import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { idOf } from '../../sandbox/cast.ts';

/** The five processes, peopled by the cast. */

const folder = join(import.meta.dirname, '../../policies');

/**
 * The path of a policy of `policies/` with its user groups (`@engineers`) in the place of which
 * people of the cast stand, by their keys. Contacts without an account may be given a person of the
 * cast. Throws where the file does not name such a group or contact.
 */
export function peopled(
  file: string,
  groups: Readonly<Record<string, readonly string[]>>,
  contacts: Readonly<Record<string, string>> = {},
): string {
  const own = mkdtempSync(join(tmpdir(), 'muster-process-'));
  let yaml = readFileSync(join(folder, file), 'utf8');
  for (const [group, people] of Object.entries(groups)) {
    if (!yaml.includes(`"${group}"`)) throw new Error(`${file} has no ${group}`);
    yaml = yaml.replaceAll(`"${group}"`, people.map(idOf).join(', '));
  }
  for (const [contact, person] of Object.entries(contacts)) {
    const before = `{ key: ${contact}, name: `;
    if (!yaml.includes(before)) throw new Error(`${file} has no contact ${contact}`);
    yaml = yaml.replace(before, `{ key: ${contact}, person: ${idOf(person)}, name: `);
  }
  yaml = yaml.replace(/^includes: \[(.*)\]$/m, (_, files: string) => {
    const there = files.split(',').map((each) => join(relative(own, folder), each.trim()));
    return `includes: [${there.join(', ')}]`;
  });
  const path = join(own, file);
  writeFileSync(path, yaml);
  return path;
}
