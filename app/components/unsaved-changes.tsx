import { useBlocker } from "@remix-run/react";
import { SaveBar } from "@shopify/app-bridge-react";
import { useEffect, useState } from "react";

import { appBridge } from "./app-bridge.ts";

interface UnsavedChangesProps {
  /** Unlike that of any other save bar. */
  readonly id: string;
  readonly isChanged: boolean;
  readonly isSaving: boolean;
  readonly saveLabel: string;
  readonly discardLabel: string;
  /** Asked before leaving where Shopify's admin does not ask. */
  readonly leaveQuestion: string;
  readonly onSave: () => void;
  readonly onDiscard: () => void;
}

/**
 * The save bar of Shopify's admin for as long as something is changed, and a question before the
 * page is left with it.
 */
export function UnsavedChanges(props: UnsavedChangesProps) {
  const { id, isChanged, isSaving, saveLabel, discardLabel, onSave, onDiscard } = props;
  const [isEmbedded, setIsEmbedded] = useState(false);
  useEffect(() => {
    setIsEmbedded(appBridge() !== undefined);
  }, []);
  useLeaveQuestion(isChanged, props.leaveQuestion);
  if (!isEmbedded) return null;
  return (
    <SaveBar id={id} open={isChanged} discardConfirmation>
      {/* App Bridge reads attributes of its own off the buttons, and shows others in their place. */}
      <button
        type="button"
        variant="primary"
        onClick={onSave}
        {...(isSaving ? { loading: "" } : {})}
      >
        {saveLabel}
      </button>
      <button type="button" onClick={onDiscard} disabled={isSaving}>
        {discardLabel}
      </button>
    </SaveBar>
  );
}

function useLeaveQuestion(isChanged: boolean, question: string): void {
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      isChanged && currentLocation.pathname !== nextLocation.pathname,
  );
  useEffect(() => {
    if (blocker.state !== "blocked") return;
    const bar = appBridge()?.saveBar;
    if (bar === undefined) {
      if (globalThis.confirm(question)) blocker.proceed();
      else blocker.reset();
      return;
    }
    // It never resolves where the merchant stays.
    void bar.leaveConfirmation().then(() => {
      blocker.proceed();
    });
  }, [blocker, question]);
}
