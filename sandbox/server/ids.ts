import { randomUUID } from 'node:crypto';

const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** Makes Slack-like ids: a letter for the kind, then capitals and digits, never the same twice. */
export class Ids {
  #count = 0;

  /** `next('C')` → `C0000001LO`-like, eleven characters, in the order of their making. */
  next(prefix: string): string {
    this.#count += 1;
    let rest = '';
    for (let left = this.#count; left > 0; left = Math.floor(left / 36))
      rest = `${digits[left % 36] ?? '0'}${rest}`;
    return `${prefix}0${rest.padStart(8, '0')}L`;
  }

  /** Something nobody can guess, for tokens in URLs and envelope ids. */
  secret(): string {
    return randomUUID();
  }
}
