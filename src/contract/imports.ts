import * as z from 'zod';
import { nothing, request } from './request.ts';
import { delivered, money } from './shapes.ts';

export const importKind = z.enum([
  'people',
  'subscriptions',
  'usage',
  'charges',
  'output',
  'invoice',
  'rates',
  'agent-log',
  'focus',
  'seats',
  'assets',
]);
export type ImportKindName = z.infer<typeof importKind>;
/** What stands in the history: also trials, which are imported by a name of their own. */
const takenKind = z.enum([...importKind.options, 'trial']);

/** A mapping is checked by its reader; here only that it is not nested beyond what any code may follow. */
const mappingGiven = z.unknown().refine((value) => isShallow(value, 8), 'a mapping');

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((one) => isShallow(one, depth - 1));
}

const reject = z.object({
  line: z.number().int(),
  field: z.string().nullable(),
  value: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
});

/** What has to be known before all rows can be read; answered with `answers`, by its key. */
export const importAsk = z.object({
  key: z.string(),
  question: z.string(),
  /** `null` where the answer is free, as a period's. */
  choices: z.array(z.string()).nullable(),
  /** The columns, lines or names that it is about. */
  about: z.array(z.string()),
  example: z.string().nullable(),
  /** How the example reads under each choice (a decimal, or a day); `null` where that says nothing. */
  readings: z.array(z.string()).nullable(),
  /** What holds unless it is answered otherwise; `null` where an answer is needed. */
  suggested: z.string().nullable(),
});
export type ImportAsk = z.infer<typeof importAsk>;

/** One file's import; `rows = added + replaced + unchanged + rejected`, always. */
export const importDoc = z.object({
  /** In a person's own book: use of agents waits for the next sending. */
  delivery: delivered.delivery,
  id: z.number().int().nullable(),
  file: z.string(),
  sha256: z.string().nullable(),
  kind: takenKind.nullable(),
  format: z.string().nullable(),
  account: z.string().nullable(),
  person: z.string().nullable(),
  status: z.enum(['committed', 'duplicate', 'dry-run', 'refused']),
  rows: z.number().int(),
  added: z.number().int(),
  replaced: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** At most 100; all of them come with `imports/rejects`. */
  rejects: z.array(reject),
  ignoredColumns: z.array(z.string()),
  notes: z.array(z.string()),
  asks: z.array(importAsk),
  error: z
    .object({
      code: z.string(),
      message: z.string(),
      details: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
    })
    .nullable(),
});
export type ImportDoc = z.infer<typeof importDoc>;

export const importsRun = request(
  'imports/run',
  'write',
  z.object({
    files: z.array(z.string()).min(1),
    /** What was pasted in place of a file; `files` then names it. */
    text: z.string().optional(),
    kind: importKind.optional(),
    account: z.string().optional(),
    person: z.string().optional(),
    mapping: mappingGiven.optional(),
    answers: z.record(z.string(), z.string()).optional(),
    /** The computer that agent logs come from, by the name that people know it by. */
    device: z.string().trim().min(1).max(100).optional(),
    dryRun: z.boolean().optional(),
  }),
  z.object({ imports: z.array(importDoc) }),
);

/** A value as it will be read: a day or text, a number, an amount. */
export const readValue = z.union([z.string(), z.number(), money]);
export type ReadValue = z.infer<typeof readValue>;

/**
 * What a file holds, before anything is taken: its header and first rows, how it would be read with
 * what was said about it, and what has to be asked.
 */
