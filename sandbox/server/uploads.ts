import type { FileRecord } from './model.ts';

export interface UploadRequest {
  filename: string;
  length: number;
  user: string;
  alt_txt?: string;
  snippet_type?: string;
}

/** Files on their way in: a URL is handed out, bytes are posted to it, and the file is completed. */
export interface Uploads {
  /** A new, incomplete file and the URL that takes its bytes. */
  begin(request: UploadRequest): { file: FileRecord; upload_url: string };
}
