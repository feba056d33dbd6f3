import { z } from "zod";

import { readBirthday } from "../domain/birthday.ts";
import { ENROLMENT_DECISIONS } from "../domain/enrolment.ts";
import { SOCIAL_NETWORKS } from "../domain/social-networks.ts";

/** What the REST API takes and gives about what members do, their enrolment and their birthday. */

const network = z.enum(SOCIAL_NETWORKS, `must be one of ${SOCIAL_NETWORKS.join(", ")}`);
const actionName = z
  .string("must be text")
  .regex(/^[a-z0-9-]{1,40}$/, "must be 1 to 40 small letters, digits and hyphens")
  .meta({ description: "The `action` of a rule of the kind `action`.", example: "quiz-passed" });

/** An action is named alone, or with the kind of what Kopilka has rules for itself. */
export const actionSchema = z
  .union([
    z.strictObject({ action: actionName }),
    z.strictObject({ kind: z.literal("newsletter") }),
    z.strictObject({ kind: z.enum(["social_follow", "social_share"]), network }),
  ])
  .meta({
    description:
      "What the member has done: an action of your own by its name, or `newsletter`, `social_follow` or `social_share`.",
  });

export const actionOutcomeSchema = z.object({
  outcome: z.enum(["awarded", "awarded_before", "not_due", "not_enrolled", "no_rule"]).meta({
    description:
      "`awarded_before`: the same thing was awarded before, and nothing was posted. `not_due`: a cap of the rule is reached, or a condition is not met. `no_rule`: the program in force has no rule for it.",
  }),
  points: z
    .int()
    .nonnegative()
    .meta({ description: "What the member has of it, 0 where nothing." }),
  award_key: z.string().nullable().meta({
    description: "Names the award among the member's; null where there is none.",
    example: "action/quiz-passed/7f1b",
  }),
});

const birthdayText = z
  .string("must be a day such as 05-31")
  .refine((text) => readBirthday(text) !== null, "must be a day such as 05-31 or 1990-05-31")
  .meta({ description: "`MM-DD`; a year may stand before it, and is not kept.", example: "05-31" });

export const birthdaySchema = z.strictObject({ birthday: birthdayText.nullable() });

const consent = z
  .string("must be text")
  .trim()
  .min(1, "must not be empty")
  .max(1000, "must be at most 1000 characters")
  .refine(
    (text) => text.isWellFormed() && !text.includes("\0"),
    "must not contain NUL or halves of characters (lone surrogates)",
  )
  .meta({
    description:
      "What the member agreed to, and where; kept until their data is erased. Needed to join a program that members opt in to.",
  });

export const enrolmentSchema = z.strictObject({
  status: z.enum(ENROLMENT_DECISIONS, `must be one of ${ENROLMENT_DECISIONS.join(", ")}`).meta({
    description:
      "`active` earns and spends. `opted_out` and `frozen` do neither, and lose nothing; only the merchant lifts a freeze.",
  }),
  consent: consent.optional(),
});

/** What the storefront may ask for: members neither freeze themselves nor lift a freeze. */
export const ownEnrolmentSchema = z.strictObject({
  status: z.enum(["active", "opted_out"], "must be active or opted_out"),
  consent: consent.optional(),
});

export const ownActionSchema = z.strictObject({
  kind: z.enum(["social_follow", "social_share"], "must be social_follow or social_share"),
  network,
});
