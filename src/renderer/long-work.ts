import { create } from 'zustand';

export type WorkProgress = {
  readonly task: string;
  readonly done: number;
  readonly total: number | null;
  readonly rows: number;
};

type LongWork = {
  /** How many pieces of long work are under way: they are done one after the other. */
  readonly running: number;
  readonly progress: WorkProgress | null;
};

/** Work that takes longer than a look: it goes on wherever the window is. */
export const useLongWork = create<LongWork>()(() => ({ running: 0, progress: null }));

/** Counts `work` as under way until it has ended, however it ends. */
export async function asLongWork<T>(work: () => Promise<T>): Promise<T> {
  useLongWork.setState(({ running }) => ({ running: running + 1 }));
  try {
    return await work();
  } finally {
    useLongWork.setState(({ running }) => ({ running: running - 1, progress: null }));
  }
}

/** Listens for how far the work is; gives what ends the listening. */
export function followProgress(): () => void {
  return window.seatworth.on('progress', (payload) => {
    if (useLongWork.getState().running > 0) {
      useLongWork.setState({ progress: payload as WorkProgress });
    }
  });
}
