import { withDatabase } from './stored.ts';

/**
 * As if so much real time had gone by since a process last looked at the clock: moving the story's
 * clock does not look like it, and a test cannot wait. `span` as PostgreSQL reads it, such as `7 days`.
 */
export async function wentBy(databaseUrl: string, span: string): Promise<void> {
  await withDatabase(
    databaseUrl,
    (sql) => sql`update pulses set beat_at = beat_at - ${span}::text::interval`,
  );
}
