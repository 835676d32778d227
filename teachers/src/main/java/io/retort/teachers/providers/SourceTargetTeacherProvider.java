package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.ErrorKind;
import io.retort.core.RetortException;
import io.retort.core.data.TrainingData;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.SourceTargetTeacherSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the teacher {@code source-target}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class SourceTargetTeacherProvider
    implements TeacherProvider<SourceTargetTeacherSettings> {
  private static final List<String> NAMES = List.of("source", "target");

  @Override
  public String name() {
    return "source-target";
  }

  @Override
  public Class<SourceTargetTeacherSettings> configuration() {
    return SourceTargetTeacherSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(
      SourceTargetTeacherSettings settings, TeacherContext context) {
    return MemberTeachers.preview(recipes(settings), contexts(context))
        .map(all -> SourceTargetTeacher.outputs(all, context.data().heads()));
  }

  @Override
  public Teacher create(SourceTargetTeacherSettings settings, TeacherContext context) {
    List<Teacher> made = MemberTeachers.create(recipes(settings), contexts(context));
    try {
      return new SourceTargetTeacher(made, context.data().heads());
    } catch (RuntimeException misfit) {
      MemberTeachers.close(made);
      throw misfit;
    }
  }

  private static Map<String, Recipe<Teacher>> recipes(SourceTargetTeacherSettings settings) {
    Map<String, Recipe<Teacher>> recipes = new LinkedHashMap<>();
    recipes.put(NAMES.get(0), settings.source());
    recipes.put(NAMES.get(1), settings.target());
    return recipes;
  }

  private static Map<String, TeacherContext> contexts(TeacherContext context) {
    TrainingData data = context.data();
    if (data.train().domains() != NAMES.size()) {
      throw new RetortException(
          ErrorKind.CONFIGURATION,
          "The teacher 'source-target' needs data of two parts, but this has "
              + data.train().domains()
              + "; join a source and a target with data: {kind: source-target, source: …, target:"
              + " …}");
    }
    Map<String, TeacherContext> contexts = new LinkedHashMap<>();
    for (int domain = 0; domain < NAMES.size(); domain++) {
      String name = NAMES.get(domain);
      contexts.put(name, context.nested(name, data.within(domain)));
    }
    return contexts;
  }
}
