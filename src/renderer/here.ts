import { create } from 'zustand';
import { accessHere, type HereDoc } from '../contract/access.ts';
import { verdictMonth } from '../contract/month.ts';
import type { Request } from '../contract/request.ts';
import { type AccessLevel, hasRequest } from '../core/access/rights.ts';

/**
 * Who sits at the window, as main answered it last. It decides nothing: main holds each request against
 * it. The window only does not ask what would be refused, and says what is hidden.
 */
export const useHere = create<{ readonly here: HereDoc | null }>()(() => ({ here: null }));

/** What everybody may ask, whoever sits there: the window's own, and who sits there. */
const OWN = /^desktop\/|^backup\/daily$/;

/** Whether whoever sits here has a request; everybody has all of them until access is set. */
function isAllowed(here: HereDoc | null, { name }: Pick<Request, 'name'>): boolean {
  const level = here?.who?.level ?? null;
  if (level === null || name === accessHere.name || OWN.test(name)) return true;
  if (name === verdictMonth.name && here?.hides.verdicts) return false;
  return hasRequest(level, name);
}

/** The level of whoever sits here; `null` as long as nothing is hidden. */
export const useLevel = (): AccessLevel | null => useHere(({ here }) => here?.who?.level ?? null);

/** Tells which requests whoever sits here has. */
export function useMay(): (request: Pick<Request, 'name'>) => boolean {
  const here = useHere((state) => state.here);
  return (request) => isAllowed(here, request);
}

/** Whether whoever sits here may decide on what others ask for. */
export function useDecides(): boolean {
  const level = useLevel();
  return level === null || level === 'owner' || level === 'manager';
}

const NOTHING_HIDDEN: HereDoc['hides'] = { verdicts: false, costs: false };

/** What the services keep back from whoever sits here: it is shown as hidden, never as nothing. */
export const useHidden = (): HereDoc['hides'] =>
  useHere(({ here }) => here?.hides ?? NOTHING_HIDDEN);
