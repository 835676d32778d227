package io.retort.core.training;

import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.checkpoint.TrainingState;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what a {@link StateWriter} has collected. */
final class StateReader {
  private final String prefix;
  private final TrainingState state;

  StateReader(TrainingState state) {
    this("", state);
  }

  private StateReader(String prefix, TrainingState state) {
    this.prefix = prefix;
    this.state = state;
  }

  /** How many steps were made. */
  long step() {
    return state.step();
  }

  StateReader in(String part) {
    return new StateReader(prefix + part + "/", state);
  }

  float[] vector(String name) {
    return required(name, state.vectors());
  }

  double[] numbers(String name) {
    return required(name, state.numbers());
  }

  double number(String name) {
    return numbers(name)[0];
  }

  String text(String name) {
    return required(name, state.texts());
  }

  long count(String name) {
    return Long.parseLong(text(name));
  }

  boolean has(String name) {
    return state.texts().containsKey(prefix + name);
  }

  /** All vectors of this part, by the names that it gave them. */
  Map<String, float[]> vectors() {
    return under(state.vectors());
  }

  /** All numbers of this part, by the names that it gave them. */
  Map<String, double[]> numbers() {
    return under(state.numbers());
  }

  private <T> Map<String, T> under(Map<String, T> all) {
    Map<String, T> own = new LinkedHashMap<>();
    all.forEach(
        (name, value) -> {
          if (name.startsWith(prefix)) {
            own.put(name.substring(prefix.length()), value);
          }
        });
    return own;
  }

  private <T> T required(String name, Map<String, T> all) {
    T value = all.get(prefix + name);
    if (value == null) {
      throw new RetortException(
          ErrorKind.DATA,
          "The checkpoint of step "
              + state.step()
              + " has no '"
              + prefix
              + name
              + "': it is of another training; begin anew");
    }
    return value;
  }
}
