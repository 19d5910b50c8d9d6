import * as z from 'zod';
import { optional } from '../providers/answer-fields.ts';
import { readAnswer } from '../providers/answer-list.ts';
import type { Answer, ProviderClient } from '../providers/provider-client.ts';
import { requestFailure } from '../providers/request-failure.ts';

const shape = z.object({
  data: z.unknown().nullish(),
  errors: z
    .array(
      z.object({
        type: optional(z.string()),
        message: optional(z.string()),
        extensions: optional(z.object({ code: optional(z.string()), type: optional(z.string()) })),
      }),
    )
    .nullish(),
});

/** Asks a GraphQL question; an error inside the answer is the failure that it stands for. */
export async function graphQuestion(
  client: ProviderClient,
  provider: string,
  path: string,
  question: { readonly query: string; readonly variables: Readonly<Record<string, unknown>> },
): Promise<Answer> {
  const answer = await client.send({
    method: 'POST',
    path,
    body: JSON.stringify(question),
    expects: [400],
  });
  const { data, errors } = readAnswer(provider, answer, shape);
  const [first] = errors ?? [];
  if (first) {
    const code = [first.type, first.extensions?.code, first.extensions?.type]
      .filter((one) => one !== null)
      .join(' ');
    const said = first.message?.slice(0, 200) ?? null;
    if (/RATE_?LIMIT/i.test(code)) throw requestFailure('rate_limited', provider, { said });
    if (/NOT_FOUND/i.test(code)) throw requestFailure('not_found', provider, { said });
    if (/FORBIDDEN|SAML|INSUFFICIENT/i.test(code))
      throw requestFailure('not_permitted', provider, { said });
    if (/AUTHENTICATION|UNAUTHENTICATED/i.test(code))
      throw requestFailure('key_refused', provider, { said });
    if (data === null || data === undefined)
      throw requestFailure('request_refused', provider, { said, status: answer.status });
  } else if (answer.status === 400)
    throw requestFailure('request_refused', provider, { status: 400 });
  return answer;
}
