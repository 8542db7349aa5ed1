/** A presigned POST: what `uploadPost` of `darkroom-client/server` returns. */
export interface Post {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadOptions {
  /** Called with the part that is sent, from 0 to 1. */
  readonly onProgress?: ((part: number) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Why S3 did not take the file. The message is a sentence that can be shown. */
export class UploadError extends Error {
  override readonly name = 'UploadError';
  /** S3's code, such as `EntityTooLarge`; `NetworkError` if there was no answer that a page may read. */
  readonly code: string;
  /** Of HTTP; 0 without an answer. */
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/**
 * Sends a file from a browser straight to the bucket. With XMLHttpRequest, because `fetch` tells no progress.
 *
 * @returns the ETag, without quotes: give it to `ready`
 * @throws UploadError if S3 refuses the file or cannot be reached; the signal's reason if it is aborted
 */
export function upload(file: Blob, post: Post, { onProgress, signal }: UploadOptions = {}): Promise<{ etag: string }> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const form = new FormData();
    // Browsers know no type of some formats; what an image is decides its content anyway.
    const fields = { 'Content-Type': file.type || 'image/unknown', ...post.fields };
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', file); // Last: S3 ignores what follows.
    const request = new XMLHttpRequest();
    const abort = (): void => {
      request.abort();
    };
    signal?.addEventListener('abort', abort, { once: true });
    request.upload.onprogress = ({ loaded, total }) => onProgress?.(loaded / total);
    request.onloadend = () => {
      signal?.removeEventListener('abort', abort);
      if (signal?.aborted) reject(signal.reason as Error);
      else if (request.status >= 200 && request.status < 300)
        resolve({ etag: (request.getResponseHeader('ETag') ?? '').replaceAll('"', '') });
      else reject(refusal(request.status, request.responseText));
    };
    request.open('POST', post.url);
    request.send(form);
  });
}

function refusal(status: number, xml: string): UploadError {
  const tag = (name: string): string => new RegExp(`<${name}>([^<]*)`).exec(xml)?.[1] ?? '';
  const code = tag('Code') || (status ? String(status) : 'NetworkError');
  const said = tag('Message');
  const sentence =
    code === 'EntityTooLarge'
      ? `The file has ${tag('ProposedSize')} bytes; ${tag('MaxSizeAllowed')} is the most.`
      : code === 'EntityTooSmall'
        ? 'The file is empty.'
        : said.includes('expired')
          ? 'The permission to upload has expired.'
          : said.includes('$Content-Type')
            ? 'Files of this type are not accepted.'
            : said || 'The upload did not get through.';
  return new UploadError(code, status, sentence);
}
