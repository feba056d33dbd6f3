import { formatMoney } from "../money.ts";
import { pointsToJson } from "../points.ts";
import type { Program } from "../program/program.ts";
import { writeText } from "../program/texts.ts";
import type { VolumeStep } from "../program/wholesale.ts";
import type { Award, CampaignGain, VolumeGain } from "./award.ts";
import { exactMoney } from "./exact.ts";
import type {
  BaseExplanation,
  CampaignExplanation,
  OrderExplanation,
  VolumeExplanation,
} from "./explained.ts";
import { named } from "./explain-rates.ts";

/** Which money earns, as far as that is not the price after discounts. */
export function explainBase({ earning }: Program): { readonly base?: BaseExplanation } {
  const { tax, shipping, paidWithPoints, discountCodes } = earning.base;
  if (tax === "as_priced" && !shipping && !paidWithPoints && !discountCodes) return {};
  const base = {
    ...(tax === "as_priced" ? {} : { tax }),
    ...(shipping ? { shipping } : {}),
    ...(paidWithPoints ? { paid_with_points: paidWithPoints } : {}),
    ...(discountCodes ? { discount_codes: discountCodes } : {}),
  };
  return { base };
}

type Extras = Pick<OrderExplanation, "tier" | "campaigns" | "passed_over" | "volume">;

/** What changes the points of lines or goes on their sum. */
export function explainExtras(award: Award, program: Program): Extras {
  const { tier, campaigns, passedOver, volume } = award;
  return {
    ...(tier === null
      ? {}
      : {
          tier: {
            id: tier.id,
            name: writeText(tier.name),
            multiplier: tier.multiplier.toString(),
          },
        }),
    ...(campaigns.length === 0 ? {} : { campaigns: campaigns.map(explainCampaign) }),
    ...(passedOver.length === 0 ? {} : { passed_over: passedOver.map(explainCampaign) }),
    ...(volume === null ? {} : { volume: explainVolume(volume, program) }),
  };
}

function explainCampaign({ campaign, points, capped }: CampaignGain): CampaignExplanation {
  const { id, name, effect, maximumPointsPerOrder: maximum } = campaign;
  return {
    id,
    ...named(name),
    ...(effect.kind === "multiplier"
      ? { multiplier: effect.multiplier.toString() }
      : { [effect.kind]: pointsToJson(effect.points) }),
    points: points.toFraction(),
    ...(capped && maximum !== null ? { maximum: pointsToJson(maximum) } : {}),
  };
}

function explainVolume(volume: VolumeGain, { currency }: Program): VolumeExplanation {
  const { orderStep, periodStep, periodMinor } = volume;
  const step = ({ fromMinor, percent }: VolumeStep) => ({
    from: formatMoney(fromMinor, currency),
    percent: percent.toString(),
  });
  return {
    ...(orderStep === null ? {} : { order: step(orderStep) }),
    ...(periodStep === null
      ? {}
      : { period: { ...step(periodStep), bought: exactMoney(periodMinor, currency) } }),
    percent: volume.percent.toString(),
    points: volume.points.toFraction(),
  };
}
