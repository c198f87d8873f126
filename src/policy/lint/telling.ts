import type { Audience } from '../language/telling.ts';
import type { Fault, Path } from '../positions.ts';
import type { Policy } from '../schema.ts';
import { nobodyBecause, reachOf } from './reach.ts';
import { allSteps } from './steps.ts';

/** Audiences that nothing reaches, templates nobody uses, obligations that miss something. */
export function lintTelling(policy: Policy): Fault[] {
  return [
    ...policy.audiences.flatMap((audience, index) =>
      [
        ...reached(policy, audience),
        ...promised(policy, audience),
        ...approved(policy, audience),
      ].map((fault) => ({ ...fault, path: ['audiences', index, ...fault.path] })),
    ),
    ...unusedTemplates(policy),
    ...perClient(policy),
    ...channels(policy),
  ];
}

function reached(policy: Policy, audience: Audience): Fault[] {
  const { outside, channels, people, emails, contacts, recipients_field: field, by } = audience;
  const faults: Fault[] = [];
  const inside = channels.length + people.length;
  if (!outside && inside === 0 && field === undefined && !isForRecords(audience)) {
    const what =
      contacts.length + by.length + emails.length > 0
        ? 'is reached outside only, where Muster cannot send; say outside: true'
        : 'reaches nobody: say channels, people or recipients_field, or outside: true';
    faults.push({ path: [], what });
  }
  const { most, empty } = reachOf(policy, people);
  if (people.length > 0 && most === 0) {
    faults.push({ path: ['people'], what: `reaches nobody: ${nobodyBecause(empty)}` });
  }
  const asked = policy.fields.find(({ key }) => key === field);
  if (asked && !['people', 'text', 'long_text'].includes(asked.type)) {
    const what = `${asked.key} is of type ${asked.type}; a list of recipients is people or text`;
    faults.push({ path: ['recipients_field'], what });
  }
  return faults;
}

/** Told of nothing while it lasts; the record goes to its addresses afterwards. */
function isForRecords({ emails, told }: Audience): boolean {
  return emails.length > 0 && Object.keys(told).length === 0;
}

function promised(policy: Policy, audience: Audience): Fault[] {
  const { key, told, every_minutes: every } = audience;
  const faults: Fault[] = [];
  const told_by_step = allSteps(policy).some(({ step }) => step.tells === key);
  if (Object.keys(told).length === 0 && !told_by_step && !isForRecords(audience)) {
    const what = 'is told of nothing: no occasion has a template for it (told), no step tells it';
    faults.push({ path: [], what, warning: true });
  }
  const cadences = policy.severities.flatMap((each) => each.update_every_minutes ?? []);
  const shortest = Math.min(...cadences);
  if (every !== undefined && told.update && every < shortest && cadences.length > 0) {
    const what = `is ${every}, and the most frequent updates come every ${shortest} minutes: there would be nothing new to say`;
    faults.push({ path: ['every_minutes'], what, warning: true });
  }
  return faults;
}

function approved(policy: Policy, { approval, feedback }: Audience): Fault[] {
  return (['approval', 'feedback'] as const).flatMap((name) => {
    const refs = { approval, feedback }[name];
    const { most, empty } = reachOf(policy, refs);
    if (refs.length === 0 || most > 0) return [];
    const what =
      name === 'approval'
        ? `nobody can approve, so nothing ever goes out: ${nobodyBecause(empty)}`
        : `nobody is asked: ${nobodyBecause(empty)}`;
    return [{ path: [name], what }];
  });
}

function unusedTemplates({ templates, audiences, obligations }: Policy): Fault[] {
  const used = new Set([
    ...audiences.flatMap(({ told }) => Object.values(told)),
    ...obligations.map(({ template }) => template),
  ]);
  return templates.flatMap(({ key }, index): Fault[] => {
    if (used.has(key)) return [];
    const what = `no audience or obligation uses ${key}`;
    return [{ path: ['templates', index], what, warning: true }];
  });
}

function perClient({ obligations, clients }: Policy): Fault[] {
  const asking = obligations.findIndex(({ per_client: each }) => each);
  if (asking !== -1 && clients.length === 0) {
    const what = 'is asked for, and there are no clients';
    return [{ path: ['obligations', asking, 'per_client'], what, warning: true }];
  }
  if (asking !== -1 || clients.length === 0) return [];
  const what = 'have terms that no obligation looks at (per_client)';
  return [{ path: ['clients'], what, warning: true }];
}

/** Slack's channel names have no capitals; such a name is never found. */
function channels(policy: Policy): Fault[] {
  const all: [Path, string | undefined][] = [
    [['announce', 'channel'], policy.announce.channel],
    ...policy.audiences.flatMap(({ channels: names }, index) =>
      names.map((name, at): [Path, string] => [['audiences', index, 'channels', at], name]),
    ),
    ...policy.directory.teams.map(({ channel }, index): [Path, string | undefined] => [
      ['directory', 'teams', index, 'channel'],
      channel,
    ]),
  ];
  return all.flatMap(([path, name]) => {
    if (!name?.startsWith('#') || name === name.toLowerCase()) return [];
    return [
      { path, what: `is ${name}; names of channels have no capitals: ${name.toLowerCase()}` },
    ];
  });
}
