import { create } from 'zustand';

/** The invitation that was chosen or dropped, until the person has joined with it or put it aside. */
export const useInvitation = create<{ readonly file: string | null }>()(() => ({ file: null }));

export const isInvitation = (file: string): boolean => /\.swinvite$/i.test(file);
