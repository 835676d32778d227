package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.RetortException;
import io.retort.core.Warning;
import io.retort.core.data.ModelFit;
import io.retort.core.data.SavedModel;
import io.retort.core.data.TrainingData;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.SavedTeacherSettings;
import java.util.List;
import java.util.Optional;

/** Loads the teacher {@code saved}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class SavedTeacherProvider implements TeacherProvider<SavedTeacherSettings> {

  @Override
  public String name() {
    return "saved";
  }

  @Override
  public Class<SavedTeacherSettings> configuration() {
    return SavedTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      SavedTeacherSettings settings, TeacherContext context) {
    SavedModel model = load(settings, context);
    return Optional.of(new NetworkOutputs(model.network().plan(), context.data().heads()).all());
  }

  @Override
  public Teacher create(SavedTeacherSettings settings, TeacherContext context) {
    SavedModel model = load(settings, context);
    if (model.signature().isEmpty()) {
      context
          .listener()
          .warning(
              new Warning(
                  "unknown-signature",
                  "teacher.folder",
                  "the teacher in "
                      + settings.folder()
                      + " was saved without the names of its classes and columns; that they are"
                      + " those of the data cannot be checked"));
    }
    return new NetworkTeacher(model, context.data(), context.backend());
  }

  private static SavedModel load(SavedTeacherSettings settings, TeacherContext context) {
    SavedModel model = context.load(settings.folder());
    TrainingData data = context.data();
    try {
      ModelFit.of(model, data.signature(), data.inputShape());
    } catch (RetortException misfit) {
      throw new RetortException(
          misfit.kind(),
          "The teacher in "
              + settings.folder()
              + " does not fit the data: "
              + misfit.getMessage()
              + "; name a teacher that was trained on such data",
          misfit);
    }
    return model;
  }
}
