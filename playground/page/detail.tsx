import type { ReadyManifest } from '../../packages/client/src/index.ts';
import { Accept } from './accept.tsx';
import type { Place } from './address.ts';
import { Builder } from './builder.tsx';
import { Compare } from './compare.tsx';
import type { Photo, Photos } from './photos.ts';
import { useShown } from './shown.ts';
import { VariantTable } from './table.tsx';

const VIEWS = ['Compare', 'Accept', 'Transform'] as const;

interface DetailProps {
  photo: Photo;
  photos: Photos;
  place: Place;
  onPlace: (change: Partial<Place>) => void;
}

export function Detail({ photo, photos, place, onPlace }: DetailProps) {
  const view = VIEWS.find((each) => each === place.view) ?? 'Compare';
  const { manifest, phase, path } = photo;
  const { stack } = photos.welcome;
  const { images } = photos;
  return (
    <>
      <h2>{path}</h2>
      {manifest?.status !== 'ready' || phase === 'deleted' ? (
        <p class="hint">{nothingYet(photo)}</p>
      ) : (
        <>
          <nav class="views" aria-label="Views">
            {VIEWS.map((each) => (
              <button
                key={each}
                aria-current={each === view ? 'page' : undefined}
                onClick={() => {
                  onPlace({ view: each });
                }}
              >
                {each}
              </button>
            ))}
          </nav>
          {view === 'Compare' && (
            <Comparison key={manifest.original.version} {...{ manifest, photos, place, onPlace }} />
          )}
          {view === 'Accept' && <Accept {...{ images, manifest, stack }} />}
          {view === 'Transform' && <Builder {...{ path, stack }} />}
        </>
      )}
    </>
  );
}

function Comparison({ manifest, photos, place, onPlace }: Omit<DetailProps, 'photo'> & { manifest: ReadyManifest }) {
  const { shown, original, error } = useShown(photos.images, manifest);
  return (
    <>
      <Compare {...{ manifest, shown, original, place, onPlace }} />
      {error && <p class="bad">{error}</p>}
      <VariantTable shown={shown} original={{ ...manifest.image, bytes: manifest.original.bytes }} />
    </>
  );
}

function nothingYet({ phase, manifest, error }: Photo): string {
  if (phase === 'deleted') return 'The photo is deleted, and its variants with it. Restore it to see them made again.';
  if (phase === 'failed') return error;
  if (manifest?.status === 'rejected') return `${manifest.rejection.message} (${manifest.rejection.code})`;
  return 'Its variants are on their way.';
}
