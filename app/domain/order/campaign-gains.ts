import Fraction from "fraction.js";

import type { Points } from "../points.ts";
import type { OrderLook } from "../program/compile-filters.ts";
import type { ReadyCampaign, ReadyProgram } from "../program/compile.ts";
import type { Program } from "../program/program.ts";
import type { CampaignGain } from "./award.ts";
import { overOneDenominator, ZERO } from "./exact.ts";
import type { Numerators } from "./exact.ts";
import type { RatedLine } from "./rated-lines.ts";

/** A campaign's gain with where it falls. */
export interface PlacedGain extends CampaignGain {
  /** What each line gets of it, in order of lines; null where it is the whole order's. */
  readonly byLine: readonly Fraction[] | null;
}

export interface CampaignGains {
  /** In the program's order. */
  readonly counted: readonly PlacedGain[];
  readonly passedOver: readonly CampaignGain[];
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
  const at = placedAt.getTime();
  const running = campaigns.filter(({ from, until }) => from <= at && at < until);
  if (running.length === 0) return NONE;
  const allowsRetail = !look.isWholesale || program.wholesale?.retailCampaigns !== false;
  const own = overOneDenominator(lines.map((line) => line.own));
  const gains: Gain[] = [];
  for (const ready of running) {
    if (!allowsRetail && !ready.isForWholesale) continue;
    if (!ready.meansOrder(look)) continue;
    const gain = gainOf(ready, lines, own);
    if (gain.n > 0n) gains.push(gain);
  }
  if (program.campaignsCombine === "sum" || gains.length < 2) {
    return { counted: gains.map((gain) => placed(gain, lines)), passedOver: [] };
  }
  const best = gains.reduce((most, gain) => (gain.n * most.d > most.n * gain.d ? gain : most));
  const others = gains.filter((gain) => gain !== best);
  return { counted: [placed(best, lines)], passedOver: others.map(told) };
}

/** A gain of `n / d` points, before it is known whether it counts. */
interface Gain {
  readonly ready: ReadyCampaign;
  readonly n: bigint;
  readonly d: bigint;
  readonly capped: boolean;
  /** What it comes to without its maximum. */
  readonly uncut: { readonly n: bigint; readonly d: bigint };
}

function gainOf(ready: ReadyCampaign, lines: readonly RatedLine[], own: Numerators): Gain {
  const { effect, maximumPointsPerOrder: maximum } = ready.campaign;
  switch (effect.kind) {
    case "bonus_points": {
      const isGiven = lines.some((line) => line.eligible.line !== null && isMeant(line, ready));
      return cut(ready, isGiven ? effect.points : 0n, 1n, maximum);
    }
    case "bonus_points_per_item": {
      let units = 0;
      for (const line of lines) if (earnsByItem(line, ready)) units += line.eligible.units;
      return cut(ready, effect.points * BigInt(units), 1n, maximum);
    }
    case "multiplier": {
      let meant = 0n;
      lines.forEach((line, index) => {
        if (isMeant(line, ready)) meant += own.parts[index] ?? 0n;
      });
      const { n, d } = effect.multiplier;
      return cut(ready, meant * (n - d), own.over * d, maximum);
    }
  }
}

const isMeant = (line: RatedLine, { meansLine }: ReadyCampaign): boolean =>
  line.eligible.minor.n > 0n && meansLine(line.look);

/** Lines that a rule lets earn nothing get nothing by the item either. */
const earnsByItem = (line: RatedLine, ready: ReadyCampaign): boolean =>
  line.eligible.line !== null && line.rate?.measure !== "nothing" && isMeant(line, ready);

function cut(ready: ReadyCampaign, n: bigint, d: bigint, maximum: Points | null): Gain {
  const uncut = { n, d };
  if (maximum === null || n <= maximum * d) return { ready, n, d, capped: false, uncut };
  return { ready, n: maximum, d: 1n, capped: true, uncut };
}

const told = ({ ready, n, d, capped }: Gain): CampaignGain => ({
  campaign: ready.campaign,
  points: new Fraction(n, d),
  capped,
});

/** A gain with what each line gets of it; what its maximum leaves falls on them in proportion. */
function placed(gain: Gain, lines: readonly RatedLine[]): PlacedGain {
  const { ready, uncut } = gain;
  const { effect } = ready.campaign;
  const seen = told(gain);
  if (effect.kind === "bonus_points") return { ...seen, byLine: null };
  const kept = gain.capped ? new Fraction(gain.n * uncut.d, gain.d * uncut.n) : null;
  const byLine = lines.map((line) => {
    const part =
      effect.kind === "multiplier"
        ? raised(line, effect.multiplier, ready)
        : earnsByItem(line, ready)
          ? new Fraction(effect.points * BigInt(line.eligible.units))
          : ZERO;
    return kept === null || part.n === 0n ? part : part.mul(kept);
  });
  return { ...seen, byLine };
}

function raised(line: RatedLine, { n, d }: Fraction, ready: ReadyCampaign): Fraction {
  const { own } = line;
  if (own.n === 0n || !isMeant(line, ready)) return ZERO;
  return new Fraction(own.n * (n - d), own.d * d);
}
