package io.retort.benchmarks;

import io.retort.core.progress.EpochReport;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.experiment.Retort;
import io.retort.serving.Student;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Does one thing for long and looks at what the process holds meanwhile: memory, threads, open
 * files, classes. What grows without end is seen in the slope over the second half.
 */
public final class Soak {
  private static final int ROWS = 10;
  private static final int THREADS = 16;

  private final Path experiment;
  private final Path work;
  private final List<Held> held = new ArrayList<>();

  private Soak(Path experiment, Path work) {
    this.experiment = experiment;
    this.work = work;
  }

  /** What the process holds after some of the work. */
  private record Held(long done, long kilobytes, int threads, long files, long classes) {

    static Held now(long done) throws IOException {
      long kilobytes =
          Files.readAllLines(Path.of("/proc/self/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
              .sum();
      try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
        return new Held(
            done,
            kilobytes,
            ManagementFactory.getThreadMXBean().getThreadCount(),
            files.count(),
            ManagementFactory.getClassLoadingMXBean().getLoadedClassCount());
      }
    }
  }

  /**
   * Prints a table.
   *
   * @param arguments {@code runs COUNT}, {@code steps COUNT} or {@code predictions SECONDS}
   */
  public static void main(String[] arguments) throws Exception {
    Path root = Path.of(System.getProperty("retort.root"));
    Path work = Files.createTempDirectory("soak");
    try {
      Soak soak = new Soak(root.resolve("experiments/digits.yaml"), work);
      long count = Long.parseLong(arguments[1]);
      switch (arguments[0]) {
        case "runs" -> soak.runs((int) count);
        case "steps" -> soak.steps(count);
        case "predictions" -> soak.predictions((int) count);
        default -> throw new IllegalArgumentException("runs, steps or predictions");
      }
      soak.print(arguments[0]);
    } finally {
      delete(work);
    }
  }

  private void run(String name, String... settings) {
    List<String> all = new ArrayList<>(List.of("output=" + work.resolve(name)));
    all.addAll(List.of(settings));
    Retort.discover().experiment(experiment, all).run();
  }

  private void runs(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      run(
          "run",
          "teacher.training.epochs=1",
          "student.training.steps=20",
          "seeds=[" + i + "]",
          "exporters=[]");
      delete(work.resolve("run"));
      if ((i + 1) % Math.max(count / ROWS, 1) == 0) {
        held.add(Held.now(i + 1));
      }
    }
  }

  private void steps(long count) throws IOException {
    AtomicLong next = new AtomicLong(count / ROWS);
    Retort.discover()
        .experiment(
            experiment,
            List.of(
                "output=" + work.resolve("run"),
                "teacher.training.epochs=1",
                "student.training.steps=" + count,
                "seeds=[1]",
                "exporters=[]"))
        .listen(
            new TrainingListener() {
              @Override
              public void epoch(EpochReport report) {
                if (report.training().equals("distilled") && report.step() >= next.get()) {
                  next.addAndGet(count / ROWS);
                  try {
                    held.add(Held.now(report.step()));
                  } catch (IOException unreadable) {
                    throw new IllegalStateException(unreadable);
                  }
                }
              }
            })
        .run();
  }

  /** Every hundredth input is bad, and refused; the others are answered as they were at first. */
  private void predictions(int seconds) throws Exception {
    run("run", "teacher.training.epochs=1", "student.training.steps=200", "seeds=[1]");
    try (Student student = Student.load(work.resolve("run/student"))) {
      Random random = new Random(1);
      float[][] inputs = new float[200][64];
      for (float[] input : inputs) {
        for (int i = 0; i < input.length; i++) {
          input[i] = random.nextFloat();
        }
      }
      float[][] expected = Arrays.stream(inputs).map(student::predict).toArray(float[][]::new);
      long end = System.nanoTime() + seconds * 1_000_000_000L;
      AtomicLong predictions = new AtomicLong();
      AtomicLong wrong = new AtomicLong();
      List<Thread> threads =
          IntStream.range(0, THREADS)
              .mapToObj(
                  seed ->
                      new Thread(
                          () -> predict(student, inputs, expected, seed, end, predictions, wrong)))
              .toList();
      threads.forEach(Thread::start);
      for (int row = 1; row <= ROWS; row++) {
        Thread.sleep(seconds * 1000L / ROWS);
        held.add(Held.now(predictions.get()));
      }
      for (Thread thread : threads) {
        thread.join();
      }
      System.out.printf("%d predictions, %d wrong%n", predictions.get(), wrong.get());
    }
  }

  private static void predict(
      Student student,
      float[][] inputs,
      float[][] expected,
      long seed,
      long end,
      AtomicLong predictions,
      AtomicLong wrong) {
    Random random = new Random(seed);
    while (System.nanoTime() < end) {
      int chosen = random.nextInt(inputs.length);
      boolean bad = random.nextInt(100) == 0;
      float[] input = inputs[chosen].clone();
      if (bad) {
        input[random.nextInt(input.length)] = Float.NaN;
      }
      try {
        boolean same = Arrays.equals(expected[chosen], student.predict(input));
        if (bad || !same) {
          wrong.incrementAndGet();
        }
      } catch (RuntimeException refused) {
        if (!bad) {
          wrong.incrementAndGet();
        }
      }
      predictions.incrementAndGet();
    }
  }

  private void print(String what) {
    System.out.printf("%12s %10s %8s %8s %8s%n", what, "MB", "threads", "files", "classes");
    for (Held each : held) {
      System.out.printf(
          Locale.ROOT,
          "%12d %10.1f %8d %8d %8d%n",
          each.done,
          each.kilobytes / 1024.0,
          each.threads,
          each.files,
          each.classes);
    }
    List<Held> late = held.subList(held.size() / 2, held.size());
    System.out.printf(
        Locale.ROOT,
        "Slope over the second half: %.2f MB for each tenth of the work%n",
        slope(late.stream().mapToDouble(each -> each.kilobytes / 1024.0).toArray()));
  }

  /** The least-squares slope of values at 0, 1, 2 and so on. */
  private static double slope(double[] values) {
    double middle = (values.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int i = 0; i < values.length; i++) {
      products += (i - middle) * values[i];
      squares += (i - middle) * (i - middle);
    }
    return products / squares;
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
