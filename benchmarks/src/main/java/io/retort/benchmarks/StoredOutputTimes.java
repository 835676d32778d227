package io.retort.benchmarks;

import io.retort.core.data.ForwardingSamples;
import io.retort.core.data.Head;
import io.retort.core.data.InMemorySamples;
import io.retort.core.data.Samples;
import io.retort.core.data.Task;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.OutputRows;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.outputs.TeacherOutputStore;
import io.retort.runtime.experiment.settings.TeacherOutputSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Times the files of a teacher's outputs, and says how large they are. */
public final class StoredOutputTimes {
  private static final int BATCH = 256;
  private static final int GATHERED = 128;

  private StoredOutputTimes() {}

  public static void main(String[] arguments) throws IOException {
    int samples = arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0]);
    System.out.printf("%,d samples; microseconds a row%n", samples);
    System.out.printf(
        "%-8s %-9s %10s %8s %8s %8s%n", "classes", "format", "MB", "write", "check", "gather");
    for (int classes : new int[] {10, 1000}) {
      for (TeacherOutputSettings.Format format : TeacherOutputSettings.Format.values()) {
        Path folder = Files.createTempDirectory("outputs");
        try {
          measure(samples, classes, format, folder);
        } finally {
          delete(folder);
        }
      }
    }
  }

  private static void measure(
      int samples, int classes, TeacherOutputSettings.Format format, Path folder)
      throws IOException {
    List<String> names = IntStream.range(0, classes).mapToObj(i -> "c" + i).toList();
    TeacherOutputStore store =
        new TeacherOutputStore(
            () -> folder,
            new TeacherOutputSettings(
                Optional.of(new Destination(folder)), format, Optional.empty()),
            "benchmark",
            List.of(new Head("class", new Task.SingleLabel(names))),
            () -> "teacher",
            list -> "data");
    TeacherOutput output = new TeacherOutput("class", TargetKind.LOGITS, Shape.of(classes));
    SplittableRandom random = new SplittableRandom(1);
    try (Tensor none = Tensor.allocate(Shape.of(1, 1));
        InMemorySamples one = new InMemorySamples(none, Map.of());
        Tensor logits = Tensor.allocate(Shape.of(BATCH, classes))) {
      for (int i = 0; i < logits.shape().elements(); i++) {
        logits.set(i, (float) (8 * random.nextDouble() - 4));
      }
      Samples many = new Many(one, samples);
      long start = System.nanoTime();
      try (OutputRows rows = store.open(output, many).orElseThrow()) {
        for (int first = 0; first < samples; first += BATCH) {
          int count = Math.min(BATCH, samples - first);
          rows.put(IntStream.range(first, first + count).toArray(), logits.rows(0, count));
        }
      }
      double write = seconds(start);
      try (OutputRows rows = store.open(output, many).orElseThrow();
          Tensor batch = Tensor.allocate(Shape.of(GATHERED, classes))) {
        start = System.nanoTime();
        boolean all = IntStream.range(0, samples).allMatch(rows::contains);
        double check = seconds(start);
        start = System.nanoTime();
        int batches = samples / GATHERED;
        for (int i = 0; i < batches; i++) {
          for (int row = 0; row < GATHERED; row++) {
            rows.get(random.nextInt(samples), batch.values(), row * classes);
          }
        }
        double gather = seconds(start) * samples / (batches * (double) GATHERED);
        System.out.printf(
            Locale.ROOT,
            "%-8d %-9s %10.1f %8.2f %8.2f %8.2f%s%n",
            classes,
            format.toString().toLowerCase(Locale.ROOT),
            size(folder) / 1e6,
            1e6 * write / samples,
            1e6 * check / samples,
            1e6 * gather / samples,
            all ? "" : "  rows are missing");
      }
    }
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  private static long size(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }

  /** A list of any length, of which nothing is read. */
  private static final class Many extends ForwardingSamples {
    private final int size;

    Many(Samples one, int size) {
      super(one);
      this.size = size;
    }

    @Override
    public int size() {
      return size;
    }

    @Override
    public Samples origin() {
      return this;
    }
  }
}
