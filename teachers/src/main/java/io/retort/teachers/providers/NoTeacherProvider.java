package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.data.Batch;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Tensor;
import io.retort.teachers.NoTeacherSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the teacher {@code none}, which has nothing to say. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class NoTeacherProvider implements TeacherProvider<NoTeacherSettings> {

  @Override
  public String name() {
    return "none";
  }

  @Override
  public Class<NoTeacherSettings> configuration() {
    return NoTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(NoTeacherSettings settings, TeacherContext context) {
    return Optional.of(List.of());
  }

  @Override
  public Teacher create(NoTeacherSettings settings, TeacherContext context) {
    return new Silent();
  }

  private record Silent() implements Teacher {

    @Override
    public List<TeacherOutput> outputs() {
      return List.of();
    }

    @Override
    public void evaluate(Batch batch, Map<String, Tensor> destinations) {
      if (!destinations.isEmpty()) {
        throw new IllegalArgumentException("There is no teacher for " + destinations);
      }
    }

    @Override
    public String fingerprint() {
      return "none";
    }

    @Override
    public void close() {}
  }

  @Override
  public boolean isDefault() {
    return true;
  }
}
