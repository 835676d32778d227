package io.retort.teachers.tribuo;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.TribuoTeacherSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Loads the teacher {@code tribuo}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class TribuoProvider implements TeacherProvider<TribuoTeacherSettings> {

  @Override
  public String name() {
    return "tribuo";
  }

  @Override
  public Class<TribuoTeacherSettings> configuration() {
    return TribuoTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      TribuoTeacherSettings settings, TeacherContext context) {
    try (Teacher teacher = create(settings, context)) {
      return Optional.of(teacher.outputs());
    }
  }

  @Override
  public Teacher create(TribuoTeacherSettings settings, TeacherContext context) {
    TrainingData data = context.data();
    List<String> heads = data.heads().stream().map(Head::name).toList();
    if (!List.copyOf(settings.models().keySet()).containsAll(heads)
        || settings.models().size() != heads.size()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher has models for the heads "
              + settings.models().keySet().stream().sorted().toList()
              + ", but the data has the heads "
              + heads
              + "; name one file for each of these under models");
    }
    TribuoLog.quiet();
    List<HeadModel> models = new ArrayList<>();
    for (Head head : data.heads()) {
      Path file = context.resolve(settings.models().get(head.name()));
      models.add(new HeadModel(head, List.of(new ModelFile(file, head, data).read(settings))));
    }
    return new TribuoTeacher(models);
  }
}
