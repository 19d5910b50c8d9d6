import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Files as a small company has them, made up here. */

export const PEOPLE = [
  'name\temail\trole\tteam\tstart\tmonthly_cost\tcurrency',
  'Ana Petrova\tana@acme.example\tdeveloper\tApps\t2024-01-01\t8000\tEUR',
  'Ben Okafor\tben@acme.example\tdeveloper\tApps\t2024-01-01\t7500\tEUR',
  '陈伟\tchen@acme.example\tsupport\tCare\t2024-01-01\t5200\tEUR',
].join('\n');

export function write(folder: string, name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join('\n')}\n`);
  return path;
}

/** Usage with its own cost: one identity is an e-mail, one is a shared key. */
export function usageFile(folder: string): string {
  const rows = ['2026-05-04', '2026-05-18', '2026-06-03', '2026-06-17'].flatMap((day) => [
    `${day},ana@acme.example,Claude API,claude-sonnet-4-5,120000,30000,12.40,EUR`,
    `${day},ben@acme.example,Claude API,claude-sonnet-4-5,80000,20000,8.25,EUR`,
    `${day},team-key,Claude API,claude-sonnet-4-5,50000,9000,3.15,EUR`,
  ]);
  return write(folder, 'usage.csv', [
    'date,identity,tool,model,input_tokens,output_tokens,cost,currency',
    ...rows,
  ]);
}

/** Output: six quiet months before June's seat, then more. */
export function outputFile(folder: string): string {
  const rows: string[] = [];
  const month = (name: string, tickets: number): void => {
    for (const person of ['ana', 'ben']) {
      for (let n = 1; n <= tickets; n += 1) {
        const day = String(((n * 3) % 27) + 1).padStart(2, '0');
        rows.push(
          `${name}-${day},${person}@acme.example,ticket,1,${person} ${name} ${n},chen@acme.example`,
        );
      }
    }
  };
  for (const name of ['2025-11', '2025-12', '2026-01', '2026-02', '2026-03', '2026-04']) {
    month(name, 12);
  }
  month('2026-05', 16);
  month('2026-06', 22);
  return write(folder, 'output.csv', ['date,email,kind,quantity,title,accepted_by', ...rows]);
}

/** A long file: enough rows for the import to be looked at, waited for and cancelled. */
export function longUsageFile(folder: string, rows: number): string {
  const lines = ['date,identity,tool,model,input_tokens,output_tokens,cost,currency'];
  for (let n = 0; n < rows; n += 1) {
    const day = String((n % 28) + 1).padStart(2, '0');
    lines.push(`2026-06-${day},key-${n % 400},Cursor,model-${n % 7},${n + 1},${n % 900},0.01,EUR`);
  }
  return write(folder, 'long usage.csv', lines);
}
