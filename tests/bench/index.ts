import { readdirSync } from 'node:fs';

// npm run bench [-- NAME …]: each file here with a `run` is a benchmark; ratios, measured side by side.
const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && file !== 'index.ts')
  .map((file) => file.replace('.ts', ''))
  .sort();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !names.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(', ')}. There are: ${names.join(', ')}.`);
  process.exitCode = 2;
} else {
  for (const name of asked.length > 0 ? asked : names) {
    const bench = (await import(`./${name}.ts`)) as { run?: () => Promise<void> };
    if (!bench.run) continue;
    console.log(`\n# ${name}`);
    await bench.run();
  }
}
