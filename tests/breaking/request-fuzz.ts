// Asks every request of the contract with drawn inputs, of its shape and against it, on a copy of the sample company's
// book, and names those that fail otherwise than with a sentence, or that take long. Not part of npm test.
//
//   npx -c 'node tests/breaking/request-fuzz.ts 100 7'            100 inputs a request, drawn from seed 7
//   npx -c 'node tests/breaking/request-fuzz.ts 10000 7 claims/'  10,000 for those whose name begins so
//   npx -c "node tests/breaking/request-fuzz.ts 10000 7 '' 60"    as many of 10,000 as are answered within 60 s a request
//
// On standard error each request is named as it begins, with what came of the one before; an input that
// holds the processor for ever is the last one in `last-input.json` of the folder that is named first.
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { Failure } from '../../src/core/failure.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { createSampleBook } from '../../src/main/services/sample/sample-company.ts';
import { openServices } from '../../src/main/services/services.ts';
import { answerRequest } from '../../src/main/shell/answer-request.ts';
import { contractRequests } from '../../tools/contract-requests.ts';
import { inputsOf } from './request-inputs.ts';

const [runs = '20', seed = '7', start = '', seconds = 'Infinity'] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'seatworth-fuzz-'));
/** Processor time that no small input may take. */
const MOST_MS = 20_000;
const resources = join(import.meta.dirname, '../../resources');
const SENDER = { known: true, topFrame: true, ownOrigin: true };
const offline = (): Promise<never> =>
  Promise.reject(Object.assign(new Error('offline'), { code: 'ENETUNREACH' }));
const network = () => ({
  fetch: offline,
  nowMs: () => Date.now(),
  sleep: async () => {},
  random: () => 0,
});
const requests = await contractRequests();
console.error(folder);
try {
  const sample = join(folder, 'sample.sw');
  await createSampleBook(sample, resources);
  const faults = new Map<string, string>();
  const outcomes = new Map<string, number>();
  let asked = 0;
  for (const [name, request] of Object.entries(requests)) {
    if (name.startsWith('desktop/') || !name.startsWith(start)) continue;
    const file = join(folder, 'book.sw');
    for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
    copyFileSync(sample, file);
    mkdirSync(join(folder, 'out'), { recursive: true });
    const services = openServices({
      file,
      mode: 'write',
      resources,
      who: 'Test',
      keychain: runOnlyKeys(),
      network,
      settingsFolder: join(folder, 'settings'),
    });
    const inputs = fc.sample(inputsOf(request, join(folder, 'out')), {
      numRuns: Number(runs),
      seed: Number(seed),
    });
    const begin = Date.now();
    let given = 0;
    for (const input of inputs) {
      if (Date.now() - begin > Number(seconds) * 1000) break;
      given += 1;
      asked += 1;
      const used = process.cpuUsage();
      writeFileSync(join(folder, 'last-input.json'), `${name} ${JSON.stringify(input)}`);
      const reply = await answerRequest(SENDER, name, input, {
        requests,
        handle: async (_request, checked) => services.answer(name, checked),
        report: (error) => {
          const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
          if (!faults.has(name)) {
            faults.set(name, `${JSON.stringify(input)?.slice(0, 400)}\n${said.slice(0, 900)}`);
          }
        },
      }).catch((error: unknown) => {
        throw error instanceof Failure ? new Error(`${name} threw ${error.code}.`) : error;
      });
      const { user, system } = process.cpuUsage(used);
      if (user + system > MOST_MS * 1000)
        faults.set(name, `took ${Math.round((user + system) / 1000)} ms: ${JSON.stringify(input)}`);
      const outcome = reply.ok ? 'answered' : reply.error.code;
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    }
    services.close();
    console.error(`${name}: ${given} in ${Date.now() - begin} ms`);
    rmSync(join(folder, 'out'), { recursive: true, force: true });
  }
  for (const [name, fault] of faults) console.log(`fault: ${name} ${fault}\n`);
  const most = [...outcomes].sort((a, b) => b[1] - a[1]).slice(0, 12);
  console.log(most.map(([code, times]) => `${code} ${times}`).join(', '));
  console.log(`${asked} inputs, ${faults.size} requests with faults`);
  process.exitCode = faults.size === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}
