import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isSameTool, plainVendor } from '../../../core/claims/vendor-match.ts';
import type { VendorTemplate } from '../../../core/invoices/vendor-template.ts';
import type { Context } from '../context.ts';

let templates: { readonly folder: string; readonly list: readonly VendorTemplate[] } | null = null;

/** How the vendors of AI tools name themselves on their invoices: the app's own list. */
export function vendorTemplates({ resources }: Context): readonly VendorTemplate[] {
  if (templates?.folder !== resources) {
    const text = readFileSync(join(resources, 'invoice-vendors.json'), 'utf8');
    const { templates: list } = JSON.parse(text) as { templates: VendorTemplate[] };
    templates = { folder: resources, list };
  }
  return templates.list;
}

/** What a person mostly buys from a vendor, where its name is not the tool's own. */
const TOOL_OF: Readonly<Record<string, string>> = {
  anthropic: 'Claude',
  openai: 'ChatGPT',
  'github-copilot': 'GitHub Copilot',
  google: 'Gemini',
  microsoft: 'Microsoft Copilot',
  xai: 'Grok',
  moonshot: 'Kimi',
};

/** Tools that the book has heard of, by name: plans, usage, claims and the policy's list. */
function knownTools({ book }: Context): string[] {
  return book.claims.toolNames();
}

/** The tool that a vendor's receipt is most likely for; spelled as the book spells it. */
export function toolOfVendor(
  context: Context,
  vendor: string | null,
  vendorKey: string | null,
): string | null {
  const template = vendorTemplates(context).find((one) => one.id === vendorKey);
  const guess = vendorKey === null ? null : (TOOL_OF[vendorKey] ?? template?.name ?? null);
  const name = guess ?? vendor;
  if (name === null) return null;
  const known = knownTools(context);
  return (
    known.find((tool) => plainVendor(tool) === plainVendor(name)) ??
    (guess === null ? known.find((tool) => isSameTool(tool, name)) : null) ??
    guess
  );
}
