import { createCompany } from '../company/company.ts';
import { readInvitation } from './invitation.ts';

/** Makes the new book of whoever an invitation is for; what it has of the company comes with the office's first packet. */
export async function createPersonBook(
  file: string,
  invitation: string,
  made: { readonly who: string; readonly at: string },
): Promise<void> {
  const { company, currency } = await readInvitation(invitation);
  createCompany(file, { company, currency, weekStart: 'monday', ...made }).close();
}
