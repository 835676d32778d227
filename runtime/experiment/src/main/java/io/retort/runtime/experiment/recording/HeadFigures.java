package io.retort.runtime.experiment.recording;

import io.retort.core.progress.Metrics;
import io.retort.runtime.configuration.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** The figures of metrics as {@link Json} writes them, with the reasons for those that are none. */
public final class HeadFigures {

  private HeadFigures() {}

  /**
   * The figures of each head.
   *
   * @param metrics metrics by head
   * @return by head, the figures by name; where some are undefined, their reasons beside them
   */
  public static Map<String, Map<String, Object>> of(Map<String, Metrics> metrics) {
    Map<String, Map<String, Object>> heads = new LinkedHashMap<>();
    metrics.forEach(
        (head, each) -> {
          Map<String, Object> figures = new LinkedHashMap<>(each.values());
          figures.put(Json.UNDEFINED, each.undefined());
          heads.put(head, figures);
        });
    return heads;
  }
}
