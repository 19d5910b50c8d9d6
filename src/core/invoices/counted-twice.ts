import type { IsoDay } from '../calendar.ts';
import { isSameTool } from '../claims/vendor-match.ts';
import type { Micro } from '../money.ts';
import { makerOf } from '../spend/model-names.ts';

/** Who sells what bears such a name. */
const SELLERS: readonly (readonly [RegExp, string])[] = [
  [/\bopen ?router\b/, 'openrouter'],
  [/\b(microsoft|azure|m365|office 365)\b/, 'microsoft'],
  [/\b(github|copilot)\b/, 'github'],
  [/\b(claude|anthropic)\b/, 'anthropic'],
  [/\b(codex|chatgpt|chat gpt|openai|gpt)\b/, 'openai'],
  [/\b(cursor|anysphere)\b/, 'cursor'],
  [/\b(aws|amazon|bedrock)\b/, 'aws'],
  [/\b(gemini|vertex|google)\b/, 'google'],
  [/\bdeepseek\b|深度求索/, 'deepseek'],
  [/\bmistral\b/, 'mistral'],
  [/\b(qwen|aliyun|alibaba)\b|通义|阿里云/, 'alibaba'],
  [/\b(kimi|moonshot)\b|月之暗面/, 'moonshot'],
  [/\b(zhipu|bigmodel|glm)\b|智谱/, 'zhipu'],
];

/** Who sells what bears a name: a tool's, a vendor's, an account's; `null` where the name does not tell. */
function sellerOf(name: string): string | null {
  const plain = name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ');
  return SELLERS.find(([pattern]) => pattern.test(plain))?.[1] ?? null;
}

/** A charge as it is looked at. */
export type UnnamedCharge = {
  readonly account: string | null;
  readonly tool: string | null;
  readonly model: string | null;
  readonly day: IsoDay;
  readonly baseMicro: Micro;
};

/**
 * Charges that name no account, of what the invoiced account's seller sells, on days that its invoice
 * bills: the invoice may bill them too, and then they are counted twice.
 */
export function countedTwice<C extends UnnamedCharge>(
  charges: readonly C[],
  invoiced: {
    readonly account: string;
    readonly provider: string | null;
    readonly vendor: string | null;
  },
): C[] {
  const names = [invoiced.account, invoiced.provider, invoiced.vendor].flatMap(
    (name) => name ?? [],
  );
  const sellers = new Set(names.map(sellerOf).filter((seller) => seller !== null));
  return charges.filter(({ account, tool, model, baseMicro }) => {
    if (account !== null || baseMicro === 0n) return false;
    // What bears the account's own name is held against its invoice already.
    if (tool !== null && tool.toLowerCase() === invoiced.account.toLowerCase()) return false;
    if (tool !== null && names.some((name) => isSameTool(name, tool))) return true;
    const seller = tool === null ? makerOf(model ?? '') || null : sellerOf(tool);
    return seller !== null && sellers.has(seller);
  });
}
