/** What the page shows, as the fragment of its address keeps it: for reloads, the back button and whoever gets the link. */
export interface Place {
  /** The photo's path. What is empty is left to the page. */
  readonly photo: string;
  readonly view: string;
  /** Names of the two variants that are compared, or `original`. */
  readonly left: string;
  readonly right: string;
}

const NAMES = ['photo', 'view', 'left', 'right'] as const;

export function placeIn(hash: string): Place {
  const given = new URLSearchParams(hash.slice(1));
  const said = (name: (typeof NAMES)[number]): string => given.get(name) ?? '';
  return { photo: said('photo'), view: said('view'), left: said('left'), right: said('right') };
}

/** The fragment, with its `#`, or nothing. */
export function hashOf(place: Place): string {
  const parts = NAMES.filter((name) => place[name]).map(
    (name) => `${name}=${encodeURIComponent(place[name]).replaceAll('%2F', '/')}`,
  );
  return parts.length > 0 ? `#${parts.join('&')}` : '';
}

/** Takes the token out of a fragment, `#token=…`, in which a place may follow it: null if it has none. */
export function tokenIn(hash: string): { token: string; hash: string } | null {
  const [, token, place] = /^#token=(.+?)(?:&(photo=.*))?$/.exec(hash) ?? [];
  return token === undefined ? null : { token, hash: place ? `#${place}` : '' };
}
