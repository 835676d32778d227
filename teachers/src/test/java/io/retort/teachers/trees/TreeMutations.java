package io.retort.teachers.trees;

import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherProvider;
import io.retort.testkit.MutatedFiles;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** Changed model files, which are teachers or are refused. */
public final class TreeMutations {
  private static final int CHANGES = 1500;

  private TreeMutations() {}

  /** Tries changed files of a model of the test resources, which predicts three classes, or not. */
  public static <C extends Record> void assertReadOrRefused(
      String model,
      boolean classes,
      TeacherProvider<C> provider,
      BiFunction<Path, Map<String, List<String>>, C> settings) {
    Head head = classes ? TableFixture.classes("a", "b", "c") : TableFixture.values("amount");
    TrainingData data = TableFixture.data(head);
    try {
      Path folder = Files.createTempDirectory("trees");
      Path file = folder.resolve("model");
      C configuration =
          settings.apply(file, Map.of("colour", List.of("deep blue", "gelb", "green", "red")));
      TestContext context = new TestContext(folder, 1).with(data);
      try {
        MutatedFiles.assertReadOrRefused(
            model,
            TableFixture.resource(model),
            CHANGES,
            content -> {
              Files.write(file, content);
              try (Teacher teacher = provider.create(configuration, context)) {
                teacher.fingerprint();
              }
            });
      } finally {
        Files.deleteIfExists(file);
        Files.delete(folder);
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } finally {
      TableFixture.close(data);
    }
  }
}
