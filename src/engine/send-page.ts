import type { Effect } from '../incident/types.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

/** Wakes people, in Slack and by outside pagers. */

type PageEffect = Extract<Effect, { type: 'page' }>;
type PagerEffect = Extract<Effect, { type: 'pager' }>;

export async function sendPage(_sending: Sending<PageEffect>): Promise<Sent> {
  throw new Superseded('not_built');
}

export async function sendPager(_sending: Sending<PagerEffect>): Promise<Sent> {
  throw new Superseded('not_built');
}
