package io.retort.spark;

import java.io.Serial;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A teacher on its way to executors.
 *
 * @param hash of all that it is made of
 * @param files its configuration and files
 * @param signature how rows are prepared and what the heads are, as {@code signature.json}
 * @param inputShape of the prepared rows
 * @param examples cells of some rows, on which it is tried
 */
record ShippedTeacher(
    String hash,
    ShippedFiles files,
    byte[] signature,
    int[] inputShape,
    List<Map<String, Object>> examples)
    implements Serializable {
  @Serial private static final long serialVersionUID = 1;
}
