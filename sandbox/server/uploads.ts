import type { IncomingMessage, ServerResponse } from 'node:http';
import { createFile, mayRead } from './files.ts';
import type { App, FileRecord } from './model.ts';
import { readMultipart } from './multipart.ts';
import { readBody } from './read-body.ts';
import type { Workspace } from './workspace.ts';

export interface UploadRequest {
  filename: string;
  /** Bytes. */
  length: number;
  user: string;
  alt_txt?: string;
  snippet_type?: string;
}

/** Files on their way in: a URL is handed out, bytes are posted to it, and the file is completed. */
export class Uploads {
  readonly #workspace: Workspace;

  constructor(workspace: Workspace) {
    this.#workspace = workspace;
  }

  /** A new, incomplete file and the URL that takes its bytes. */
  begin(request: UploadRequest): { file: FileRecord; upload_url: string } {
    const { filename, length, ...rest } = request;
    const file = createFile(this.#workspace, { name: filename, size: length, ...rest });
    return { file, upload_url: `${this.#workspace.url}/files/upload/${file.upload_token}` };
  }

  /** Takes the bytes: raw, or as a multipart field. Answers as Slack does: `OK - <length>`. */
  async receive(token: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const file = [...this.#workspace.files.values()].find((each) => each.upload_token === token);
    if (file === undefined || file.complete) {
      response.writeHead(404).end('not found');
      return;
    }
    const body = await readBody(request, 1024 * 1024 * 64);
    const type = request.headers['content-type'] ?? '';
    const parts = type.startsWith('multipart/form-data') ? readMultipart(body, type) : [];
    file.content =
      parts.find((part) => part.filename !== undefined)?.content ?? parts[0]?.content ?? body;
    file.size = file.content.byteLength;
    response.writeHead(200, { 'content-type': 'text/plain' }).end(`OK - ${file.size}`);
  }

  /**
   * Serves the bytes behind `url_private` to an app whose token may read them. As Slack does, it sends
   * whoever is not signed in, or lacks the scope, to the page on which people sign in.
   */
  sendPrivate(path: string, request: IncomingMessage, response: ServerResponse): void {
    const id = path.slice(path.indexOf('-') + 1);
    const bearer = /^Bearer\s+(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    const app = [...this.#workspace.apps.values()].find((each) => each.bot_token === bearer);
    if (!isSignedIn(app)) {
      response.writeHead(302, { location: `${this.#workspace.url}/?redir=files-pri` }).end();
      return;
    }
    const file = this.#workspace.files.get(id);
    if (file === undefined || !mayRead(this.#workspace, app, file) || !this.send(id, response)) {
      if (!response.headersSent) response.writeHead(404).end('not found');
    }
  }

  /** Serves a file's bytes; false when there is none with this id. */
  send(id: string, response: ServerResponse): boolean {
    const file = this.#workspace.files.get(id);
    if (file === undefined || file.deleted) return false;
    const text = file.mimetype.startsWith('text/') ? '; charset=utf-8' : '';
    // Nothing that was uploaded may run as a page of this origin.
    response.writeHead(200, {
      'content-type': `${file.mimetype}${text}`,
      'content-security-policy':
        "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    });
    response.end(file.content);
    return true;
  }
}

function isSignedIn(app: App | undefined): app is App {
  return app !== undefined && !app.revoked && app.scopes.has('files:read');
}
