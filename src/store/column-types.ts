import { bigint, customType, timestamp } from 'drizzle-orm/pg-core';

/** An instant, in any zone. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
export const id = (name = 'id') => bigint(name, { mode: 'number' });
export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({
  dataType: () => 'bytea',
});

/** Words in no order, as an index of words holds them. Written by statements alone. */
export const words = customType<{ data: string }>({ dataType: () => 'tsvector' });
