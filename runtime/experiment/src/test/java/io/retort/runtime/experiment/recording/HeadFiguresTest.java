package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.progress.Metrics;
import io.retort.runtime.common.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeadFiguresTest {

  @Test
  void figuresOfAHeadHaveItsReasons() {
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("rmse", 1.5);
    figures.put("r2", Double.NaN);
    Metrics metrics = new Metrics("rmse", false, figures, Map.of("r2", "no variance"));

    assertEquals(
        """
        {"price":{"rmse":1.5,"r2":null,"undefined":{"r2":"no variance"}}}\
        """,
        Json.line(HeadFigures.of(Map.of("price", metrics))));
  }

  @Test
  void aHeadMayBeCalledUndefined() {
    Metrics metrics = new Metrics("accuracy", true, Map.of("accuracy", 0.5));

    assertEquals(
        """
        {"undefined":{"accuracy":0.5}}\
        """,
        Json.line(HeadFigures.of(Map.of("undefined", metrics))));
  }
}
