/** Each language and each colour scheme once: what is wrong in one is not wrong by the other. */
export const LOOKS = [
  { locale: 'en-US', colorScheme: 'light' },
  { locale: 'zh-CN', colorScheme: 'dark' },
] as const;
