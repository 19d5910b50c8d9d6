import { expect, onTestFinished, test } from 'vitest';
import { outputList } from '../../src/contract/output.ts';
import {
  trackerShow,
  trackersAdd,
  trackersSet,
  trackersSync,
} from '../../src/contract/trackers.ts';
import { runOnlyKeys } from '../../src/main/keychain.ts';
import { type Asked, type Reply, testServer } from '../providers/servers/test-server.ts';
import { hastyNetwork } from './account-network.ts';
import { freshBook } from './fresh-book.ts';

const LI = 'li@example.com';
const KEY = 'cli_made0up:made-up-secret';
const ms = (at: string): number => Date.parse(at);

async function bookWith(kind: 'feishu' | 'notion', place: string[], key: string) {
  const book = freshBook({
    now: () => '2026-06-20T00:00:00.000Z',
    keychain: runOnlyKeys(),
    network: hastyNetwork(),
  });
  await book.take('people.csv', `name,email\nLi Wei,${LI}\nBo Ray,bo@example.com\n`);
  await book.services.call(trackersAdd, { tracker: 'Table', kind, place, key, keepKey: 'run' });
  const sync = async () =>
    (await book.services.call(trackersSync, { tracker: 'Table', key })).syncs[0];
  return { ...book, sync };
}

/** As "bitable-v1" says: an error comes with status 200 and a code of its own. */
async function feishuServer(
  rows: Record<string, unknown>[],
  fields: { name: string; type: number }[],
) {
  const state = { rows, fields, perPage: 2, refused: 0 };
  const server = await testServer(({ path, body, headers, query }: Asked): Reply => {
    if (path.endsWith('/tenant_access_token/internal'))
      return body['app_secret'] === 'made-up-secret'
        ? { json: { code: 0, msg: 'ok', tenant_access_token: 't-made', expire: 7200 } }
        : { json: { code: 10014, msg: 'app secret invalid' } };
    if (headers.authorization !== 'Bearer t-made')
      return { status: 400, json: { code: 99991663, msg: 'Invalid access token' } };
    if (!path.includes('/apps/bascnMade0001'))
      return { json: { code: 1254040, msg: 'BaseTokenNotFound' } };
    if (path.endsWith('/fields'))
      return {
        json: {
          code: 0,
          data: {
            has_more: false,
            items: state.fields.map(({ name, type }) => ({
              field_name: name,
              type,
              property: null,
            })),
          },
        },
      };
    if (path.endsWith('/records/batch_get')) {
      const [id] = body['record_ids'] as string[];
      const records = state.rows.filter((row) => row['record_id'] === id);
      return {
        json: { code: 0, data: { records, absent_record_ids: records.length ? [] : [id] } },
      };
    }
    if (path.endsWith('/records/search')) {
      if (state.refused > 0) {
        state.refused -= 1;
        return { json: { code: 1254290, msg: 'TooManyRequest' } };
      }
      const from = Number(query.get('page_token') ?? 0);
      const isMore = from + state.perPage < state.rows.length;
      return {
        json: {
          code: 0,
          data: {
            items: state.rows.slice(from, from + state.perPage),
            has_more: isMore,
            ...(isMore ? { page_token: String(from + state.perPage) } : {}),
          },
        },
      };
    }
    return { json: { code: 0, data: { app: { time_zone: 'Asia/Shanghai' } } } };
  });
  onTestFinished(() => server.close());
  return { server, state };
}

const row = (
  record_id: string,
  more: Record<string, unknown>,
  changed = '2026-06-10T02:00:00Z',
) => ({
  record_id,
  created_time: ms('2026-05-01T02:00:00Z'),
  last_modified_time: ms(changed),
  fields: {
    任务: [{ type: 'text', text: '合计' }],
    负责人: [{ id: 'ou_1', name: '李伟', email: LI }],
    验收人: [{ id: 'ou_2', name: '薄瑞', email: '' }],
    状态: '已完成',
    // Midnight in Shanghai is still the day before in UTC.
    完成日期: ms('2026-06-02T16:00:00Z'),
    ...more,
  },
});
const FIELDS = [
  { name: '任务', type: 1 },
  { name: '负责人', type: 11 },
  { name: '验收人', type: 11 },
  { name: '状态', type: 3 },
  { name: '截止日期', type: 5 },
  { name: '完成日期', type: 5 },
];

