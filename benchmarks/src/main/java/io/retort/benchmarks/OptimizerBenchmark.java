package io.retort.benchmarks;

import io.retort.backends.cpu.onednn.OneDnnProvider;
import io.retort.backends.cpu.onednn.configuration.OneDnnConfiguration;
import io.retort.core.backend.ComputeBackend;
import io.retort.core.optimizer.FirstOrderOptimizer;
import io.retort.core.optimizer.Optimizer;
import io.retort.core.optimizer.ParameterGroup;
import io.retort.core.tensor.Vector;
import io.retort.optimizers.Adam;
import io.retort.optimizers.Sgd;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** The update of all parameters by an optimizer, and the norm that clipping needs. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OptimizerBenchmark {

  /** The pass: an optimizer by its name in configurations, or the norm of the gradients. */
  @Param({"sgd", "adam", "norm"})
  public String pass;

  /** The number of parameters. */
  @Param({"10000", "100000", "1000000", "10000000"})
  public int parameters;

  /** How many threads may work on a vector. The norm and the copy use one. */
  @Param({"1", "2"})
  public int threads;

  private ComputeBackend backend;
  private Vector values;
  private Vector gradients;
  private Optimizer.Session session;
  private NativeCopy copied;

  /**
   * The bytes that one pass has to read and write.
   *
   * @param pass its name
   * @param parameters the number of parameters
   * @return parameters and state once in each direction, gradients once
   */
  static long traffic(String pass, int parameters) {
    int arrays = pass.equals("norm") ? 1 : 2 * (1 + optimizer(pass).stateNames().size()) + 1;
    return (long) arrays * Float.BYTES * parameters;
  }

  private static FirstOrderOptimizer optimizer(String pass) {
    return switch (pass) {
      case "sgd", "norm" -> new Sgd(1e-6, 0.9, false);
      case "adam" -> new Adam(1e-6);
      default -> throw new IllegalArgumentException("There is no benchmark of " + pass);
    };
  }

  /** Draws parameters and gradients. */
  @Setup
  public void draw() {
    backend =
        new OneDnnProvider()
            .create(
                new OneDnnConfiguration(
                    OneDnnConfiguration.Precision.F32, Optional.of(threads), true),
                new DataContext(Path.of("")));
    values = random(1);
    gradients = random(2);
    session = optimizer(pass).start(List.of(new ParameterGroup(values, gradients, 1, true)));
    copied = new NativeCopy(traffic(pass, parameters));
  }

  private Vector random(long seed) {
    Vector vector = backend.vector(parameters);
    SplittableRandom random = new SplittableRandom(seed);
    float[] all = new float[parameters];
    for (int i = 0; i < parameters; i++) {
      all[i] = (float) random.nextDouble(-1, 1);
    }
    vector.write(0, all);
    return vector;
  }

  /** Frees the vectors. */
  @TearDown
  public void free() {
    session.close();
    values.close();
    gradients.close();
    backend.close();
  }

  /**
   * Makes the pass.
   *
   * @return the norm, or 0 after an update
   */
  @Benchmark
  public double evaluate() {
    if (pass.equals("norm")) {
      return gradients.norm();
    }
    session.step(() -> 0, 1);
    return 0;
  }

  /**
   * Moves as many bytes.
   *
   * @return the copy
   */
  @Benchmark
  public ByteBuffer copy() {
    return copied.run();
  }
}
