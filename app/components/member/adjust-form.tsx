import { useFetcher } from "@remix-run/react";
import { Banner, FormLayout, Modal, TextField } from "@shopify/polaris";
import { useEffect, useState } from "react";

import { MOST_LETTERS_OF_REASON, type AdjustmentProblems } from "../../domain/adjustment-input.ts";
import { fill } from "../../locales/words.ts";
import { appBridge } from "../app-bridge.ts";
import { useLanguage } from "../language.tsx";

/** What came of saving the form. */
export type AdjustmentAnswer =
  | { readonly kind: "saved"; readonly key: string; readonly points: bigint }
  | {
      readonly kind: "wrong";
      readonly problems: Omit<AdjustmentProblems, "points"> & {
        readonly points?: AdjustmentProblems["points"] | "not_enough";
        readonly form?: "already_sent" | "failed";
      };
      readonly available: bigint;
    };

interface AdjustFormProps {
  readonly available: bigint;
  /** What is saved under one key is saved once, however often it is sent. */
  readonly formKey: string;
  readonly onClose: () => void;
}

const FIELDS = { points: "adjust-by", reason: "adjust-reason" } as const;

/** Gives or takes points by hand, with a reason. */
export function AdjustForm({ available, formKey, onClose }: AdjustFormProps) {
  const { texts, formats } = useLanguage();
  const { form } = texts.member;
  const [points, setPoints] = useState("");
  const [reason, setReason] = useState("");
  // The page is read again once it is saved, and then has a new key.
  const [key] = useState(formKey);
  const fetcher = useFetcher<AdjustmentAnswer>();
  const isBusy = fetcher.state !== "idle";
  const answer = fetcher.data;
  const problems = answer?.kind === "wrong" && !isBusy ? answer.problems : {};
  useSaved(answer, onClose);
  useFocusOnProblem(isBusy ? undefined : answer);

  const save = () => {
    if (!isBusy) fetcher.submit({ points, reason, key }, { method: "post" });
  };
  const pointsProblem =
    problems.points &&
    fill(form.problems[problems.points], {
      available: formats.number(answer?.kind === "wrong" ? answer.available : available),
    });
  return (
    <Modal
      open
      title={form.title}
      onClose={onClose}
      primaryAction={{ content: form.save, onAction: save, loading: isBusy }}
      secondaryActions={[{ content: form.cancel, onAction: onClose, disabled: isBusy }]}
    >
      <Modal.Section>
        <fetcher.Form
          method="post"
          onSubmit={(event) => {
            event.preventDefault();
            save();
          }}
        >
          <FormLayout>
            {problems.form && (
              <Banner tone="critical">
                <p>{form.problems[problems.form]}</p>
              </Banner>
            )}
            <TextField
              id={FIELDS.points}
              label={form.points}
              helpText={fill(form.pointsHelp, { count: formats.number(available) })}
              name="points"
              autoComplete="off"
              maxLength={40}
              autoFocus
              value={points}
              onChange={setPoints}
              error={pointsProblem ?? false}
              requiredIndicator
            />
            <TextField
              id={FIELDS.reason}
              label={form.reason}
              helpText={form.reasonHelp}
              name="reason"
              autoComplete="off"
              multiline={2}
              maxLength={MOST_LETTERS_OF_REASON}
              value={reason}
              onChange={setReason}
              error={problems.reason ? form.problems[problems.reason] : false}
              requiredIndicator
            />
          </FormLayout>
        </fetcher.Form>
      </Modal.Section>
    </Modal>
  );
}

/** Leads to the first field that something is wrong with. */
function useFocusOnProblem(answer: AdjustmentAnswer | undefined): void {
  useEffect(() => {
    if (answer?.kind !== "wrong") return;
    const { problems } = answer;
    const field = problems.points ? FIELDS.points : problems.reason ? FIELDS.reason : null;
    if (field !== null) document.getElementById(field)?.focus();
  }, [answer]);
}

/** Says that it was saved, and closes the form. */
function useSaved(answer: AdjustmentAnswer | undefined, onClose: () => void): void {
  const { texts, plural } = useLanguage();
  const { form } = texts.member;
  const saved = answer?.kind === "saved" ? answer.points : null;
  useEffect(() => {
    if (saved === null) return;
    const points = plural(texts.shell.points, saved < 0n ? -saved : saved);
    appBridge()?.toast.show(fill(saved < 0n ? form.taken : form.given, { points }));
    onClose();
    // Once for each saving; a language or a handler that is made anew says nothing new.
  }, [saved]);
}
