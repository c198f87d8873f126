import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, visit } from 'yaml';

const placeholder = 'https://muster.example.com';

/**
 * The app manifest as text to paste at api.slack.com/apps. With `url`, the address under which
 * Slack reaches Muster, it is for HTTP; without, for Socket Mode, which takes no address at all.
 */
export function manifestFor(url: string | undefined): string {
  const text = readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8');
  const document = parseDocument(text.replace(/^(#.*\n)+/, ''));
  visit(document, {
    Pair(_key, pair) {
      const { value } = pair;
      if (!isScalar(value) || typeof value.value !== 'string') return undefined;
      if (!value.value.startsWith(placeholder)) return undefined;
      if (url === undefined) return visit.REMOVE;
      value.value = value.value.replace(placeholder, url.replace(/\/+$/, ''));
      return undefined;
    },
  });
  const settings = document.get('settings');
  if (isMap(settings)) settings.set('socket_mode_enabled', url === undefined);
  return document.toString({ lineWidth: 100 });
}

/** The scopes that the manifest asks for. */
export function manifestScopes(): string[] {
  const text = readFileSync(join(import.meta.dirname, '../manifest.yml'), 'utf8');
  const scopes = parseDocument(text).getIn(['oauth_config', 'scopes', 'bot']);
  return isSeq(scopes) ? scopes.toJSON().map(String) : [];
}
