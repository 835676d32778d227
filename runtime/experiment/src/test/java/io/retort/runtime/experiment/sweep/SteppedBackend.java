package io.retort.runtime.experiment.sweep;

import io.retort.core.backend.BackendProvider;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.ForwardingBackend;
import io.retort.core.backend.InputLoader;
import io.retort.core.data.Samples;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.testkit.DifferenceBackend;
import java.util.function.IntConsumer;

/** A backend that tells of every step of every training before it is made. */
final class SteppedBackend implements BackendProvider<SteppedBackend.Settings> {
  /** How many steps were made. */
  int steps;

  /** Is told the number of each step. */
  IntConsumer before = step -> {};

  /** No settings. */
  record Settings() {}

  @Override
  public String name() {
    return "stepped";
  }

  @Override
  public Class<Settings> configuration() {
    return Settings.class;
  }

  @Override
  public ComputeBackend create(Settings settings, Context context) {
    return new ForwardingBackend(new DifferenceBackend()) {
      @Override
      public InputLoader inputs(Samples samples, Shape input) {
        InputLoader loader = super.inputs(samples, input);
        return new InputLoader() {
          @Override
          public DeviceTensor load(int[] batch) {
            steps++;
            before.accept(steps);
            return loader.load(batch);
          }

          @Override
          public void close() {
            loader.close();
          }
        };
      }
    };
  }
}
