import type { JsonObject } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentFile,
  amount,
  count,
  folderName,
  inside,
  isEmpty,
  millis,
  ordinals,
  textOf,
} from './agent.ts';

// OpenClaw keeps what was reset or deleted beside the rest, and it counts.
const LOG = /\.jsonl(?:\.(?:reset|deleted)\..*)?$/;
const MESSAGE = /"cacheRead"|"type"\s*:\s*"(?:model_change|session)"/;

/** An agent that writes its sessions as pi does. */
export const piAgent = (
  tool: string,
  homes: readonly string[],
  isItsFolder: (file: AgentFile) => boolean,
): Agent => ({
  tool,
  homes,
  isOwn: (file, head) =>
    LOG.test(file.parts.at(-1) ?? '') && isItsFolder(file) && MESSAGE.test(head()),
  form: 'lines',
  read,
});

export const isBelow = ({ parts }: AgentFile, name: RegExp): boolean =>
  parts.some((part) => name.test(part));

function read(lines: readonly JsonObject[], { parts }: AgentFile): AgentEvent[] {
  const name = (parts.at(-1) ?? '').replace(/\.jsonl.*$/, '');
  let session = name;
  let project: string | null = null;
  let model: string | null = null;
  const key = ordinals();
  const events = new Map<string, AgentEvent>();
  for (const line of lines) {
    if (line['type'] === 'session') {
      session = textOf(line['id']) ?? session;
      project = folderName(line['cwd']) ?? project;
    }
    if (line['type'] === 'model_change') model = textOf(line['modelId']) ?? model;
    const message = line['message'];
    const usage = inside(message, 'usage');
    if (line['type'] !== 'message' || inside(message, 'role') !== 'assistant' || !usage) continue;
    const counts = {
      input: count(inside(usage, 'input')),
      output: count(inside(usage, 'output')),
      cacheRead: count(inside(usage, 'cacheRead')),
      cacheWrite: count(inside(usage, 'cacheWrite')),
    };
    const used = textOf(inside(message, 'model')) ?? model;
    const time = String(line['timestamp'] ?? inside(message, 'timestamp'));
    const id = textOf(line['id']);
    const event: AgentEvent = {
      key:
        id === null
          ? key([session, time, used, ...Object.values(counts)].join(' '))
          : `${id} ${time}`,
      ms: millis(line['timestamp'] ?? inside(message, 'timestamp')),
      model: used,
      project,
      ...counts,
      costUsd: amount(inside(inside(usage, 'cost'), 'total')),
    };
    if (!isEmpty(event)) events.set(event.key, event);
  }
  return [...events.values()];
}
