/** Characters that turn the direction of what follows them, beyond their own text. */
const STEERING = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;
const RIGHT_TO_LEFT =
  /[\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFC\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

/**
 * A text that people typed, made safe to stand in a line: characters that steer direction are left
 * out, and one with letters from right to left stands between an isolate's marks (Unicode UAX #9),
 * so that the amounts beside it keep their order. All others come back as they are.
 */
export function isolated(text: string): string {
  const plain = withoutSteering(text);
  return RIGHT_TO_LEFT.test(plain) ? `\u2068${plain}\u2069` : plain;
}

/** A text without the characters that steer direction. */
export function withoutSteering(text: string): string {
  return text.replace(STEERING, '');
}
