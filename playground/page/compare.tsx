import { useEffect, useRef, useState } from 'preact/hooks';

import type { ReadyManifest } from '../../packages/client/src/index.ts';
import type { Shown } from './shown.ts';
import { bytes } from './words.ts';

/** CSS pixels that a pixel of the picture may take. */
const CLOSEST = 8;
const ORIGINAL = 'original';

interface View {
  /** 1 fits the stage. */
  zoom: number;
  /** Of the picture's upper left corner, in parts of the stage: 0 to 1 - zoom. */
  x: number;
  y: number;
}
const FIT: View = { zoom: 1, x: 0, y: 0 };

export function Compare({ manifest, shown, original }: { manifest: ReadyManifest; shown: Shown[]; original: string }) {
  const [a, setA] = useState(ORIGINAL);
  const [b, setB] = useState(shown.find(({ asked }) => asked !== 'plain')?.name ?? ORIGINAL);
  const [split, setSplit] = useState(50);
  const [difference, setDifference] = useState(false);
  const [view, setView] = useState(FIT);
  const stage = useRef<HTMLDivElement>(null);
  const other = shown.find(({ name }) => name === b) ?? shown.find(({ name }) => name === a) ?? shown[0];
  const size = other ?? manifest.image;
  const most = (): number => Math.max(1, (CLOSEST * size.width) / (stage.current?.clientWidth ?? size.width));
  const source = (name: string): string =>
    name === ORIGINAL ? original : (shown.find((each) => each.name === name)?.measured?.blob ?? '');

  const zoomBy = (factor: number, atX = 0.5, atY = 0.5): void => {
    setView((old) => {
      const zoom = Math.min(most(), Math.max(1, old.zoom * factor));
      const scale = zoom / old.zoom;
      return within({ zoom, x: atX - (atX - old.x) * scale, y: atY - (atY - old.y) * scale });
    });
  };
  const panBy = (x: number, y: number): void => {
    setView((old) => within({ ...old, x: old.x + x, y: old.y + y }));
  };
  const swap = (): void => {
    setA(b);
    setB(a);
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

  useEffect(() => {
    const element = stage.current;
    // Preact's listeners are passive on some targets; this one keeps the page from scrolling.
    const wheel = (event: WheelEvent): void => {
      if (!event.ctrlKey && !element?.contains(document.activeElement)) return;
      event.preventDefault();
      const box = (element as HTMLElement).getBoundingClientRect();
      zoomBy(
        Math.exp(-event.deltaY / 300),
        (event.clientX - box.left) / box.width,
        (event.clientY - box.top) / box.height,
      );
    };
    element?.addEventListener('wheel', wheel, { passive: false });
    return () => element?.removeEventListener('wheel', wheel);
  }, [size]);

  const drag = (event: PointerEvent): void => {
    const box = stage.current?.getBoundingClientRect();
    if (!box || event.buttons !== 1) return;
    if (view.zoom > 1) panBy(event.movementX / box.width, event.movementY / box.height);
    else setSplit(Math.min(100, Math.max(0, ((event.clientX - box.left) / box.width) * 100)));
  };

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
        {choose('Left', a, setA)}
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
        onPointerMove={drag}
        onPointerDown={({ currentTarget, pointerId }) => {
          currentTarget.setPointerCapture(pointerId);
        }}
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
        shows the difference eightfold, <kbd>+</kbd> <kbd>−</kbd> <kbd>0</kbd> zoom, <kbd>Shift</kbd> with arrows pans.
      </p>
    </section>
  );
}

/** Keeps the picture over the whole stage. */
function within({ zoom, x, y }: View): View {
  const clamp = (value: number): number => Math.min(0, Math.max(1 - zoom, value));
  return { zoom, x: clamp(x), y: clamp(y) };
}
