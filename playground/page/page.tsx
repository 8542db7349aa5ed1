import { render } from 'preact';
import { useEffect, useLayoutEffect, useState } from 'preact/hooks';

import { ApiError, welcome } from './api.ts';
import { Banner } from './banner.tsx';
import { Detail } from './detail.tsx';
import { Drop } from './drop.tsx';
import { Events } from './events.tsx';
import { More } from './more.tsx';
import { Photos } from './photos.ts';
import { usePlace } from './place.ts';
import { Rows } from './rows.tsx';
import { plural } from './words.ts';

function App() {
  const [photos, setPhotos] = useState<Photos | null>(null);
  const [error, setError] = useState<ApiError | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    const failed = (reason: unknown): void => {
      setError(reason instanceof ApiError ? reason : new ApiError('failed', (reason as Error).message));
    };
    welcome()
      .then(async (told) => {
        const all = new Photos(told);
        setError(null);
        setPhotos(all);
        await all.listMore();
      })
      .catch(failed);
  }, [attempt]);
  const banner = error && (
    <Banner
      error={error}
      onRetry={() => {
        setAttempt(attempt + 1);
      }}
    />
  );
  return (
    <>
      <header>
        <h1>
          Darkroom <span>playground</span>
        </h1>
        {photos && (
          <p>
            {plural(Object.keys(photos.welcome.stack.presets).length, 'preset')}:{' '}
            {Object.keys(photos.welcome.stack.presets).join(', ')}
          </p>
        )}
      </header>
      {photos ? (
        <>
          {banner}
          <Bench photos={photos} />
        </>
      ) : (
        <main class="alone">
          {banner ?? (
            <p class="hint loading" role="status">
              Looking at the stack…
            </p>
          )}
        </main>
      )}
    </>
  );
}

function Bench({ photos }: { photos: Photos }) {
  const [, redraw] = useState(0);
  const [place, go] = usePlace();
  // Before anything can change that was not drawn.
  useLayoutEffect(
    () =>
      photos.onChange(() => {
        redraw((old) => old + 1);
      }),
    [photos],
  );
  const isListed = photos.rest !== undefined;
  useEffect(() => {
    if (place.photo && isListed) void photos.find(place.photo);
  }, [photos, place.photo, isListed]);
  const photo = place.photo ? photos.get(place.photo) : photos.list.find(({ phase }) => phase === 'ready');
  const path = photo?.path ?? '';
  useEffect(() => {
    document.title = `${path && `${path} · `}Darkroom playground`;
  }, [path]);
  return (
    <>
      <main>
        <div class="side">
          <Drop
            photos={photos}
            onAdd={(added) => {
              go({ photo: added }, true);
            }}
          />
          {photos.rest === null && photos.list.length === 0 && <p class="hint">There are no photos yet.</p>}
          <Rows
            photos={photos}
            selected={path}
            onSelect={(chosen) => {
              go({ photo: chosen }, chosen !== path);
            }}
          />
          <More photos={photos} />
        </div>
        <section class="detail" aria-label="Photo">
          {photo ? (
            <Detail
              key={path}
              {...{ photo, photos, place }}
              onPlace={(change) => {
                go({ photo: path, ...change });
              }}
            />
          ) : (
            <p class="hint" role="status">
              {place.photo
                ? (photos.absence(place.photo) ?? `Looking for ${place.photo}…`)
                : 'Choose a photo to compare its variants.'}
            </p>
          )}
        </section>
      </main>
      {photos.welcome.reports && <Events />}
    </>
  );
}

render(<App />, document.body);
