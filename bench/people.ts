import { idOf } from '../sandbox/cast.ts';
import type { Sandbox } from '../sandbox/start.ts';

/**
 * Members beside the cast: one person's hands are too slow for a load, and Muster asks who declares
 * much. Call it before Muster starts, which reads the list of members then. Returns
 * their keys.
 */
export function addPeople({ workspace }: Sandbox, count: number): string[] {
  const like = workspace.users.get(idOf('reporter'));
  if (!like) throw new Error('the cast is not there');
  const keys: string[] = [];
  for (let n = 1; n <= count; n += 1) {
    const key = `bench${n}`;
    const id = idOf(key);
    const name = `person-${n}`;
    const email = `${name}@example.com`;
    const profile = { ...like.profile, real_name: name, display_name: name, email };
    workspace.users.set(id, { ...like, id, key, name, real_name: name, profile });
    keys.push(key);
  }
  return keys;
}
