import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';
import type { Logger } from 'pino';

/** Bolt's own words in our log. Its debug lines hold whole payloads and are dropped. */
export function boltLogger(log: Logger): BoltLogger {
  const words = (parts: unknown[]) => ({
    bolt: parts
      .map((part) => (part instanceof Error ? part.message : String(part)))
      .join(' ')
      // The parser quotes what it cannot read, which is what somebody sent.
      .replace(/Unexpected token .* is not valid JSON/gs, 'no valid JSON'),
  });
  return {
    debug: () => {},
    info: (...parts: unknown[]) => log.debug(words(parts), 'bolt'),
    warn: (...parts: unknown[]) => log.warn(words(parts), 'bolt'),
    error: (...parts: unknown[]) => log.error(words(parts), 'bolt'),
    setLevel: () => {},
    getLevel: () => LogLevel.INFO,
    setName: () => {},
  };
}
