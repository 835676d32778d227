package io.retort.runtime.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.checkpoint.CheckpointStore;
import io.retort.core.checkpoint.TrainingCheckpoints;
import io.retort.core.metric.MetricSet;
import io.retort.core.progress.TrainingListener;
import io.retort.core.training.Trainer;
import io.retort.testkit.DifferenceBackend;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialsTest {
  @TempDir private Path folder;

  @Test
  void theTrainerThatAModuleBindsTrainsEveryTrial() {
    OwnTrainer module = new OwnTrainer();
    ExperimentRun run =
        Retort.with(TinyExperiment.catalog()).experiment(TinyExperiment.values()).with(module);
    try (Trials trials = new Trials(TrainingListener.NONE, CheckpointStore.NONE, folder)) {
      Trials.Trial first = trials.train(run, 1, 1, TrainingCheckpoints.NONE, TrainingListener.NONE);
      trials.train(run, 2, 1, TrainingCheckpoints.NONE, TrainingListener.NONE);

      assertEquals(12, first.steps());
      assertEquals(1, module.made);
      assertEquals(2, module.calls.stream().filter("inputs"::equals).count());
    }
  }

  /** Binds a trainer with a backend of its own. */
  static final class OwnTrainer extends AbstractModule {
    final List<String> calls = new ArrayList<>();
    int made;

    @Provides
    @Singleton
    Trainer trainer(TrainingListener listener, MetricSet metrics) {
      made++;
      DifferenceBackend backend = new DifferenceBackend();
      return new Trainer(
          (ComputeBackend)
              Proxy.newProxyInstance(
                  ComputeBackend.class.getClassLoader(),
                  new Class<?>[] {ComputeBackend.class},
                  (proxy, method, arguments) -> {
                    calls.add(method.getName());
                    try {
                      return method.invoke(backend, arguments);
                    } catch (InvocationTargetException failure) {
                      throw failure.getCause();
                    }
                  }),
          listener,
          metrics);
    }
  }
}
