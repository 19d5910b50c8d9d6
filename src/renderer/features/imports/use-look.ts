import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { importsLook } from '../../../contract/imports.ts';
import { ask } from '../../ask.ts';
import { isDone, lookInputOf, type QueuedFile } from './import-queue.ts';

/**
 * What a file on the queue holds: what it asks while nothing is answered, and how it reads as it was
 * answered. What was seen last stays while a change of the mapping is looked at.
 */
export function useLook(entry: QueuedFile) {
  const isOpen = !isDone(entry);
  const asked = lookInputOf(entry, false);
  const answered = lookInputOf(entry, true);
  const isAnswered = Object.keys(entry.answers).length > 0;
  const asks = useQuery({
    queryKey: [importsLook.name, asked],
    queryFn: () => ask(importsLook, asked),
    placeholderData: keepPreviousData,
    enabled: isOpen,
  });
  const read = useQuery({
    queryKey: [importsLook.name, answered],
    queryFn: () => ask(importsLook, answered),
    placeholderData: keepPreviousData,
    enabled: isOpen && isAnswered,
  });
  return {
    look: (isAnswered ? read.data : undefined) ?? asks.data,
    asks: asks.data?.asks ?? [],
    error: asks.error ?? (isAnswered ? read.error : null),
    isPending: asks.isPending,
  };
}
