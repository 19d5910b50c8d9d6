import { expect, it } from 'vitest';
import { planFamily } from '../../../src/core/spend/plan-tools.ts';

it.each([
  ['Claude Code', 'Claude Max'],
  ['claude', 'Claude Team (5x)'],
  ['Codex CLI', 'ChatGPT Business'],
  ['GitHub Copilot', 'Copilot Business'],
  ['Cursor', 'Cursor Pro+'],
  ['Windsurf', 'Windsurf Pro'],
  ['通义灵码', '通义灵码'],
])('use of %s is paid by %s', (use, plan) => {
  expect(planFamily(use)).not.toBeNull();
  expect(planFamily(use)).toBe(planFamily(plan));
});

it.each([
  ['Claude API', 'Claude Max'],
  ['Microsoft 365 Copilot', 'GitHub Copilot'],
  ['Bedrock', 'Claude Max'],
  ['OpenAI API', 'ChatGPT Plus'],
  ['Windsurf', 'Zed Pro'],
  ['', ''],
])('use of %s is not paid by %s', (use, plan) => {
  const family = planFamily(use);
  expect(family === null || family !== planFamily(plan)).toBe(true);
});
