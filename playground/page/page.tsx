import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';

import { ApiError, welcome } from './api.ts';
import { Detail } from './detail.tsx';
import { Drop } from './drop.tsx';
import { Events } from './events.tsx';
import { Photos } from './photos.ts';
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
        await all.load();
      })
      .catch(failed);
  }, [attempt]);
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
      {error && (
        <div class="banner" role="alert">
          <p>{explained(error)}</p>
          <button
            onClick={() => {
              setAttempt(attempt + 1);
            }}
          >
            Try again
          </button>
        </div>
      )}
      {photos ? (
        <Bench photos={photos} />
      ) : (
        !error && (
          <p class="hint loading" role="status">
            Looking at the stack…
          </p>
        )
      )}
    </>
  );
}

function explained({ code, message }: ApiError): string {
  if (code === 'no_token')
    return 'This page needs its whole link, which ends in a token: make demo prints it, or whoever runs the stack has it.';
  if (code === 'offline')
    return 'The playground’s server does not answer. If the demo was removed or the machine restarted, make demo starts it again.';
  return message;
}

function Bench({ photos }: { photos: Photos }) {
  const [, redraw] = useState(0);
  const [selected, setSelected] = useState('');
  useEffect(
    () =>
      photos.onChange(() => {
        redraw((old) => old + 1);
      }),
    [photos],
  );
  const photo = photos.get(selected) ?? photos.list.find(({ phase }) => phase === 'ready');
  return (
    <>
      <main>
        <div class="side">
          <Drop
            photos={photos}
            onAdd={(path) => {
              if (path) setSelected(path);
            }}
          />
          {photos.list.length === 0 && <p class="hint">There are no photos yet.</p>}
          <Rows photos={photos} selected={photo?.path ?? ''} onSelect={setSelected} />
        </div>
        <section class="detail" aria-label="Photo">
          {photo ? (
            <Detail key={photo.path} {...{ photo, photos }} />
          ) : (
            <p class="hint">Choose a photo to compare its variants.</p>
          )}
        </section>
      </main>
      {photos.welcome.reports && <Events />}
    </>
  );
}

render(<App />, document.body);
