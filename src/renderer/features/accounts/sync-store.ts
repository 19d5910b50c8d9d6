import { create } from 'zustand';
import type { InputOf } from '../../../contract/request.ts';
import { type SyncDoc, syncCancel, syncRun } from '../../../contract/syncs.ts';
import { ask } from '../../ask.ts';

type SyncState = {
  /** Syncs that this window asked for and that have not ended. */
  readonly running: number;
  readonly progress: {
    readonly account: string;
    readonly rows: number;
    readonly share: number | null;
  } | null;
  readonly last: readonly SyncDoc[];
  readonly error: Error | null;
};

/** Syncs go on wherever the window is. */
export const useSyncStore = create<SyncState>()(() => ({
  running: 0,
  progress: null,
  last: [],
  error: null,
}));

/** Asks for a sync; a key in it goes out once and is kept nowhere here. */
export async function startSync(input: InputOf<typeof syncRun>): Promise<void> {
  useSyncStore.setState(({ running }) => ({ running: running + 1, error: null }));
  try {
    const { syncs } = await ask(syncRun, input);
    useSyncStore.setState({ last: syncs });
  } catch (error) {
    useSyncStore.setState({ error: error instanceof Error ? error : new Error(String(error)) });
  } finally {
    useSyncStore.setState(({ running }) => ({ running: running - 1, progress: null }));
  }
}

export async function stopSyncs(): Promise<void> {
  await ask(syncCancel, {});
}

type Told = { task: string; done: number; total: number | null; rows: number };

/** Listens for how far syncs of these accounts are; gives what ends the listening. */
export function followSyncs(accounts: readonly string[]): () => void {
  return window.seatworth.on('progress', (payload) => {
    const { task, done, total, rows } = payload as Told;
    if (!accounts.includes(task)) return;
    const share = total ? Math.min(1, done / total) : null;
    useSyncStore.setState({ progress: { account: task, rows, share } });
  });
}
