/** Packets that were opened by a double click, until the window has taken them. */
export class AskedPackets {
  #files: readonly string[] = [];
  readonly #named: (file: string) => void;

  /** `named` hears that the person chose the file: a double click is as good as a dialog. */
  constructor(named: (file: string) => void) {
    this.#named = named;
  }

  ask(file: string): void {
    this.#files = [...this.#files.filter((one) => one !== file), file];
    this.#named(file);
  }

  now(): readonly string[] {
    return this.#files;
  }

  forget(): void {
    this.#files = [];
  }
}
