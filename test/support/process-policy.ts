import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { idOf } from '../../sandbox/cast.ts';

/** The processes of `policies/`, peopled by the cast. */

const folder = join(import.meta.dirname, '../../policies');

type Groups = Readonly<Record<string, readonly string[]>>;

/** Who plays whom in each process, by the keys of the cast. */
const cast = {
  '000-mana.yaml': {
    '@it-operator': ['oncall'],
    '@it': ['engineer', 'dba'],
    '@customer-service': ['liaison'],
    '@cto': ['manager'],
  },
  '001-small-team.yaml': {
    '@engineers': ['engineer', 'dba'],
    '@business': ['liaison'],
    '@manager': ['manager'],
  },
  '002-rekberkan.yaml': {
    '@engineers': ['engineer', 'oncall'],
    '@on-call': ['oncall'],
    '@on-call-secondary': ['engineer'],
    '@security': ['dba'],
    '@finance': ['observer'],
    '@communications': ['liaison'],
    '@legal': ['scribe'],
  },
  '003-customer-portal.yaml': {
    '@oncall': ['oncall'],
    '@leads': ['engineer'],
    '@management': ['manager'],
    '@security': ['dba'],
  },
  '004-denomas.yaml': {
    '@reliability': ['oncall', 'engineer'],
    '@sirt': ['dba'],
    '@development': ['commander'],
    '@quality': ['scribe'],
    '@support': ['reporter', 'liaison'],
    '@management': ['manager'],
  },
  'pagerduty-style.yaml': {
    '@ic-on-call': ['commander'],
    '@incident-commanders': ['commander', 'manager'],
    '@support-on-call': ['liaison'],
    '@support': ['liaison', 'reporter'],
  },
} satisfies Record<string, Groups>;

/**
 * The path of a process with its user groups (`@engineers`) in the place of which people of the cast
 * stand: those above, but for the groups that others play in this story. Contacts without an account
 * may be given a person of the cast. Throws where the file does not name such a group or contact.
 */
export function peopled(
  file: keyof typeof cast,
  others: Groups = {},
  contacts: Readonly<Record<string, string>> = {},
): string {
  const own = mkdtempSync(join(tmpdir(), 'muster-process-'));
  let yaml = readFileSync(join(folder, file), 'utf8');
  const groups: Groups = { ...cast[file], ...others };
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
