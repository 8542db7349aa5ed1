'use client';

import { placeholder } from 'darkroom-client/placeholder';
import { type Post, upload } from 'darkroom-client/upload';
import Image from 'next/image';
import { useState } from 'react';
import { images, type Photo } from '../images';

export function Gallery({ photos }: { photos: Photo[] }) {
  const [all, setAll] = useState(photos);
  const [part, setPart] = useState<number>();
  const [problem, setProblem] = useState('');

  async function send(file: File) {
    setProblem('');
    try {
      const answer = await fetch('/upload', { method: 'POST' });
      const { path, post } = (await answer.json()) as { path: string; post: Post };
      const { etag } = await upload(file, post, { onProgress: setPart });
      const manifest = await images.ready(path, { etag });
      if (manifest.status === 'rejected') throw new Error(manifest.rejection.message);
      setAll((before) => [...before, { path, ...manifest.image }]);
    } catch (error) {
      setProblem((error as Error).message);
    } finally {
      setPart(undefined);
    }
  }

  return (
    <main>
      <label>
        Add a photo <input type="file" onChange={({ target }) => target.files?.[0] && void send(target.files[0])} />
      </label>
      {part !== undefined && <progress value={part} />}
      {problem && <p role="alert">{problem}</p>}
      {all.map((photo) => (
        <Image
          key={photo.path}
          src={photo.path}
          alt={photo.path}
          width={800}
          height={600}
          sizes="(width < 600px) 100vw, 400px"
          style={{ width: '100%', maxWidth: 400, height: 'auto', display: 'block' }}
          placeholder={photo.placeholder ? placeholder(photo.placeholder.thumbhash) : 'empty'}
        />
      ))}
    </main>
  );
}
