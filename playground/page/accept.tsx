import { useState } from 'preact/hooks';

import type { Darkroom, ReadyManifest, Stack } from '../../packages/client/src/index.ts';
import { useAnswers } from './answers.ts';
import { Copy } from './copy.tsx';
import { bytes, typeName } from './words.ts';

/** What clients send with requests for images. */
const CLIENTS: readonly (readonly [name: string, accept: string])[] = [
  ['Chrome, Edge', 'image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8'],
  ['Firefox', 'image/avif,image/webp,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5'],
  [
    'Safari 16 and newer',
    'image/webp,image/avif,image/jxl,image/heic,image/heic-sequence,video/*;q=0.8,image/png,image/svg+xml,image/*;q=0.8,*/*;q=0.5',
  ],
  ['Safari 14 and 15', 'image/webp,image/png,image/svg+xml,image/*;q=0.8,video/*;q=0.8,*/*;q=0.5'],
  ['Internet Explorer', 'image/png, image/svg+xml, image/*;q=0.8, */*;q=0.5'],
  ['curl', '*/*'],
];

interface AcceptProps {
  images: Darkroom<Stack>;
  manifest: ReadyManifest;
  stack: Stack;
}

export function Accept({ images, manifest, stack }: AcceptProps) {
  const { path } = manifest;
  const [preset, setPreset] = useState(
    manifest.variants.toSorted((one, other) => other.width - one.width)[0]?.preset ?? '',
  );
  const [own, setOwn] = useState('image/webp');
  const [client, setClient] = useState('Chrome, Edge');
  const clients = [...CLIENTS, ['Your own', own] as const];
  const url = images.url(path, preset);
  const { answers, error } = useAnswers(
    clients.map(([name, accept]) => ({ name, url, accept })),
    [url, own, manifest],
  );
  const accept = clients.find(([name]) => name === client)?.[1] ?? '*/*';
  const chosen = answers[client];
  return (
    <section class="accept" aria-label="Accept">
      <p>
        One URL, and each client gets the best format that its Accept header names:{' '}
        <label>
          preset{' '}
          <select
            value={preset}
            onChange={({ currentTarget }) => {
              setPreset(currentTarget.value);
            }}
          >
            {Object.keys(stack.presets).map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
      </p>
      {error && <p class="bad">{error}</p>}
      <fieldset>
        <legend class="hidden">Client</legend>
        {clients.map(([name, header]) => (
          <label key={name} class="client">
            <input
              type="radio"
              name="client"
              checked={name === client}
              onChange={() => {
                setClient(name);
              }}
            />
            <span class="who">{name}</span>
            <code class="header">{header}</code>
            <span class="gets">{answers[name] && typeName(answers[name].type)}</span>
            <span class="n">{answers[name] && bytes(answers[name].bytes)}</span>
          </label>
        ))}
      </fieldset>
      <label class="own">
        Your own Accept header{' '}
        <input
          type="text"
          value={own}
          onChange={({ currentTarget }) => {
            setOwn(currentTarget.value || '*/*');
          }}
        />
      </label>
      {chosen?.blob && (
        <img class="got" src={chosen.blob} alt={`${path} as ${client} gets it: ${typeName(chosen.type)}`} />
      )}
      <Code {...{ images, manifest, url, accept, preset }} />
    </section>
  );
}

interface CodeProps {
  images: Darkroom<Stack>;
  manifest: ReadyManifest;
  url: string;
  accept: string;
  preset: string;
}

const html = (tag: string, attributes: object): string =>
  `<${tag}\n${Object.entries(attributes)
    .map(([name, value]) => `  ${name}="${String(value).replaceAll('"', '&quot;')}"`)
    .join('\n')}\n/>`;

function Code({ images, manifest, url, accept, preset }: CodeProps) {
  const options = { alt: '', image: manifest.image, sizes: '(width < 600px) 100vw, 50vw' };
  const { sources, img } = images.picture(manifest.path, {
    ...options,
    sources: [{ media: '(width < 600px)', presets: [preset] }],
  });
  const picture = `<picture>\n${[...sources.map((each) => html('source', each)), html('img', img)].join('\n')}\n</picture>`;
  const all = [
    ['<img>', html('img', images.img(manifest.path, options))],
    ['<picture>, another crop on phones', picture],
    ['curl', `curl --header 'Accept: ${accept}' --output photo '${url}'`],
  ] as const;
  return (
    <>
      {all.map(([title, code]) => (
        <figure class="code" key={title}>
          <figcaption>
            {title} <Copy text={code} what={title} />
          </figcaption>
          <pre tabIndex={0} role="region" aria-label={title}>
            {code}
          </pre>
        </figure>
      ))}
    </>
  );
}
