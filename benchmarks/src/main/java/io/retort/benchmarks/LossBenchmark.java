package io.retort.benchmarks;

import io.retort.core.loss.Loss;
import io.retort.core.loss.Target;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.losses.CrossEntropy;
import io.retort.losses.KullbackLeibler;
import io.retort.losses.MeanSquaredError;
import io.retort.losses.SoftCrossEntropy;
import java.nio.ByteBuffer;
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

/** Value and gradient of a loss. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LossBenchmark {

  /** The name of the loss in configurations and the shape of the student's output. */
  @Param({
    "cross-entropy 128x10",
    "cross-entropy 128x1000",
    "kullback-leibler 128x10",
    "kullback-leibler 128x1000",
    "soft-cross-entropy 128x10",
    "soft-cross-entropy 128x1000",
    "mean-squared-error 128x10",
    "mean-squared-error 128x1000",
    "mean-squared-error 128x64x8x8",
    "kullback-leibler-by-samediff 128x10",
    "kullback-leibler-by-samediff 128x1000",
    "mean-squared-error-by-samediff 128x10",
    "mean-squared-error-by-samediff 128x1000",
    "mean-squared-error-by-samediff 128x64x8x8"
  })
  public String loss;

  private Tensor student;
  private Tensor teacher;
  private Tensor gradient;
  private Target target;
  private Loss evaluated;
  private NativeCopy copied;

  /**
   * The bytes that one evaluation has to read and write.
   *
   * @param loss a value of {@link #loss}
   * @return the student's output and the gradient, and the target where it is as large
   */
  static long traffic(String loss) {
    int arrays = name(loss).equals("cross-entropy") ? 2 : 3;
    return (long) arrays * Float.BYTES * shape(loss).elements();
  }

  private static String name(String loss) {
    return loss.substring(0, loss.indexOf(' '));
  }

  private static Shape shape(String loss) {
    return Shape.parse(loss.substring(loss.indexOf(' ') + 1));
  }

  /** Draws a batch. */
  @Setup
  public void draw() {
    Shape shape = shape(loss);
    SplittableRandom random = new SplittableRandom(1);
    student = random(shape, random);
    teacher = random(shape, random);
    gradient = Tensor.allocate(shape);
    target = new Target.Logits(teacher);
    switch (name(loss)) {
      case "cross-entropy" -> {
        evaluated = new CrossEntropy(0);
        target = new Target.Classes(random.ints(shape.extent(0), 0, shape.extent(1)).toArray());
      }
      case "kullback-leibler" -> evaluated = new KullbackLeibler(4);
      case "soft-cross-entropy" -> evaluated = new SoftCrossEntropy(4, true);
      case "mean-squared-error" -> {
        evaluated = new MeanSquaredError(MeanSquaredError.On.LOGITS);
        target = new Target.Features(teacher);
      }
      case "kullback-leibler-by-samediff" -> evaluated = new SameDiffKullbackLeibler(4);
      case "mean-squared-error-by-samediff" -> {
        evaluated = new SameDiffMeanSquaredError();
        target = new Target.Features(teacher);
      }
      default -> throw new IllegalArgumentException("There is no benchmark of the loss " + loss);
    }
    copied = new NativeCopy(traffic(loss));
  }

  private static Tensor random(Shape shape, SplittableRandom random) {
    Tensor tensor = Tensor.allocate(shape);
    for (int i = 0; i < shape.elements(); i++) {
      tensor.set(i, (float) random.nextDouble(-4, 4));
    }
    return tensor;
  }

  /** Frees the batch. */
  @TearDown
  public void free() {
    student.close();
    teacher.close();
    gradient.close();
  }

  /**
   * Evaluates the loss.
   *
   * @return its value
   */
  @Benchmark
  public double evaluate() {
    return evaluated.evaluate(student, target, gradient);
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
