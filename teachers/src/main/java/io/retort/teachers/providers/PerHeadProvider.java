package io.retort.teachers.providers;

import com.google.auto.service.AutoService;
import io.retort.core.RetortException;
import io.retort.core.data.Head;
import io.retort.core.plugin.Context;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import io.retort.teachers.PerHeadSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Makes the teacher {@code per-head}: one for each head, made on data with that head alone. */
@SuppressWarnings("rawtypes") // AutoService names a generic service by its raw class
@AutoService(TeacherProvider.class)
public final class PerHeadProvider implements TeacherProvider<PerHeadSettings> {

  @Override
  public String name() {
    return "per-head";
  }

  @Override
  public Class<PerHeadSettings> configuration() {
    return PerHeadSettings.class;
  }

  @Override
  public Optional<List<TeacherOutput>> preview(PerHeadSettings settings, Context context) {
    requireHeads(settings, context);
    Map<String, List<TeacherOutput>> known = new LinkedHashMap<>();
    for (Head head : context.data().heads()) {
      Recipe<Teacher> recipe = settings.heads().get(head.name());
      Optional<List<TeacherOutput>> outputs =
          of(head, () -> preview(recipe, new HeadContext(context, head)));
      if (outputs.isEmpty()) {
        return Optional.empty();
      }
      known.put(head.name(), outputs.get());
    }
    return Optional.of(new PerHeadOutputs(known).all());
  }

  @SuppressWarnings("unchecked") // the recipe's configuration is of its provider's type
  private static Optional<List<TeacherOutput>> preview(Recipe<Teacher> recipe, Context context) {
    return ((TeacherProvider<Record>) recipe.provider()).preview(recipe.configuration(), context);
  }

  @Override
  public Teacher create(PerHeadSettings settings, Context context) {
    requireHeads(settings, context);
    Map<String, Teacher> teachers = new LinkedHashMap<>();
    try {
      for (Head head : context.data().heads()) {
        Recipe<Teacher> recipe = settings.heads().get(head.name());
        teachers.put(head.name(), of(head, () -> recipe.create(new HeadContext(context, head))));
      }
      return new PerHeadTeacher(teachers);
    } catch (RuntimeException | Error failure) {
      teachers.values().forEach(Teacher::close);
      throw failure;
    }
  }

  private static void requireHeads(PerHeadSettings settings, Context context) {
    List<String> heads = context.data().heads().stream().map(Head::name).toList();
    if (!settings.heads().keySet().equals(Set.copyOf(heads))) {
      throw new RetortException(
          "There are teachers for the heads "
              + settings.heads().keySet().stream().sorted().toList()
              + ", but the data has "
              + heads
              + "; give each of them one");
    }
  }

  private static <T> T of(Head head, Supplier<T> work) {
    try {
      return work.get();
    } catch (RetortException misfit) {
      throw new RetortException(
          "The teacher of the head '" + head.name() + "': " + misfit.getMessage(), misfit);
    }
  }
}
