import { useEffect, useState } from 'preact/hooks';

import { hashOf, type Place, placeIn } from './address.ts';

/**
 * What the address says is shown, and the function that changes it. A step is one that the back button takes back; other
 * changes are of the step that the page is at.
 */
export function usePlace(): [Place, (change: Partial<Place>, isStep?: boolean) => void] {
  const [place, setPlace] = useState(placeIn(location.hash));
  useEffect(() => {
    const follow = (): void => {
      setPlace(placeIn(location.hash));
    };
    addEventListener('hashchange', follow);
    return () => {
      removeEventListener('hashchange', follow);
    };
  }, []);
  const go = (change: Partial<Place>, isStep = false): void => {
    const next = { ...placeIn(location.hash), ...change };
    const url = location.pathname + hashOf(next);
    if (isStep) history.pushState(null, '', url);
    else history.replaceState(null, '', url);
    setPlace(next);
  };
  return [place, go];
}
