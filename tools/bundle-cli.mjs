// Bundles the command line to out/cli/index.js, with its reading threads beside it, and notes what it
// was made from, so that a bundle older than its sources is never run.
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = resolve(import.meta.dirname, '..');
const out = join(root, 'out/cli');
const note = join(out, 'made-from.json');
const lock = join(root, 'out/.cli-lock');
const help = 'help.txt';

const ENTRIES = {
  index: 'src/cli/bundled.ts',
  'log-thread': 'src/main/imports/agent-log/log-thread.ts',
  'invoice-worker': 'src/main/imports/invoice/invoice-worker.ts',
};
/** Native parts, and what only a thread loads. */
const EXTERNAL = ['better-sqlite3', 'keytar', 'unpdf'];
/** What the bundle depends on besides its modules. */
const BESIDE = ['package-lock.json', 'tools/bundle-cli.mjs'];
/** Chunks of an earlier bundle stay this long: a command that still runs may load them. */
const KEEP_MS = 3_600_000;
const LOCK_MS = 120_000;

/** Whether out/cli was made from exactly the sources that are here. */
export function isCliFresh() {
  try {
    const { sources } = JSON.parse(readFileSync(note, 'utf8'));
    return (
      existsSync(join(out, 'index.js')) &&
      Object.entries(sources).every(([file, stamp]) => stampOf(file) === stamp)
    );
  } catch {
    return false;
  }
}

/** Removes what an earlier bundle left, also what a command may still run: for a package. */
export function removeOldChunks() {
  const { chunks } = JSON.parse(readFileSync(note, 'utf8'));
  removeOthers(new Set(chunks), 0);
}

/** Bundles unless another process is at it; gives whether out/cli is fresh afterwards. */
export async function bundleCli() {
  if (!takeLock()) return false;
  try {
    const { build } = await import('vite');
    const { output } = await build({
      root,
      configFile: false,
      envFile: false,
      logLevel: 'silent',
      ssr: { noExternal: true, external: EXTERNAL },
      build: {
        ssr: true,
        write: false,
        target: 'node20',
        rolldownOptions: {
          input: ENTRIES,
          external: EXTERNAL,
          output: { entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
        },
      },
    });
    const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
    const sources = modules
      .map((id) => relative(root, id.replace(/^\0/, '').replace(/\?.*$/, '')))
      .filter((file) => file.startsWith('src'));
    place(
      output,
      Object.fromEntries([...BESIDE, ...sources].toSorted().map((file) => [file, stampOf(file)])),
    );
    return true;
  } finally {
    rmSync(lock, { recursive: true, force: true });
  }
}

/** Chunks first, the note last: whoever looks meanwhile finds the old bundle stale, or the new one whole. */
function place(output, sources) {
  mkdirSync(out, { recursive: true });
  rmSync(note, { force: true });
  rmSync(join(out, help), { force: true });
  for (const { fileName, code, source } of output) write(fileName, code ?? source);
  const chunks = output.map(({ fileName }) => fileName);
  removeOthers(new Set(chunks), KEEP_MS);
  saveHelp();
  write('made-from.json', JSON.stringify({ sources, chunks }));
}

function removeOthers(made, keepMs) {
  for (const name of readdirSync(out)) {
    const file = join(out, name);
    const isOld = Date.now() - statSync(file).mtimeMs >= keepMs;
    if (name.endsWith('.js') && !made.has(name) && isOld) rmSync(file);
  }
}

/** Loading every command only to list them takes longer than most of them work: the list is kept. */
function saveHelp() {
  const { status, stdout } = spawnSync(process.execPath, [join(out, 'index.js'), '--help']);
  if (status === 0) write(help, stdout);
}

function write(name, content) {
  const file = join(out, name);
  writeFileSync(`${file}.new`, content);
  renameSync(`${file}.new`, file);
}

function stampOf(file) {
  const stat = statSync(join(root, file), { throwIfNoEntry: false });
  return stat ? `${stat.size} ${stat.mtimeMs}` : null;
}

function takeLock() {
  mkdirSync(join(root, 'out'), { recursive: true });
  try {
    mkdirSync(lock);
    return true;
  } catch {
    const since = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? 0);
    // Left behind by a process that was killed: the next one may try again.
    if (since > LOCK_MS) utimesSync(lock, new Date(), new Date());
    return since > LOCK_MS;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (!(await bundleCli())) {
    console.error('Another process is bundling the command line just now. Try again in a moment.');
    process.exitCode = 1;
  }
}
