package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.RetortException;
import io.retort.core.network.SavedNetwork;
import io.retort.core.plugin.Context;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.core.tensor.Shape;
import io.retort.teachers.SavedTeacherSettings;
import java.nio.file.Path;
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
  public Optional<List<TeacherOutput>> preview(SavedTeacherSettings settings, Context context) {
    SavedNetwork network = load(settings, context);
    try {
      return Optional.of(new NetworkOutputs(network.plan(), context.data().heads()).all());
    } catch (RetortException misfit) {
      throw new RetortException(
          "The teacher in " + settings.folder() + " does not fit the data: " + misfit.getMessage(),
          misfit);
    }
  }

  @Override
  public Teacher create(SavedTeacherSettings settings, Context context) {
    return new NetworkTeacher(load(settings, context), context.data().heads(), context.backend());
  }

  private static SavedNetwork load(SavedTeacherSettings settings, Context context) {
    Path folder = settings.folder();
    SavedNetwork network = context.load(folder);
    Shape input = context.data().inputShape();
    if (!network.plan().input().equals(input)) {
      throw new RetortException(
          "The teacher in "
              + folder
              + " reads inputs of shape "
              + network.plan().input()
              + ", but the data has the shape "
              + input
              + "; name a teacher that was trained on such data");
    }
    return network;
  }
}
