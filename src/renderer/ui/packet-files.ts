import { create } from 'zustand';

/** Packets that were dropped on the window, until they are taken. */
export const usePacketFiles = create<{ readonly files: readonly string[] }>()(() => ({
  files: [],
}));

export const isPacket = (file: string): boolean => /\.swpacket$/i.test(file);
