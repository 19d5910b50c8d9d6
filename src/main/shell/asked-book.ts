/**
 * The books that a person asks for from outside the window: by a double click, or by starting the app
 * once more. What is asked before the app can open books is kept; of several the last one counts.
 */
export class AskedBook {
  #waiting: string | null = null;
  #open: ((file: string) => void) | null = null;

  ask(file: string): void {
    if (this.#open) this.#open(file);
    else this.#waiting = file;
  }

  /** What was asked for until now, for the start to open in place of the last book; null if nothing was. */
  take(): string | null {
    const file = this.#waiting;
    this.#waiting = null;
    return file;
  }

  /** From now on `open` is told at once, and also of what came between the start and now. */
  serve(open: (file: string) => void): void {
    this.#open = open;
    const file = this.take();
    if (file !== null) open(file);
  }
}
