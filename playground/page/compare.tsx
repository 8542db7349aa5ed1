import { useRef, useState } from 'preact/hooks';

import type { ReadyManifest } from '../../packages/client/src/index.ts';
import type { Place } from './address.ts';
import { useGestures } from './gestures.ts';
import type { Shown } from './shown.ts';
import { CENTRE, FIT, moved, type Point } from './view.ts';
import { bytes } from './words.ts';

/** CSS pixels that a pixel of the picture may take. */
const CLOSEST = 8;
const ORIGINAL = 'original';

interface CompareProps {
  manifest: ReadyManifest;
  shown: Shown[];
  original: string;
  place: Pick<Place, 'left' | 'right'>;
  onPlace: (change: Partial<Place>) => void;
}

export function Compare({ manifest, shown, original, place, onPlace }: CompareProps) {
  // What the photo does not have, since a link is of another preset or an older day, is the default.
  const known = (name: string): string | undefined =>
    [ORIGINAL, ...shown.map((each) => each.name)].find((each) => each === name);
  const a = known(place.left) ?? ORIGINAL;
  const b = known(place.right) ?? shown.find(({ asked }) => asked !== 'plain')?.name ?? ORIGINAL;
  const setB = (right: string): void => {
    onPlace({ right });
  };
  const [split, setSplit] = useState(50);
  const [difference, setDifference] = useState(false);
  const [view, setView] = useState(FIT);
  const stage = useRef<HTMLDivElement>(null);
  const other = shown.find(({ name }) => name === b) ?? shown.find(({ name }) => name === a) ?? shown[0];
  const size = other ?? manifest.image;
  const most = (): number => Math.max(1, (CLOSEST * size.width) / (stage.current?.clientWidth ?? size.width));
  const source = (name: string): string =>
    name === ORIGINAL ? original : (shown.find((each) => each.name === name)?.measured?.blob ?? '');

  const move = (factor: number, from: Point, to: Point): void => {
    setView((old) => moved(old, most(), factor, from, to));
  };
  const zoomBy = (factor: number): void => {
    move(factor, CENTRE, CENTRE);
  };
  const panBy = (x: number, y: number): void => {
    move(1, CENTRE, { x: CENTRE.x + x, y: CENTRE.y + y });
  };
  const swap = (): void => {
    onPlace({ left: b, right: a });
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    const nth = shown[Number(event.key) - 1];
    const keys: Record<string, () => void> = {
      x: swap,
      d: () => {
        setDifference((old) => !old);
      },
      '+': () => {
        zoomBy(1.5);
      },
      '=': () => {
        zoomBy(1.5);
      },
      '-': () => {
        zoomBy(1 / 1.5);
      },
      '0': () => {
        setView(FIT);
      },
      ...(event.shiftKey && {
        ArrowLeft: () => {
          panBy(0.1, 0);
        },
        ArrowRight: () => {
          panBy(-0.1, 0);
        },
        ArrowUp: () => {
          panBy(0, 0.1);
        },
        ArrowDown: () => {
          panBy(0, -0.1);
        },
      }),
    };
    const act =
      keys[event.key] ??
      (nth &&
        (() => {
          setB(nth.name);
        }));
    if (!act) return;
    event.preventDefault();
    act();
  };

  const gestures = useGestures(stage, {
    isZoomed: view.zoom > 1,
    onMove: move,
    onSlide: (part) => {
      setSplit(part * 100);
    },
  });

  const picture = { transform: `translate(${view.x * 100}%, ${view.y * 100}%) scale(${view.zoom})` };
  const ratio = (view.zoom * (stage.current?.clientWidth ?? size.width)) / size.width;
  const layer = (name: string, alt: string) =>
    source(name) && (
      <img src={source(name)} alt={alt} class={ratio >= 2 ? 'pixels' : ''} style={picture} draggable={false} />
    );
  const choose = (label: string, value: string, set: (name: string) => void) => (
    <label>
      {label}{' '}
      <select
        value={value}
        onChange={({ currentTarget }) => {
          set(currentTarget.value);
        }}
      >
        <option value={ORIGINAL}>original, {bytes(manifest.original.bytes)}</option>
        {shown.map((each) => (
          <option key={each.name} value={each.name}>
            {each.name.replace('~', ' ')}, {bytes(each.bytes)}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <section class="compare" aria-label="Compare" onKeyDown={onKeyDown}>
      <div class="tools">
        {choose('Left', a, (left) => {
          onPlace({ left });
        })}
        <button onClick={swap} aria-keyshortcuts="x" title="x">
          Swap
        </button>
        {choose('Right', b, setB)}
        <span class="gap" />
        <button
          aria-pressed={difference}
          onClick={() => {
            setDifference(!difference);
          }}
          aria-keyshortcuts="d"
          title="d"
        >
          Difference
        </button>
        <span class="zoom">
          <button
            onClick={() => {
              zoomBy(1 / 1.5);
            }}
            aria-label="Zoom out"
            title="-"
          >
            −
          </button>
          <button
            onClick={() => {
              setView(FIT);
            }}
            title="0"
          >
            Fit
          </button>
          <output class="ratio">{ratio.toFixed(1)} : 1</output>
          <button
            onClick={() => {
              zoomBy(1.5);
            }}
            aria-label="Zoom in"
            title="+"
          >
            +
          </button>
        </span>
      </div>
      <div
        class={difference ? 'stage difference' : 'stage'}
        ref={stage}
        style={{
          aspectRatio: `${size.width} / ${size.height}`,
          '--ratio': size.width / size.height,
          '--x': `${split}%`,
        }}
        {...gestures}
      >
        <div class="layer">{layer(a, `${manifest.path}, ${a}`)}</div>
        <div class="layer right">{layer(b, `${manifest.path}, ${b}`)}</div>
        <input
          type="range"
          min={0}
          max={100}
          value={split}
          aria-label="How much of the left picture is shown, in percent"
          onInput={({ currentTarget }) => {
            setSplit(Number(currentTarget.value));
          }}
        />
      </div>
      <p class="hint">
        Arrow keys move the slider, <kbd>1</kbd>–<kbd>9</kbd> choose the right picture, <kbd>x</kbd> swaps, <kbd>d</kbd>{' '}
        shows the difference eightfold, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Shift</kbd> with arrows pans;
        two fingers do both.
      </p>
    </section>
  );
}
