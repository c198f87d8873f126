import type { KnownBlock } from '@slack/types';
import type { Places } from '../incident/places.ts';
import type { Incident } from '../incident/types.ts';
import type { Policy } from '../policy/schema.ts';

/** What a view is a function of: the incident, its own policy, where its things are, and the time. */
export interface ViewContext {
  incident: Incident;
  policy: Policy;
  places: Places;
  now: Date;
}

/** A message as Slack takes it. `text` is what notifications and screen readers say. */
export interface Message {
  text: string;
  blocks: KnownBlock[];
}
