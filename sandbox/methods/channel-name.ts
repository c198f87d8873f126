const maxLength = 80;

/**
 * The code with which Slack refuses a channel name, or undefined when the name is allowed.
 * Names are at most 80 characters of `a–z`, `0–9`, `_` and `-`, not all of them punctuation.
 */
export function channelNameFault(name: string): string | undefined {
  if (name === '') return 'invalid_name_required';
  if ([...name].length > maxLength) return 'invalid_name_maxlength';
  if (/[^a-z0-9_-]/u.test(name)) return 'invalid_name_specials';
  if (!/[a-z0-9]/u.test(name)) return 'invalid_name_punctuation';
  return undefined;
}
