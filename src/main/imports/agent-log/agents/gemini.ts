import type { JsonObject } from '../short-json.ts';
import {
  type Agent,
  type AgentEvent,
  type AgentFile,
  count,
  inside,
  isEmpty,
  listOf,
  millis,
  textOf,
} from './agent.ts';

const HEAD = /"projectHash"|"type"\s*:\s*"gemini"/;
const homes = ['.gemini'];

/** Gemini CLI: a session is one object with its messages, or a line for each. */
export const GEMINI: readonly Agent[] = [
  {
    tool: 'Gemini CLI',
    homes,
    isOwn: ({ parts }, head) => /^session-.*\.json$/.test(parts.at(-1) ?? '') && HEAD.test(head()),
    form: 'document',
    read: (document, file) => {
      const session = textOf(inside(document, 'sessionId')) ?? file.parts.at(-1) ?? '';
      return eventsOf(listOf(inside(document, 'messages')), session, file);
    },
  },
  {
    tool: 'Gemini CLI',
    homes,
    isOwn: ({ parts }, head) => /^session-.*\.jsonl$/.test(parts.at(-1) ?? '') && HEAD.test(head()),
    form: 'lines',
    read: (lines, file) => {
      const named = lines.find((line) => textOf(line['sessionId']) !== null);
      const session = textOf(named?.['sessionId']) ?? file.parts.at(-1) ?? '';
      return eventsOf(lines, session, file);
    },
  },
];

/** A later message of the same id takes the place of the earlier one. */
function eventsOf(
  messages: readonly JsonObject[],
  session: string,
  { parts }: AgentFile,
): AgentEvent[] {
  const chats = parts.lastIndexOf('chats');
  const project = chats > 0 ? (parts[chats - 1] ?? null) : null;
  const events = new Map<string, AgentEvent>();
  for (const message of messages) {
    const id = textOf(message['id']);
    if (message['type'] !== 'gemini' || id === null) continue;
    const tokens = message['tokens'];
    const cell = (name: string): number => count(inside(tokens, name));
    const [input, cached] = [cell('input'), cell('cached')];
    const [output, thoughts, tool] = [cell('output'), cell('thoughts'), cell('tool')];
    // Today cached tokens are part of the input; where the total says otherwise, they stand beside it.
    const isApart =
      cached > input ||
      (cached > 0 && inside(tokens, 'total') === input + output + thoughts + tool + cached);
    const event: AgentEvent = {
      key: `${session} ${id}`,
      ms: millis(message['timestamp']),
      model: textOf(message['model']),
      project,
      input: (isApart ? input : input - cached) + tool,
      output: output + thoughts,
      cacheRead: cached,
      cacheWrite: 0,
    };
    if (!isEmpty(event)) events.set(event.key, event);
  }
  return [...events.values()];
}
