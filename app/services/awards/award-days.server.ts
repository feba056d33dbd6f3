import { birthdaysAfter } from "../../db/birthday-queries.server.ts";
import { joinedAfter } from "../../db/joined-queries.server.ts";
import type { Database } from "../../db/pool.server.ts";
import { programVersions } from "../../db/program-queries.server.ts";
import { inShop } from "../../db/shop-transaction.server.ts";
import { advanceSyncCursor, findSyncCursor } from "../../db/sync-cursor-queries.server.ts";
import { queryable, type Tx } from "../../db/transaction.server.ts";
import { birthdaysOn } from "../../domain/birthday.ts";
import { dayIn, daysFrom, startOfDay, type CalendarDay } from "../../domain/calendar-day.ts";
import { rulesOn } from "../../domain/earn-facts.ts";
import type { HolderId, ShopId } from "../../domain/ids.ts";
import type { Program } from "../../domain/program/program.ts";
import { programInForce, type ProgramVersion } from "../../domain/program-version.ts";
import { awardFacts, type MemberFact } from "./award-facts.server.ts";
import { tierBirthdays } from "./tier-birthdays.server.ts";

const MEMBERS_PER_TRANSACTION = 500;
const CURSOR = "award-days";
/** A job that was away for longer than this awards the last of the days only. */
const MOST_DAYS = 400;

/** What a run has done. */
export interface DaysAwarded {
  readonly days: number;
  /** Members whose day it was, with a rule for it. */
  readonly members: number;
}

/**
 * Awards what comes about by the calendar, birthdays and anniversaries, for every day of the
 * shop's time zone that has begun since the last run. Again: nothing.
 */
export async function awardDays(
  db: Database,
  shop: ShopId,
  at: Date,
  now: Date,
): Promise<DaysAwarded> {
  const sql = queryable(db.pool);
  const versions = await programVersions(sql, shop);
  const current = programInForce(versions, at);
  if (!current) return { days: 0, members: 0 };
  const { timeZone } = current.program;
  const doneTo = await findSyncCursor(sql, shop, CURSOR);
  const last = dayIn(timeZone, at);
  const first = doneTo === null ? last : daysFrom(dayIn(timeZone, doneTo), 1);
  const run: Run = { db, shop, versions, timeZone, now };
  let days = 0;
  let members = 0;
  for (let day = laterOf(first, daysFrom(last, -MOST_DAYS)); !isAfter(day, last);) {
    members += await awardDay(run, day);
    days += 1;
    await advanceSyncCursor(sql, shop, CURSOR, startOfDay(day, timeZone));
    day = daysFrom(day, 1);
  }
  return { days, members };
}

interface Run {
  readonly db: Database;
  readonly shop: ShopId;
  readonly versions: readonly ProgramVersion[];
  readonly timeZone: string;
  readonly now: Date;
}

async function awardDay(run: Run, day: CalendarDay): Promise<number> {
  const at = startOfDay(day, run.timeZone);
  const program = programInForce(run.versions, at)?.program;
  if (!program) return 0;
  let members = 0;
  if (hasBirthdays(program)) {
    for (const birthday of birthdaysOn(day)) {
      members += await inPages(run, async (tx, after) => {
        const rows = await birthdaysAfter(tx, run.shop, birthday, after, MEMBERS_PER_TRANSACTION);
        const facts = rows.map(({ holderId, setAt }): MemberFact => ({
          holderId,
          fact: { on: "birthday", at, year: day.year, setAt },
        }));
        await tierBirthdays(tx, run.shop, facts, run.versions, run.now);
        return facts;
      });
    }
  }
  if (rulesOn(program, "anniversary").length > 0) {
    members += await inPages(run, async (tx, after) => {
      const limit = MEMBERS_PER_TRANSACTION;
      const rows = await joinedAfter(tx, run.shop, { day, timeZone: run.timeZone, after, limit });
      return rows.map(({ holderId, years }): MemberFact => ({
        holderId,
        fact: { on: "anniversary", at, years },
      }));
    });
  }
  return members;
}

const hasBirthdays = (program: Program): boolean =>
  rulesOn(program, "birthday").length > 0 ||
  program.tiers?.levels.some((level) => level.birthdayBonus > 0n) === true;

/** Awards page after page, each in a transaction of its own. @returns how many members there were */
async function inPages(
  { db, shop, versions, now }: Run,
  page: (tx: Tx, after: HolderId | null) => Promise<readonly MemberFact[]>,
): Promise<number> {
  let members = 0;
  let after: HolderId | null = null;
  for (;;) {
    const from: HolderId | null = after;
    const facts: readonly MemberFact[] = await inShop(db, shop, async (tx) => {
      const found = await page(tx, from);
      await awardFacts(tx, shop, found, now, versions);
      return found;
    });
    members += facts.length;
    after = facts.at(-1)?.holderId ?? null;
    if (facts.length < MEMBERS_PER_TRANSACTION || after === null) return members;
  }
}

const number = ({ year, month, day }: CalendarDay) => (year * 100 + month) * 100 + day;
const isAfter = (a: CalendarDay, b: CalendarDay) => number(a) > number(b);
const laterOf = (a: CalendarDay, b: CalendarDay) => (isAfter(b, a) ? b : a);
