import { useEffect, useState } from 'preact/hooks';

import type { EventType, PlaygroundEvent } from '../api/answers.ts';
import { eventsAfter } from './api.ts';

const TYPES: readonly EventType[] = ['uploaded', 'deleted', 'ready', 'rejected', 'removed'];
const MOST = 200;

/** What S3 and Darkroom report, as it comes, the newest first. */
export function Events() {
  const [events, setEvents] = useState<PlaygroundEvent[]>([]);
  const [live, setLive] = useState(true);
  const [type, setType] = useState('');
  const [text, setText] = useState('');
  useEffect(() => {
    const left = new AbortController();
    const listen = async (): Promise<void> => {
      for (let after = 0; !left.signal.aborted;) {
        try {
          const page = await eventsAfter(after, left.signal);
          after = page.next;
          setLive(true);
          setEvents((known) => [...page.events.toReversed(), ...known].slice(0, MOST));
        } catch {
          setLive(false);
          await new Promise((resolve) => setTimeout(resolve, 2000));
        }
      }
    };
    void listen();
    return () => {
      left.abort();
    };
  }, []);
  const shown = events.filter((event) => (!type || event.type === type) && event.path.includes(text));
  return (
    <details class="events">
      <summary>
        Events <span class={live ? 'live' : 'live off'}>{live ? 'live' : 'not connected'}</span>
        <span class="latest">{events[0] && `${events[0].type} ${events[0].path}`}</span>
      </summary>
      <p class="filters">
        <label>
          type{' '}
          <select
            value={type}
            onChange={({ currentTarget }) => {
              setType(currentTarget.value);
            }}
          >
            <option value="">all</option>
            {TYPES.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        </label>
        <label>
          path contains{' '}
          <input
            type="search"
            value={text}
            onInput={({ currentTarget }) => {
              setText(currentTarget.value);
            }}
          />
        </label>
      </p>
      {shown.length === 0 && (
        <p class="hint">
          {events.length === 0 ? 'Nothing has happened yet: upload, replace or delete a photo.' : 'No event matches.'}
        </p>
      )}
      <ol class="log">
        {shown.map((event) => (
          <li key={event.id}>
            <details>
              <summary>
                <time>{new Date(event.at).toLocaleTimeString('en-GB')}</time>{' '}
                <span class={`type ${event.type}`}>{event.type}</span> <span class="path">{event.path}</span>{' '}
                {event.code && <code>{event.code}</code>}
              </summary>
              <pre>{JSON.stringify(event.document, null, 2)}</pre>
            </details>
          </li>
        ))}
      </ol>
    </details>
  );
}
