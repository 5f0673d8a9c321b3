import { assertEquals, assertThrows } from "@std/assert";
import { HALF_YEAR_MINUTES, minuteOfDate, minuteOfTime } from "../../src/data/power_calendar.ts";

Deno.test("minuteOfDate reads day first, with two and four digits of the year", () => {
  assertEquals(HALF_YEAR_MINUTES, 260_640);
  assertEquals(minuteOfDate("1/1/07"), 0);
  assertEquals(minuteOfDate("01/01/2007"), 0);
  assertEquals(minuteOfDate("5/4/07"), 1440 * (31 + 28 + 31 + 4));
  assertEquals(minuteOfDate("30/6/2007"), 1440 * 180);
});

Deno.test("minuteOfDate tells other dates from those that do not exist", () => {
  assertEquals(minuteOfDate("31/12/2006"), undefined);
  assertEquals(minuteOfDate("1/7/2007"), undefined);
  assertEquals(minuteOfDate("29/2/2008"), undefined);
  for (
    const text of ["29/2/2007", "31/6/07", "1/13/2007", "0/1/2007", "2007-01-01", "1/1/007", ""]
  ) {
    assertThrows(() => minuteOfDate(text), SyntaxError, JSON.stringify(text));
  }
});

Deno.test("minuteOfTime reads whole minutes of the day alone", () => {
  assertEquals(minuteOfTime("0:00:00"), 0);
  assertEquals(minuteOfTime("00:01:00"), 1);
  assertEquals(minuteOfTime("23:59:00"), 1439);
  for (const text of ["24:00:00", "1:60:00", "1:00:30", "1:00", ""]) {
    assertThrows(() => minuteOfTime(text), SyntaxError, JSON.stringify(text));
  }
});
