import type { Effect } from '../incident/types.ts';
import { type Sending, type Sent, Superseded } from './sending.ts';

type PagerEffect = Extract<Effect, { type: 'pager' }>;

/** Tells an outside pager. */
export async function sendPager({ incident }: Sending<PagerEffect>): Promise<Sent> {
  throw new Superseded(incident.isDrill ? 'drill' : 'no_pager');
}
