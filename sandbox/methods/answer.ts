import type { WebAPICallResult } from '@slack/web-api';

/**
 * The fields of a response as `@slack/web-api` types them, without those that every answer has:
 * `{ … } satisfies Answer<PinsListResponse>` tells a misspelt or mistyped field at compile time.
 */
export type Answer<Response extends WebAPICallResult> = {
  readonly [Key in keyof Response as string extends Key
    ? never
    : Key extends 'ok' | 'error' | 'needed' | 'provided' | 'warning'
      ? never
      : Key]?: Response[Key];
};
