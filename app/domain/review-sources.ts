/** Who may tell of reviews: Judge.me, and whatever signs as the README says. */
export const REVIEW_SOURCES = ["judgeme", "signed"] as const;
export type ReviewSource = (typeof REVIEW_SOURCES)[number];

export const isReviewSource = (text: string | undefined): text is ReviewSource =>
  (REVIEW_SOURCES as readonly (string | undefined)[]).includes(text);
