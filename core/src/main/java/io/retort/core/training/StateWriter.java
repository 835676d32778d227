package io.retort.core.training;

import io.retort.core.checkpoint.TrainingState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects a state; what one part writes under its own prefix no other part can overwrite. */
final class StateWriter {
  private final String prefix;
  private final Map<String, float[]> vectors;
  private final Map<String, double[]> numbers;
  private final Map<String, String> texts;

  StateWriter() {
    this("", new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
  }

  private StateWriter(
      String prefix,
      Map<String, float[]> vectors,
      Map<String, double[]> numbers,
      Map<String, String> texts) {
    this.prefix = prefix;
    this.vectors = vectors;
    this.numbers = numbers;
    this.texts = texts;
  }

  StateWriter in(String part) {
    return new StateWriter(prefix + part + "/", vectors, numbers, texts);
  }

  void vector(String name, float[] values) {
    vectors.put(prefix + name, values);
  }

  void numbers(String name, double... values) {
    numbers.put(prefix + name, values);
  }

  void text(String name, Object value) {
    texts.put(prefix + name, value.toString());
  }

  TrainingState state(long step) {
    return new TrainingState(step, vectors, numbers, texts);
  }
}
