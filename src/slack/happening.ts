import { z } from 'zod';
import type { Desk } from './gesture.ts';
import type { Gesture } from './ports.ts';

/** An event as Slack wraps it. */
export const Envelope = z.object({
  event_id: z.string().max(100),
  team_id: z.string().optional(),
  event: z.looseObject({ type: z.string(), subtype: z.string().optional() }),
});
export type Envelope = z.infer<typeof Envelope>;

/** An event on its way to who follows it. */
export interface Happening {
  desk: Desk;
  gesture: Gesture;
  event: Envelope['event'];
}

export const userId = z.string().regex(/^[UW][A-Z0-9]{2,}$/);
export const channelId = z.string().regex(/^[CGD][A-Z0-9]{2,}$/);
export const ts = z.string().regex(/^\d{1,12}\.\d{1,8}$/);
