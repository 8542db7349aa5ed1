export { type MemoryBucket, type StoredObject, createBucket } from './bucket.ts';
export { createMemoryClient, formEncode } from './client.ts';
export { MemoryS3Error, forbidden } from './errors.ts';
