package io.retort.teachers.onnx.model;

import io.retort.core.Echo;
import io.retort.core.ErrorKind;
import io.retort.core.Fingerprint;
import io.retort.core.RetortException;
import io.retort.core.data.Batch;
import io.retort.core.data.Head;
import io.retort.core.data.Task;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.OutputOrder;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.tensor.Shape;
import io.retort.core.tensor.Tensor;
import io.retort.core.text.Tokenizer;
import io.retort.teachers.onnx.OnnxTeacherSettings;
import io.retort.teachers.onnx.model.BatchedModel.Rows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A model in ONNX Runtime as a teacher. */
final class OnnxTeacher implements Teacher {
  private final BatchedModel model;
  private final Map<String, HeadOutput> heads;
  private final List<TeacherOutput> outputs;
  private final List<String> assumptions;
  private final String fingerprint;

  private OnnxTeacher(
      BatchedModel model,
      List<HeadOutput> heads,
      List<TeacherOutput> features,
      List<String> assumptions,
      Fingerprint fingerprint) {
    this.model = model;
    this.heads = new LinkedHashMap<>();
    this.outputs = new ArrayList<>();
    for (HeadOutput each : heads) {
      this.heads.put(each.head().name(), each);
      this.outputs.add(each.description());
      fingerprint.add(each.toString());
    }
    this.outputs.addAll(features);
    this.assumptions = assumptions;
    this.fingerprint = fingerprint.add(features.toString()).text();
  }

  /**
   * Loads a model and tries it on some of the training samples.
   *
   * @param path its file
   * @param settings the configuration
   * @param data what it is to teach
   * @throws RetortException if it cannot teach that
   */
  static OnnxTeacher open(Path path, OnnxTeacherSettings settings, TrainingData data) {
    requireHeads(settings, data.heads());
    OnnxModelFile file = OnnxModelFile.read(path);
    if (data.heads().isEmpty() && settings.features().isEmpty()) {
      // Of a model that gives features alone, the first output is meant.
      return open(path, settings.toBuilder().features(file.outputs().subList(0, 1)).build(), data);
    }
    int cores = Runtime.getRuntime().availableProcessors();
    int threads = Math.min(cores, settings.threads().orElse(cores));
    OnnxSession session = OnnxSession.load(file, settings.features(), threads);
    try {
      return of(file, session, settings, data);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  private static void requireHeads(OnnxTeacherSettings settings, List<Head> heads) {
    OutputOrder.require(settings.classes(), heads);
    Set<String> names = heads.stream().map(Head::name).collect(Collectors.toSet());
    Set<String> seen = new HashSet<>();
    for (String feature : settings.features()) {
      if (names.contains(feature) || !seen.add(feature)) {
        throw new RetortException(
            ErrorKind.CONFIGURATION,
            "The teacher's feature "
                + Echo.quoted(feature)
                + (names.contains(feature)
                    ? " is called like a head of the data; give the value another name in the model"
                    : " is named twice; name it once"));
      }
    }
  }

  private static OnnxTeacher of(
      OnnxModelFile file, OnnxSession session, OnnxTeacherSettings settings, TrainingData data) {
    ModelInput input = input(file, session, settings, data);
    BatchedModel model =
        new BatchedModel(session, input, input.fixedBatch().orElse(settings.batch()));
    Map<String, String> names = OutputNames.of(file, session.outputs(), settings, data.heads());
    Set<String> wanted = new HashSet<>(names.values());
    wanted.addAll(settings.features());
    TrialRun trial = TrialRun.of(model, data, wanted);
    List<HeadOutput> heads = new ArrayList<>();
    List<String> assumptions = new ArrayList<>(input.assumption().stream().toList());
    Fingerprint fingerprint = new Fingerprint();
    file.addTo(fingerprint);
    input.addTo(fingerprint);
    for (Head head : data.heads()) {
      String output = names.get(head.name());
      Rows outputs = trial.rows().get(output);
      int width = outputs.shape().elements();
      requireWidth(file.path(), head, output, width);
      TargetKind kind = OutputForm.of(file.path(), head, settings.as(), output, outputs);
      List<String> order =
          settings
              .classes()
              .getOrDefault(head.name(), file.names().getOrDefault(output, List.of()));
      HeadOutput found =
          new HeadOutput(head, output, kind, OutputOrder.places(head.ofWidth(width), order), width);
      for (int sample = 0; sample < trial.count(); sample++) {
        found.convert(outputs.row(sample), TrialRun.place(model, data.train(), sample));
      }
      heads.add(found);
      if (settings.as().isEmpty() && kind != TargetKind.VALUES) {
        assumptions.add(assumption(head, output, kind, trial.count()));
      }
    }
    List<TeacherOutput> features =
        settings.features().stream()
            .map(
                name ->
                    new TeacherOutput(name, TargetKind.FEATURES, trial.rows().get(name).shape()))
            .toList();
    return new OnnxTeacher(model, heads, features, assumptions, fingerprint);
  }

  private static ModelInput input(
      OnnxModelFile file, OnnxSession session, OnnxTeacherSettings settings, TrainingData data) {
    Path path = file.path();
    return settings
        .tokenizer()
        .<ModelInput>map(
            tokenizer -> {
              TextInput text = TextInput.of(path, session.inputs(), tokenizer, settings, data);
              file.embeddings(text.ids())
                  .ifPresent(count -> requireEmbeddings(path, tokenizer, count));
              return text;
            })
        .orElseGet(
            () -> InputLayout.of(path, session.inputs(), settings.input(), data.inputShape()));
  }

  private static void requireEmbeddings(Path path, Tokenizer tokenizer, long count) {
    if (tokenizer.vocabulary() > count) {
      throw new RetortException(
          ErrorKind.DATA,
          "The teacher's tokenizer has "
              + tokenizer.vocabulary()
              + " tokens, but the model "
              + path
              + " embeds "
              + count
              + "; name the tokenizer that it was trained with");
    }
  }

  private static void requireWidth(Path path, Head head, String output, int width) {
    if (width != head.task().ofWidth(width).outputs() && !HeadOutput.isOfSecondClass(head, width)) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + path
              + " gives "
              + width
              + (width == 1 ? " number" : " numbers")
              + " for a sample in "
              + Echo.quoted(output)
              + ", but the head '"
              + head.name()
              + "' of the data has "
              + head.task().outputs()
              + (head.task() instanceof Task.SingleLabel ? " classes" : " outputs")
              + "; name a model of the same task, or another output");
    }
  }

