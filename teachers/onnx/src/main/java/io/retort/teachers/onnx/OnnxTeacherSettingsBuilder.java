package io.retort.teachers.onnx;

import io.retort.core.text.Tokenizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes {@link OnnxTeacherSettings}, whose components say more; what is not set has its default.
 */
public final class OnnxTeacherSettingsBuilder {
  private Path path;
  private Optional<String> input = Optional.empty();
  private Map<String, String> outputs = Map.of();
  private Optional<OnnxTeacherSettings.Form> as = Optional.empty();
  private Map<String, List<String>> classes = Map.of();
  private List<String> features = List.of();
  private int batch = 256;
  private Optional<Tokenizer> tokenizer = Optional.empty();
  private int length = 256;
  private Optional<OnnxTeacherSettings.Pooling> pooling = Optional.empty();
  private boolean normalise;
  private Optional<Integer> threads = Optional.empty();

  OnnxTeacherSettingsBuilder(Path path) {
    this.path = path;
  }

  OnnxTeacherSettingsBuilder(OnnxTeacherSettings settings) {
    path = settings.path();
    input = settings.input();
    outputs = settings.outputs();
    as = settings.as();
    classes = settings.classes();
    features = settings.features();
    batch = settings.batch();
    tokenizer = settings.tokenizer();
    length = settings.length();
    pooling = settings.pooling();
    normalise = settings.normalise();
    threads = settings.threads();
  }

  /** The file of the model. */
  public OnnxTeacherSettingsBuilder path(Path value) {
    path = value;
    return this;
  }

  /** The name that the model's only input must have. */
  public OnnxTeacherSettingsBuilder input(String value) {
    input = Optional.of(value);
    return this;
  }

  /** For each head, the model's output. */
  public OnnxTeacherSettingsBuilder outputs(Map<String, String> value) {
    outputs = value;
    return this;
  }

  /** What the outputs for classes and labels are. */
  public OnnxTeacherSettingsBuilder as(OnnxTeacherSettings.Form value) {
    as = Optional.of(value);
    return this;
  }

  /** For heads whose names the model has in another order, the names in its order. */
  public OnnxTeacherSettingsBuilder classes(Map<String, List<String>> value) {
    classes = value;
    return this;
  }

  /** Values inside the model that a student can be compared with. */
  public OnnxTeacherSettingsBuilder features(List<String> value) {
    features = value;
    return this;
  }

  /** The most samples that are computed at once. */
  public OnnxTeacherSettingsBuilder batch(int value) {
    batch = value;
    return this;
  }

  /** What splits the texts of a model that reads such. */
  public OnnxTeacherSettingsBuilder tokenizer(Tokenizer value) {
    tokenizer = Optional.of(value);
    return this;
  }

  /** The most tokens of a text. */
  public OnnxTeacherSettingsBuilder length(int value) {
    length = value;
    return this;
  }

  /** How outputs for every token become one for the text. */
  public OnnxTeacherSettingsBuilder pooling(OnnxTeacherSettings.Pooling value) {
    pooling = Optional.of(value);
    return this;
  }

  /** Whether outputs for texts are scaled to the length 1. */
  public OnnxTeacherSettingsBuilder normalise(boolean value) {
    normalise = value;
    return this;
  }

  /** At most how many threads compute at the same time. */
  public OnnxTeacherSettingsBuilder threads(int value) {
    threads = Optional.of(value);
    return this;
  }

  /** The settings. */
  public OnnxTeacherSettings build() {
    return new OnnxTeacherSettings(
        path, input, outputs, as, classes, features, batch, tokenizer, length, pooling, normalise,
        threads);
  }
}
