import Fraction from "fraction.js";

import type { OrderLook } from "../program/compile-filters.ts";
import type { ReadyCampaign, ReadyProgram } from "../program/compile.ts";
import type { Program } from "../program/program.ts";
import type { CampaignGain } from "./award.ts";
import { isMore, ONE, sumOf, ZERO } from "./exact.ts";
import type { RatedLine } from "./rated-lines.ts";

/** A campaign's gain with where it falls. */
export interface PlacedGain extends CampaignGain {
  /** What each line gets of it, in order of lines; null where it is the whole order's. */
  readonly byLine: readonly Fraction[] | null;
}

export interface CampaignGains {
  readonly counted: readonly PlacedGain[];
  readonly passedOver: readonly PlacedGain[];
}

const NONE: CampaignGains = { counted: [], passedOver: [] };

/**
 * What campaigns add to an order that was placed while they ran: each by itself, on what the lines
 * earn by their rates and the member's tier. Of several the best counts, of equals the first; or
 * all of them, as the program says.
 */
export function campaignGains(
  lines: readonly RatedLine[],
  look: OrderLook,
  placedAt: Date,
  program: Program,
  { campaigns }: ReadyProgram,
): CampaignGains {
  if (campaigns.length === 0) return NONE;
  const at = placedAt.getTime();
  const allowsRetail = !look.isWholesale || program.wholesale?.retailCampaigns !== false;
  const gains: PlacedGain[] = [];
  for (const campaign of campaigns) {
    if (at < campaign.from || at >= campaign.until) continue;
    if (!allowsRetail && !campaign.isForWholesale) continue;
    if (!campaign.meansOrder(look)) continue;
    const gain = gainOf(campaign, lines);
    if (gain.points.n > 0n) gains.push(gain);
  }
  if (program.campaignsCombine === "sum" || gains.length < 2) {
    return { counted: gains, passedOver: [] };
  }
  const best = gains.reduce((most, gain) => (isMore(gain.points, most.points) ? gain : most));
  return { counted: [best], passedOver: gains.filter((gain) => gain !== best) };
}

function gainOf(ready: ReadyCampaign, lines: readonly RatedLine[]): PlacedGain {
  const { campaign, meansLine } = ready;
  const { effect, maximumPointsPerOrder: maximum } = campaign;
  const isMeant = (line: RatedLine) => line.minor.n > 0n && meansLine(line.look);
  if (effect.kind === "bonus_points") {
    const isGiven = lines.some((line) => line.line !== null && isMeant(line));
    const gain = { campaign, points: isGiven ? new Fraction(effect.points) : ZERO };
    return { ...cut(gain, maximum), byLine: null };
  }
  const byLine = lines.map((line) => {
    if (!isMeant(line) || line.rate === null || line.rate.measure === "nothing") return ZERO;
    if (effect.kind === "multiplier") return line.own.mul(effect.multiplier.sub(ONE));
    return line.line === null ? ZERO : new Fraction(effect.points * BigInt(line.units));
  });
  const gain = cut({ campaign, points: sumOf(byLine) }, maximum);
  if (!gain.capped) return { ...gain, byLine };
  // What is left of it falls on its lines in proportion.
  const kept = gain.points.div(sumOf(byLine));
  return { ...gain, byLine: byLine.map((part) => part.mul(kept)) };
}

function cut(gain: Omit<CampaignGain, "capped">, maximum: bigint | null): CampaignGain {
  const { n, d } = gain.points;
  if (maximum === null || n <= maximum * d) return { ...gain, capped: false };
  return { ...gain, points: new Fraction(maximum), capped: true };
}
