import { useSyncExternalStore } from 'react';
import { isIsoMonth } from '../core/calendar.ts';
import { useWindowState } from './window-state.ts';

/**
 * Where the window is: a screen's id, for one thing of it that thing's key, and the month looked at
 * where one was chosen (`#/seats/ana%40example.com?month=2026-05`). Because the month is part of the
 * address, Back leads to the month that was looked at before.
 */
export type Route = {
  readonly screen: string;
  readonly key: string | null;
  readonly month: string | null;
};

/** What is kept with a place of the window's history, once it has been visited. */
type Visited = { readonly month: string | null };

const CHANGED = 'seatworth:route';

function current(): string {
  return window.location.hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  window.addEventListener(CHANGED, listener);
  return () => {
    window.removeEventListener('hashchange', listener);
    window.removeEventListener(CHANGED, listener);
  };
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen = '', key] = path.split('/');
  const month = new URLSearchParams(query).get('month');
  return {
    screen: screen || 'overview',
    key: key ? decodeURIComponent(key) : null,
    month: month !== null && isIsoMonth(month) ? month : null,
  };
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, current));
}

/** An address; without a `month` it keeps the one that is looked at. */
export function hrefOf(screen: string, key?: string, month?: string): string {
  const path = key === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(key)}`;
  return month === undefined ? path : `${path}?month=${month}`;
}

export function goTo(screen: string, key?: string, month?: string): void {
  window.location.hash = hrefOf(screen, key, month);
}

/** Looks at a month, on the screen as it is; `null` is the latest that the book holds. */
export function lookAt(month: string | null): void {
  const { screen, key } = parseRoute(current());
  const path = key === null ? hrefOf(screen) : hrefOf(screen, key);
  const visited: Visited = { month };
  window.history.pushState(visited, '', month === null ? path : `${path}?month=${month}`);
  settle();
}

/**
 * Keeps address and month together. A link that names no month keeps the one looked at, and says so
 * in the address from then on; a place that was visited before (Back) brings its own again.
 */
function settle(): void {
  const { month: asked } = parseRoute(current());
  const held = window.history.state as Visited | null;
  const { month: looked, setMonth } = useWindowState.getState();
  const month = asked ?? (held === null ? looked : null);
  if (held === null) {
    const visited: Visited = { month };
    const path = current().split('?')[0] || '#/overview';
    window.history.replaceState(visited, '', month === null ? path : `${path}?month=${month}`);
  }
  if (month !== looked) setMonth(month);
  window.dispatchEvent(new Event(CHANGED));
}

/** Begins to follow the address; once, before the first picture. */
export function followRoute(): void {
  window.addEventListener('hashchange', settle);
  window.addEventListener('popstate', settle);
  settle();
}
