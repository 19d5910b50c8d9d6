import { useTranslation } from 'react-i18next';
import * as z from 'zod';
import { quantity } from '../../../contract/allowances.ts';
import type { WaitingMessage } from '../../../contract/packets.ts';
import { money } from '../../../contract/shapes.ts';
import { useFormats } from '../../ui/format.ts';
import { useQuantity } from '../allowances/quantity.ts';

const claim = z.object({
  state: z.string(),
  answer: z.string().nullable(),
  lines: z.array(
    z.object({ tool: z.string().nullable(), vendor: z.string().nullable(), amount: money }),
  ),
});
const output = z.object({
  removed: z.boolean(),
  day: z.string().nullable(),
  kind: z.string().nullable(),
  quantity: z.string(),
  title: z.string().nullable(),
  minutesSaved: z.number().nullable(),
});
const topUp = z.object({
  state: z.string(),
  amount: quantity,
  reason: z.string(),
  expectedOutput: z.string(),
});
const bank = z.object({
  holder: z.string(),
  iban: z.string().nullable(),
  accountNumber: z.string().nullable(),
});

const usage = z.object({
  day: z.string(),
  tool: z.string(),
  projects: z.enum(['hidden', 'hashed', 'named']),
  rows: z.array(
    z.object({
      model: z.string().nullable(),
      inputTokens: z.number(),
      outputTokens: z.number(),
      requests: z.number(),
    }),
  ),
});

const asset = z.object({
  name: z.string(),
  removed: z.boolean(),
  retired: z.string().nullable(),
  share: z.number(),
  hours: z.number(),
});
const reuse = z.object({
  day: z.string(),
  minutes: z.number().nullable(),
  item: z.string().nullable(),
  removed: z.boolean(),
});

/** What a message to the office says, as one sentence. */
export function useMessageWords(): (
  message: Pick<WaitingMessage, 'type' | 'about' | 'body'>,
) => string {
  const { t } = useTranslation('mine');
  const formats = useFormats();
  const amount = useQuantity();
  const claimWords = (body: unknown): string | null => {
    const said = claim.safeParse(body).data;
    if (!said) return null;
    const sums = said.lines.map((line) => formats.money(line.amount));
    const what = [...new Set(said.lines.map(({ tool, vendor }) => tool ?? vendor ?? '–'))];
    const values = { sum: sums.join(' + '), what: formats.list(what), answer: said.answer ?? '' };
    if (said.state === 'withdrawn') return t('message.claimWithdrawn', values);
    return t(said.answer ? 'message.claimAnswer' : 'message.claim', values);
  };
  const outputWords = (body: unknown): string | null => {
    const said = output.safeParse(body).data;
    if (!said) return null;
    const { day, kind, title, minutesSaved } = said;
    if (said.removed || day === null)
      return t('message.outputRemoved', { title: title ?? kind ?? '' });
    const values = {
      day: formats.day(day),
      number: formats.number(Number(said.quantity), 3),
      kind: kind ?? '',
      title: title ?? t('message.untitled'),
      minutes: minutesSaved ?? 0,
    };
    return t(minutesSaved === null ? 'message.output' : 'message.outputFelt', values);
  };
  const topUpWords = (body: unknown): string | null => {
    const said = topUp.safeParse(body).data;
    if (!said) return null;
    const { reason, expectedOutput: expected } = said;
    const key = said.state === 'withdrawn' ? 'message.topUpWithdrawn' : 'message.topUp';
    return t(key, { amount: amount(said.amount), reason, expected });
  };
  const bankWords = (body: unknown): string | null => {
    const said = bank.safeParse(body).data;
    if (!said) return null;
    return t('message.bank', {
      holder: said.holder,
      number: said.iban ?? said.accountNumber ?? '',
    });
  };
  const assetWords = (body: unknown): string | null => {
    const said = asset.safeParse(body).data;
    if (!said) return null;
    const { name, retired } = said;
    if (said.removed) return t('message.assetRemoved', { name });
    return t(retired === null ? 'message.asset' : 'message.assetRetired', {
      name,
      share: formats.percent(said.share / 100, 1),
      hours: formats.number(said.hours, 1),
      day: retired === null ? '' : formats.day(retired),
    });
  };
  const reuseWords = (body: unknown): string | null => {
    const said = reuse.safeParse(body).data;
    if (!said) return null;
    const day = formats.day(said.day);
    if (said.removed) return t('message.reuseRemoved', { day });
    if (said.item !== null) return t('message.reuseItem', { day });
    return said.minutes === null
      ? t('message.reuse', { day })
      : t('message.reuseFelt', { day, minutes: said.minutes });
  };
  const usageWords = (body: unknown): string | null => {
    const said = usage.safeParse(body).data;
    if (!said) return null;
    const models = [...new Set(said.rows.map(({ model }) => model ?? '–'))];
    const tokens = said.rows.reduce((sum, row) => sum + row.inputTokens + row.outputTokens, 0);
    const requests = said.rows.reduce((sum, row) => sum + row.requests, 0);
    return t(said.rows.length === 0 ? 'message.usageGone' : 'message.usage', {
      day: formats.day(said.day),
      tool: said.tool,
      models: formats.list(models),
      tokens: formats.number(tokens, 0),
      requests: formats.number(requests, 0),
      projects: t(`message.projects.${said.projects}`),
    });
  };
  const wordsOf = ({ type, about, body }: Parameters<ReturnType<typeof useMessageWords>>[0]) => {
    switch (type) {
      case 'claim':
        return claimWords(body);
      case 'output':
        return outputWords(body);
      case 'top-up':
        return topUpWords(body);
      case 'asset':
        return assetWords(body);
      case 'reuse':
        return reuseWords(body);
      case 'bank':
        return bankWords(body);
      case 'usage':
        return usageWords(body);
      case 'nothing-finished':
        return t(body['isNothing'] === true ? 'message.nothing' : 'message.nothingTaken', {
          month: formats.month(about),
        });
      case 'held-request':
        return t('message.held');
      default:
        return null;
    }
  };
  return (message) => wordsOf(message) ?? t('message.other', { type: message.type });
}
