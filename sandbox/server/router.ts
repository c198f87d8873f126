import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Control, sendJson } from './control.ts';
import type { Core } from './core.ts';
import { BodyTooLarge } from './read-body.ts';
import { readJson } from './read-request.ts';
import type { WebApi } from './web-api.ts';

/** Serves the page: answers true when the request was its own. */
export type ServePage = (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;

export interface Routes {
  core: Core;
  api: WebApi;
  control: Control;
  page: ServePage;
}

/** Sends a request to whoever answers its path; what nobody answers is the page's. */
export async function route(
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    await dispatch(routes, request, response);
  } catch (error) {
    if (response.headersSent || response.destroyed) {
      response.destroy();
      return;
    }
    const tooLarge = error instanceof BodyTooLarge;
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    sendJson(response, tooLarge ? 413 : 500, { ok: false, error: 'internal_error', message });
  }
}

async function dispatch(
  { core, api, control, page }: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const path = new URL(request.url ?? '/', 'http://local').pathname;
  const [, first = '', second = '', third = ''] = path.split('/');
  if (first === 'api') return api.handle(second, request, response);
  if (first === '_control') return control.handle(second, request, response);
  if (first === 'files' && second === 'upload')
    return core.uploads.receive(third, request, response);
  if (first === 'files-pri') return core.uploads.sendPrivate(second, request, response);
  if (first === 'files' && core.uploads.send(second, response)) return;
  if ((first === 'commands' || first === 'actions') && request.method === 'POST')
    return replyTo(core, third, request, response);
  if (await page(request, response)) return;
  sendJson(response, 404, { ok: false, error: 'not_found' });
}

/** A reply to a response URL: in the journal like any call. */
async function replyTo(
  core: Core,
  token: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const body = await readJson(request);
  const gesture = core.responseUrls.gesture(token);
  const entry = core.journal.begin({
    direction: 'call',
    name: 'response_url',
    app_id: gesture?.app.id ?? null,
    channel: gesture?.channel.id ?? null,
    user: gesture?.user ?? null,
    request: body,
  });
  const answer = core.responseUrls.answer(token, body);
  core.journal.finish(entry, answer.status, answer.body);
  sendJson(response, answer.status, answer.body);
}
