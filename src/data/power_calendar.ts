/** The half-year of the canonical series: its months' lengths in days, from January 2007 on. */
const YEAR = 2007;
const MONTH_DAYS = [31, 28, 31, 30, 31, 30];

/** Days before each month of the half-year. */
const DAYS_BEFORE = MONTH_DAYS.map((_, month) =>
  MONTH_DAYS.slice(0, month).reduce((sum, days) => sum + days, 0)
);

/** 181 days of 1440 minutes. */
export const HALF_YEAR_MINUTES = 1440 * MONTH_DAYS.reduce((sum, days) => sum + days, 0);

/**
 * Minute of the first half of 2007 at which a day begins, or `undefined` for a day outside it.
 *
 * @param text day, month and year, in this order, with or without leading zeros; a year of two digits is in this century
 * @throws SyntaxError when the text is no such date
 */
export function minuteOfDate(text: string): number | undefined {
  const match = /^(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})$/.exec(text);
  const day = Number(match?.[1]), month = Number(match?.[2]);
  if (!match || day < 1 || day > 31 || month < 1 || month > 12) {
    throw new SyntaxError(`expected a date as day/month/year, got ${JSON.stringify(text)}`);
  }
  const year = match[3]!.length === 2 ? 2000 + Number(match[3]) : Number(match[3]);
  if (year !== YEAR || month > MONTH_DAYS.length) return undefined;
  if (day > MONTH_DAYS[month - 1]!) {
    throw new SyntaxError(`expected a day of month ${month}/${year}, got ${JSON.stringify(text)}`);
  }
  return 1440 * (DAYS_BEFORE[month - 1]! + day - 1);
}

/**
 * Minute of the day from 0 to 1439.
 *
 * @param text hours, minutes and seconds; the seconds are 00, as readings are taken once a minute
 * @throws SyntaxError when the text is no such time
 */
export function minuteOfTime(text: string): number {
  const match = /^(\d{1,2}):(\d{2}):00$/.exec(text);
  const hour = Number(match?.[1]), minute = Number(match?.[2]);
  if (!match || hour > 23 || minute > 59) {
    throw new SyntaxError(`expected a time as hours:minutes:00, got ${JSON.stringify(text)}`);
  }
  return 60 * hour + minute;
}
