import { useEffect } from 'react';
import { create } from 'zustand';
import { bookPath, forgetPackets } from '../../contract/desktop.ts';
import { ask, useAnswer } from '../ask.ts';

/** Packets that were dropped on the window, until they are taken. */
export const usePacketFiles = create<{ readonly files: readonly string[] }>()(() => ({
  files: [],
}));

export const isPacket = (file: string): boolean => /\.swpacket$/i.test(file);

/** Takes packets that were opened by a double click, on the screen that `show` goes to. */
export function useAskedPackets(show: () => void, takes = true): void {
  const asked = useAnswer(bookPath, {}).data?.packets;
  useEffect(() => {
    if (!takes || asked === undefined || asked.length === 0) return;
    usePacketFiles.setState({ files: asked });
    void ask(forgetPackets, {});
    show();
  }, [asked, takes, show]);
}
