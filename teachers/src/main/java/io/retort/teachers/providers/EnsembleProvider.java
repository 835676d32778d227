package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.EnsembleSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the teacher {@code ensemble}. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class EnsembleProvider implements TeacherProvider<EnsembleSettings> {

  @Override
  public String name() {
    return "ensemble";
  }

  @Override
  public Class<EnsembleSettings> configuration() {
    return EnsembleSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(EnsembleSettings settings, TeacherContext context) {
    Map<String, Recipe<Teacher>> recipes = recipes(settings);
    return MemberTeachers.preview(recipes, contexts(recipes, context))
        .map(all -> new HeadAverages(context.data().heads(), all, settings).outputs());
  }

  @Override
  public Teacher create(EnsembleSettings settings, TeacherContext context) {
    Map<String, Recipe<Teacher>> recipes = recipes(settings);
    List<Teacher> made = MemberTeachers.create(recipes, contexts(recipes, context));
    try {
      List<List<TeacherOutput>> all = made.stream().map(Teacher::outputs).toList();
      return new Ensemble(made, new HeadAverages(context.data().heads(), all, settings));
    } catch (RuntimeException misfit) {
      MemberTeachers.close(made);
      throw misfit;
    }
  }

  private static Map<String, Recipe<Teacher>> recipes(EnsembleSettings settings) {
    Map<String, Recipe<Teacher>> recipes = new LinkedHashMap<>();
    settings.teachers().forEach(recipe -> recipes.put("teachers[" + recipes.size() + "]", recipe));
    return recipes;
  }

  private static Map<String, TeacherContext> contexts(
      Map<String, Recipe<Teacher>> recipes, TeacherContext context) {
    Map<String, TeacherContext> contexts = new LinkedHashMap<>();
    recipes.keySet().forEach(name -> contexts.put(name, context.nested(name)));
    return contexts;
  }
}
