import { companyShow } from '../../contract/company.ts';
import { dayIn } from '../../core/calendar.ts';
import { useAnswer } from '../ask.ts';

/** The computer's own time zone: what a new company is offered. */
export const computerZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;

/** The company's day, in its time zone; until the book has answered, the computer's. */
export function useToday(): string {
  const company = useAnswer(companyShow, {});
  const now = new Date().toISOString();
  return company.data?.today ?? dayIn(computerZone(), now) ?? now.slice(0, 10);
}
