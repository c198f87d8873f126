import { builtInMilestones } from '../incident/course/milestones.ts';
import type { SentenceKey } from '../policy/catalogue.ts';
import type { Policy } from '../policy/schema.ts';
import { duration } from '../views/duration.ts';
import { sayPlain, type ValuesOf } from '../views/say.ts';
import { withEmoji } from './inline.ts';
import { type Inline, joined, type Line } from './page.ts';
import { places, type Thing } from './things.ts';

/** What every chapter needs: the policy, its words, and where each of its things is described. */
export class Book {
  readonly policy: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
  }

  /** A sentence of the catalogue, in the policy's own words where it has some. */
  say<K extends SentenceKey>(key: K, ...values: ValuesOf<K, string | number>): string {
    return sayPlain(this.policy, key, ...values);
  }

  yes(value: boolean): string {
    return value ? this.say('handbook.yes') : this.say('handbook.no');
  }

  /** A length of time; empty where none is said. */
  span(minutes: number | undefined): string {
    if (minutes === undefined) return '';
    return minutes === 0 ? this.say('handbook.at_once') : duration(this.policy, minutes);
  }

  /** `within 4 h`, or at once. */
  within(minutes: number | undefined): string {
    if (minutes === undefined) return '';
    if (minutes === 0) return this.say('handbook.at_once');
    return this.say('handbook.within', { time: this.span(minutes) });
  }

  /** The name of a thing as a link to where it is described; an unknown key as it is. */
  link(thing: Thing, key: string | undefined): Line {
    if (key === undefined) return [];
    const found = places[thing].in(this.policy).find((each) => each.key === key);
    if (!found) return [thing === 'milestone' ? this.#milestone(key) : key.replaceAll('_', ' ')];
    return [{ text: found.name, to: places[thing].at(found.key) }];
  }

  links(thing: Thing, keys: readonly string[] | undefined): Line {
    return joined((keys ?? []).map((key) => this.link(thing, key)));
  }

  /** Whom the policy names: teams, roles and contacts as links, everyone else as written. */
  people(refs: readonly string[]): Line {
    return joined(refs.map((ref) => this.#person(ref)));
  }

  /** Several texts as one line. */
  listed(texts: readonly (string | number)[]): string {
    return texts.join(', ');
  }

  /** What it shows, where we know it, and its name in Slack. */
  emoji(name: string | undefined): Line {
    if (name === undefined) return [];
    const shown = withEmoji(name);
    return shown === name ? [{ code: name }] : [shown, ' ', { code: name }];
  }

  /** What people may type for it. */
  typed({ key, aliases }: { key: string; aliases?: readonly string[] }): Line {
    const words = [key, ...(aliases ?? [])];
    return joined(words.map((word): Line => [{ code: word }]));
  }

  /** Of those that every policy has. */
  #milestone(key: string): string {
    const isBuiltIn = (builtInMilestones as readonly string[]).includes(key);
    if (!isBuiltIn) return key.replaceAll('_', ' ');
    return this.say(`milestone.${key as (typeof builtInMilestones)[number]}`);
  }

  #person(ref: string): Line {
    if (ref === 'anyone') return [this.say('handbook.anyone')];
    const [, kind = '', key = ''] = /^(team|role|contact|on_call):(.+)$/.exec(ref) ?? [];
    if (kind === 'team' || kind === 'role' || kind === 'contact' || kind === 'on_call')
      return this.link(kind, key);
    return [ref];
  }
}

/** An address outside as a link with words of ours; the words alone where there is none. */
export function outside(words: string, address: string | undefined): Inline {
  if (address === undefined || !/^(https?:\/\/|mailto:|tel:)\S+$/.test(address)) return words;
  return { text: words, to: address };
}

/** A telephone number that a phone can call. */
export function phone(number: string): Inline {
  const digits = number.replace(/[^\d+*#]/g, '');
  return /\d{3}/.test(digits) ? { text: number, to: `tel:${digits}` } : number;
}
