import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Bundle, bundlePage } from './bundle.ts';

/** Built for the first visitor, who waits half a second; a sandbox without one never builds it. */
let bundle: Promise<Bundle> | undefined;

/**
 * Serves the page of the local Slack: `/`, its files under `/assets/`, and `/archives/…`, so that
 * permalinks open in it. Answers true when the request was the page's.
 */
export async function servePage(
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return false;
  const path = new URL(request.url ?? '/', 'http://local').pathname;
  if (path === '/' || path.startsWith('/archives/')) {
    sendFrame(response);
    return true;
  }
  if (path === '/favicon.ico') {
    response.writeHead(204).end();
    return true;
  }
  if (!path.startsWith('/assets/')) return false;
  return sendAsset(path.slice('/assets/'.length), request, response);
}

async function sendAsset(
  name: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  const asset = (await builtOnce()).get(name);
  if (asset === undefined) return false;
  const headers = { 'cache-control': 'no-cache', etag: asset.etag };
  if (request.headers['if-none-match'] === asset.etag) {
    response.writeHead(304, headers).end();
    return true;
  }
  response.writeHead(200, { ...headers, 'content-type': `${asset.type}; charset=utf-8` });
  response.end(asset.body);
  return true;
}

/** A failed build is tried again with the next request. */
function builtOnce(): Promise<Bundle> {
  bundle ??= bundlePage().catch((error: unknown) => {
    bundle = undefined;
    throw error;
  });
  return bundle;
}

function sendFrame(response: ServerResponse): void {
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-cache',
    // Everything comes from here; what people and apps wrote can load pictures and nothing else.
    'content-security-policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
      "img-src 'self' https: data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  response.end(frame);
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='8' fill='%23532a5e'/%3E%3Cpath d='M9 12h14M9 17h14M9 22h8' stroke='white' stroke-width='3' stroke-linecap='round'/%3E%3C/svg%3E";

const frame = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, interactive-widget=resizes-content">
<meta name="color-scheme" content="light dark">
<title>Local Slack</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/assets/main.css">
</head>
<body>
<div id="page"></div>
<noscript>The local Slack needs JavaScript. Its control API works without: see /_control/state.</noscript>
<script type="module" src="/assets/main.js"></script>
</body>
</html>
`;
