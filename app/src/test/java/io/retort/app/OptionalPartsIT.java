package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program without what {@code docs/parts.md} says how to leave out. */
class OptionalPartsIT {
  private static final Path PAGE =
      Path.of(System.getProperty("launcher")).resolveSibling("docs/parts.md");

  @TempDir private Path folder;
  private Distribution retort;

  @BeforeEach
  void leaveOut() throws IOException {
    retort = new Distribution(folder);
    String page = Files.readString(PAGE, StandardCharsets.UTF_8);
    String command =
        page.substring(page.indexOf("\nrm "), page.indexOf("\n```", page.indexOf("rm ")));
    List<String> patterns =
        Pattern.compile("(?:lib|native)/\\S+")
            .matcher(command)
            .results()
            .map(MatchResult::group)
            .toList();
    int left = 0;
    for (String part : List.of("lib", "native")) {
      Path all = folder.resolve(part).toRealPath();
      Files.delete(folder.resolve(part));
      Files.createDirectory(folder.resolve(part));
      for (Path jar : list(all)) {
        if (patterns.stream().anyMatch(pattern -> matches(pattern, part, jar))) {
          left++;
        } else {
          Files.createSymbolicLink(folder.resolve(part).resolve(jar.getFileName()), jar);
        }
      }
    }
    assertEquals(patterns.size(), left, "jars that the command removes, one for each pattern");
  }

  @Test
  void aRunIsCompleteAndSaysWhatIsNotChecked() {
    String[] run = {
      "run",
      Distribution.experiment("digits"),
      "--set=seeds=[1]",
      "--set=teacher.training.epochs=1",
      "--set=student.training.steps=20"
    };
    List<String> gains = new ArrayList<>();
    for (String out : List.of("modules", "classes")) {
      Distribution.Outcome outcome =
          out.equals("modules")
              ? retort.onModulePath(with(run, "--set=output=" + out))
              : onClassPath(with(run, "--set=output=" + out));

      assertEquals(0, outcome.exitCode(), outcome.err());
      String said = outcome.out() + outcome.err();
      assertTrue(said.contains("student.onnx was not checked"), said);
      assertTrue(Files.exists(folder.resolve(out + "/student/student.onnx")));
      assertTrue(Files.exists(folder.resolve(out + "/student/weights.safetensors")));
      gains.add(said.lines().filter(line -> line.startsWith("student")).toList().toString());
    }
    assertEquals(gains.get(0), gains.get(1));
  }

  @Test
  void whatIsMissingIsNoPluginAndAllOthersAreThere() {
    Distribution.Outcome listed = retort.onModulePath("plugins", "list");
    Distribution.Outcome asked =
        retort.onModulePath("validate", Distribution.experiment("digits"), "--set=backend=dl4j");

    assertEquals(0, listed.exitCode(), listed.err());
    assertFalse(listed.out().contains("dl4j"), listed.out());
    assertTrue(listed.out().contains("onednn"), listed.out());
    assertEquals(1, asked.exitCode());
    assertTrue(asked.err().contains("There is no backend 'dl4j'"), asked.err());

    Distribution.Outcome taught =
        retort.onModulePath(
            "validate",
            Distribution.experiment("digits"),
            "--set=teacher={kind: onnx, path: teacher.onnx}");
    assertEquals(1, taught.exitCode());
    assertTrue(taught.err().contains("There is no teacher 'onnx'"), taught.err());
  }

  private Distribution.Outcome onClassPath(String... arguments) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = folder.resolve("lib") + "/*:" + folder.resolve("native") + "/*";
    return retort.run(List.of(java, "-cp", path, "io.retort.app.Main"), arguments);
  }

  private static String[] with(String[] arguments, String another) {
    return Stream.concat(Stream.of(arguments), Stream.of(another)).toArray(String[]::new);
  }

  private static boolean matches(String pattern, String part, Path jar) {
    PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
    return matcher.matches(Path.of(part).resolve(Objects.requireNonNull(jar.getFileName())));
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
