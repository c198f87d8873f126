import type { App, Json, View } from './model.ts';

/** How views.update and a submission's answer name the view they mean. */
export type ViewTarget = { view_id: string } | { external_id: string };

/**
 * The desk at which apps put views before people. `view` is what the app sent, already checked by
 * the Block Kit validator; refusals are thrown as `SlackError` with the method's codes
 * (`expired_trigger_id`, `hash_conflict`, `push_limit_reached`, `not_found` …).
 */
export interface ViewDesk {
  open(app: App, triggerId: string, view: Json): View;
  push(app: App, triggerId: string, view: Json): View;
  update(app: App, target: ViewTarget, view: Json, hash?: string): View;
  publish(app: App, userId: string, view: Json, hash?: string): View;
}
