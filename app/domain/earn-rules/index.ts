// Written by `npm run generate` from the files beside it.
import { action } from "./action.ts";
import { anniversary } from "./anniversary.ts";
import { birthday } from "./birthday.ts";
import { milestoneOrders } from "./milestone-orders.ts";
import { milestoneSpend } from "./milestone-spend.ts";
import { newsletter } from "./newsletter.ts";
import { review } from "./review.ts";
import { socialFollow } from "./social-follow.ts";
import { socialShare } from "./social-share.ts";
import { welcome } from "./welcome.ts";

/** Every kind of earn rule for actions. */
export const EARN_RULE_KINDS = [
  action,
  anniversary,
  birthday,
  milestoneOrders,
  milestoneSpend,
  newsletter,
  review,
  socialFollow,
  socialShare,
  welcome,
] as const;
