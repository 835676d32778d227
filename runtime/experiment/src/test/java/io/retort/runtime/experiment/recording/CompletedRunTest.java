package io.retort.runtime.experiment.recording;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.AbstractModule;
import io.retort.core.RetortException;
import io.retort.core.progress.TrainingListener;
import io.retort.runtime.common.files.OutputLock;
import io.retort.runtime.configuration.Destination;
import io.retort.runtime.experiment.ExperimentRun;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.experiment.extension.RunListener;
import io.retort.runtime.experiment.extension.RunStore;
import io.retort.runtime.experiment.settings.Experiment;
import io.retort.serving.Student;
import io.retort.testkit.DifferenceBackend;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletedRunTest {
  @TempDir private Path folder;

  private final Retort retort = Retort.with(TinyExperiment.catalog());

  @Test
  void everyFileOfARunIsVouchedFor() throws IOException {
    Path run = run(folder.resolve("run"));
    assertFalse(retort.evaluate(run).isEmpty());
    List<Path> files = files(run);
    assertTrue(files.size() >= 12, files.toString());

    for (Path file : files) {
      byte[] bytes = Files.readAllBytes(file);
      byte[] altered = bytes.clone();
      altered[bytes.length / 2] ^= 1;
      Files.write(file, altered);
      // Of the file that vouches for the others, what it says of figures is nowhere else.
      boolean last = file.endsWith("result.json");
      if (!last) {
        assertRefused(() -> retort.evaluate(run), file.toString());
      }
      Files.delete(file);
      assertRefused(() -> retort.evaluate(run), last ? "result.json" : file.toString());
      Files.write(file, bytes);
    }
    assertFalse(retort.evaluate(run).isEmpty());
  }

  @Test
  void aResultThatIsCutOffOrNoneIsRefused() throws IOException {
    Path run = run(folder.resolve("run"));
    Path result = run.resolve("result.json");
    String text = Files.readString(result);
    for (String damaged :
        List.of(
            "",
            "null",
            "[]",
            "{}",
            text.substring(0, text.length() / 2),
            text.replace("\"files\"", "\"other\""),
            text.replace("config.yaml", "../../config.yaml"),
            text.replace("\"run.json\"", "\"run\\u0000json\""),
            text.replaceFirst("(\"config.yaml\" : )\"[0-9a-f]*\"", "$1null"))) {
      Files.writeString(result, damaged);
      assertThrows(RetortException.class, () -> retort.evaluate(run), damaged);
    }
  }

  @Test
  void aRunThatEndsAtAnyMomentIsNoCompleteOne() throws IOException {
    Stopping counting = new Stopping(folder.resolve("whole"), Integer.MAX_VALUE);
    run(counting);
    assertFalse(retort.evaluate(folder.resolve("whole")).isEmpty());
    assertFalse(Files.exists(folder.resolve("whole").resolve(RunFolder.LOCK)));

    for (int last = 0; last < counting.done; last++) {
      Path stopped = folder.resolve("stopped" + last);
      Stopping store = new Stopping(stopped, last);
      IllegalStateException end = assertThrows(IllegalStateException.class, () -> run(store));
      assertEquals("stopped", end.getMessage());
      assertTrue(Files.exists(stopped.resolve(RunFolder.LOCK)));
      if (Files.exists(stopped.resolve("result.json"))) {
        // All that remains is the page about the run, which can be made again.
        assertFalse(retort.evaluate(stopped).isEmpty());
        continue;
      }
      String message =
          assertThrows(RetortException.class, () -> retort.evaluate(stopped)).getMessage();
      assertTrue(message.contains("has not come to its end"), message);
      if (!Files.exists(stopped.resolve("student/SHA256SUMS"))) {
        assertThrows(
            RetortException.class,
            () -> Student.load(stopped.resolve("student"), new DifferenceBackend()));
      }
    }
  }

  @Test
  void aFolderThatIsWrittenIsRefusedNamingTheProcess() throws IOException {
    Path out = Files.createDirectories(folder.resolve("out"));
    try (OutputLock lock = OutputLock.acquire(out.resolve(RunFolder.LOCK), out)) {
      lock.requireHeld();
      String process = "by process " + ProcessHandle.current().pid();
      String second = assertThrows(RetortException.class, () -> run(out)).getMessage();
      assertTrue(second.contains(process) && second.contains(out.toString()), second);
      String evaluated =
          assertThrows(RetortException.class, () -> retort.evaluate(out)).getMessage();
      assertTrue(evaluated.contains(process), evaluated);
    }
  }

  @Test
  void aFolderThatIsRemovedMeanwhileIsNotMadeAgain() throws IOException {
    Path out = folder.resolve("out");
    RunListener removing =
        new RunListener() {
          @Override
          public void started(Experiment experiment, String resolvedYaml) {
            delete(out);
          }
        };
    RetortException failure =
        assertThrows(RetortException.class, () -> experiment(out).listen(removing).run());
    assertTrue(failure.getMessage().contains("was removed or replaced"), failure.getMessage());
    assertFalse(Files.exists(out));
  }

  @Test
  void anUnknownFormatIsRefused() {
    Path out = folder.resolve("out");
    assertEquals(List.of(), experiment(out).run().failedExports());
    assertThrows(
        RetortException.class,
        () -> retort.export(out, "none-of-this-name", List.of(), TrainingListener.NONE));
  }

  private static List<Path> files(Path run) throws IOException {
    try (Stream<Path> files = Files.walk(run)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }

  private Path run(Path out) {
    return experiment(out).run().folder();
  }

  private void run(RunStore store) {
    retort
        .experiment(TinyExperiment.values())
        .with(
            new AbstractModule() {
              @Override
              protected void configure() {
                bind(RunStore.class).toInstance(store);
              }
            })
        .run();
  }

  private ExperimentRun experiment(Path out) {
    Map<String, Object> values = new HashMap<>(TinyExperiment.values());
    values.put("output", out.toString());
    return retort.experiment(values);
  }

  /** A folder, and a process that ends after so many writes. */
  private static final class Stopping implements RunStore {
    private final FolderStore store;
    private final int last;
    private int done;

    Stopping(Path out, int last) {
      this.store = new FolderStore(RunFolder.of(Optional.of(new Destination(out)), "tiny"));
      this.last = last;
    }

    private void next() {
      if (done == last) {
        throw new IllegalStateException("stopped");
      }
      done++;
    }

    @Override
    public void open() {
      store.open();
    }

    @Override
    public void write(String name, Content content) {
      next();
      store.write(name, content);
    }

    @Override
    public void append(String name, String line) {
      next();
      store.append(name, line);
    }

    @Override
    public void complete() {
      store.complete();
    }

    @Override
    public void close() {
      store.close();
    }

    @Override
    public URI location() {
      return store.location();
    }
  }
}
