import { folded } from '../incident/lookup.ts';
import type { Found, KeyedList } from './meanings.ts';
import { dotted, type Fault, type Path } from './positions.ts';

/** Lists of things that people also call by name in commands, though they have no aliases. */
const calledByName = new Set([
  'fields',
  'fields.choices',
  'milestones',
  'audiences',
  'templates',
  'obligations',
  'measures',
  'action_items.kinds',
  'clients',
]);

/** Every word that means one thing of a list must mean only that one. */
export function clashFaults({ keyed }: Found): Fault[] {
  return [...keyed.flatMap(clashesIn), ...acrossLists(keyed), ...twiceInRunbook(keyed)];
}

function clashesIn(list: KeyedList): Fault[] {
  const owners = new Map<string, number>();
  const faults: Fault[] = [];
  for (const [index, item] of list.items.entries()) {
    for (const [path, word] of wordsOf(item, isCalledByName(list))) {
      const owner = owners.get(folded(word));
      if (owner === undefined) {
        owners.set(folded(word), index);
      } else if (owner !== index) {
        const what = `${JSON.stringify(word)} means ${dotted([...list.path, owner])} already; each word may mean one`;
        faults.push({ path: [...list.path, index, ...path], what });
      }
    }
  }
  return faults;
}

function isCalledByName({ path, can }: KeyedList): boolean {
  const section = path.filter((step) => typeof step === 'string').join('.');
  return can.includes('aliases') || calledByName.has(section);
}

function wordsOf(item: Record<string, unknown>, byName: boolean): [Path, string][] {
  const aliases = Array.isArray(item['aliases']) ? item['aliases'] : [];
  const all: [Path, unknown][] = [[['key'], item['key']]];
  if (byName) {
    all.push([['name'], item['name']]);
    all.push(...aliases.map((alias, index): [Path, unknown] => [['aliases', index], alias]));
  }
  return all.filter((entry): entry is [Path, string] => typeof entry[1] === 'string');
}

/** Checklists and runbooks are started under one roof: their keys must differ. */
function acrossLists(keyed: KeyedList[]): Fault[] {
  const list = (name: string) => keyed.find(({ path }) => path.length === 1 && path[0] === name);
  const checklists = (list('checklists')?.items ?? []).map((item) => item['key']);
  return (list('runbooks')?.items ?? []).flatMap((runbook, index): Fault[] => {
    const other = checklists.indexOf(runbook['key']);
    if (runbook['key'] === undefined || other === -1) return [];
    const what = `${JSON.stringify(runbook['key'])} is the key of checklists[${other}] already; checklists and runbooks share their keys`;
    return [{ path: ['runbooks', index, 'key'], what }];
  });
}

/** Steps of the diagnosis and steps of a runbook are called the same way. */
function twiceInRunbook(keyed: KeyedList[]): Fault[] {
  const lists = keyed.filter(({ path }) => path.length === 3 && path[0] === 'runbooks');
  return lists
    .filter(({ path }) => path[2] === 'steps')
    .flatMap(({ path, items }) => {
      const diagnosis = lists.find(
        (list) => list.path[2] === 'diagnosis' && list.path[1] === path[1],
      );
      const before = (diagnosis?.items ?? []).map((item) => item['key']);
      return items.flatMap((item, index): Fault[] => {
        if (item['key'] === undefined || !before.includes(item['key'])) return [];
        const what = `${JSON.stringify(item['key'])} is a step of the diagnosis already; both would be called the same`;
        return [{ path: [...path, index, 'key'], what }];
      });
    });
}
