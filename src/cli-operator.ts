import { InvalidArgumentError } from 'commander';
import { readDatabaseConfig } from './config.ts';
import { openDatabase } from './open-database.ts';
import { sayLines } from './terminal.ts';

/** What commands share that work beside the replicas, for who runs Muster. */

/** Where they work: the database, and the workspace where it was said. */
interface OperatorPlace {
  url: string;
  team?: string;
}

export const teamOption = ['--team <id>', 'the workspace, where the database has several'] as const;

/** Does the work on the database of the environment, and lets go of it. */
export async function withOperatorPlace<T>(
  { team }: { team?: string },
  work: (where: OperatorPlace) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(readDatabaseConfig());
  try {
    return await work({ url: database.url, ...(team === undefined ? {} : { team }) });
  } finally {
    await database.close();
  }
}

/** The same, and prints what it says. */
export async function tellOperator(
  options: { team?: string },
  work: (where: OperatorPlace) => Promise<string[]>,
): Promise<void> {
  await withOperatorPlace(options, async (where) => sayLines(await work(where)));
}

/** `#12/3`: action item 3 of incident 12. Can be said more than once. */
export function itemNumbers(
  given: string,
  before: { number: number; id: number }[] = [],
): { number: number; id: number }[] {
  const [, number, id] = /^#?([1-9]\d{0,8})\/([1-9]\d{0,3})$/.exec(given) ?? [];
  if (number === undefined || id === undefined) {
    throw new InvalidArgumentError('It must be an action item such as #12/3.');
  }
  return [...before, { number: Number(number), id: Number(id) }];
}

/** `#12` or `12`; throws `InvalidArgumentError`, which the command shows. */
export function incidentNumber(given: string): number {
  const [, digits] = /^#?([1-9]\d{0,8})$/.exec(given) ?? [];
  if (digits === undefined) throw new InvalidArgumentError('It must be a number such as #12.');
  return Number(digits);
}
