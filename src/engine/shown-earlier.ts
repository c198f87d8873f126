import type { Begun } from '../incident/postmortem/hand-out-types.ts';
import { refusedForGood } from './errors.ts';
import type { Sending } from './sending.ts';

/**
 * The SHA-256 of the file that an earlier attempt of this row left in one of these channels; null where
 * there is none. A file has no key of ours: it is known by the id that Slack gave it, which was written
 * into the row before it was shown. Slack shows it a moment after it took it, and has that asked by
 * `files.info` (github.com/slackapi/python-slack-sdk/issues/1329). Where it does not let us look,
 * nobody knows of any.
 */
export async function shownEarlier(
  sending: Sending,
  channelIds: readonly string[],
): Promise<string | null> {
  if (!sending.doubt) return null;
  const { file } = sending.effect as Begun;
  const isShown = file !== undefined && (await isIn(sending, file.id, channelIds));
  sending.doubt = false;
  const { ambiguousSends, possibleDuplicates } = sending.means.metrics;
  ambiguousSends.inc({ resolution: isShown ? 'found' : 'not_found' });
  if (file && !isShown) possibleDuplicates.inc();
  return isShown ? file.sha256 : null;
}

/** One call shows it in all of them. */
async function isIn(
  sending: Sending,
  fileId: string,
  channelIds: readonly string[],
): Promise<boolean> {
  try {
    const { file } = await sending.call('files.info', { file: fileId });
    const { channels = [], groups = [], ims = [] } = file ?? {};
    return channelIds.some((each) => [...channels, ...groups, ...ims].includes(each));
  } catch (error) {
    if (refusedForGood(error) === null) throw error;
    return false;
  }
}
