import { type JsonObject, objectOf } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  count,
  inside,
  isEmpty,
  millis,
  restOf,
  textOf,
} from './agent.ts';

/** Copilot's OpenTelemetry file, written where its user switched it on. */
export const COPILOT: readonly Agent[] = [
  {
    tool: 'Copilot CLI',
    homes: ['.copilot/otel'],
    variables: ['COPILOT_OTEL_FILE_EXPORTER_PATH'],
    isOwn: ({ parts }, head) =>
      /\.jsonl$/.test(parts.at(-1) ?? '') && /"gen_ai\.|"copilot_chat\./.test(head()),
    form: 'lines',
    read: eventsOf,
  },
];

type Found = {
  readonly event: AgentEvent;
  readonly trace: string | null;
  readonly id: string | null;
};

/** One use is written up to four times: of those that share a trace or an answer's id the first kind counts. */
function eventsOf(lines: readonly JsonObject[]): AgentEvent[] {
  const byKind: Found[][] = [[], [], [], []];
  for (const line of lines) {
    const attributes = attributesOf(line['attributes']);
    const kind = kindOf(line, attributes);
    const found = kind === -1 ? null : foundIn(line, attributes);
    if (found !== null) byKind[kind]?.push(found);
  }
  const taken = new Map<string, AgentEvent>();
  const seen = new Set<string>();
  for (const kind of byKind) {
    const mine: string[] = [];
    for (const { event, trace, id } of kind) {
      const names = [trace && `trace ${trace}`, id && `answer ${id}`].filter(
        (name) => name !== null,
      );
      if (names.some((name) => seen.has(String(name)))) continue;
      mine.push(...names.map(String));
      taken.set(event.key, event);
    }
    for (const name of mine) seen.add(name);
  }
  return [...taken.values()];
}

function kindOf(line: JsonObject, attributes: JsonObject): number {
  const name = textOf(line['name']) ?? '';
  const operation = attributes['gen_ai.operation.name'];
  const logged = attributes['event.name'] ?? line['eventName'];
  if (logged === 'gen_ai.client.inference.operation.details') return 1;
  if (logged === 'copilot_chat.agent.turn') return 2;
  if (name.startsWith('chat ') || operation === 'chat') return 0;
  return name.startsWith('invoke_agent') || operation === 'invoke_agent' ? 3 : -1;
}

function foundIn(line: JsonObject, attributes: JsonObject): Found | null {
  const cell = (...names: string[]): number => {
    for (const name of names) {
      const value = attributes[`gen_ai.usage.${name}`];
      if (value !== undefined) return count(typeof value === 'string' ? Number(value) : value);
    }
    return 0;
  };
  const context = line['spanContext'];
  const trace = textOf(line['traceId']) ?? textOf(inside(context, 'traceId'));
  const span = textOf(line['spanId']) ?? textOf(inside(context, 'spanId'));
  const id = textOf(attributes['gen_ai.response.id']);
  const cacheRead = cell('cache_read.input_tokens');
  const cacheWrite = cell('cache_creation.input_tokens', 'cache_write.input_tokens');
  const ms = timeOf(
    line['endTime'] ?? line['hrTime'] ?? line['timeUnixNano'] ?? line['endTimeUnixNano'],
  );
  const event: AgentEvent = {
    key: id ?? `${trace} ${span} ${trace === null ? ms : ''}`,
    ms,
    model:
      textOf(attributes['gen_ai.response.model']) ?? textOf(attributes['gen_ai.request.model']),
    project: null,
    input: restOf(cell('input_tokens'), cacheRead + cacheWrite),
    output: cell('output_tokens'),
    cacheRead,
    cacheWrite,
  };
  return isEmpty(event) ? null : { event, trace, id };
}

/** `[seconds, nanoseconds]`, or nanoseconds as text. */
function timeOf(value: unknown): number | null {
  if (Array.isArray(value)) return Math.round(Number(value[0]) * 1000 + Number(value[1]) / 1e6);
  if (typeof value === 'string' && /^\d{16,20}$/.test(value)) return Number(value.slice(0, -6));
  return millis(value);
}

/** As an object, or as the list that the protocol sends. */
function attributesOf(value: unknown): JsonObject {
  if (!Array.isArray(value)) return objectOf(value) ?? {};
  return Object.fromEntries(
    value.map((one) => {
      const held = objectOf(inside(one, 'value')) ?? {};
      const first = Object.values(held)[0];
      const isCount = 'intValue' in held && typeof first === 'string';
      return [String(inside(one, 'key')), isCount ? Number(first) : first];
    }),
  );
}
