import { images, type Photo } from '../images';
import { Gallery } from './gallery';

export const dynamic = 'force-dynamic';

/** A site would keep these in its database; this one asks for the manifests of two of the demo's photos. */
async function photos(): Promise<Photo[]> {
  const manifests = await Promise.all(['sea.jpg', 'dunes.jpg'].map((path) => images.manifest(path)));
  return manifests.flatMap((manifest) =>
    manifest?.status === 'ready' ? { path: manifest.path, ...manifest.image } : [],
  );
}

export default async function Page() {
  return <Gallery photos={await photos()} />;
}
