import type { HeaderColumns } from '../table/header-columns.ts';
import { aliyunBill } from './aliyun/aliyun-bill.ts';
import { anthropicCost } from './anthropic/anthropic-cost.ts';
import { anthropicUsage } from './anthropic/anthropic-usage.ts';
import { bestCanonical, CANONICAL_FORMATS } from './canonical/canonical-formats.ts';
import { chatgptCredits } from './chatgpt/chatgpt-credits.ts';
import { claudeSpend } from './claude-team/claude-spend.ts';
import { cursorUsage } from './cursor/cursor-usage.ts';
import { deepseekAmount } from './deepseek/deepseek-amount.ts';
import { deepseekCost } from './deepseek/deepseek-cost.ts';
import { ecbRates } from './ecb/ecb-rates.ts';
import { focusCharges } from './focus/focus-charges.ts';
import { githubBilling } from './github-copilot/github-billing.ts';
import { copilotUsage } from './microsoft/copilot-usage.ts';
import { openaiActivity } from './openai/openai-activity.ts';
import { openaiCosts } from './openai/openai-costs.ts';
import { openaiUsage } from './openai/openai-usage.ts';
import { opencodeUsage } from './opencode/opencode-usage.ts';
import { openrouterActivity } from './openrouter/openrouter-activity.ts';
import type { TableFormat } from './table-format.ts';

/** The providers' own exports, the more telling headers first. A new format is a folder and a line here. */
const PROVIDER_FORMATS: readonly TableFormat[] = [
  anthropicCost,
  anthropicUsage,
  openaiCosts,
  openaiUsage,
  openaiActivity,
  deepseekCost,
  deepseekAmount,
  githubBilling,
  openrouterActivity,
  chatgptCredits,
  claudeSpend,
  cursorUsage,
  copilotUsage,
  opencodeUsage,
  aliyunBill,
  focusCharges,
  ecbRates,
  // What programs write has a point, until someone saves it again where a comma is the custom.
].map((format) => ({ decimal: '.', ...format }));

/** The export of a provider that a header is the signature of; `null` where it is none of these. */
export function ownFormatOf(header: HeaderColumns): TableFormat | null {
  return PROVIDER_FORMATS.find((format) => format.fits(header)) ?? null;
}

/** The layouts that a header fits, the best first: a provider's own, then our templates. */
export function formatsOf(header: HeaderColumns): readonly TableFormat[] {
  const fitting = CANONICAL_FORMATS.filter((format) => format.fits(header));
  const best = bestCanonical(fitting, header.header);
  return [
    ...PROVIDER_FORMATS.filter((format) => format.fits(header)),
    ...(best === null ? [] : [best, ...fitting.filter((format) => format !== best)]),
  ];
}
