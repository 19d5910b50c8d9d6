const MOST = 2;
const WITHIN_MS = 60_000;

/** A page that dies is loaded anew, but not for ever: at most twice within a minute. */
export class ReloadLimit {
  #reloads: readonly number[] = [];

  /** Whether the page may be loaded anew now; `nowMs` is any clock that only runs forward. */
  take(nowMs: number): boolean {
    this.#reloads = this.#reloads.filter((atMs) => nowMs - atMs < WITHIN_MS);
    if (this.#reloads.length >= MOST) return false;
    this.#reloads = [...this.#reloads, nowMs];
    return true;
  }
}
