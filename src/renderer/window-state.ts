import { create } from 'zustand';
import { persist } from 'zustand/middleware';

export type ColorScheme = 'auto' | 'light' | 'dark';

/** What the window remembers from one day to the next; figures are never kept here. */
type WindowState = {
  readonly month: string | null;
  readonly language: 'en' | 'zh-CN' | null;
  readonly colorScheme: ColorScheme;
  /** The first steps were put away. */
  readonly hidesSteps: boolean;
  readonly hideSteps: () => void;
  readonly showSteps: () => void;
  readonly setMonth: (month: string | null) => void;
  readonly setLanguage: (language: 'en' | 'zh-CN') => void;
  readonly setColorScheme: (colorScheme: ColorScheme) => void;
};

export const useWindowState = create<WindowState>()(
  persist(
    (set) => ({
      month: null,
      language: null,
      colorScheme: 'auto',
      hidesSteps: false,
      hideSteps: () => set({ hidesSteps: true }),
      showSteps: () => set({ hidesSteps: false }),
      setMonth: (month) => set({ month }),
      setLanguage: (language) => set({ language }),
      setColorScheme: (colorScheme) => set({ colorScheme }),
    }),
    { name: 'seatworth-window' },
  ),
);
