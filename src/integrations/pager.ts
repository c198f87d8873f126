/** The door to services that wake people besides Slack. One file each; delivery knows only this. */

/** What is wrong, as the person who is woken reads it. */
export interface Alert {
  summary: string;
  severity: 'critical' | 'error';
  /** The system that says so. */
  source: string;
  details: Readonly<Record<string, string>>;
  links: readonly { href: string; text: string }[];
}

/**
 * One rotation of such a service. An alert is known by its dedup key: to ask for the same thing twice
 * does it once, so what may have got through is simply sent again. All throw `PagerFault`.
 */
export interface Pager {
  trigger(dedupKey: string, alert: Alert): Promise<void>;
  acknowledge(dedupKey: string): Promise<void>;
  resolve(dedupKey: string): Promise<void>;
}

/** Why a pager was not reached. Never carries a key, or what was sent. */
export class PagerFault extends Error {
  /** One word for it: `pager_refused`, `pager_no_key`, `pager_busy`, `pager_silent`. */
  readonly code: string;
  /** Whether the same request may be taken later. */
  readonly isPassing: boolean;
  /** Milliseconds that the service asks for; null where it does not say. */
  readonly waitMs: number | null;

  constructor(
    code: string,
    {
      isPassing,
      waitMs = null,
      why = '',
    }: { isPassing: boolean; waitMs?: number | null; why?: string },
  ) {
    super(why === '' ? code : `${code}: ${why}`);
    this.name = 'PagerFault';
    this.code = code;
    this.isPassing = isPassing;
    this.waitMs = waitMs;
  }
}

/** The pager has no key that it could be asked with. */
export class NoPagerKey extends PagerFault {
  constructor(keyEnv: string, why: string) {
    super('pager_no_key', { isPassing: false, why: `${keyEnv} ${why}` });
  }
}
