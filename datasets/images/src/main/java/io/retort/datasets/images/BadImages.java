package io.retort.datasets.images;

/** What becomes of files that are listed as images but cannot be used. */
public enum BadImages {
  /** The first of them is named, and nothing is loaded. */
  REFUSE,
  /** They are left out, counted, and warned of. */
  SKIP
}
