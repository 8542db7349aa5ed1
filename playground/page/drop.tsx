import { useEffect, useState } from 'preact/hooks';

import type { Photos } from './photos.ts';

interface DropProps {
  photos: Photos;
  /** Called with the first of what was added. */
  onAdd: (path: string) => void;
}

/** Where photos come from: dropped anywhere on the page, pasted, chosen, or the samples. */
export function Drop({ photos, onAdd }: DropProps) {
  const [over, setOver] = useState(false);
  const [error, setError] = useState('');
  const { samples } = photos.welcome;
  const add = (files: Iterable<File>): void => {
    setError('');
    photos.add([...files]).then(
      (path) => {
        if (path) onAdd(path);
      },
      (reason: unknown) => {
        setError((reason as Error).message);
      },
    );
  };
  const addSamples = (): void => {
    fetchAll(samples).then(add, () => {
      setError('The samples could not be read: is the playground’s server running?');
    });
  };
  useEffect(() => {
    const drag = (event: DragEvent): void => {
      // Text is dropped into fields.
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      setOver(event.type === 'dragover');
      if (event.type === 'drop') add(event.dataTransfer.files);
    };
    const paste = (event: ClipboardEvent): void => {
      const files = [...(event.clipboardData?.files ?? [])];
      if (files.length > 0) add(files);
    };
    const drags = ['dragover', 'dragleave', 'drop'] as const;
    for (const name of drags) addEventListener(name, drag);
    addEventListener('paste', paste);
    return () => {
      for (const name of drags) removeEventListener(name, drag);
      removeEventListener('paste', paste);
    };
  }, []);
  return (
    <div class={over ? 'drop over' : 'drop'}>
      <p>Drop photos anywhere, paste them, or</p>
      <p class="buttons">
        <label class="button main">
          Choose files
          <input
            type="file"
            multiple
            onChange={({ currentTarget }) => {
              add(currentTarget.files ?? []);
              currentTarget.value = '';
            }}
          />
        </label>
        {samples.length > 0 && <button onClick={addSamples}>Use the samples</button>}
      </p>
      {error && (
        <p class="bad" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

const fetchAll = (names: readonly string[]): Promise<File[]> =>
  Promise.all(
    names.map(async (name) => {
      const response = await fetch(`/samples/${name}`);
      if (!response.ok) throw new Error(name);
      const blob = await response.blob();
      return new File([blob], name, { type: blob.type });
    }),
  );
