import { Failure } from '../../../core/failure.ts';
import type { Book } from '../../book/book.ts';
import type { ToolBilling } from '../../book/stores/sources.ts';

/** How use of a tool that names no account is billed; `auto` where nobody said. */
export function billingOfTool(book: Book, tool: string): ToolBilling {
  return book.sources.billingOf(tool.trim()) ?? 'auto';
}

/** Says how a tool's use is billed; `account_missing` where neither account nor tool has that name. */
export function setToolBilling(book: Book, name: string, billing: ToolBilling): void {
  const tool = name.trim();
  const isUsed = book.sources
    .toolBillings()
    .some((one) => one.tool.toLowerCase() === tool.toLowerCase());
  if (!isUsed) {
    throw new Failure(
      'account_missing',
      `There is no account ${tool}, and no use of a tool of that name.`,
      { account: tool },
    );
  }
  if (billing === 'auto') book.sources.forgetBilling(tool);
  else book.sources.setBilling(tool, billing);
}
