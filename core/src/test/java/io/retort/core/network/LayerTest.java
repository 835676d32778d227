package io.retort.core.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.reflect.RecordComponent;
import org.junit.jupiter.api.Test;

class LayerTest {

  @Test
  void layersWithAnActivationSayWhichItIs() throws ReflectiveOperationException {
    int found = 0;
    for (Class<?> kind : Layer.class.getPermittedSubclasses()) {
      for (RecordComponent component : kind.getRecordComponents()) {
        if (component.getType() == ActivationFunction.class) {
          assertEquals(
              kind,
              kind.getMethod("activation").getDeclaringClass(),
              () -> kind.getSimpleName() + " does not say what it applies to its result");
          found++;
        }
      }
    }
    assertEquals(4, found, "Dense, Conv1d, Conv2d and Activation");
    assertEquals(ActivationFunction.TANH, new Layer.Dense(1, ActivationFunction.TANH).activation());
    assertEquals(
        ActivationFunction.GELU, new Layer.Activation(ActivationFunction.GELU).activation());
    assertEquals(ActivationFunction.LINEAR, new Layer.Flatten().activation());
  }
}
