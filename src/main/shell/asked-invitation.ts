/** The invitation that was opened by a double click, until the person has joined with it or put it aside. */
export class AskedInvitation {
  #file: string | null = null;
  readonly #named: (file: string) => void;

  /** `named` hears that the person chose the file: a double click is as good as a dialog. */
  constructor(named: (file: string) => void) {
    this.#named = named;
  }

  ask(file: string): void {
    this.#file = file;
    this.#named(file);
  }

  now(): string | null {
    return this.#file;
  }

  forget(): void {
    this.#file = null;
  }
}
