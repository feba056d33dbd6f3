import { BlockStack, Card, FormLayout, Link, Text } from "@shopify/polaris";
import type { ReactNode } from "react";

import { describeProgram } from "../../domain/program-words/describe.ts";
import { parseProgram } from "../../domain/program.ts";
import { fill } from "../../locales/words.ts";
import { writeWhat } from "../../wording/write-statement.ts";
import { useLanguage } from "../language.tsx";
import { hasPlainExpiry, hasPlainRate } from "./fields.ts";
import { ProgramChoice, ProgramField } from "./program-field.tsx";
import type { ProgramForm } from "./use-program-form.ts";

interface RuleCardProps {
  readonly form: ProgramForm;
}

/** How an order becomes points. */
export function EarningCard({ form }: RuleCardProps) {
  const { earning, units } = useLanguage().texts.program;
  return (
    <RuleCard title={earning.title} help={earning.help}>
      {hasPlainRate(form.initial) ? (
        <FormLayout.Group>
          <ProgramField form={form} field="earning.rate.points" label={earning.points} />
          <ProgramField
            form={form}
            field="earning.rate.per_amount"
            label={earning.perAmount}
            suffix={form.currency}
          />
        </FormLayout.Group>
      ) : (
        <OtherwiseSet what={earning.otherRate} statement="earning/rate" form={form} />
      )}
      <ProgramChoice
        form={form}
        field="earning.rounding"
        label={earning.rounding}
        help={earning.roundingHelp}
        options={earning.roundings}
      />
      <FormLayout.Group>
        <ProgramField
          form={form}
          field="earning.pending_days"
          label={earning.pendingDays}
          suffix={units.days}
          help={earning.pendingDaysHelp}
        />
        <ProgramField
          form={form}
          field="earning.maximum_points_per_order"
          label={earning.maximum}
          suffix={units.points}
          help={earning.maximumHelp}
        />
      </FormLayout.Group>
    </RuleCard>
  );
}

/** What points are worth, and how they may be spent. */
export function RedemptionCard({ form }: RuleCardProps) {
  const { redemption, units } = useLanguage().texts.program;
  return (
    <RuleCard title={redemption.title} help={redemption.help}>
      <FormLayout.Group>
        <ProgramField form={form} field="redemption.worth.points" label={redemption.points} />
        <ProgramField
          form={form}
          field="redemption.worth.amount"
          label={redemption.amount}
          suffix={form.currency}
        />
      </FormLayout.Group>
      <FormLayout.Group>
        <ProgramField
          form={form}
          field="redemption.step_points"
          label={redemption.step}
          suffix={units.points}
          help={redemption.stepHelp}
        />
        <ProgramField
          form={form}
          field="redemption.minimum_points"
          label={redemption.minimum}
          suffix={units.points}
          help={redemption.minimumHelp}
        />
      </FormLayout.Group>
      <FormLayout.Group>
        <ProgramField
          form={form}
          field="redemption.maximum_share_percent"
          label={redemption.share}
          suffix={units.percent}
          help={redemption.shareHelp}
        />
        <ProgramField
          form={form}
          field="redemption.hold_minutes"
          label={redemption.holdMinutes}
          suffix={units.minutes}
          help={redemption.holdMinutesHelp}
        />
      </FormLayout.Group>
    </RuleCard>
  );
}

/** When points go by themselves, and what becomes of those that cannot be taken back. */
export function ExpiryCard({ form }: RuleCardProps) {
  const { rules, units } = useLanguage().texts.program;
  return (
    <RuleCard title={rules.title}>
      <ProgramChoice
        form={form}
        field="expiry.kind"
        label={rules.expiry}
        options={
          hasPlainExpiry(form.initial.expiry.kind)
            ? rules.expiries
            : { ...rules.expiries, [form.initial.expiry.kind]: rules.otherExpiry }
        }
      />
      {!hasPlainExpiry(form.valueOf("expiry.kind")) && (
        <OtherwiseSet what={rules.otherExpiryIs} statement="expiry" form={form} />
      )}
      {form.valueOf("expiry.kind") === "after_days" && (
        <ProgramField
          form={form}
          field="expiry.days"
          label={rules.expiryDays}
          suffix={units.days}
        />
      )}
      <ProgramChoice
        form={form}
        field="clawback.beyond_balance"
        label={rules.beyond}
        help={rules.beyondHelp}
        options={rules.beyonds}
      />
    </RuleCard>
  );
}

interface OtherwiseSetProps extends RuleCardProps {
  /** A sentence with a place for `{what}`. */
  readonly what: string;
  /** The statement that says what is set. */
  readonly statement: string;
}

/** What is set in a way that the form has no fields for, and where it can be changed. */
function OtherwiseSet({ what, statement, form }: OtherwiseSetProps) {
  const language = useLanguage();
  const parsed = parseProgram(form.initial);
  const statements =
    parsed.kind === "ok" ? describeProgram(parsed.program).flatMap((one) => one.statements) : [];
  const found = statements.find(({ id }) => id === statement);
  if (found === undefined) return null;
  return (
    <Text as="p">
      {fill(what, { what: writeWhat(found, language) })}{" "}
      <Link url="/app/program/document">{language.texts.document.open}</Link>
    </Text>
  );
}

interface CardProps {
  readonly title: string;
  readonly help?: string;
  readonly children: ReactNode;
}

function RuleCard({ title, help, children }: CardProps) {
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          {help !== undefined && (
            <Text as="p" tone="subdued">
              {help}
            </Text>
          )}
        </BlockStack>
        <FormLayout>{children}</FormLayout>
      </BlockStack>
    </Card>
  );
}
