/** An error like the SDK's: a name and the HTTP status. */
export class MemoryS3Error extends Error {
  override readonly name: string;
  readonly $metadata: { readonly httpStatusCode: number; attempts?: number };

  constructor(name: string, httpStatusCode: number) {
    super(name);
    this.name = name;
    this.$metadata = { httpStatusCode };
  }
}

export const preconditionFailed = (): MemoryS3Error => new MemoryS3Error('PreconditionFailed', 412);
export const missing = (): MemoryS3Error => new MemoryS3Error('NoSuchKey', 404);
export const invalidState = (): MemoryS3Error => new MemoryS3Error('InvalidObjectState', 403);
export const forbidden = (): MemoryS3Error => new MemoryS3Error('AccessDenied', 403);
