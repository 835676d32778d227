package io.retort.backends.cpu.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration.Precision;
import io.retort.core.backend.CompileOptions;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.backend.Mode;
import io.retort.core.backend.Network;
import io.retort.core.network.ActivationFunction;
import io.retort.core.network.Layer;
import io.retort.core.network.NetworkDescription;
import io.retort.core.network.NetworkPlan;
import io.retort.core.tensor.DeviceTensor;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** oneDNN takes as many threads as it is told. */
class OpenMpTest {
  private static final Path THREADS = Path.of("/proc/self/task");

  /** Threads of OpenMP have the name of the thread that has started them, and stay. */
  @EnabledOnOs(OS.LINUX)
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void primitivesRunInThatManyThreads(int threads) throws InterruptedException, ExecutionException {
    String name = "openmp-test-" + threads;
    FutureTask<Long> counted =
        new FutureTask<>(
            () -> {
              convolve(threads);
              return named(name);
            });
    Thread thread = new Thread(counted, name);
    thread.start();
    assertEquals(threads, counted.get());
    thread.join();
  }

  private static void convolve(int threads) {
    NetworkPlan plan =
        NetworkPlan.of(
            NetworkDescription.sequence()
                .add("conv", new Layer.Conv2d(32, 3, ActivationFunction.RELU))
                .build(),
            Shape.of(16, 32, 32));
    try (ComputeBackend backend = TinyWork.together(Precision.F32, threads);
        Network network = backend.compile(plan, CompileOptions.INFERENCE);
        Tensor images = Tensor.allocate(plan.input().batch(6))) {
      network.forward(DeviceTensor.of(images), Mode.INFERENCE);
    }
  }

  private static long named(String name) throws IOException {
    try (Stream<Path> threads = Files.list(THREADS)) {
      return threads.filter(thread -> isNamed(thread, name)).count();
    }
  }

  private static boolean isNamed(Path thread, String name) {
    try {
      return Files.readString(thread.resolve("comm")).strip().equals(name);
    } catch (IOException ended) {
      return false;
    }
  }
}
