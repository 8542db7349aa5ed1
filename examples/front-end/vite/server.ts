import { S3Client } from '@aws-sdk/client-s3';
import { uploadPost } from 'darkroom-client/server';
import stack from './darkroom.json';

const s3 = new S3Client({});

/** Permits one upload. A site would ask here who is asking. */
export async function permission(): Promise<Response> {
  const path = `uploads/${crypto.randomUUID()}`;
  return Response.json({ path, post: await uploadPost(s3, stack, { path }) });
}
