import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requestsOf } from '../src/contract/every-request.ts';

/** Every request of the contract, where no bundler gathers its files: for the build, tests and tools. */
export async function contractRequests(): Promise<ReturnType<typeof requestsOf>> {
  const folder = resolve('src/contract');
  const parts: object[] = [];
  // One after the other: a tool that loads the build's configuration loads these files in its own way, and
  // two at once would meet each other half loaded.
  for (const name of readdirSync(folder)) {
    parts.push((await import(pathToFileURL(resolve(folder, name)).href)) as object);
  }
  return requestsOf(parts);
}