  private static String assumption(Head head, String output, TargetKind kind, int samples) {
    return String.format(
        Locale.ROOT,
        "The teacher's output %s for the head '%s' is taken for %s, judging by %,d samples; the"
            + " key as can say otherwise",
        Echo.quoted(output),
        head.name(),
        kind.name().toLowerCase(Locale.ROOT),
        samples);
  }

  /** What was found out and not said by the configuration, in sentences. */
  List<String> assumptions() {
    return List.copyOf(assumptions);
  }

  @Override
  public List<TeacherOutput> outputs() {
    return List.copyOf(outputs);
  }

  @Override
  public void evaluate(Batch batch, Map<String, Tensor> destinations) {
    Set<String> wanted = new HashSet<>();
    destinations.keySet().forEach(name -> wanted.add(source(name)));
    Map<String, Rows> outputs = model.outputs(batch, wanted);
    destinations.forEach(
        (name, destination) -> {
          Rows rows = outputs.get(source(name));
          requireShape(name, rows);
          TrialRun.requireFinite(model, source(name), rows, batch.source(), batch.samples());
          HeadOutput head = heads.get(name);
          if (head == null) {
            destination.write(0, rows.values());
          } else {
            write(head, rows, batch, destination);
          }
        });
  }

  private String source(String output) {
    if (heads.containsKey(output)) {
      return heads.get(output).output();
    }
    return description(output).name();
  }

  private TeacherOutput description(String output) {
    return outputs.stream()
        .filter(each -> each.name().equals(output))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "The teacher has no output '" + output + "'; it has " + outputs));
  }

  /** A model whose shapes are open may give another shape than it did in the trial. */
  private void requireShape(String name, Rows rows) {
    Shape expected =
        heads.containsKey(name) ? Shape.of(heads.get(name).width()) : description(name).shape();
    if (rows.shape().elements() != expected.elements()) {
      throw new RetortException(
          ErrorKind.DATA,
          "The model "
              + model.path()
              + " gives "
              + Echo.quoted(name)
              + " in the shape "
              + rows.shape()
              + " for a sample, but gave "
              + expected
              + " at first; a teacher's outputs must have one shape");
    }
  }

  private void write(HeadOutput head, Rows rows, Batch batch, Tensor destination) {
    for (int i = 0; i < batch.size(); i++) {
      String place = TrialRun.place(model, batch.source(), batch.samples()[i]);
      float[] row = head.convert(rows.row(i), place);
      destination.write(i * row.length, row);
    }
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void close() {
    model.close();
  }
}
