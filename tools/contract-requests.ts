import { readdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { requestsOf } from '../src/contract/every-request.ts';

/** Every request of the contract, where no bundler gathers its files: for the build, tests and tools. */
export async function contractRequests(): Promise<ReturnType<typeof requestsOf>> {
  const folder = resolve('src/contract');
  const files = readdirSync(folder).map((name) => pathToFileURL(resolve(folder, name)).href);
  return requestsOf(await Promise.all(files.map(async (file) => (await import(file)) as object)));
}
