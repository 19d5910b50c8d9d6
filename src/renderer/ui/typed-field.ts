import { useEffect, useRef, useState } from 'react';

/** A field whose text is read as it is typed: what stands there, what is wrong with it, how it reads. */
export type TypedField = {
  readonly text: string;
  /** The sentence of its fault; shown once the field was left. */
  readonly error: string | null;
  readonly ref: React.RefObject<HTMLInputElement | null>;
  type(text: string): void;
  leave(): void;
};

/** Stands before a text that cannot be read, so that nobody takes it for a value. */
const UNREAD = '≠';

/**
 * Holds a text beside the value that it stands for. A text that cannot be read is handed on
 * marked as such and holds the form back, so that nothing half-read is ever saved; a readable one is shown as it was
 * read once the field is left.
 */
export function useTypedField(
  value: string,
  onChange: (value: string) => void,
  read: (text: string) => { readonly value: string } | { readonly fault: string },
  show: (value: string) => string,
): TypedField {
  const shown = (one: string): string => (one.startsWith(UNREAD) ? one.slice(1) : show(one));
  const [held, setHeld] = useState({ value, text: shown(value) });
  const [isLeft, setLeft] = useState(false);
  const ref = useRef<HTMLInputElement>(null);
  // Somebody else set the value: a form that was reset, a day chosen in the calendar.
  const text = held.value === value ? held.text : shown(value);
  // What was not typed needs no reading: a plain `5.244` is what the book says, in one way alone.
  const isGiven = !value.startsWith(UNREAD) && text === shown(value);
  const told = isGiven ? { value } : read(text);
  const fault = 'fault' in told ? told.fault : '';
  useEffect(() => ref.current?.setCustomValidity(fault), [fault]);
  return {
    text,
    error: isLeft && fault !== '' ? fault : null,
    ref,
    type: (typed) => {
      const one = read(typed);
      const given = 'fault' in one ? `${UNREAD}${typed}` : one.value;
      setHeld({ value: given, text: typed });
      if (given !== value) onChange(given);
    },
    leave: () => {
      setLeft(true);
      if (fault === '') setHeld({ value, text: shown(value) });
    },
  };
}
