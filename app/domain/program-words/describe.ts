import { encodeProgram } from "../program/document.ts";
import type { Program } from "../program/program.ts";
import type { ProgramDocument } from "../program/schema.ts";
import { actionsSection } from "./actions.ts";
import { campaignsSection } from "./campaigns.ts";
import { earningSection, rulesSection } from "./earning.ts";
import type { FilterNames } from "./filters.ts";
import { expirySection, returnsSection, spendingSection } from "./spending.ts";
import { stampsSection } from "./stamps.ts";
import { statement, type Section } from "./statement.ts";
import { tiersSection } from "./tiers.ts";
import { name } from "./value.ts";
import { wholesaleSection } from "./wholesale.ts";

/**
 * Everything that a programme says, in the order in which it is told: the rules page, the
 * differences between two versions and the versions themselves are all written from it. A field
 * of the document that nothing here speaks of is a rule that no shopper hears of: a test looks
 * for such.
 */
export function describeProgram(program: Program): Section[] {
  // As the document is written, not as it was read: one way of saying each thing.
  const document = encodeProgram(program);
  const names: FilterNames = {
    currency: document.currency,
    tierNames: new Map(document.tiers?.levels.map((level) => [level.id, level.name])),
  };
  return [
    joiningSection(document),
    earningSection(document),
    rulesSection(document, names),
    campaignsSection(document, names),
    actionsSection(document),
    tiersSection(document),
    wholesaleSection(document),
    stampsSection(document),
    spendingSection(document),
    expirySection(document),
    returnsSection(document),
    generalSection(document),
  ];
}

const joiningSection = ({ enrolment }: ProgramDocument): Section => ({
  id: "joining",
  statements: [statement("enrolment", `joining.${enrolment.mode}`)],
  items: [],
});

const generalSection = ({ currency, time_zone: zone }: ProgramDocument): Section => ({
  id: "general",
  statements: [
    statement("currency", "general.currency", { currency: name(currency) }),
    statement("time_zone", "general.timeZone", { zone: name(zone) }),
    statement("fixed/earlier", "general.earlier"),
  ],
  items: [],
});
