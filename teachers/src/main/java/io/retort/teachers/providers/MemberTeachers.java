package io.retort.teachers.providers;

import io.retort.core.RetortException;
import io.retort.core.plugin.Recipe;
import io.retort.core.teacher.Teacher;
import io.retort.core.teacher.TeacherContext;
import io.retort.core.teacher.TeacherOutput;
import io.retort.core.teacher.TeacherProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Teachers that are made for another one. */
final class MemberTeachers {

  private MemberTeachers() {}

  /** Makes all, or none. */
  static List<Teacher> create(
      Map<String, Recipe<Teacher>> recipes, Map<String, TeacherContext> contexts) {
    List<Teacher> made = new ArrayList<>();
    try {
      recipes.forEach(
          (name, recipe) -> made.add(named(name, () -> recipe.create(contexts.get(name)))));
      return made;
    } catch (RuntimeException | Error failure) {
      made.forEach(Teacher::close);
      throw failure;
    }
  }

  /** What all of them will be able to say, or empty if that is not known of one. */
  static Optional<List<List<TeacherOutput>>> preview(
      Map<String, Recipe<Teacher>> recipes, Map<String, TeacherContext> contexts) {
    List<List<TeacherOutput>> all = new ArrayList<>();
    recipes.forEach(
        (name, recipe) ->
            named(name, () -> preview(recipe, contexts.get(name))).ifPresent(all::add));
    return all.size() == recipes.size() ? Optional.of(all) : Optional.empty();
  }

  @SuppressWarnings("unchecked") // a recipe's configuration is of its provider's type
  private static Optional<List<TeacherOutput>> preview(
      Recipe<Teacher> recipe, TeacherContext context) {
    return recipe.provider() instanceof TeacherProvider<?> provider
        ? ((TeacherProvider<Record>) provider).preview(recipe.configuration(), context)
        : Optional.empty();
  }

  private static <T> T named(String name, Supplier<T> made) {
    try {
      return made.get();
    } catch (RetortException failure) {
      throw new RetortException(failure.kind(), name + ": " + failure.getMessage(), failure);
    }
  }

  /** One hash of those of all. */
  static String fingerprint(List<Teacher> members) {
    return String.join("+", members.stream().map(Teacher::fingerprint).toList());
  }

  /** Closes all, even if one fails. */
  static void close(List<Teacher> members) {
    RuntimeException first = null;
    for (Teacher member : members) {
      try {
        member.close();
      } catch (RuntimeException failure) {
        if (first == null) {
          first = failure;
        } else {
          first.addSuppressed(failure);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }
}
