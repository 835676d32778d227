package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import io.retort.core.data.Dataset;
import io.retort.core.data.Samples;
import io.retort.core.tensor.Tensor;
import io.retort.runtime.experiment.Retort;
import io.retort.serving.Student;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example of docs/images.md, and what its student says of the images that it was tested with.
 */
class ImagesRunTest {
  private static final Path PAGE = Path.of("../docs/images.md");

  @TempDir private Path folder;

  @BeforeEach
  void draw() throws IOException, InterruptedException {
    Path source =
        Files.writeString(folder.resolve("Shapes.java"), block("java", "import java.awt"));
    Process java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.awt.headless=true",
                source.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, java.waitFor(), said);
    Files.writeString(folder.resolve("shapes.yaml"), block("yaml", "name: shapes"));
  }

  /** The block of the page that begins so. */
  private static String block(String language, String begin) throws IOException {
    Matcher block =
        Pattern.compile("```" + language + "\n(" + begin + ".*?)```", Pattern.DOTALL)
            .matcher(Files.readString(PAGE));
    assertTrue(block.find(), language);
    return block.group(1);
  }

  private void retort(String... arguments) {
    CommandResult said = CommandResult.by(arguments);
    assertEquals(0, said.code(), said.err());
  }

  @Test
  void theExampleOfThePageRunsAndPredictsItsOwnTestImagesAlike() throws IOException {
    Path run = folder.resolve("run");
    retort(
        "run",
        folder.resolve("shapes.yaml").toString(),
        "--set",
        "seeds=[1]",
        "--set",
        "output=" + run);
    Map<String, float[]> predicted = new HashMap<>();
    for (String label : List.of("circle", "square")) {
      Path out = folder.resolve(label + ".csv");
      Path images = folder.resolve("shapes/test").resolve(label);
      retort("predict", run.toString(), images.toString(), "--out", out.toString());
      for (String line : Files.readAllLines(out).subList(1, 76)) {
        String[] cells = line.split(",", -1);
        predicted.put(
            label + "/" + cells[0],
            new float[] {Float.parseFloat(cells[2]), Float.parseFloat(cells[3])});
      }
    }
    assertEquals(150, predicted.size());

    Map<String, Object> data =
        Map.of(
            "folder",
            folder.resolve("shapes/train").toString(),
            "test-folder",
            folder.resolve("shapes/test").toString(),
            "size",
            "24x32",
            "channels",
            1);
    try (Dataset dataset =
            Retort.discover()
                .plugin(Dataset.class, "images", data)
                .create(new TestContext(folder, 1));
        Student student = Student.load(run.resolve("student"))) {
      Samples test = dataset.test().orElseThrow();
      for (int sample = 0; sample < test.size(); sample++) {
        float[] expected = student.predict(input(dataset, test, sample));
        float[] found = predicted.get(test.id(sample).orElseThrow());
        for (int i = 0; i < 2; i++) {
          assertEquals(Float.floatToIntBits(expected[i]), Float.floatToIntBits(found[i]));
        }
      }
      long right =
          predicted.entrySet().stream()
              .filter(each -> (each.getValue()[0] > 0.5) == each.getKey().startsWith("circle"))
              .count();
      assertEquals(accuracy(run), right / 150.0);
    }
  }

  /** What the run says of its only distilled student. */
  private static double accuracy(Path run) throws IOException {
    Map<String, Object> result = JSON.std.mapFrom(Files.readString(run.resolve("result.json")));
    for (Object each : (List<?>) result.get("students")) {
      Map<?, ?> student = (Map<?, ?>) each;
      if (student.get("arm").equals("distilled")) {
        Map<?, ?> test = (Map<?, ?>) student.get("test");
        return (double) ((Map<?, ?>) test.get("label")).get("accuracy");
      }
    }
    throw new AssertionError(result);
  }

  private static float[] input(Dataset data, Samples samples, int sample) {
    try (Tensor batch = Tensor.allocate(data.inputShape().batch(1))) {
      samples.inputs(new int[] {sample}, batch);
      return batch.toArray();
    }
  }
}
