/** How kind this Slack is. All of it can be changed while it runs. */
export interface Settings {
  /** Real milliseconds between a call and its answer, chosen by the seed. */
  latency: { leastMs: number; mostMs: number };
  /** Rate tiers per method, and one message a second per channel. */
  rateLimits: boolean;
  /** Reads (history, replies, lists) do not see a write for up to this many real milliseconds. */
  visibilityLagMs: number;
  /** Events leave between 0 and this many real milliseconds after what they tell, so not in order. */
  eventSpreadMs: number;
  /** How long an app has for an ack: 3,000 real milliseconds in Slack. */
  ackTimeoutMs: number;
  /** How long a trigger opens a form: 3,000 milliseconds of story time in Slack. */
  triggerLifeMs: number;
  /** Chooses latencies, orders and faults. */
  seed: number;
  /** What the owners of a strict workspace forbid; null: nothing. */
  strict: Strict | null;
}

export interface Strict {
  /** conversations.create answers `restricted_action`. */
  noChannelCreation: boolean;
  /** Names of channels in which apps may not post (`restricted_action`). */
  noPostingIn: string[];
  /** Canvases are switched off: `canvas_disabled_user_team`. */
  noCanvases?: boolean;
  /** usergroups.* answer `plan_upgrade_required`. */
  noUserGroups: boolean;
  /** The only scopes that tokens keep; undefined: what the manifest asks for. */
  scopes?: string[];
}

/** As Slack is on an ordinary day: what tests and the demo run with. */
export const ordinary: Settings = {
  latency: { leastMs: 80, mostMs: 300 },
  rateLimits: true,
  visibilityLagMs: 150,
  eventSpreadMs: 150,
  ackTimeoutMs: 3000,
  triggerLifeMs: 3000,
  seed: 1,
  strict: null,
};

/** No latency, no limits, no lag: for benches and for tests of something else. */
export const instant: Settings = {
  ...ordinary,
  latency: { leastMs: 0, mostMs: 0 },
  rateLimits: false,
  visibilityLagMs: 0,
  eventSpreadMs: 0,
};

/** A workspace whose owners forbid all that an app can do without. */
export const strict: Strict = {
  noChannelCreation: true,
  noPostingIn: ['general'],
  noUserGroups: true,
  noCanvases: true,
};
