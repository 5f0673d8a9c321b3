import { compareReviews } from "./compare_reviews.ts";
import type { Part } from "./part.ts";
import { reviewFigures } from "./review_figures.ts";
import type { ReviewLengths } from "./review_lengths.ts";
import { groupName, reviewSection } from "./review_section.ts";

/** Q6-A: sentiment classifiers by length and padding. */
export const reviewPart: Part<ReviewLengths> = {
  read: compareReviews,
  render: (value, { label }) => {
    const figures = reviewFigures(value, label);
    return {
      section: reviewSection(value, label, figures),
      figures,
      jobs: value.classifiers.map(({ name, runs }) => ({ name: groupName(name), jobs: runs })),
    };
  },
};
