import { useEffect, useState } from 'preact/hooks';

import type { Stack } from '../../packages/client/src/index.ts';
import { background } from '../../packages/client/src/placeholder.ts';
import type { Photo, Photos } from './photos.ts';
import { duration, plural } from './words.ts';

/** After so long, a phase that should take a second deserves a word. */
const SLOW_MS = 15_000;

export function Rows({
  photos,
  selected,
  onSelect,
}: {
  photos: Photos;
  selected: string;
  onSelect: (path: string) => void;
}) {
  return (
    <ul class="rows" aria-label="Photos">
      {photos.list.map((photo) => (
        <Row key={photo.path} {...{ photo, photos, onSelect }} current={photo.path === selected} />
      ))}
    </ul>
  );
}

interface RowProps {
  photo: Photo;
  photos: Photos;
  current: boolean;
  onSelect: (path: string) => void;
}

function Row({ photo, photos, current, onSelect }: RowProps) {
  const [error, setError] = useState('');
  const { path, phase } = photo;
  const attempt = (work: Promise<unknown>): void => {
    setError('');
    work.catch((reason: unknown) => {
      setError((reason as Error).message);
    });
  };
  return (
    <li class={`row ${phase}`} aria-current={current}>
      <Tile {...{ photo, photos }} />
      <div class="what">
        <button
          class="name"
          onClick={() => {
            onSelect(path);
          }}
        >
          {path}
        </button>
        <p class="state" role="status">
          <State {...{ photo }} />
        </p>
        {(phase === 'uploading' || phase === 'making') && <Steps {...{ photo }} stack={photos.welcome.stack} />}
        {error && <p class="bad">{error}</p>}
      </div>
      <div class="actions">
        {phase === 'deleted' ? (
          <button
            onClick={() => {
              attempt(photos.restore(path));
            }}
            aria-label={`Restore ${path}`}
          >
            Restore
          </button>
        ) : (
          <>
            <label class="button">
              Replace
              <input
                type="file"
                aria-label={`Replace ${path}`}
                onChange={({ currentTarget }) => {
                  attempt(photos.add([...(currentTarget.files ?? [])], path));
                  currentTarget.value = '';
                }}
              />
            </label>
            <button
              onClick={() => {
                attempt(photos.remove(path));
              }}
              aria-label={`Delete ${path}`}
            >
              Delete
            </button>
          </>
        )}
      </div>
    </li>
  );
}

/** The placeholder first, and the smallest variant over it. */
function Tile({ photo: { path, phase, manifest }, photos }: { photo: Photo; photos: Photos }) {
  const smallest = [...(manifest?.variants ?? [])].sort((a, b) => a.width - b.width)[0];
  if (phase === 'deleted' || phase === 'rejected' || manifest?.status !== 'ready' || !smallest)
    return <div class={`tile ${phase === 'rejected' || phase === 'failed' ? 'none' : ''}`} aria-hidden="true" />;
  const { placeholder } = manifest.image;
  const url = `${photos.images.url(path, smallest.preset)}?${manifest.original.etag}`;
  return (
    <div class="tile" style={placeholder && { background: background(placeholder) }}>
      <img
        src={url}
        alt=""
        onLoad={({ currentTarget }) => {
          currentTarget.classList.add('loaded');
        }}
      />
    </div>
  );
}

function State({ photo }: { photo: Photo }) {
  const { phase, part, manifest, error, took, purge, since } = photo;
  const slow = useSlow(since, phase === 'making');
  if (phase === 'waiting') return <>waiting for its turn</>;
  if (phase === 'uploading') return <>uploading {Math.round(part * 100)} %</>;
  if (phase === 'making')
    return <>{slow ? 'still in the queue: others may be before it, or it is being tried again' : 'being made'}</>;
  if (phase === 'failed') return <span class="bad">{error}</span>;
  if (phase === 'deleted') return <>deleted{said(purge, 'the CDN still shows it', 'gone from the CDN')}</>;
  if (manifest?.status === 'rejected')
    return (
      <span class="bad">
        <code>{manifest.rejection.code}</code> {manifest.rejection.message}
      </span>
    );
  return (
    <>
      {plural(manifest?.variants.length ?? 0, 'variant')}
      {took !== null && ` in ${duration(took)}`}
      {said(purge, 'the CDN still shows the old one', 'new on the CDN')}
    </>
  );
}

function said(purge: Photo['purge'], waiting: string, done: string): string {
  if (purge === null) return '';
  if (purge === 'slow') return `, but ${waiting}: is the purge function running?`;
  return purge === 'waiting' ? `, but ${waiting} until it is purged` : `, ${done} after ${duration(purge)}`;
}

function useSlow(since: number, active: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    setSlow(false);
    if (!active) return undefined;
    const timer = setTimeout(
      () => {
        setSlow(true);
      },
      SLOW_MS - (performance.now() - since),
    );
    return () => {
      clearTimeout(timer);
    };
  }, [since, active]);
  return slow;
}

/** What is made of a photo, and what of it is there. */
function Steps({ photo, stack }: { photo: Photo; stack: Stack }) {
  const names = Object.entries(stack.presets).flatMap(([name, { formats }]) => [
    name,
    ...formats.map((format) => `${name}~${format}`),
  ]);
  return (
    <>
      <progress max={1} value={photo.phase === 'uploading' ? photo.part : 1} aria-label={`Upload of ${photo.path}`} />
      <ul class="steps" aria-label={`Variants of ${photo.path}`}>
        {names.map((name) => (
          <li key={name} class={photo.made.includes(name) ? 'done' : ''}>
            {name.replace('~', ' ')}
            {photo.made.includes(name) && <span class="hidden"> stored</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
