/** What takes something away from a release that runs beside the one whose migration it is. */
const takesAway: [what: RegExp, why: string][] = [
  [/\bdrop\s+(table|column|schema|view)\b/i, 'drops what the release before uses'],
  [/\brename\b/i, 'renames what the release before uses'],
  [/\balter\s+column\s+\S+\s+(set\s+data\s+)?type\b/i, 'changes a type under the release before'],
  [/\bset\s+not\s+null\b/i, 'wants a value that the release before may not write'],
  [
    /\badd\s+column\s+(?:(?!\bdefault\b|\bgenerated\b)[^;,])*\bnot\s+null\b(?![^;,]*\b(default|generated)\b)/i,
    'adds a column without default that the release before does not write',
  ],
  [/\badd\s+constraint\s+\S+\s+(check|unique)\b/i, 'forbids what the release before may write'],
];

/** Cannot run inside the transaction in which all migrations are applied. */
const alone = /\bconcurrently\b/i;

/** What is wrong with a migration's text: it may take away only where it raises the gate `run`. */
export function faultsOf(text: string): string[] {
  const raisesGate = /insert\s+into\s+engine_gate[^;]*'run'/i.test(text);
  const faults = raisesGate
    ? []
    : takesAway.filter(([what]) => what.test(text)).map(([, why]) => why);
  if (alone.test(text)) faults.push('cannot run in the transaction of all migrations');
  return faults;
}
