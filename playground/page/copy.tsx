import { useState } from 'preact/hooks';

export function Copy({ text, what }: { text: string; what: string }) {
  const [said, setSaid] = useState('Copy');
  const copy = (): void => {
    navigator.clipboard.writeText(text).then(
      () => {
        setSaid('Copied');
      },
      () => {
        setSaid('Select it and copy it yourself');
      },
    );
    setTimeout(() => {
      setSaid('Copy');
    }, 2000);
  };
  return (
    <button onClick={copy} aria-label={`Copy ${what}`}>
      <span aria-live="polite">{said}</span>
    </button>
  );
}
