package io.retort.app;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts without labels, from a teacher that reads them to a student that does. */
class LabelTextsTest {
  private static final String LABEL =
      """
      data:
        kind: csv
        file: new.jsonl
        outputs: [late, early]
        text: {column: text, tokenizer: letters, length: 3}
      teacher: {kind: onnx, path: letters.onnx, tokenizer: letters, length: 8, as: logits}
      output: labelled.csv
      """;

  private static final String LEARN =
      """
      name: learn
      data:
        kind: labelled
        file: labelled.csv
        text: {column: text, tokenizer: letters, length: 8}
      split: {test: 0.25}
      teacher: {kind: recorded, file: labelled.csv}
      student:
        network: [{kind: embedding-bag, vocabulary: 26, size: 2}, {kind: dense, units: 2}]
        training: {steps: 3, batch: 8}
      strategy: temperature
      """;

  @TempDir private Path folder;
  private String plugins;

  @BeforeEach
  void write() throws IOException {
    plugins = Letters.plugin(folder.resolve("plugins/acme.jar")).getParent().toString();
    try (InputStream model = LabelTextsTest.class.getResourceAsStream("letters.onnx")) {
      Files.copy(model, folder.resolve("letters.onnx"));
    }
  }

  private void retort(String command, String file, String output) {
    CommandResult said =
        CommandResult.by(
            command,
            folder.resolve(file).toString(),
            "--plugins",
            plugins,
            "--set",
            "output=" + folder.resolve(output));
    assertEquals(0, said.code(), said.err());
  }

  /** The teacher sums the places of up to eight letters, of which the tokens are three. */
  @Test
  void aTeacherOfTextsLabelsThemAndAStudentLearnsThem() throws IOException {
    Files.writeString(folder.resolve("label.yaml"), LABEL);
    StringBuilder texts = new StringBuilder("{\"text\": \"bcdb\"}\n{\"text\": \"\"}\n");
    for (int i = 0; i < 300; i++) {
      texts.append("{\"text\": \"zzzz\"}\n");
    }
    Files.writeString(folder.resolve("new.jsonl"), texts);

    retort("label", "label.yaml", "labelled.csv");

    List<String> lines = Files.readAllLines(folder.resolve("labelled.csv"));
    assertEquals("0,1,2,3,bcdb,late,7,-7", lines.get(1));
    assertEquals("1,-1,-1,-1,,late,0,0", lines.get(2));
    assertEquals("301,25,25,25,zzzz,late,100,-100", lines.get(302));

    Files.writeString(folder.resolve("learn.yaml"), LEARN);
    retort("run", "learn.yaml", "run");
    Path text = Files.writeString(folder.resolve("texts.txt"), "bcdb\n");
    CommandResult predicted =
        CommandResult.by(
            "predict",
            folder.resolve("run").toString(),
            text.toString(),
            "--plugins",
            plugins,
            "--out",
            folder.resolve("predicted.csv").toString());
    assertEquals(0, predicted.code(), predicted.err());
  }
}
