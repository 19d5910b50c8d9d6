import { describe, expect, it } from 'vitest';
import { isSameTool } from '../../../src/core/claims/vendor-match.ts';

describe('isSameTool', () => {
  it.each([
    ['Claude', 'Claude Max'],
    ['Claude Max 20x', 'claude pro'],
    ['ChatGPT Plus', 'ChatGPT Business'],
    ['GitHub Copilot Business', 'GitHub Copilot'],
    ['Cursor', 'Cursor Teams (yearly plan)'],
  ])('takes %s and %s for one tool', (a, b) => {
    expect(isSameTool(a, b)).toBe(true);
    expect(isSameTool(b, a)).toBe(true);
  });

  it.each([
    ['Claude', 'ChatGPT'],
    ['Claude Max', 'Claude API'],
    ['Pro', 'Max'],
    ['GitHub Copilot', 'Microsoft Copilot'],
  ])('tells %s from %s', (a, b) => {
    expect(isSameTool(a, b)).toBe(false);
  });
});
