import * as z from 'zod';
import { ARMS } from '../core/trials/draw-arms.ts';
import { request } from './request.ts';
import { money } from './shapes.ts';

/** Trials: tasks drawn into one of two arms before they begin, timed, and what came of it. */

export const trialKind = z.enum(['ai', 'model', 'tool']);
const arm = z.enum(ARMS);
const named = z.object({ name: z.string().trim().min(1) });

const trial = z.object({
  name: z.string(),
  kind: trialKind,
  a: z.string(),
  b: z.string(),
  status: z.enum(['planned', 'running', 'ended']),
  /** So many were planned. */
  tasks: z.number().int(),
  entered: z.number().int(),
  done: z.number().int(),
  /** Entered, and neither done nor dropped. */
  open: z.number().int(),
  people: z.number().int(),
  imported: z.boolean(),
  consentText: z.string(),
  /** E-mails of those who agreed to the text and have not left. */
  consented: z.array(z.string()),
});
export type TrialDoc = z.infer<typeof trial>;
const trialsDoc = z.object({ trials: z.array(trial) });
export type TrialsDoc = z.infer<typeof trialsDoc>;

export const trialsList = request('trials/list', 'read', z.object({}), trialsDoc);

export const trialsPlan = request(
  'trials/plan',
  'read',
  /** In per cent: −20 is a fifth less time. */
  z.object({ effect: z.number(), sigma: z.number().positive().optional() }),
  z.object({
    tasks: z.number().int(),
    sigma: z.number(),
    /** The trial that the deviation was taken from; `null`: the usual one, or as said. */
    sigmaFrom: z.string().nullable(),
    shows: z.object({ faster: z.number(), slower: z.number() }),
  }),
);

export const trialsNew = request(
  'trials/new',
  'write',
  named.extend({
    kind: trialKind,
    a: z.string().trim().min(1),
    b: z.string().trim().min(1),
    tasks: z.number().int().min(1).max(100_000),
    /** What is kept, who sees it, that one may leave. */
    consent: z.string().trim().min(1),
  }),
  trialsDoc,
);
export const trialsStart = request('trials/start', 'write', named, trialsDoc);
/** From here on the secret of the draw is shown, so that anybody can draw again. */
export const trialsEnd = request(
  'trials/end',
  'write',
  named,
  trialsDoc.extend({ seed: z.string().nullable() }),
);
const withPerson = named.extend({ person: z.string() });
export const trialsConsent = request('trials/consent', 'write', withPerson, trialsDoc);
export const trialsLeave = request('trials/leave', 'write', withPerson, trialsDoc);

const task = z.object({
  id: z.number().int(),
  person: z.string(),
  arm,
  /** From 1 on, by person. */
  seq: z.number().int(),
  title: z.string(),
  project: z.string().nullable(),
  estimate: z.number(),
  forecast: z.number().nullable(),
  /** What it took, and felt like: `null` also where it is somebody else's, once access is set. */
  minutes: z.number().nullable(),
  felt: z.number().nullable(),
  accepted: z.boolean().nullable(),
  dropped: z.string().nullable(),
  state: z.enum(['open', 'done', 'dropped']),
  /** Minutes on the timer so far, and since when it runs. */
  timer: z.number(),
  timerSince: z.string().nullable(),
});
export type TrialTaskDoc = z.infer<typeof task>;
const tasksDoc = z.object({ tasks: z.array(task) });

export const trialTasks = request(
  'trials/tasks',
  'read',
  named.extend({ person: z.string().optional() }),
  tasksDoc,
);
export const trialTaskAdd = request(
  'trials/task-add',
  'write',
  withPerson.extend({
    title: z.string().trim().min(1),
    estimate: z.number(),
    forecast: z.number(),
    project: z.string().trim().min(1).optional(),
  }),
  z.object({ task }),
);
const taskId = z.object({ id: z.number().int() });
export const trialTaskTimer = request(
  'trials/task-timer',
  'write',
  taskId.extend({ act: z.enum(['start', 'pause', 'stop']) }),
  z.object({ task }),
);
export const trialTaskDone = request(
  'trials/task-done',
  'write',
  taskId.extend({
    /** Left out: what the timer says. */
    minutes: z.number().optional(),
    felt: z.number().optional(),
    accepted: z.boolean().optional(),
    /** In base currency. */
    cost: z.string().optional(),
  }),
  z.object({ task }),
);
export const trialTaskDrop = request(
  'trials/task-drop',
  'write',
  taskId.extend({ why: z.string() }),
  z.object({ task }),
);

const importedFile = z.object({
  /** Its line in the history of imports; `null` where nothing of it was new. */
  id: z.number().int().nullable(),
  file: z.string(),
  sha256: z.string(),
  kind: z.literal('trial'),
  account: z.null(),
  status: z.enum(['committed', 'duplicate']),
  rows: z.number().int(),
  added: z.number().int(),
  replaced: z.number().int(),
  unchanged: z.number().int(),
  rejected: z.number().int(),
  from: z.null(),
  to: z.null(),
  rejects: z.array(
    z.object({
      line: z.number().int(),
      field: z.string().nullable(),
      value: z.string().nullable(),
      /** The code. */
      reason: z.string(),
      text: z.string(),
    }),
  ),
  ignoredColumns: z.array(z.string()),
});

export const trialsImport = request(
  'trials/import',
  'write',
  named.extend({
    file: z.string(),
    kind: trialKind.optional(),
    a: z.string().trim().min(1).optional(),
    b: z.string().trim().min(1).optional(),
  }),
  z.object({ imports: z.array(importedFile) }),
);

const armResult = z.object({
  done: z.number().int(),
  costed: z.number().int(),
  costPerTask: money.nullable(),
  acceptedShare: z.number().nullable(),
});

const resultDoc = z.object({
  trial: z.string(),
  kind: trialKind,
  a: z.string(),
  b: z.string(),
  status: z.enum(['result', 'too-few']),
  /** Whether the planned number of tasks was done. */
  final: z.boolean(),
  tasks: z.number().int(),
  planned: z.number().int(),
  people: z.number().int(),
  done: z.number().int(),
  dropped: z.object({ a: z.number().int(), b: z.number().int() }),
  /** Time in arm A to time in arm B. */
  ratio: z.number().nullable(),
  low95: z.number().nullable(),
  high95: z.number().nullable(),
  se: z.literal('HC3'),
  quantile: z.literal('normal'),
  adjusted: z.boolean(),
  expectedChange: z.number().nullable(),
  feltChange: z.number().nullable(),
  oneArmOnly: z.array(z.string()),
  withPersons: z.object({ ratio: z.number(), low95: z.number(), high95: z.number() }).nullable(),
  arms: z.object({ a: armResult, b: armResult }),
  /** The secret of the draw, once the trial has ended. */
  seed: z.string().nullable(),
});
export type TrialResultDoc = z.infer<typeof resultDoc>;

/** Looking is noted: who looks before the planned number may end a trial when it pleases. */
export const trialResult = request('trials/result', 'write', named, resultDoc);
