package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.loss.TargetKind;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.EmbeddingTeacherSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Makes the teacher {@code embedding}: an encoder, and a head that is trained on what it gives. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class EmbeddingTeacherProvider implements TeacherProvider<EmbeddingTeacherSettings> {
  private static final String ENCODER = "encoder";
  private static final String HEAD = "head";

  @Override
  public String name() {
    return "embedding";
  }

  @Override
  public Class<EmbeddingTeacherSettings> configuration() {
    return EmbeddingTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      EmbeddingTeacherSettings settings, TeacherContext context) {
    try (Teacher encoder = encoder(settings, context)) {
      TeacherOutput embedding = embedding(settings, encoder, context.data());
      // Samples are encoded when the head is trained, not before.
      TeacherContext ofHead = ofHead(context, new Embeddings(encoder, embedding, context.data()));
      return MemberTeachers.preview(Map.of(HEAD, settings.head()), Map.of(HEAD, ofHead))
          .map(known -> EmbeddingTeacher.outputs(known.get(0), context.data().heads(), embedding));
    }
  }

  @Override
  public Teacher create(EmbeddingTeacherSettings settings, TeacherContext context) {
    Teacher encoder = encoder(settings, context);
    try {
      TeacherOutput embedding = embedding(settings, encoder, context.data());
      Embeddings embeddings = new Embeddings(encoder, embedding, context.data());
      if (!context.untrained()) {
        encode(context, embeddings);
      }
      Teacher head =
          MemberTeachers.create(
                  Map.of(HEAD, settings.head()), Map.of(HEAD, ofHead(context, embeddings)))
              .get(0);
      return new EmbeddingTeacher(encoder, embedding, embeddings, head, context.data().heads());
    } catch (RuntimeException | Error failure) {
      encoder.close();
      throw failure;
    }
  }

  private static void encode(TeacherContext context, Embeddings embeddings) {
    TrainingData data = context.data();
    int samples = data.train().size() + data.validation().size();
    context
        .listener()
        .message(String.format(Locale.ROOT, "Encoding %,d samples for the teacher", samples));
    Runnable afterPart = context.checkpoints()::checkStop;
    embeddings.prepare(data.train(), afterPart);
    embeddings.prepare(data.validation(), afterPart);
  }

  /** The encoder, which predicts no heads. */
  private static Teacher encoder(EmbeddingTeacherSettings settings, TeacherContext context) {
    TrainingData unlabelled = context.data().with(List.of());
    return MemberTeachers.create(
            Map.of(ENCODER, settings.encoder()),
            Map.of(ENCODER, context.nested(ENCODER, unlabelled)))
        .get(0);
  }

  /** What the head is trained with: labels alone, as embeddings need no training. */
  private static TeacherContext ofHead(TeacherContext context, Embeddings embeddings) {
    TrainingData data = context.data();
    List<Head> labelled = data.heads().stream().filter(head -> head.task().hasLabels()).toList();
    if (labelled.isEmpty() && !data.heads().isEmpty()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "All heads of the data are embeddings, which the encoder gives by itself; name the"
              + " encoder as the teacher");
    }
    return context.nested(
        HEAD,
        new TrainingData(
            embeddings.shape(),
            labelled,
            embeddings.of(data.train()),
            embeddings.of(data.validation())));
  }

  private static TeacherOutput embedding(
      EmbeddingTeacherSettings settings, Teacher encoder, TrainingData data) {
    List<TeacherOutput> features =
        encoder.outputs().stream().filter(each -> each.kind() == TargetKind.FEATURES).toList();
    List<String> names = features.stream().map(TeacherOutput::name).toList();
    List<TeacherOutput> chosen =
        features.stream()
            .filter(each -> settings.output().map(each.name()::equals).orElse(true))
            .toList();
    if (chosen.size() != 1) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          settings.output().isPresent()
              ? "The encoder has no output '" + settings.output().get() + "'; it has " + names
              : "The encoder gives "
                  + (names.isEmpty() ? "no features" : "the features " + names)
                  + "; name one under output, and those of an ONNX file under its features");
    }
    TeacherOutput embedding = chosen.get(0);
    if (data.heads().stream().anyMatch(head -> head.name().equals(embedding.name()))) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The encoder's output '"
              + embedding.name()
              + "' is called like a head of the data; give the head another name");
    }
    return embedding;
  }
}
