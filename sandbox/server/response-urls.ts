import { SlackError } from './method.ts';
import { type Gesture, showReply } from './replies.ts';
import type { Workspace } from './workspace.ts';

/** Slack's limits: five replies within half an hour. */
const mostUses = 5;
const lifeMs = 30 * 60_000;

interface Open {
  gesture: Gesture;
  /** The story's clock, milliseconds. */
  expiresAt: number;
  usesLeft: number;
}

export interface UrlAnswer {
  status: number;
  body: { ok: true } | { ok: false; error: string; errors?: unknown };
}

/** Hands out the addresses under which an app answers a gesture, and takes the answers. */
export class ResponseUrls {
  readonly #workspace: Workspace;
  readonly #open = new Map<string, Open>();

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** A new address for replies to this gesture. */
  issue(gesture: Gesture, kind: 'commands' | 'actions'): string {
    const token = this.#workspace.ids.secret();
    const expiresAt = this.#workspace.clock.now() + lifeMs;
    this.#open.set(token, { gesture, expiresAt, usesLeft: mostUses });
    if (this.#open.size > 20_000) this.#forgetOldest();
    return `${this.#workspace.url}/${kind}/${this.#workspace.team.id}/${token}`;
  }

  /** Who asked under this address; undefined when it was never handed out. */
  gesture(token: string): Gesture | undefined {
    return this.#open.get(token)?.gesture;
  }

  /** Takes a reply. An address that is used up or too old answers 404, a bad payload 400. */
  answer(token: string, body: unknown): UrlAnswer {
    const open = this.#open.get(token);
    if (open === undefined) return refusal(404, 'invalid_url');
    if (open.expiresAt < this.#workspace.clock.now()) return refusal(404, 'expired_url');
    if (open.usesLeft === 0) return refusal(404, 'used_url');
    try {
      showReply(this.#workspace, open.gesture, body);
      open.usesLeft -= 1;
      return { status: 200, body: { ok: true } };
    } catch (error) {
      if (!(error instanceof SlackError)) throw error;
      return { status: 400, body: { ok: false, error: error.code, ...error.extra } };
    }
  }

  #forgetOldest(): void {
    const [oldest] = this.#open.keys();
    if (oldest !== undefined) this.#open.delete(oldest);
  }
}

function refusal(status: number, error: string): UrlAnswer {
  return { status, body: { ok: false, error } };
}