test('Feishu: a pasted link, columns guessed by name, pages, a day of the document’s zone, what is undated told', async () => {
  const { server, state } = await feishuServer(
    [
      row('recA', {}),
      row('recB', { 状态: '进行中', 完成日期: null }),
      row('recC', { 完成日期: null }),
      row('recD', { 负责人: [{ id: 'ou_9', name: '王', email: '' }] }),
    ],
    FIELDS,
  );
  state.refused = 1;
  const place = [server.base, 'https://acme.feishu.cn/base/bascnMade0001?table=tblMade1&view=vew1'];
  const book = await bookWith('feishu', place, KEY);
  expect(await book.sync()).toMatchObject({ status: 'done', added: 2, rejected: 1 });
  const shown = await book.services.call(trackerShow, { tracker: 'Table' });
  expect(shown.columns).toMatchObject({
    person: '负责人',
    day: '完成日期',
    state: '状态',
    accepter: '验收人',
    title: '任务',
  });
  expect(shown.unmatched).toMatchObject([{ identity: 'ou_9', name: '王', items: 1 }]);
  expect(shown.rejects).toMatchObject([{ name: 'recC', field: '完成日期', code: 'row_undated' }]);
  const june = async () => (await book.services.call(outputList, { month: '2026-06' })).items;
  expect(await june()).toMatchObject([
    {
      email: LI,
      day: '2026-06-03',
      kind: 'ticket',
      title: null,
      state: 'accepted',
      acceptedBy: '薄瑞',
    },
  ]);
  state.rows[0] = row('recA', { 状态: '进行中' }, '2026-06-12T02:00:00Z');
  state.rows.pop();
  state.rows.splice(1, 1);
  const asked = server.asked.length;
  expect(await book.sync()).toMatchObject({ status: 'done', replaced: 1, removed: 1 });
  // However many rows are asked for by themselves, columns and zone are asked for once.
  const again = server.asked.slice(asked).map(({ path }) => path.split('/').at(-1));
  expect(again.filter((one) => one === 'fields' || one === 'bascnMade0001')).toHaveLength(2);
  expect(await june()).toMatchObject([{ state: 'reopened', reopened: '2026-06-12' }]);
  state.fields = FIELDS.map((one) => (one.name === '负责人' ? { ...one, name: '执行人' } : one));
  expect(await book.sync()).toMatchObject({
    status: 'failed',
    places: [{ error: { code: 'tracker_column_missing', details: { column: '负责人' } } }],
  });
  // What only a person can settle is not asked again by itself, until it is settled.
  const byItself = async () =>
    (await book.services.call(trackersSync, { automatic: true })).syncs.map(({ status }) => status);
  const set = (key: 'automatic' | 'columns', value: string) =>
    book.services.call(trackersSet, { tracker: 'Table', key, value });
  await set('automatic', 'on');
  expect(await byItself()).toEqual([]);
  await set('columns', 'person=执行人; day=完成日期; state=状态');
  expect(await byItself()).toEqual(['done']);
});

test('Feishu: a wrong secret, a table that is not there and a link to none are told apart', async () => {
  const { server } = await feishuServer([], FIELDS);
  const add = (place: string, key: string) => bookWith('feishu', [server.base, place], key);
  await expect(add('bascnMade0001/tblMade1', 'cli_made0up:wrong')).rejects.toMatchObject({
    code: 'key_refused',
  });
  await expect(add('bascnMade0009/tblMade1', KEY)).rejects.toMatchObject({ code: 'not_found' });
  await expect(add('https://acme.feishu.cn/docx/abc', KEY)).rejects.toMatchObject({
    code: 'tracker_place_unknown',
  });
});

