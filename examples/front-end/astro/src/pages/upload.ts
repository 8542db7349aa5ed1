import { S3Client } from '@aws-sdk/client-s3';
import type { APIRoute } from 'astro';
import { uploadPost } from 'darkroom-client/server';
import stack from '../../darkroom.json';

export const prerender = false;
const s3 = new S3Client({});

/** Permits one upload. A site would ask here who is asking. */
export const POST: APIRoute = async () => {
  const path = `uploads/${crypto.randomUUID()}`;
  return Response.json({ path, post: await uploadPost(s3, stack, { path }) });
};
