package io.retort.runtime.experiment.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.core.progress.Figure;
import io.retort.core.progress.Metrics;
import io.retort.core.progress.Unit;
import io.retort.runtime.configuration.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class HeadFiguresTest {

  @Test
  void figuresOfAHeadHaveItsReasons() {
    Map<String, Figure> figures = new LinkedHashMap<>();
    figures.put("rmse", new Figure(1.5, Unit.OF_VALUES, false));
    figures.put(
        "r2",
        new Figure(
            Double.NaN, Unit.NONE, true, Optional.of("no variance"), OptionalDouble.empty()));
    Metrics metrics = new Metrics("rmse", figures);

    assertEquals(
        """
        {"price":{"rmse":1.5,"r2":null,"undefined":{"r2":"no variance"}}}\
        """,
        Json.line(HeadFigures.of(Map.of("price", metrics))));
  }

  @Test
  void aHeadMayBeCalledUndefined() {
    Metrics metrics =
        new Metrics("accuracy", Map.of("accuracy", new Figure(0.5, Unit.SHARE, true)));

    assertEquals(
        """
        {"undefined":{"accuracy":0.5}}\
        """,
        Json.line(HeadFigures.of(Map.of("undefined", metrics))));
  }
}
