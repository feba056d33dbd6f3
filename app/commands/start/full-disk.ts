import { isFull } from "../disk.ts";
import { Fault } from "../fault.ts";
import { ELSEWHERE } from "../postgres/place.ts";
import { dataFolder } from "./settings.ts";

/**
 * A full disk shows itself as anything: a query that broke off, a file that could not be
 * parsed. Where there is no room left, that is the reason to give.
 * @returns the failure to report: a full disk, or the one given
 */
export function fullDiskBehind(failure: unknown): unknown {
  const full = [dataFolder(process.env), ELSEWHERE].find(isFull);
  return full === undefined ? failure : new Fault(`the disk is full: there is no room in ${full}`);
}
