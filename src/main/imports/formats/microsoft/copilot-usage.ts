import type { TableFormat } from '../table-format.ts';

const ACTIVITY = /last ?activity ?date$/i;
/** What stands for a name where the tenant conceals them. */
const CONCEALED = /^[0-9a-f]{32}$/i;

/**
 * The Microsoft 365 Copilot usage report: who holds a licence, and when each app was used last. It
 * tells no amounts and no money. A row without any day is a licence that was not used as far back as
 * the report reaches.
 */
export const copilotUsage: TableFormat = {
  name: 'm365-copilot-usage',
  kind: 'seats',
  tool: 'Microsoft 365 Copilot',
  provider: 'microsoft',
  fits: (header) =>
    ['Report Refresh Date', 'User Principal Name', 'Last Activity Date', 'Report Period'].every(
      (name) => header.has(name),
    ),
  bind(header) {
    const refreshed = header.column('Report Refresh Date');
    const principal = header.column('User Principal Name');
    const name = header.column('Display Name');
    const activities = header.header
      .filter((cell) => ACTIVITY.test(cell.trim()))
      .map((cell) => header.column(cell));
    header.column('Report Period');
    const concealed = new Set<string>();
    return {
      notes: [],
      said: () => (concealed.size === 0 ? [] : [`names_concealed:${concealed.size}`]),
      read(cells) {
        const who = cells.text(principal);
        if (CONCEALED.test(who)) concealed.add(who);
        const days = activities.map((column) => cells.optionalDay(column) ?? '');
        const latest = days.reduce((last, day) => (day > last ? day : last), '');
        return {
          kind: 'seat',
          line: cells.line,
          day: cells.day(refreshed),
          identity: who.toLowerCase(),
          name: CONCEALED.test(who) ? null : cells.optionalText(name),
          tool: 'Microsoft 365 Copilot',
          lastActivity: latest === '' ? null : latest,
        };
      },
    };
  },
};
