import { readdirSync } from 'node:fs';
import { requestsOf } from '../src/contract/every-request.ts';

/** Every request of the contract, where no bundler gathers its files: for the build, tests and tools. */
export async function contractRequests(): Promise<ReturnType<typeof requestsOf>> {
  // Not by the working folder: the tool that writes documents stands in another one.
  const folder = new URL('../src/contract/', import.meta.url);
  const parts: object[] = [];
  // One after the other: a tool that loads the build's configuration loads these files in its own way, and
  // two at once would meet each other half loaded.
  for (const name of readdirSync(folder)) {
    parts.push((await import(new URL(name, folder).href)) as object);
  }
  return requestsOf(parts);
}
