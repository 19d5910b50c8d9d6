import {
  type Agent,
  type AgentEvent,
  type AgentFile,
  amount,
  count,
  inside,
  isEmpty,
  listOf,
  millis,
  restOf,
  textOf,
} from './agent.ts';

const EDITORS = ['Code', 'Code - Insiders', 'Cursor', 'Windsurf', 'VSCodium', 'Trae'];
const USER_FOLDERS = EDITORS.flatMap((editor) => [
  `.config/${editor}/User/globalStorage`,
  `Library/Application Support/${editor}/User/globalStorage`,
  `AppData/Roaming/${editor}/User/globalStorage`,
]);
/** Providers of Cline whose `tokensIn` is the whole prompt; of all others it is what no cache held. */
const WHOLE_PROMPT = new Set(
  'openai litellm doubao fireworks hicap lmstudio qwen xai zai'.split(' '),
);
/** Roo Code 3.29.5 and Kilo Code 4.119 count the whole prompt, whatever the protocol. */
const ROO_WHOLE_SINCE_MS = Date.UTC(2025, 10, 1);

/** An extension of VS Code and its kin that keeps its tasks as Cline did first. */
export const extension = (tool: string, folder: string): Agent => ({
  tool,
  homes: USER_FOLDERS.map((place) => `${place}/${folder}`),
  isOwn: ({ parts }) =>
    parts.at(-1) === 'ui_messages.json' &&
    (parts.includes(folder) || (tool === 'Cline' && !parts.some((part) => FOLDERS.has(part)))),
  form: 'document',
  read: (document, file, beside) => classic(tool === 'Cline', document, file, beside),
});
const FOLDERS = new Set(['rooveterinaryinc.roo-cline', 'kilocode.kilo-code']);

function classic(
  isCline: boolean,
  document: unknown,
  { parts }: AgentFile,
  beside: (name: string) => unknown,
): AgentEvent[] | null {
  if (!Array.isArray(document)) return null;
  const task = parts.at(-2) ?? '';
  const asked = listOf(document).filter((message) => message['say'] === 'api_req_started');
  const models = isCline ? modelsOfTask(beside) : modelsOfHistory(beside);
  const ordinalOf = new Map<string, number>();
  return asked.flatMap((message, index): AgentEvent[] => {
    const request = parsed(message['text']);
    const ms = millis(message['ts']);
    if (request === null || ms === null) return [];
    const cacheRead = count(inside(request, 'cacheReads'));
    const cacheWrite = count(inside(request, 'cacheWrites'));
    const sent = count(inside(request, 'tokensIn'));
    const isWhole = isCline
      ? WHOLE_PROMPT.has(textOf(inside(message['modelInfo'], 'providerId')) ?? '')
      : ms >= ROO_WHOLE_SINCE_MS || inside(request, 'apiProtocol') !== 'anthropic';
    const next = millis(asked[index + 1]?.['ts']) ?? Number.POSITIVE_INFINITY;
    const until = isCline ? ms + 1 : next;
    const model =
      textOf(inside(message['modelInfo'], 'modelId')) ??
      models.findLast((one) => one.ms < until)?.model ??
      null;
    const same = ordinalOf.get(String(ms)) ?? 0;
    ordinalOf.set(String(ms), same + 1);
    const event: AgentEvent = {
      key: `${task} ${ms}${same === 0 ? '' : ` ${same}`}`,
      ms,
      model,
      project: null,
      input: isWhole ? restOf(sent, cacheRead + cacheWrite) : sent,
      output: count(inside(request, 'tokensOut')),
      cacheRead,
      cacheWrite,
      costUsd: amount(inside(request, 'cost')),
    };
    return isEmpty(event) ? [] : [event];
  });
}

type ModelAt = { readonly ms: number; readonly model: string };

function modelsOfTask(beside: (name: string) => unknown): ModelAt[] {
  return listOf(inside(beside('task_metadata.json'), 'model_usage')).flatMap((one) => {
    const model = textOf(one['model_id']);
    return model === null ? [] : [{ ms: millis(one['ts']) ?? 0, model }];
  });
}

/** Of the history nothing is looked at but the tag that names the model. */
function modelsOfHistory(beside: (name: string) => unknown): ModelAt[] {
  return listOf(beside('api_conversation_history.json')).flatMap((message) => {
    const texts = Array.isArray(message['content'])
      ? listOf(message['content']).map((part) => part['text'])
      : [message['content']];
    const named = texts
      .flatMap((text) => (typeof text === 'string' ? [...text.matchAll(MODEL_TAG)] : []))
      .at(-1)?.[1];
    return named === undefined ? [] : [{ ms: millis(message['ts']) ?? 0, model: named.trim() }];
  });
}
const MODEL_TAG = /<model>([^<]{1,200})<\/model>/g;

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}
