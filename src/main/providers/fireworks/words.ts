export const FIREWORKS = 'Fireworks AI';
export const TOOL = 'Fireworks AI';
