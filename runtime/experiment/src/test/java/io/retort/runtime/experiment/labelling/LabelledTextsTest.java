package io.retort.runtime.experiment.labelling;

import static io.retort.testkit.Refusals.assertRefused;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.retort.core.data.Dataset;
import io.retort.core.plugin.Context;
import io.retort.core.tensor.Tensor;
import io.retort.core.text.SavedTokenizer;
import io.retort.core.text.Tokenizer;
import io.retort.core.text.TokenizerProvider;
import io.retort.runtime.configuration.ConfigurationDocument;
import io.retort.runtime.experiment.Retort;
import io.retort.runtime.experiment.TinyExperiment;
import io.retort.runtime.plugin.Plugin;
import io.retort.testkit.TestContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data that have no labels at all, and texts, which are written as they are. */
class LabelledTextsTest {
  record Data(Plugin<Dataset> data) {}

  /** A token is a character's number modulo 32. */
  private record Characters() implements Tokenizer {
    @Override
    public int vocabulary() {
      return 32;
    }

    @Override
    public int[] tokens(String text, int most) {
      return text.chars().limit(most).map(character -> character % 32).toArray();
    }

    @Override
    public SavedTokenizer saved() {
      return new SavedTokenizer("characters", Map.of());
    }
  }

  private static final class CharactersProvider implements TokenizerProvider<Characters> {
    @Override
    public String name() {
      return "characters";
    }

    @Override
    public Class<Characters> configuration() {
      return Characters.class;
    }

    @Override
    public Tokenizer create(Characters characters, Context context) {
      return characters;
    }

    @Override
    public Tokenizer restore(Map<String, String> settings) {
      return new Characters();
    }
  }

  @TempDir private Path folder;
  private final Retort retort =
      Retort.with(TinyExperiment.catalog(new ScalingTeacher(), new CharactersProvider()));

  private LabellingResult label(String data, String teacher) throws IOException {
    Files.writeString(
        folder.resolve("label.yaml"),
        "backend: difference\ndata: "
            + data
            + "\nteacher: "
            + teacher
            + "\noutput: "
            + folder.resolve("out.csv")
            + "\n");
    return LabellingRun.read(retort, folder.resolve("label.yaml"), List.of()).run();
  }

  private Dataset load(Map<String, ?> data) {
    return retort
        .bind(Data.class, ConfigurationDocument.of(Map.of("data", data)), folder)
        .value()
        .data()
        .create(new TestContext(folder, 1));
  }

  private static float[] inputs(Dataset data) {
    int[] all = IntStream.range(0, data.train().size()).toArray();
    try (Tensor inputs = Tensor.allocate(data.inputShape().batch(all.length))) {
      data.train().inputs(all, inputs);
      return Arrays.copyOf(inputs.toArray(), inputs.shape().elements());
    }
  }

  @Test
  void textsAreWrittenAsTheyAreAndReadAsTexts() throws IOException {
    List<String> texts = List.of("ab", " \"b\", then\n a ", "", "ba ");
    Files.writeString(
        folder.resolve("new.jsonl"),
        """
        {"mail": "ab"}
        {"mail": " \\"b\\", then\\n a "}
        {"mail": ""}
        {"mail": "ba "}
        """);

    label(
        "{kind: csv, file: new.jsonl, outputs: [cat, dog],"
            + " text: {column: mail, tokenizer: characters, length: 2}}",
        "rule");

    Map<String, ?> column = Map.of("column", "mail", "tokenizer", "characters", "length", 2);
    try (Dataset read = load(Map.of("kind", "labelled", "file", "out.csv", "text", column));
        Dataset tokens = load(Map.of("kind", "labelled", "file", "out.csv"))) {
      assertEquals(
          texts,
          IntStream.range(0, 4)
              .mapToObj(i -> read.train().rows().orElseThrow().row(i).get("mail"))
              .toList());
      // The first two characters, and the likelier class of (1, 2), (0, 2), (−1, −1), (2, 1).
      assertArrayEquals(new float[] {1, 2, 0, 2, -1, -1, 2, 1}, inputs(tokens));
      assertArrayEquals(inputs(tokens), inputs(read));
      assertEquals(tokens.heads(), read.heads());
    }
    assertEquals(
        "source,input:0,input:1,text:mail,label:label,logit:label:cat,logit:label:dog",
        Files.readAllLines(folder.resolve("out.csv")).get(0));
  }

  /** The logit 3 above 0.5 of the column b, and −2 below. */
  private static String stump() {
    String tree =
        """
        Tree=0
        num_leaves=2
        num_cat=0
        split_feature=0
        split_gain=1
        threshold=0.5
        decision_type=8
        left_child=-1
        right_child=-2
        leaf_value=-2 3
        leaf_weight=1 1
        leaf_count=1 1
        internal_value=0
        internal_weight=2
        internal_count=2
        is_linear=0
        shrinkage=1


        """;
    return """
    tree
    version=v4
    num_class=1
    num_tree_per_iteration=1
    label_index=0
    max_feature_idx=0
    objective=binary sigmoid:1
    feature_names=b
    feature_infos=[0:1]
    tree_sizes=%d

    %send of trees
    """
        .formatted(tree.length(), tree);
  }

  @Test
  void aTreeModelLabelsRowsOfATableWithoutLabels() throws IOException {
    Files.writeString(folder.resolve("stump.txt"), stump());
    Files.writeString(folder.resolve("new.csv"), "a,b\n9,0.25\n0,0.75\n1,0.5\n");

    label(
        "{kind: csv, file: new.csv, outputs: [no, yes], standardise: false}",
        "{kind: lightgbm, path: stump.txt, classes: {label: [no, yes]}}");

    assertEquals(
        List.of("0,9,0.25,no,0,-2", "1,0,0.75,yes,0,3", "2,1,0.5,no,0,-2"),
        Files.readAllLines(folder.resolve("out.csv")).subList(1, 4));
  }

  @Test
  void aTeacherThatIsToBeTrainedNeedsLabels() throws IOException {
    Files.writeString(folder.resolve("new.csv"), "a,b\n9,0.25\n0,0.75\n");
    for (String teacher :
        List.of(
            "{kind: network, network: {kind: dense, units: 2}, training: {steps: 1, batch: 1}}",
            "{kind: random-forest, trees: 2}",
            "{kind: recorded, file: new.csv}")) {
      assertRefused(
          () ->
              label("{kind: csv, file: new.csv, outputs: [no, yes], standardise: false}", teacher),
          "has no samples with labels");
    }
    assertFalse(Files.exists(folder.resolve("out.csv")));
  }
}
