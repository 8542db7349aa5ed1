import { useState } from 'preact/hooks';

import type { Photos } from './photos.ts';
import { plural } from './words.ts';

/** Says that the list is not all, and shows more. */
export function More({ photos }: { photos: Photos }) {
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState('');
  const shown = photos.list.length;
  if ((photos.rest ?? null) === null && !busy) return null;
  const more = async (): Promise<void> => {
    setBusy(true);
    setError('');
    try {
      await photos.listMore();
      // Where the button was.
      document.querySelectorAll<HTMLElement>('.rows .name')[shown]?.focus();
    } catch (reason) {
      setError((reason as Error).message);
    }
    setBusy(false);
  };
  return (
    <div class="more">
      <p class="hint" role="status">
        {plural(shown, 'photo')} shown, by name. The bucket has more.
      </p>
      {error && <p class="bad">{error}</p>}
      <button onClick={() => void more()}>{busy ? 'Looking…' : 'Show more'}</button>
    </div>
  );
}
