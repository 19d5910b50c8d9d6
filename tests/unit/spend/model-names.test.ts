import { describe, expect, it } from 'vitest';
import list from '../../../resources/prices.json' with { type: 'json' };
import { modelIndex, modelKey } from '../../../src/core/spend/model-names.ts';

const shipped = modelIndex(list.prices.map(({ model }) => model));

describe('a name that a source writes', () => {
  it.each([
    ['claude-sonnet-4-5-20250929', 'claude-sonnet-4-5-20250929'],
    ['Claude Sonnet 4.5', 'claude-sonnet-4-5'],
    ['anthropic/claude-sonnet-4.5', 'claude-sonnet-4-5'],
    ['Auto: Claude Haiku 4.5', 'claude-haiku-4-5'],
    ['claude-4.5-sonnet-thinking', 'claude-sonnet-4-5'],
    ['claude-4.5-opus-high-thinking', 'claude-opus-4-5'],
    ['us.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5-20250929'],
    ['anthropic.claude-3-haiku-20240307-v1:0:200k', 'claude-3-haiku-20240307'],
    ['apac.anthropic.claude-opus-4-6-v1', 'claude-opus-4-6'],
    ['au.anthropic.claude-opus-4-8', 'claude-opus-4-8'],
    ['sa.anthropic.claude-sonnet-4-6', 'claude-sonnet-4-6'],
    ['us-gov.anthropic.claude-sonnet-4-5-20250929-v1:0', 'claude-sonnet-4-5-20250929'],
    ['bedrock/converse/jp.anthropic.claude-haiku-4-5-20251001-v1:0', 'claude-haiku-4-5-20251001'],
    [
      'arn:aws:bedrock:us-west-2:000000000000:inference-profile/global.anthropic.claude-opus-5',
      'claude-opus-5',
    ],
    ['publishers/anthropic/models/claude-opus-4-6@default', 'claude-opus-4-6'],
    ['vertex_ai/claude-sonnet-4-6@20260115', 'claude-sonnet-4-6'],
    ['azure/eu/gpt-5.2', 'gpt-5.2'],
    ['gpt-35-turbo', 'gpt-3.5-turbo'],
    ['claude-opus-4@20250514', 'claude-opus-4-20250514'],
    ['claude-3-5-sonnet-v2@20241022', 'claude-3-5-sonnet-20241022'],
    ['claude-3-5-sonnet-latest', 'claude-3-5-sonnet-20241022'],
    ['Claude Opus 4', 'claude-opus-4-0'],
    ['claude-sonnet-4-5[1m]', 'claude-sonnet-4-5'],
    ['gpt-4o-2024-08-06', 'gpt-4o-2024-08-06'],
    ['gpt-4o-2024-05-13', 'gpt-4o-2024-05-13'],
    ['openai/gpt-5.2', 'gpt-5.2'],
    ['GPT-5 mini', 'gpt-5-mini'],
    ['gpt-5.1-codex-high', 'gpt-5.1-codex'],
    ['gpt-5.1-codex-max', 'gpt-5.1-codex-max'],
    ['o4-mini-high', 'o4-mini'],
    ['gpt-5.2-2026-02-01', 'gpt-5.2'],
    ['models/gemini-2.5-pro', 'gemini-2.5-pro'],
    ['Gemini 3 Pro (Preview)', 'gemini-3-pro-preview'],
    ['GPT-5.1-Codex-Mini (Preview)', 'gpt-5.1-codex-mini'],
    ['moonshotai/kimi-k2.5', 'kimi-k2.5'],
    ['kimi-k2-thinking', 'kimi-k2-thinking'],
  ])('%s is %s', (name, model) => {
    expect(modelKey(name, shipped)).toBe(model);
  });

  it.each([
    'claude-opus-9',
    'claude-sonnet-4-7',
    'claude-3-5-sonnet-20250101',
    'gpt-5.9',
    'gpt-5.2-mini',
    'o1-preview',
    'ft:gpt-4o-2024-08-06:acme::id',
    'deepseek/deepseek-chat:free',
    'claude-sonnet-4-5-fast',
    'us.anthropic.claude-opus-4-7-fast-v1',
    'arn:aws:bedrock:us-east-1:000000000000:application-inference-profile/a1b2c3d4e5f6',
    'arn:aws:bedrock:us-east-1:000000000000:provisioned-model/x9y8z7',
    'my-deployment',
    'qwen3-14b-thinking',
    'sonnet',
    '',
  ])('%s is no model of the list: another one would be a guess', (name) => {
    expect(modelKey(name, shipped)).toBeNull();
  });
});

it('every model of the shipped list is found under its own name, and no two share a spelling', () => {
  for (const { model } of list.prices) expect(modelKey(model, shipped)).toBe(model);
});