test('Notion: a database’s tables by page, past the end of a cut question; columns by choice', async () => {
  const page = (n: number, more: Record<string, unknown> = {}) => ({
    object: 'page',
    id: `page-${n}`,
    url: `https://www.notion.so/page-${n}`,
    created_time: '2026-05-01T02:00:00.000Z',
    last_edited_time: `2026-06-0${n}T02:00:00.000Z`,
    in_trash: false,
    properties: {
      Name: { type: 'title', title: [{ plain_text: `Row ${n}` }] },
      Maker: { type: 'people', people: [{ object: 'user', id: 'u1', person: { email: LI } }] },
      Step: { type: 'status', status: { name: 'Shipped' } },
      When: { type: 'date', date: { start: `2026-06-0${n}`, end: null } },
      ID: { type: 'unique_id', unique_id: { prefix: 'TASK', number: n } },
      ...more,
    },
  });
  const rows = [1, 2, 3, 4].map((n) => page(n));
  const server = await testServer(({ path, body, headers }: Asked): Reply => {
    if (headers.authorization !== 'Bearer secret')
      return { status: 401, json: { code: 'unauthorized' } };
    if (headers['notion-version'] !== '2025-09-03')
      return { status: 400, json: { code: 'missing_version' } };
    if (path === `/v1/databases/${'a'.repeat(32)}`)
      return { json: { data_sources: [{ id: 'ds1' }] } };
    if (path === '/v1/data_sources/ds1')
      return {
        json: {
          properties: {
            Name: { type: 'title', title: {} },
            Maker: { type: 'people', people: {} },
            When: { type: 'date', date: {} },
            Step: {
              type: 'status',
              status: {
                options: [
                  { id: '1', name: 'Doing' },
                  { id: '2', name: 'Shipped' },
                ],
                groups: [
                  { name: 'To-do', option_ids: ['1'] },
                  { name: 'Complete', option_ids: ['2'] },
                ],
              },
            },
          },
        },
      };
    if (path !== '/v1/data_sources/ds1/query')
      return { status: 404, json: { code: 'object_not_found' } };
    const since = (body['filter'] as { last_edited_time: { on_or_after: string } } | undefined)
      ?.last_edited_time.on_or_after;
    const due = rows.filter((one) => since === undefined || one.last_edited_time >= since);
    const after = Number(body['start_cursor'] ?? 0);
    // A question gives two pages of one row here.
    const isCut = after >= 1 && due.length > 2;
    return {
      json: {
        results: due.slice(after, after + 1),
        has_more: !isCut && after + 1 < due.length,
        next_cursor: String(after + 1),
        request_status: isCut ? { type: 'incomplete' } : { type: 'complete' },
      },
    };
  });
  onTestFinished(() => server.close());
  const place = [server.base, `https://www.notion.so/acme/Work-${'a'.repeat(32)}?v=1`];
  const book = await bookWith('notion', place, 'secret');
  expect(await book.sync()).toMatchObject({
    status: 'failed',
    error: { code: 'tracker_columns_needed' },
  });
  await book.services.call(trackersSet, {
    tracker: 'Table',
    key: 'columns',
    value: 'person=Maker; day=When; state=Step; done=Shipped',
  });
  expect(await book.sync()).toMatchObject({ status: 'done', added: 4 });
  const { items } = await book.services.call(outputList, { month: '2026-06' });
  expect(items.map(({ day, email }) => `${day} ${email}`).sort()).toEqual(
    [1, 2, 3, 4].map((n) => `2026-06-0${n} ${LI}`),
  );
  await expect(
    book.services.call(trackersSet, { tracker: 'Table', key: 'columns', value: 'maker' }),
  ).rejects.toMatchObject({ code: 'tracker_columns_refused' });
});
