import { useEffect, useState } from 'preact/hooks';

import { formatTransform, parseTransform, type Transform } from '../../handler/src/transforms.ts';
import type { Stack } from '../../packages/client/src/index.ts';
import type { Signed } from '../api/answers.ts';
import { signUrl } from './api.ts';
import { Copy } from './copy.tsx';
import { Fields } from './fields.tsx';
import { measure, type Measured, sourceOf } from './measure.ts';
import { Timing } from './table.tsx';
import { bytes, duration, typeName } from './words.ts';

const LIVES: readonly (readonly [name: string, seconds: number | null])[] = [
  ['five minutes', 300],
  ['an hour', 3600],
  ['a day', 86_400],
  ['for ever', null],
];

export function Builder({ path, stack }: { path: string; stack: Stack }) {
  const [text, setText] = useState('w_300,h_200,fit_cover');
  const [seconds, setSeconds] = useState<number | null>(3600);
  const [signed, setSigned] = useState<Signed | null>(null);
  const [answer, setAnswer] = useState<Measured | null>(null);
  const [refusal, setRefusal] = useState('');
  useEffect(() => {
    setSigned(null);
    setAnswer(null);
    setRefusal('');
  }, [text, seconds, path]);
  if (!stack.transforms)
    return (
      <p>
        The stack signs no URLs: set <code>signing_keys</code>.
      </p>
    );
  const bounds = stack.transforms as Parameters<typeof parseTransform>[1];
  const { transform, problem } = read(text, bounds);
  const change = (part: Partial<Transform>): void => {
    // Null is a default, and an option at its default is not spelt.
    const next = { ...transform, ...part } as Transform;
    setText(formatTransform(next));
  };
  const ask = (url: string): void => {
    setAnswer(null);
    measure(url, 'image/avif,image/webp,image/*,*/*;q=0.8').then(setAnswer, (error: unknown) => {
      setRefusal((error as Error).message);
    });
  };
  const sign = (): void => {
    setRefusal('');
    signUrl(path, text, seconds).then(
      (made) => {
        setSigned(made);
        ask(made.url);
      },
      (error: unknown) => {
        setRefusal((error as Error).message);
      },
    );
  };
  return (
    <section class="builder" aria-label="Transform">
      <Fields {...{ transform, change, stack }} />
      <label class="canonical">
        Canonical text
        <input
          type="text"
          spellcheck={false}
          value={text}
          aria-invalid={problem !== ''}
          aria-describedby="problem"
          onInput={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
        />
      </label>
      <p id="problem" class={problem ? 'bad' : 'good'} role="status">
        {problem ? `Not a transform: ${problem}.` : 'A transform that this stack makes.'}
      </p>
      <p class="buttons">
        <label>
          valid{' '}
          <select
            value={String(seconds)}
            onChange={({ currentTarget }) => {
              setSeconds(LIVES.find(([, each]) => String(each) === currentTarget.value)?.[1] ?? null);
            }}
          >
            {LIVES.map(([name, each]) => (
              <option key={name} value={String(each)}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button class="main" onClick={sign}>
          Sign and request
        </button>
        {signed && (
          <button
            onClick={() => {
              ask(tampered(signed.url));
            }}
            title="Change one character and request it"
          >
            Tamper with it
          </button>
        )}
      </p>
      {refusal && <p class="bad">{refusal}</p>}
      {signed && (
        <figure class="code">
          <figcaption>
            Signed URL <Expiry expires={signed.expires} /> <Copy text={signed.url} what="the signed URL" />
          </figcaption>
          <pre tabIndex={0} role="region" aria-label="Signed URL">
            {signed.url}
          </pre>
        </figure>
      )}
      {answer && (
        <div class="answer" role="status">
          {answer.blob ? (
            <>
              <p>
                {answer.status}, {typeName(answer.type)}, {bytes(answer.bytes)}, {sourceOf(answer)}{' '}
                <Timing measured={answer} most={answer.ms} />
              </p>
              <img class="got" src={answer.blob} alt={`${path}, ${text}`} />
            </>
          ) : (
            <p class="bad">
              {answer.status} <code>{answer.error}</code> {answer.message}
            </p>
          )}
        </div>
      )}
    </section>
  );
}

function read(
  text: string,
  bounds: Parameters<typeof parseTransform>[1],
): { transform: Transform | null; problem: string } {
  try {
    return { transform: parseTransform(text, bounds), problem: '' };
  } catch (error) {
    return { transform: null, problem: (error as Error).message };
  }
}

/** The URL with another width or height than was signed. */
const tampered = (url: string): string =>
  url.replace(/\b([wh])_(\d)/, (_, name: string, digit: string) => `${name}_${(Number(digit) % 9) + 1}`);

function Expiry({ expires }: { expires: number | null }) {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now());
    }, 1000);
    return () => {
      clearInterval(timer);
    };
  }, []);
  if (expires === null) return <>never expires</>;
  return <>{expires > now ? `expires in ${duration(Math.round((expires - now) / 1000) * 1000)}` : 'has expired'}</>;
}
