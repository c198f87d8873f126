import { Unavailable } from './slack/ports.ts';

/**
 * What keeps Muster from starting, in a sentence for who started it; null for anything that these
 * words would not explain. Only what happens before Muster answers comes here, so a connection that
 * is refused is the database's: Slack's outages are waited out.
 */
export function startFault(error: Error): string | null {
  if (error instanceof Unavailable && error.cause instanceof Error) return startFault(error.cause);
  const code = 'code' in error ? String(error.code) : '';
  if (code === 'EADDRINUSE') return 'PORT is in use by another program: choose another one.';
  if (code === 'EACCES' && 'port' in error) {
    return 'PORT needs rights that this user does not have: choose one above 1023.';
  }
  if (code === 'slack_webapi_platform_error') {
    return `Slack refuses SLACK_APP_TOKEN (${slackSaid(error)}): take a new one, with the scope connections:write, from your app's page.`;
  }
  if (unreachable.has(code)) {
    return `The database of DATABASE_URL does not answer: ${error.message}.`;
  }
  if (code === '08P01') {
    return 'A pooler in front of the database refuses what Muster sets when it connects: docs/operations.md ("The database") says what to tell it.';
  }
  if (code === '42501') {
    return 'The role of DATABASE_URL lacks a right. To run Muster, give it what "muster migrate --grant-to ROLE" gives; to erase, use the role that owns the tables.';
  }
  if (refusedBy.test(code)) return `The database of DATABASE_URL refuses us: ${error.message}.`;
  return null;
}

const unreachable = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  'CONNECTION_CLOSED',
]);

/** PostgreSQL's classes: wrong credentials, no such database, too many connections, starting up. */
const refusedBy = /^(?:28...|3D000|53300|57P03)$/;

function slackSaid(error: Error): string {
  const data: unknown = 'data' in error ? error.data : null;
  const isAnswer = typeof data === 'object' && data !== null && 'error' in data;
  return isAnswer ? String(data.error) : error.message;
}
