import { useSyncExternalStore } from 'react';

/** Where the window is: a screen's id and, for one thing of it, that thing's key (`#/seats/ana%40example.com`). */
export type Route = { readonly screen: string; readonly key: string | null };

function current(): string {
  return window.location.hash;
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener);
  return () => window.removeEventListener('hashchange', listener);
}

function parseRoute(hash: string): Route {
  const [screen = '', key] = hash.replace(/^#\/?/, '').split('/');
  return { screen: screen || 'overview', key: key ? decodeURIComponent(key) : null };
}

export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, current));
}

export function hrefOf(screen: string, key?: string): string {
  return key === undefined ? `#/${screen}` : `#/${screen}/${encodeURIComponent(key)}`;
}

export function goTo(screen: string, key?: string): void {
  window.location.hash = hrefOf(screen, key);
}
