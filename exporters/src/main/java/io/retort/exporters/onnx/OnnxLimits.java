package io.retort.exporters.onnx;

import io.retort.core.Echo;
import io.retort.core.data.InputColumn;
import io.retort.core.data.SavedModel;
import io.retort.core.data.Signature;
import io.retort.core.network.NetworkPlan;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What ONNX cannot say. */
final class OnnxLimits {
  /** A file of Protocol Buffers has less than 2 GiB. */
  private static final long WEIGHTS = 500_000_000;

  private OnnxLimits() {}

  /** A clause for each node that is at fault. */
  static Map<String, String> exceeded(SavedModel student) {
    NetworkPlan plan = student.network().plan();
    Map<String, String> faults = new LinkedHashMap<>();
    student
        .signature()
        .flatMap(OnnxLimits::unwritable)
        .ifPresent(clause -> faults.put(plan.description().nodes().get(0).name(), clause));
    if (plan.parameters().length() > WEIGHTS) {
      faults.put(
          plan.description().outputs().get(0),
          String.format(
              "belongs to a network of %,d weights; a file can hold %,d",
              plan.parameters().length(), WEIGHTS));
    }
    return faults;
  }

  /** Texts are UTF-8 without the character 0. */
  private static Optional<String> unwritable(Signature signature) {
    for (InputColumn column : signature.columns()) {
      List<String> texts = new ArrayList<>(List.of(column.name()));
      texts.addAll(
          column.match(
              number -> List.of(), InputColumn.Categorical::categories, text -> List.of()));
      for (String text : texts) {
        if (text.indexOf(0) >= 0 || !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
          return Optional.of(
              "reads the column "
                  + Echo.quoted(column.name())
                  + ", in which "
                  + Echo.quoted(text)
                  + " has characters that no text in ONNX can have");
        }
      }
    }
    return Optional.empty();
  }
}