export const importsLook = request(
  'imports/look',
  'read',
  z.object({
    file: z.string(),
    text: z.string().optional(),
    kind: importKind.optional(),
    mapping: mappingGiven.optional(),
    answers: z.record(z.string(), z.string()).optional(),
    account: z.string().optional(),
    person: z.string().optional(),
    /** Whether header, sample and a suggestion are wanted also where the columns are known. */
    columns: z.boolean().optional(),
  }),
  z.object({
    file: z.string(),
    /** `null`: nobody knows which column is which. */
    format: z.string().nullable(),
    kind: importKind.nullable(),
    header: z.array(z.string()),
    /** The first rows as they stand in the file; empty where the columns are known and not asked for. */
    sample: z.array(z.array(z.string())),
    suggestion: z.unknown().nullable(),
    /** The mapping that holds: the one said, else the one remembered; days left out. */
    mapping: z.unknown().nullable(),
    notes: z.array(z.string()),
    asks: z.array(importAsk),
    ignoredColumns: z.array(z.string()),
    /** The first rows as they will be read, by the canonical names of their columns. */
    rows: z.array(z.object({ line: z.number().int(), values: z.record(z.string(), readValue) })),
    rejects: z.array(reject),
    /** How many rows there are and how many of them cannot be read; `null` where only the beginning was read. */
    counts: z.object({ rows: z.number().int(), rejected: z.number().int() }).nullable(),
  }),
);
export type ImportLook = z.infer<typeof importsLook.output>;

export const importHistoryEntry = importDoc.extend({
  at: z.string(),
  who: z.string(),
  undone: z.string().nullable(),
  /** Why it cannot be undone now, or null where it can. */
  undoBlocked: z.string().nullable(),
});
export type ImportHistoryEntry = z.infer<typeof importHistoryEntry>;

export const importsList = request(
  'imports/list',
  'read',
  nothing,
  z.object({ imports: z.array(importHistoryEntry) }),
);

export const importsUndo = request(
  'imports/undo',
  'write',
  z.object({ id: z.number().int() }),
  z.object({ imports: z.array(importHistoryEntry) }),
);

/** What hangs on an import, and changes when it is undone. */
export const importsFollowers = request(
  'imports/followers',
  'read',
  z.object({ id: z.number().int() }),
  z.object({ identities: z.number().int(), laterImports: z.number().int() }),
);

/** Takes an undone import's file again, as it was said to be read. */
export const importsRedo = request(
  'imports/redo',
  'write',
  z.object({ id: z.number().int() }),
  z.object({ imports: z.array(importHistoryEntry) }),
);

/** Writes an import's rejects as CSV, as they stood in the file, with the reason beside each. */
export const importsRejects = request(
  'imports/rejects',
  'read',
  z.object({ id: z.number().int(), out: z.string() }),
  z.object({ file: z.string(), rows: z.number().int() }),
);

/** Writes the empty template of a kind, with one example row. */
export const importsTemplate = request(
  'imports/template',
  'read',
  z.object({ kind: importKind, out: z.string() }),
  z.object({ file: z.string() }),
);

/** How tables with a header of their own are read, as it was said once. Days are never part of it. */
export const mappingsList = request(
  'mappings/list',
  'read',
  nothing,
  z.object({
    mappings: z.array(
      z.object({
        id: z.number().int(),
        kind: z.string(),
        header: z.array(z.string()),
        mapping: z.record(z.string(), z.unknown()),
        at: z.string(),
      }),
    ),
  }),
);

/** Changes how files with the header of a remembered mapping are read from now on. */
export const mappingsSet = request(
  'mappings/set',
  'write',
  z.object({ id: z.number().int(), mapping: mappingGiven }),
  mappingsList.output,
);

/** Keeps how files with a header are read, as it was before it was forgotten. */
export const mappingsKeep = request(
  'mappings/keep',
  'write',
  z.object({ header: z.array(z.string()), mapping: mappingGiven }),
  mappingsList.output,
);

export const mappingsForget = request(
  'mappings/forget',
  'write',
  z.object({ id: z.number().int() }),
  mappingsList.output,
);

const agentFound = z.object({
  agent: z.string(),
  /** The folder or file that is given to import it. */
  place: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** On which there was any use. */
  days: z.number().int(),
  events: z.number().int(),
  inputTokens: z.number().int(),
  outputTokens: z.number().int(),
  cacheReadTokens: z.number().int(),
  cacheWriteTokens: z.number().int(),
  cacheWrite1hTokens: z.number().int(),
  requests: z.number().int(),
});
export type AgentFound = z.infer<typeof agentFound>;

/** The coding agents that have logs on this computer, before anything is imported. */
export const agentsList = request(
  'agents/list',
  'read',
  nothing,
  z.object({ agents: z.array(agentFound) }),
);
